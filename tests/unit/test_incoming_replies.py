"""Reply files that came changed, twice, or from somebody who means ill; and whose each is."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.actions import ActionStatus, Step, taken, taken_back
from circle_tui.domain.cards import Card, CardBook
from circle_tui.domain.errors import InputError
from circle_tui.domain.replies import FORMAT
from circle_tui.services import deidentified
from circle_tui.services.replies import incoming, take_in
from circle_tui.services.workspace import Workspace
from tests.cards import LOG, MIRA, NOOR, OUTLINE, READ, TODAY, answered, circle_of_two, space_of
from tests.fakes import FakeCircle

BOOK = CardBook(
    "1" * 18,
    "2" * 18,
    (
        Card("5" * 18, NOOR.id, TODAY, "1"),
        Card("6" * 18, MIRA.id, TODAY, "1"),
        Card("7" * 18, NOOR.id, TODAY, "2", number=1),
    ),
)
FIRST, MIRAS, SECOND = (
    {"format": FORMAT, "version": 1, "circle": BOOK.circle, "card": card.id} for card in BOOK.cards
)
PARTLY = (OUTLINE, "partly", "half a page")

Importing = Callable[..., int]


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of two whose members have cards."""
    circle = circle_of_two()
    circle.kept = replace(circle.kept, cards=BOOK)
    return circle


@pytest.fixture
def space(circle: FakeCircle, tmp_path: Path) -> Workspace:
    """Return the circle, opened."""
    return space_of(circle, tmp_path)


@pytest.fixture
def imported(space: Workspace, tmp_path: Path) -> Importing:
    """Return what imports a reply and tells how many answers came in."""

    def taking(card: dict[str, Any], *answers: tuple[str, str, str], reply: str = "4" * 18) -> int:
        file = tmp_path / "reply.json"
        file.write_bytes(answered(card, *answers, reply=reply))
        wanted = incoming(space, [file])
        take_in(space, wanted)
        return len(wanted.changes)

    return taking


def stands(circle: FakeCircle, item: str = OUTLINE) -> tuple[str, int]:
    """Return how an item stands and how many steps led there."""
    kept = circle.kept.actions[item]
    return kept.status, len(kept.steps)


@pytest.mark.parametrize(
    "other",
    [
        [(OUTLINE, "done", "half a page")],
        [(OUTLINE, "partly", "a page")],
        [PARTLY, (LOG, "done", "")],
        [(LOG, "partly", "half a page")],
    ],
    ids=["the status", "the line", "one more", "of another item"],
)
def test_a_reply_that_was_changed_is_not_taken_for_the_first(
    other: list[tuple[str, str, str]], circle: FakeCircle, imported: Importing
) -> None:
    """I imported a reply, somebody changed the file: I am told, instead of that nothing is new."""
    assert imported(FIRST, PARTLY) == 1
    with pytest.raises(InputError, match=r"changed after it was saved, or two .* a new one\."):
        imported(FIRST, *other)
    assert stands(circle) == ("partly", 1)
    assert imported(FIRST, PARTLY) == 0


def test_the_order_of_the_answers_and_the_roster_change_no_reply(
    circle: FakeCircle, imported: Importing
) -> None:
    """The same answers are the same reply, also once its line is masked in another way."""
    answers = [(OUTLINE, "partly", "Odile Farr helped"), (LOG, "carried", "")]
    assert imported(FIRST, *answers) == 2
    circle.people.put_members([*circle.people.members(), replace(MIRA, id="3", name="Odile Farr")])
    assert imported(FIRST, *reversed(answers)) == 0


def test_a_reply_that_an_older_version_took_in_stays_so(
    circle: FakeCircle, imported: Importing
) -> None:
    """Where the number alone was noted, the file still counts as imported."""
    cards = (replace(BOOK.cards[0], replies=("4" * 18,)), *BOOK.cards[1:])
    circle.kept = replace(circle.kept, cards=replace(BOOK, cards=cards))
    assert imported(FIRST, PARTLY) == 0
    assert stands(circle) == ("open", 0)


def test_two_files_of_one_number_are_refused_together(
    circle: FakeCircle, space: Workspace, tmp_path: Path
) -> None:
    """Which of the two is meant nobody knows, so that neither comes in."""
    files = [tmp_path / "a.json", tmp_path / "b.json"]
    files[0].write_bytes(answered(FIRST, PARTLY))
    files[1].write_bytes(answered(FIRST, (OUTLINE, "done", "")))
    with pytest.raises(InputError, match=r"b\.json: It was changed"):
        incoming(space, files)
    assert stands(circle) == ("open", 0)


@pytest.mark.parametrize("card", [FIRST, SECOND], ids=["reloaded", "the next card"])
def test_the_same_answers_saved_twice_are_in_the_history_once(
    card: dict[str, Any], circle: FakeCircle, imported: Importing
) -> None:
    """I loaded my card again and saved the same once more: that is nothing new."""
    assert imported(FIRST, PARTLY) == 1
    assert imported(card, PARTLY, (LOG, "carried", ""), reply="8" * 18) == 1
    assert stands(circle) == ("partly", 1)


def test_what_is_said_again_after_something_else_is_new(
    circle: FakeCircle, imported: Importing
) -> None:
    """A session talked about it, it was taken back, or I say more: then my answer counts."""
    assert imported(FIRST, PARTLY) == 1
    assert imported(FIRST, (OUTLINE, "partly", "a page"), reply="5" * 18) == 1
    assert imported(FIRST, (OUTLINE, "carried", "a page"), reply="6" * 18) == 1
    outline = circle.kept.actions[OUTLINE]
    circle.actions.put(taken(taken_back(outline), Step(TODAY, ActionStatus.CARRIED, "a page")))
    assert imported(FIRST, (OUTLINE, "carried", "a page"), reply="7" * 18) == 1
    circle.actions.put(taken_back(taken_back(taken_back(circle.kept.actions[OUTLINE]))))
    assert imported(FIRST, (OUTLINE, "partly", "a page"), reply="8" * 18) == 1
    assert stands(circle) == ("partly", 2)


def test_what_somebody_else_answered_is_not_my_answer(
    circle: FakeCircle, imported: Importing
) -> None:
    """An item was handed on to me, and I say of it what its owner said before: both stand."""
    assert imported(MIRAS, (READ, "partly", "")) == 1
    circle.actions.put(replace(circle.kept.actions[READ], owner=NOOR.alias))
    assert imported(FIRST, (READ, "partly", ""), reply="8" * 18) == 1
    assert stands(circle, READ) == ("partly", 2)


def test_nothing_is_masked_for_items_that_nobody_took_on(
    imported: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of a megabyte with invented items is refused at once: no text of it is looked at."""

    def masking(*_given: object) -> str:
        raise AssertionError("a text was masked before its item was known")

    monkeypatch.setattr(deidentified, "deidentified", masking)
    invented = [(f"{number:018}", "done", "Xqaz7 " * 80) for number in range(1_800)]
    assert len(json.dumps(invented)) < 1_000_000
    with pytest.raises(Exception, match="does not keep any more"):
        imported(FIRST, PARTLY, *invented)
    with pytest.raises(InputError, match="not this member's"):
        imported(FIRST, PARTLY, (READ, "done", "Mira did"))


def test_a_reply_that_was_imported_is_not_masked_again(
    imported: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is known takes no time."""
    assert imported(FIRST, PARTLY) == 1
    monkeypatch.setattr(deidentified, "deidentified", None)
    assert imported(FIRST, PARTLY) == 0


def test_whose_a_reply_is_stands_with_it(space: Workspace, tmp_path: Path) -> None:
    """The facilitator knows people by name and the items by alias: both are there, and no log."""
    file = tmp_path / "reply.json"
    file.write_bytes(answered(MIRAS, (READ, "done", "")))
    (arrived,) = incoming(space, [file]).arrived
    assert (arrived.path, arrived.member) == (file, MIRA)
    assert len(arrived.changes) == 1
    assert not any(word in repr(arrived) for word in (MIRA.name, MIRA.alias))
