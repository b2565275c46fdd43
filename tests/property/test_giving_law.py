"""Laws of giving: what is needed is given, within the room, and the heavier gives less."""

from hypothesis import example, given
from hypothesis import strategies as st

from circle_tui.domain.giving import Part, cuts
from circle_tui.domain.sharing import STEP
from tests.strategies import LAW

NEEDS = st.integers(0, 10_000)

PARTS = st.lists(
    st.builds(
        Part,
        seconds=st.integers(1, 10_000),
        room=st.integers(-100, 10_000),
        grain=st.sampled_from([STEP, 2 * STEP, 15 * STEP]),
        weight=st.integers(1, 5),
        absorbs=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@LAW
@given(NEEDS, PARTS)
def test_what_is_needed_is_given(need: int, parts: list[Part]) -> None:
    """The parts give what is needed, in their own steps and within their room, or all say no."""
    shares = cuts(need, parts)
    if shares is None:
        rooms = (max(0, part.room) // part.grain * part.grain for part in parts)
        assert sum(rooms) < need
        return
    assert sum(shares) >= need
    for part, share in zip(parts, shares, strict=True):
        assert 0 <= share <= max(0, part.room)
        assert share % part.grain == 0


@LAW
@given(NEEDS, PARTS, st.integers(2, 5))
@example(6_008, [Part(618, 309), Part(22_530, 11_265, 15 * STEP)], 4)
@example(6_000, [Part(618, 309), Part(22_530, 11_265, 15 * STEP)], 4)
def test_the_heavier_gives_no_more(need: int, parts: list[Part], weight: int) -> None:
    """Of two parts that are alike but for their weight, the heavier gives no more."""
    light = parts[0]._replace(weight=1)
    shares = cuts(need, [light, *parts[1:], light._replace(weight=weight)])
    if shares is not None:
        assert shares[-1] <= shares[0]
