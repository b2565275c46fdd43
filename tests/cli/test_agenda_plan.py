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
        *("slack_seconds", "fits", "unfilled", "choices", "warnings", "bids", "per_person"),
        *("people_assumed", "turns"),
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
    today = ("swims-equal-share", "--people", "8", "--start", "19:30", "--minutes")
    plan = planned(circle, *today, "90")
    assert (plan["promised_seconds"], plan["slack_seconds"]) == (5_400, -2_400)
    out = circle("agenda", "plan", *today, "90").out
    assert "It takes 130 min for 8, 40 min more than the promised 90 min." in out
    for words in ("90", "1h30m", "90m"):
        assert planned(circle, *today, words) == plan


def test_what_is_left_goes_to_the_part_that_absorbs(circle: Circle) -> None:
    """For eight people the first meeting's goals take what is left of the ninety minutes."""
    plan = planned(circle, "lean-in-kickoff", "--people", "8")
    assert (plan["planned_seconds"], plan["slack_seconds"]) == (5_400, 0)
    assert turns_of(plan, "Goals, and how we meet") == [24 * 60]
    answer = circle("agenda", "rehearse", "lean-in-kickoff", "--people", "8", "--start", "19:30")
    assert answer.out.splitlines()[-1] == "Promised 21:00, ends 21:00: on time."


def test_bids_before_and_after(circle: Circle) -> None:
    """What everybody asked for and what they get stand side by side, and are the turns."""
    words = ("eot-time-bids", "--people", "5", "--start", "19:30", "--bids", "30,40,0,50")
    answer = circle("agenda", "plan", *words)
    assert answer.status == 0
    plan = planned(circle, *words)
    turns = {t["who"]: t["seconds"] for t in plan["turns"] if t["segment"] == "Turns"}
    assert set(turns) == {"person 1", "person 2", "person 4"}
    assert sum(turns.values()) == 90 * 60
    told = {bid["person"]: bid for bid in plan["bids"]}
    assert {person: bid["asked_seconds"] for person, bid in told.items()} == {
        **{1: 1_800, 2: 2_400, 3: 0},
        **{4: 3_000, 5: 0},
    }
    for person, bid in told.items():
        assert bid["segment"] == "Turns"
        assert bid["granted_seconds"] == turns.get(f"person {person}", 0)
    for who, seconds in turns.items():
        assert re.search(rf"^{who} +[0-9:]+ +{seconds // 60}:{seconds % 60:02}$", answer.out, re.M)
    assert "Persons 3 and 5 asked for nothing and have no turn." in answer.out


def test_bids_of_nothing_are_no_bids(circle: Circle) -> None:
    """When nobody asks for time everybody has the same, and the table says so."""
    answer = circle("agenda", "plan", "eot-time-bids", "--people", "2", "--bids", "0,0")
    assert "person 1         0:00  45:00" in answer.out
    assert "Nobody asked for time, so everybody has the same." in answer.out


EXCLUDING = """
title = "Own"
[[segment]]
title = "Case"
clock = "one"
minutes = 10
[[segment]]
title = "Turns"
clock = "bid"
total = 30
exclude = "presenter"
[[segment]]
title = "Last word"
clock = "one"
minutes = 5
"""


def test_who_has_no_turn_gets_none_of_the_bids(circle: Circle, tmp_path: Path) -> None:
    """A bid of somebody who has no turn in the part is granted nothing, and that is said."""
    file = tmp_path / "own.toml"
    file.write_text(EXCLUDING)
    words = (str(file), "--people", "3", "--bids", "10,20,20")
    plan = planned(circle, *words)
    assert [bid["granted_seconds"] for bid in plan["bids"]] == [0, 900, 900]
    assert turns_of(plan, "Turns") == [900, 900]
    out = circle("agenda", "plan", *words).out
    assert "Person 1 has no turn in this part by its own rule." in out


def test_what_everybody_has_is_said_of_everybody_only(circle: Circle, tmp_path: Path) -> None:
    """Where only the presenter speaks, nobody else is told to have twelve minutes."""
    out = circle("agenda", "plan", "balint-45", "--people", "9").out
    assert "The presenter (person 1) has 12:00 in all." in out
    assert "Each" not in out
    file = tmp_path / "own.toml"
    file.write_text(EXCLUDING)
    out = circle("agenda", "plan", str(file), "--people", "3").out
    assert "The presenter (person 1) has 15:00 in all.\nEach of the others has 15:00 in" in out
    plan = planned(circle, "swims-equal-share", "--people", "8")
    assert plan["per_person"] == [{"person": n, "seconds": 900} for n in range(1, 9)]
    assert "Each person has 15:00 in all." in circle("agenda", "plan", "swims-equal-share").out


def test_bids_need_a_part_for_them(circle: Circle) -> None:
    """Bids for an agenda without such a part are refused in words, not ignored."""
    for verb in ("plan", "rehearse"):
        answer = circle("agenda", verb, "balint-45", "--bids", "10,20")
        assert answer.status == 2
        assert "no part that is shared out by bids" in answer.err


def test_a_number_that_nobody_said_is_said(circle: Circle) -> None:
    """Without a number of people the plan says that eight is an assumption."""
    for verb in ("plan", "rehearse"):
        told = "8 people is an assumption; say how many there are with --people."
        assert told in circle("agenda", verb, "balint-45").out
        assert "assumption" not in circle("agenda", verb, "balint-45", "--people", "8").out
        assert json.loads(circle("agenda", verb, "balint-45", "--json").out)["people_assumed"]
    assert planned(circle, "balint-45", "--people", "8")["people_assumed"] is False


def test_another_size_of_circle_is_warned(circle: Circle) -> None:
    """Outside its sizes a format says for whom it is meant, in plan and rehearsal."""
    told = "This format is meant for 6 to 10 people."
    for verb in ("plan", "rehearse"):
        assert told in circle("agenda", verb, "balint-45", "--people", "5").out
        answer = json.loads(circle("agenda", verb, "balint-45", "--people", "5", "--json").out)
        assert told in answer["warnings"]
        assert told not in circle("agenda", verb, "balint-45", "--people", "6").out


def test_parts_nobody_can_fill_do_not_just_fit(circle: Circle) -> None:
    """Two people cannot do what needs three: one sentence says so, and the verdict as well."""
    out = circle("agenda", "plan", "troika-30", "--people", "2").out
    assert out.count("Nobody can fill") == 1
    assert re.search(r"It takes .*, but nobody can fill \d+ parts\.", out)
    assert "fits" not in out
    assert planned(circle, "troika-30", "--people", "2")["unfilled"]


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
    assert "It takes 18 min for 8.\n" in circle("agenda", "plan", str(file)).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "troika-30", "--start", "25:00"), "25:00"),
        (("plan", "troika-30", "--minutes", "0"), "1 to 1440"),
        (("plan", "troika-30", "--people", "100"), "1 to 99"),
        (("plan", "troika-30", "--minutes", "1441"), "1 to 1440"),
        (("plan", "troika-30", "--minutes", "90s"), "whole minutes"),
        (("rehearse", "troika-30", "--minutes", "long"), "long"),
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
        *("agenda", "rehearse", "troika-30", "--people", "6", "--start", "19:30", "--json")
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
    assert told["bids"] == []


def test_a_rehearsal_with_bids_and_another_promise(circle: Circle) -> None:
    """A rehearsal runs with the bids and the promise of today, as the plan has them."""
    today = ("eot-time-bids", "--people", "3", "--start", "19:30", "--bids", "20,10,5")
    promise = ("--minutes", "1h10m")
    answer = circle("agenda", "rehearse", *today, *promise)
    assert "person 1        20:00  20:00" in answer.out
    assert "turn        person 2, 10:00" in answer.out
    plan = planned(circle, *today, *promise)
    told = json.loads(circle("agenda", "rehearse", *today, *promise, "--json").out)
    assert told["promised_end"] == "20:40:00"
    assert told["end"] == plan["end"]
    assert told["bids"] == plan["bids"]


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
    bids = planned(circle, "eot-time-bids", "--bids", "10")["bids"]
    keys = {*plan, *plan["turns"][0], *plan["choices"][0], *plan["choices"][0]["changes"][0]}
    keys |= {*bids[0], *plan["per_person"][0]}
    assert set.union(*documented) == keys
