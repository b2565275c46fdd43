"""The walk through the action items, as the screen and the lines both go it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.notes import LINE, Draft
from circle_tui.domain.people import Member
from circle_tui.services.reviewing import READ_ONLY, Reviewing
from circle_tui.services.walking import NOTHING_ELSE, NOTHING_HERE, Walk
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, Tokens, choose

TEXTS = ("call the office", "ask two colleagues", "send the draft")


def circle_with(count: int = len(TEXTS)) -> FakeCircle:
    """Return a circle with so many items that are open."""
    circle = FakeCircle(Member("a1", "Noor Haddad", "Cedar"))
    for number, text in enumerate(TEXTS[:count]):
        circle.actions.put(ActionItem(f"{number:018}", "earlier", "", text, date(2026, 11, 5)))
    return circle


@pytest.fixture
async def space() -> AsyncIterator[Workspace]:
    """Give a circle with three open items, opened for work."""
    circle = circle_with()
    space = Workspace(circle, circle.clock, Tokens(), choose, Path(), Path())
    yield space
    space.close()


def walk_in(space: Workspace) -> Walk:
    """Begin a walk, or come back to it."""
    return Walk(Reviewing(space), "go to it", "enter goes on")


def at(walk: Walk) -> str:
    """Return what is looked at."""
    assert walk.item is not None
    return walk.item.text


async def answer(walk: Walk, status: ActionStatus) -> ActionItem:
    """Answer what is looked at, which has to be taken."""
    item = walk.may_answer()
    assert isinstance(item, ActionItem), item
    said = await walk.say(item, status)
    assert isinstance(said, ActionItem)
    return said


def test_who_wants_other_items_is_at_one_of_them(space: Workspace) -> None:
    """Whoever finds something looks at it, and at the first where what they were at is gone."""
    walk = walk_in(space)
    walk.want(replace(walk.wanted, words="draft"))
    assert at(walk) == TEXTS[2]
    assert [item.text for item in walk.shown] == [TEXTS[2]]


async def test_a_line_that_is_begun_waits_until_it_is_kept(space: Workspace) -> None:
    """A line from before is told with its item, until it is kept or left out."""
    circle = space.circle
    ids = [item.id for item in circle.actions.all()]
    circle.drafts.put_all(
        [Draft(LINE, "", 0, text, of) for text, of in zip("abc", ids, strict=True)]
    )
    walk = walk_in(space)
    first, second, third = walk.shown
    assert [walk.begun(item) for item in walk.shown] == ["a", "b", "c"]
    assert isinstance(await walk.add_line(first, "it went"), ActionItem)
    await walk.leave_out([second.id])
    assert [walk.begun(item) for item in walk.shown] == ["", "", "c"]
    assert [draft.of for draft in circle.drafts.all()] == [third.id]


async def test_what_is_left_out_is_left_out_where_the_walk_is_now(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the review began anew its own lines are told and left out; without any, none is."""
    walk = walk_in(space)
    (first, *_), circle = walk.shown, circle_with()
    circle.drafts.put_all([Draft(LINE, "", 0, "it went", first.id)])
    other = Workspace(circle, circle.clock, Tokens(), choose, Path(), Path())
    monkeypatch.setattr(space.circle.drafts, "put_all", None)
    walk.follow(Reviewing(other))
    assert walk.begun(first) == "it went"
    await walk.leave_out([first.id])
    assert circle.drafts.all() == ()
    assert walk.begun(first) == ""
    monkeypatch.setattr(circle.drafts, "put_all", None)
    await walk.leave_out([])
    other.close()


async def test_an_answer_goes_on_to_the_next(space: Workspace) -> None:
    """What was skipped comes behind the last; once all were looked at it says what goes on."""
    walk = walk_in(space)
    assert walk.skip()
    await answer(walk, ActionStatus.DONE)
    assert at(walk) == TEXTS[2]
    await answer(walk, ActionStatus.PARTLY)
    assert at(walk) == TEXTS[0]
    assert walk.left == NOTHING_ELSE
    await answer(walk, ActionStatus.CARRIED)
    assert walk.left == "All looked at: enter goes on."
    assert not walk.skip()
    assert at(walk_in(space)) == TEXTS[0], "what was done is asked about no more, nor looked at"


async def test_an_answer_is_not_rewritten_by_the_way(space: Workspace) -> None:
    """A key pressed once more answers nothing, until somebody goes there themselves."""
    walk = walk_in(space)
    for _ in TEXTS:
        await answer(walk, ActionStatus.CARRIED)
    refused = walk.may_answer()
    assert isinstance(refused, Refused)
    assert refused.why == "Answered already. To answer it anew, go to it first; u takes back."
    walk.move(1)
    assert (await answer(walk, ActionStatus.DONE)).text == at(walk)


async def test_a_line_is_for_what_was_answered_last(space: Workspace) -> None:
    """A line right after an answer is for that one, after a move for the one that is looked at."""
    walk = walk_in(space)
    await answer(walk, ActionStatus.PARTLY)
    first = walk.line_for
    assert first is not None
    assert first.text == TEXTS[0]
    said = await walk.add_line(first, "slowly")
    assert isinstance(said, ActionItem)
    assert said.steps[-1].text == "slowly"
    assert at(walk) == TEXTS[1], "the place is the same"
    assert isinstance(walk.may_answer(), ActionItem)
    assert walk.line_for == walk.item


async def test_taking_back_goes_to_the_item(space: Workspace) -> None:
    """What was said last is taken back, and its item can be answered anew at once."""
    walk = walk_in(space)
    await answer(walk, ActionStatus.DONE)
    back = await walk.undo()
    assert isinstance(back, ActionItem)
    assert at(walk) == back.text == TEXTS[0]
    assert isinstance(walk.may_answer(), ActionItem)
    assert isinstance(await walk.undo(), Refused)


async def test_what_cannot_be_saved_moves_nobody(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is said, and the same item is still looked at."""

    def full(*_items: object) -> None:
        raise StoreError("The disk is full.")

    walk = walk_in(space)
    monkeypatch.setattr(space.circle.actions, "put", full)
    item = walk.may_answer()
    assert isinstance(item, ActionItem)
    assert await walk.say(item, ActionStatus.DONE) == Refused("The disk is full.")
    assert await walk.add_line(item, "well") == Refused("The disk is full.")
    assert at(walk) == TEXTS[0]


async def test_following_keeps_the_place(space: Workspace) -> None:
    """A review that was begun anew, as something changed elsewhere, is gone on with where I was."""
    walk = walk_in(space)
    walk.move(2)
    here = walk.item
    other = Reviewing(space)
    await other.say(other.items[0], ActionStatus.CARRIED)
    walk.follow(Reviewing(space))
    assert walk.item == here
    assert walk.review.progress == (1, 3)
    assert here is not None
    space.circle.actions.remove([here.id])
    walk.follow(Reviewing(space))
    assert at(walk) == TEXTS[0]


async def test_nothing_and_nobody(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an item there is nothing to answer or move to; another's circle is not changed."""
    walk = walk_in(space)
    monkeypatch.setattr(walk.review, "read_only", True)
    assert walk.may_answer() == READ_ONLY
    space.circle.actions.remove([item.id for item in walk.shown])
    empty = walk_in(space)
    empty.move(1)
    assert empty.item is empty.line_for is None
    assert empty.may_answer() == NOTHING_HERE
