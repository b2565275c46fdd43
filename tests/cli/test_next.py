"""The next meeting, its invite, and how often the circle meets."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.meeting import USUAL_MINUTES
from circle_tui.services.demo import NAMES
from circle_tui.services.inviting import settle
from tests.cli.conftest import Circle


def test_next_is_the_same_until_it_is_moved(demo: Circle, home: Path) -> None:
    """Asking twice gives the same file byte for byte; moved, it keeps its identity."""
    first = json.loads(demo("next", "--json").out)
    file = Path(first["file"])
    data = file.read_bytes()
    assert first["starts"] == "2026-11-26T18:30"
    assert first["status"] == "confirmed"
    assert file.is_relative_to(home)
    assert file.stat().st_mode & 0o777 == 0o600
    demo("next")
    assert file.read_bytes() == data
    moved = demo("next", "--on", "2026-12-03 19:00")
    assert "Thursday 3 December 2026, 19:00" in moved.out
    assert "3 December 2026, 19:00" in demo("next").out
    changed = file.read_bytes()
    assert _line(changed, b"UID") == _line(data, b"UID")
    assert _line(changed, b"SEQUENCE") == b"SEQUENCE:1"


def test_next_cancelled_stays_cancelled(demo: Circle) -> None:
    """A meeting that is called off stays so until I plan another time."""
    demo("next")
    cancelled = demo("next", "--cancel")
    assert cancelled.out.startswith("Cancelled: Thursday 26 November")
    again = json.loads(demo("next", "--json").out)
    assert again["status"] == "cancelled"
    assert b"METHOD:CANCEL" in Path(again["file"]).read_bytes()
    told = demo("next").out
    assert told.startswith("Cancelled: Thursday 26 November")
    assert 'circle next --on "2026-12-17 18:30"' in told
    assert json.loads(demo("next", "--on", "2026-12-04", "--json").out)["status"] == "confirmed"


def test_every_door_tells_the_same_next_meeting(demo: Circle, home: Path, tmp_path: Path) -> None:
    """What the home screen's c settles on is what circle next tells from then on."""
    demo("next")
    demo("next", "--cancel")
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        settled = settle(workspace.circle, workspace.clock, workspace.token)
    assert settled.meeting.starts == datetime(2026, 12, 17, 18, 30)  # noqa: DTZ001 - wall time
    assert settled.words in demo("next", "-o", str(tmp_path)).out


def test_a_new_rhythm_takes_the_meeting_along(demo: Circle) -> None:
    """A new rhythm moves the planned meeting; what I leave out stays as it was."""
    demo("next")
    told = demo("rhythm", "--on", "fri", "--at", "09:00").out
    assert "every 3 weeks on Friday, 09:00 in Berlin, 130 minutes" in told
    assert "Planned: Friday 27 November 2026, 09:00 in Berlin" in told
    moved = json.loads(demo("next", "--json").out)
    assert (moved["starts"], moved["zone"]) == ("2026-11-27T09:00", "Europe/Berlin")
    demo("rhythm", "--every", "month", "--on", "2nd tue")
    assert json.loads(demo("next", "--json").out)["starts"] == "2026-12-08T09:00"
    demo("rhythm", "--at", "10:15", "--minutes", "60")
    later = json.loads(demo("next", "--json").out)
    assert (later["starts"], later["minutes"]) == ("2026-12-08T10:15", 60)


def test_a_new_rhythm_leaves_a_meeting_moved_by_hand(demo: Circle) -> None:
    """What the circle agreed for this once outlives a change of the usual length."""
    demo("next", "--on", "2026-12-01 17:00")
    assert "Planned: Tuesday 1 December 2026, 17:00" in demo("rhythm", "--minutes", "90").out
    assert json.loads(demo("next", "--json").out)["starts"] == "2026-12-01T17:00"


def test_a_new_rhythm_revives_nothing(demo: Circle) -> None:
    """A meeting that was called off stays so when the rhythm changes, and I am told."""
    demo("next")
    demo("next", "--cancel")
    assert "Still called off: Thursday 26 November" in demo("rhythm", "--minutes", "90").out
    assert demo("next").out.startswith("Cancelled: Thursday 26 November")


def test_rhythm_tells(demo: Circle, circle: Circle) -> None:
    """Without options the rhythm is told, in words and for programs; asking changes nothing."""
    words = "every 3 weeks on Thursday, 18:30 in Berlin, 130 minutes"
    assert demo("rhythm").out == f"The circle meets {words}.\n"
    assert json.loads(demo("rhythm", "--json").out) == {
        "rhythm": {
            **{"every": 3, "unit": "weeks", "weekday": "Thursday", "nth": None},
            **{"at": "18:30", "zone": "Europe/Berlin", "minutes": 130, "words": words},
            **{"not_in": [], "not_on": []},
        },
        "quorum": None,
    }
    assert demo("next", "--cancel").status == 1
    circle("new", "Plain")
    plain = circle("rhythm", "--circle", "Plain")
    assert (plain.status, "circle rhythm --every" in plain.out) == (0, True)
    assert json.loads(circle("rhythm", "--circle", "Plain", "--json").out) == {
        **{"rhythm": None, "quorum": None},
    }
    monthly = json.loads(
        circle(
            *("rhythm", "--circle", "Plain", "--every", "month", "--on", "last fri"),
            *("--at", "18:30", "--zone", "Europe/Berlin", "--json"),
        ).out
    )["rhythm"]
    assert (monthly["unit"], monthly["nth"], monthly["minutes"]) == ("months", -1, USUAL_MINUTES)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--every", "fortnight"), "fortnight"),
        (("--every", "month"), "Which Thursday"),
        (("--on", "2nd thu"), "belongs to months"),
        (("--zone", "Berlin"), "Europe/Berlin"),
        (("--minutes", "x"), "--minutes"),
        (("--minutes", "0"), "minutes"),
    ],
)
def test_rhythm_refuses(demo: Circle, words: tuple[str, ...], named: str) -> None:
    """A rhythm that cannot be is refused with 2 in one sentence, and the old one stays."""
    before = demo("rhythm").out
    answer = demo("rhythm", *words)
    assert answer.status == 2
    assert named in answer.err
    assert demo("rhythm").out == before


def test_next_where_to(demo: Circle, tmp_path: Path) -> None:
    """--out, or -o for short, takes a file, or a folder that gets the file."""
    demo("next", "--out", str(tmp_path / "invite.ics"))
    assert (tmp_path / "invite.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert str(tmp_path / "next-meeting.ics") in demo("next", "-o", str(tmp_path)).out


def test_next_puts_nothing_of_mine_away(demo: Circle, tmp_path: Path) -> None:
    """A file of mine stays unless I say --force; an invite is replaced by a newer one."""
    file = tmp_path / "invite.ics"
    file.write_text("mine")
    refused = demo("next", "-o", str(file))
    assert refused.status == 2
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert demo("next", "--cancel").status == 1, "nothing was planned"
    assert demo("next", "-o", str(file), "--force").status == 0
    assert demo("next", "--on", "2026-12-03 19:00", "-o", str(file)).status == 0
    assert b"SEQUENCE:1" in file.read_bytes()


@pytest.mark.parametrize("words", [("next", "--force", "-o"), ("export", "--force", "--tinydb")])
def test_only_a_plain_file_is_replaced(demo: Circle, tmp_path: Path, words: tuple[str]) -> None:
    """A pipe or a link at the place I name stays what it is, even with --force."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "elsewhere")
    for place in (pipe, link):
        answer = demo(*words, str(place))
        assert answer.status == 2
        assert "no plain file" in answer.err
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--on", "soon"), "2026-12-03 18:30"),
        (("--on", "2026-12-03T18:30+01:00"), "zone of the circle"),
        (("--on", "2020-01-02 18:30"), "over already"),
        (("--on", "2027-03-28 02:30"), "does not exist"),
        (("--on", "2026-12-03", "--cancel"), "--cancel or --on"),
        (("--date", "2026-12-03"), "--date"),
    ],
)
def test_next_refuses(demo: Circle, words: tuple[str, ...], named: str) -> None:
    """What cannot be planned is refused with 2 in one sentence, and nothing is kept."""
    answer = demo("next", *words)
    assert answer.status == 2
    assert named in answer.err
    nothing = demo("next", "--cancel")
    assert nothing.status == 1
    assert "No meeting is planned" in nothing.err


def test_next_without_a_rhythm(circle: Circle) -> None:
    """A circle without a rhythm says how to give it one, and exits with 1."""
    circle("new", "Plain")
    answer = circle("next")
    assert answer.status == 1
    assert "circle rhythm --every" in answer.err


def test_invite_says_nothing_of_anyone(demo: Circle) -> None:
    """No member and no circle is named in the invite."""
    data = Path(json.loads(demo("next", "--json").out)["file"]).read_bytes().decode()
    assert not any(part in data for name in NAMES for part in name.split())
    assert "demo" not in data


def _line(data: bytes, name: bytes) -> bytes:
    return next(line for line in data.splitlines() if line.startswith(name))
