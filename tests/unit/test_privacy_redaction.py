"""Redaction: what is masked, what is not, and what the mask says."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

import pytest

from circle_tui.domain.masking import Certainty, Kind
from circle_tui.domain.people import Member
from circle_tui.privacy.redaction import mask_members, redact, redact_text

ROSTER = ["Dr. Ganeth Menov", "Johannes Møllerup", "Will Teaguer", "Hyejin (Jenny) Park-Lowe"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ganeth asked, ganeth MENOV answered", "[A] asked, [A] answered"),
        ("johannes_mollerup’s draft", "[A]’s draft"),
        ("Møllerup2 and @johannes", "[A]2 and @[A]"),
        ("jenny parklowe, Park Lowe, PARK-LOWE", "[A]"),
        ("JohannesMollerup said will follow up", "[A] said [B] follow up"),
        ("Teaguer, Will and Ganeth-Menov", "[A] and [B]"),
        ("willing to park the teaguers", "willing to [A] the teaguers"),
        ("Dr. Nobody met the dean", "Dr. Nobody met the dean"),
        ("", ""),
    ],
)
def test_members_become_letters(text: str, masked: str) -> None:
    """Every way I am likely to type a member's name is masked, and nothing else is."""
    assert mask_members(text, ROSTER) == masked


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("王小明", "今天王小明说了", "今天[A]说了"),
        ("王小明", "问小明", "问[A]"),
        ("김민준", "민준이 김민준씨는", "[A]이 [A]씨는"),
        ("김 민준", "민준이는", "[A]이는"),
        ("Анна Каренко", "спросили у АННА", "спросили у [A]"),
        ("דוד לוינסקי", "אז דוד אמר", "אז [A] אמר"),
        ("سارة نجم", "قالت سَارَة", "قالت [A]"),
        ("मीरा जोशवी", "मीरा ने मेरी बात सुनी", "[A] ने मेरी बात सुनी"),
        ("Anna Lindqvister", "Anna说了", "[A]说了"),
        ("Seán O'Briann", "sean o’briann, OBriann, Briann", "[A]"),
        ("Jo van der Velden", "van Jo van der Velden", "van [A]"),
        ("R2D2", "ask R2D2 and r2d2x", "ask [A] and r2d2x"),
        ("Ana 2", "ana, ana2", "[A]"),
        ("Al Greenway", "al said", "[A] said"),
        ("Chen Bin", "bin said", "[A] said"),
        ("Li Da", "Da, or da", "[A], or [A]"),
        ("Ngô Thị Vân", "ask Vân", "ask [A]"),
        ("Md Rahman", "Md left", "[A] left"),
        ("Dr Md Rahman", "the Dr and Md", "the Dr and [A]"),
        ("明", "问明了", "问[A]了"),
        ("Ana Ruizo (she/her)", "she told her and Ruizo", "she told her and [A]"),
        ("Ana Ruizo (They / Them)", "them, ana ruizo", "them, [A]"),
        ("Jo (he/him) Kast", "him, Jo Kast", "him, [A]"),
    ],
)
def test_scripts_and_shapes_of_names(name: str, text: str, masked: str) -> None:
    """A name is found in its own script and with its own apostrophes, particles and digits."""
    assert mask_members(text, [name]) == masked


def test_a_member_has_one_letter_within_a_note() -> None:
    """The note still tells that the same person is meant, though not who."""
    roster = ["Ana Ruizo", "Ana Lopezar", "Benno Kast"]
    text = "Benno met Ana. Ana Lopezar met Kast; Lopezar and Ruizo left."
    assert redact_text(text, roster) == "[A] met [B]. [C] met [A]; [C] and [B] left."


def test_letters_in_the_text_are_left_alone() -> None:
    """When I add to a masked note, a new person does not get the letter of another one."""
    assert redact_text("[A] told Benno", ["Benno Kast"]) == "[A] told [B]"


def test_more_than_26_members_do_not_spell_names() -> None:
    """A large circle gets [A2] after [Z], never two letters that could be a short name."""
    roster = [f"Zq{chr(97 + i // 26)}{chr(97 + i % 26)}x" for i in range(30)] + ["Ab", "Aa"]
    masked = redact_text(" ".join(roster), roster)
    assert masked.endswith("[Z] [A2] [B2] [C2] [D2] [E2] [F2]")
    assert redact_text(masked, roster) == masked


@pytest.mark.parametrize("name", ["", "A", "...", "\u200b", "The", "B.", "J R"])
def test_a_name_of_next_to_nothing_does_not_matter(name: str) -> None:
    """A one-letter name cannot make every "a" of a note disappear, nor break anything."""
    assert mask_members("[A] b a 明天 [B]", [name]) == "[A] b a 明天 [B]"


def test_an_address_is_a_name_too() -> None:
    """What stands before the @ of a member's address is masked, and so is the whole of it."""
    member = Member("m1", "Ana Ruizo", "Comet", email="ar1987@example.org")
    assert mask_members("AR1987 or ar1987@example.org", [member]) == "[A] or [A]"
    assert mask_members("ar1987", ["Ana Ruizo <ar1987@example.org>"]) == "[A]"
    assert redact_text("AR1987 or ar1987@example.org", [member]) == "[id] or [email]"


def test_a_span_points_at_the_original_and_never_shows_it() -> None:
    """The preview can underline what goes, and a log line cannot give it away."""
    text = "so Møllerup left"
    redaction = redact(text, ROSTER)
    (span,) = redaction.spans
    assert text[span.start : span.end] == "Møllerup"
    assert (span.kind, span.certainty) == (Kind.MEMBER, Certainty.SURE)
    assert "llerup" not in repr(redaction)
