"""The filter between the terminal and Textual's parser."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.ui.terminal.paste import END, START, PasteGuard

_ALPHABET = st.sampled_from([*"\x1b[20~1ab", START, END, "\r", "\x00", "\x9b", "\u202e", "ø"])
_INPUT = st.lists(_ALPHABET, max_size=30).map("".join)


def feed(pieces: list[str]) -> str:
    """Feed pieces to a fresh guard whose parser waits as long as it takes."""
    guard = PasteGuard()
    return "".join(guard.feed(piece, parser_waits=True) for piece in pieces)


@given(_INPUT, st.lists(st.integers(0, 60), max_size=6))
def test_cuts_do_not_matter(text: str, cuts: list[int]) -> None:
    """However my line cuts the input, the same arrives."""
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    whole, cut = PasteGuard(), PasteGuard()
    expected = whole.feed(text, parser_waits=True)
    assert "".join(cut.feed(p, parser_waits=True) for p in pieces) == expected
    assert cut.pasting == whole.pasting


@given(_INPUT)
def test_typing_is_untouched(text: str) -> None:
    """What I type arrives as I typed it."""
    text = text.replace(START, "")
    while START in text:
        text = text.replace(START, "")
    assert feed([text, "x"]) == text + "x"


@given(_INPUT)
def test_no_escape_inside_a_paste(text: str) -> None:
    """No code that terminals obey survives in a paste."""
    text = text.replace(END, "")
    while END in text:
        text = text.replace(END, "")
    inside = feed([START + text + "." + END]).removeprefix(START).removesuffix(END)
    assert not set(inside) & set("\x1b\x00\x9b\u202e")
    assert inside.count("ø") == text.count("ø")


def test_escape_key_is_not_kept_back() -> None:
    """The Escape key and Alt+[ act at once, though they are how a paste begins."""
    guard = PasteGuard()
    assert guard.feed("\x1b") == "\x1b"
    assert guard.feed("\x1b[") == "\x1b["
    assert guard.feed("a") == "a"


def test_mark_after_the_parser_gave_up() -> None:
    """A paste whose start mark was cut by a pause is still a paste, not typing."""
    for cut in range(1, len(START)):
        guard = PasteGuard()
        guard.feed(START[:cut])
        assert guard.feed(START[cut:] + "rm -r\r") == START + "rm -r\r"


def test_giving_up_ends_the_paste() -> None:
    """After a paste without an end the keyboard is a keyboard again."""
    guard = PasteGuard()
    assert guard.feed(START + "text\x1b[2") == START + "text"
    assert guard.pasting
    assert guard.give_up() == "[2" + END
    assert guard.feed("\x1b[A") == "\x1b[A"
