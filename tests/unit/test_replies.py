"""Replies: read as a card writes them or not at all, and refused where they are not theirs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken, taken_back
from circle_tui.domain.cards import Card, CardBook
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.replies import (
    ANSWERS,
    LARGEST,
    LONGEST_HOW,
    Answer,
    Change,
    Reply,
    changes,
    note_of,
    read_reply,
    require_theirs,
    was_imported,
)
from tests.cards import LOG, NOOR, OUTLINE, READ, ROOM, TEA, TODAY, items

BOOK = CardBook("1" * 18, "2" * 18)
CARD = Card("5" * 18, NOOR.id, TODAY, "1")
GOOD: dict[str, Any] = {
    "format": "circle-tui reply",
    "version": 1,
    "circle": "1" * 18,
    "card": CARD.id,
    "reply": "7" * 18,
    "items": [{"id": OUTLINE, "status": "done", "how": "went well"}],
}


def file(**changed: object) -> bytes:
    """Return a good reply with something changed."""
    return json.dumps({**GOOD, **changed}).encode()


def item(**changed: object) -> bytes:
    """Return a good reply with something changed in its answer."""
    return file(items=[{**GOOD["items"][0], **changed}])


def test_a_reply_is_read() -> None:
    """What the page saved is understood, also after an editor put a mark before it."""
    wanted = Reply("1" * 18, CARD.id, "7" * 18, (Answer(OUTLINE, ActionStatus.DONE, "went well"),))
    assert read_reply(file()) == wanted
    assert read_reply(b"\xef\xbb\xbf" + file()) == wanted


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no JSON"),
        (b"\x00" * 10, "no JSON"),
        (b"\xff\xfe{}", "not text in UTF-8"),
        (b"[" * 100_000, "no JSON"),
        (b"9" * 5_000, "no JSON"),
        (file()[:-1], "no JSON"),
        (file() + b"}", "no JSON"),
        (file(version=float("nan")), "no JSON"),
        (b"[]", "no reply from a card"),
        (b"{}", "no reply from a card"),
        (b'"circle-tui reply"', "no reply from a card"),
        (file(format="circle-tui card"), "no reply from a card"),
        (file(version=2), "newer circle-tui"),
        (file(version=0), "changed by hand"),
        (file(version=True), "changed by hand"),
        (file(version="1"), "changed by hand"),
        (file(circle="not an id"), "The circle is not one"),
        (file(card=5), "The card is not one"),
        (file(reply="١٢٣"), "The reply is not one"),
        (file(reply="7" * 37), "The reply is not one"),
        (file(name="Noor"), "something that no card writes"),
        (file(items=[]), "answers nothing"),
        (file(items={}), "answers nothing"),
        (file(items=["done"]), "no reply from a card"),
        (file(items=GOOD["items"] * 2), "same action item twice"),
        (item(status="open"), "the status is none of: done, partly, carried, dropped"),
        (item(status=["done"]), "the status is none of"),
        (item(how=None), "how it went is no text"),
        (item(how="x" * (LONGEST_HOW + 1)), "501 characters; 500 is the most"),
        (item(id="../../etc"), "The id of answer 1 is not one"),
        (item(owner="Cedar"), "In answer 1 stands something that no card writes"),
        (b'{"format": "circle-tui reply", "format": "x"}', "says something twice"),
        (file(**{"items": [{"id": OUTLINE, "status": "done"}]}), '"how" is missing'),
        (json.dumps({k: v for k, v in GOOD.items() if k != "card"}).encode(), '"card" is missing'),
        (b" " * (LARGEST + 1), "was not read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_card_wrote_is_refused_in_a_sentence(data: bytes, told: str) -> None:
    """A file that is broken, older, newer or changed by hand is told as such and not used."""
    with pytest.raises(InputError) as refused:
        read_reply(data)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def replied(*answers: Answer, reply: str = "7" * 18) -> Reply:
    """Return a reply to Noor's card."""
    return Reply("1" * 18, CARD.id, reply, answers)


def answer(item_id: str, status: ActionStatus = ActionStatus.DONE, how: str = "") -> Answer:
    """Return an answer."""
    return Answer(item_id, status, how)


def changed(
    reply: Reply, kept: Sequence[ActionItem], card: Card = CARD, today: date = TODAY
) -> tuple[Change, ...]:
    """Return what importing a reply to Noor's card changes."""
    if was_imported(card, note_of(BOOK, reply)):
        return ()
    require_theirs(reply, NOOR.alias, kept)
    return changes(reply, kept, (), today)


@pytest.mark.parametrize("status", ANSWERS)
def test_an_answer_becomes_a_step(status: ActionStatus) -> None:
    """What I answered stands in the item's history with its day, and how it went."""
    reply = replied(answer(OUTLINE, status, "went well"))
    (change,) = changed(reply, items())
    assert change.before == items()[0]
    assert change.after == taken(items()[0], Step(TODAY, status, "went well", reply.id))


@pytest.mark.parametrize(
    ("wanted", "refused", "told"),
    [
        (answer(READ), InputError, "not this member's, or not any more"),
        (answer(ROOM), InputError, "of the whole circle"),
        (answer("0" * 18), Refusal, r"does not keep any more\. Send the member a new card"),
        (
            answer(TEA, ActionStatus.DROPPED),
            Refusal,
            f"is done since 18 November 2026, .* circle actions back {TEA}. If not: send the",
        ),
        (answer(TEA, ActionStatus.DONE, "and more"), Refusal, "is done since"),
    ],
    ids=["another's", "the circle's", "purged", "settled", "settled, with more"],
)
def test_what_is_not_theirs_or_not_open_is_refused(
    wanted: Answer, refused: type[Exception], told: str
) -> None:
    """Nobody answers for somebody else, for the circle, or for what is over."""
    with pytest.raises(refused, match=told):
        changed(replied(answer(LOG), wanted), items())


def test_what_stands_as_answered_is_left_as_it_is() -> None:
    """An item that is done, and answered as done, is no reason to refuse the rest."""
    reply = replied(answer(TEA), answer(LOG))
    (change,) = changed(reply, items())
    assert change.after.id == LOG


def noted(card: Card, reply: Reply) -> Card:
    """Return a card once a reply to it was taken in."""
    return replace(card, replies=(*card.replies, note_of(BOOK, reply)))


def after(*replies: Reply, card: Card = CARD) -> tuple[ActionItem, ...]:
    """Return the items after replies that came one after the other."""
    kept = {each.id: each for each in items()}
    for reply in replies:
        made = changed(reply, tuple(kept.values()), card)
        kept |= {change.after.id: change.after for change in made}
        card = noted(card, reply)
    return tuple(kept.values())


def test_the_same_reply_twice_is_the_same_as_once() -> None:
    """A mail that was saved twice does no harm, also when what it said was taken back or purged."""
    reply = replied(answer(OUTLINE), answer(LOG, ActionStatus.PARTLY, "three weeks"))
    once = after(reply)
    assert after(reply, reply) == once
    card, later = noted(CARD, reply), TODAY + timedelta(days=9)
    back = [taken_back(each) if each.id == OUTLINE else each for each in once]
    gone = [each for each in once if each.id != LOG]
    for now in (once, back, gone):
        assert changed(reply, now, card, later) == ()


def test_a_second_reply_goes_on_from_the_first() -> None:
    """Who finds that more was done may answer the same card again."""
    first = replied(answer(LOG, ActionStatus.PARTLY))
    second = replied(answer(LOG), reply="8" * 18)
    (log,) = (each for each in after(first, second) if each.id == LOG)
    assert [step.reply for step in log.steps] == ["", first.id, second.id]
    assert log.status is ActionStatus.DONE


def test_an_older_card_is_answered_as_well() -> None:
    """A session went by, and there is a newer card: what I answered on the last still counts."""
    carried = taken(items()[0], Step(TODAY, ActionStatus.CARRIED))
    moved = replace(carried, text="send the outlines", due=None)
    (change,) = changed(replied(answer(OUTLINE)), [moved])
    assert change.after == taken(moved, Step(TODAY, ActionStatus.DONE, reply="7" * 18))


def test_what_was_handed_on_is_not_mine_any_more() -> None:
    """An item that somebody else took over, or the circle, is not settled by my older card."""
    for owner, told in [("Delta", "or not any more"), ("", "of the whole circle")]:
        moved = [replace(items()[0], owner=owner)]
        with pytest.raises(InputError, match=told):
            changed(replied(answer(OUTLINE)), moved)


def test_what_was_typed_shows_nowhere() -> None:
    """How it went is in no log."""
    assert "marmalade" not in repr(replied(answer(OUTLINE, how="marmalade")))
