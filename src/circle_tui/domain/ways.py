"""The ways out when a plan does not fit: what could be done, each with the figures it leads to.

No part goes below its floor; where the floors leave too little, that choice is not offered
(FORMATS.md 3). The figures of a choice are those of the plan that it leads to, so that what it says
is what then happens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from circle_tui.domain.agenda import IN_GROUPS, Agenda, ClockMode, Segment
from circle_tui.domain.cast import Cast, holders
from circle_tui.domain.choices import Change, Choice, Way, applied, changes_text
from circle_tui.domain.giving import Part, cuts
from circle_tui.domain.lengths import (
    figure_text,
    filled,
    lengths_of,
    minutes_text,
    takes_slack,
)
from circle_tui.domain.plan import IN_TURNS, Turn, by_segment, planned_seconds, turns_of
from circle_tui.domain.sharing import STEP
from circle_tui.domain.speaking import volunteers_in
from circle_tui.domain.values import value

FRAME = frozenset({"welcome", "closing"})
"""Kinds of segment that are never offered to be left out: a meeting begins and ends."""

_BUILT_ON = IN_GROUPS | {ClockMode.ONE}

_PER_TURN = IN_GROUPS | {ClockMode.EACH, ClockMode.GROUP}
"""Clocks whose ``seconds`` are one turn's, so that all turns change alike."""


def ways_out(
    agenda: Agenda, turns: Sequence[Turn], seats: Sequence[int], cast: Cast, late: int = 0
) -> tuple[Choice, ...]:
    """Return what can be done about a plan that is too long, the mildest way first.

    Where it fits, they are what can be done about parts that take more than their own headline.
    ``late`` is how many seconds of the promised time are over already: no part takes up slack then,
    since what is saved is to be missing at the end.
    """
    agenda = filled(agenda, seats, cast) if late else agenda
    table = _Table(agenda, by_segment(agenda, turns), seats, cast, late)
    need = 0 if agenda.minutes is None else table.planned + late - agenda.minutes * 60
    return tuple(_out(table, need) if need > 0 else _to_headlines(table))


@value
class _Table:
    """A plan by segments, and for whom it is."""

    agenda: Agenda
    parts: tuple[tuple[Turn, ...], ...]
    seats: Sequence[int]
    cast: Cast
    late: int = 0

    @property
    def planned(self) -> int:
        """Return how long the whole plan takes."""
        return sum(map(planned_seconds, self.parts))

    def seconds(self, index: int) -> int:
        """Return how long a segment is planned for."""
        return planned_seconds(self.parts[index])

    def name(self, index: int) -> str:
        """Return a segment's title in quotes."""
        return f'"{self.agenda.segments[index].title}"'

    def over(self, index: int) -> int:
        """Return by how much a part takes more than its headline, its ``most``."""
        most = self.agenda.segments[index].most
        return 0 if most is None else max(0, self.seconds(index) - most)


def _out(table: _Table, need: int) -> Iterator[Choice]:
    """Yield what saves ``need`` seconds, the mildest first, and a later end."""
    every = range(len(table.parts))
    shorter = _shorten(table, need, every)
    if shorter:
        yield shorter
    for index in every:
        over = table.over(index)
        to_headline = _shorten(table, over, [index]) if over >= need else None
        if to_headline and (shorter is None or to_headline.edits != shorter.edits):
            yield to_headline
        if volunteers := _volunteers(table, index, need):
            yield volunteers
    if left_out := _leave_out(table, need):
        yield left_out
    minutes = -(-need // 60)
    later = Choice(Way.LATER, f"End {minutes} min later", later=minutes * 60)
    yield _told(table, later, f"End {minutes} min later than promised.")


def _to_headlines(table: _Table) -> Iterator[Choice]:
    """Yield the ways out for each part that takes more than its own headline says."""
    for index in range(len(table.parts)):
        over = table.over(index)
        if not over:
            continue
        if shorter := _shorten(table, over, [index]):
            yield shorter
        if volunteers := _volunteers(table, index, over):
            yield volunteers
        whole, promised = minutes_text(table.seconds(index)), table.agenda.minutes
        then = "" if promised is None else f" and still keeps the promised {promised} min"
        yield _told(
            table,
            Choice(Way.LATER, f"Let {table.name(index)} take {whole}"),
            f"Let {table.name(index)} take {whole}: the meeting takes "
            f"{minutes_text(table.planned)}{then}.",
        )


def _figured(table: _Table, bare: Choice) -> Choice:
    """Return a choice with the figures of the plan that it leads to."""
    if table.late:
        bare = replace(bare, edits=_held(table, bare))
    then = filled(applied(table.agenda, bare), table.seats, table.cast)
    held = holders(then, table.seats, table.cast)
    lengths = lengths_of(then, table.seats, table.cast)
    left = iter(zip(then.segments, lengths, strict=True))
    gone = {index for index, segment in bare.edits if segment is None}
    changes = []
    for index in range(len(table.parts)):
        segment, length = (None, 0) if index in gone else next(left)
        if length == table.seconds(index):
            continue
        turns: tuple[Turn, ...] = ()
        if segment is not None and segment.clock in IN_TURNS:
            turns = turns_of(index, segment, table.seats, table.cast, held)
        shares = tuple(turn.seconds for turn in turns)
        changes.append(Change(index, table.seconds(index), length, shares))
    return replace(bare, seconds=sum(lengths), changes=tuple(changes))


def _held(table: _Table, bare: Choice) -> tuple[tuple[int, Segment | None], ...]:
    """Return the edits of a choice by which no part takes up the time that it saves."""
    edits = dict(bare.edits)
    for index, segment in enumerate(table.agenda.segments):
        becomes = edits.get(index, segment)
        if becomes is not None and takes_slack(becomes):
            edits[index] = replace(becomes, most=becomes.seconds)
    return tuple(sorted(edits.items(), key=lambda edit: edit[0]))


def _told(table: _Table, bare: Choice, sentence: str) -> Choice:
    """Return a choice with its figures and its sentence, and what other parts gain by it."""
    choice = _figured(table, bare)
    for change in choice.changes:
        if change.after > change.before and choice.way is not Way.LATER:
            sentence += f" {table.name(change.segment)} then has {minutes_text(change.after)}."
    return replace(choice, sentence=sentence)


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
    """Return the steps, in seconds, in which a segment can be shortened: its turns stay alike."""
    return STEP * len(turns) if segment.clock in _PER_TURN else STEP


def _shorten(table: _Table, need: int, indices: Sequence[int]) -> Choice | None:
    """Return what shortens segments by ``need`` seconds in all, ``None`` if they cannot give it.

    Segments that absorb give first. The rest gives in proportion to planned time, and the less the
    heavier it is. Where a step saves too much, others give that much less.
    """
    givers = []
    for index in indices:
        segment, turns = table.agenda.segments[index], table.parts[index]
        seconds = table.seconds(index)
        room, grain = seconds - floor_of(segment, turns), grain_of(segment, turns)
        givers.append(Part(seconds, room, grain, segment.weight, takes_slack(segment)))
    given = cuts(need, givers)
    if given is None:
        return None
    edits = tuple(
        (i, _resized(table, i, cut)) for i, cut in zip(indices, given, strict=True) if cut
    )
    choice = _figured(table, Choice(Way.SHORTEN, "", edits=edits))
    shorter = [change for change in choice.changes if change.after < change.before]
    told = changes_text(table.agenda, shorter, by_bids=bool(table.cast.bids))
    one = table.name(shorter[0].segment) if len(shorter) == 1 else f"{len(shorter)} parts"
    return _told(table, replace(choice, title=f"Shorten {one}"), f"Shorten {told}.")


def _resized(table: _Table, index: int, cut: int) -> Segment:
    """Return a segment that takes so many seconds less than it is planned for."""
    segment, seconds = table.agenda.segments[index], table.seconds(index) - cut
    turns = len(table.parts[index]) if segment.clock in _PER_TURN else 1
    return replace(segment, seconds=seconds // turns)


def _volunteers(table: _Table, index: int, need: int) -> Choice | None:
    """Return the choice that only some speak in a segment, if that saves ``need`` seconds.

    The turns are then nobody's: whoever wants to takes the next, as long as before.
    """
    segment, before = table.agenda.segments[index], table.seconds(index)
    found = volunteers_in(segment, table.parts[index], need)
    if found is None:
        return None
    becomes = replace(
        segment,
        clock=ClockMode.GROUP,
        seconds=found.share,
        rounds=found.rounds * found.people,
        absorb=False,
        say=(
            f"{found.people} of {found.everybody} speak here, whoever wants to: "
            f"{figure_text(found.share)} each.\n{segment.say}"
        ).rstrip(),
    )
    name = table.name(index)
    edits = ((index, becomes),)
    return _told(
        table,
        Choice(Way.VOLUNTEERS, found.title(name), people=found.people, edits=edits),
        found.sentence(name, before),
    )


def may_be_left_out(segments: Sequence[Segment], lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return the seconds and the index of each part that may be left out.

    Never the beginning, the end or what the meeting is for: its longest part, its only one in
    turns; nor what the parts after it build on, one person's case or a step in small groups.
    """
    in_turns = [index for index, segment in enumerate(segments) if segment.clock in IN_TURNS]
    return [
        (lengths[index], index)
        for index, segment in enumerate(segments)
        if not segment.protected
        and segment.kind not in FRAME
        and segment.clock not in _BUILT_ON
        and [index] != in_turns
        and lengths[index] < max(lengths)
    ]


def _leave_out(table: _Table, need: int) -> Choice | None:
    """Return the shortest part that saves ``need`` seconds when it is left out, if one may be."""
    droppable = may_be_left_out(table.agenda.segments, list(map(planned_seconds, table.parts)))
    droppable = [(seconds, index) for seconds, index in droppable if need <= seconds]
    if not droppable:
        return None
    saved, index = min(droppable)
    title = f"Leave out {table.name(index)}"
    return _told(
        table,
        Choice(Way.DROP, title, edits=((index, None),)),
        f"{title} ({minutes_text(saved)}).",
    )
