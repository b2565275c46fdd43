"""What an author is told about a file that is not yet an agenda: the sentence and the place."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from circle_tui.agendas.advice import advice
from circle_tui.agendas.complaints import complaint
from circle_tui.agendas.kinds import Wrong
from circle_tui.agendas.mending import UNREADABLE
from circle_tui.agendas.problems import AgendaError, Problem, visible
from circle_tui.agendas.reader import MOST_PROBLEMS, load_agenda, place_warnings, read_agenda
from circle_tui.agendas.schema import AGENDA_KEYS, SEGMENT_KEYS
from circle_tui.services.authoring import template

BAD = Path(__file__).with_name("agendas_bad")

HEAD = 'title = "Mine"\n'
SEGMENT = '[[segment]]\ntitle = "Talk"\n'
GROUP = SEGMENT + "minutes = 5\n"
DURATION = '(write for example 15, "90s" or "1h30m")'


def problems(text: str) -> list[str]:
    """Return what is said about a text, one line a problem."""
    result = read_agenda(text, "my.toml")
    return [str(problem) for problem in result] if isinstance(result, list) else []


def test_a_misspelt_key_and_a_negative_duration_are_both_named_with_their_places() -> None:
    """I see all my mistakes at once, each with its line and column."""
    text = (
        HEAD
        + '\n[[segment]]\ntitle = "One"\nkind = "check-in"\n# a comment\nminuts = 5\n'
        + '\n[[segment]]\ntitle = "Two"\nminutes = -5\n'
    )
    assert problems(text) == [
        'my.toml:7:1: "minuts" is not a key of a segment (did you mean "minutes"?)',
        f"my.toml:11:11: minutes is -5, but a duration must be more than 0 {DURATION}",
    ]


NAMES = sorted(path.stem for path in BAD.glob("*.toml"))


def told_of(file: Path) -> str:
    """Return what is said about a file, its warnings if it can be used, one line each."""
    try:
        said = place_warnings(file, advice(load_agenda(file)))
    except AgendaError as error:
        said = list(error.problems)
    return "".join(f"{problem}\n" for problem in said).replace(str(file), file.name)


@pytest.mark.parametrize("name", NAMES)
def test_every_bad_file_gets_its_messages(name: str) -> None:
    """Each mistake is said once, where it is, in words that tell me what to write instead.

    What is expected stands in a text file beside each bad agenda.
    """
    file = BAD / f"{name}.toml"
    told = told_of(file)
    assert told == file.with_suffix(".txt").read_text(encoding="utf-8")
    assert all(line.isprintable() for line in told.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_another_python_may_word_its_complaint_in_another_way(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With any Python I am told of the same lines, each in words that help."""
    file = BAD / f"{name}.toml"
    loads = tomllib.loads

    def reworded(text: str) -> dict[str, Any]:
        try:
            return loads(text)
        except tomllib.TOMLDecodeError as error:
            _, at, place = str(error).rpartition("(at ")
            raise tomllib.TOMLDecodeError(f"Nobody foresaw this {at}{place}") from None

    monkeypatch.setattr(tomllib, "loads", reworded)
    told = told_of(file).splitlines()
    known = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert told
    if not name.startswith("key-set-twice"):  # which of the two it is, only the words tell
        assert told[0].split(":")[:2] == known[0].split(":")[:2]
    assert all("Nobody foresaw" not in line or "key = value" in line for line in told)


@pytest.mark.parametrize("place", ["", " (somewhere)", " (at line 99, column 1)"])
def test_a_place_that_is_not_known_is_not_made_up(place: str) -> None:
    """A complaint without a place, or of one that the file lacks, names none and helps still."""
    wrong = complaint(HEAD + "minutes = 5\n", "my.toml", f"Nobody foresaw this{place}")
    assert str(wrong.problem).startswith("my.toml: this is not valid TOML: Nobody foresaw this")
    assert "key = value" in wrong.problem.hint


SLIPS: tuple[Callable[[str, str], str], ...] = (
    lambda key, value: f"{key}: {value}",
    lambda key, value: f"{key} = {value},",
    lambda key, value: f"{key} = {value} // soon",
    lambda key, value: f"{key} =",
    lambda key, value: f"{key} = {value.strip(chr(34))} or so",
    lambda key, value: f'{key} = "{value.strip(chr(34))}',
    lambda key, value: f"{key} = \u201c{value.strip(chr(34))}\u201d",
)
"""Each spoils a line of an agenda for TOML."""


@pytest.mark.parametrize("second", range(len(SLIPS)))
@pytest.mark.parametrize("first", range(len(SLIPS)))
def test_slips_are_told_at_once_and_nothing_is_made_up(first: int, second: int) -> None:
    """Of two slips anywhere in a good file both are told, each once, and nothing else is."""
    lines = template().splitlines()
    pair = re.compile(r'(\w+) = ("[^"]+"|\d+|true)')
    keyed = [number for number, line in enumerate(lines) if pair.fullmatch(line)]
    assert len(keyed) > 20
    for number in keyed[first::4]:
        other = keyed[second * 3]
        if other == number:
            continue
        spoilt = list(lines)
        for at, slip in ((number, SLIPS[first]), (other, SLIPS[second])):
            key, _, value = lines[at].partition(" = ")
            spoilt[at] = slip(key, value)
        result = read_agenda("\n".join(spoilt), "my.toml")
        assert isinstance(result, list)
        assert [problem.line for problem in result] == sorted([number + 1, other + 1])


def test_what_stands_for_an_unreadable_value_is_no_value() -> None:
    """No key accepts it, so a value that could not be read never passes for one that could."""
    for key in (*AGENDA_KEYS, *SEGMENT_KEYS):
        with pytest.raises(Wrong):
            key.kind.read(tomllib.loads(f"x = {UNREADABLE}")["x"])


def test_mistakes_beyond_what_is_looked_for_are_not_kept_silent() -> None:
    """With more slips than anybody mends in one go I am told that there are more."""
    found = problems(HEAD + GROUP + "kind = round\n" + "x = yes\n" * 300)
    assert len(found) <= MOST_PROBLEMS + 1
    assert found[-1] == "my.toml: there is more to mend than is shown here"


def test_the_corpus_is_whole() -> None:
    """No bad file lacks its messages, and there are enough of them to trust the rest."""
    assert {path.stem for path in BAD.glob("*.toml")} == {path.stem for path in BAD.glob("*.txt")}
    assert len(list(BAD.glob("*.toml"))) >= 60


def test_a_byte_order_mark_does_not_shift_the_columns() -> None:
    """A file saved by a Windows editor is read like any other."""
    assert problems("\ufeff" + HEAD + GROUP) == []
    assert problems("\ufefftitle = 5\n" + GROUP)[0].startswith("my.toml:1:9: ")


def test_hundreds_of_mistakes_do_not_flood_the_screen() -> None:
    """I get as many problems as I can mend, and I am told that there are more."""
    found = problems(HEAD + GROUP + "".join(f"k{n} = 1\n" for n in range(500)))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1] == "my.toml: there is more to mend than is shown here"


def test_nothing_from_the_file_can_steer_the_terminal_or_flood_a_message() -> None:
    """A message shows hostile or endless text of the file harmlessly and shortened."""
    [line] = problems(HEAD + f'"\\u001b[2J{"x" * 90}" = 1\n' + GROUP)
    assert '"\\u001b[2Jxxx' in line
    assert "x" * 40 not in line
    assert "\x1b" not in line
    assert visible("a\u202eb\r\U000e0001\n") == "a\\u202eb\\r\\U000e0001\\n"


def test_problems_read_in_the_order_of_the_file() -> None:
    """The list can be worked off from top to bottom."""
    late, early = Problem("a", 10, 2, "late"), Problem("a", 9, 30, "early")
    whole = Problem("a", None, None, "whole file")
    assert sorted([late, early, whole], key=Problem.rank) == [whole, early, late]
    assert str(Problem("a\x1b", None, None, "whole file")) == "a\\u001b: whole file"


def test_a_warning_names_the_place_it_is_about(tmp_path: Path) -> None:
    """What does not add up in a good file is said with its place too, as a warning."""
    file = tmp_path / "my.toml"
    file.write_text(HEAD + "minutes = 5\n" + GROUP + "max = 20\n", encoding="utf-8")
    found = [
        (("segment", 0, "max"), "Too long."),
        (("minutes",), "Too much."),
        (("segment", 0, "clock"), "Nobody."),
        (("sizes",), "Nowhere."),
    ]
    told = [str(problem) for problem in place_warnings(file, found)]
    assert [line.removeprefix(str(file)) for line in told] == [
        ": warning: Nowhere.",
        ":2:11: warning: Too much.",
        ":3:1: warning: Nobody.",
        ":6:7: warning: Too long.",
    ]


def test_an_agenda_that_no_room_could_run_is_told() -> None:
    """A file that asks for more turns than can be run is refused, at the part that asks most."""
    each = SEGMENT + 'clock = "each"\nseconds_each = "2m"\n'
    text = HEAD + "sizes = [2, 99]\n" + each * 3 + each + "rounds = 9\n"
    (told,) = problems(text)
    assert told == (
        "my.toml:15:1: with 99 people this agenda has 1,188 turns, and a meeting can have 1,000 at "
        "most (make its rounds fewer, or the larger of sizes smaller)"
    )
    assert problems(text.replace("99", "83")) == []
    assert len(problems(HEAD + (each + "rounds = 12\n") * 100)) == 1
    topics = SEGMENT + 'clock = "vote-extend"\ntotal = "5h"\nminutes = "1s"\n'
    assert "5,000 turns" in problems(HEAD + topics * 100)[0]


def test_a_file_that_is_being_saved_has_no_places(tmp_path: Path) -> None:
    """A warning about a file that is no agenda at this moment is told without a line."""
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + GROUP.removesuffix("5\n"))
    (told,) = place_warnings(file, [(("segment", 0, "minutes"), "Odd.")])
    assert str(told) == f"{file}: warning: Odd."


FAMILY, NURSE = (
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
)


@pytest.mark.parametrize(
    "title", [FAMILY, f"Round {FAMILY}{NURSE}", "\U0001f3f3\ufe0f\u200d\U0001f308"]
)
def test_an_emoji_of_several_is_a_title(title: str) -> None:
    """A family, a nurse or a flag, as the keyboard writes them, can stand in a title."""
    text = HEAD + GROUP.replace("Talk", title)
    assert problems(text) == []
    assert visible(title) == title


@pytest.mark.parametrize(
    "title",
    ["A\u200db", f"{FAMILY}\u200d", f"\u200d{FAMILY}", f"{FAMILY[0]}\u200d\u200d{FAMILY[0]}"],
)
def test_a_joiner_that_joins_no_emoji_is_refused(title: str) -> None:
    """What hides between letters, or at the end of an emoji, is named and does not pass."""
    (told,) = problems(HEAD + GROUP.replace("Talk", title))
    assert "holds the character \\u200d, which nobody can see (take it out)" in told
    assert "\\u200d" in visible(title)
