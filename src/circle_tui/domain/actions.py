"""Action items: who (by alias), what, by when, and how it went."""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from typing import final

from circle_tui.domain.values import value


class ActionStatus(StrEnum):
    """How an action item stands."""

    OPEN = "open"
    DONE = "done"


@final
@value
class ActionItem:
    """Something a member took on.

    ``owner`` is an alias, empty when the whole circle owns it. ``made`` is the day it was taken
    on, ``closed`` the day it was settled.
    """

    id: str
    session: str
    owner: str
    text: str = field(repr=False)
    made: date
    due: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    closed: date | None = None


def settle(item: ActionItem, today: date) -> ActionItem:
    """Return ``item`` done as of ``today``."""
    return replace(item, status=ActionStatus.DONE, closed=today)


def by_urgency(items: Iterable[ActionItem]) -> list[ActionItem]:
    """Return items by due date, what has none last; equal ones in the order they were made."""
    return sorted(items, key=lambda item: (item.due or date.max, item.made, item.id))


def due_text(item: ActionItem, today: date) -> str:
    """Say how an item stands to its date, in the same words everywhere.

    ``due today``, ``due Fri 13 Nov``, ``overdue since Fri 13 Nov``, once it is settled
    ``done Fri 13 Nov``, and nothing for an open item without a date. A day of another year than
    ``today`` has its year.
    """
    if item.closed:
        return f"{item.status} {_day(item.closed, today)}"
    if item.due is None:
        return ""
    if item.due == today:
        return "due today"
    return f"{'overdue since' if item.due < today else 'due'} {_day(item.due, today)}"


def _day(day: date, today: date) -> str:
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")
