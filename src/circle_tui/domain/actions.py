"""Action items: who (by alias), what, by when, and how it went.

What becomes of an item is a list of steps, each with its day: an item is looked at, and then it is
done, partly done, carried to the next session or dropped on purpose. Skipping it is no step. As in
tasksh, a review may stop at any time, and what was not looked at is simply still there.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from typing import final

from circle_tui.domain.values import value

WHOLE_CIRCLE = "the whole circle"
"""Whose an item is that nobody took on alone, wherever that is told."""


class ActionStatus(StrEnum):
    """How an action item stands; a step says with the same words what became of it."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    DROPPED = "dropped"
    CARRIED = "carried"


SETTLED = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})
"""How an item stands that no review asks about any more."""


@value
class Step:
    """What became of an item on one day: a date, and no word of blame.

    ``text`` is how it went, de-identified, empty if nobody said. ``reply`` is the id of the reply
    file that it came in, empty if it was said in the circle. ``after`` is the id of the session
    that had ended last by then, empty if none had; ``None`` in a reply, or from an older version.
    """

    on: date
    status: ActionStatus
    text: str = field(default="", repr=False)
    reply: str = ""
    after: str | None = None


@value
class Since:
    """From when on a step belongs to a review: a day, and the session that had ended last by then.

    The day alone would take what was said in one session as said in the next one of that day.
    ``ended`` is empty where no session had ended.
    """

    day: date
    ended: str = ""


@final
@value
class ActionItem:
    """Something a member took on.

    ``owner`` is an alias, empty when the whole circle owns it. ``made`` is the day it was taken
    on, ``closed`` the day it was settled. ``steps`` are in the order in which they were taken;
    ``status`` and ``closed`` follow from them (items of the first version have none).
    """

    id: str
    session: str
    owner: str
    text: str = field(repr=False)
    made: date
    due: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    closed: date | None = None
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: open, partly done or carried."""
        return self.status not in SETTLED


def taken(item: ActionItem, step: Step) -> ActionItem:
    """Return ``item`` after one more step.

    Carrying what is partly done leaves it partly done. A step on a settled item opens it again if
    it says so; what it was settled by stays in its history.
    """
    kept = item.status is ActionStatus.PARTLY and step.status is ActionStatus.CARRIED
    status = item.status if kept else step.status
    closed = step.on if status in SETTLED else None
    return replace(item, status=status, closed=closed, steps=(*item.steps, step))


def taken_back(item: ActionItem) -> ActionItem:
    """Return ``item`` without its last step; unchanged where there is none."""
    if not item.steps:
        return item
    back = replace(item, status=ActionStatus.OPEN, closed=None, steps=())
    for step in item.steps[:-1]:
        back = taken(back, step)
    return back


def said_in(step: Step, since: Since, kept: Collection[str] | None = None) -> bool:
    """Tell whether a step belongs to a review: it was said on its first day or later.

    What was said before the last session ended is no part of it. A member's reply is none either:
    the circle has not talked about it yet. ``kept`` are the ids of the sessions that are known,
    where some may be gone: of a step of after one that is, the day has to tell.
    """
    then = step.after in (None, since.ended)
    by_day = kept is not None and step.after not in ("", *kept)
    return step.on >= since.day and (then or by_day) and not step.reply


def looked_at(item: ActionItem, since: Since) -> bool:
    """Tell whether something was said of an item in a review, as ``said_in`` tells of a step."""
    return any(said_in(step, since) for step in item.steps)


def reviewed_as(
    item: ActionItem, since: Since, until: date, sessions: Collection[str]
) -> ActionStatus | None:
    """Return what the review of one session made of an item, ``None`` if it was not looked at.

    ``since`` is from when on a step belongs to that session, ``until`` the day it ended.
    ``sessions`` are the ids of those that are kept: a step of after one of them belongs to its next
    one; see ``said_in``.
    """
    said = (step for step in reversed(item.steps) if said_in(step, since, sessions))
    return next((step.status for step in said if step.on <= until), None)


def carried_over(
    items: Iterable[ActionItem], session: str, since: Since, today: date
) -> list[ActionItem]:
    """Return what a session that ends carries on, with a step that says so.

    All that is open from before and was not looked at in the session's review is carried; dropping
    something takes a decision. What was made in the session itself waits as it is.
    """
    return [
        taken(item, Step(today, ActionStatus.CARRIED, after=since.ended))
        for item in items
        if item.is_open and item.session != session and not looked_at(item, since)
    ]


def age(item: ActionItem, sessions: Sequence[tuple[str, date]]) -> int:
    """Return how many sessions came after an item was taken on.

    ``sessions`` are ids and days of those that have ended, the oldest first. An item of a session
    that is not among them, or of none, is as old as its day tells.
    """
    ids = [id_ for id_, _ in sessions]
    if item.session in ids:
        return len(ids) - 1 - ids.index(item.session)
    return sum(day > item.made for _, day in sessions)


def by_urgency(items: Iterable[ActionItem]) -> list[ActionItem]:
    """Return items by due date, what has none last; equal ones in the order they were made."""
    return sorted(items, key=lambda item: (item.due or date.max, item.made, item.id))


def due_text(item: ActionItem, today: date) -> str:
    """Say how an item stands to its date, in the same words everywhere and none of blame.

    ``due today``, ``due Fri 13 Nov``, ``was due Fri 13 Nov``, once it is settled
    ``done Fri 13 Nov``, and nothing for an open item without a date. A day of another year than
    ``today`` has its year.
    """
    if item.closed:
        return f"{item.status} {item.closed:%a} {_day(item.closed, today)}"
    if item.due is None:
        return ""
    if item.due == today:
        return "due today"
    return f"{'was due' if item.due < today else 'due'} {item.due:%a} {_day(item.due, today)}"


def history_text(item: ActionItem, today: date) -> str:
    """Say what became of an item, in dates: when it was taken on, and every step since.

    ``taken on 5 Nov · carried 19 Nov, 3 Dec · partly 17 Dec``. Equal steps that follow each other
    are one, and one day is told once.
    """
    told: list[tuple[str, list[str]]] = [("taken on", [_day(item.made, today)])]
    settled = False
    for step in item.steps:
        words, day = step_words(step.status, again=settled), _day(step.on, today)
        if told[-1][0] != words:
            told.append((words, [day]))
        elif told[-1][1][-1] != day:
            told[-1][1].append(day)
        settled = step.status in SETTLED
    return " · ".join(f"{words} {', '.join(days)}" for words, days in told)


def step_words(status: ActionStatus, *, again: bool = False) -> str:
    """Return what a step is called; ``again`` if the item was settled before it."""
    if status is ActionStatus.OPEN:
        return "open again" if again else "looked at"
    return status.value


def age_text(sessions: int) -> str:
    """Say an item's age: ``new``, ``1 session``, ``3 sessions``."""
    return {0: "new", 1: "1 session"}.get(sessions, f"{sessions} sessions")


def _day(day: date, today: date) -> str:
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")
