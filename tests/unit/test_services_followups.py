"""Following up what members took on: order, words, steps, and what a session carries over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import (
    ActionItem,
    ActionStatus,
    Step,
    age_text,
    by_urgency,
    due_text,
    history_text,
    taken,
    taken_back,
)
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.people import Member
from circle_tui.domain.record import SessionRecord, record_of
from circle_tui.domain.words import Word
from circle_tui.services.deidentified import deidentified
from circle_tui.services.followups import (
    ages,
    every_item,
    find_item,
    item_numbers,
    last_ended,
    open_items,
    step_back,
    take_step,
)
from tests.fakes import FakeCircle
from tests.unit.circles import after, begun

TODAY = date(2026, 11, 19)
ITEM = ActionItem("a1", "5e551011", "Cedar", "send the draft", date(2026, 11, 5))
SOON = replace(ITEM, id="b2", due=date(2026, 11, 20))
LATE = replace(ITEM, id="c3", due=date(2026, 11, 13))
DONE, PARTLY, OPEN = ActionStatus.DONE, ActionStatus.PARTLY, ActionStatus.OPEN
CARRIED, DROPPED = ActionStatus.CARRIED, ActionStatus.DROPPED


def say(
    circle: FakeCircle, id_: str, status: ActionStatus, day: date = TODAY, text: str = ""
) -> ActionItem:
    """Say what became of the item of this id on a day, by command."""
    return take_step(circle, find_item(circle, id_), Step(day, status, text))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle with three open items."""
    circle = FakeCircle()
    circle.actions.put(ITEM, SOON, LATE)
    return circle


def stepped(item: ActionItem, *steps: tuple[date, ActionStatus]) -> ActionItem:
    """Return an item after these steps."""
    for on, status in steps:
        item = taken(item, Step(on, status))
    return item


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (ITEM, ""),
        (replace(ITEM, due=TODAY), "due today"),
        (SOON, "due Fri 20 Nov"),
        (LATE, "was due Fri 13 Nov"),
        (replace(ITEM, due=date(2027, 1, 8)), "due Fri 8 Jan 2027"),
        (stepped(LATE, (TODAY, DONE)), "done Thu 19 Nov"),
        (stepped(LATE, (TODAY, DROPPED)), "dropped Thu 19 Nov"),
        (stepped(LATE, (TODAY, CARRIED)), "was due Fri 13 Nov"),
    ],
)
def test_one_wording_for_a_date(item: ActionItem, told: str) -> None:
    """How an item stands to its date is said in the same words everywhere."""
    assert due_text(item, TODAY) == told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((), ""),
        (((TODAY, CARRIED), (date(2026, 12, 3), CARRIED)), " · carried 19 Nov, 3 Dec"),
        (((TODAY, PARTLY), (TODAY, PARTLY)), " · partly 19 Nov"),
        (((TODAY, OPEN),), " · looked at 19 Nov"),
        (((TODAY, DONE), (date(2027, 1, 7), OPEN)), " · done 19 Nov · open again 7 Jan 2027"),
        (
            ((TODAY, CARRIED), (date(2026, 12, 3), PARTLY), (date(2026, 12, 17), CARRIED)),
            " · carried 19 Nov · partly 3 Dec · carried 17 Dec",
        ),
    ],
)
def test_a_history_is_dates(steps: tuple[tuple[date, ActionStatus], ...], told: str) -> None:
    """An item's history says what became of it on which day, and nothing else."""
    assert history_text(stepped(ITEM, *steps), TODAY) == f"taken on 5 Nov{told}"


def test_an_age_in_words() -> None:
    """An item of the last session is new; then it is as many sessions old as came since."""
    assert [age_text(sessions) for sessions in range(3)] == ["new", "1 session", "2 sessions"]


def test_the_most_urgent_first() -> None:
    """What is due first is first, what has no date last, and equal ones as they were made."""
    older = replace(ITEM, id="z9", made=ITEM.made - timedelta(days=1))
    assert by_urgency([ITEM, older, SOON, LATE]) == [LATE, SOON, older, ITEM]


def test_items_are_found_by_number_or_id(circle: FakeCircle) -> None:
    """An item is called by its number or id; open ones come first, then what was settled last."""
    say(circle, "c3", DONE)
    say(circle, "b2", DROPPED, TODAY + timedelta(days=1))
    assert [item.id for item in every_item(circle)] == ["a1", "b2", "c3"]
    circle.actions.put(replace(ITEM, id="412" + "0" * 15), replace(ITEM, id="087" + "0" * 15))
    for wanted in ("a1", "412", "0870", " 087 ", "412" + "0" * 15):
        assert find_item(circle, wanted).id.startswith(wanted.strip())
    assert set(item_numbers(circle).values()) == {"a1", "b2", "c3", "412", "087"}


def test_partly_and_carried_items_are_open(circle: FakeCircle) -> None:
    """What is partly done or carried is still to be done, and what is settled is not."""
    say(circle, "a1", PARTLY, TODAY, "The first page is there.")
    say(circle, "b2", CARRIED)
    say(circle, "c3", DONE)
    assert [item.id for item in open_items(circle)] == ["b2", "a1"]
    carried = say(circle, "a1", CARRIED, TODAY + timedelta(days=1))
    assert (carried.status, len(carried.steps)) == (PARTLY, 2)
    assert carried.steps[0].text == "The first page is there."


def test_the_last_word_of_a_day_holds_by_command_too(circle: FakeCircle) -> None:
    """Two commands on one day leave one step, as two keys of a review do: a slip can be mended."""
    say(circle, "a1", DONE, text="The first page is there.")
    carried = say(circle, "a1", CARRIED)
    assert carried.steps == (Step(TODAY, CARRIED, "The first page is there."),)
    assert carried.is_open


def test_the_session_that_ended_last(circle: FakeCircle) -> None:
    """A step remembers which session had ended by then; none, where none is kept."""
    assert last_ended(circle) == ""
    for id_, hour in (("9" * 18, 17), ("1" * 18, 20)):
        at = datetime(2026, 11, 19, hour, tzinfo=UTC)
        circle.records.put(SessionRecord(id_, "Plan", at, at, at, 3, ()))
    assert last_ended(circle) == "1" * 18


def test_settling_twice_is_refused(circle: FakeCircle) -> None:
    """An item that is done keeps the day it was done on, whatever I say of it later."""
    say(circle, "a1", DONE)
    before = circle.kept
    for status in ActionStatus:
        with pytest.raises(Refusal, match="done, and stays so"):
            say(circle, "a1", status, TODAY + timedelta(days=1))
    assert circle.kept == before
    assert step_back(circle, find_item(circle, "a1")) == ITEM


def test_only_what_was_taken_can_be_taken_back(circle: FakeCircle) -> None:
    """An item without steps is refused, also one that an older version marked as done."""
    with pytest.raises(Refusal, match="it is open"):
        step_back(circle, find_item(circle, "a1"))
    old = replace(ITEM, status=DONE, closed=TODAY)
    circle.actions.put(old)
    with pytest.raises(Refusal, match="it is done"):
        step_back(circle, find_item(circle, "a1"))
    assert taken_back(old) == old


def test_what_was_never_a_step_is_not_said_to_be_taken_back(circle: FakeCircle) -> None:
    """An item that an older version settled has no step: no command is named that would fail."""
    circle.actions.put(replace(ITEM, status=DONE, closed=TODAY))
    with pytest.raises(Refusal, match=r"^This is done, and stays so\.$"):
        say(circle, "a1", CARRIED)


@pytest.mark.parametrize("wanted", ["0", "1", "-1", "x", "", "a"])
def test_what_is_not_there_is_answered_with_what_is(circle: FakeCircle, wanted: str) -> None:
    """A number or id that no item has, as a place in the list, is answered with where they are."""
    with pytest.raises(InputError, match="circle actions list --all"):
        find_item(circle, wanted)


def test_an_item_is_as_old_as_the_sessions_since(circle: FakeCircle) -> None:
    """Items age by session; one of between two sessions, or of a purged one, by its day."""
    for number, day in enumerate((5, 19), start=1):
        at = datetime(2026, 11, day, 18, tzinfo=UTC)
        circle.records.put(SessionRecord(f"{number}" * 18, "Plan", at, at, at, 3, ()))
    circle.actions.put(
        replace(ITEM, session="1" * 18),
        replace(SOON, session="2" * 18, made=TODAY),
        replace(LATE, session="", made=date(2026, 11, 10)),
        replace(ITEM, id="d4", session="0" * 18, made=date(2025, 11, 1)),
    )
    assert ages(circle, UTC) == {"a1": 1, "b2": 0, "c3": 1, "d4": 2}


def test_the_session_that_runs_has_not_passed(circle: FakeCircle) -> None:
    """What is new before a session is new in it, too, and a session older once it has ended."""
    at = datetime(2026, 11, 5, 18, tzinfo=UTC)
    circle.records.put(SessionRecord("1" * 18, "Plan", at, at, at, 3, ()))
    circle.actions.put(
        replace(ITEM, session="1" * 18),
        replace(SOON, session="", made=date(2026, 11, 10)),
    )
    before = ages(circle, UTC)
    running = begun()
    circle.journal.append(running.standing)
    assert ages(circle, UTC) == before == {"a1": 0, "b2": 0, "c3": 0}
    circle.journal.replace(())
    circle.records.put(record_of(after(running, (rules.close, running.began))))
    assert ages(circle, UTC) == {"a1": 1, "b2": 1, "c3": 0}  # c3 was made in it


def test_a_line_is_masked_whoever_is_in_it() -> None:
    """What I type between two sessions is masked as in one, but for words I left readable."""
    circle = FakeCircle(Member("1", "Noor Haddad", "Cedar"))
    circle.people.put_words([Word("zbigniew", always=True)])
    assert (
        deidentified(circle, " Noor  asked\nZbigniew and Tadeusz ")
        == "[A] asked Zbigniew and [person]"
    )
