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
    for way in ("--weeks 4", "circle members week NAME"):
        assert way in told
    said = re.search(r"Nearest is (.*?), without .*: circle (next --on .*?)\. What", told)
    assert said
    pasted = json.loads(done(demo(*shlex.split(said[2]), "--json")).out)
    assert (pasted["words"], pasted["minutes"]) == (said[1], 45)


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
