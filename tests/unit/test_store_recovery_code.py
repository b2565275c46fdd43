"""The recovery code: written on paper, typed back by hand, and forgiving about it."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from circle_tui.storage.recovery import (
    CHARACTERS,
    GROUP,
    LENGTH,
    NoCode,
    draw_code,
    groups,
    read_code,
    tidy,
)
from tests.unit.draws import drawn

CODES = st.binary(min_size=20, max_size=20).map(lambda data: draw_code(lambda size: data[:size]))
PLACES = st.integers(0, LENGTH - 1)


def _shown(plain: str) -> str:
    return "-".join(groups(plain))


def _put(plain: str, place: int, character: str) -> str:
    return plain[:place] + character + plain[place + 1 :]


def test_a_code_looks_the_same_for_ever() -> None:
    """The same random bits are the same code in every version of the program."""
    assert draw_code(lambda size: bytes(size)) == "0000-" * 7 + "0000"
    assert draw_code(lambda size: b"\xff" * size) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZ0"
    assert draw_code(drawn("code")) == "SY4F-GVRE-8QS7-QBAG-4ZKQ-K8FA-QYX2-JXC5"


@given(CODES)
def test_a_code_is_eight_groups_of_four(code: str) -> None:
    """A code is short enough to copy by hand, and holds no letter that looks like another."""
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){7}", code)
    assert [len(group) for group in groups(code)] == [GROUP] * (LENGTH // GROUP)


def test_every_random_bit_is_in_the_code() -> None:
    """No two of the 2^155 draws give the same code."""
    draws = [(1 << bit).to_bytes(20) for bit in range(5, 160)]
    codes = {draw_code(lambda _: draws.pop()) for _ in range(len(draws))}
    assert len(codes) == 155


@given(CODES)
def test_a_code_opens_however_it_is_typed(code: str) -> None:
    """Capitals, spaces, dashes, and letters that look like digits make no difference."""
    plain = tidy(code)
    for typed in (
        code.lower(),
        plain,
        f"  {plain} \n",
        " ".join(plain),
        code.replace("-", " - "),
        code.replace("-", "\u2013"),
        code.replace("0", "O").replace("1", "l").replace("V", "u"),
        code.replace("0", "o").replace("1", "i"),
        "".join(chr(ord(character) + 0xFEE0) for character in code),  # full-width
    ):
        assert read_code(typed) == read_code(code)


@given(CODES, PLACES, st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_noticed(code: str, place: int, character: str) -> None:
    """A slip of the pen is told from a code that belongs to another circle."""
    plain = tidy(code)
    assume(plain[place] != character)
    with pytest.raises(NoCode):
        read_code(_shown(_put(plain, place, character)))


@given(CODES, st.integers(0, LENGTH - 2))
def test_two_swapped_neighbours_are_noticed(code: str, place: int) -> None:
    """Two characters in each other's place are noticed, across groups as well."""
    plain = tidy(code)
    assume(plain[place] != plain[place + 1])
    swapped = _put(_put(plain, place, plain[place + 1]), place + 1, plain[place])
    with pytest.raises(NoCode):
        read_code(swapped)


@pytest.mark.parametrize("typed", ["", "-", "0000", "0" * 31, "0" * 33, "0" * 31 + "\u00df"])
def test_what_is_no_code_is_none(typed: str) -> None:
    """A code that is too short, too long or holds something else is no code."""
    with pytest.raises(NoCode):
        read_code(typed)


@given(st.text())
def test_any_text_is_refused_without_a_word_of_it(typed: str) -> None:
    """Whatever is typed never ends in a traceback, and the error quotes nothing of it."""
    assume(len(tidy(typed)) != LENGTH)
    with pytest.raises(NoCode) as caught:
        read_code(typed)
    assert caught.value.args == ()


def test_a_part_can_be_compared() -> None:
    """Somebody who types one group back is understood like somebody who types all of them."""
    code = draw_code(drawn("code"))
    assert tidy(f" {code[5:9].lower()} ") == groups(code)[1]
