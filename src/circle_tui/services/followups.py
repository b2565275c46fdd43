"""Following up what members took on: what is open, and what becomes of it."""

from collections.abc import Mapping
from datetime import tzinfo

from circle_tui.domain import record
from circle_tui.domain.actions import ActionItem, Step, age, by_urgency, taken_back
from circle_tui.domain.calling import numbers, one_of
from circle_tui.domain.errors import Refusal, Refused
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.review import judged


def every_item(circle: OpenCircle) -> list[ActionItem]:
    """Return all action items: what is open, the most urgent first, then what was settled last."""
    items = circle.actions.all()
    closed = [item for item in items if not item.is_open]
    closed.sort(key=lambda item: (item.closed or item.made, item.id), reverse=True)
    return [*(item for item in by_urgency(items) if item.is_open), *closed]


def open_items(circle: OpenCircle) -> list[ActionItem]:
    """Return what is open, the most urgent first."""
    return [item for item in every_item(circle) if item.is_open]


def item_numbers(circle: OpenCircle) -> Mapping[str, str]:
    """Return what each action item is called, by its id; see ``calling``."""
    return numbers([item.id for item in circle.actions.all()])


def find_item(circle: OpenCircle, wanted: str) -> ActionItem:
    """Return the action item of this number or id.

    Raises ``InputError`` when there is no such item, or several could be meant.
    """
    where = "The numbers are in: circle actions list --all"
    return one_of(wanted, circle.actions.all(), "No action item", where)


def last_ended(circle: OpenCircle) -> str:
    """Return the id of the session that ended last, empty while none is kept."""
    return record.last_ended(circle.records.all())


def take_step(circle: OpenCircle, item: ActionItem, step: Step) -> ActionItem:
    """Keep what became of an item, by the rules of a review, and return it as it is kept now.

    The text of ``step`` is de-identified; see ``deidentified``. Raises ``Refusal`` where the item
    is settled already, else ``StoreError``.
    """
    said = judged(item, step)
    if isinstance(said, Refused):
        raise Refusal(said.why + how_to_reopen(circle, item))
    return _kept(circle, said)


def how_to_reopen(circle: OpenCircle, item: ActionItem) -> str:
    """Return the words behind a refusal that say how a settled item is opened again.

    None where it has taken no step: nothing of it can be taken back. They are few, because a
    narrow window has two short lines for all of it.
    """
    if item.is_open or not item.steps:
        return ""
    return f" To reopen: circle actions back {item_numbers(circle)[item.id]}"


def step_back(circle: OpenCircle, item: ActionItem) -> ActionItem:
    """Take the last step of an item back, and return the item as it is kept now.

    Raises ``Refusal`` where it has taken none, else ``StoreError``.
    """
    if item.steps:
        return _kept(circle, taken_back(item))
    raise Refusal(
        f"That action item has taken no step that could be taken back: it is {item.status}. "
        "Nothing was changed."
    )


def ages(circle: OpenCircle, zone: tzinfo | None) -> Mapping[str, int]:
    """Return how many sessions came after each action item, by its id.

    ``zone`` is the circle's, in which a session has its day. The one that runs has not passed: it
    counts once it has ended.
    """
    sessions = [(held.id, held.began.astimezone(zone).date()) for held in circle.records.all()]
    return {item.id: age(item, sessions) for item in circle.actions.all()}


def _kept(circle: OpenCircle, item: ActionItem) -> ActionItem:
    circle.actions.put(item)
    return item
