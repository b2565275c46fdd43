"""What is told of what cannot be written by the way is true at every look."""

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.services.troubles import AGAIN, WRITTEN, Troubles

NOTHING = "The public view shows nothing now."
STAYS = "The public view may show what it showed for 15 seconds more."
NO_BEAT = "The sign of life could not be written."

HEARD = st.tuples(st.just("view"), st.sampled_from(["", NOTHING, STAYS])) | st.tuples(
    st.just("beat"), st.sampled_from(["", NO_BEAT])
)


@given(st.lists(st.tuples(HEARD, st.booleans()), max_size=12))
def test_what_was_told_last_holds(heard: list[tuple[tuple[str, str], bool]]) -> None:
    """Whatever fails and works again in whatever order, no sentence stands that is not true."""
    troubles, stands, last = Troubles(), {"view": "", "beat": ""}, ""
    for (what, why), asked in heard:
        stands[what] = why
        last = troubles.heard(what, why, asked=asked) or last
        assert bool(troubles) is any(stands.values())
        for each in (NOTHING, STAYS, NO_BEAT):
            assert each not in last or each in stands.values()
        assert WRITTEN["view"] not in last or not stands["view"]
        assert (last in ("", AGAIN)) is not any(stands.values())


def test_a_view_that_is_written_again_is_told_though_the_sign_of_life_is_not() -> None:
    """The sentence about the public view goes when it shows again, not when all is well."""
    troubles = Troubles()
    assert troubles.heard("view", NOTHING) == NOTHING
    assert troubles.heard("beat", NO_BEAT) == ""
    assert troubles.heard("view", "") == f"{WRITTEN['view']} {NO_BEAT}"
    assert troubles.heard("view", NOTHING) == NOTHING
    assert troubles.heard("beat", "") == ""
    assert troubles.heard("view", NOTHING, asked=True) == NOTHING
    assert troubles.heard("view", "") == AGAIN
