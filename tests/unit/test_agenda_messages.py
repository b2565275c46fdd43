"""What an author is told about a file that is not yet an agenda: the sentence and the place."""

import pytest

from circle_tui.agendas.problems import Problem, visible
from circle_tui.agendas.reader import MOST_PROBLEMS, read_agenda

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GROUP, 'my.toml: an agenda needs a title (write title = "...")'),
        (
            HEAD,
            "my.toml: an agenda needs at least one segment"
            " (start each one with a line [[segment]])",
        ),
        (
            HEAD + "segment = []",
            "my.toml:2:11: an agenda needs at least one segment"
            " (start each one with a line [[segment]])",
        ),
        (
            HEAD + '[segment]\ntitle = "Talk"',
            "my.toml:2:1: a single [segment] is not a list of segments"
            " (start each one with a line [[segment]])",
        ),
        (
            HEAD + 'segment = "Talk"',
            'my.toml:2:11: segment is "Talk", but it must be a table'
            " (start each one with a line [[segment]])",
        ),
        (
            HEAD + 'segment = [{title = "Talk", minutes = 5}, 7]',
            "my.toml:2:43: a segment must be a table, but this is 7"
            " (start each one with a line [[segment]])",
        ),
        (
            HEAD + '[[segments]]\ntitle = "Talk"\nminutes = 5',
            'my.toml:2:1: "segments" is not a key of an agenda (did you mean "segment"?)',
        ),
        (
            HEAD + "zzz = 1\n" + GROUP,
            'my.toml:2:1: "zzz" is not a key of an agenda (the keys are title, summary, source,'
            " fidelity, licence, sizes, minutes)",
        ),
        (
            HEAD + 'show = "Hello"\n' + GROUP,
            'my.toml:2:1: "show" is not a key of an agenda (it belongs in a [[segment]])',
        ),
        (
            HEAD + GROUP + 'licence = "MIT"',
            'my.toml:5:1: "licence" is not a key of a segment'
            " (it belongs at the top, before the first [[segment]])",
        ),
        (
            HEAD + GROUP + "[segment.title2]\nx = 1",
            'my.toml:5:1: "title2" is not a key of a segment (did you mean "title"?)',
        ),
        (
            "title = 5\n" + GROUP,
            "my.toml:1:9: title is 5, but it must be a text (put it in quotes)",
        ),
        (
            "title = 2026-01-31\n" + GROUP,
            "my.toml:1:9: title is the date or time 2026-01-31, but it must be a text"
            " (put it in quotes)",
        ),
        (
            "[title]\n" + GROUP,
            "my.toml:1:1: title is a table, but it must be a text (put it in quotes)",
        ),
        (
            'title = "  "\n' + GROUP,
            "my.toml:1:9: title is empty (write a few words that everybody will understand)",
        ),
        (
            'title = "a\\nb"\n' + GROUP,
            "my.toml:1:9: title runs over several lines, but it must fit on one (join the lines)",
        ),
        (
            f'title = "{"a" * 81}"\n' + GROUP,
            "my.toml:1:9: title has 81 characters, but at most 80 fit (shorten it)",
        ),
        (
            HEAD + GROUP + f'say = "{"a" * 1001}"',
            "my.toml:5:7: say has 1001 characters, but at most 1000 fit (shorten it)",
        ),
        (
            HEAD + GROUP + 'show = """\nLook\nat \u202ethis"""',
            "my.toml:7:4: show holds the character \\u202e, which nobody can see (take it out)",
        ),
        (
            HEAD + GROUP + 'show = "a\\u200bb"',
            "my.toml:5:8: show holds the character \\u200b, which nobody can see (take it out)",
        ),
        (
            HEAD + GROUP + "show = 'a\tb'",
            "my.toml:5:10: show holds the character \\t, which nobody can see (take it out)",
        ),
        (
            HEAD + GROUP + 'kind = "rond"',
            'my.toml:5:8: kind is "rond", but it must be one of welcome, check-in, round,'
            ' discussion, exercise, break, actions, closing (did you mean "round"?)',
        ),
        (
            HEAD + GROUP + "notes = false",
            "my.toml:5:9: notes is false, but it must be one of anonymous, forbidden"
            " (put one of these words in quotes)",
        ),
        (
            HEAD + 'minutes = "90"\n' + GROUP,
            'my.toml:2:11: minutes is "90", but it must be a whole number of minutes'
            " (a plain number from 1 to 600, without quotes)",
        ),
        (
            HEAD + "minutes = 0xfffffffffffffffffffffff\n" + GROUP,
            "my.toml:2:11: minutes is a huge number, but it must be from 1 to 600",
        ),
        (
            HEAD + "sizes = 8\n" + GROUP,
            "my.toml:2:9: sizes is 8, but it must be the smallest and the largest number of people"
            " (write for example [5, 12])",
        ),
        (
            HEAD + "sizes = [5, 41]\n" + GROUP,
            "my.toml:2:13: sizes has a largest size that is 41, but it must be from 1 to 40"
            " (write for example [5, 12])",
        ),
        (
            HEAD + "sizes = [9, 4]\n" + GROUP,
            "my.toml:2:9: sizes goes from 9 down to 4 (write [4, 9])",
        ),
        (
            HEAD + SEGMENT,
            "my.toml:2:1: this segment does not say how long it takes"
            ' (add minutes = ..., because its clock is "group")',
        ),
        (
            HEAD + SEGMENT + 'clock = "each"\nminutes = 5',
            'my.toml:5:1: minutes belongs to clock = "group", but the clock of this segment is'
            ' "each" (write seconds_each, or set clock = "group")',
        ),
        (
            HEAD + GROUP + "total = 5",
            'my.toml:5:1: total belongs to clock = "divide", but the clock of this segment is'
            ' "group" (take it out)',
        ),
        (
            HEAD + SEGMENT + 'minutes = "soon"',
            f'my.toml:4:11: minutes is "soon", which is not a duration {DURATION}',
        ),
        (
            HEAD + SEGMENT + "minutes = true",
            f"my.toml:4:11: minutes is true, which is not a duration {DURATION}",
        ),
        (
            HEAD + SEGMENT + "minutes = inf",
            f"my.toml:4:11: minutes is inf, which is not a duration {DURATION}",
        ),
        (
            HEAD + SEGMENT + 'minutes = "0s"',
            f'my.toml:4:11: minutes is "0s", but a duration must be more than 0 {DURATION}',
        ),
        (
            HEAD + SEGMENT + 'minutes = "-5m"',
            f'my.toml:4:11: minutes is "-5m", but a duration must be more than 0 {DURATION}',
        ),
        (
            HEAD + SEGMENT + "minutes = 601",
            f"my.toml:4:11: minutes is 601, but a duration may be at most 10 hours {DURATION}",
        ),
        (
            HEAD + SEGMENT + "minutes = 0.333",
            f"my.toml:4:11: minutes is 0.333, which is not a whole number of seconds {DURATION}",
        ),
        (
            HEAD + GROUP * 100 + "[[segment]]\n",
            "my.toml:302:1: an agenda may have at most 100 segments",
        ),
    ],
)
def test_one_mistake_gets_one_sentence_and_its_place(text: str, expected: str) -> None:
    """Each mistake is said once, in words that tell me what to write instead, where it is."""
    assert problems(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title", '1:6: there is no "=" after this key (a line reads key = value,'),
        ("= 5", "1:1: this line is not a key, a table or a comment"),
        ("a.= 5", "1:3: a key cannot begin like this"),
        ("title =", "1:8: there is no usable value here"),
        ("title = \u201cMine\u201d", "1:9: these are curly quotation marks"),
        ('title = "Mine', "1:14: a text is opened with quotes and never closed"),
        ('title = "Mine\nminutes = 5', "1:14: the text on this line is not closed"),
        ("title = 'Mine\nsource = 'x'", "1:14: the text on this line is not closed"),
        ("title = '''Mine", "1:16: a text is opened with quotes and never closed"),
        ('title = "C:\\q"', "1:14: this text holds a \\ that means nothing"),
        ('title = "a\x00b"', "1:11: there is a control character here"),
        ("sizes = [5, 12", "1:15: a list is opened with [ and not closed"),
        ("segment = {a = 1", "1:17: a table is opened with { and not closed"),
        ("[[segment]", "1:10: the brackets around this table's name do not match"),
        ("title = 2026-02-31", "1:9: this is not a date or time that exists"),
        ("title = 'a' 'b'", "1:13: something is left over after the value"),
        ("a = 1\r\nminutes = 15m", '2:11: a duration with letters needs quotes (write "15m")'),
        ("a = 1\n b = 2\n a = 3", '3:2: "a" is already set further up in the same table'),
        ("a = {b = 1, b = 2}", "1:18: this key is already set further up"),
        ("[segment]\n[segment]", '2:1: the table "segment" cannot be opened again here'),
        ("a." * 9 + "b = 1", "1:1: this key has far too many parts joined by dots"),
    ],
)
def test_text_that_is_not_toml_is_explained_where_it_stops(text: str, expected: str) -> None:
    """A slip of the pen is explained in plain words, not in a parser's."""
    [line] = problems(text)
    assert line.startswith(f"my.toml:{expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = " + "[" * 5000, "lists or tables are nested so deeply that the file cannot be read"),
        ("a = " + "9" * 5000, "a number has so many digits that it cannot be read"),
    ],
)
def test_a_file_made_to_break_programs_gets_a_sentence_too(text: str, expected: str) -> None:
    """No file makes the program fall over; where nobody knows the place, no place is made up."""
    assert problems(text) == [f"my.toml: {expected}"]


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
