"""Replies: what a member answered on a card, read strictly, and what that would change.

A reply file has been through mail programs and may have been through hands. What is not exactly as
the card's page writes it is refused with a sentence that says what is the matter, and nothing of
the file counts then.
"""

import json
import re
from collections.abc import Container, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.cards import Card, CardBook, reply_note
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.people import day_text
from circle_tui.domain.values import value

FORMAT = "circle-tui reply"
VERSION = 1

LARGEST = 1_000_000
"""Bytes of a reply file at most: a thousand answers of the longest kind, and never a film."""

LONGEST_HOW = 500
"""Characters of a line on how it went at most; the page counts in UTF-16 units, which are more."""

ANSWERS = (ActionStatus.DONE, ActionStatus.PARTLY, ActionStatus.CARRIED, ActionStatus.DROPPED)
"""What can be answered, in the order in which the page offers it."""

_KEYS = ("format", "version", "circle", "card", "reply", "items")
_ITEM_KEYS = ("id", "status", "how")
_ID = re.compile(r"[0-9]{1,36}")
"""Ids are digits: letters could spell a name, and what is kept of a reply has to pass the gate."""

_NEWER = "Send the member a new card, and import the reply to that."


@value
class Answer:
    """What a member says of one item; ``how`` is how it went, as it was typed."""

    item: str
    status: ActionStatus
    how: str = field(default="", repr=False)


@value
class Reply:
    """A reply file: for which circle and card, its own random id, and the answers."""

    circle: str
    card: str
    id: str
    answers: tuple[Answer, ...]


@value
class Change:
    """What importing an answer makes of an item; the last step of ``after`` came in the reply."""

    before: ActionItem
    after: ActionItem


def read_reply(data: bytes) -> Reply:
    """Return the reply in a file. Raises ``InputError`` for anything else, in one sentence."""
    if len(data) > LARGEST:
        raise InputError(too_large(len(data)))
    document = _object(_parsed(data), "the file", None)
    if document.get("format") != FORMAT:
        raise InputError("It is no reply from a card.")
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        raise InputError(
            "It was saved from the card of a newer circle-tui. Update this one, then import again."
            if newer
            else "It says a version that no circle-tui ever wrote, so it was changed by hand."
        )
    _object(document, "the file", _KEYS)
    items = document["items"]
    if not isinstance(items, list) or not items:
        raise InputError("It answers nothing.")
    answers = tuple(_answer(item, f"answer {place}") for place, item in enumerate(items, start=1))
    if len({answer.item for answer in answers}) < len(answers):
        raise InputError("It answers the same action item twice.")
    circle, card, id_ = (_id(document[key], key) for key in ("circle", "card", "reply"))
    return Reply(circle, card, id_, answers)


def too_large(size: int) -> str:
    """Say that a file of so many bytes is none that is read."""
    megabytes = -(-size // 1_000_000)
    return f"It has {megabytes} MB, and a reply has a few kilobytes: it was not read."


def _parsed(data: bytes) -> object:
    """Return the one JSON value in a file."""
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise InputError("It is not text in UTF-8, as a reply is.") from None
    except (ValueError, RecursionError):
        raise InputError("It is not whole, or was changed by hand: it is no JSON.") from None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON in which no key stands twice."""
    if len(found := dict(pairs)) < len(pairs):
        raise InputError("It says something twice, so it was changed by hand.")
    return found


def _no_number(_constant: str) -> object:
    raise ValueError


def _object(content: object, what: str, keys: tuple[str, ...] | None) -> dict[str, Any]:
    """Return an object of JSON, which has exactly these keys if any are given."""
    if not isinstance(content, dict):
        raise InputError("It is no reply from a card.")
    if keys is not None:
        if missing := [key for key in keys if key not in content]:
            raise InputError(f'In {what}, "{missing[0]}" is missing.')
        if len(content) > len(keys):
            raise InputError(f"In {what} stands something that no card writes.")
    return content


def _answer(content: object, what: str) -> Answer:
    document = _object(content, what, _ITEM_KEYS)
    item, status, how = (document[key] for key in _ITEM_KEYS)
    if status not in list(ANSWERS):
        known = ", ".join(ANSWERS)
        raise InputError(f"In {what}, the status is none of: {known}.")
    if not isinstance(how, str):
        raise InputError(f"In {what}, how it went is no text.")
    if len(how) > LONGEST_HOW:
        raise InputError(
            f"In {what}, how it went has {len(how):,} characters; {LONGEST_HOW} is the most."
        )
    return Answer(_id(item, f"id of {what}"), ActionStatus(status), how)


def _id(content: object, what: str) -> str:
    if not isinstance(content, str) or not _ID.fullmatch(content):
        raise InputError(f"The {what} is not one that a card has.")
    return content


def note_of(book: CardBook, reply: Reply) -> str:
    """Return what is noted on a card of a reply to it, whose texts are as the file has them."""
    told = [(answer.item, answer.status.value, answer.how) for answer in reply.answers]
    return reply_note(book, reply.id, told)


def was_imported(card: Card, note: str) -> bool:
    """Tell whether a reply to this card was imported before, by its note.

    Raises ``InputError`` where one of the same id was, with other answers. Of replies that an older
    version took in the id alone is known.
    """
    reply = note.partition(":")[0]
    before = [each for each in card.replies if each.partition(":")[0] == reply]
    if before and not {reply, note} & set(before):
        raise InputError(
            "It was changed after it was saved, or two were saved under one number: a reply of "
            "this number was imported with other answers. Ask the member for a new one."
        )
    return bool(before)


def require_theirs(reply: Reply, alias: str, items: Sequence[ActionItem]) -> None:
    """Raise for a reply to anything but the member's own items, whose alias is ``alias``.

    This needs none of the texts, so that nothing long is masked for a file that answers what nobody
    took on; and no reply that passes has more answers than its member has items. Raises
    ``Refusal`` where an item was removed since, ``InputError`` for one that is not the member's:
    the circle's own are talked about together, and a reply settles none of them.
    """
    by_id = {item.id: item for item in items}
    for answer in reply.answers:
        item = by_id.get(answer.item)
        if item is None:
            raise Refusal(
                f"It answers an action item that the circle does not keep any more. {_NEWER}"
            )
        if not item.owner:
            raise InputError(
                "It answers an action item of the whole circle, which is talked about in a session."
            )
        if item.owner != alias:
            raise InputError(
                "It answers an action item that is not this member's, or not any more."
            )


def changes(
    reply: Reply, items: Sequence[ActionItem], earlier: Container[str], today: date
) -> tuple[Change, ...]:
    """Return what a reply that passed ``require_theirs`` changes, in its order.

    The texts in it are masked by now. ``earlier`` are the ids of the member's replies that were
    imported. What stands as the answer has it, and nothing to add, is left as it is: where it is
    settled, and where the member said exactly that in an earlier reply and nobody anything since.
    An older card is as good as the latest: what is still open takes one more step, whatever was
    said of it in between. Raises ``Refusal`` where an item was settled otherwise since.
    """
    by_id = {item.id: item for item in items}
    found = [
        _change(by_id[answer.item], Step(today, answer.status, answer.how, reply=reply.id), earlier)
        for answer in reply.answers
    ]
    return tuple(change for change in found if change is not None)


def _change(item: ActionItem, step: Step, earlier: Container[str]) -> Change | None:
    """Return what a step makes of an item, ``None`` where that is how it stands already."""
    if item.is_open:
        return None if _repeats(item, step, earlier) else Change(item, taken(item, step))
    if item.status is step.status and step.text in ("", *(said.text for said in item.steps)):
        return None
    when = f" {day_text(item.closed)}" if item.closed else ""
    raise Refusal(
        f"It answers an action item that is {item.status} since{when}, and says something else of "
        f"it. If that is to count, open the item again and import this once more: circle actions "
        f"back {item.id}. If not: {_NEWER[0].lower()}{_NEWER[1:]}"
    )


def _repeats(item: ActionItem, step: Step, earlier: Container[str]) -> bool:
    """Tell whether the last that was said of an item is this, in an earlier reply."""
    if not item.steps:
        return False
    last = item.steps[-1]
    return last.reply in earlier and (last.status, last.text) == (step.status, step.text)
