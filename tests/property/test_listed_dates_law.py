"""Law of the list of dates: it is all the coming dates, but for those that it counts."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.meeting import Cadence
from circle_tui.domain.series import Stands
from circle_tui.services.coming import NAMED, coming_dates, listed_dates
from tests.property.test_series_law import ACTIONS, CADENCES, HOURS, ZONES, Room
from tests.strategies import LAW

FAR = st.tuples(
    st.just("move"), st.integers(100, 1500), HOURS, st.sampled_from(ZONES), st.just(None)
)


@LAW
@given(CADENCES, st.lists(st.one_of(ACTIONS, FAR), max_size=6), st.integers(1, 5))
def test_what_is_not_listed_is_counted(
    cadence: Cadence, actions: list[tuple[Any, ...]], count: int
) -> None:
    """Whatever we did before: each date is listed in its order, or is one of those counted."""
    room = Room(cadence, None)
    for action in actions:
        room.do(*action)
    circle, clock = room.circle, room.circle.clock
    whole = list(coming_dates(circle, clock, count))
    listed = listed_dates(circle, clock, count)
    fallen = [each for each in whole if each.standing is Stands.FALLS_AWAY]
    shown = [each for each in listed.dates if each.standing is Stands.FALLS_AWAY]
    assert shown == fallen[:NAMED]
    assert listed.more == len(fallen) - len(shown)
    assert listed.counted, "no meeting is further ahead than dates are looked for"
    rest = [each for each in whole if each not in listed.dates]
    assert [each for each in whole if each not in rest] == list(listed.dates)
    assert {each.standing for each in rest} <= {Stands.FALLS_AWAY, Stands.LEFT_OUT}
    if rest:
        assert listed.dates[: listed.at] == tuple(whole[: whole.index(rest[0])])
    else:
        assert listed.at == 0
