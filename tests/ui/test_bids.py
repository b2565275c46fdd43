"""Bids on the screen: written down, seen before and after, accepted, and nothing lost."""

import re
from pathlib import Path

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.facts import BidsAccepted
from circle_tui.ui.screens.bids import BidsScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.widgets.keyline import KeyLine
from tests.ui.rooms import NAMES, Room, circle_of, opened, running

AGENDA = Agenda(
    "asked",
    "As asked",
    (
        Segment("Ask", "check-in", ClockMode.EACH, 60),
        Segment("Turns", "round", ClockMode.BID, 2_400, say="Begin.", least=300),
    ),
)
"""A minute each to ask, and forty to share out, never below five minutes."""


def accepted(room: Room) -> list[BidsAccepted]:
    """Return the facts that shared time out."""
    return [fact for fact in room.workspace.circle.journal.read() if isinstance(fact, BidsAccepted)]


async def test_bids_are_seen_before_they_are_accepted(tmp_path: Path) -> None:
    """What each asks for and would get stand side by side, with the end; enter then does it."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", "3", "0", "enter", "2", "0", "enter", "enter", "1", "0")
        assert "asks" in room.shown
        rows = re.findall(r"(\w+ \w+) +(\d+) min → +([\d:]+)", room.shown)
        assert rows == [
            ("Noor Haddad", "30", "18:55"),
            ("Mira Sandoval", "20", "13:20"),
            ("Will Achterberg", "10", "7:45"),
        ]
        assert "60 min asked, 40 there: all cut alike, none below 5." in room.shown
        assert "Would end 19:14: on time." in room.shown
        assert not accepted(room)
        await room.press("enter", "enter")
        (fact,) = accepted(room)
        assert fact.bids == ((1, 1_800), (2, 1_200), (4, 600))
        assert "Shared out as people asked." in room.shown


async def test_what_was_written_is_there_when_i_come_back(tmp_path: Path) -> None:
    """I go back to the clock between two wishes and lose nothing; digits begin a new number."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", "1", "2", "escape", "right", "b")
        assert "12 min" in room.shown
        await room.press("8", "down", "7", "backspace", "4", "9", "9")
        assert "8 min" in room.shown
        assert "49 min" in room.shown
        assert "53 min asked" not in room.shown
        assert "57 min asked" in room.shown
        await room.press("escape")
        assert isinstance(room.app.screen, LiveScreen)
        assert not accepted(room)


async def test_the_clock_is_in_sight_and_true(tmp_path: Path) -> None:
    """While I write wishes down I see whose minute runs, and that it is over."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b")
        assert "1:00 left of 1:00  Noor Haddad" in room.text("#head")
        room.clock.advance(65)
        assert isinstance(room.app.screen, BidsScreen)
        room.app.screen._show()
        await room.settle()
        assert "0:05 over 1:00  Noor Haddad" in room.text("#head")


async def test_nothing_is_accepted_by_holding_enter_down(tmp_path: Path) -> None:
    """Without a wish there is nothing to accept, and the screen says so."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", *["enter"] * 9)
        assert isinstance(room.app.screen, BidsScreen)
        assert "Nobody has asked for time yet" in room.shown


async def test_the_key_is_there_when_it_is_needed(tmp_path: Path) -> None:
    """A part that waits for bids says so first of all; once somebody has spoken it is over."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        assert "bids" in [command.name for command in room.live.query_one(KeyLine).commands]
        await room.press(*["right"] * 4)
        assert "Equal shares so far. Press b to share" in room.text("#say")
        assert room.live.query_one(KeyLine).commands[0].name == "bids"
        await room.press("b", "5", *["enter"] * 5)
        assert "Equal shares" not in room.text("#say")
        assert "5:00 left of 5:00" in room.text("#words")
        await room.press("u")
        assert "10:00 left of 10:00" in room.text("#words")
        await room.press("right", "b")
        assert isinstance(room.app.screen, LiveScreen)
        assert "No part is left that is shared out by bids." in room.shown
