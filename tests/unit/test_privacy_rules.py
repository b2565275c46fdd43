"""The rules of the masking, one by one: a text that shows what each of them is for."""

import pytest

from circle_tui.domain.masking import Choices
from circle_tui.privacy.redaction import redact, redact_text


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        # Two errors are allowed for in a long name, one in a short one.
        ("Ana Okonjowal", "Okomjowel said", "[A] said"),
        ("Ana Ruizol", "the Ruizoles", "the [A]"),
        ("Mona Dahlin", "M.D. or not", "M.D. or not"),
        ("Mona Dalin", "ask M.D.A. now", "ask [person]. now"),
        ("Ana Ten-Souzal", "ten minutes, Souzal", "ten minutes, [A]"),
        ("Priyanka Natarajan", "P r i y a n k a said", "[A] said"),
        ("Priyanka Natarajan", "P-r-i-y-a-n-k-a left", "[A] left"),
        ("Priyanka Natarajan", "pr1y4nk4 left", "[A] left"),
        ("Noor Haddadin", "n00r and h4ddad1n", "[A] and [A]"),
        ("Paul Nilsenius", "P N spoke, P/N too", "[A] spoke, [A] too"),
        ("Paul Nilsenius", "options p n", "options p n"),
        ("李明", "李 明说了", "[A]说了"),
        ("김민준", "김 민 준", "[A]"),
        ("Priyanka Natarajan", "Pri\ue000yanka and \ue000", "[A] and \ue000"),
        ("Ana Ruizo", "present: A. R., B.", "present: [A]., B."),
        ("Inês dos Anjosal", "dosAnjosal", "[A]"),
        ("Debora Kastner", "ask for Deb", "ask for [A]"),
    ],
)
def test_a_member(name: str, text: str, masked: str) -> None:
    """Each way in which a member's name is hidden from a simple search is seen through."""
    assert redact_text(text, [name]) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # What somebody does tells a name from a word.
        ("Drew walked out", "[person] walked out"),
        ("June is better", "June is better"),
        ("TL;DR everyone is tired", "TL;DR everyone is tired"),
        ("Hodgkin follow-up", "Hodgkin follow-up"),
        ("Crohn's again", "Crohn's again"),
        ("a man with Parkinson's", "a man with Parkinson's"),
        ("Dr Parkinson's list", "Dr [person]'s list"),
        ("SGLT2 and pip-tazo post-op", "SGLT2 and pip-tazo post-op"),
        ("Chief ten Cateveld left", "Chief [person] left"),
        ("the talk at St. Columbarius", "the talk at [organisation]"),
        ("from Dept. of Internal Medicine at Elmhaven", "from [organisation]"),
        ("joined prairie view cancer center", "joined [organisation]"),
        ("the chen lab vs the fitzgerald lab", "the [organisation] vs the [organisation]"),
        ("old job (Duke) vs new", "old job ([organisation]) vs new"),
        ("late / Regardless, we publish", "late / Regardless, we publish"),
        ("asked per Assoc. Moon", "asked per Assoc. [person]"),
        ("talked to señor rice", "talked to [person]"),
        ("talked to mrs. moon", "talked to mrs. [person]"),
        ("dr on call, dr visit", "dr on call, dr visit"),
        ("seen by Dr Hartwellen, xylt2 stopped", "seen by Dr [person], [name] stopped"),
        ("Mrs. Okonjowal, 93, died", "Mrs. [person], [age], died"),
        ("consults for Moderna, not Pfizer", "consults for [organisation], not [organisation]"),
        ("Tôn Thất wrote", "[person] wrote"),
        ("a café, a naïve résumé", "a café, a naïve résumé"),
        ("San Cristóbal de las Casas", "[place] [person]"),
        ("asked for Deb", "asked for [person]"),
        ("badge PH1111111, x4711 and ext4711", "badge [id], [phone] and [phone]"),
    ],
)
def test_a_stranger(text: str, masked: str) -> None:
    """Each rule for other people, places and organisations does what it is for, and no more."""
    assert redact_text(text, []) == masked


def test_a_word_left_readable_does_not_free_the_person() -> None:
    """When I leave the verb "will" as it stands, Will stays masked."""
    choices = Choices(shown=frozenset({"will"}))
    masked = redact("sec will send it, and Will objects", ["Will Tranner"], choices)
    assert masked.text == "sec will send it, and [A] objects"


def test_a_word_of_nobody_is_left_however_it_is_written() -> None:
    """A word that names no member is left in small and in capital letters."""
    choices = Choices(shown=frozenset({"quillifer"}))
    assert redact("Quillifer, quillifer", [], choices).spans == ()


def test_what_i_hide_is_hidden_everywhere() -> None:
    """A word that I mask by hand is masked wherever it stands in the text, of several words too."""
    choices = Choices(hidden=frozenset({"the blue lab"}))
    assert redact("The Blue Lab moved; the blue lab left", [], choices).text == (
        "[word] moved; [word] left"
    )


def test_joining_and_letters_of_several_members() -> None:
    """Particles and initials go with the name they belong to, and with no other."""
    roster = ["Joost van der Heijdenaar", "Ryota Shirotani"]
    text = "van der Heijdenaar, R.S. and Joost v. d. H."
    assert redact_text(text, roster).startswith("[A], [B]. and [A]")
