"""Bids on the screen: written down, seen before and after, accepted, and nothing lost."""

import re
from pathlib import Path

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.facts import BidsAccepted
from circle_tui.ui.screens.bids import BidsScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.livehead import LiveHead
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
        assert "60 min asked, 40 there: up to 5 min in full, above that 56 % of it." in room.shown
        assert "Teodor Lind has not been asked: no turn." in room.shown
        assert "Would end 19:14: on time." in room.shown
        assert not accepted(room)
        await room.press("enter", "enter")
        (fact,) = accepted(room)
        assert fact.bids == ((1, 1_800), (2, 1_200), (4, 600))
        assert "Shared out: 60 min asked, 40 given." in room.shown
        await room.press(*["right"] * 4)
        assert room.text("#aside").strip() == "asked 30 min, has 18:55"


async def test_nothing_is_not_the_same_as_not_asked(tmp_path: Path) -> None:
    """Who wants no turn is written down as 0; a dash is somebody I have not asked yet."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", "1", "0", "enter", "0", "enter", "5", "backspace")
        rows = re.findall(r"(\w+) \w+ +(\d+ min|–)", room.shown)
        assert rows == [("Noor", "10 min"), ("Mira", "0 min"), ("Teodor", "–"), ("Will", "–")]
        assert "10 min asked, 40 there: it fits." in room.shown
        assert "Teodor Lind and Will Achterberg have not been asked: no turn." in room.shown
        await room.press("0", "enter", "0")
        assert "10 min asked, 40 there: everybody gets it." in room.shown
        assert "not been asked" not in room.shown
        await room.press("enter", "enter")
        assert accepted(room)[0].bids == ((1, 600), (2, 0), (3, 0), (4, 0))
        assert "Shared out as people asked." in room.shown


async def test_somebody_forgotten_is_put_in_during_the_turns(tmp_path: Path) -> None:
    """In the middle of the turns I see who had theirs, and put in who was not asked."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", "3", "0", "enter", "2", "0", "enter", "enter", "1", "0", "down")
        await room.press("enter", *["right"] * 5)
        await room.press("b", "9", "9", "down", "down", "1", "0")
        rows = re.findall(r"(\w+) \w+ +(\d+) min ([✓→]) +([\d:]+)", room.shown)
        assert rows == [
            ("Noor", "30", "✓", "0:00"),
            ("Mira", "20", "✓", "13:20"),
            ("Teodor", "10", "→", "10:00"),
            ("Will", "10", "→", "10:00"),
        ]
        await room.press("down", "enter", "enter")
        assert accepted(room)[-1].bids == ((3, 600), (4, 600))
        assert "Teodor Lind" in room.text("#order")
        assert room.text("#who").strip().startswith("Mira Sandoval")


async def test_bids_come_back_after_the_program_was_away(tmp_path: Path) -> None:
    """What was accepted is there to change though the program was started anew meanwhile."""
    circle = running(circle_of(*NAMES), AGENDA)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("b", "7", "enter", "0", "enter", "enter", "enter", "enter")
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("b")
        assert re.search(r"Noor Haddad +7 min", room.shown)
        assert re.search(r"Mira Sandoval +0 min", room.shown)
        assert re.search(r"Teodor Lind +–", room.shown)


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


async def test_the_head_tells_whose_clock_it_shows(tmp_path: Path) -> None:
    """The clock is beside the part that is on; the part that is shared out is in the question."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        for size in ((80, 24), (40, 12)):
            await room.pilot.resize_terminal(*size)
            await room.settle()
            await room.press("b")
            assert room.text("#head").split("  ")[0].strip() == "Ask"
            assert "How many minutes each for Turns?" in room.text("#question")
            await room.press("escape")


async def test_the_clock_is_in_sight_and_true(tmp_path: Path) -> None:
    """While I write wishes down I see whose minute runs, and that it is over."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b")
        assert "1:00 left of 1:00  Noor Haddad" in room.text("#head")
        room.clock.advance(65)
        assert isinstance(room.app.screen, BidsScreen)
        room.app.screen.query_one(LiveHead).look()
        await room.settle()
        assert "0:05 over 1:00  Noor Haddad" in room.text("#head")


async def test_nothing_is_accepted_by_holding_enter_down(tmp_path: Path) -> None:
    """Without a wish there is nothing to accept, and the screen says so."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", *["enter"] * 9)
        assert isinstance(room.app.screen, BidsScreen)
        assert "Nobody has asked yet" in room.shown


async def test_the_key_is_there_when_it_is_needed(tmp_path: Path) -> None:
    """A part that waits for bids says so first of all; the key goes on with the turns."""
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
        await room.press("right")
        assert "Equal shares" not in room.text("#say")
        assert "bids" in [command.name for command in room.live.query_one(KeyLine).commands]


async def test_without_bids_the_key_says_why(tmp_path: Path) -> None:
    """In an agenda that shares nothing out by bids the key is not offered, and says so."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        assert "bids" not in [command.name for command in room.live.query_one(KeyLine).commands]
        await room.press("b")
        assert isinstance(room.app.screen, LiveScreen)
        assert "Nothing in this agenda is shared out by bids." in room.shown


async def test_what_is_accepted_is_what_was_seen(tmp_path: Path) -> None:
    """After the computer slept over the table, enter shows it anew before anything holds."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press(*["right"] * 4, "b", *["1", "5", "enter"] * 4, "enter")
        await room.press("b", "down", *["1", "6", "down"] * 3)
        assert re.findall(r"Mira Sandoval +16 min → +([\d:]+)", room.shown) == ["10:00"]
        room.clock.advance(minutes=25)
        await room.press("enter")
        assert isinstance(room.app.screen, BidsScreen)
        assert re.findall(r"Mira Sandoval +16 min → +([\d:]+)", room.shown) == ["5:00"]
        assert len(accepted(room)) == 1
        await room.press("enter")
        assert len(accepted(room)) == 2
        assert "Shared out: 48 min asked, 15 given." in room.shown


async def test_looking_at_the_bids_changes_nobodys_time(tmp_path: Path) -> None:
    """After a new plan I open the bids to look, and enter on the last line changes nothing."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", *["3", "0", "enter"] * 4, "enter")
        await room.pass_time(minutes=9)
        await room.press("r", "enter")
        had = [turn.seconds for turn in room.live.live.session.turns]
        await room.press("b")
        shown = re.findall(r"30 min → +([\d:]+)", room.shown)
        assert [f"{s // 60}:{s % 60:02}" for s in had[4:]] == shown
        assert "given: nobody's time changes." in room.shown
        await room.press(*["enter"] * 5)
        assert "Everybody keeps the time they have, so nothing was changed." in room.prose
        assert len(accepted(room)) == 1
        assert [turn.seconds for turn in room.live.live.session.turns] == had


async def test_late_the_promise_holds_unless_i_choose_otherwise(tmp_path: Path) -> None:
    """Ten minutes late I see both ends; enter keeps the promise, t and enter what was planned."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=11)
        await room.press("b", *["1", "0", "down"] * 4)
        assert "40 min asked, 30 left until the promised end: up to 5 min in full" in room.shown
        assert "▸ what the promise leaves, 30 min: would end 19:14, on time." in room.shown
        assert "t as planned, 40 min: would end 19:24, 10 min late." in room.shown
        assert re.findall(r"10 min → +([\d:]+)", room.shown) == ["7:30"] * 4
        await room.press("t")
        assert "40 min asked, 40 planned: everybody gets it." in room.shown
        assert "▸ as planned, 40 min: would end 19:24, 10 min late." in room.shown
        await room.press("t", "enter")
        assert "Shared out: 40 min asked, 30 given." in room.shown
        assert "on time" in room.text("#head")
        await room.press("u", "b", *["down"] * 4, "t", "enter")
        assert "10 min late" in room.text("#head")


async def test_later_than_the_shortest_turns_can_mend(tmp_path: Path) -> None:
    """Where even the shortest turns end late nobody is cut by itself; t shows what they come to."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=31)
        await room.press("b", *["1", "0", "down"] * 4)
        assert "▸ as planned, 40 min: would end 19:44, 30 min late." in room.shown
        assert "t the shortest turns, 20 min: would end 19:24, 10 min late." in room.shown
        await room.press("t")
        assert "40 min asked, 20 in the shortest turns: up to 5 min in full" in room.shown


async def test_on_time_there_is_one_end(tmp_path: Path) -> None:
    """Where the promise holds anyway nothing is to be chosen, and no key is offered for it."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("b", *["1", "0", "down"] * 4)
        assert "Would end 19:14: on time." in room.shown
        assert "other end" not in room.shown
        await room.press("t")
        assert "Would end 19:14: on time." in room.shown


async def test_both_ends_are_there_in_a_small_window(tmp_path: Path) -> None:
    """At 40 by 12 I read both ends, and which of them enter takes."""
    circle = running(circle_of(*NAMES), AGENDA)
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.pass_time(minutes=11)
        await room.press("b", *["1", "0", "down"] * 4)
        assert "▸ 30 min: ends 19:14, on time" in room.shown
        assert "t 40 min: ends 19:24, 10 min late" in room.shown


async def test_what_was_written_is_there_after_an_end_that_was_taken_back(tmp_path: Path) -> None:
    """Who I had asked by the time I ended too early, I need not ask again."""
    async with opened(running(circle_of(*NAMES), AGENDA), tmp_path) as room:
        await room.press("enter")
        await room.on(LiveScreen)
        await room.press("b", "1", "5", "enter", "escape", "e", "enter")
        await room.on(ClosedScreen)
        await room.press("u")
        await room.on(LiveScreen)
        await room.press("b")
        assert re.search(r"Noor Haddad +15 min", room.shown)
