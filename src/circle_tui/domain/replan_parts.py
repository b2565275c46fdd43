"""What a plan for what remains does to each part: its figures before and after.

They add up. Now, what is left of the turn that is on and the figures of all parts are the end that
the plan leads to, so that a room can do the sum.
"""

from collections.abc import Sequence

from circle_tui.domain.choices import Change
from circle_tui.domain.facts import Replanned
from circle_tui.domain.plan import IN_TURNS, Turn, by_segment
from circle_tui.domain.replan import may_change, remaining
from circle_tui.domain.session import Session
from circle_tui.domain.state import left_of


def parts_then(session: Session, fact: Replanned) -> tuple[Change, ...]:
    """Return what each part that remains has before and after; not the turn of who speaks.

    Of turns ahead it is what is left, so that the figures add up to the end: who has used up their
    time, and comes back later, adds nothing. A talk that is on is told whole, as its clock does.
    """
    before = [turn for turn in remaining(session) if may_change(session, turn)]
    ids = {turn.id for turn in before}
    parts = by_segment(session.agenda, before)
    after: dict[int, list[int]] = {index: [] for index, own in enumerate(parts) if own}
    for id_, seconds in fact.turns:
        if id_ in ids or id_ != session.current:
            after[id_.segment].append(to_come(session, Turn(id_, seconds)))
    in_turns = {index for index in after if session.agenda.segments[index].clock in IN_TURNS}
    return tuple(
        Change(
            index,
            sum(to_come(session, turn) for turn in parts[index]),
            sum(seconds),
            tuple(filter(None, seconds)) if index in in_turns else (),
            _begun(session, index, parts[index]),
        )
        for index, seconds in sorted(after.items())
        if any(seconds) or any(to_come(session, turn) for turn in parts[index])
    )


def _begun(session: Session, index: int, turns: Sequence[Turn]) -> bool:
    """Tell whether what is told of a part is what is to come of it only: some of it was had."""
    speaks = session.current.segment == index and all(t.id != session.current for t in turns)
    ahead = (turn.id for turn in turns if turn.id != session.current)
    return speaks or any(session.used.get(id_) for id_ in ahead)


def to_come(session: Session, turn: Turn) -> int:
    """Return the seconds of a turn that remains which are told: of one ahead what is left of it.

    That is nothing where somebody has used up their time and comes back later. One that is on is
    told whole, as its clock does.
    """
    if turn.id == session.current:
        return turn.seconds
    return left_of(session, turn.id, turn.seconds)
