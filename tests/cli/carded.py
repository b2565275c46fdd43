"""A circle of two on the disk, its cards, and replies to them."""

import json
import os
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, make_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.people import Profile
from tests.cards import (
    MIRA,
    NOOR,
    OUTLINE,
    data_of,
    items,
)
from tests.cli.conftest import Answer, Circle

HEAD = {"format": "circle-tui reply", "version": 1}
DONE = (OUTLINE, "done", "")


@pytest.fixture
def two(circle: Circle, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Circle:
    """Make a circle of two who took things on, and work in a folder of the test's own."""
    make(home)
    monkeypatch.chdir(tmp_path)
    return circle


def make(home: Path) -> None:
    """Make the circle of two in a data folder."""
    where = Home(home, "the test")
    make_circle(where, Profile("Test circle"), [NOOR.name, MIRA.name])
    with opened(where, choose_circle(where, None)) as workspace:
        kept = workspace.circle
        aliases = {m.name: m.alias for m in kept.people.members()}
        for item in items():
            owner = {NOOR.alias: NOOR.name, MIRA.alias: MIRA.name}.get(item.owner, "")
            kept.actions.put(
                type(item)(
                    item.id, "", aliases.get(owner, ""), item.text, item.made, item.due,
                    item.status, item.closed, item.steps,
                )
            )  # fmt: skip


def card_of(circle: Circle, name: str, folder: str = "cards") -> dict[str, object]:
    """Write the cards and return what the script on somebody's page knows."""
    told = circle("export", "cards", "--to", folder)
    assert told.status == 0, told.err
    (number,) = (line.split()[0] for line in told.out.splitlines() if line.endswith(name))
    return data_of((Path(folder) / f"{number}.html").read_text(encoding="utf-8"))


def home_of() -> Home:
    """Return the data folder that the commands work in."""
    return Home(Path(os.environ["CIRCLE_TUI_HOME"]), "the test")


def statuses(circle: Circle) -> dict[str, str]:
    """Return how every item stands, by its id."""
    listed = json.loads(circle("actions", "list", "--all", "--json").out)["actions"]
    return {each["id"]: each["status"] for each in listed}


def imported(circle: Circle, *replies: bytes, yes: bool = True) -> Answer:
    """Import replies from files."""
    names = []
    for number, reply in enumerate(replies, start=1):
        names.append(f"reply-{number}.json")
        Path(names[-1]).write_bytes(reply)
    return circle("import", "reply", *names, *(["--yes"] if yes else []))
