"""Following up what members took on: order, words, and settling."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus, by_urgency, due_text, settle
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.services.followups import every_item, mark_done, open_items
from tests.fakes import FakeCircle

TODAY = date(2026, 11, 19)
ITEM = ActionItem("a1", "5e551011", "Cedar", "send the draft", date(2026, 11, 5))
SOON = replace(ITEM, id="b2", due=date(2026, 11, 20))
LATE = replace(ITEM, id="c3", due=date(2026, 11, 13))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle with three open items."""
    circle = FakeCircle()
    circle.actions.put(ITEM, SOON, LATE)
    return circle


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (ITEM, ""),
        (replace(ITEM, due=TODAY), "due today"),
        (SOON, "due Fri 20 Nov"),
        (LATE, "overdue since Fri 13 Nov"),
        (replace(ITEM, due=date(2027, 1, 8)), "due Fri 8 Jan 2027"),
        (settle(LATE, TODAY), "done Thu 19 Nov"),
    ],
)
def test_one_wording_for_a_date(item: ActionItem, told: str) -> None:
    """How an item stands to its date is said in the same words everywhere."""
    assert due_text(item, TODAY) == told


def test_the_most_urgent_first() -> None:
    """What is due first is first, what has no date last, and equal ones as they were made."""
    older = replace(ITEM, id="z9", made=ITEM.made - timedelta(days=1))
    assert by_urgency([ITEM, older, SOON, LATE]) == [LATE, SOON, older, ITEM]


def test_settling_by_place_or_id(circle: FakeCircle) -> None:
    """An item is settled by its place in the list or its id; the places then close up."""
    assert mark_done(circle, "1", TODAY) == replace(LATE, status=ActionStatus.DONE, closed=TODAY)
    assert mark_done(circle, "a1", TODAY).closed == TODAY
    assert open_items(circle) == [SOON]
    assert [item.id for item in every_item(circle)] == ["c3", "b2", "a1"]
    assert mark_done(circle, "1", TODAY).id == "b2"


def test_settling_twice_is_refused(circle: FakeCircle) -> None:
    """An item that is done keeps the day it was done on."""
    mark_done(circle, "a1", TODAY)
    before = circle.kept
    with pytest.raises(Refusal, match="done already"):
        mark_done(circle, "a1", TODAY + timedelta(days=1))
    assert circle.kept == before


@pytest.mark.parametrize("wanted", ["0", "4", "-1", "x", ""])
def test_what_is_not_there_cannot_be_settled(circle: FakeCircle, wanted: str) -> None:
    """A number or id that is not in the list is answered with what is."""
    with pytest.raises(InputError, match="1 to 3 are open"):
        mark_done(circle, wanted, TODAY)
