"""Action items, notes, and what the circle agreed to share."""

import json
import re
from typing import Any

import pytest

from circle_tui.services.demo import NAMES
from tests.cli.conftest import Circle
from tests.fakes import FakeClock


def listed(demo: Circle, *options: str) -> list[dict[str, Any]]:
    """Return the action items that are listed."""
    items: list[dict[str, Any]] = json.loads(demo("actions", "list", "--json", *options).out)[
        "actions"
    ]
    return items


def test_actions_are_numbered_and_dated(demo: Circle) -> None:
    """I see three open items by alias, the most urgent first, which is due today."""
    items = listed(demo)
    for line, item in zip(demo("actions").out.splitlines(), items, strict=True):
        assert line.startswith(f"{item['number']}  ")
        assert item["id"].startswith(item["number"])
    assert [item["due"] for item in items] == ["2026-11-21", "2026-11-28", None]
    assert {item["status"] for item in items} == {"open"}
    out = demo("actions").out
    assert "due today" in out
    assert "due Sat 28 Nov" in out
    assert not any(name in out for name in NAMES)


def test_done_by_number_and_by_id(demo: Circle) -> None:
    """A number or an id marks an item as done; it leaves the list and stays in --all."""
    items = listed(demo)
    assert demo("actions", "done", items[1]["number"]).status == 0
    assert demo("actions", "done", items[0]["id"]).status == 0
    assert listed(demo) == [items[2]]
    everything = listed(demo, "--all")
    assert [item["status"] for item in everything] == ["open", "done", "done"]
    assert everything[1]["closed"] == "2026-11-21"
    assert "done Sat 21 Nov" in demo("actions", "list", "--all").out


def test_a_number_stays_with_its_item(demo: Circle) -> None:
    """What I typed from the list hits the same item, whatever left the list in between."""
    before = listed(demo)
    first, second, _ = before
    demo("actions", "drop", first["number"])
    demo("actions", "done", second["number"])
    told = demo("actions", "back", first["number"]).out
    assert told == f"Taken back, it is open now: {first['text']}\n"
    demo("actions", "back", second["number"])
    assert listed(demo) == before


def test_a_step_says_how_it_is_taken_back(demo: Circle) -> None:
    """After a slip the line to type stands there, and does what it says."""
    before = listed(demo)
    told = demo("actions", "drop", before[0]["number"]).out.splitlines()
    assert told[-1] == f"To take that back: circle actions back {before[0]['number']}"
    demo(*told[-1].partition("circle ")[2].split())
    assert listed(demo) == before


@pytest.mark.parametrize("item", ["0", "1", "12", "-1", "nothing", "", " "])
def test_done_needs_an_item_that_was_listed(demo: Circle, item: str) -> None:
    """A place in the list, and what is not there, are refused with 2, and nothing is changed."""
    before = demo("actions", "--json").out
    answer = demo("actions", "done", "--", item)
    assert answer.status == 2
    assert "circle actions list --all" in answer.err
    assert demo("actions", "--json").out == before


def test_done_twice(demo: Circle, now: FakeClock) -> None:
    """An item that was done on another day is refused with 1: nothing typed was wrong."""
    first = json.loads(demo("actions", "--json").out)["actions"][0]["id"]
    demo("actions", "done", first)
    now.advance(minutes=24 * 60)
    again = demo("actions", "done", first)
    assert again.status == 1
    assert "done, and stays so" in again.err
    how = again.err.rstrip().partition("To reopen: circle ")[2]
    assert demo(*how.split()).out.startswith("Taken back, it is open now: ")
    assert first in [item["id"] for item in listed(demo)]


def test_a_slip_is_mended_on_the_same_day(demo: Circle) -> None:
    """What I say of an item last on a day holds, as it does in a review, and is the only step."""
    first = json.loads(demo("actions", "--json").out)["actions"][0]["id"]
    demo("actions", "done", first)
    assert demo("actions", "partly", first).status == 0
    (item,) = (i for i in json.loads(demo("actions", "--json").out)["actions"] if i["id"] == first)
    assert [step["status"] for step in item["steps"]] == [item["status"]] == ["partly"]


def test_a_day_that_is_over_is_told_without_blame(demo: Circle, now: FakeClock) -> None:
    """The day after, I read when the item was due, and nothing of being late."""
    now.advance(minutes=24 * 60)
    assert "was due Sat 21 Nov" in demo("actions").out


def test_what_became_of_an_item_is_told_in_dates(demo: Circle, now: FakeClock) -> None:
    """Partly done, carried, dropped: each has its day, and the line on how it went is masked."""
    one, two, _ = (item["number"] for item in listed(demo))
    told = demo("actions", "partly", one, "--how", "Noor read it, and wrote to a@ward.example").out
    assert "How it went, as it is kept: [A] read it, and wrote to [email]" in told
    now.advance(minutes=24 * 60)
    demo("actions", "carry", one)
    dropped = demo("actions", "drop", two).out
    assert dropped.startswith("Dropped: Ask two colleagues how they keep their on-call log\n")
    first = json.loads(demo("actions", "--json").out)["actions"][0]
    assert (first["status"], first["age"]) == ("partly", 0)
    assert first["steps"] == [
        {
            "on": "2026-11-21",
            "status": "partly",
            "text": "[A] read it, and wrote to [email]",
        },
        {"on": "2026-11-22", "status": "carried", "text": ""},
    ]
    lines = demo("actions", "list", "--history").out.splitlines()
    assert lines[0].endswith("partly, was due Sat 21 Nov  new")
    assert lines[1] == "     taken on 5 Nov · partly 21 Nov · carried 22 Nov"
    assert lines[2] == "     2026-11-21: [A] read it, and wrote to [email]"
    assert "dropped 22 Nov" in demo("actions", "list", "--all").out


def test_a_step_can_be_taken_back(demo: Circle) -> None:
    """What I marked as done by mistake is open again; what has taken no step is refused."""
    before = demo("actions", "--json").out
    number = listed(demo)[1]["number"]
    demo("actions", "done", number)
    assert demo("actions", "back", number).out.startswith("Taken back, it is open now: Ask two")
    assert demo("actions", "--json").out == before
    refused = demo("actions", "back", number)
    assert (refused.status, "no step that could be taken back" in refused.err) == (1, True)


def alias_of(circle: Circle, name: str) -> str:
    """Return the alias of a member."""
    members = json.loads(circle("members", "--json").out)["members"]
    (alias,) = (member["alias"] for member in members if member["name"] == name)
    assert isinstance(alias, str)
    return alias


def unnumbered(told: str) -> str:
    """Return what was said of a new item behind its number."""
    said = re.fullmatch(r"Kept as \d{3,}: (.*\n)", told)
    assert said is not None, told
    return said[1]


def test_what_i_just_added_can_be_named(demo: Circle) -> None:
    """The number that stands there when an item is kept is the one it is known by from then on."""
    number = demo("actions", "add", "look by the door").out.split()[2].rstrip(":")
    assert demo("actions", "done", number).out.startswith("Done: look by the door\n")


def test_something_is_taken_on_between_two_sessions(demo: Circle) -> None:
    """I add an item by alias, with its day in words; names in it are masked."""
    alias = alias_of(demo, NAMES[2])
    told = demo("actions", "add", "ask Noor for it", "--owner", alias, "--due", "next tue")
    assert unnumbered(told.out) == f"{alias}: ask [A] for it · due Tue 24 Nov\n"
    assert unnumbered(demo("actions", "add", f"{alias}: book the room by next meeting").out) == (
        f"{alias}: book the room · due Thu 26 Nov\n"
    )
    kept = demo("actions", "add", "look by the door").out
    assert unnumbered(kept) == "the whole circle: look by the door\n"
    assert unnumbered(demo("actions", "add", "call by fri", "--due", "next meeting").out) == (
        "the whole circle: call by fri · due Thu 26 Nov\n"
    )
    mine = json.loads(demo("actions", "list", "--mine", alias, "--json").out)["actions"]
    assert {item["owner"] for item in mine} == {alias}
    assert {"ask [A] for it", "book the room"} <= {item["text"] for item in mine}
    assert {item["age"] for item in mine} == {0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x", "--due", "yesterday"), "still to come"),
        (("x", "--due", "2020-01-01"), "still to come"),
        (("x", "--owner", "Nobody"), 'No member is called "Nobody"'),
        (("  ",), "says what to do"),
        (("\u3164",), "says what to do"),
        (("\u200d \u2800 \u0301",), "says what to do"),
    ],
)
def test_what_cannot_be_taken_on(demo: Circle, words: tuple[str, ...], said: str) -> None:
    """A day that is over, an owner that nobody is, and nothing to do are refused with 2."""
    before = demo("actions", "--json").out
    answer = demo("actions", "add", *words)
    assert (answer.status, said in answer.err) == (2, True)
    assert demo("actions", "--json").out == before


def test_a_day_at_a_meeting_nobody_planned(circle: Circle) -> None:
    """Without a rhythm nothing can be due at the next meeting, and I am told how to plan one."""
    circle("new", "Plain")
    answer = circle("actions", "add", "call", "--due", "next meeting")
    assert (answer.status, "circle next" in answer.err) == (2, True)


def test_nothing_is_shared_unless_it_was_agreed(demo: Circle) -> None:
    """I say what the circle agreed to share, one thing at a time; nothing is from the start."""
    nothing = {"items": False, "decisions": False}
    assert json.loads(demo("share", "--json").out) == {"shared": nothing}
    assert "What the whole circle took on is everybody's" in demo("share").out
    assert demo("share", "on", "decisions").out.startswith("Shared from now on: what the group")
    assert json.loads(demo("share", "--json").out) == {"shared": {**nothing, "decisions": True}}
    assert re.search(r"items +off .*\ndecisions +on ", demo("share", "list").out)
    assert demo("share", "off", "decisions").out.startswith("Not shared from now on")
    assert json.loads(demo("share", "--json").out) == {"shared": nothing}
    assert demo("share", "on", "names").status == 2


def test_nothing_kept_yet(thursday: Circle) -> None:
    """Empty listings say so in words, and are empty lists in JSON."""
    assert thursday("actions").out == "No action items are open.\n"
    assert thursday("notes").out == "No notes are kept yet.\n"
    assert json.loads(thursday("actions", "--json").out) == {"actions": []}
    assert json.loads(thursday("notes", "--json").out) == {"notes": []}


def test_notes_by_session_and_segment(demo: Circle) -> None:
    """Notes are listed under their session's day and segment, without any author."""
    notes = json.loads(demo("notes", "list", "--json").out)["notes"]
    assert len(notes) == 4
    assert {note["date"] for note in notes} == {"2026-11-05"}
    assert notes[0]["segment"] == "Turns"
    assert set(notes[0]) == {"session", "date", "segment", "text"}
    lines = demo("notes").out.splitlines()
    assert lines[0] == "2026-11-05, Turns"
    assert lines[1].startswith("  ")
