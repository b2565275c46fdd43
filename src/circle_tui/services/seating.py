"""Starting a session: who sits where, the agenda as it was written, and the first fact."""

from collections.abc import Sequence

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import Refusal
from circle_tui.domain.people import Member
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.rotation import fair_cast
from circle_tui.domain.session import Session
from circle_tui.services.screening import screened_agenda


def start(
    circle: OpenCircle, agenda: Agenda, present: Sequence[Member], token: str, clock: Clock
) -> None:
    """Seat the members present, in this order, and journal the session's first fact, in one step.

    The ledger says who begins where the order rotates, and who holds the agenda's roles.

    Raises ``InputError`` when nobody is present and ``Refusal`` when a session runs already.
    """
    if circle.journal.read():
        raise Refusal("A session of this circle is running already. Go on with it, or end it.")
    seats = range(1, len(present) + 1)
    kept = screened_agenda(agenda, circle.people.known())
    ids = [member.id for member in present]
    cast = fair_cast(kept, ids, circle.people.ledger(), token)
    began = rules.begin(kept, seats, token, clock.now(), cast)
    with circle.transaction():
        circle.people.put_seating(
            {seat: member.id for seat, member in zip(seats, present, strict=True)}
        )
        circle.people.put_script(agenda)
        circle.journal.append([began])


def script_of(circle: OpenCircle, session: Session) -> Agenda:
    """Return the agenda to show: as it was written if that was kept, else as the facts have it.

    The facts have members' names masked, and with them any word that is one ("Will you ...").
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
