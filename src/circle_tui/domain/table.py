"""A plan by its parts, and the figures of what becomes of it: what every way out is told from."""

from collections.abc import Sequence
from dataclasses import replace

from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.cast import Cast, holders
from circle_tui.domain.choices import Change, Choice, applied
from circle_tui.domain.floors import PER_TURN, floor_of, grain_of
from circle_tui.domain.giving import Part, cuts
from circle_tui.domain.lengths import filled, lengths_of, minutes_text, takes_slack
from circle_tui.domain.plan import IN_TURNS, Turn, by_segment, plan, planned_seconds, turns_of
from circle_tui.domain.values import value

Edits = tuple[tuple[int, Segment | None], ...]
"""What becomes of which segments, by index; ``None`` is left out."""


@value
class Table:
    """A plan by segments, and for whom it is.

    ``late`` is how many seconds of the promised time are over already: no part takes up slack then,
    since what is saved is to be missing at the end.
    """

    agenda: Agenda
    parts: tuple[tuple[Turn, ...], ...]
    seats: Sequence[int]
    cast: Cast
    late: int = 0

    @property
    def planned(self) -> int:
        """Return how long the whole plan takes."""
        return sum(map(planned_seconds, self.parts))

    @property
    def need(self) -> int:
        """Return how many seconds are missing for the promise; below 0 there are some to spare."""
        minutes = self.agenda.minutes
        return 0 if minutes is None else self.planned + self.late - minutes * 60

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

    def givers(self, indices: Sequence[int]) -> list[Part]:
        """Return what each of these parts may give."""
        found = []
        for index in indices:
            segment, turns = self.agenda.segments[index], self.parts[index]
            seconds, grain = self.seconds(index), grain_of(segment, turns)
            room = (seconds - floor_of(segment, turns)) // grain * grain
            found.append(Part(seconds, room, grain, segment.weight, takes_slack(segment)))
        return found

    def shorter(self, need: int, indices: Sequence[int]) -> Edits | None:
        """Return what shortens these parts by ``need`` seconds in all, ``None`` if they cannot.

        Segments that absorb give first. The rest gives in proportion to planned time, and the less
        the heavier it is. Where a step saves too much, others give that much less.
        """
        given = cuts(need, self.givers(indices))
        if given is None:
            return None
        return tuple(
            (i, self._resized(i, cut)) for i, cut in zip(indices, given, strict=True) if cut
        )

    def _resized(self, index: int, cut: int) -> Segment:
        """Return a segment that takes so many seconds less than it is planned for."""
        segment, seconds = self.agenda.segments[index], self.seconds(index) - cut
        turns = len(self.parts[index]) if segment.clock in PER_TURN else 1
        return replace(segment, seconds=seconds // turns)

    def then(self, bare: Choice) -> "Table":
        """Return the plan as a choice makes it."""
        agenda = applied(self.agenda, self._held(bare))
        turns = plan(agenda, self.seats, self.cast)
        return replace(self, agenda=agenda, parts=by_segment(agenda, turns))

    def figured(self, bare: Choice) -> Choice:
        """Return a choice with the figures of the plan that it leads to."""
        bare = self._held(bare)
        then = filled(applied(self.agenda, bare), self.seats, self.cast)
        held = holders(then, self.seats, self.cast)
        lengths = lengths_of(then, self.seats, self.cast)
        left = iter(zip(then.segments, lengths, strict=True))
        gone = {index for index, segment in bare.edits if segment is None}
        changes = []
        for index in range(len(self.parts)):
            segment, length = (None, 0) if index in gone else next(left)
            if length == self.seconds(index):
                continue
            turns: tuple[Turn, ...] = ()
            if segment is not None and segment.clock in IN_TURNS:
                turns = turns_of(index, segment, self.seats, self.cast, held)
            shares = tuple(turn.seconds for turn in turns)
            changes.append(Change(index, self.seconds(index), length, shares))
        return replace(bare, seconds=sum(lengths), changes=tuple(changes))

    def _held(self, bare: Choice) -> Choice:
        """Return a choice by which no part takes up the time that it saves, where it is late."""
        edits = dict(bare.edits)
        for index, segment in enumerate(self.agenda.segments if self.late else ()):
            becomes = edits.get(index, segment)
            if becomes is not None and takes_slack(becomes):
                edits[index] = replace(becomes, most=becomes.seconds)
        return replace(bare, edits=tuple(sorted(edits.items(), key=lambda edit: edit[0])))

    def told(self, bare: Choice, sentence: str) -> Choice:
        """Return a choice with its figures and its sentence, and what other parts gain by it.

        Where the end moves nobody asks what becomes of less than a minute that is over.
        """
        choice = self.figured(bare)
        for change in choice.changes:
            if change.after > change.before and not choice.later:
                sentence += f" {self.name(change.segment)} then has {minutes_text(change.after)}."
        return replace(choice, sentence=sentence)
