"""Following up what members took on: what is open, in which order, and settling an item."""

from datetime import date

from circle_tui.domain.actions import ActionItem, ActionStatus, by_urgency, settle
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.ports import OpenCircle


def every_item(circle: OpenCircle) -> list[ActionItem]:
    """Return all action items, settled ones too, the most urgent first."""
    return by_urgency(circle.actions.all())


def open_items(circle: OpenCircle) -> list[ActionItem]:
    """Return what is open, the most urgent first; people call an item by its place, from 1."""
    return [item for item in every_item(circle) if item.status is ActionStatus.OPEN]


def mark_done(circle: OpenCircle, wanted: str, today: date) -> ActionItem:
    """Settle the open item with this id or place, and return it as it is kept now.

    Raises ``Refusal`` when it is done already, ``InputError`` when there is no such item.
    """
    left = open_items(circle)
    for place, item in enumerate(left, start=1):
        if wanted in (item.id, str(place)):
            done = settle(item, today)
            circle.actions.put(done)
            return done
    if any(item.id == wanted for item in circle.actions.all()):
        raise Refusal("That action item is done already. Nothing was changed.")
    has = f"1 to {len(left)} are open" if left else "none is open"
    raise InputError(f'There is no open action item "{wanted}"; {has}. See: circle actions list')
