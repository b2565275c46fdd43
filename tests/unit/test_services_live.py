"""The one writer: what is shown is on the disk, whatever the disk does."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from typing import NoReturn

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Poll, Segment
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.facts import Extended, Fact, Moved, Polled
from circle_tui.domain.plan import TurnId
from circle_tui.domain.polls import count
from circle_tui.domain.session import Session, fold
from circle_tui.services.live import LiveSession
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, FakeClock, FakeJournal
from tests.unit.circles import begun


class SlowJournal(FakeJournal):
    """A journal on a disk that takes its time: nothing is kept before ``disk`` is set."""

    def __init__(self, circle: FakeCircle) -> None:
        super().__init__(circle)
        self.begun = threading.Event()
        self.disk = threading.Event()

    def append(self, facts: Sequence[Fact]) -> None:
        """Wait for the disk, then keep the facts."""
        self.begun.set()
        assert self.disk.wait(10), "the test never let the disk go on"
        super().append(facts)


@pytest.fixture
def writer() -> Iterator[Writer]:
    """Give a writer whose thread ends with the test."""
    writer = Writer()
    yield writer
    writer.close()


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle whose session has just begun."""
    circle = FakeCircle()
    circle.journal.append(begun().standing)
    return circle


async def test_the_screen_hears_after_the_disk(circle: FakeCircle, writer: Writer) -> None:
    """Nothing is shown before it is safe, and while the disk is slow the clock goes on."""
    journal = SlowJournal(circle)
    live = LiveSession(journal, FakeClock(), writer)
    heard: list[Session] = []
    live.listen(heard.append)
    doing = asyncio.create_task(live.do(rules.advance))
    await asyncio.to_thread(journal.begun.wait, 10)
    assert not heard
    assert live.session == begun()
    journal.disk.set()
    assert await doing is None
    assert heard == [live.session] == [fold(journal.read())]
    assert live.session.current == TurnId(0, 2)


async def test_a_failed_save_changes_nothing(circle: FakeCircle, writer: Writer) -> None:
    """If the disk is full, the key did nothing, says so, and works once there is room."""
    live = LiveSession(circle.journal, FakeClock(), writer)
    heard: list[Session] = []
    live.listen(heard.append)
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError, match="disk is full"):
        await live.do(rules.advance)
    assert not heard
    assert live.session == begun() == fold(circle.journal.read())
    assert await live.do(rules.advance) is None
    assert heard == [fold(circle.journal.read())]


async def test_keys_pressed_at_once_happen_one_after_the_other(
    circle: FakeCircle, writer: Writer
) -> None:
    """Two quick presses of "next" move on twice, each from where the one before left."""
    journal = SlowJournal(circle)
    live = LiveSession(journal, FakeClock(), writer)
    doing = [asyncio.create_task(live.do(rules.advance)) for _ in range(3)]
    await asyncio.to_thread(journal.begun.wait, 10)
    journal.disk.set()
    assert await asyncio.gather(*doing) == [None] * 3
    moves = [fact.to for fact in journal.read() if isinstance(fact, Moved)]
    assert moves == [TurnId(0, 2), TurnId(0, 3), TurnId(1, 0)]


async def test_who_stops_waiting_does_not_split_disk_and_screen(
    circle: FakeCircle, writer: Writer
) -> None:
    """If a screen closes during a save, what was saved is still shown."""
    journal = SlowJournal(circle)
    live = LiveSession(journal, FakeClock(), writer)
    doing = asyncio.create_task(live.do(rules.advance))
    await asyncio.to_thread(journal.begun.wait, 10)
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing
    journal.disk.set()
    await live.do(rules.lengthen)
    assert live.session == fold(journal.read())
    assert live.session.current == TurnId(0, 2)


async def test_the_instant_of_a_key_is_that_of_the_key(circle: FakeCircle, writer: Writer) -> None:
    """A key that waits for the disk happened when it was pressed, not when its turn came."""
    journal, clock = SlowJournal(circle), FakeClock()
    live = LiveSession(journal, clock, writer)
    first = live.begin(rules.advance)
    second = live.begin(rules.lengthen)
    pressed = clock.now()
    clock.advance(60)
    journal.disk.set()
    assert [await first, await second] == [None, None]
    assert [fact.at for fact in journal.read()[-2:]] == [pressed, pressed]


async def test_a_fault_ends_nothing_but_itself(circle: FakeCircle, writer: Writer) -> None:
    """A rule or a listener that fails tells so to who asked, and those that wait still happen."""
    live = LiveSession(circle.journal, FakeClock(), writer)

    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError

    failed, kept = live.begin(broken), live.begin(rules.advance)
    with pytest.raises(ZeroDivisionError):
        await failed
    assert await kept is None
    live.listen(broken)
    failed, refused = live.begin(rules.lengthen), live.begin(rules.resume)
    with pytest.raises(ZeroDivisionError):
        await failed
    assert await refused == Refused("The clock is already running.")
    assert live.session == fold(circle.journal.read())


async def test_after_the_end_of_the_writer_nothing_hangs(circle: FakeCircle) -> None:
    """A rule that comes when the program has let go of the store is told so; nothing waits."""
    writer = Writer()
    live = LiveSession(circle.journal, FakeClock(), writer)
    writer.close()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await live.do(rules.advance)
    assert live.session == begun()


async def test_a_refusal_touches_nothing(circle: FakeCircle, writer: Writer) -> None:
    """A key that does not apply costs no write; asking whether it applies does nothing either."""
    live = LiveSession(circle.journal, FakeClock(), writer)
    circle.break_at(1, AssertionError("the store was touched"))
    refused = Refused("The clock is already running.")
    assert await live.do(rules.resume) == refused
    assert live.refusal(rules.resume) == refused
    assert live.refusal(rules.advance) is None
    assert live.session == begun()


async def test_a_session_is_taken_up_from_its_journal(circle: FakeCircle, writer: Writer) -> None:
    """A new process goes on exactly where the one before was killed."""
    clock = FakeClock()
    live = LiveSession(circle.journal, clock, writer)
    for rule in (rules.advance, rules.lengthen, rules.pause, rules.undo):
        clock.advance(30)
        await live.do(rule)
    assert LiveSession(circle.journal, clock, writer).session == live.session


@pytest.mark.parametrize("other", [count(0, (5, 6, 1)), rules.undo], ids=["again", "undone"])
async def test_a_count_that_is_taken_back_leaves_the_journal(
    writer: Writer, other: rules.Rule
) -> None:
    """Counted again or undone, no earlier figure is in the journal, and nothing else is lost."""
    lights = Segment("Lights", "check-in", ClockMode.GROUP, 300, poll=Poll.TRAFFIC_LIGHT)
    circle, clock = FakeCircle(), FakeClock()
    agenda = Agenda("signs", "Signs", (lights,))
    circle.journal.append([rules.begin(agenda, range(1, 13), "5e55", clock.now())])
    live = LiveSession(circle.journal, clock, writer)
    for rule in (rules.lengthen, count(0, (7, 5, 0)), other):
        clock.advance(30)
        assert await live.do(rule) is None
    figures = [fact.shown for fact in circle.kept.facts if isinstance(fact, Polled)]
    assert figures == ([] if other is rules.undo else [(None, 6, None)])
    assert isinstance(circle.kept.facts[1], Extended)
    assert LiveSession(circle.journal, clock, writer).session == live.session


def test_nothing_running_cannot_be_taken_up(writer: Writer) -> None:
    """Without a session in the journal there is none to take up."""
    with pytest.raises(ValueError, match="must be Began"):
        LiveSession(FakeCircle().journal, FakeClock(), writer)
