"""Coming back: a session that was running when the program ended goes on at its exact place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.timer import Timer

from circle_tui.domain import rules
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Began, Closed, GivenBack, Interrupted
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.session import fold
from circle_tui.services import closing
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.widgets.bigclock import BigClock
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, circle_of, opened, running


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle whose program was killed a minute into the second turn, 50 s ago."""
    killed = running(circle_of(*NAMES))
    killed.clock.advance(90)
    follow(killed, rules.advance)
    killed.clock.advance(60)
    killed.beat(killed.clock.beat())
    killed.clock.advance(50)
    return killed


def follow(circle: FakeCircle, rule: rules.Rule) -> None:
    """Let a rule happen in the journal, as the process that is gone did."""
    facts = rule(fold(circle.kept.facts), circle.clock.now())
    assert isinstance(facts, tuple)
    circle.journal.append(facts)


async def test_counting_the_time(circle: FakeCircle, tmp_path: Path) -> None:
    """Enter goes on, and the time the program was away counts."""
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        assert "A session is running" in room.shown
        assert "Small circle: Check-in 2 of 4, Mira Sandoval, 0:10 left." in room.prose
        assert "The program was away for 0:50" in room.prose
        await room.press("enter")
        live = await room.on(LiveScreen)
        assert live.query_one(BigClock).time == "0:10"
        assert [type(fact) for fact in circle.kept.facts[2:]] == [Interrupted]
        assert "0:50 without the clock" in room.prose
        await room.press("g")
        assert live.query_one(BigClock).time == "1:00"


async def test_nothing_is_drawn_beneath_it(circle: FakeCircle, tmp_path: Path) -> None:
    """The question stands there sooner: of what it hides, which is nothing, nothing is blended."""
    async with opened(circle, tmp_path) as room:
        question = await room.on(ResumeScreen)
        beneath, *_ = room.app.screen_stack
        assert question.styles.background == beneath.styles.background
        assert question.styles.background.a == 1


async def test_giving_the_time_back(circle: FakeCircle, tmp_path: Path) -> None:
    """G goes on, and the turn has the time back that the program was away."""
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("g")
        live = await room.on(LiveScreen)
        assert live.query_one(BigClock).time == "1:00"
        assert [type(fact) for fact in circle.kept.facts[2:]] == [Interrupted, GivenBack]
        assert "away" not in room.text("#say")
        assert "0:50 given back to this turn." in room.prose


async def test_it_follows_the_clock(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While I read it the clock runs on, and it says the time of now, also what is lost by now."""
    timers, set_interval = list[Callable[[], object]](), ResumeScreen.set_interval

    def noted(screen: ResumeScreen, seconds: float, call: Any, **options: Any) -> Timer:  # noqa: ANN401
        if call == screen._show and seconds <= 1:
            timers.append(call)
        return set_interval(screen, seconds, call, **options)

    monkeypatch.setattr(ResumeScreen, "set_interval", noted)
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        circle.clock.advance(30)
        for call in timers:
            call()
        await room.settle()
        assert "Mira Sandoval, 0:20 over." in room.prose
        assert "The program was away for 1:20" in room.prose


async def test_giving_back_is_offered_once_there_is_something(tmp_path: Path) -> None:
    """Back within seconds nothing is lost; while I hesitate that becomes time to be given back."""
    circle = running(circle_of(*NAMES))
    circle.clock.advance(4)
    async with opened(circle, tmp_path) as room:
        question = await room.on(ResumeScreen)
        await room.press("g")
        assert room.app.screen is question
        circle.clock.advance(11)
        question._show()
        await room.settle()
        assert "g go on, give it back" in room.shown
        await room.press("g")
        live = await room.on(LiveScreen)
        assert live.query_one(BigClock).time == "2:00"
        assert "0:15 given back to this turn." in room.prose


async def test_a_full_disk_when_going_on(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the absence cannot be saved, a sentence says so, and the session waits on home."""
    why = "The disk is full. Everything that was saved before is safe."

    def full(_facts: object) -> None:
        raise StoreError(why)

    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        monkeypatch.setattr(circle.journal, "append", full)
        await room.press("enter")
        await room.on(AskScreen)
        assert why in room.prose
        await room.press("enter")
        await room.on(HomeScreen)
        assert "▸ Go on with the session" in room.shown
        assert len(circle.kept.facts) == 2


async def test_a_session_that_has_ended_is_not_gone_on_with(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its summary could not be written, home offers that, and Enter writes it."""
    finish = closing.finish

    def full(*_given: object, **_more: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        monkeypatch.setattr(closing, "finish", full)
        await room.press("e", "enter")
        await room.on(AskScreen)
        assert "The disk is full." in room.prose
        await room.press("escape")
        await room.on(HomeScreen)
        assert "▸ Write the last session's summary" in room.shown
        assert "ended Thu 19 Nov, " in room.prose
        assert "not filed yet, nothing is lost" in room.prose
        assert "no session yet" not in room.prose
        assert "enter write" in room.shown
        monkeypatch.setattr(closing, "finish", finish)
        await room.press("enter")
        await room.on(ClosedScreen)
        await room.press("enter")
        await room.on(HomeScreen)
        assert "▸ Start the session" in room.shown


async def test_later(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc leaves the session for later; the home screen offers to go on with it."""
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        await room.press("escape")
        await room.on(HomeScreen)
        assert "▸ Go on with the session" in room.shown
        assert len(circle.kept.facts) == 2
        await room.press("enter")
        await room.on(ResumeScreen)
        await room.press("enter")
        await room.on(LiveScreen)


async def test_paused(circle: FakeCircle, tmp_path: Path) -> None:
    """A session that was paused lost nothing, and g has nothing to give back."""
    follow(circle, rules.pause)
    circle.clock.advance(minutes=30)
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        assert "The clock was paused." in room.shown
        assert "give it back" not in room.shown
        await room.press("g")
        await room.on(ResumeScreen)
        await room.press("enter")
        live = await room.on(LiveScreen)
        assert "PAUSED" in room.shown
        assert live.query_one(BigClock).time == "0:10"


async def test_over(circle: FakeCircle, tmp_path: Path) -> None:
    """A turn whose time ran out meanwhile is said to be over."""
    circle.clock.advance(minutes=3)
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        assert "Mira Sandoval, 2:50 over." in room.prose


async def test_no_question_for_nothing(tmp_path: Path) -> None:
    """Back within seconds, I read how many, and that they cannot be given back, as g says too."""
    circle = running(circle_of(*NAMES))
    circle.clock.advance(4.5)
    async with opened(circle, tmp_path) as room:
        await room.on(ResumeScreen)
        told = "The program was away for 5 seconds at most, too short to be given back."
        assert told in room.prose
        assert "give it back" not in room.shown
        await room.press("enter")
        await room.on(LiveScreen)
        assert [type(fact) for fact in circle.kept.facts] == [Began]
        await room.press("g")
        assert "No interruption to give back, or one too short." in room.text("#writing")


async def test_half_finished(circle: FakeCircle, tmp_path: Path) -> None:
    """A session that had ended but was not written up is written up at the next start."""
    follow(circle, rules.close)
    async with opened(circle, tmp_path) as room:
        await room.on(ClosedScreen)
        assert len(circle.kept.records) == 1
        assert not circle.kept.facts
        assert list(tmp_path.glob("exports/*/summary.md"))
        await room.press("enter")
        await room.on(HomeScreen)
        assert "▸ Start the session" in room.shown


async def test_try_again(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the write-up fails I read why and can try again, now or from the home screen."""

    def full(*_records: SessionRecord) -> None:
        raise StoreError("The disk is full.")

    follow(circle, rules.close)
    put = circle.records.put
    monkeypatch.setattr(circle.records, "put", full)
    async with opened(circle, tmp_path) as room:
        await room.on(AskScreen)
        assert "The disk is full." in room.shown
        assert "nothing of it is lost" in room.prose
        assert "enter try again" in room.shown
        await room.press("enter")
        await room.on(AskScreen)
        await room.press("escape")
        await room.on(HomeScreen)
        assert isinstance(circle.kept.facts[-1], Closed)
        monkeypatch.setattr(circle.records, "put", put)
        await room.press("enter")
        await room.on(ClosedScreen)
    assert len(circle.kept.records) == 1


async def test_it_could_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first fact cannot be saved, no session runs and I am back at the home screen."""

    def full(_facts: object) -> None:
        raise StoreError("The disk is full.")

    circle = circle_of(*NAMES)
    monkeypatch.setattr(circle.journal, "append", full)
    async with opened(circle, tmp_path) as room:
        await room.on(HomeScreen)
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(AskScreen)
        assert "It could not start" in room.shown
        assert "The disk is full." in room.shown
        await room.press("enter")
        await room.on(HomeScreen)
        assert "▸ Start the session" in room.shown
