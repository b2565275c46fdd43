"""The gate: no document that names a member gets into the store."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

from dataclasses import fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import SEGMENT_KINDS, Agenda, ClockMode, Segment
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Began, Extended, Interrupted, Moved
from circle_tui.domain.notes import Note
from circle_tui.domain.plan import TurnId
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.privacy.gate import check
from circle_tui.storage.codec import encode


@pytest.mark.parametrize(
    "document",
    [
        {"text": "ask Ana"},
        {"text": "ANÁ’s turn"},
        {"segments": [{"title": "Round"}, {"show": "ana_r asks"}]},
        {"owner": "Ana"},
        {"ana": 1},
        {"id": "ana"},
        {"kind": "ana"},
        {"status": "ana"},
        {"nested": {"deep": ["x", ["y", "to ruizo"]]}},
    ],
)
def test_a_name_anywhere_is_refused(document: object) -> None:
    """However deep a member's name lies in what is saved, it is not saved."""
    with pytest.raises(PrivacyError, match="Nothing was saved") as refusal:
        check(document, ["Ana Ruizo"])
    assert "ana" not in str(refusal.value).lower().replace("name", "")


@pytest.mark.parametrize(
    "document",
    [
        {"text": "the banana is manageable", "segment": 3, "due": None},
        {"text": "[A] asked [B]"},
        {"at": "2031-05-01T10:00:00.000000+00:00"},
    ],
)
def test_what_names_nobody_passes(document: object) -> None:
    """Words that merely hold the letters of a name are kept."""
    check(document, ["Ana Ruizo"])


def test_a_random_id_names_nobody() -> None:
    """The digits of an id never stop a note from being saved, and letters in one are looked at."""
    check({"id": "012345678901234567", "session": "2" * 18}, ["Ana2", "Eve 2222", "2@example.org"])
    with pytest.raises(PrivacyError):
        check({"id": "3ada9bea10dee000"}, ["Ada"])


@pytest.mark.parametrize(
    "name", ["Open Group", "Note Each", "Text Segment", "Fact Began", "Check-In Round", "Id Due"]
)
def test_a_member_named_like_our_own_words_can_meet(name: str) -> None:
    """A member called Open or Group or Note does not make the store unusable."""
    check(
        {
            "fact": "Began",
            "id": "0123456789abcdef",
            "status": "open",
            "text": "",
            "due": None,
            "segments": [{"clock": "group", "notes": "anonymous", "kind": "check-in"}],
            "agenda": {"fidelity": "adapted"},
            "segment": 1,
        },
        [name],
    )
    with pytest.raises(PrivacyError):
        check({"text": name.lower()}, [name])


AT = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
SEGMENT = Segment("", "break", ClockMode.EACH, 60)
AGENDA = Agenda("", "", (SEGMENT,))
KEPT: tuple[Any, ...] = (
    *(SEGMENT, AGENDA, Note("1", "2", 0, "")),
    *(ActionItem("1", "2", "", "", AT.date()), SegmentRecord("", 1, 1)),
    *(SessionRecord("1", "", AT, AT, AT, 2, ()), Began(AT, "1", AGENDA, (1,), AT)),
    *(Moved(AT, TurnId(1, 1)), Extended(AT, 5), Interrupted(AT, AT)),
)
"""One of each kind of what passes the gate, with no words in it but ours."""

OWN_WORDS = [
    (replace(value, **{field.name: word}), word)
    for value in KEPT
    for field in fields(value)
    for own in [getattr(value, field.name)]
    if isinstance(own, StrEnum)
    for word in type(own)
]
"""Each kind with every word of ours that one of its fields can hold, and that word."""


@pytest.mark.parametrize(("value", "word"), OWN_WORDS)
def test_a_member_named_like_any_of_our_words_can_be_saved(value: object, word: StrEnum) -> None:
    """Whatever word of the program a member is called by, everything can still be saved."""
    check(encode(value), [word.value, word.value.upper()])


@pytest.mark.parametrize("kind", SEGMENT_KINDS)
def test_a_member_named_like_a_kind_of_segment_can_be_saved(kind: str) -> None:
    """A member called Welcome or Break does not make the store unusable either."""
    check(encode(replace(SEGMENT, kind=kind)), [kind])


@pytest.mark.parametrize("value", KEPT)
def test_a_member_named_like_our_keys_can_be_saved(value: object) -> None:
    """A member called Notes or Status does not make the store unusable either."""
    document = encode(value)
    check(document, list(document))


def test_an_empty_roster_refuses_nothing() -> None:
    """A circle without members yet can be set up."""
    check({"text": "anything"}, [])
    check({"text": "anything"}, ["", "A"])
