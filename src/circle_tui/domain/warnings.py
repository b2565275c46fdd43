"""What an agenda itself gets wrong: steps that do not sum to their headline, parts nobody can fill.

Published guides do (lean-in-topic.toml: a check-in headed 20 minutes needs 30 for ten people).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import time

from circle_tui.domain.agenda import Agenda, ClockMode
from circle_tui.domain.cast import holders, roles_of
from circle_tui.domain.lengths import agenda_seconds, part_seconds
from circle_tui.domain.plan import Turn

_DAY = 24 * 60 * 60
_FEWEST = {ClockMode.PAIRS: 2, ClockMode.TRIOS: 3, ClockMode.FOURS: 4}
_MOST_TITLES = 3
"""A sentence names three parts; of more it names two and counts the rest."""


class Warned(str):
    """A sentence that knows what it is about: the way to a key, as ``("segment", 2, "max")``."""

    __slots__ = ("where",)
    where: tuple[str | int, ...]

    def __new__(cls, sentence: str, *where: str | int) -> "Warned":
        """Return the sentence; ``where`` leads from the file's root to the key."""
        warned = super().__new__(cls, sentence)
        warned.where = where
        return warned


def warnings(agenda: Agenda) -> tuple[Warned, ...]:
    """Return what does not add up for some circle of the sizes the agenda is meant for."""
    return (*part_warnings(agenda, agenda.sizes), *_of_the_whole(agenda))


def plan_warnings(agenda: Agenda, people: int) -> tuple[Warned, ...]:
    """Return what does not add up for so many people, and whether the format is meant for them."""
    size = size_warning(agenda, people)
    return (*((size,) if size else ()), *part_warnings(agenda, (people, people)))


def size_warning(agenda: Agenda, people: int) -> Warned | None:
    """Return for how many people a format is meant, when so many are too few or too many."""
    least, most = agenda.sizes
    if least <= people <= most:
        return None
    meant = f"{least} to {most}" if least != most else str(least)
    return Warned(f"This format is meant for {meant} people.", "sizes")


def unfillable(agenda: Agenda, people: int) -> tuple[int, ...]:
    """Return the segments (by index) that need more people than there are."""
    held = holders(agenda, range(1, people + 1))
    return tuple(
        index
        for index, segment in enumerate(agenda.segments)
        if people < _FEWEST.get(segment.clock, 1)
        or len({held[role] for role in segment.exclude}) == people
    )


def part_warnings(agenda: Agenda, sizes: tuple[int, int]) -> tuple[Warned, ...]:
    """Return the warnings about single parts for circles from the smallest to the largest size.

    A part's headline is its ``most``.
    """
    over: dict[int, dict[int, int]] = defaultdict(dict)
    empty: dict[int, list[int]] = defaultdict(list)
    roles = roles_of(agenda)
    for people in range(sizes[0], sizes[1] + 1):
        lengths = part_seconds(agenda, people)
        for index, (segment, seconds) in enumerate(zip(agenda.segments, lengths, strict=True)):
            if segment.most is not None and seconds > segment.most:
                over[index][people] = seconds
        for index in unfillable(agenda, people):
            empty[index].append(people)
    told = [
        Warned(
            f"{agenda.segments[index].title} needs {_span(seconds.values())} minutes, "
            f"not {_minutes(agenda.segments[index].most or 0)}, for {_people(seconds)}.",
            *("segment", index, "max"),
        )
        for index, seconds in over.items()
    ]
    for few in dict.fromkeys(map(tuple, empty.values())):
        alike = [index for index, sizes_ in empty.items() if tuple(sizes_) == few]
        titles = [agenda.segments[index].title for index in alike]
        told.append(
            Warned(f"Nobody can fill {_listed(titles)} with {_people(few)}.", "segment", alike[0])
        )
    if sizes[0] < len(roles):
        told.append(
            Warned(
                f"{len(roles)} people are needed for its roles ({', '.join(roles)}), "
                f"more than {_people(range(sizes[0], min(sizes[1] + 1, len(roles))))}: "
                "somebody would hold two.",
                "sizes",
            )
        )
    return tuple(told)


def _of_the_whole(agenda: Agenda) -> tuple[Warned, ...]:
    if agenda.minutes is None:
        return ()
    fewest, most = agenda.sizes
    lengths = {people: agenda_seconds(agenda, people) for people in range(fewest, most + 1)}
    over = {people: length for people, length in lengths.items() if length > agenda.minutes * 60}
    if not over:
        return ()
    return (
        Warned(
            f"The whole needs {_span(over.values())} minutes, not the promised "
            f"{agenda.minutes}, for {_people(over)}.",
            "minutes",
        ),
    )


def missed_ends(agenda: Agenda, turns: Sequence[Turn], start: time) -> tuple[str, ...]:
    """Return which parts would end after the wall time they must end at.

    ``turns`` are the plan's, ``start`` is when the meeting begins. A wall time up to twelve hours
    before the planned end has been missed; else it lies ahead.
    """
    at = start.hour * 3600 + start.minute * 60 + start.second
    ends: dict[int, int] = {}
    for turn in turns:
        at += turn.seconds
        ends[turn.id.segment] = at
    told = []
    for index, segment in enumerate(agenda.segments):
        if segment.ends_at is None:
            continue
        wanted = segment.ends_at.hour * 3600 + segment.ends_at.minute * 60
        late = (ends[index] - wanted + _DAY // 2) % _DAY - _DAY // 2
        if late > 0:
            told.append(
                f"{segment.title} must end at {segment.ends_at:%H:%M} and would end "
                f"{_minutes(late)} min later."
            )
    return tuple(told)


def _minutes(seconds: int) -> str:
    """Return minutes, the next whole one where they are not whole: 20:10 does not fit in 20."""
    return str(-(-seconds // 60))


def _span(seconds: Collection[int]) -> str:
    least, most = _minutes(min(seconds)), _minutes(max(seconds))
    return least if least == most else f"{least} to {most}"


def _listed(titles: Sequence[str]) -> str:
    """Return ``Share``, ``Share and Help``, or the first two of many and how many more."""
    if len(titles) > _MOST_TITLES:
        titles = [*titles[: _MOST_TITLES - 1], f"{len(titles) - _MOST_TITLES + 1} other parts"]
    return _and(titles)


def _people(sizes: Collection[int]) -> str:
    """Return ``1 person``, ``8 to 12 people`` or, with gaps, ``4 to 5, 7 to 8 and 10 people``."""
    runs: list[list[int]] = []
    for size in sorted(sizes):
        if runs and runs[-1][-1] == size - 1:
            runs[-1].append(size)
        else:
            runs.append([size])
    told = _and([f"{run[0]} to {run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs])
    return f"{told} person" if told == "1" else f"{told} people"


def _and(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
