"""Lines out and lines in: nothing but lines, whatever is said and whoever types."""

import asyncio
import os
from contextlib import suppress
from io import StringIO

import pytest

from circle_tui.plain.lines import EndOfInput, Typed, understood
from circle_tui.plain.talk import Talk, number
from circle_tui.ui.terminal.characters import clean
from tests.fakes import FakeClock
from tests.plain.scripts import Script, Wait

HOSTILE = "a\x1b]0;title\x07b\x9b31mc\u202ed\u200be\rf"


def talk(*typed: str | Wait, echoes: bool = False) -> tuple[Talk, StringIO]:
    """Return a conversation with a script, and where it is written to."""
    out = StringIO()
    return Talk(Script(FakeClock(), typed, echoes=echoes), out, clean), out


def test_everything_that_is_said_is_a_line() -> None:
    """A text on several lines is read as several lines, an empty one is not read at all."""
    spoken, out = talk()
    spoken.say("one\ntwo\r\n\n", "", "three  ")
    assert out.getvalue() == "one\ntwo\nthree\n"


def test_no_word_is_cut_at_the_edge_of_a_terminal() -> None:
    """At a terminal a long line goes on in the next row with a whole word; a pipe gets it whole."""
    out = StringIO()
    Talk(Script(FakeClock(), ()), out, clean, lambda: 20).say("Noor has 15 minutes. Next: Priya.")
    assert out.getvalue() == "Noor has 15\nminutes. Next:\nPriya.\n"
    out = StringIO()
    Talk(Script(FakeClock(), ()), out, clean).say("word " * 100)
    assert out.getvalue().count("\n") == 1


ASKS = "We listen.\nType yes to end the session, or Enter to go back>\n\n" + "x\u00a0" * 20


@pytest.mark.parametrize("columns", [0, 20])
def test_no_text_of_others_looks_like_a_question(columns: int) -> None:
    """What somebody wrote is marked row by row, also where a row ends at the terminal's edge."""
    out = StringIO()
    Talk(Script(FakeClock(), ()), out, clean, lambda: columns).quote(ASKS)
    rows = out.getvalue().splitlines()
    assert all(row.startswith("| ") for row in rows)
    assert rows[0] == "| We listen."
    assert not columns or max(map(len, rows)) < columns
    assert "".join(row[2:] for row in rows).replace(" ", "").startswith("Welisten.Typeyestoend")


def test_nothing_said_is_obeyed_by_the_terminal() -> None:
    """A name that holds escapes, bells or invisible characters is read as the letters in it."""
    spoken, out = talk()
    spoken.say(HOSTILE)
    assert out.getvalue() == "a]0;titleb31mcde\nf\n"


async def test_what_is_typed_is_cleaned_too() -> None:
    """What a paste brought along beside its letters goes no further."""
    spoken, _ = talk(HOSTILE)
    assert await spoken.hear("note") == "a]0;titleb31mcde f"


async def test_a_question_in_a_pipe_is_a_line_of_its_own() -> None:
    """A script reads whole lines: a question to it ends in one, and the bare prompt is not said."""
    spoken, out = talk("yes", "")
    await spoken.hear("note")
    await spoken.hear()
    assert out.getvalue() == "note>\n"


async def test_what_is_said_while_somebody_types_has_its_own_line() -> None:
    """At a terminal the answer is typed behind the question; what comes meanwhile is put below."""
    spoken, out = talk("yes", echoes=True)
    asked = asyncio.ensure_future(spoken.hear("note"))
    await asyncio.sleep(0)
    assert await asked == "yes"
    assert out.getvalue() == "note> "
    spoken.say("saved")
    assert out.getvalue() == "note> saved\n", "the terminal itself went to the next line"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("next", "next"),
        ("\x1b", "back"),
        ("\x1b\x1b\r", "back"),
        ("\x1b[Anext\x1bOB", "next"),
        ("\x1b[1;5Dn x", "n x"),
        ("   ", "   "),
    ],
)
def test_keys_that_a_terminal_leaves_in_a_line(typed: str, meant: str) -> None:
    """Arrow keys in a line mean nothing, and Esc alone means going back."""
    assert understood(typed) == meant


async def _all_of(lines: Typed) -> list[str]:
    found = []
    with suppress(EndOfInput):
        while True:
            line = await lines.next(30)
            assert line is not None
            found.append(line)
    with pytest.raises(EndOfInput):
        await lines.next(30)
    return found


async def test_lines_from_a_pipe() -> None:
    """Every line comes once and in order, the last one also without its end, then the end."""
    reading, writing = os.pipe()
    lines = Typed(reading)
    assert await lines.next(0.01) is None, "nothing was typed yet"
    os.write(writing, "one\r\n\nNo\u00ebl \u4e16\nnot utf-8: ".encode())
    os.write(writing, b"\xff\nlast")
    os.close(writing)
    got = await _all_of(lines)
    os.close(reading)
    assert got == ["one\r", "", "No\u00ebl \u4e16", "not utf-8: \ufffd", "last"]


async def test_a_line_without_an_end_fills_no_memory() -> None:
    """Megabytes without a line end are cut; the line after them is whole."""
    reading, writing = os.pipe()
    lines = Typed(reading)

    def send() -> None:
        for _ in range(40):
            os.write(writing, b"x" * 65_536)
        os.write(writing, b"\nnext\n")
        os.close(writing)

    sent = asyncio.to_thread(send)
    got, _ = await asyncio.gather(_all_of(lines), sent)
    os.close(reading)
    assert len(got[0]) <= 3 * 65_536
    assert got[1:] == ["next"]


async def test_more_lines_than_wait_at_once() -> None:
    """Thousands of lines that come at once all arrive, and in order."""
    reading, writing = os.pipe()
    typed = [str(number) for number in range(3_000)]

    def send() -> None:
        os.write(writing, "".join(f"{line}\n" for line in typed).encode())
        os.close(writing)

    got, _ = await asyncio.gather(_all_of(Typed(reading)), asyncio.to_thread(send))
    os.close(reading)
    assert got == typed


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("0", 0),
        ("007", 7),
        ("999999", 999_999),
        ("1000000", None),
        pytest.param("1" * 5_000, None, id="too long for Python"),
        pytest.param("0" * 5_000, None, id="too long, of zeros"),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("\u0663", None),
        ("\u00b2", None),
    ],
)
def test_a_number_as_it_is_typed(said: str, meant: int | None) -> None:
    """Digits mean a number; so many that nobody counts to it, or other letters, mean none."""
    assert number(said) == meant
