"""Laws of redaction, for names of many scripts in texts that people might type."""

# ruff: noqa: RUF001 - letters of many scripts are what these tests are about

import unicodedata
from typing import Literal, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.privacy.gate import check
from circle_tui.privacy.redaction import redact, redact_text
from circle_tui.privacy.roster import matcher

Spelling = Literal["NFC", "NFD", "NFKC", "NFKD"]
SPELLINGS: st.SearchStrategy[Spelling] = st.sampled_from(get_args(Spelling))

NAMES = [
    "Ana Ruizo",
    "Ana Lopezar",
    "Øystein Håland",
    "Zoë Groß",
    "Hyejin (Jenny) Park-Lowe",
    "Seán O'Briann",
    "Jo van der Velden",
    "Dr. Will May",
    "Анна Каренко",
    "Νίκος Παππάσος",
    "王小明",
    "佐藤 さくら",
    "김민준",
    "Nguyễn Thị Ánh",
    "دانا الحسنة",
    "דוד לוינסקי",
    "मीरा जोशवी",
    "Al",
    "R2D2",
    "A B",
    "İpek Işıkçı",
]
WORDS = ["the", "asked", "will", "[A]", "[B]", "to", "a", "b", "说了", "는", "x2", "may", "\n", "["]
GLUE = ["", " ", ", ", "_", "-", ".", "’s ", "'", "(", ") ", "\n", "2", "\u200b", "/", "@", "说"]


@st.composite
def forms(draw: st.DrawFn, names: list[str]) -> str:
    """Draw some form of some name: whole or in part, in any case, composed or not."""
    name = draw(st.sampled_from(names))
    text = draw(st.sampled_from([name, *name.replace("-", " ").split(), name.replace(" ", "")]))
    text = draw(st.sampled_from([text, text.lower(), text.upper(), text.title()]))
    return unicodedata.normalize(draw(SPELLINGS), text)


@st.composite
def meetings(draw: st.DrawFn) -> tuple[list[str], str]:
    """Draw a roster and a text about its members."""
    roster = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    pieces = st.one_of(forms(roster), st.sampled_from(WORDS), st.text(max_size=4))
    parts = draw(st.lists(st.tuples(pieces, st.sampled_from(GLUE)), max_size=10))
    return roster, "".join(piece + glue for piece, glue in parts)


@given(meetings())
@settings(max_examples=120, deadline=None)
def test_what_was_redacted_always_passes_the_gate(meeting: tuple[list[str], str]) -> None:
    """A note I save is never refused after it was masked: nothing of a name is left in it."""
    roster, text = meeting
    masked = redact_text(text, roster)
    check({"text": masked}, roster)
    assert not matcher(roster).names_in(masked)


@given(meetings())
@settings(max_examples=120, deadline=None)
def test_redacting_twice_is_the_same_as_once(meeting: tuple[list[str], str]) -> None:
    """Opening and saving a note again does not change it."""
    roster, text = meeting
    once = redact(text, roster)
    again = redact(once.text, roster)
    assert (again.text, again.spans) == (once.text, ())


@given(meetings())
@settings(max_examples=100, deadline=None)
def test_only_the_spans_change(meeting: tuple[list[str], str]) -> None:
    """Everything outside the masks is what I typed, letter for letter."""
    roster, text = meeting
    redaction = redact(text, roster)
    rest = redaction.text
    end = 0
    for span in redaction.spans:
        kept = text[end : span.start]
        assert rest.startswith(kept)
        rest = rest[len(kept) :]
        mask, bracket, rest = rest.partition("]")
        assert mask.startswith("[")
        assert bracket
        end = span.end
    assert rest == text[end:]


@given(st.sampled_from(NAMES), SPELLINGS, st.booleans())
def test_a_full_name_is_gone_whole(name: str, form: Spelling, shout: bool) -> None:
    """A member's full name between spaces leaves one letter, whatever its script."""
    typed = unicodedata.normalize(form, name.upper() if shout else name).replace("DR. ", "")
    masked = redact_text(f"then {typed.replace('Dr. ', '')} spoke", [name])
    assert masked in ("then [A] spoke", "then [A]) [A] spoke", "then [A] ([A]) [A] spoke")


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=5))
@settings(max_examples=120, deadline=None)
def test_no_text_and_no_name_breaks_it(text: str, roster: list[str]) -> None:
    """Whatever is pasted as a note or typed as a name, masking works and the gate is content."""
    masked = redact_text(text, roster)
    check({"text": masked}, roster)
    assert redact_text(masked, roster) == masked
