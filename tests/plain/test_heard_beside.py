"""What is said in words: what people wrote stays, and what a look would tell is said."""

import re
from dataclasses import replace
from datetime import time
from pathlib import Path

from circle_tui.domain.agenda import Agenda, ClockMode, Poll, Segment
from circle_tui.domain.order import Line, Mark
from circle_tui.domain.view import LiveView
from circle_tui.plain.heard import heard_view
from tests.plain.scripts import Sleep, Typed, Wait, held, held_in
from tests.plain.test_heard import BERLIN, TALK, agenda_of
from tests.ui.rooms import NAMES, circle_of, running, workspace_of
from tests.ui.test_counting import crowd

TOLD = Segment("Round at 2:00", "round", ClockMode.EACH, 125, say="Begin at 12:00.")


def test_a_picture_has_its_lengths_in_words() -> None:
    """Every length of the screen's picture is in words, and every time of day as it was."""
    view = LiveView(
        clock="+0:05",
        allotted="2:00",
        used="2:05",
        interruption="12:00",
        pause="paused 2 h",
        drift="1 h 35 min late",
        behind="1 h 35 min behind for 18:50",
        vote_due="Vote on 1:30 more?",
        now="18:52",
        promised="18:50",
        segment="At 12:00",
        say="2:00\n3 of 4 speak here, whoever wants to: 2:00 each.",
        order=(Line(Mark.DONE, 1, "Noor 2:00", "2:05", "+0:05"),),
    )
    assert heard_view(view) == replace(
        view,
        clock="5 seconds over",
        allotted="2 minutes",
        used="2 minutes 5 seconds",
        interruption="12 minutes",
        pause="paused 2 hours",
        drift="1 hour 35 minutes late",
        behind="1 hour 35 minutes behind for 18:50",
        vote_due="Vote on 1 minute 30 seconds more?",
        order=(Line(Mark.DONE, 1, "Noor 2:00", "2 minutes 5 seconds", "5 seconds over"),),
    )


async def test_what_people_wrote_is_said_as_they_wrote_it(tmp_path: Path) -> None:
    """A time in a title, a script or a name is nobody's length; beside it a length is in words."""
    agenda = Agenda("told", "Told", (TOLD, replace(TOLD, title="Then", clock=ClockMode.DIVIDE)))
    circle = running(circle_of(*NAMES[:3], "Will 18:30"), agenda)
    typed = ["", "here", "4 left", "", "here", "4 here", "", "parts"]
    heard = await held_in(workspace_of(circle, tmp_path), *typed)
    assert "To say: Begin at 12:00." in heard.lines
    assert "Will 18:30 leaves: 2 minutes 5 seconds given back." in heard.lines
    back = next(line for line in heard.lines if line.startswith("Will 18:30 is back: "))
    assert 'gets 2 minutes 5 seconds in "Round at 2:00"' in back
    assert "Will 18:30: ahead, 2 minutes 5 seconds." in heard.lines


async def test_a_part_is_called_what_it_is_called(tmp_path: Path) -> None:
    """When the last who speaks leaves, the floor goes to a part, by the title that it has."""
    agenda = Agenda("told", "Told", (TOLD, replace(TALK, title="Soup at 7:30")))
    heard = await held(tmp_path, *["next"] * 3, "here", "4 left", agenda=agenda)
    assert 'The floor goes to "Soup at 7:30".' in heard.lines


async def test_a_new_plan_keeps_the_titles(tmp_path: Path) -> None:
    """Hours late, how late is in words; a title with hours in it is said as it was written."""
    soup = replace(TALK, title="Soup, 2 h")
    agenda = Agenda("told", "Told", (TALK, soup))
    heard = await held(tmp_path, Wait(7_384), "replan", "1", agenda=agenda)
    (way,) = (line for line in heard.lines if line.startswith("1: "))
    assert way.startswith('1: Shorten "Soup, 2 h", end 1 hour ')
    assert "later: Soup, 2 h from 10 minutes 5 seconds to " in way
    assert any(line.startswith('Shortened "Soup, 2 h", moved the end 1 h') for line in heard.lines)


async def test_why_no_new_plan_helps_is_heard_in_words(tmp_path: Path) -> None:
    """Hours late for a part's end, which no plan can hold: how late is said in words."""
    first = replace(TALK, title="Soup, 2 h", ends_at=time(18, 35), protected=True)
    agenda = Agenda("told", "Told", (first, TALK), minutes=400)
    heard = await held(tmp_path, Wait(7_384), "replan", agenda=agenda)
    said = 'The part "Soup, 2 h" would end 1 hour 58 minutes after 18:35. '
    assert any(line.startswith(said) for line in heard.lines), heard.said


async def test_bids_that_got_less_are_heard_in_words(tmp_path: Path) -> None:
    """What was given of what people asked for is said in words."""
    bids = Segment("Asking", "round", ClockMode.BID, 455)
    typed = ["bids", "10", "10", "0", "0", ""]
    heard = await held(tmp_path, *typed, agenda=Agenda("bids", "Bids", (bids,)))
    assert "Shared out: 20 min asked, 7 minutes 35 seconds given." in heard.lines, heard.said
    bids = replace(bids, seconds=755)
    typed[3] = "10"
    folder = tmp_path / "more"
    folder.mkdir()
    heard = await held(folder, *typed, agenda=Agenda("bids", "Bids", (bids,)))
    assert "Shared out: 30 min asked, 12 minutes 35 seconds given." in heard.lines, heard.said


async def test_how_late_bids_would_end_is_heard_in_words(tmp_path: Path) -> None:
    """Hours late before time is shared out, how late it would end is said in words."""
    bids = Segment("Asking", "round", ClockMode.BID, 1_800)
    typed = ["bids", "10", "10", "10", "0", "back"]
    agenda = Agenda("bids", "Bids", (TALK, bids))
    heard = await held(tmp_path, Wait(7_384), *typed, agenda=agenda)
    assert any(line.endswith("Would end 21:03: 1 hour 53 minutes late.") for line in heard.lines)


async def test_a_count_is_heard_with_its_title(tmp_path: Path) -> None:
    """What was counted is said at the end by the title of its part, as it was written."""
    poll = Segment("Rate, 2:00", "closing", ClockMode.GROUP, 65, poll=Poll.TRAFFIC_LIGHT)
    circle = running(crowd(12), Agenda("poll", "Poll", (poll,)))
    typed = ["", "count", "7 5 0", "", "end", "yes"]
    heard = await held_in(workspace_of(circle, tmp_path), *typed)
    assert any(line.startswith("Counts: Rate, 2:00: ") for line in heard.lines), heard.said


async def test_who_is_together_is_no_turn_ahead(tmp_path: Path) -> None:
    """Who is in a group now is said to be together, in the running order too."""
    agenda = agenda_of("case", BERLIN.at)
    heard = await held(tmp_path, *["next"] * 5, "parts", agenda=agenda)
    assert heard.lines.count("Together: Noor + Will.") == 1
    assert not any(line.endswith(": ahead.") for line in heard.lines)


async def test_a_skipped_turn_is_said_once(tmp_path: Path) -> None:
    """What was skipped is said to be passed, and no more."""
    heard = await held(tmp_path, "skip", "parts")
    assert "Noor Haddad: passed." in heard.lines


async def test_skipping_and_going_on_are_said(tmp_path: Path) -> None:
    """Who cannot see it hears whose turn was skipped, and that the clock goes on again."""
    heard = await held(tmp_path, "skip", "pause", "go", "go")
    skipped = heard.lines.index("Skipped: Noor Haddad.")
    assert heard.lines[skipped + 1].startswith("18:30 Check-in, 2 of 4. Mira Sandoval has")
    assert heard.lines.count("The clock goes on.") == 1
    heard = await held(tmp_path, *["next"] * 4, "skip")
    assert "This part belongs to everybody, so there is no turn to skip." in heard.lines
    assert not any(line.startswith("Skipped") for line in heard.lines)


async def test_the_record_is_heard_in_words(tmp_path: Path) -> None:
    """At the end how long it was, how even the turns came and what was lost is said in words."""
    circle = running(crowd(12), agenda_of("turns", BERLIN.at))
    turns: list[Typed] = [Wait(137), "next"] * 5
    typed = ["", *turns, Sleep(725), "give", "pause", Wait(7_384), "go", "end", "yes"]
    heard = await held_in(workspace_of(circle, tmp_path), *typed)
    assert "Room: 12 people, 2 hours 14 minutes together." in heard.lines
    assert "Pauses: 2 hours 3 minutes 4 seconds of that." in heard.lines
    assert "Away: 12 minutes 5 seconds given back, and not in that." in heard.lines
    assert any(" ran more than 30 seconds over, " in line for line in heard.lines), heard.said


async def test_a_length_is_not_that_of_the_pause(tmp_path: Path) -> None:
    """While the clock is paused, what is said after it is heard as what is left."""
    heard = await held(tmp_path, "pause", Wait(180), "+")
    assert any("paused 3 min, 3 minutes left. Ends" in line for line in heard.lines)


ASKS = Agenda(
    "asks",
    "What now?",
    (
        Segment("How are you?", "check-in", ClockMode.GROUP, 120, poll=Poll.TRAFFIC_LIGHT),
        Segment("What do you need?", "round", ClockMode.DIVIDE, 480, protected=True),
        Segment("Begin!", "exercise", ClockMode.ONE, 600, roles=("presenter",)),
        Segment("And then \u2026", "closing", ClockMode.PAIRS, 300),
    ),
)


async def test_no_sentence_ends_twice(tmp_path: Path) -> None:
    """A part that is called a question, or a person by an initial, ends a sentence by itself."""
    circle = running(circle_of("Noor H.", "Mira S.", "Teo L.", "Will A."), ASKS)
    typed: list[Typed] = [*("order", "who", "3"), Wait(130), "next", "parts", "order", "1", "1"]
    typed += [*("skip", "here", "3 left", "back"), Wait(600), "replan", ""]
    typed += [*["next"] * 5, "where", "parts", "end", ""]
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    one = await held_in(workspace_of(circle, folders[0]), "", *typed)
    two = await held_in(workspace_of(circle, folders[1]), "", "where")
    assert not [line for line in one.lines + two.lines if re.search(r"[.?!\u2026]\.", line)]
    assert "18:30 How are you? Everybody has 2 minutes. Next: What do you need?" in one.lines
    assert "A session is running: What now?" in one.lines
    assert "Still to speak: Teo L., Mira S., Will A." in one.lines
    assert "Skipped: Noor H." in one.lines
    assert "The floor goes to Mira S." in one.lines
    assert "Not yet done: And then \u2026" in one.lines
