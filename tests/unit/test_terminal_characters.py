"""No text can make the terminal do anything."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from circle_tui.ui.terminal.characters import clean, clean_output, clean_paste
from circle_tui.ui.text import plain

_TEXT = st.text(st.characters(codec=None))
_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_harmless(character: str) -> bool:
    """Whether a terminal can only draw it, judged by Unicode's own tables."""
    return (
        unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        and unicodedata.bidirectional(character) not in _BIDI
    )


@given(_TEXT)
@example("".join(map(chr, range(0x300))))
@example("".join(map(chr, range(0x2000, 0x2100))))
def test_clean_leaves_only_what_can_be_drawn(text: str) -> None:
    """A note, a name or a file cannot send codes to my terminal."""
    assert all(map(is_harmless, clean(text)))
    assert all(c == "\n" or is_harmless(c) for c in clean(text, multiline=True))
    clean(text).encode()


def without_joiners(text: str) -> str:
    """Leave out what joins emoji."""
    return text.replace("\u200d", "")


@given(_TEXT)
def test_plain_is_literal(text: str) -> None:
    """What I wrote is shown as I wrote it, brackets and all."""
    content = plain(text)
    assert without_joiners(content.plain) == without_joiners(clean(text).replace("\ufe0f", ""))
    assert content.spans == []
    assert clean(content.plain) == content.plain


@pytest.mark.parametrize(
    "text", ["[x] done", "a [/", "[@click=app.quit]hi[/]", "\\[", "🔬 José 日本", "Ana [wip] n"]
)
def test_brackets_and_emoji_stay(text: str) -> None:
    """Brackets, accents and emoji are text."""
    assert plain(text).plain == text


@pytest.mark.parametrize("sign", ["❤️", "1️⃣", "☎️", "👩‍⚕️", "👨‍👩‍👧‍👦", "🏳️‍🌈"])
def test_a_sign_has_the_same_width_everywhere(sign: str) -> None:
    """An emoji in a note does not push what stands behind it into the next column, as in tmux."""
    bare = without_joiners(sign.replace("\ufe0f", ""))
    shown = plain(f"{sign} fine")
    assert shown.plain == f"{bare} fine"
    assert shown.cell_length == sum(map(cell_len, shown.plain))


@pytest.mark.parametrize("word", ["ක්\u200dෂ", "क्\u200dष", "م\u200dم"])
def test_letters_stay_joined(word: str) -> None:
    """What is written in a script that joins its letters is shown as it was written."""
    assert plain(f"{word} \u200d👩\u200d{word}").plain == f"{word} 👩{word}"
    assert plain(f"{word[0]}\u200d.").plain == f"{word[0]}\u200d."


def test_line_ends() -> None:
    """Lines stay lines where there is room for them, and become spaces in a title."""
    text = "a\r\nb\rc\nd\u2028e\x85f\tg"
    assert clean(text) == "a b c d e f g"
    assert clean(text, multiline=True) == "a\nb\nc\nd\ne\nf g"


def test_hidden_characters_go() -> None:
    """Nobody hides in a name what the list does not show."""
    assert clean("A\u200bn\ufeffa\u202e\x1b[31m\x9b\x7f") == "Ana[31m"


def test_paste_keeps_its_lines() -> None:
    """A pasted paragraph keeps its lines and tabs."""
    assert clean_paste("a\r\nb\tc\x1b\x00\v") == "a\r\nb\tc"


def test_output_keeps_sequences() -> None:
    """The last guard does not touch what draws the screen."""
    assert clean_output("\x1b[1mø\x1b[0m\a\r\n\x9b\x0e\u202e") == "\x1b[1mø\x1b[0m\a\r\n"
