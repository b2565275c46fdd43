"""A review of one circle: what it asks on an evening with two sessions, and what it changes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import Refused
from circle_tui.domain.notes import Draft
from circle_tui.domain.people import Agreed, Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.session import Session
from circle_tui.services.reviewing import NOTHING_SAID, READ_ONLY, Reviewing
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import Writer
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens, choose
from tests.unit.circles import begun

T = TypeVar("T")
ITEM = ActionItem("1" * 18, "earlier", "Cedar", "call the office", date(2026, 11, 5))


class Told(Writer):
    """A writer that tells when so many saves were asked for."""

    def __init__(self, saves: int) -> None:
        super().__init__()
        self.asked, self._left = asyncio.Event(), saves

    async def run(self, save: Callable[[], T]) -> T:
        """Run ``save`` in its turn."""
        self._left -= 1
        if not self._left:
            self.asked.set()
        return await super().run(save)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle with one item that is open."""
    circle = FakeCircle(Member("a1", "Noor Haddad", "Cedar"))
    circle.actions.put(ITEM)
    return circle


def reviewing(
    circle: FakeCircle, session: Session | None = None, writer: Writer | None = None
) -> Reviewing:
    """Begin a review, or come back to it."""
    space = Workspace(
        circle, circle.clock, Tokens(), choose, Path(), Path(), writer=writer or Writer()
    )
    return Reviewing(space, session)


async def test_the_second_session_of_an_evening_asks_again(circle: FakeCircle) -> None:
    """What was said in the first is kept, is not looked at in the second, and can be said there."""
    said = await reviewing(circle).say(ITEM, ActionStatus.PARTLY)
    assert isinstance(said, ActionItem)
    assert reviewing(circle).progress == (1, 1)
    at = THURSDAY_EVENING
    circle.records.put(SessionRecord("7" * 18, "Plan", at, at, at, 3, ()))
    review = reviewing(circle)
    assert review.progress == (0, 1)
    done = await review.say(said, ActionStatus.DONE)
    assert isinstance(done, ActionItem)
    today = review.today
    assert done.steps == (
        Step(today, ActionStatus.PARTLY, after=""),
        Step(today, ActionStatus.DONE, after="7" * 18),
    )
    assert await review.undo() == said


async def test_what_is_settled_says_how_it_is_opened_again(circle: FakeCircle) -> None:
    """What was settled another day says the command to type, with the number of this item."""
    done = taken(ITEM, Step(ITEM.made, ActionStatus.DONE))
    circle.actions.put(done)
    review = reviewing(circle)
    for said in (await review.say(done, ActionStatus.PARTLY), await review.add_line(done, "well")):
        assert isinstance(said, Refused)
        assert said.why == "This is done, and stays so. To reopen: circle actions back 111"
    assert circle.actions.all() == (done,)


async def test_only_to_look_at(circle: FakeCircle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another window holds the circle nothing is said, added or taken back, from any side."""
    review = reviewing(circle)
    await review.say(ITEM, ActionStatus.PARTLY)
    before = circle.kept
    (said,) = review.items
    monkeypatch.setattr(review, "read_only", True)
    assert await review.say(said, ActionStatus.DONE) == READ_ONLY
    assert await review.add_line(said, "It went well") == READ_ONLY
    assert await review.undo() == READ_ONLY
    assert circle.kept == before


async def test_a_line_that_shows_nothing_is_none(circle: FakeCircle) -> None:
    """A filler that was pasted is no line on how it went."""
    assert await reviewing(circle).add_line(ITEM, "\u3164") == NOTHING_SAID


def test_others_see_no_alias_in_an_item(circle: FakeCircle) -> None:
    """Where the circle shares its items, a text that tells whose one is by alias does not."""
    circle.people.put_profile(Profile("Test circle", agreed=(Agreed.ITEMS,)))
    item = replace(ITEM, text="ask Cedar, not the office")
    assert reviewing(circle).reading(item).item == "ask [A], not the office"


async def test_a_line_leaves_the_drafts_alone(circle: FakeCircle) -> None:
    """A draft of the session that is saved just before a line on how it went is not lost by it."""
    session = begun()
    circle.drafts.put_all([Draft("note", session.id, 0, "half a")])
    later = (Draft("note", session.id, 0, "half a thought"),)
    disk, writer = Event(), Told(saves=3)
    review = reviewing(circle, session, writer)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(writer.run(lambda: disk.wait(60)))
            group.create_task(writer.run(lambda: circle.drafts.put_all(later)))
            group.create_task(review.add_line(ITEM, "It went well"))
            await writer.asked.wait()
            disk.set()
    finally:
        disk.set()
        writer.close()
    assert circle.drafts.all() == later
    assert circle.kept.actions[ITEM.id].steps[-1].text == "It went well"
