"""Whether a plan keeps its promise, and what could be done when it does not.

Nothing is ever shortened by itself: every way out is a choice in plain words with its figures, and
the facilitator takes one. No part goes below its floor; where the floors leave too little, that
choice is not offered (FORMATS.md 3).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.lengths import minutes_figure, minutes_text
from circle_tui.domain.plan import IN_TURNS, Turn, by_segment, planned_seconds
from circle_tui.domain.sharing import STEP, apportion
from circle_tui.domain.timing import clock_text

FRAME = frozenset({"welcome", "closing"})
"""Kinds of segment that are never offered to be left out: a meeting begins and ends."""


class Way(StrEnum):
    """A kind of way out."""

    SHORTEN = "shorten"
    """Some parts become shorter."""
    VOLUNTEERS = "volunteers"
    """Only some of the people have their turn in a part."""
    DROP = "drop"
    """A part is left out."""
    LATER = "later"
    """The meeting ends later, or a part takes what it takes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One segment (by index) that would take ``after`` seconds instead of ``before``."""

    segment: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out: what it is in a sentence, and in figures.

    ``seconds`` is how long the meeting then takes, ``later`` by how much its promise moves, and
    ``people`` how many volunteers speak (0 where it is not about volunteers).
    """

    way: Way
    sentence: str
    seconds: int
    changes: tuple[Change, ...] = ()
    later: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """A plan held against its promise, in seconds; ``promised`` is ``None`` when there is none.

    ``choices`` are the ways out when it does not fit or a part takes more than its headline.
    """

    planned: int
    promised: int | None
    choices: tuple[Choice, ...] = ()

    @property
    def slack(self) -> int | None:
        """Return the seconds left over, negative when there are too few; ``None``: no promise."""
        return None if self.promised is None else self.promised - self.planned

    @property
    def fits(self) -> bool:
        """Return whether the promise holds; without one it does."""
        return self.slack is None or self.slack >= 0


def fit(agenda: Agenda, turns: Sequence[Turn], promised: int | None) -> Fit:
    """Hold a plan against ``promised`` seconds (``None``: nothing was promised)."""
    planned = planned_seconds(turns)
    parts = by_segment(agenda, turns)
    table = _Table(agenda, parts, planned)
    if promised is not None and planned > promised:
        choices = tuple(_ways_out(table, planned - promised))
    else:
        choices = tuple(_ways_to_headlines(table, promised))
    return Fit(planned, promised, choices)


@dataclass(frozen=True, slots=True)
class _Table:
    """A plan by segments, and its length in seconds."""

    agenda: Agenda
    parts: tuple[tuple[Turn, ...], ...]
    planned: int

    def seconds(self, index: int) -> int:
        """Return how long a segment is planned for."""
        return planned_seconds(self.parts[index])

    def title(self, index: int) -> str:
        """Return a segment's title in quotes."""
        return f'"{self.agenda.segments[index].title}"'


def _ways_out(table: _Table, need: int) -> Iterator[Choice]:
    """Yield what saves ``need`` seconds, the mildest first, and a later end."""
    segments = table.agenda.segments
    shorter = _shorten(table, need, range(len(segments)))
    if shorter:
        yield shorter
    for index in range(len(segments)):
        over = _over_headline(table, index)
        to_headline = _shorten(table, over, [index]) if over >= need else None
        if to_headline and to_headline != shorter:
            yield to_headline
        if volunteers := _volunteers(table, index, need):
            yield volunteers
    droppable = [
        (table.seconds(index), index)
        for index, segment in enumerate(segments)
        if not segment.protected and segment.kind not in FRAME and table.seconds(index) >= need
    ]
    if droppable and len(segments) > 1:
        saved, index = min(droppable)
        yield Choice(
            Way.DROP,
            f"Leave out {table.title(index)} ({minutes_text(saved)}).",
            table.planned - saved,
            (Change(index, saved, 0),),
        )
    minutes = -(-need // 60)
    yield Choice(
        Way.LATER,
        f"End {minutes} min later than promised.",
        table.planned,
        later=minutes * 60,
    )


def _ways_to_headlines(table: _Table, promised: int | None) -> Iterator[Choice]:
    """Yield the ways out for each part that takes more than its own headline says."""
    for index in range(len(table.parts)):
        need = _over_headline(table, index)
        if not need:
            continue
        if shorter := _shorten(table, need, [index]):
            yield shorter
        if volunteers := _volunteers(table, index, need):
            yield volunteers
        whole = minutes_text(table.seconds(index))
        then = (
            "" if promised is None else f" and still keeps the promised {minutes_figure(promised)}"
        )
        yield Choice(
            Way.LATER,
            f"Let {table.title(index)} take {whole}: the meeting takes "
            f"{minutes_text(table.planned)}{then}.",
            table.planned,
        )


def _over_headline(table: _Table, index: int) -> int:
    """Return by how much a part takes more than its headline, its ``most``."""
    most = table.agenda.segments[index].most
    return 0 if most is None else max(0, table.seconds(index) - most)


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


def _shorten(table: _Table, need: int, indices: Sequence[int]) -> Choice | None:
    """Return what shortens segments by ``need`` seconds in all, ``None`` if they cannot give it.

    Segments that absorb give first. The rest gives in proportion to planned time and weight, in
    steps of five seconds.
    """
    need = -(-need // STEP) * STEP
    segments = table.agenda.segments
    rooms = {
        index: (table.seconds(index) - floor_of(segments[index], table.parts[index])) // STEP * STEP
        for index in indices
    }
    if sum(rooms.values()) < need:
        return None
    claims = {index: table.seconds(index) * segments[index].weight for index in indices}
    absorbing = [index for index in indices if segments[index].absorb]
    first = min(need, sum(rooms[index] for index in absorbing))
    others = [index for index in indices if not segments[index].absorb]
    cuts = {**_cuts(first, absorbing, rooms, claims), **_cuts(need - first, others, rooms, claims)}
    changes = tuple(
        Change(index, table.seconds(index), table.seconds(index) - cuts[index])
        for index in sorted(cuts)
        if cuts[index]
    )
    told = ", ".join(_change_text(table, change) for change in changes)
    return Choice(Way.SHORTEN, f"Shorten {told}.", table.planned - need, changes)


def _cuts(
    need: int, indices: Sequence[int], rooms: Mapping[int, int], claims: Mapping[int, int]
) -> dict[int, int]:
    """Return what each segment gives of ``need``, none of them more than its room."""
    cuts: dict[int, int] = {}
    giving = [index for index in indices if rooms[index]]
    while need and giving:
        asked = dict(zip(giving, apportion(need, [claims[index] for index in giving]), strict=True))
        exhausted = [index for index in giving if asked[index] >= rooms[index]]
        if not exhausted:
            return {**cuts, **asked}
        cuts |= {index: rooms[index] for index in exhausted}
        need -= sum(rooms[index] for index in exhausted)
        giving = [index for index in giving if index not in exhausted]
    return cuts


def _change_text(table: _Table, change: Change) -> str:
    """Return ``"Check-in" from 30 to 20 min (2:00 each)``."""
    told = f"{table.title(change.segment)} from {minutes_figure(change.before)}"
    told += f" to {minutes_text(change.after)}"
    turns = table.parts[change.segment]
    if table.agenda.segments[change.segment].clock not in IN_TURNS:
        return told
    about = "" if change.after % (STEP * len(turns)) == 0 else "about "
    return f"{told} ({about}{clock_text(change.after // len(turns) // STEP * STEP)} each)"


def _volunteers(table: _Table, index: int, need: int) -> Choice | None:
    """Return how many may speak in a segment so that it saves ``need`` seconds, if that does it.

    Bids are left alone: whoever bid has come forward already.
    """
    segment, turns = table.agenda.segments[index], table.parts[index]
    if segment.protected or segment.clock not in (ClockMode.EACH, ClockMode.DIVIDE):
        return None
    before = after = table.seconds(index)
    totals: dict[int, int] = {}
    for turn in turns:
        totals[turn.id.seat] = totals.get(turn.id.seat, 0) + turn.seconds
    people = len(totals)
    for last in list(reversed(totals.values()))[:-1]:
        after, people = after - last, people - 1
        if before - after >= need:
            break
    else:
        return None
    if after < (segment.least or 0):
        return None
    sentence = (
        f"Ask for {people} of {len(totals)} to speak in {table.title(index)}, whoever wants "
        f"to: {minutes_text(after)} instead of {minutes_figure(before)}."
    )
    change = Change(index, before, after)
    return Choice(
        Way.VOLUNTEERS, sentence, table.planned - before + after, (change,), people=people
    )
