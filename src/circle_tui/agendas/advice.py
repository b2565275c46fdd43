"""What the author of a usable agenda has probably not meant: said as a warning, never refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from circle_tui.agendas.schema import SEGMENTS_KEY
from circle_tui.domain.agenda import Agenda, ClockMode

if TYPE_CHECKING:
    from circle_tui.agendas.places import KeyPath

SHORTEST_TURN = 10
"""Seconds. The shortest turn that a source has (the opening of forum-deep-dive.toml)."""

MOST_SHOWN = 3
"""Lines of a prompt that can be taken in at a glance across a table."""

LONGEST_LINE = 80
"""Characters of a line that is still short: one line of the narrowest usual terminal."""


def advice(agenda: Agenda) -> "Iterator[tuple[KeyPath, str]]":
    """Yield the way to each key that looks like a slip, and a sentence about it."""
    for index, segment in enumerate(agenda.segments):
        here: tuple[str | int, ...] = (SEGMENTS_KEY, index)
        if segment.clock is ClockMode.EACH and segment.seconds < SHORTEST_TURN:
            yield (
                (*here, "seconds_each"),
                f"A turn of {segment.seconds} s is very short; if minutes are meant, "
                f'write "{segment.seconds}m".',
            )
        lines = segment.show.splitlines()
        longest = max(map(len, lines), default=0)
        if len(lines) > MOST_SHOWN:
            told = f"What everybody sees has {len(lines)} lines; {MOST_SHOWN} can be taken in"
            yield (*here, "show"), f"{told}. What the facilitator says goes into say."
        elif longest > LONGEST_LINE:
            told = f"What everybody sees has a line of {longest} characters"
            yield (*here, "show"), f"{told}; more than {LONGEST_LINE} are hard to take in."
