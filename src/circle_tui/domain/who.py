"""Who is meant, in words: whose turn it is, who is with whom, who has which role, who is silent.

Seats become names here and nowhere else in the domain. ``names`` says who sits where; a seat
without a name is called by its number.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from circle_tui.domain.agenda import ClockMode, EachInGroup, Silent
from circle_tui.domain.cast import NOBODY, PRESENTER, duty_of, roles_in
from circle_tui.domain.groups import Grouping
from circle_tui.domain.plan import EVERYBODY, Turn
from circle_tui.domain.role_rules import holders_now, parts_of
from circle_tui.domain.session import Session, had, untouched, used_by_current
from circle_tui.domain.turn_rules import waits_for_volunteer

WHOLE_GROUP = "Everybody"

SOMEBODY = "Somebody"
"""Whose turn it was where nobody was named for it."""

ON_THE_WAY = " (on the way)"
"""What stands behind the name of somebody who is awaited, where a turn is theirs."""

WITHOUT_PRESENTER = "Everybody but the presenter"
"""Who has the floor while the presenter listens."""

ASKING = timedelta(minutes=1)
"""How long a part says who was dealt a role in it: by then somebody else would have spoken up."""

SILENCE = {
    Silent.NONE: "",
    Silent.ALL: "everybody keeps silent",
    Silent.PRESENTER: "the presenter keeps silent",
    Silent.OTHERS: "the others keep silent",
}

Names = Mapping[int, str]


def seat_name(seat: int, names: Names) -> str:
    """Return who sits in a seat; a role that is left open is that of nobody."""
    return "nobody" if seat == NOBODY else names.get(seat, f"Seat {seat}")


def turn_name(turn: Turn, names: Names, awaited: Collection[int] = ()) -> str:
    """Return whose turn it is; everybody's where they are together, however.

    Who is ``awaited`` is told to be on the way, so that their turn is put off and not lost.
    """
    if turn.id.seat == EVERYBODY:
        return WHOLE_GROUP
    name = seat_name(turn.id.seat, names)
    return f"{name}{ON_THE_WAY}" if turn.id.seat in awaited else name


def together_text(session: Session, turn: Turn) -> str:
    """Say how everybody is together in a turn, ``In pairs``; empty where nobody is in groups.

    Where people meet in pairs a trio may be among these. Any other part is in pairs only if all
    are: three of whom one has left are a small group beside others.
    """
    if not turn.groups:
        return ""
    meet_in_pairs = session.agenda.segments[turn.id.segment].clock is ClockMode.PAIRS
    sizes = {len(group) for group in turn.groups}
    pairs = min(sizes) <= 2 if meet_in_pairs else sizes == {2}
    return "In pairs" if pairs else "In small groups"


def volunteer_text(session: Session) -> str:
    """Return what to ask while nobody has come forward for a turn; empty unless one waits."""
    if not waits_for_volunteer(session):
        return ""
    first = len(had(session, session.current.segment)) == 1
    return "Who goes first?" if first else "Who goes next?"


def floor_name(session: Session, turn: Turn, names: Names) -> str:
    """Return who has the floor: nobody yet, while it waits for a volunteer or all keep silent."""
    if silent_for_all(session):
        return ""
    if turn.id.seat == EVERYBODY and not turn.groups and session.current == turn.id:
        if session.segment.clock is ClockMode.ONE:
            return open_text(session) or f"The {roles_in(session.segment)[0]}"
        if _presenter_listens(session):
            return WITHOUT_PRESENTER
    if turn.id in session.volunteers:
        return seat_name(session.volunteers[turn.id], names)
    if session.for_volunteers(turn.id):
        return "Whoever wants to"
    whose = together_text(session, turn) or turn_name(turn, names, session.awaited)
    return volunteer_text(session) or whose


def open_text(session: Session) -> str:
    """Say which role of the part that is on nobody has, ``No presenter``; empty if all are held.

    So it is when a presenter leaves who has told their case: nobody else becomes that by himself.
    """
    held = holders_now(session)
    roles = (*roles_in(session.segment), *session.segment.exclude)
    return next((f"No {role}" for role in roles if held[role] == NOBODY), "")


def _presenter_listens(session: Session) -> bool:
    """Tell whether a presenter who is here keeps silent in the part that is on."""
    segment = session.segment
    if segment.silent_for is not Silent.PRESENTER or segment.each_in_group is not EachInGroup.NO:
        return False
    held = holders_now(session).items()
    return all(seat != NOBODY for role, seat in held if duty_of(role) == PRESENTER)


def silent_for_all(session: Session) -> bool:
    """Tell whether the part that is on is a silent stretch: calm, without a name, until its end."""
    return session.segment.silent_for is Silent.ALL


def group_text(group: Iterable[int], names: Names, awaited: Collection[int] = ()) -> str:
    """Return who is together, as ``Noor + Mira``: by first names, where those tell people apart.

    Who is ``awaited`` is told to be on the way: the others begin without them.
    """
    firsts = Counter(name.split()[0] for name in names.values() if name)
    told = []
    for seat in group:
        whole = seat_name(seat, names)
        name = whole.split()[0] if firsts[whole.split()[0]] == 1 else whole
        told.append(f"{name}{ON_THE_WAY}" if seat in awaited else name)
    return " + ".join(told)


def silence_text(session: Session) -> str:
    """Say who keeps silent in the part that is on, ``the others keep silent``; empty if nobody.

    In a group it is not the presenter of the whole circle but whoever has a turn there.
    """
    segment = session.segment
    if segment.silent_for is Silent.PRESENTER and segment.each_in_group is not EachInGroup.NO:
        return "whose turn it is keeps silent"
    if segment.silent_for is Silent.PRESENTER and not _presenter_listens(session):
        return ""
    return SILENCE[segment.silent_for]


def asked_text(session: Session) -> str:
    """Say what the person on asked for, ``asked 20 min``; empty where nothing was asked."""
    asked = dict(session.shared.get(session.current.segment, ())).get(session.current.seat)
    return f"asked {-(-asked // 60)} min" if asked else ""


def stopped(text: str) -> str:
    """Return a text as the end of a sentence: with a full stop, unless it has a mark of its own.

    Of a part that is called "What do you need?", or of "Noor H.", nothing is said with two.
    """
    return text if text.endswith((".", "?", "!", "\u2026")) else f"{text}."


def groups_now(session: Session) -> Grouping:
    """Return who is with whom in the turn that is on, of those who are still here."""
    groups = session.turns[session.position].groups
    there = (tuple(seat for seat in group if seat in session.seats) for group in groups)
    return tuple(filter(None, there))


def groups_next(session: Session) -> Grouping:
    """Return who will be with whom in the next turn, where that is another grouping."""
    following = session.turns[session.position + 1 : session.position + 2]
    groups = following[0].groups if following else ()
    return () if groups == session.turns[session.position].groups else groups


def roles_text(session: Session, names: Names) -> str:
    """Say who has a role in the part that is on, ``Presenter: Noor · Scribe: Mira``."""
    return _held(session, roles_in(session.segment), names)


def dealt_text(session: Session, now: datetime, names: Names) -> str:
    """Say who was dealt a role that comes up, as long as nobody chose or confirmed its holder.

    A role comes up in the first minute of the first part it counts in, and, if its holder will
    have the floor alone, in the last turn before that part: there somebody is asked who will.
    """
    here, segments = session.current.segment, session.agenda.segments
    coming: list[str] = []
    if untouched(session, here) and used_by_current(session, now) < ASKING:
        coming += _first_time(session, here)
    for turn in session.turns[session.position + 1 : session.position + 2]:
        if turn.id.segment != here and segments[turn.id.segment].clock is ClockMode.ONE:
            coming += _first_time(session, turn.id.segment)
    return _held(session, coming, names)


def _first_time(session: Session, index: int) -> list[str]:
    """Return the roles that first count in a segment and whose holders nobody has chosen."""
    return [
        role
        for role in roles_in(session.agenda.segments[index])
        if role not in session.named and parts_of(session.agenda, role)[0] == index
    ]


def _held(session: Session, roles: Iterable[str], names: Names) -> str:
    held = holders_now(session)
    return " · ".join(f"{capital(role)}: {seat_name(held[role], names)}" for role in roles)


def capital(text: str) -> str:
    """Return a text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]
