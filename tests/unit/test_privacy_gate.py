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


REACHES = [
    *("a.person@ward.example", "A.Person+tag@Hospital.Example.ORG", "<b@c.io>", "x_y@z.co.uk."),
    *(
        "+47 706 53 321",
        "+4770653321",
        "+1 (555) 010-0199",
        "+44 (0)20 7946 0958",
        "+91-98765-43210",
    ),
    *("697.277.4466", "(697) 277-4466", "1-697-277-4466", "cell: (697)2774466", "tel. 5550199"),
    *("020 7946 0958", "(020) 7946 0958", "06 12 34 56 78", "06-12-34-56-78", "0151/2345678"),
    *("0044 20 7946 0958", "phone no. 706 53 321", "mobile is 07700 900123", "07700 900123"),
    *("\uff10\uff16 12 34 56 78", "\uff0b47 706 53 321", "a\uff20b.org", "+\u0664\u0667 70653321"),
]
"""Addresses and numbers as they are typed, full-width and in other digits too."""


@pytest.mark.parametrize("detail", REACHES)
@pytest.mark.parametrize("shape", ["{}", "ask {}!", "({}), then home", "day 3\n{}\nor later"])
def test_a_contact_detail_anywhere_is_refused(detail: str, shape: str) -> None:
    """No e-mail address and no phone number is kept, in whatever part of what is saved it lies."""
    text = shape.format(detail)
    for document in (
        {"text": text},
        {"segments": [{"show": ["x", text]}]},
        {text: 1},
        {"id": text},
    ):
        with pytest.raises(PrivacyError, match="Nothing was saved") as refusal:
            check(document, [])
        assert detail not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        *("2031-05-01T10:00:00.000000+00:00", "2026-11-19", "19.11.2026 18.30", "fax 19.11.2026"),
        *("012345678901234567", "5" * 18, "Europe/Berlin", "Etc/GMT+5", "00:12:45 00:13:46 00:14"),
        *("2019-2021", "phone: 2019-2021", "10 000 000", "$2,500,000", "120/80, 110/70, 130/90"),
        *("3-5 weeks, 10-12 people, 90 min", "1 2 3 4 5 6 7 8 9 10", "0 1 2 3 4 5 6 7 8 9"),
        *("ISBN 978-0-306-40615-7", "https://doi.org/10.1001/jama.2019.12345", "me @ home", "@all"),
        *(
            "https://www.example.org/2019/12/01/a-page-1234567",
            "0.05 0.001 0.00012",
            "v2.3.4.5.6.7",
        ),
        *("phone 3 times, 10 minutes, 2 people, 2024", "+10 +20 +30 +40", "9:30 10:15 11:45 12:30"),
    ],
)
def test_figures_that_reach_nobody_pass(text: str) -> None:
    """Dates, times, scores, counts, book numbers and links are no contact details."""
    check({"text": text, "source": text, text: None}, ["Ana Ruizo"])


WILL = ["Will Teagarth", "May Lindqvistson"]


@pytest.mark.parametrize(
    ("text", "allowed", "passes"),
    [
        ("we will see", {"will"}, True),
        ("WILL they? W\u00edll we?", {"will"}, False),
        ("WILL they? W\u00edll we?", {"WILL", "W\u00edll"}, True),
        ("we will see", set(), False),
        ("we will, in may", {"will"}, False),
        ("we will, in may", {"will", "may"}, True),
        ("will teagarth", {"will"}, False),
        ("Teagarth, Will", {"will"}, False),
        ("will_teagarth", {"will"}, False),
        ("call 697-277-4466", {"697-277-4466"}, False),
        ("will@ward.example", {"will", "will@ward.example"}, False),
    ],
)
def test_a_word_left_readable_on_purpose_passes(
    text: str, allowed: set[str], *, passes: bool
) -> None:
    """A word I was asked twice about is kept, but never as a part of somebody's longer name."""
    if passes:
        check({"text": text}, WILL, allowed)
    else:
        with pytest.raises(PrivacyError):
            check({"text": text}, WILL, allowed)


def test_an_empty_roster_refuses_nothing() -> None:
    """A circle without members yet can be set up."""
    check({"text": "anything"}, [])
    check({"text": "anything"}, ["", "A"])
