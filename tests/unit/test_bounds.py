"""How many turns a meeting may have."""

import pytest
from hypothesis import given

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.bounds import MOST_TURNS, too_many_turns, turns_in
from circle_tui.domain.errors import InputError
from circle_tui.domain.plan import plan
from circle_tui.services.rehearsal import rehearse
from tests.fakes import THURSDAY_EVENING
from tests.strategies import AGENDAS, LAW, SEATS


def _endless(segments: int) -> Agenda:
    part = Segment("Part", "round", ClockMode.EACH, 60, rounds=10)
    return Agenda("endless", "Endless", (part,) * segments)


@given(AGENDAS, SEATS)
@LAW
def test_no_plan_has_more_turns_than_are_counted(agenda: Agenda, seats: tuple[int, ...]) -> None:
    """What is counted before planning is never less than what is planned, nor less for more."""
    people = len(seats)
    counted = [sum(turns_in(part, n) for part in agenda.segments) for n in (people, people + 1)]
    assert len(plan(agenda, seats)) <= counted[0] <= counted[1]


def test_what_no_room_could_run_is_refused_in_a_sentence() -> None:
    """For ten people ten such parts are just possible; one more is refused, not tried."""
    assert too_many_turns(_endless(10), 10) == ""
    assert len(plan(_endless(10), range(1, 11))) == MOST_TURNS
    with pytest.raises(InputError, match="With 10 people this agenda has 1,100 turns"):
        plan(_endless(11), range(1, 11))
    with pytest.raises(InputError, match="1,000 at most"):
        rehearse(_endless(100), range(1, 100), THURSDAY_EVENING)
