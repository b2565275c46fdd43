"""Time bids: what everybody asks for is made to fit, and both figures are shown."""

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.bids import Bid, settle_bids
from circle_tui.domain.sharing import STEP
from tests.strategies import LAW

ASKED = st.lists(st.integers(min_value=0, max_value=7_200), min_size=1, max_size=12).map(
    lambda asked: tuple(enumerate(asked, start=1))
)
BUDGETS = st.integers(min_value=0, max_value=14_400)
FLOORS = st.integers(min_value=0, max_value=900)


def test_bids_that_fit_are_granted() -> None:
    """When everybody's wish fits, nobody's is touched and the rest stays free."""
    assert settle_bids([(2, 600), (1, 900)], 3_600, 300) == (Bid(2, 600, 600), Bid(1, 900, 900))


def test_bids_that_do_not_fit_shrink_alike() -> None:
    """Above the floor of five minutes each wish is cut by half, and the parts sum exactly."""
    settled = settle_bids([(1, 1_500), (2, 900), (3, 300)], 1_800, 300)
    assert [bid.granted for bid in settled] == [900, 600, 300]
    assert [bid.asked for bid in settled] == [1_500, 900, 300]


def test_a_small_wish_is_kept_below_the_floor() -> None:
    """Who asks for two minutes gets two, and not the floor of five."""
    settled = settle_bids([(1, 120), (2, 3_600)], 1_200, 300)
    assert [bid.granted for bid in settled] == [120, 1_080]


def test_a_budget_too_small_for_the_floors_is_shared() -> None:
    """Where five minutes for everybody do not fit, everybody is safe up to an equal share."""
    settled = settle_bids([(1, 3_600), (2, 600), (3, 600)], 600, 300)
    assert [bid.granted for bid in settled] == [200, 200, 200]


@LAW
@given(ASKED, BUDGETS, FLOORS)
def test_bids_fill_the_budget_or_are_granted(
    asked: tuple[tuple[int, int], ...], budget: int, floor: int
) -> None:
    """Together the parts are the budget to the last step of five seconds, or every wish."""
    settled = settle_bids(asked, budget, floor)
    wishes = sum(bid.asked for bid in settled)
    assert sum(bid.granted for bid in settled) == min(wishes, budget // STEP * STEP)
    assert all(bid.granted % STEP == 0 and bid.asked % STEP == 0 for bid in settled)


@LAW
@given(ASKED, BUDGETS, FLOORS)
def test_bids_are_settled_fairly(
    asked: tuple[tuple[int, int], ...], budget: int, floor: int
) -> None:
    """Nobody gets more than asked, less than the floor that holds, or less for a larger wish."""
    settled = settle_bids(asked, budget, floor)
    safe = min(floor, budget // len(asked)) // STEP * STEP
    for bid, (seat, seconds) in zip(settled, asked, strict=True):
        assert (bid.seat, bid.asked) == (seat, -(-seconds // STEP) * STEP)
        assert min(bid.asked, safe) <= bid.granted <= bid.asked
    for one in settled:
        for other in settled:
            assert one.asked <= other.asked or one.granted >= other.granted
