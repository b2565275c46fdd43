"""The gate: no document that names a member gets into the store."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

import pytest

from circle_tui.domain.errors import PrivacyError
from circle_tui.privacy.gate import check


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
        {"id": "3ana9f00d1234567", "text": ""},
        {"at": "2031-05-01T10:00:00.000000+00:00"},
    ],
)
def test_what_names_nobody_passes(document: object) -> None:
    """Words that merely hold the letters of a name are kept."""
    check(document, ["Ana Ruizo"] if "id" not in repr(document) else ["Bea Ruizo"])


def test_an_id_may_spell_a_name_by_chance() -> None:
    """A random id such as 3ada9... does not stop a note from being saved."""
    check({"id": "3ada9bea10dee000", "session": "0ada000000000000"}, ["Ada", "Bea", "Dee"])


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


def test_an_empty_roster_refuses_nothing() -> None:
    """A circle without members yet can be set up."""
    check({"text": "anything"}, [])
    check({"text": "anything"}, ["", "A"])
