"""A part is added to an agenda's text, and every other character stays where it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.agendas.adding import with_discussion
from circle_tui.agendas.reader import read_agenda
from circle_tui.agendas.schema import LONGEST_SCRIPT, LONGEST_TITLE
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import InputError
from tests.strategies import LAW

OPEN = '# mine\ntitle = "Mine"\n\n[[segment]]\ntitle = "Talk"\nminutes = 5\n'
CLOSED = f'{OPEN}\n# how we end\n[[segment]]\ntitle = "Close"\nkind = "closing"\nminutes = 5\n'
LISTED = 'title = "Mine"\nsegment = [{title = "Talk", minutes = 5}]\n'


def read(text: str) -> Agenda:
    """Return the agenda that a text is."""
    agenda = read_agenda(text, "mine.toml")
    assert isinstance(agenda, Agenda)
    return agenda


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "titles"),
    [(OPEN, ["Talk", "the stairs"]), (CLOSED, ["Talk", "the stairs", "Close"])],
)
def test_a_part_comes_before_the_closing(text: str, titles: list[str], ends: str) -> None:
    """A topic comes last, but before the closing part and its comments; nothing else changes."""
    text = text.replace("\n", ends)
    after = with_discussion(text, "mine.toml", "the stairs", 15)
    assert [part.title for part in read(after).segments] == titles
    assert read(after).segments[1].seconds == 15 * 60
    added = ends.join(["[[segment]]", 'title = "the stairs"', "minutes = 15", ""])
    assert after.replace(added + ends, "").replace(ends + added, "") == text
    assert after.count("\n") == after.count(ends)
    closing = ends.join(["# how we end", "[[segment]]", 'title = "Close"'])
    assert (closing in after) == (closing in text)


def test_twice_is_once() -> None:
    """If the program was killed after the file was written, doing it again doubles nothing."""
    once = with_discussion(CLOSED, "mine.toml", "the stairs", 15)
    assert with_discussion(once, "mine.toml", "the stairs", 20) == once


def test_topics_that_begin_alike_are_two_parts() -> None:
    """Two long topics with one beginning have one title, and neither of them is lost."""
    alike = "how we speak of a patient whom several of us know from work, and what we leave out "
    first, second = f"{alike}on the phone", f"{alike}in the corridor"
    text = with_discussion(CLOSED, "mine.toml", first, 10)
    text = with_discussion(text, "mine.toml", second, 10)
    parts = read(text).segments[1:3]
    assert parts[0].title == parts[1].title
    assert [part.say for part in parts] == [first, second]
    assert with_discussion(text, "mine.toml", second, 10) == text


def test_a_topic_that_no_part_can_hold_is_refused() -> None:
    """What is too long for a script is not cut: I am told, and the thing stays where it is."""
    whole = "a word " * 142 + "a word"
    assert len(whole) == LONGEST_SCRIPT
    assert read(with_discussion(CLOSED, "mine.toml", whole, 10)).segments[1].say == whole
    with pytest.raises(InputError, match="the rest would be lost"):
        with_discussion(CLOSED, "mine.toml", f"{whole}s", 10)


def test_a_topic_with_a_script_of_its_own_is_there() -> None:
    """A topic that is whole in its title is not put in twice once I wrote a script for it."""
    once = with_discussion(CLOSED, "mine.toml", "the stairs", 15)
    scripted = once.replace("minutes = 15", 'minutes = 15\nsay = "Who was there?"')
    assert with_discussion(scripted, "mine.toml", "the stairs", 15) == scripted


@given(st.text(max_size=300))
@LAW
def test_any_text_can_be_a_topic(topic: str) -> None:
    """Whatever was parked becomes a title that can be read, and all of it is in the script."""
    seen = "".join(char for char in topic if char.isprintable())
    if not seen.strip():
        return
    part = read(with_discussion(CLOSED, "mine.toml", topic, 10)).segments[1]
    assert 0 < len(part.title) <= LONGEST_TITLE
    assert part.title.rstrip("…") in part.say or not part.say
    assert json.dumps(part.title)


@pytest.mark.parametrize(
    ("text", "minutes", "said"),
    [
        ("title = 3", 10, "at least one segment"),
        ("[[", 10, "Nothing was changed"),
        (LISTED, 10, "No part can be added there"),
        (OPEN, 0, "more than 0"),
        (OPEN, 10**6, "Nothing was changed"),
    ],
)
def test_what_would_be_no_agenda_is_refused(text: str, minutes: int, said: str) -> None:
    """A part that does not go in is refused with the reason, and how to do it by hand."""
    with pytest.raises(InputError, match=said) as refusal:
        with_discussion(text, "mine.toml", "the stairs", minutes)
    assert "circle agenda edit" in str(refusal.value)
