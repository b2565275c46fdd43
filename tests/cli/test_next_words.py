"""Dates, rhythms and hours as they are typed in a hurry, and lists that stay short."""

import json
import re

from tests.cli.conftest import Circle


def test_a_list_before_a_very_far_meeting_is_short(demo: Circle) -> None:
    """With the next meeting centuries ahead I read six dates that fall away, and how many more."""
    demo("next", "--move", "2300-03-04 18:30")
    lines = demo("next", "--list", "5").out.splitlines()
    assert [line.rpartition("  ")[2] for line in lines[:6]] == ["falls away"] * 6
    assert re.fullmatch(r"… and more than \d+ more fall away", lines[6])
    assert lines[7:] == ["Sunday 4 March 2300, 18:30 in Berlin        planned"]
    listed = json.loads(demo("next", "--list", "5", "--json").out)
    assert len(listed["dates"]) == 7
    assert f"more than {listed['more_fall_away']} more" in lines[6]
    assert listed["all_counted"] is False
    demo("next", "--move", "2027-05-07 18:30")
    lines = demo("next", "--list", "2").out.splitlines()
    assert lines[6:] == [
        "… and 1 more falls away",
        "Friday 7 May 2027, 18:30 in Berlin          planned",
        "Thursday 13 May 2027, 18:30 in Berlin",
    ]
    listed = json.loads(demo("next", "--list", "2", "--json").out)
    assert (listed["more_fall_away"], listed["all_counted"]) == (1, True)


def test_a_time_alone_moves_the_meeting_on_its_day(demo: Circle) -> None:
    """To meet earlier or later on the same day I only say the hour."""
    for words in ("18:00", "6 pm", "18:00 Europe/Berlin", "18:00 in Berlin"):
        told = demo("next", "--move", words).out
        assert told.startswith("Next meeting: Thursday 26 November 2026, 18:00 in Berlin, ")


def test_rhythms_and_hours_as_they_are_said(demo: Circle) -> None:
    """I say fortnight and 19; 7 alone is asked about, and nothing is changed by asking."""
    told = demo("rhythm", "--every", "fortnight", "--on", "thu", "--at", "19").out
    assert told.startswith("The circle meets every 2 weeks on Thursday, 19:00 in Berlin")
    refused = demo("rhythm", "--at", "7")
    assert (refused.status, 'Say "7:00" or "7 pm".' in refused.err) == (2, True)
    assert "19:00 in Berlin" in demo("rhythm").out
    told = demo("rhythm", "--every", "quarter", "--on", "2nd thu", "--at", "7 pm").out
    assert told.startswith("The circle meets the second Thursday of every 3 months, 19:00")


def test_a_week_with_am_and_pm(demo: Circle) -> None:
    """I say a member's hours with am and pm; what may be two things changes nothing."""
    said = ("--works", "9-5pm", "--sleeps", "10pm-6am", "--never", "thu 12pm-2pm")
    told = demo("members", "week", "Ana", *said).out
    assert "works 09:00 to 17:00, sleeps 22:00 to 06:00" in told
    assert "never Thursday 12:00 to 14:00" in told
    refused = demo("members", "week", "Ana", "--works", "9-5")
    assert refused.status == 2
    assert '"9-5" may be "9 am-5 pm" or "9 pm-5 am": say which. Nothing' in refused.err
    assert demo("members", "week", "Ana").out == told
