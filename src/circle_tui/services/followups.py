"""Following up what members took on and what was parked: what is open, and settling it."""

from datetime import date

from circle_tui.domain.actions import ActionItem, ActionStatus, by_urgency, settle
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.parking import Parked, ParkedStatus, by_age, waiting
from circle_tui.domain.parking import settle as settle_parked
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


def every_thing(circle: OpenCircle) -> list[Parked]:
    """Return all that was parked, what is done or dropped too, the oldest first."""
    return by_age(circle.parking.all())


def parked_things(circle: OpenCircle) -> list[Parked]:
    """Return what waits in the parking lot, the oldest first; it is called by its place, from 1."""
    return waiting(circle.parking.all())


def settle_thing(circle: OpenCircle, wanted: str, status: ParkedStatus, today: date) -> Parked:
    """Settle the parked thing with this id or place, and return it as it is kept now.

    Raises ``Refusal`` when it is settled already, ``InputError`` when there is no such thing.
    """
    left = parked_things(circle)
    for place, thing in enumerate(left, start=1):
        if wanted in (thing.id, str(place)):
            settled = settle_parked(thing, status, today)
            circle.parking.put(settled)
            return settled
    if found := [thing for thing in circle.parking.all() if thing.id == wanted]:
        raise Refusal(f"That thing is {found[0].status} already. Nothing was changed.")
    has = f"1 to {len(left)} are waiting" if left else "nothing is waiting"
    raise InputError(f'There is no "{wanted}" in the parking lot; {has}. See: circle parking list')
