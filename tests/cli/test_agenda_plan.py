"""Planning and rehearsing an agenda from the shell."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Circle


def planned(circle: Circle, *words: str) -> dict[str, Any]:
    """Return the JSON of a plan."""
    answer = circle("agenda", "plan", *words, "--json")
    assert answer.status == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def turns_of(plan: dict[str, Any], segment: str) -> list[int]:
    """Return the seconds of a segment's turns."""
    return [turn["seconds"] for turn in plan["turns"] if turn["segment"] == segment]


def test_eight_share_two_hours(circle: Circle) -> None:
    """For eight people the turns are eight of fifteen minutes each."""
    plan = planned(circle, "swims-equal-share", "--people", "8", "--start", "19:30")
    assert turns_of(plan, "Turns") == [900] * 8
    assert set(plan) == {
        *("agenda", "people", "start", "end", "promised_seconds", "planned_seconds"),
        *("slack_seconds", "fits", "choices", "warnings", "turns"),
    }
    assert (plan["agenda"], plan["people"]) == ("swims-equal-share", 8)
    assert (plan["start"], plan["end"]) == ("19:30:00", "21:40:00")
    assert (plan["planned_seconds"], plan["slack_seconds"], plan["fits"]) == (7_800, 0, True)
    assert plan["choices"] == []
    assert plan["turns"][1] == {
        "segment": "Turns",
        "who": "person 1",
        "seconds": 900,
        "start": "19:35:00",
        "end": "19:50:00",
    }


def test_seven_share_two_hours_exactly(circle: Circle) -> None:
    """Seven turns sum to two hours to the second, in steps of five seconds."""
    turns = turns_of(planned(circle, "swims-equal-share", "--people", "7"), "Turns")
    assert (len(turns), sum(turns)) == (7, 7_200)
    assert all(seconds % 5 == 0 for seconds in turns)


def test_a_check_in_that_needs_more_than_it_says(circle: Circle) -> None:
    """For ten people the check-in needs 30 minutes, not 20, and I am offered the ways out."""
    answer = circle("agenda", "plan", "lean-in-topic", "--people", "10", "--start", "19:30")
    assert answer.status == 0
    assert "Check-in needs 30 minutes, not 20, for 10 people." in answer.out
    assert "What you can do, one of these:" in answer.out
    assert "Ask for 6 of 10 to speak" in answer.out
    plan = planned(circle, "lean-in-topic", "--people", "10")
    assert plan["fits"] is False
    assert {choice["way"] for choice in plan["choices"]} >= {"shorten", "volunteers", "later"}
    for choice in plan["choices"]:
        saved = sum(c["from_seconds"] - c["to_seconds"] for c in choice["changes"])
        assert choice["planned_seconds"] == plan["planned_seconds"] - saved


def test_a_limit_of_today_comes_before_the_agendas(circle: Circle) -> None:
    """With ninety minutes today the plan says by how much it is too long."""
    plan = planned(circle, "swims-equal-share", "--people", "8", "--minutes", "90")
    assert (plan["promised_seconds"], plan["slack_seconds"]) == (5_400, -2_400)
    out = circle("agenda", "plan", "swims-equal-share", "--people", "8", "--minutes", "90").out
    assert "130 min, 40 min more than the promised 90 min" in out


def test_bids_before_and_after(circle: Circle) -> None:
    """What everybody asked for and what they get stand side by side."""
    answer = circle(
        *("agenda", "plan", "eot-time-bids", "--people", "4"),
        *("--bids", "30,40,20,50", "--start", "19:30"),
    )
    assert answer.status == 0
    assert "asked   gets" in answer.out
    assert "person 4        50:00" in answer.out


def test_bids_for_more_people_than_there_are(circle: Circle) -> None:
    """More bids than people is a slip that is said."""
    answer = circle("agenda", "plan", "eot-time-bids", "--people", "2", "--bids", "1,2,3")
    assert answer.status == 2
    assert "3 bids" in answer.err


OWN = """
title = "Own"
[[segment]]
title = "Meet"
clock = "pairs"
minutes = 4
rounds = 2
[[segment]]
title = "Case"
clock = "one"
minutes = 10
ends_at = "20:00"
"""


def test_who_is_with_whom(circle: Circle, tmp_path: Path) -> None:
    """Pairs, one speaker and a fixed end that is missed are told; without a promise all fits."""
    file = tmp_path / "own.toml"
    file.write_text(OWN)
    plan = planned(circle, str(file), "--people", "5", "--start", "19:45")
    assert [turn["who"] for turn in plan["turns"]] == [
        "1+2+3, 4+5",
        "1+5, 2+3+4",
        "presenter (person 1)",
    ]
    assert plan["warnings"] == ["Case must end at 20:00 and would end 3 min later."]
    assert (plan["promised_seconds"], plan["slack_seconds"], plan["fits"]) == (None, None, True)
    assert "no length is promised" in circle("agenda", "plan", str(file)).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "troika-30", "--start", "25:00"), "25:00"),
        (("plan", "troika-30", "--minutes", "0"), "1 to 1440"),
        (("plan", "troika-30", "--people", "100"), "1 to 99"),
        (("plan", "eot-time-bids", "--bids", "ten"), "ten"),
        (("rehearse", "troika-30", "--late", "soon"), "soon"),
        (("rehearse", "troika-30", "--overrun", "much"), "much"),
    ],
)
def test_slips_are_said(circle: Circle, words: tuple[str, ...], said: str) -> None:
    """A figure that cannot be is answered with 2 and what to write instead."""
    answer = circle("agenda", *words)
    assert answer.status == 2
    assert said in answer.err
    assert answer.out == ""


def test_rehearsal_of_a_bad_evening(circle: Circle) -> None:
    """Prompts, cues and turns stand in a timeline that ends later than was promised."""
    answer = circle(
        *("agenda", "rehearse", "swims-equal-share", "--people", "5", "--start", "19:30"),
        *("--late", "5m", "--overrun", "20%"),
    )
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert "19:35     part        Arrive" in lines
    assert any(line.endswith("soon        everybody") for line in lines)
    assert lines[-1] == "Promised 21:40, ends 22:11: 31 min late."


def test_rehearsal_for_other_programs(circle: Circle) -> None:
    """The same timeline is one JSON document."""
    answer = circle(
        *("agenda", "rehearse", "troika-30", "--people", "7", "--start", "19:30", "--json")
    )
    told = json.loads(answer.out)
    assert (told["start"], told["promised_end"], told["end"]) == (
        "19:30:00",
        "20:00:00",
        "20:00:00",
    )
    assert told["late_seconds"] == 0
    assert {event["cue"] for event in told["events"]} == {
        *("part", "turn", "soon", "time is up", "end")
    }
    assert told["events"][-1]["at"] == told["end"]


def test_now_is_the_start_when_none_is_named(circle: Circle) -> None:
    """Without a start the plan is for this minute."""
    plan = planned(circle, "troika-30", "--people", "6")
    assert plan["start"].endswith(":00")


def test_every_key_is_documented(circle: Circle) -> None:
    """The page about the JSON names every key, and none that is not there."""
    page = (Path(__file__).parents[2] / "docs" / "agenda-plan.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    documented = [set(re.findall(r"`(\w+)`", row.split("|")[1])) for row in rows]
    plan = planned(circle, "lean-in-topic", "--people", "10")
    keys = {*plan, *plan["turns"][0], *plan["choices"][0]}
    assert set.union(*documented) == keys
