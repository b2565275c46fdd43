"""No length of time is said in figures: a screen reader would read it as a time of day."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Poll, Segment, Silent
from circle_tui.plain.commands import COMMANDS
from circle_tui.plain.heard import heard, veiled
from tests.plain.scripts import Held, Sleep, Typed, Wait, held_in
from tests.strategies import LAW
from tests.ui.rooms import NAMES, RHYTHM, circle_of, running, workspace_of

FIGURES = re.compile(r"\d+:\d\d(?::\d\d)?")
UNITS = re.compile(r"\d+ (?:h|s)\b")

BERLIN = RHYTHM
KATHMANDU = replace(RHYTHM, at=time(23, 15), zone="Asia/Kathmandu")
"""The same evening, four hours and three quarters on: only what is a time of day moves with it."""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("12:00 given back", "12 minutes given back"),
        ("1:17:05", "1 hour 17 minutes 5 seconds"),
        ("+0:05", "5 seconds over"),
        ("0:00", "0 seconds"),
        ("120:00", "2 hours"),
        ("from 25:45 to 20:00", "from 25 minutes 45 seconds to 20 minutes"),
        ("2 h 04 min together", "2 hours 4 minutes together"),
        ("2 h", "2 hours"),
        ("more than 30 s over", "more than 30 seconds over"),
        ("120 min, 4 min late", "120 min, 4 min late"),
        ("2 hands, 3 seconds", "2 hands, 3 seconds"),
        ("Will \uff11\uff18:\uff13\uff10, \u0968 h", "Will \uff11\uff18:\uff13\uff10, \u0968 h"),
        ('Noor gets 2:05 in "' + veiled("At 18:30, 2 h") + '"', None),
    ],
)
def test_lengths_are_in_words(sentence: str, said: str | None) -> None:
    """Each length in a sentence is in words, and what people wrote in it stays as they did."""
    assert heard(sentence) == (said or 'Noor gets 2 minutes 5 seconds in "At 18:30, 2 h"')


def test_beside_a_time_of_day_figures_are_one() -> None:
    """In a sentence that tells the time of day, that stays as it is, and a length is in words."""
    said = "2 hours 14 minutes after the promised 19:10, or 20 seconds."
    assert heard("2 h 14 min after the promised 19:10, or 20 s.", tells_time=True) == said


TALK = Segment("Talk", "discussion", ClockMode.GROUP, 605, show="What stays with you?")
TURNS = Segment("Turns", "round", ClockMode.DIVIDE, 1_390)
FORMATS: dict[str, tuple[Segment, ...]] = {
    "turns": (Segment("Check-in", "check-in", ClockMode.EACH, 95), TURNS, TALK),
    "bids": (Segment("Asking", "round", ClockMode.BID, 1_805, least=300), TALK),
    "topics": (
        Segment(
            *("Topics", "discussion", ClockMode.VOTE_EXTEND, 1_190), topic=290, extend=(125, 65)
        ),
        TALK,
    ),
    "case": (
        Segment("Check-in", "check-in", ClockMode.EACH, 65, order=Order.VOLUNTEER),
        Segment("Case", "exercise", ClockMode.ONE, 601, roles=("presenter", "scribe")),
        Segment("Pairs", "exercise", ClockMode.PAIRS, 185, rounds=3),
    ),
    "silence": (
        Segment("Quiet", "exercise", ClockMode.GROUP, 125, silent_for=Silent.ALL),
        Segment("Rate", "closing", ClockMode.GROUP, 65, poll=Poll.TRAFFIC_LIGHT),
    ),
    "an end": (TURNS, TALK),
}


def agenda_of(name: str, at: time) -> Agenda:
    """Return an agenda; its first part must end twenty minutes after the session begins."""
    segments = FORMATS[name]
    if name == "an end":
        ends = at.replace(minute=at.minute + 20)
        segments = (replace(segments[0], ends_at=ends), *segments[1:])
    return Agenda(name, "Made up", segments)


def in_both(hold: Callable[[Path, bool], Held]) -> tuple[Held, list[str]]:
    """Hold a conversation in two zones; return it, and the lines with a figure that did not move.

    What is the same figure in both is no time of day.
    """
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        one, other = hold(Path(here), False), hold(Path(there), True)
    told = list(zip(one.lines, other.lines, strict=True))
    figures = [
        (line, zip(FIGURES.findall(line), FIGURES.findall(moved), strict=True))
        for line, moved in told
    ]
    return one, [line for line, pairs in figures if any(a == b for a, b in pairs)]


def session(name: str, typed: Sequence[Typed]) -> tuple[Held, list[str]]:
    """Hold a running session in both zones."""

    def hold(folder: Path, far: bool) -> Held:
        cadence = KATHMANDU if far else BERLIN
        circle = running(circle_of(*NAMES, cadence=cadence), agenda_of(name, cadence.at))
        return asyncio.run(held_in(workspace_of(circle, folder), "", *typed))

    return in_both(hold)


ANSWERS = (
    *("", "", "back", "yes", "1", "2", "3", "4", "20", "7", "3 1", "1 3", "4 0 0", "light"),
    *("3 left", "3 here", "2 late", "2 here", "4 excused", "1 2 left", "delete 1", "-7", "Case"),
)
WORDS = tuple(command.words[0] for command in COMMANDS)
PAUSES = (
    *map(Wait, (1, 7, 61, 137, 400, 1_301, 7_384)),
    *map(Sleep, (47, 725, 15_000)),
)
"""Seconds that are no whole minutes: figures show only then in some sentences."""

WALKS = st.lists(
    st.one_of(
        st.sampled_from(WORDS), st.sampled_from(["next", "next", *ANSWERS]), st.sampled_from(PAUSES)
    ),
    max_size=30,
)


@LAW
@given(st.sampled_from(sorted(FORMATS)), WALKS)
@example("turns", [Wait(137), "parts", "next", "parts", "here", "3 left", "", "parts", "here", "3"])
@example("turns", [Wait(1_301), *["next"] * 3, "replan", "1", "undo", "replan", "2", "where"])
@example("turns", [Wait(61), "next", "replan", "1", "end", "yes", "1", "yes"])
@example("turns", [Sleep(725), "where", "give", "undo", Sleep(47), "where", "airtime"])
@example("turns", ["pause", Wait(7_384), "where", "resume", "where", "end", "yes"])
@example("bids", ["bids", "20", "7", "10", "3", "", "where", "next", "where", "parts"])
@example("topics", [Wait(250), "where", "vote", "3 1", "", "parts", "vote", "1 3", "back"])
@example("case", ["order", "2", "parts", *["next"] * 5, "parts", "who", "1", "2", "script"])
@example("silence", [Wait(7_384), "parts", "next", "count", "4 0 0", "", "end", "yes"])
@example("an end", [Wait(1_301), "where", "replan", "1"])
@example("turns", [Wait(7_384), "here", "3 left", "", "replan", "3"])
def test_no_length_is_said_in_figures(name: str, walk: list[Typed]) -> None:
    """Whatever I do in a session, and whenever, a length of time is never said in figures."""
    spoken, figures = session(name, walk)
    assert not figures, figures
    assert not UNITS.findall(spoken.said), spoken.said


def test_a_length_in_figures_would_be_found() -> None:
    """The law above sees one: what somebody wrote is the same in every zone, a clock is not."""
    spoken, figures = session("turns", ["n It took 12:00 in all", "back"])
    assert [line for line in figures if "12:00" in line] == figures != []
    assert any(line.startswith("18:30 Check-in") for line in spoken.lines)


LONG = """
title = "Long"
minutes = 30

[[segment]]
title = "Turns at 12:00"
clock = "each"
seconds_each = 305

[[segment]]
title = "Talk"
minutes = 12
"""
HEADLINE = """
title = "Headline"

[[segment]]
title = "Check-in, 2:00"
clock = "each"
seconds_each = 95
max = 5
"""


@pytest.mark.parametrize(
    "agenda",
    [LONG.replace("at 12:00", "in turn"), HEADLINE.replace(", 2:00", "")],
    ids=["long", "headline"],
)
@pytest.mark.parametrize("way", range(1, 7))
def test_no_length_is_said_in_figures_before_the_start(agenda: str, way: int) -> None:
    """How long it takes, what could give, and what that makes of the agenda are said in words."""

    def hold(folder: Path, far: bool) -> Held:
        circle = circle_of(*NAMES, cadence=KATHMANDU if far else BERLIN)
        space = workspace_of(circle, folder, agenda)
        typed = ["", "ways", f"{way}", "", "where", "script", "parts", "end", "yes"]
        return asyncio.run(held_in(space, *typed))

    spoken, figures = in_both(hold)
    assert any(line.startswith("1: As it is") for line in spoken.lines), spoken.said
    assert not figures, figures


async def opened(folder: Path, *typed: Typed, agenda: str) -> Held:
    """Begin a session with a circle of four, whose own agenda this is."""
    return await held_in(workspace_of(circle_of(*NAMES), folder, agenda), *typed)


async def test_a_part_may_take_what_it_takes(tmp_path: Path) -> None:
    """A part that takes more than its headline is said with how long that is, in words."""
    heard = await opened(tmp_path, "", "ways", agenda=HEADLINE)
    assert any('Let "Check-in, 2:00" take 6 minutes 20 seconds. ' in line for line in heard.lines)


async def test_where_only_some_speak_the_script_is_heard_in_words(tmp_path: Path) -> None:
    """How long each of those who speak has, which the program puts before the script, is words."""
    heard = await opened(tmp_path, "", "ways", agenda=LONG)
    (way,) = (line for line in heard.lines if "of 4 speak in" in line)
    assert '"Turns at 12:00"' in way, "a title is said as it was written"
    heard = await opened(tmp_path, "", "ways", way.partition(":")[0], "", agenda=LONG)
    said = "whoever wants to: 5 minutes 5 seconds each."
    assert any(line.startswith("To say: ") and line.endswith(said) for line in heard.lines)
