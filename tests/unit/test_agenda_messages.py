"""What an author is told about a file that is not yet an agenda: the sentence and the place."""

from pathlib import Path

import pytest

from circle_tui.agendas.problems import AgendaError, Problem, visible
from circle_tui.agendas.reader import MOST_PROBLEMS, load_agenda, place_warnings, read_agenda

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


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.toml")))
def test_every_bad_file_gets_its_messages(name: str) -> None:
    """Each mistake is said once, where it is, in words that tell me what to write instead.

    What is expected stands in a text file beside each bad agenda.
    """
    file = BAD / f"{name}.toml"
    with pytest.raises(AgendaError) as caught:
        load_agenda(file)
    told = f"{caught.value}\n".replace(str(file), file.name)
    assert told == file.with_suffix(".txt").read_text(encoding="utf-8")
    assert all(line.isprintable() for line in told.splitlines())


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
