"""Starting a session: who sits where, the agenda as it was written, and the first fact."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.cast import on_seats
from circle_tui.domain.errors import Refusal
from circle_tui.domain.people import Member
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.rotation import fair_cast
from circle_tui.domain.session import Session
from circle_tui.services.scheduled import scheduled_start
from circle_tui.services.screening import screened_agenda


def start(
    circle: OpenCircle,
    agenda: Agenda,
    present: Sequence[Member],
    token: str,
    clock: Clock,
    attendance: Mapping[str, Attendance] | None = None,
) -> None:
    """Seat the members and journal the session's first fact, in one step.

    Everybody has a seat, so that who comes later is a fact about a seat. Those whose ``attendance``
    (by member id) was asked for sit in the order in which they were asked, and so stand in every
    list from the first to the last; then come others who are ``present``, then who is not. It tells
    who is late though counted as present, and who is excused. Who is neither present nor in it is
    absent.

    The ledger says who begins where the order rotates, and who holds the agenda's roles. Where the
    circle was to meet about now, the promised end is counted from then.

    Raises ``InputError`` when nobody is present and ``Refusal`` when a session runs already.
    """
    if circle.journal.read():
        raise Refusal("A session of this circle is running already. Go on with it, or end it.")
    here = [member.id for member in present]
    everybody = [*(attendance or ()), *here, *(m.id for m in circle.people.members())]
    seated = dict(enumerate(dict.fromkeys(everybody), start=1))
    seats = [seat for seat, id_ in seated.items() if id_ in here]
    ids = [seated[seat] for seat in seats]
    kept = screened_agenda(agenda, circle.people.known())
    late = [id_ for id_ in ids if (attendance or {}).get(id_) is Attendance.LATE]
    cast = on_seats(fair_cast(kept, ids, circle.people.ledger(), token, late), seats)
    scheduled = scheduled_start(circle, clock)
    began = rules.begin(kept, seats, token, clock.now(), cast, scheduled)
    states = {
        seat: (attendance or {}).get(id_, Attendance.PRESENT if id_ in ids else Attendance.ABSENT)
        for seat, id_ in seated.items()
    }
    marks = tuple(mark for mark in states.items() if mark[1] is not Attendance.PRESENT)
    with circle.transaction():
        circle.people.put_seating(seated)
        circle.people.put_script(agenda)
        circle.journal.append([replace(began, attendance=marks)])


def script_of(circle: OpenCircle, session: Session) -> Agenda:
    """Return the agenda to show: as it was written if that was kept, else as the facts have it.

    The facts have members' names masked, and with them any word that is one ("Will you ...").
    Its prompts are its author's own, whichever were taken since (``Viewing`` has those).
    """
    script = circle.people.script()
    same = script is not None and len(script.segments) == len(session.agenda.segments)
    return script if script is not None and same else session.agenda


def names_by_seat(circle: OpenCircle) -> dict[int, str]:
    """Return who sits where, by the names the screen shows."""
    names = {member.id: member.name for member in circle.people.members()}
    return {seat: names[id_] for seat, id_ in circle.people.seating().items() if id_ in names}


def aliases_by_seat(circle: OpenCircle) -> dict[int, str]:
    """Return who sits where, by the aliases that may be kept."""
    aliases = {member.id: member.alias for member in circle.people.members()}
    return {seat: aliases[id_] for seat, id_ in circle.people.seating().items() if id_ in aliases}
