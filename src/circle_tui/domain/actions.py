"""Action items: who (by alias), what, by when, and how it went."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ActionStatus(StrEnum):
    """How an action item stands."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
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
