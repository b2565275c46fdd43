"""The next meeting, its invite, and how often the circle meets."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.domain.meeting import USUAL_MINUTES
from circle_tui.domain.series import SERIES_FILE
from circle_tui.services.demo import NAMES
from circle_tui.services.inviting import settle
from tests.cli.conftest import Circle
from tests.fakes import FakeClock, Tokens


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
        (("--every", "blue moon"), "blue moon"),
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


def test_a_series_is_told_meeting_by_meeting(demo: Circle, tmp_path: Path) -> None:
    """With a series I read each of its meetings, what was moved, called off and left out."""
    demo("rhythm", "--not-on", "17 Dec")
    demo("next", "--move", "2026-11-24 17:00", "--minutes", "60")
    out = ("-o", str(tmp_path))
    told = demo("next", "--series", "3", *out).out
    assert told.startswith("Series: 3 meetings ahead\n")
    assert "Rhythm: every 3 weeks on Thursday, 18:30 in Berlin, 130 minutes; not on 17 Dec" in told
    assert _dates(told) == [
        "Tuesday 24 November 2026, 17:00 in Berlin, 60 min  moved",
        "Thursday 17 December 2026, 18:30 in Berlin         left out",
        "Thursday 7 January 2027, 18:30 in Berlin",
        "Thursday 28 January 2027, 18:30 in Berlin",
    ]
    told = json.loads(demo("next", "--series", "2", *out, "--json").out)
    assert [(each["starts"], each["standing"]) for each in told["meetings"]] == [
        ("2026-11-24T17:00", "moved"),
        ("2026-12-17T18:30", "left out"),
        ("2027-01-07T18:30", "rhythm"),
    ]
    assert told["meetings"][0]["minutes"] == 60
    assert Path(told["file"]) == tmp_path / SERIES_FILE
    demo("next", "--cancel")
    off = _dates(demo("next", "--series", "2", *out).out)
    assert off[0] == "Thursday 26 November 2026, 18:30 in Berlin  called off"


def test_a_series_that_goes_on_or_ends(demo: Circle, now: FakeClock) -> None:
    """What is over is one line, dates that fall away are few, and no more is told than there is."""
    assert "over" not in demo("next", "--series", "2").out
    now.advance(minutes=60 * 24 * 10)
    told = demo("next", "--series", "2").out
    assert "In it as well: 1 meeting that is over\n" in told
    assert len(_dates(told)) == 2
    demo("next", "--move", "2036-12-01 18:00")
    told = demo("next", "--series", "2").out
    assert len(_dates(told)) == 6 + 2
    assert "Fall away as well: 167 more\n" in told
    demo("next", "--move", "2300-12-01 18:00")
    ends = demo("next", "--series", "2").out
    assert ends.startswith("Series: 1 meeting ahead\n")
    assert "Fewer than the 2 you asked for" in ends


@pytest.mark.parametrize("name", ["meeting.ics", "Meeting.ICS", "mail.eml"])
@pytest.mark.parametrize("words", [("--method", "request"), ("--mail",), ("--mail", "--dry")])
def test_a_name_of_one_file_is_no_folder(
    mailed: Circle, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    """For a file of each member's I name a folder; if I do not, nothing is kept or made."""
    before = mailed("next", "--dry").out
    asked = ("next", "--move", "2027-01-12 18:00", *words)
    refused = mailed(*asked, "--out", str(tmp_path / name))
    assert refused.status == 2
    assert f"With {' '.join(words[: 2 - words.count('--dry')])} there is a" in refused.err
    assert "for each member: name a folder. Nothing was changed." in refused.err
    assert mailed("next", "--dry").out == before
    assert not (tmp_path / name).exists()
    (tmp_path / "mine").write_bytes(b"mine")
    assert "mine is a file. With --m" in mailed(*asked, "--out", str(tmp_path / "mine")).err
    (tmp_path / name).mkdir()
    assert mailed(*asked, "--out", str(tmp_path / name)).status == 0, "it is a folder"


@pytest.mark.parametrize("there", [True, False])
def test_a_huge_file_is_none_of_ours(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    """With a circle and without one, what is larger than any invite is not read and stays."""
    if there:
        circle("new", "Plain")
    file = tmp_path / "film.ics"
    with file.open("wb") as made:
        made.truncate(2**31)
    asked = ("next", "--on", "2099-12-03 18:30", "--zone", "UTC", "--out", str(file))
    with monkeypatch.context() as watched:
        read = Path.read_bytes
        watched.setattr(Path, "read_bytes", lambda path: read(path) if path != file else 1 / 0)
        refused = circle(*asked)
    assert refused.status == 2
    assert "is no invite of this program" in refused.err
    assert file.stat().st_size == 2**31
    assert circle(*asked, "--force").status == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_meeting_without_a_circle_has_our_clock_and_ids(
    circle: Circle, now: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its identity is drawn as every other, in digits that spell no name."""
    monkeypatch.setattr("circle_tui.bootstrap.token", Tokens())
    file = tmp_path / "meeting.ics"
    circle("next", "--on", "2026-12-03 18:30", "--zone", "UTC", "--out", str(file))
    data = file.read_bytes()
    assert _line(data, b"UID") == b"UID:000000000000000001000000000000000002"
    assert _line(data, b"DTSTAMP") == b"DTSTAMP:20261121T120000Z"
    now.advance(minutes=60)
    circle("next", "--move", "2026-12-04 18:30", "--zone", "UTC", "--out", str(file))
    assert _line(file.read_bytes(), b"UID") == _line(data, b"UID")


def _dates(told: str) -> list[str]:
    """Return the lines about dates."""
    return [line.strip() for line in told.splitlines() if line.startswith("  ")]


def _line(data: bytes, name: bytes) -> bytes:
    return next(line for line in data.splitlines() if line.startswith(name))
