"""A card's tasks in other programs: a CalDAV server and a task list, which read back the same."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from circle_tui.domain.cards import task_uid
from circle_tui.services.cards import write_cards
from tests.cards import LOG, NOOR, OUTLINE, ROOM, TEA, circle_of_two, space_of, take_on
from tests.e2e.radicale import asked, running

HOSTILE = "END:VTODO, a; b\\ \u202e\x1b[2J \U0001f469\u200d\U0001f467 " + "x" * 2_000


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    """Return the file of Noor's tasks: one of each standing, and one with hostile text."""
    circle = circle_of_two()
    take_on(circle, "71" * 9, HOSTILE)
    (card,) = write_cards(space_of(circle, tmp_path), tmp_path / "cards", [NOOR], alarm=True)
    assert circle.kept.cards is not None
    uids = {task_uid(circle.kept.cards, each) for each in (OUTLINE, LOG, TEA, ROOM, "71" * 9)}
    assert {str(each["UID"]) for each in _read(card.files[2].read_bytes())} == uids
    return card.files[2]


def _read(data: bytes) -> list[Component]:
    return sorted(Calendar.from_ical(data).walk("VTODO"), key=lambda each: str(each["UID"]))


def _told(tasks: list[Component]) -> list[dict[str, object]]:
    """Return what tasks say, without what a server adds of its own."""
    told = ("SUMMARY", "STATUS", "DUE", "COMPLETED", "PERCENT-COMPLETE")
    names = ("UID", "DTSTAMP", "SEQUENCE", *told)
    return [
        {name: each.decoded(name) for name in names if name in each}
        | {"alarms": [alarm.to_ical() for alarm in each.walk("VALARM")]}
        for each in tasks
    ]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[int]:
    """Run a CalDAV server, and return its port."""
    with running(tmp_path / "radicale") as port:
        yield port


def test_a_server_takes_the_tasks_and_gives_back_the_same(
    tasks: Path, server: int, tmp_path: Path
) -> None:
    """Imported into Radicale, every task is one of its own there, and says what it said."""
    sent = tasks.read_bytes()
    asked(server, "PUT", "/noor/tasks/", sent, Content_Type="text/calendar; charset=utf-8")
    listed = asked(server, "PROPFIND", "/noor/tasks/", Depth="1").decode()
    places = re.findall(r"<href>(/noor/tasks/[^<]+\.ics)</href>", listed)
    assert len(places) == 5
    stored = [each for place in places for each in _read(asked(server, "GET", place))]
    stored.sort(key=lambda each: str(each["UID"]))
    assert _told(stored) == _told(_read(sent))

    asked(server, "PUT", "/noor/tasks/", sent, Content_Type="text/calendar; charset=utf-8")
    assert _told(_read(asked(server, "GET", "/noor/tasks/"))) == _told(_read(sent))


def test_a_task_list_reads_the_tasks(tasks: Path, tmp_path: Path) -> None:
    """In todoman I see what I took on, by when, and what is done."""
    config = tmp_path / "config.py"
    config.write_text(
        f'path = "{tasks.parent}"\ncache_path = "{tmp_path / "cache"}"\n'
        'date_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n'
    )
    tool = Path(sys.executable).with_name("todo")
    listed = subprocess.run(
        [tool, "--config", str(config), "--porcelain", "list", "--status", "ANY"],
        env={**os.environ, "HOME": str(tmp_path), "PYTHONUTF8": "1", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stderr
    found = {each["summary"]: each for each in json.loads(listed.stdout)}
    wanted = {str(each["SUMMARY"]): each for each in _read(tasks.read_bytes())}
    assert found.keys() == wanted.keys()
    done = datetime(2026, 11, 18, 12, tzinfo=UTC).timestamp()
    assert {name for name, each in found.items() if each["completed"]} == {"bring tea"}
    assert found["bring tea"]["completed_at"] in (None, done)
    due = datetime.combine(date(2026, 11, 28), datetime.min.time(), UTC).timestamp()
    assert {name: each["due"] for name, each in found.items() if each["due"]} == {
        "send the outline": due
    }
