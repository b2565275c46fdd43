"""The words a circle leaves readable: I can see them, and mask them again."""

import json
from pathlib import Path

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.notes import Note
from circle_tui.domain.words import Word
from tests.cli.conftest import Circle
from tests.fakes import THURSDAY_EVENING

ZBIGNIEW = Word("zbigniew", always=True)
SAM = Word("SAM", always=False, confirmed=True)


def leave_readable(home: Path) -> None:
    """Leave a stranger's and a member's name readable, the latter in a note and an item."""
    folder = choose_circle(Home(home, "CIRCLE_TUI_HOME"), None)
    with opened(Home(home, "CIRCLE_TUI_HOME"), folder) as workspace:
        circle = workspace.circle
        circle.people.put_words([SAM, ZBIGNIEW])
        circle.notes.add(Note("1" * 18, "2" * 18, 0, "SAM is a surface-to-air missile"))
        made = THURSDAY_EVENING.date()
        circle.actions.put(ActionItem("3" * 18, "2" * 18, "", "look SAM up", made))


def texts(home: Path) -> list[str]:
    """Return the texts that are kept."""
    folder = choose_circle(Home(home, "CIRCLE_TUI_HOME"), None)
    with opened(Home(home, "CIRCLE_TUI_HOME"), folder, looking=True) as workspace:
        circle = workspace.circle
        return [circle.notes.all()[0].text, circle.actions.all()[0].text]


def test_a_circle_begins_with_everything_masked(thursday: Circle) -> None:
    """Before anybody chose otherwise, I read that everything is masked."""
    answer = thursday("words")
    assert answer.status == 0
    assert "Everything is masked" in answer.out
    assert json.loads(thursday("words", "--json").out) == {"words": []}


def test_the_words_are_listed(thursday: Circle, home: Path) -> None:
    """I see each word that is left readable, and whether everywhere."""
    leave_readable(home)
    lines = thursday("words").out.splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [
        *(["word", "left readable"], ["SAM", "where it was chosen"]),
        ["zbigniew", "everywhere from now on"],
    ]
    assert json.loads(thursday("words", "--json").out)["words"] == [
        {"word": "SAM", "always": False, "asked_twice": True},
        {"word": "zbigniew", "always": True, "asked_twice": False},
    ]


def test_a_word_is_forgotten(thursday: Circle, home: Path) -> None:
    """A word I take off the list is masked from now on, however I write it."""
    leave_readable(home)
    answer = thursday("words", "--forget", "ZBIGNIEW")
    assert (answer.status, answer.out) == (0, '"zbigniew" is masked again from now on.\n')
    assert "zbigniew" not in thursday("words").out


def test_a_forgotten_name_is_masked_in_what_is_kept(thursday: Circle, home: Path) -> None:
    """A member's name that was left readable is masked where it stands, and stays masked."""
    leave_readable(home)
    assert texts(home) == ["SAM is a surface-to-air missile", "look SAM up"]
    answer = thursday("words", "--forget", "Sam")
    assert answer.status == 0
    assert "masked in the notes" in answer.out
    assert texts(home) == ["[A] is a surface-to-air missile", "look [A] up"]
    assert "SAM" not in thursday("words").out


def test_an_unknown_word_changes_nothing(thursday: Circle, home: Path) -> None:
    """A word that is not on the list is refused with those that are, and exits with 2."""
    leave_readable(home)
    answer = thursday("words", "--forget", "noor")
    assert answer.status == 2
    assert "SAM, zbigniew" in answer.err
    assert len(json.loads(thursday("words", "--json").out)["words"]) == 2


def test_forgetting_the_people_forgets_their_words(thursday: Circle, home: Path) -> None:
    """When who is who is destroyed, no word of a name is left behind either."""
    leave_readable(home)
    assert thursday("forget", "people", "--yes").status == 0
    folder = choose_circle(Home(home, "CIRCLE_TUI_HOME"), None)
    with opened(Home(home, "CIRCLE_TUI_HOME"), folder, looking=True) as workspace:
        assert workspace.circle.people.words() == ()
