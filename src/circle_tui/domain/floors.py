"""What a part may give when time is short: its floor, its steps, and whether it may be left out."""

from collections.abc import Sequence

from circle_tui.domain.agenda import IN_GROUPS, ClockMode, Segment
from circle_tui.domain.plan import IN_TURNS, Turn, planned_seconds
from circle_tui.domain.sharing import STEP

FRAME = frozenset({"welcome", "closing"})
"""Kinds of segment that are never offered to be left out: a meeting begins and ends."""

_BUILT_ON = IN_GROUPS | {ClockMode.ONE}

PER_TURN = IN_GROUPS | {ClockMode.EACH, ClockMode.GROUP}
"""Clocks whose ``seconds`` are one turn's, so that before the meeting all turns change alike."""


def floor_of(segment: Segment, turns: Sequence[Turn]) -> int:
    """Return the seconds below which a segment may not be shortened.

    Its own ``least``, which for bids is one person's; half of the plan where its author stated
    none, since a part cut by more than half is another part (our own figure).
    """
    planned = planned_seconds(turns)
    if segment.protected:
        return planned
    least = -(-planned // 2) if segment.least is None else segment.least
    if segment.clock is ClockMode.BID and segment.least is not None:
        least = segment.least * len(turns)
    return min(planned, max(least, segment.topic or 0))


def grain_of(segment: Segment, turns: Sequence[Turn]) -> int:
    """Return the steps, in seconds, in which a segment can be shortened: its turns stay alike.

    That is for a plan before the meeting. In a running one the promised end goes before: turns may
    be five seconds apart then.
    """
    return STEP * len(turns) if segment.clock in PER_TURN else STEP


def may_be_left_out(segments: Sequence[Segment], lengths: Sequence[int]) -> list[int]:
    """Return the index of each part that may be left out, the one that is missed least first.

    That is the shortest, by weight. Never the beginning, the end or what the meeting is for: its
    longest part, its only one in turns; nor what the parts after it build on, one person's case or
    a step in small groups, nor the part right after a case, for which that was told.
    """
    in_turns = [index for index, segment in enumerate(segments) if segment.clock in IN_TURNS]
    found = [
        index
        for index, segment in enumerate(segments)
        if not segment.protected
        and segment.kind not in FRAME
        and segment.clock not in _BUILT_ON
        and (index == 0 or segments[index - 1].clock is not ClockMode.ONE)
        and [index] != in_turns
        and lengths[index] < max(lengths)
    ]
    return sorted(found, key=lambda index: (lengths[index] * segments[index].weight, index))
