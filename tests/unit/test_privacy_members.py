"""Members in what is typed: every way in which people write a name that is on the roster."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

import pytest

from circle_tui.domain.masking import Certainty
from circle_tui.domain.people import Member
from circle_tui.privacy.redaction import redact, redact_text

ROSTER = [
    "Dr. Ganeth Menov",
    "Johannes Møllerup",
    "Elizabeth Okonjoh",
    "Hyejin (Jenny) Park-Lowen",
    "Pieter ten Brinkman",
    "Rowan O'Briann, MD, MPH",
    "Q. R. Venkatesar",
    "Gündüz Rəhimlov",
]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    "form",
    [
        "Ganeth Menov",
        "ganeth menov",
        "GANETH MENOV",
        "Menov, Ganeth",
        "Ganeth\u00a0Menov",
        "Ganeth  Menov",
        "G\u200baneth",
        "Menovs",
        "Menov's",
        "Ganeth M.",
        "Ganeth M",
        "G. Menov",
        "G Menov",
        "Ganeth T. Menov",
        "GM",
        "G.M.",
        "G. M.",
        "ganeth.menov",
        "ganeth_menov",
        "GanethMenov",
        "ganethmenov",
        "gmenov",
        "Ganteh",
        "Gneth",
        "Mennov",
        "Gan",
        "askedganeth",
        "menovlab",
        "Johannes Moellerup",
        "johannes mollerup",
        "Liz",
        "beth",
        "Betsy Okonjoh",
        "Jenny",
        "jenny lowen",
        "Hyejin",
        "parklowen",
        "Park Lowen",
        "Brinkman",
        "ten Brinkman",
        "tenbrinkman",
        "PtB",
        "pieter brinkman",
        "OBriann",
        "o’briann",
        "O Briann",
        "Q. R.",
        "q.r. venkatesar",
        "QRV",
        "Guenduez",
        "gunduz rahimlov",
        "Rəhimlov",
    ],
)
def test_no_letter_of_a_member_is_left(form: str) -> None:
    """However I write a member's name in a hurry, it does not reach the notes."""
    for text in (f"then {form} cried", f"{form}: same here", f"pair the dean w/ {form}"):
        masked = redact_text(text, ROSTER).replace("[A]'s", "[A]")
        assert "[A]" in masked
        assert _letters(masked.replace("[A]", "")) == _letters(text.replace(form, ""))


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Grace Olsenov", "grace under pressure", "[A] under pressure"),
        ("Will Teaguer", "Will it ever get easier?", "[A] it ever get easier?"),
        ("Grant Ilvesen", "two grants and a Grant", "two [A] and a [A]"),
        ("Min-seo Kimura", "10 min with Min, min 5", "10 min with [A] 5"),
        ("Pieter ten Brinkman", "ten minutes over", "ten minutes over"),
        (
            "William Teaguer",
            "the bill came; Bill left; asked bill",
            "the bill came; [A] left; asked [A]",
        ),
        ("Mona Dahlin", "MD track; MD said no", "MD track; [A] said no"),
        ("Tore Ahlgren", "TA and the dean", "[A] and the dean"),
        ("Adam Reedie", "adamant about the market", "adamant about the market"),
        ("Ana Ruizo", "bananas", "bananas"),
        ("Noura Al-Mutlaqi", "noura al-mutlaqi and Mutlaqi", "[A] and [A]"),
        ("Sean McDonaldson", "McDonaldson", "[A]"),
        ("RUIZO Ana", "ruizo", "[A]"),
        ("Lowen, Hyejin", "HL and hyejin", "[A] and [A]"),
        ("Do Kyungmin, PhD", "Do", "[A]"),
        ("Kekoa Nāhoʻopiʻi", "the Nāhoʻopiʻis", "the [A]"),
        ("Joost van 't Hoffen", "van 't hoffen", "[A]"),
    ],
)
def test_a_name_and_the_words_it_looks_like(name: str, text: str, masked: str) -> None:
    """A name that is a word too is masked; a word that only holds its letters is not."""
    assert redact_text(text, [name]) == masked


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ganeth left", "a member's name"),
        ("guenduez left", "a member's name, spelt or joined another way"),
        ("Liz left", "a short form of a member's name"),
        ("Ganetth left", "close to a member's name"),
        ("xganethx left", "a member's name within a longer word"),
        ("GM left", "a member's initials"),
    ],
)
def test_the_reason_is_said(text: str, reason: str) -> None:
    """When I wonder why a word is masked, the screen can tell me."""
    (span,) = redact(text, ROSTER).spans
    assert span.reason == reason


def test_what_may_be_meant_otherwise_is_unsure() -> None:
    """A typing error or initials are masked, and shown to me as a guess."""
    for text in ("Ganetth left", "GM left", "xganethx left"):
        assert [span.certainty for span in redact(text, ROSTER).spans] == [Certainty.UNSURE]


def test_a_member_in_the_people_store_is_found_like_a_name() -> None:
    """The roster may be names or members, with the same result."""
    member = Member("m1", "Ganeth Menov", "Comet", email="g.menov7@example.org")
    assert redact_text("Ganeth, Mennov, menov", [member]) == "[A]"
    assert redact_text("Ganeth said", ["Ganeth Menov"]) == redact_text("Ganeth said", [member])


def test_two_members_share_a_first_name() -> None:
    """Nobody is left out because somebody else is called the same."""
    roster = ["Ana Ruizo", "Ana Lopezar"]
    assert redact_text("Ana, Ruizo and Lopezar", roster) == "[A] and [B]"


@pytest.mark.parametrize("length", [200, 2_000, 10_000])
def test_a_long_text_is_masked_to_its_end(length: int) -> None:
    """Pasting a page of minutes works like typing a line."""
    text = ("the dean asked about the plan. " * (length // 30))[:length] + " Ganeth agreed"
    assert redact_text(text, ROSTER).endswith("[A] agreed")
