"""How long an agenda takes for so many people, without laying out a single turn.

It says the same as summing a plan (a law of the tests), at a cost that does not grow with how many
people, rounds or segments somebody wrote down: what checking a file of unknown origin needs.
"""

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.cast import holders, speakers


def agenda_seconds(agenda: Agenda, people: int) -> int:
    """Return the seconds an agenda takes with so many people, when nothing else is settled."""
    return sum(part_seconds(agenda, people))


def part_seconds(agenda: Agenda, people: int) -> tuple[int, ...]:
    """Return the seconds of each segment with so many people, when nothing else is settled."""
    seats = range(1, people + 1)
    held = holders(agenda, seats)
    return tuple(
        segment_seconds(segment, len(speakers(segment, seats, held))) for segment in agenda.segments
    )


def segment_seconds(segment: Segment, speaking: int) -> int:
    """Return the seconds of a segment in which so many people have a turn."""
    match segment.clock:
        case ClockMode.EACH:
            return segment.seconds * segment.rounds * speaking
        case ClockMode.PAIRS | ClockMode.TRIOS:
            return segment.seconds * segment.rounds
    return segment.seconds


def minutes_text(seconds: int) -> str:
    """Return ``20 min``, or ``17:05 min`` when the minutes are not whole."""
    return f"{minutes_figure(seconds)} min"


def minutes_figure(seconds: int) -> str:
    """Return ``20``, or ``17:05`` when the minutes are not whole."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}" if rest else f"{minutes}"
