"""What people coming and going does to a session, in sentences, before it is accepted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from circle_tui.domain.agenda import IN_GROUPS, Agenda, ClockMode
from circle_tui.domain.attendance import Attendance, state_text
from circle_tui.domain.attendance_laying import stepped_over, with_place_kept
from circle_tui.domain.attendance_rules import Arrivals
from circle_tui.domain.cast import NOBODY, holders
from circle_tui.domain.groups import Grouping, blocks
from circle_tui.domain.lengths import figure_text, span_text
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn
from circle_tui.domain.regrouping import whole_round
from circle_tui.domain.session import NOTHING, Session
from circle_tui.domain.sharing import STEP
from circle_tui.domain.state import settled, still_to_come
from circle_tui.domain.timing import drift_of, hours_text, projected_end, to_the_minute
from circle_tui.domain.turn_rules import waits_for_volunteer
from circle_tui.domain.who import capital, seat_name, stopped, turn_name

MOST_NAMES = 3
"""A sentence names three people; of more it names two and counts the rest."""

Names = Mapping[int, str]


def told(
    session: Session,
    found: Arrivals,
    names: Names,
    script: Agenda,
) -> tuple[str, ...]:
    """Return what a change does, in sentences: to those whose state it is first, then to others.

    ``script`` is the agenda in whose words to tell it.
    """
    session = with_place_kept(session, found.after.seats)
    sentences = [
        *_group_on(session, found, names, script),
        *_floor(session, found.after, names),
        *_others(session, found.after, script),
        *_groups(session, found.after, script),
        *_roles(session, found.after, names),
    ]
    theirs = [*_arriving(session, found, names, script), *_leaving(session, found, names)]
    if not (theirs or sentences):
        sentences = ["Nobody's turn changes."]
    return (*theirs, *_noted(found, names), *sentences)


def end_text(session: Session, found: Arrivals, now: datetime, zone: tzinfo | None) -> str:
    """Say when the meeting would end, by how much that moves, and how it stands to the promise.

    ``Ends 20:34, 4 min later than now: 4 min late.``
    """
    ends, before = to_the_minute(found.ends), to_the_minute(projected_end(session, now))
    minutes = round((ends - before).total_seconds() / 60)
    word = "later" if minutes > 0 else "earlier"
    moved = f", {hours_text(abs(minutes))} {word} than now" if minutes else ""
    drift = drift_of(ends, found.after.promised_end)
    return f"{'Ends' if minutes else 'Still ends'} {ends.astimezone(zone):%H:%M}{moved}: {drift}."


def named(seats: Sequence[int], names: Names) -> str:
    """Return who sits in these seats, as ``Noor, Sam and Priya`` or ``Noor, Sam and 3 more``."""
    shown = [seat_name(s, names) for s in seats[: MOST_NAMES if len(seats) <= MOST_NAMES else 2]]
    if len(shown) < len(seats):
        shown.append(f"{len(seats) - len(shown)} more")
    *rest, last = shown
    return f"{', '.join(rest)} and {last}" if rest else last


def headline(found: Arrivals, names: Names) -> str:
    """Say in a line who came and who went, and who is noted otherwise, when it has happened."""
    here = (*found.came, *found.arrived)
    came = f"{named(here, names)} here" if here else ""
    has = "has" if len(found.went) == 1 else "have"
    went = f"{named(found.went, names)} {has} left" if found.went else ""
    moved = ", ".join(filter(None, (came, went)))
    return " ".join([*([f"{moved}."] if moved else []), *_noted(found, names)])


def _noted(found: Arrivals, names: Names) -> Iterator[str]:
    """Yield what is said of those who neither come nor go, ``Noor: came late.``."""
    moved = {*found.came, *found.went, *found.arrived}
    by_text: dict[str, list[int]] = {}
    for seat, state in found.fact.states:
        if seat not in moved:
            by_text.setdefault(state_text(state, awaited=False), []).append(seat)
    for text, seats in by_text.items():
        yield f"{named(seats, names)}: {text}."


def _ahead(session: Session, index: int) -> list[Turn]:
    """Return the turns of a part that nobody has had anything of, the one that is on aside."""
    return [
        turn
        for turn in session.turns[session.position + 1 :]
        if turn.id.segment == index and not session.used.get(turn.id, NOTHING)
    ]


def _arriving(session: Session, found: Arrivals, names: Names, script: Agenda) -> Iterator[str]:
    """Yield what those who come get, together where it is the same for all of them."""
    by_text: dict[str, list[int]] = {}
    for seat in found.came:
        by_text.setdefault(_gets(session, found, seat, script), []).append(seat)
    for text, seats in by_text.items():
        back = all(session.attendance[seat] is Attendance.LEFT for seat in seats)
        one = ("is back" if back else "arrives") if len(seats) == 1 else "are back" if back else ""
        each = "each get" if len(seats) > 1 else "gets"
        yield f"{named(seats, names)} {one or 'arrive'}: {text.replace('gets', each, 1)}."
    late = [turn.id.seat for turn in stepped_over(session, found.arrived)]
    if in_time := [seat for seat in found.arrived if seat not in late]:
        one = "arrives and keeps" if len(in_time) == 1 else "arrive and keep"
        yield f"{named(in_time, names)} {one} the time planned."
    if late:
        one = "arrives and comes" if len(late) == 1 else "arrive and come"
        yield f"{named(late, names)} {one} last in this round."


def _gets(session: Session, found: Arrivals, seat: int, script: Agenda) -> str:
    """Return ``gets 13:20 in "Turns", 2:00 in "Close"``, or so much more of a turn begun."""
    after, gets, asks = settled(found.after, found.fact.at), [], []
    theirs = [(place, turn) for place, turn in enumerate(after.turns) if turn.id.seat == seat]
    had = {turn.id.segment for place, turn in theirs if place <= after.position}
    for index, segment in enumerate(script.segments):
        own = [t for place, t in theirs if place >= after.position and t.id.segment == index]
        mine = sum(still_to_come(after, turn) for turn in own)
        if mine:
            more = " more" if any(turn.id in session.used for turn in own) else ""
            gets.append(f'{figure_text(mine)}{more} in "{segment.title}"')
        elif index in after.shared and index >= after.current.segment and index not in had:
            asks.append(f'has not been asked in "{segment.title}"')
    said = [f"gets {', '.join(gets)}"] if gets else []
    if said or asks:
        return ", and ".join([*said, *asks])
    if after.current.segment in had:
        ids = (turn.id for _, turn in theirs if turn.id.segment == after.current.segment)
        what = "their share" if any(session.broken.get(i, 0) >= STEP for i in ids) else "a turn"
        return f'has had {what} in "{script.segments[after.current.segment].title}"'
    here = after.turns[after.position :]
    with_others = (t.id.segment for t in here if any(seat in group for group in t.groups))
    if (part := next(with_others, None)) is not None:
        return f'is in a group in "{script.segments[part].title}"'
    return "no part that remains gives turns"


def _leaving(session: Session, found: Arrivals, names: Names) -> Iterator[str]:
    """Yield who goes, and what they give back of turns that each have by themselves."""
    if not found.went:
        return
    after, one = found.after, "leaves" if len(found.went) == 1 else "leave"
    back = sum(
        session.allotted(turn)
        for index, segment in enumerate(session.agenda.segments)
        if segment.clock is ClockMode.EACH or index in session.shared
        for turn in _ahead(session, index)
        if turn.id.seat in found.went and turn not in after.turns
    )
    given = f": {figure_text(back)} given back" if back else ""
    yield f"{named(found.went, names)} {one}{given}."


def _floor(session: Session, after: Session, names: Names) -> Iterator[str]:
    if after.current == session.current:
        return
    turn = after.turns[after.position]
    where = after.agenda.segments[turn.id.segment].title
    to = f'"{where}"' if turn.id.seat == EVERYBODY else turn_name(turn, names, after.awaited)
    to = "whoever wants to" if waits_for_volunteer(after) else to
    yield stopped(f"The floor goes to {to}")


def _others(session: Session, after: Session, script: Agenda) -> Iterator[str]:
    """Yield what those who were here before have then, where that is more or less."""
    for index, segment in enumerate(script.segments):
        if segment.clock not in IN_TURNS - {ClockMode.EACH}:
            continue
        on = after.turns[after.position]
        new = _ahead(after, index) if on.id == session.current else [on, *_ahead(after, index)]
        then = {turn.id: after.allotted(turn) for turn in new}
        now = {turn.id: session.allotted(turn) for turn in _ahead(session, index)}
        same = then.keys() & now.keys()
        if any(then[id_] != now[id_] for id_ in same):
            before, later = (span_text([table[id_] for id_ in same]) for table in (now, then))
            keeps = on.id == session.current and on.id.segment == index
            who = "those after this turn" if keeps else "the others"
            yield f'In "{segment.title}" {who} have {later} now, not {before}.'


def _group_on(session: Session, found: Arrivals, names: Names, script: Agenda) -> Iterator[str]:
    """Say who is alone in a group that is on then, and where those who come into none join one.

    A group stays as it is while it is on, but for those who leave.
    """
    after = found.after
    on = after.turns[after.position]
    if on.id != session.current or not on.groups:
        return
    if alone := _alone(on.groups, after) - _alone(on.groups, session):
        are = "is alone in the" if len(alone) == 1 else "are each alone in a"
        yield f"{named(sorted(alone), names)} {are} group that is on."
    rounds = [t.groups for t in after.turns[: after.position + 1] if t.id.segment == on.id.segment]
    have_one = {seat for group in whole_round(on.groups, rounds) for seat in group}
    by_place: dict[str, list[int]] = {}
    for seat in (seat for seat in found.came if seat not in have_one):
        by_place.setdefault(_joins_in(after, seat, script), []).append(seat)
    for place, seats in by_place.items():
        one = len(seats) == 1
        if place:
            yield f"{named(seats, names)} {'joins' if one else 'join'} a group in {place}."
        else:
            are = "is" if one else "are"
            yield f"{named(seats, names)} {are} in no group of this part: choose one together."


def _alone(groups: Grouping, session: Session) -> set[int]:
    """Return those who are the only one of their group who is here."""
    here = ([seat for seat in group if seat in session.seats] for group in groups)
    return {group[0] for group in here if len(group) == 1}


def _joins_in(after: Session, seat: int, script: Agenda) -> str:
    """Return where in the part, or block, that is on somebody joins a group; empty if nowhere."""
    here, begins = after.current.segment, blocks(script.segments)
    for turn in after.turns[after.position + 1 :]:
        part = turn.id.segment
        if begins[part] == begins[here] and any(seat in group for group in turn.groups):
            return "the next round" if part == here else f'"{script.segments[part].title}"'
    return ""


def _groups(session: Session, after: Session, script: Agenda) -> Iterator[str]:
    """Say from when on people are together in other groups."""
    before = {turn.id: turn.groups for turn in session.turns}
    for index, segment in enumerate(script.segments):
        if segment.clock in IN_GROUPS and any(
            turn.groups != before.get(turn.id) for turn in _ahead(after, index)
        ):
            begun = session.current.segment == index
            yield f'New groups in "{segment.title}"{" from the next round on" if begun else ""}.'


def _roles(session: Session, after: Session, names: Names) -> Iterator[str]:
    """Say which roles have other holders then."""
    before = holders(session.agenda, session.seats, session.cast)
    for role, seat in holders(after.agenda, after.seats, after.cast).items():
        if before[role] != seat:
            until = ", until somebody is chosen" if seat == NOBODY else ""
            yield f"{capital(role)}: {seat_name(seat, names)} now{until}."
