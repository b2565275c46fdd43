"""Laws of the plan: no second is lost in sharing out, and shares are fair."""

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda, ClockMode
from circle_tui.domain.plan import EVERYBODY, STEP, plan, planned_seconds, split
from tests.strategies import AGENDAS, LAW, SEATS

TOTALS = st.integers(min_value=0, max_value=100_000)
PEOPLE = st.integers(min_value=1, max_value=60)


@LAW
@given(TOTALS, PEOPLE)
def test_shares_sum_to_the_total(total: int, people: int) -> None:
    """However many share a time, together they get exactly that time."""
    shares = split(total, people)
    assert len(shares) == people
    assert sum(shares) == total
    assert min(shares) >= 0


@LAW
@given(TOTALS, PEOPLE)
def test_shares_are_fair(total: int, people: int) -> None:
    """Nobody gets more than five seconds more than another, loose seconds of the total aside."""
    first, *others = split(total, people)
    shares = [first - total % STEP, *others]
    assert max(shares) - min(shares) <= STEP
    assert shares == sorted(shares, reverse=True)
    assert all(share % STEP == 0 for share in shares)


@LAW
@given(AGENDAS, SEATS)
def test_plan_is_the_agenda_laid_over_people(agenda: Agenda, seats: tuple[int, ...]) -> None:
    """Every part has its whole time, and everybody their turn, in the order of the seats."""
    turns = plan(agenda, seats)
    assert [turn.id for turn in turns] == sorted({turn.id for turn in turns})
    for index, segment in enumerate(agenda.segments):
        own = [turn for turn in turns if turn.id.segment == index]
        group = segment.clock is ClockMode.GROUP
        assert tuple(turn.id.seat for turn in own) == ((EVERYBODY,) if group else seats)
        people = len(seats) if segment.clock is ClockMode.EACH else 1
        assert planned_seconds(own) == segment.seconds * people
