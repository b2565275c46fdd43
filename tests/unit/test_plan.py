"""The plan: an agenda laid over the people who are in the room."""

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import InputError
from circle_tui.domain.plan import plan, planned_seconds, split


def _agenda(clock: ClockMode, seconds: int) -> Agenda:
    return Agenda("one", "One", (Segment("Part", "round", clock, seconds),))


def test_seven_share_two_hours() -> None:
    """Two hours for seven people: five shares of 17:10 and two of 17:05, nothing lost."""
    assert split(7_200, 7) == (1_030,) * 5 + (1_025,) * 2


def test_loose_seconds_go_first() -> None:
    """What is left of a total that is no multiple of five goes to the first person."""
    assert split(63, 2) == (33, 30)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (ClockMode.GROUP, [((0, 0), 600)]),
        (ClockMode.EACH, [((0, 1), 600), ((0, 3), 600)]),
        (ClockMode.DIVIDE, [((0, 1), 300), ((0, 3), 300)]),
    ],
)
def test_time_is_handed_out_as_the_agenda_says(
    clock: ClockMode, expected: list[tuple[tuple[int, int], int]]
) -> None:
    """One clock for all, the same time for each, or a total shared by those present."""
    turns = plan(_agenda(clock, 600), (1, 3))
    assert [(tuple(turn.id), turn.seconds) for turn in turns] == expected
    assert planned_seconds(turns) == sum(seconds for _, seconds in expected)


def test_nobody_present_is_said() -> None:
    """Starting without anybody marked as present says what to do instead."""
    with pytest.raises(InputError, match="Mark at least one person"):
        plan(_agenda(ClockMode.GROUP, 600), ())


def test_empty_agenda_is_said() -> None:
    """An agenda without a segment says so instead of ending at once."""
    with pytest.raises(InputError, match="no segment"):
        plan(Agenda("none", "None", ()), (1,))
