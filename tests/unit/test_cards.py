"""Cards and their ids: the same card while it holds the same, and nothing that names anybody."""

from dataclasses import replace
from datetime import date, timedelta

from circle_tui.domain.actions import ActionStatus, Step, taken
from circle_tui.domain.cards import (
    KEPT_DAYS,
    RECENT_DAYS,
    CardBook,
    answered,
    digest,
    find,
    issued,
    open_for,
    remembered,
    replies_of,
    reply_note,
    settled_lately,
    task_uid,
)
from tests.cards import LOG, MIRA, NOOR, OUTLINE, ROOM, TEA, TODAY, items

BOOK = CardBook("1" * 18, "2" * 18)


def test_a_card_holds_what_is_open_and_theirs() -> None:
    """On my card is what I took on and what the circle did, and nothing of anybody else's."""
    assert {item.id for item in open_for(items(), NOOR.alias)} == {OUTLINE, LOG}
    assert [item.id for item in open_for(items(), "")] == [ROOM]


def test_what_is_settled_stays_for_a_while() -> None:
    """What I finished lately is still on my card, and later it is not."""
    assert [item.id for item in settled_lately(items(), NOOR.alias, TODAY)] == [TEA]
    assert settled_lately(items(), MIRA.alias, TODAY) == ()
    later = TODAY + timedelta(days=RECENT_DAYS)
    assert settled_lately(items(), NOOR.alias, later) == ()


def test_a_card_that_holds_the_same_is_the_same_card() -> None:
    """While nothing changes I get the card again that I have, and not one more."""
    holds = digest(BOOK, open_for(items(), NOOR.alias))
    book, first = issued(BOOK, NOOR.id, holds, TODAY, "5" * 18)
    again, second = issued(book, NOOR.id, holds, TODAY + timedelta(days=3), "6" * 18)
    assert (again, second) == (book, first)
    assert (first.id, first.made, first.number) == ("5" * 18, TODAY, 0)


def test_a_card_that_holds_something_else_is_the_next() -> None:
    """My cards are counted, the older ones stay known, and are forgotten after a year."""
    book, first = issued(BOOK, NOOR.id, "1", TODAY, "5" * 18)
    book, other = issued(book, MIRA.id, "1", TODAY, "6" * 18)
    later = TODAY + timedelta(days=21)
    book, new = issued(book, NOOR.id, "2", later, "7" * 18)
    assert [find(book, each.id) for each in (first, other, new)] == [first, other, new]
    much_later = TODAY + timedelta(days=KEPT_DAYS + 1)
    book, third = issued(book, NOOR.id, "1", much_later, "8" * 18)
    assert find(book, first.id) == first, "until the new one is out"
    assert remembered(book, {other.id}, much_later) == book, "mine is not out yet"
    book = remembered(book, {third.id}, much_later)
    assert find(book, first.id) is None
    assert [find(book, each.id) for each in (other, new, third)] == [other, new, third]
    assert [each.number for each in (first, new, third, other)] == [0, 1, 2, 0]


def test_a_reply_is_noted_on_its_card() -> None:
    """Which replies were taken in is known of each card, once."""
    book, first = issued(BOOK, NOOR.id, "1", TODAY, "5" * 18)
    book, other = issued(book, MIRA.id, "1", TODAY, "6" * 18)
    note = reply_note(book, "7" * 18, [(OUTLINE, "done", "")])
    noted = answered(book, first, note)
    assert noted.cards == (replace(first, replies=(note,)), other)
    assert answered(noted, noted.cards[0], note) == noted
    assert replies_of(noted, NOOR.id) == {"7" * 18}
    assert replies_of(noted, MIRA.id) == set()


def test_what_is_noted_of_a_reply_tells_nothing_of_it() -> None:
    """The number, and digits that are others for other answers and in another circle."""
    notes = {
        reply_note(each, "7" * 18, [(OUTLINE, status, how)])
        for each in (BOOK, replace(BOOK, key="3" * 18))
        for status, how in [("done", ""), ("done", "Mira helped"), ("dropped", "")]
    }
    assert len(notes) == 6
    assert all(len(note) == 27 and note.replace(":", "").isdecimal() for note in notes)


def test_what_was_said_of_an_item_makes_another_card() -> None:
    """A step, another text or another date is something else to answer."""
    (item, *_) = items()
    changed = [
        taken(item, Step(TODAY, ActionStatus.CARRIED)),
        replace(item, text="send the outlines"),
        replace(item, due=date(2026, 12, 1)),
    ]
    digests = {digest(BOOK, [each]) for each in (item, *changed)}
    assert len(digests) == 4
    assert digest(BOOK, [item]) == digest(BOOK, [replace(item, owner="", session="")])


def test_an_item_keeps_its_identity_in_calendars() -> None:
    """A task is replaced when it is imported again, and says nothing of the item it is."""
    uid = task_uid(BOOK, OUTLINE)
    assert uid == task_uid(
        replace(BOOK, cards=issued(BOOK, "1", "1", TODAY, "3")[0].cards), OUTLINE
    )
    assert uid != task_uid(replace(BOOK, key="3" * 18), OUTLINE)
    assert uid != task_uid(BOOK, LOG)
    assert len(uid) == 36
    assert uid.isdecimal()
    assert OUTLINE not in uid


def test_the_key_of_a_circle_shows_nowhere() -> None:
    """The key is in no log: whoever has it could tell tasks from each other."""
    assert BOOK.key not in repr(BOOK)
