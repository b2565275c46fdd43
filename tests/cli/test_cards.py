"""``circle export cards``: who is told what, and whom no card and no copy leads to."""

from pathlib import Path

import pytest

from tests.cards import (
    MIRA,
    NOOR,
    answered,
)
from tests.cli.carded import DONE, card_of, imported
from tests.cli.carded import two as two
from tests.cli.conftest import Circle


def test_the_terminal_alone_says_whose_a_card_is(two: Circle, home: Path) -> None:
    """I am told which file goes to whom; no file says it, and none is named after anybody."""
    told = two("export", "cards")
    assert told.status == 0
    assert NOOR.name in told.out
    assert MIRA.name in told.out
    assert "Send each to that person alone" in told.out
    for path in (path for path in home.rglob("cards-*/*") if path.is_file()):
        text = (path.name + path.read_text(encoding="utf-8")).casefold()
        assert not any(part.casefold() in text for part in (*NOOR.name.split(), "sandoquist"))


def test_one_members_card(two: Circle) -> None:
    """--only writes the card of one member, who may be named by alias; an unknown one is told."""
    told = two("export", "cards", "--only", "noor", "--to", "one", "--alarm")
    assert sorted(path.name for path in Path("one").iterdir()) == [
        "card-1.html",
        "card-1.ics",
        "card-1.md",
    ]
    assert b"VALARM" in Path("one/card-1.ics").read_bytes()
    assert MIRA.name not in told.out
    assert two("export", "cards", "--only", "nobody").status == 2


def test_the_plain_export_is_as_it_was(two: Circle) -> None:
    """``circle export --tinydb FILE`` writes what it wrote, in whatever order it is typed."""
    assert two("export", "--tinydb", "a.json").out.startswith("Exported: ")
    assert two("export", "--force", "--tinydb", "a.json", "--with-people").status == 0
    assert two("export", "data", "--tinydb=b.json").status == 0
    alone = two("export")
    assert (alone.status, alone.out) == (2, "")
    assert "circle export summary" in alone.err
    help_ = two("export", "--help").out
    assert all(f"\n  {verb} " in help_ for verb in ("data", "cards", "summary"))


def test_a_circle_without_anybody_has_no_cards(circle: Circle) -> None:
    """With nobody on the roster there is nothing to write, and I am told what to do."""
    circle("new", "Empty circle")
    told = circle("export", "cards")
    assert (told.status, "circle members add" in told.out) == (0, True)


def test_forgetting_the_people_forgets_the_cards(two: Circle) -> None:
    """Once nobody knows who is who, no reply leads back to anybody either."""
    card = card_of(two, NOOR.name)
    assert two("forget", "people", "--yes").status == 0
    refused = imported(two, answered(card, DONE))
    assert (refused.status, "another circle" in refused.err) == (2, True)


def test_no_backup_says_whose_a_card_is(two: Circle, home: Path) -> None:
    """Cards are noted where the aliases are, in the one file that no backup holds."""
    card = card_of(two, NOOR.name)
    ids = [str(card["card"]).encode(), str(card["circle"]).encode()]
    holding = {path.name for path in home.rglob("*.store") if ids[0] in path.read_bytes()}
    assert holding == {"aliases.store"}
    assert two("backup", "copies").status == 0
    copied = [path for path in Path("copies").rglob("*") if path.is_file()]
    assert copied
    assert not any(each in path.read_bytes() for path in copied for each in ids)


@pytest.mark.parametrize(
    "words",
    [
        ("import", "reply", "{}.json"),
        ("export", "cards", "--to", "{}"),
        ("export", "summary", "--yes", "--to", "{}.md"),
        ("export", "--tinydb", "{}.json"),
        ("hours", "list", "--csv", "{}.csv"),
        ("next", "--out", "{}.ics"),
        ("agreement", "set", "{}.txt"),
        ("backup", "{}"),
        ("restore", "{}"),
    ],
)
def test_a_home_folder_of_nobody(demo: Circle, words: tuple[str, ...]) -> None:
    """A slip in ``~name`` is one sentence wherever I name a file or a folder."""
    answer = demo(*(word.format("~nobody-of-this-name/x") for word in words))
    assert (answer.status, answer.out) == (2, "")
    assert '"~nobody-of-this-name" is nobody\'s home folder on this computer' in answer.err
    assert len(answer.err.splitlines()) <= 3
