"""A value is what a frozen dataclass is; only its class is made later."""

import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from inspect import Parameter, signature
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.values import value


@value
class Turn:
    """Has a field of every kind."""

    seat: int
    text: str = field(default="", repr=False)
    marks: list[int] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if self.seat < 0:
            raise ValueError("no such seat")


@dataclass(frozen=True, slots=True)
class Known:
    """The same, as the standard library makes it."""

    seat: int
    text: str = field(default="", repr=False)
    marks: list[int] = field(default_factory=list, compare=False)


@value
class Later(Turn):
    """Adds a field to another value's."""

    words: tuple[str, ...] = ()


@value
class Nothing:
    """Has no field at all."""


ARGUMENTS = st.tuples(st.integers(0, 3), st.sampled_from(["", "a", "b"]))


@given(ARGUMENTS, ARGUMENTS)
def test_it_compares_and_hashes_as_a_frozen_dataclass(
    one: tuple[int, str], other: tuple[int, str]
) -> None:
    """Two values are the same if all that counts in them is."""
    same = Known(*one) == Known(*other)
    assert (Turn(*one) == Turn(*other)) is same
    assert (Turn(*one) != Turn(*other)) is not same
    assert len({Turn(*one), Turn(*other)}) == (1 if same else 2)
    assert Turn(*one, marks=[1]) == Turn(*one, marks=[2])
    assert Turn(*one) != Later(*one)
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_it_shows_what_may_be_shown() -> None:
    """The words of a person stay out of what a value says of itself."""
    assert repr(Turn(1, "marmalade")) == "Turn(seat=1, marks=[])"
    assert repr(Later(1, "marmalade", words=("x",))) == "Later(seat=1, marks=[], words=('x',))"


def test_it_says_how_it_is_made() -> None:
    """Who asks for a class's signature is told its fields, before and after the first value."""
    for _ in range(2):
        told = signature(Later).parameters
        assert list(told) == ["seat", "text", "marks", "words"]
        assert told["seat"].annotation is int
        assert told["seat"].default is Parameter.empty
        assert told["text"].default == ""
        Later(1)


def test_nothing_in_it_can_be_changed() -> None:
    """A value that one part of the program holds is not changed by another."""
    turn: Any = Turn(1)
    with pytest.raises(FrozenInstanceError):
        turn.seat = 2
    with pytest.raises(FrozenInstanceError):
        del turn.seat
    with pytest.raises((FrozenInstanceError, AttributeError)):
        turn.other = 1
    assert turn == Turn(1)
    assert not hasattr(turn, "__dict__")


def test_it_is_made_as_any_dataclass() -> None:
    """Defaults, factories, keywords, checks and copies work, the first time and the next."""
    for _ in range(2):
        first, second = Turn(1), Turn(seat=1, text="a")
        assert first.marks is not second.marks
        assert (second.seat, second.text) == (1, "a")
        with pytest.raises(ValueError, match="no such seat"):
            Turn(-1)
    unchecked: Any = Turn
    with pytest.raises(TypeError):
        unchecked()
    with pytest.raises(TypeError):
        unchecked(1, "", [], 4)
    with pytest.raises(TypeError):
        unchecked(1, seats=2)
    assert replace(second, text="b") == Turn(1, "b")
    assert Later(1, words=("x",)).words == ("x",)
    assert is_dataclass(Later)
    assert [each.name for each in fields(Later)] == ["seat", "text", "marks", "words"]
    assert deepcopy(first) == pickle.loads(pickle.dumps(first)) == first
    assert deepcopy(first).marks is not first.marks
    match second:
        case Turn(seat, text):
            assert (seat, text) == (1, "a")


def test_a_field_of_another_kind_is_refused() -> None:
    """A field that is no argument, or only one by name, is refused where its class is made."""
    with pytest.raises(TypeError, match=r"NoArgument\.seat"):

        @value
        class NoArgument:
            """Has a field that nobody gives."""

            seat: int = field(default=0, init=False)

    with pytest.raises(TypeError, match=r"ByName\.seat"):

        @value
        class ByName:
            """Has a field that is given by its name alone."""

            seat: int = field(kw_only=True)
