"""``circle next --find --busy``: members' own calendars, read for a search and kept nowhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.calendars import calendar, event
from tests.cli.conftest import Circle

WEEK = [f"202611{day}" for day in range(23, 30)]
"""The week in which the demo meets next, in Berlin."""


@pytest.fixture
def alias(demo: Circle) -> str:
    """Return the alias of the demo's first member."""
    told: str = json.loads(demo("members", "--json").out)["members"][0]["alias"]
    return told


def found(demo: Circle, *words: str) -> dict[str, Any]:
    """Return the time that is found, as other programs read it."""
    answer = demo("next", "--find", "--json", *words)
    assert answer.status == 0, answer.err
    told: dict[str, Any] = json.loads(answer.out)
    return told


def name_of(circle: Circle, alias: str) -> str:
    """Return what the member with an alias is called."""
    members = json.loads(circle("members", "--json").out)["members"]
    return next(str(member["name"]) for member in members if member["alias"] == alias)


def full(*days: str, but: str = "") -> bytes:
    """Return a calendar that is full on these days, but for two hours from one time on."""
    parts = []
    for day in days:
        begin, end = (but[9:11], f"{int(but[9:11]) + 2:02}") if but.startswith(day) else ("", "")
        times = [("00", begin), (end, "24")] if begin else [("00", "24")]
        for since, until in times:
            lasts = f"DURATION:PT{int(until) - int(since)}H"
            parts.append(event(f"DTSTART:{day}T{since}0000", lasts))
    return calendar(*parts)


def test_a_busy_member_moves_the_meeting(demo: Circle, alias: str, tmp_path: Path) -> None:
    """With a member's calendar the time is one at which they are free; it is told how often not."""
    file = tmp_path / "calendar.ics"
    file.write_bytes(full(*WEEK, "20261130", but="20261126T14"))
    before = found(demo, "--minutes", "60")
    there = found(demo, "--minutes", "60", "--busy", f"{alias}={file}")
    assert before["start"] != there["start"]
    assert there["start"] == "2026-11-26T14:00+01:00"
    out = demo("next", "--find", "--minutes", "60", "--busy", f"{alias}={file}").out
    assert f"Busy times by their calendars: {name_of(demo, alias)} 2 times" in out
    assert found(demo, "--minutes", "60") == before


def test_several_calendars_add_up(demo: Circle, alias: str, tmp_path: Path) -> None:
    """A member with two calendars is busy by either, and I may call them by name."""
    private, work = tmp_path / "private.ics", tmp_path / "work.ics"
    private.write_bytes(full(*WEEK[:3]))
    work.write_bytes(full(*WEEK[3:], "20261130", but="20261128T10"))
    busy = ("--busy", f"{alias}={private}", "--busy", f"{alias}={work}")
    assert found(demo, "--minutes", "90", *busy)["start"].startswith("2026-11-28T10")
    work.write_bytes(full(*WEEK[3:]))
    answer = demo("next", "--find", *busy)
    assert answer.status == 1
    assert f"without {name_of(demo, alias)}" in answer.err


def test_nothing_of_a_calendar_is_kept(
    demo: Circle, alias: str, tmp_path: Path, home: Path
) -> None:
    """Neither a title nor the name of a file nor a busy hour stays behind, though I plan by it."""
    file = tmp_path / "calendar-of-somebody.ics"
    file.write_bytes(full(*WEEK, but="20261126T14"))
    words = ("--find", "--keep", "--minutes", "60", "--busy", f"{alias}={file}")
    assert demo("next", *words).status == 0
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for word in (b"secret", b"calendar-of-somebody", b"20261123", b"2026-11-23T"):
        assert word not in kept


def test_our_own_invite_is_no_reason(demo: Circle, alias: str, tmp_path: Path) -> None:
    """The meeting that we planned does not stand in the way of being planned anew."""
    file = tmp_path / "invite.ics"
    assert demo("next", "--find", "--keep").status == 0
    assert demo("next", "--out", str(file)).status == 0
    assert found(demo, "--busy", f"{alias}={file}") == found(demo)


def test_what_could_not_be_made_out(demo: Circle, alias: str, tmp_path: Path) -> None:
    """I am told beside the time, not in the document, that something of a file was left out."""
    file = tmp_path / "calendar.ics"
    file.write_bytes(calendar(event("DTSTART:soon")))
    answer = demo("next", "--find", "--json", "--busy", f"{alias}={file}")
    assert answer.status == 0
    assert "1 entry of it was not understood" in answer.err
    assert json.loads(answer.out)["total_cost"] == found(demo)["total_cost"]


def test_busy_refuses(demo: Circle, alias: str, tmp_path: Path) -> None:
    """A file that cannot be used, or whose it is, is refused with 2 in a sentence for each."""
    good, page = tmp_path / "good.ics", tmp_path / "page.ics"
    good.write_bytes(full(*WEEK[:1]))
    page.write_bytes(b"<html>")
    huge = tmp_path / "huge.ics"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    for words, *said in (
        (["--busy", f"{alias}={page}"], "no calendar file"),
        (["--busy", f"{alias}={huge}"], "larger than 20 MB"),
        (["--busy", f"{alias}={tmp_path}"], "It is no file"),
        (["--busy", f"{alias}={tmp_path / 'none.ics'}"], "no such file"),
        (["--busy", f"{alias}=a\0b"], "cannot be read"),
        (["--busy", f"Nobody={good}"], "No member is called"),
        (["--busy", f"={good}"], "--busy Otter=otter.ics"),
        (["--busy", alias], "--busy Otter=otter.ics"),
        (["--busy", f"{alias}={page}", "--busy", f"{alias}={huge}"], "no calendar", "20 MB"),
    ):
        answer = demo("next", "--find", *words)
        assert (answer.status, answer.out) == (2, ""), words
        assert all(each in answer.err for each in said)
    answer = demo("next", "--busy", f"{alias}={good}")
    assert (answer.status, answer.out) == (2, "")
    assert "belongs to --find" in answer.err
