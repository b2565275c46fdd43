"""``circle next --find``: a fair time, for whom it costs what, and whose turn it is next."""

import json
import re
import shlex
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from circle_tui.bootstrap import choose_circle, opened
from circle_tui.calendars.weeks import parse_hours
from circle_tui.config.home import Home
from circle_tui.domain.week import Week
from tests.cli.conftest import Answer, Circle
from tests.fakes import FakeClock

WORLD = (
    ("Ana Example", "Pacific/Honolulu", "0-6"),
    ("Noor Sample", "Pacific/Auckland", "23-6"),
    ("Sam Test", "Europe/Lisbon", "23-6"),
    ("Mira Fiction", "America/Halifax", "23-5"),
    ("Teo Invented", "Europe/London", "0-6"),
    ("Ida Nobody", "Australia/Sydney", "23-6"),
    ("Leo Madeup", "America/Sao_Paulo", "23-6"),
    ("Rui Pretend", "Africa/Johannesburg", "0-5"),
)
"""Eight members from Honolulu to Auckland, and when they sleep."""


@pytest.fixture
def world(circle: Circle, now: FakeClock, home: Path) -> Circle:
    """Make a circle around the world that meets every third week, next on 1 February 2027."""
    now.advance((datetime(2027, 1, 30, tzinfo=UTC) - now.now()).total_seconds())
    done(
        circle(
            *("new", "World", "--members", ", ".join(name for name, _, _ in WORLD)),
            *("--every", "3 weeks", "--on", "mon", "--at", "18:30"),
            *("--zone", "Europe/London", "--minutes", "60"),
        )
    )
    where = Home(home, "the test")
    with opened(where, choose_circle(where, None)) as workspace:
        people = workspace.circle.people
        people.put_members(
            [
                replace(member, zone=zone, week=Week(sleep=parse_hours(sleep)))
                for member, (_, zone, sleep) in zip(people.members(), WORLD, strict=True)
            ]
        )
    return circle


def done(answer: Answer) -> Answer:
    """Return what a command printed, which was no complaint."""
    assert answer.status == 0, answer.err
    return answer


def found(circle: Circle, *words: str) -> dict[str, Any]:
    """Return the time that is found, as other programs read it."""
    told: dict[str, Any] = json.loads(done(circle("next", "--find", "--json", *words)).out)
    return told


def test_the_bad_hour_goes_around(world: Circle, now: FakeClock) -> None:
    """Over six meetings nobody has the worst hour twice while somebody else never had it."""
    worst: dict[str, int] = {}
    carried: dict[str, int] = {}
    for _ in range(6):
        told = found(world, "--keep")
        members = told["members"]
        assert [member["zone"] for member in members] == [zone for _, zone, _ in WORLD]
        assert told["total_cost"] == sum(member["cost"] for member in members)
        highest = max(member["cost"] for member in members)
        for member in members:
            alias, cost = member["alias"], member["cost"]
            assert member["burden_before"] == carried.get(alias, 0)
            assert member["burden_after"] == member["burden_before"] + cost
            carried[alias] = member["burden_after"]
            worst[alias] = worst.get(alias, 0) + (cost == highest)
        assert max(worst.values()) < 2 or min(worst.values()) > 0
        now.advance(minutes=60 * 24 * 21)
    assert len(worst) == 8
    assert min(worst.values()) == 2


def test_the_document(world: Circle) -> None:
    """Other programs get the instants, each member's own hour, what it costs, and the next best."""
    told = found(world)
    assert list(told) == ["start", "end", "total_cost", "members", "runners_up"]
    start, end = (datetime.fromisoformat(told[key]) for key in ("start", "end"))
    assert (end - start).total_seconds() == 3600
    for member in told["members"]:
        keys = ["alias", "zone", "local", "cost", "burden_before", "burden_after"]
        assert list(member) == keys
        assert datetime.fromisoformat(member["local"]).tzinfo is None
    assert [list(other) for other in told["runners_up"]] == [list(told)[:4]] * 3
    assert told["start"] not in [other["start"] for other in told["runners_up"]]
    assert not any(name in json.dumps(told) for full, _, _ in WORLD for name in full.split())


def test_in_words(world: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """I see every member's day in marks, by name, what the time costs whom, and why."""
    monkeypatch.setenv("NO_COLOR", "1")
    out = done(world("next", "--find")).out
    aliases = [member["alias"] for member in found(world)["members"]]
    names = [name for name, _, _ in WORLD]
    lines = out.splitlines()
    assert not any(alias in out for alias in aliases), "one word for a person, not two"
    assert "\x1b" not in out
    strips = [line for line in lines if set(line[-48:]) <= set(".-+*x") and len(line) > 48]
    assert [" ".join(strip.split()[:2]) for strip in strips] == names
    (meeting,) = (line for line in lines if line and not line.strip(" ^"))
    at = meeting.index("^")
    assert meeting.count("^") == 2
    assert all("x" not in strip[at : at + 2] for strip in strips)
    for said in ("Why:", "possible for everybody", "Next best:", "add --keep"):
        assert said in out
    assert "\nPlanned: " not in out
    assert max(map(len, lines)) <= 110


@pytest.mark.parametrize(("wish", "coloured"), [("", True), ("1", False)])
def test_colours_only_add(
    demo: Circle, monkeypatch: pytest.MonkeyPatch, wish: str, coloured: bool
) -> None:
    """At a terminal the marks have colours as well, unless NO_COLOR says no; nothing else does."""
    plain = done(demo("next", "--find")).out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", wish)
    out = done(demo("next", "--find")).out
    assert ("\x1b" in out) is coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", out) == plain


def test_finding_keeps_nothing_unless_i_say_so(world: Circle) -> None:
    """A time that is found is a proposal; with --keep it is the next meeting, and again so."""
    told = found(world)
    assert world("next", "--cancel").status == 1
    kept = done(world("next", "--find", "--keep")).out
    assert "Planned: " in kept
    assert found(world, "--keep") == told
    planned = json.loads(done(world("next", "--json")).out)
    start = datetime.fromisoformat(told["start"])
    assert planned["starts"] == f"{start:%Y-%m-%dT%H:%M}"
    world("next", "--cancel")
    assert {member["burden_before"] for member in found(world)["members"]} == {0}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--find", "--on", "2099-12-03"), "does not go with it"),
        (("--find", "--cancel"), "does not go with it"),
        (("--find", "--weeks", "0"), "1 to 26 weeks"),
        (("--find", "--days", "\x1b[2Jsomeday"), "no weekdays"),
        (("--find", "--from", "2020-01-01"), "no day from today on"),
        (("--find", "--minutes", "0"), "minutes"),
        (("--find", "--zone", "Nowhere/Land"), "Nowhere/Land"),
        (("--keep",), "belongs to --find"),
        (("--weeks", "3"), "belongs to --find"),
    ],
)
def test_find_refuses(demo: Circle, words: tuple[str, ...], named: str) -> None:
    """What cannot be looked for is refused with 2 in one sentence, and nothing is kept."""
    answer = demo("next", *words)
    assert answer.status == 2
    assert named in answer.err
    assert "\x1b" not in answer.err
    assert demo("next", "--cancel").status == 1


def test_when_nobody_can(demo: Circle) -> None:
    """Where no time suits all, I am told who is in the way, with --json by alias, and a way out."""
    member = json.loads(demo("members", "--json").out)["members"][0]
    alias, name = member["alias"], member["name"]
    done(demo("members", "week", alias, "--never", "mon-sun"))
    answer = demo("next", "--find", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert f"without {alias}" in answer.err
    assert name not in answer.err
    assert "circle next --on" in answer.err
    told = demo("next", "--find", "--minutes", "45", "--zone", "America/New_York").err
    assert f"without {name}" in told
    assert alias not in told
    for way in ("--weeks 4", f"circle members week '{name}'"):
        assert way in told
    said = re.search(r"Nearest is (.*?), 45 min, without .*: circle (next --on .*?)\n", told, re.S)
    assert said
    pasted = json.loads(done(demo(*shlex.split(said[2]), "--json")).out)
    assert (pasted["words"], pasted["minutes"]) == (said[1], 45)


DEMO = "Thursday circle (demo)"

BUSY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//made up//EN
BEGIN:VFREEBUSY
UID:1
DTSTAMP:20261121T120000Z
FREEBUSY:20261123T000000Z/20261126T100000Z,20261126T104500Z/20261127T000000Z
END:VFREEBUSY
END:VCALENDAR
"""
"""Somebody who can from Monday to Thursday for three quarters of an hour, at eleven in Berlin."""


def commands(told: str) -> list[str]:
    """Return the commands at the ends of lines."""
    return re.findall(r": circle (.*)$", told.removeprefix("circle: "), re.M)


def test_every_way_out_is_my_own_search(demo: Circle, tmp_path: Path) -> None:
    """Each command that is told is what I typed with one thing changed, and can be pasted."""
    done(demo("new", "Another circle", "--members", "Uma Test"))
    names = json.loads(demo("members", "--circle", DEMO, "--json").out)["members"]
    name, file = names[0]["name"], tmp_path / "my own calendar.ics"
    file.write_text(BUSY.replace("\n", "\r\n"), encoding="utf-8")
    mine = {
        "--days": "mon-thu",
        "--from": "2026-11-23",
        "--zone": "Europe/Berlin",
        "--busy": f"{name}={file}",
        "--circle": DEMO,
    }
    typed = [word for option in mine.items() for word in option]
    answer = demo("next", "--find", "--minutes", "60", *typed)
    assert answer.status == 1
    shorter, more, week, near = commands(answer.err)
    for command, changed in ((shorter, {"--minutes": "45"}), (more, {"--weeks": "4"})):
        words = shlex.split(command)
        assert words[:2] == ["next", "--find"]
        assert dict(zip(words[2::2], words[3::2], strict=True)) == (
            mine | {"--minutes": "60"} | changed
        )
    meeting = json.loads(done(demo(*shlex.split(shorter), "--json")).out)
    assert meeting["start"] == "2026-11-26T11:00+01:00"
    assert "possible for everybody" in done(demo(*shlex.split(more))).out
    assert done(demo(*shlex.split(week))).out.startswith(f"{name}: ")
    assert "60 min" in done(demo(*shlex.split(near))).out


def test_keeping_stays_keeping(demo: Circle, tmp_path: Path) -> None:
    """A way out of a search that would keep the time keeps it, and of a document is a document."""
    member = json.loads(demo("members", "--json").out)["members"][0]
    alias, name = member["alias"], member["name"]
    done(demo("members", "week", name, "--never", "mon-sun"))
    file = tmp_path / "otter.ics"
    file.write_text(BUSY.replace("\n", "\r\n"), encoding="utf-8")
    told = demo("next", "--find", "--keep", "--json", "--busy", f"{name}={file}").err
    again = f"circle next --find --weeks 4 --keep --busy {alias}={file} --json"
    assert again in told
    assert f"circle members week {alias})" in told
    assert not any(part in told for part in name.split())


def test_who_is_in_the_way_gets_a_command(demo: Circle) -> None:
    """Three of those in the way get a command each, and I am told how many more there are."""
    members = json.loads(demo("members", "--json").out)["members"]
    for member in members[:5]:
        done(demo("members", "week", member["alias"], "--never", "mon-sun"))
    told = demo("next", "--find").err
    ways = [way for way in commands(told) if way.startswith("members week")]
    assert ways == [shlex.join(["members", "week", each["name"]]) for each in members[:3]]
    assert "other hours for 2 more\n" in told
    assert "NAME" not in told


def test_the_table_of_points(demo: Circle) -> None:
    """What everybody had so far, has now and has after adds up, and fits 80 columns."""
    name = "Oluwaseun Marrobrook-Altavintro of the Far Hills"
    done(demo("members", "add", name))
    done(demo("members", "edit", name, "--zone", "America/Argentina/ComodRivadavia"))
    for _ in range(2):
        out = done(demo("next", "--find", "--keep")).out
    table, why = out.partition("so far  now  after")[2].split("\n\nWhy:\n")
    rows = [line.split()[-3:] for line in table.strip().splitlines()]
    legend = rows.pop()
    assert legend == ["day", "off", "6."]
    assert len(rows) == len(json.loads(demo("members", "--json").out)["members"])
    assert all(int(before) + int(now) == int(after) for before, now, after in rows)
    assert max(map(len, out.partition("\n\nWhy:")[0].splitlines())) <= 80
    assert "Next best: " in why
    assert "points)" in why


def test_a_week_in_words(thursday: Circle) -> None:
    """I say when a member works, sleeps and never can in words; what I leave out stays."""
    assert "nobody said" in done(thursday("members", "week", "Ana")).out
    done(thursday("members", "week", "Ana", "--works", "8:30-17", "--off", "fri-sun"))
    said = ("--sleeps", "22-6:30", "--never", "mon and wed 15:00-16:30", "--never", "sat")
    told = done(thursday("members", "week", "Ana", *said)).out
    for part in (
        *("Ana Example: works 08:30 to 17:00, sleeps 22:00 to 06:30, off Friday to Sunday",),
        *("never Monday and Wednesday 15:00 to 16:30", "never Saturday", "Europe/Berlin"),
    ):
        assert part in told
    week = json.loads(done(thursday("members", "week", "Ana", "--json")).out)
    assert week["works"] == ["08:30", "17:00"]
    assert week["never"][1] == {"days": ["Saturday"], "hours": ["00:00", "00:00"]}
    gone = done(
        thursday(
            *("members", "week", "Ana", "--works", "none", "--sleeps", "none"),
            *("--off", "none", "--never", ""),
        )
    ).out
    assert "no working hours, no sleep to be spared, no day off (" in gone
    assert "nobody said" in done(thursday("members", "week", "Ana", "--usual")).out


@pytest.mark.parametrize(
    "words",
    [
        ("--works", "9"),
        ("--works", "9-9"),
        ("--works", "9-25"),
        ("--sleeps", "22:70-6"),
        ("--off", "funday"),
        ("--never", "12-14"),
        ("--never", "thu soon"),
        ("--usual", "--off", "sat"),
    ],
)
def test_a_week_that_cannot_be(thursday: Circle, words: tuple[str, ...]) -> None:
    """A week that is not understood is refused with 2 in one sentence, and the old one stays."""
    before = done(thursday("members", "week", "Ana", "--off", "mon")).out
    answer = thursday("members", "week", "Ana", *words)
    assert answer.status == 2
    assert "Nothing was changed." in answer.err
    assert done(thursday("members", "week", "Ana")).out == before


def test_the_hours_stand_above_the_strips(circle: Circle, now: FakeClock) -> None:
    """However short the names are beside the city, midnight stands where every strip begins."""
    zone = "America/Argentina/Buenos_Aires"
    rhythm = ("--every", "week", "--on", "mon", "--at", "18:30", "--zone", zone)
    done(circle("new", "Two", "--members", "Bo, Al", *rhythm))
    _, _, heading, *strips = done(circle("next", "--find")).out.splitlines()
    assert heading.startswith("in Buenos Aires  00    03")
    for strip in strips[:2]:
        assert len(strip) == heading.index("00") + 48
        assert set(strip[heading.index("00") :]) <= set(".-+*x")
