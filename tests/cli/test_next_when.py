"""``circle next`` and ``circle rhythm``: days in words, zones, holidays, and the dates ahead."""

import json
import re
import shlex
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.config.home import Home
from circle_tui.services.demo import NAMES
from tests.cli.conftest import Circle
from tests.fakes import FakeClock


def test_holidays_and_months_off(demo: Circle) -> None:
    """I say when we do not meet; the planned meeting goes along, and I see what is left out."""
    demo("next")
    told = demo("rhythm", "--not-on", "24 Nov - 1 Dec", "--not-in", "july, august")
    assert "; not in July and August; not on 24 November 2026 to 1 December 2026." in told.out
    assert "Planned: Thursday 17 December 2026" in told.out
    assert "Left out: Thursday 26 November 2026, 18:30 in Berlin" in demo("next").out
    kept = json.loads(demo("rhythm", "--json").out)["rhythm"]
    assert kept["not_in"] == ["July", "August"]
    assert kept["not_on"] == [{"first": "2026-11-24", "last": "2026-12-01", "every_year": False}]
    assert "not on" not in demo("rhythm", "--meet-on", "26 Nov").out
    refused = demo("rhythm", "--not-in", "jan - dec")
    assert (refused.status, "Name fewer" in refused.err) == (2, True)


def test_a_seldom_rhythm_is_explained(demo: Circle) -> None:
    """The fifth Friday is taken, with a word about it; one that never comes is refused."""
    fifth = demo("rhythm", "--every", "month", "--on", "5th fri")
    assert fifth.out.startswith("The circle meets the fifth Friday of every month")
    assert 'say --on "last Friday"' in fifth.err
    never = demo("rhythm", "--not-in", "mar - jan")
    assert never.status == 2
    assert "29 February 2036" in never.err
    assert "not in" not in demo("rhythm").out


def test_the_list_of_dates(demo: Circle) -> None:
    """I see the coming dates and what stands in their way, and nothing is kept by looking."""
    demo("rhythm", "--not-on", "17 Dec")
    told = demo("next", "--list", "2").out.splitlines()
    assert [line.split(",")[0] for line in told] == [
        *("Thursday 26 November 2026", "Thursday 17 December 2026", "Thursday 7 January 2027"),
    ]
    assert told[1].endswith("left out")
    dates = json.loads(demo("next", "--list", "1", "--json").out)["dates"]
    assert (dates[0]["starts"], dates[0]["standing"]) == ("2026-11-26T18:30", "rhythm")
    assert demo("next", "--cancel").status == 1, "nothing was planned"
    for wrong in ("0", "x", "101", "9" * 5_000):
        assert demo("next", "--list", wrong).status == 2
    assert demo("next", "--list", "2", "--on", "thu").status == 2


def test_a_meeting_by_another_clock(demo: Circle, tmp_path: Path) -> None:
    """I plan in words and by another place's clock; an old name of it is taken and told."""
    file = tmp_path / "meeting.ics"
    words = ("next", "--on", "2027-07-14 6:30 pm", "--zone", "Europe/Kiev", "--minutes", "90")
    told = demo(*words, "--out", str(file), "--json")
    assert "Europe/Kiev is an old name; the zone is kept as Europe/Kyiv." in told.err
    meeting = json.loads(told.out)
    assert (meeting["starts"], meeting["zone"]) == ("2027-07-14T18:30", "Europe/Kyiv")
    assert meeting["minutes"] == 90
    assert b"TZID=Europe/Kyiv:20270714T183000" in file.read_bytes()
    moved = demo("next", "--move", "next thu at 18:00").out
    assert "Thursday 26 November 2026, 18:00 in Kyiv, 90 min" in moved
    assert "18:00 in Kyiv, 45 min" in demo("next", "--minutes", "45").out


def test_members_hours_are_for_me_alone(demo: Circle) -> None:
    """I see everybody's hour by name; other programs get aliases, and the invite zones only."""
    demo("members", "edit", "Oluwaseun", "--zone", "Africa/Lagos")
    demo("members", "edit", "Ana", "--zone", "US/Pacific")
    shown = demo("next").out
    assert "Ana Quillmere" in shown
    assert "Thu 09:30 to 11:40  Los Angeles" in shown
    document = json.loads(demo("next", "--json").out)
    local = {each["zone"]: each["local"] for each in document["members"]}
    assert local["America/Los_Angeles"] == "2026-11-26T09:30-08:00"
    assert not any(name in json.dumps(document["members"]) for name in NAMES)
    invite = Path(document["file"]).read_bytes().decode().replace("\r\n ", "")
    assert "09:30 in Los Angeles" in invite
    assert not any(part in invite for name in NAMES for part in name.split())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--on", "2027-03-28 02:30"), 'circle next --on "2027-03-28 03:00"'),
        (("--on", "2027-10-31 02:30"), "comes twice"),
        (("--on", "thu 18:30", "--zone", "EST"), "America/New_York"),
        (("--on", "thu 18:30", "--zone", "Berlin"), "Europe/Berlin"),
        (("--on", "thu", "--zone", "America/Denver"), "At what time?"),
        (("--zone", "America/Denver"), "--on"),
        (("--on", "yesterday 18:30"), "over already"),
        (("--on", "thu 18:30", "--minutes", "0"), "1 to 1440"),
        (("--update", "--on", "thu"), "--update"),
        (("--on", "\x1b[2J\u202e BEGIN:VEVENT\r\n"), "not a date"),
    ],
)
def test_what_cannot_be_planned(demo: Circle, words: tuple[str, ...], says: str) -> None:
    """What cannot be planned is refused with 2 and a way out, and nothing is kept."""
    answer = demo("next", *words)
    assert answer.status == 2
    assert says in answer.err
    assert "\x1b" not in answer.err
    assert demo("next", "--cancel").status == 1, "nothing was planned"


def test_dates_before_a_far_meeting_fall_away(demo: Circle, tmp_path: Path) -> None:
    """Moved beyond the date after it, I am told which falls away; list and series leave it out."""
    demo("next")
    told = demo("next", "--move", "2026-12-20 18:30").out
    assert "Falls away: Thursday 17 December 2026, 18:30 in Berlin\n" in told
    assert 'circle next --on "2026-12-17 18:30"\n' in told
    words = json.loads(demo("next", "--dry", "--json").out)["falls_away"]
    assert words == ["Thursday 17 December 2026, 18:30 in Berlin"]
    dates = json.loads(demo("next", "--list", "2", "--json").out)["dates"]
    assert [(date["starts"][5:10], date["standing"]) for date in dates] == [
        *(("12-17", "falls away"), ("12-20", "planned"), ("01-07", "rhythm")),
    ]
    file = tmp_path / "series.ics"
    assert demo("next", "--series", "2", "--out", str(file)).status == 0
    assert b"EXDATE;TZID=Europe/Berlin:20261217T183000" in file.read_bytes()
    assert pasted(demo, told)["words"] == words[0]
    assert "Falls away" not in demo("next", "--move", "2026-11-26 18:30").out


def test_what_is_told_can_be_pasted(demo: Circle) -> None:
    """A command that I am told does what was said, also where the meeting was by another clock."""
    demo("next", "--on", "2026-11-27 12:00", "--zone", "America/New_York")
    off = demo("next", "--cancel").out
    assert "--zone Europe/Berlin" in off
    assert pasted(demo, off)["words"] == "Thursday 17 December 2026, 18:30 in Berlin"
    asked = ("--on", "2027-03-14 02:30", "--zone", "America/New_York", "--minutes", "45")
    moved = pasted(demo, demo("next", *asked).err)
    assert moved["words"] == "Sunday 14 March 2027, 03:00 in New York"
    assert moved["minutes"] == 45


def test_a_series_has_one_hour(demo: Circle, now: FakeClock) -> None:
    """Where clocks skip the hour of one date, no series is written until I leave that one out."""
    now.advance(minutes=60 * 24 * 124)  # Thursday, 25 March 2027
    demo("rhythm", "--every", "week", "--on", "sun", "--at", "02:30")
    refused = demo("next", "--series", "3")
    assert refused.status == 2
    assert "Nothing was written" in refused.err
    typed = re.search(r"circle (rhythm .*)", refused.err)
    assert typed
    assert demo(*shlex.split(typed[1])).status == 0
    written = json.loads(demo("next", "--series", "3", "--json").out)
    assert written["first"] == "2027-04-04T02:30"


def pasted(circle: Circle, told: str) -> dict[str, object]:
    """Return the meeting that the command makes which was told."""
    typed = re.search(r"circle (next --on .*)", told)
    assert typed, told
    answer = circle(*shlex.split(typed[1]), "--json")
    assert answer.status == 0, answer.err
    meeting: dict[str, object] = json.loads(answer.out)
    return meeting


def test_the_rhythms_own_hour_may_not_be_there(demo: Circle, now: FakeClock) -> None:
    """Where the rhythm's next time is skipped, it is named with the way out, and never shifted."""
    now.advance(minutes=60 * 24 * 124)  # Thursday, 25 March 2027
    assert demo("rhythm", "--every", "week", "--on", "sun", "--at", "02:30").status == 0
    for words in (("next",), ("next", "--dry")):
        answer = demo(*words)
        assert answer.status == 2
        assert "02:30 on Sunday 28 March 2027 does not exist in Europe/Berlin" in answer.err
        assert 'circle next --on "2027-03-28 03:00"' in answer.err
    assert "does not exist" in demo("next", "--list", "2").out
    assert demo("next", "--on", "2027-03-28 03:00").status == 0


def test_new_zone_data_is_told(demo: Circle, home: Path) -> None:
    """When zone data moves what I sent, I am told so and can send an update with one option."""
    assert demo("next", "--update").status == 1
    data = Path(json.loads(demo("next", "--json").out)["file"]).read_bytes()
    assert b"SEQUENCE:0" in data
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        kept = workspace.circle.meetings.get()
        assert kept is not None
        assert kept.sent is not None
        workspace.circle.meetings.put(replace(kept, sent=kept.sent + timedelta(hours=1)))
    told = demo("next", "--dry")
    assert "begins 1 h earlier than when its invite was made (18:30 UTC, now 17:30 UTC)" in told.err
    assert "circle next --update" in told.err
    moved = json.loads(demo("next", "--json").out)["moved_by_zone_data"]
    assert moved["now"] == "2026-11-26T17:30:00+00:00"
    updated = demo("next", "--update", "--json")
    assert "New time zone data" not in updated.err
    assert b"SEQUENCE:1" in Path(json.loads(updated.out)["file"]).read_bytes()


def test_a_circle_without_a_rhythm_can_meet(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A circle that meets when it can plans one meeting at a time, by this computer's clock."""
    monkeypatch.setenv("TZ", "America/Denver")
    circle("new", "Plain")
    assert "At what time?" in circle("next", "--on", "2099-12-03").err
    assert "On which day?" in circle("next", "--on", "18:30").err
    told = circle("next", "--on", "2099-12-03 18:30")
    assert "Thursday 3 December 2099, 18:30 in Denver, 130 min" in told.out
    assert circle("next", "--list", "3").out.startswith("Thursday 3 December 2099")
    off = circle("next", "--cancel")
    assert off.status == 0
    assert "circle next --on" in off.out


def test_a_meeting_without_any_circle(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before I have a circle I can write one invite; the file is what moves and cancels it."""
    monkeypatch.setenv("TZ", "UTC")
    file = tmp_path / "meeting.ics"
    words = ("next", "--on", "2099-07-14 18:30", "--zone", "Europe/Berlin", "--minutes", "90")
    out = ("--out", str(file))
    told = json.loads(circle(*words, *out, "--json").out)
    assert (told["starts"], told["zone"], told["minutes"]) == (
        *("2099-07-14T18:30", "Europe/Berlin"),
        90,
    )
    data = file.read_bytes()
    assert circle(*words, *out).status == 0
    assert file.read_bytes() == data, "nothing changed, so not a byte did"
    moved = circle("next", "--move", "2099-07-15", *out)
    assert "Wednesday 15 July 2099, 18:30 in Berlin, 90 min" in moved.out
    assert "kept in this file alone" in moved.err
    uid = next(line for line in data.splitlines() if line.startswith(b"UID"))
    assert uid in file.read_bytes()
    assert b"SEQUENCE:1" in file.read_bytes()
    assert circle("next", "--cancel", *out).status == 0
    assert b"METHOD:CANCEL" in file.read_bytes()
    assert b"SEQUENCE:2" in file.read_bytes()


def test_what_needs_a_circle_or_a_whole_file(circle: Circle, tmp_path: Path) -> None:
    """Without a circle only a plain invite is written, and never over what cannot be read."""
    file = tmp_path / "meeting.ics"
    out = ("--out", str(file))
    words = ("next", "--on", "2099-07-14 18:30", "--zone", "Europe/Berlin")
    assert "There is no circle here yet" in circle(*words).err
    assert "circle new" in circle(*words, *out, "--link", "https://meet.example.org").err
    assert circle("next", "--cancel", *out).status == 1
    assert circle("next", "--on", "2001-07-14 18:30", "--zone", "UTC", *out).status == 2
    assert not file.exists()
    circle(*words, *out)
    broken = file.read_bytes().replace(b"DTSTART;", b"DTSTOP;")
    file.write_bytes(broken)
    assert "changed it" in circle(*words, *out).err
    file.write_text("mine")
    assert "--force" in circle(*words, *out).err
    assert file.read_text() == "mine"
