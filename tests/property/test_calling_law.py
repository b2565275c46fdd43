"""What a kept thing is called by: its own number, which never comes to mean another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.calling import LEAST, meant, numbers
from circle_tui.domain.errors import InputError

IDS = st.integers(0, 10**6 - 1).map(lambda drawn: f"{drawn:06}" + "0" * 12)
SETS = st.sets(st.one_of(IDS, st.sampled_from("01").map("1234{}".format)), max_size=30)
"""Ids that often begin alike."""


@given(SETS)
def test_every_thing_has_a_number_of_its_own(ids: set[str]) -> None:
    """No two things have the same number, and each number leads back to its thing."""
    called = numbers(ids)
    assert called.keys() == ids
    assert len(set(called.values())) == len(ids)
    for id_, number in called.items():
        assert meant(number, ids) == id_ == meant(id_, ids)
        assert id_.startswith(number)
        assert len(number) >= min(LEAST, len(id_))
        shorter = number[:-1]
        if len(shorter) >= LEAST:
            assert sum(other.startswith(shorter) for other in ids) > 1, (
                "none is longer than it must"
            )


@given(SETS, SETS)
def test_a_number_never_means_another_thing(ids: set[str], later: set[str]) -> None:
    """Whatever comes to be kept, a number that I wrote down leads to its thing, or I am asked."""
    for id_, number in numbers(ids).items():
        try:
            assert meant(number, ids | later) == id_
        except InputError as error:
            assert number in str(error)  # noqa: PT017 - it may as well not be raised
            assert any(other.startswith(number) for other in later - {id_})


@given(SETS, st.text("0123456789", max_size=LEAST - 1))
def test_a_place_in_a_list_is_no_number(ids: set[str], place: str) -> None:
    """Who counts lines, as the numbers once were, hits nothing."""
    assert meant(place, ids) is None


def test_what_could_be_several_is_told_with_what_would_do() -> None:
    """I read the numbers to choose from, and each of them is good."""
    ids = {"412300", "412400", "999999"}
    with pytest.raises(InputError, match=r"412 could be 4123 or 4124\. Nothing was changed\."):
        meant("412", ids)
    assert meant("4124", ids) == "412400"
    assert meant("999", ids) == "999999"
