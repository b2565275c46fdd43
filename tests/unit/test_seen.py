"""What was seen is accepted as it was seen, until the times are others."""

from datetime import timedelta

import pytest

from circle_tui.domain.plan import TurnId
from circle_tui.domain.seen import Times, have_moved, shares_have_moved
from tests.unit.circles import at

ANA, BEN, CLEO = TurnId(0, 1), TurnId(0, 2), TurnId(0, 3)

SEEN = Times({ANA: 600, BEN: 600}, at(20))


@pytest.mark.parametrize(("seconds", "moved"), [(0, False), (29, False), (30, True), (-30, True)])
def test_who_reads_for_half_a_minute_sees_it_anew(seconds: int, moved: bool) -> None:
    """The end has half a minute to move in while a plan is read, one way or the other."""
    assert have_moved(SEEN, Times(SEEN.turns, SEEN.ends + timedelta(seconds=seconds))) is moved


@pytest.mark.parametrize(("ana", "ben", "moved"), [(15, -14, False), (15, -15, True)])
def test_turns_are_taken_together(ana: int, ben: int, moved: bool) -> None:
    """A little from each is as much as all from one."""
    now = {ANA: 600 + ana, BEN: 600 + ben}
    assert shares_have_moved(SEEN.turns, now) is moved
    assert have_moved(SEEN, Times(now, SEEN.ends)) is moved


def test_another_persons_turn_is_another_plan() -> None:
    """However like the times, they are not those of the people who were seen."""
    assert have_moved(SEEN, Times({ANA: 600, CLEO: 600}, SEEN.ends))
