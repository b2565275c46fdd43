"""Looking through what is open from last time: what is asked, how far the group is, what is next.

A review may stop at any time and go on later, as in tasksh: that something was looked at is the
date of its last step, and which session had ended last by then. Skipping it is no step, so it is
asked again. How far it is, is told of the group and of nobody in it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from circle_tui.domain.actions import (
    ActionItem,
    ActionStatus,
    Since,
    Step,
    by_urgency,
    looked_at,
    said_in,
    taken,
    taken_back,
)
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import Refused
from circle_tui.domain.session import Session
from circle_tui.domain.values import value
from circle_tui.domain.writing import THEIRS, Kind, refusal

ELSEWHERE = Refused(
    "What comes of this part is the presenter's own. What is open is looked through in another one."
)

ACTIONS = "actions"
"""The kind of part that action items are for."""

_ARRIVING = frozenset({"welcome", "check-in", "break"})
"""What a meeting begins with, before anything is talked over."""


def asked(items: Iterable[ActionItem], since: Since, session: str = "") -> list[ActionItem]:
    """Return what a review goes through, the most urgent first.

    That is what is open, and what was settled in it, so that nothing moves while it goes on. What
    was made in ``session``, the one that runs, is for the next review; it is empty where none runs,
    as that of what was made between two of them.
    """
    return by_urgency(
        item
        for item in items
        if (item.session != session or not session) and (item.is_open or looked_at(item, since))
    )


def progress(items: Sequence[ActionItem], since: Since) -> tuple[int, int]:
    """Return how many of the items that are asked about were looked at, and how many they are."""
    return sum(looked_at(item, since) for item in items), len(items)


def answer(item: ActionItem, since: Since) -> ActionStatus | None:
    """Return what was said of an item last in a review, ``None`` if nothing was."""
    return next((step.status for step in reversed(item.steps) if said_in(step, since)), None)


def following(items: Sequence[ActionItem], at: str, since: Since) -> str:
    """Return the id of the next item that was not looked at, from the one called ``at`` on.

    Behind the last one it begins again with the first. ``at`` itself where there is none.
    """
    ids = [item.id for item in items]
    place = ids.index(at) + 1 if at in ids else 0
    left = [item.id for item in (*items[place:], *items[:place]) if not looked_at(item, since)]
    return left[0] if left else at


@value
class Place:
    """Where somebody is in a review: ``at`` an item.

    ``answered`` is the one that was answered last: a line that is begun before anybody moves on is
    for it. ``moved`` tells that the person went to the item, and not the review.
    """

    at: str = ""
    answered: str = ""
    moved: bool = False

    @property
    def line_for(self) -> str:
        """The item that a line on how it went is for, if it is begun now."""
        return self.answered or self.at


def moved(place: Place, items: Sequence[ActionItem], by: int) -> Place:
    """Return the place of somebody who moves by themselves; behind the last is the first."""
    ids = [item.id for item in items]
    return Place(ids[(ids.index(place.at) + by) % len(ids)], moved=True)


def passed(place: Place, items: Sequence[ActionItem], since: Since) -> Place | None:
    """Return the place of somebody who skips an item: at the next one that was not looked at.

    ``None`` where there is none besides the one they are at.
    """
    after = following(items, place.at, since)
    return None if after == place.at else Place(after)


def is_asked(place: Place, item: ActionItem, since: Since) -> bool:
    """Tell whether a key now answers an item: not one that was, unless somebody went back to it."""
    return place.moved or not looked_at(item, since)


def judged(item: ActionItem, step: Step) -> ActionItem | Refused:
    """Return an item after what was said of it, in a review or by command.

    What is said twice on one day is said once: the latter holds, with the line on how it went. What
    was settled on another day, or before a session that has ended, stays settled.
    """
    last = _said(item, step.on, step.after)
    if last is not None:
        return taken(taken_back(item), replace(step, text=step.text or last.text))
    return taken(item, step) if item.is_open else _settled(item)


def with_line(
    item: ActionItem, text: str, today: date, ended: str | None = None
) -> ActionItem | Refused:
    """Return an item with a line on how it went; it stands as it stood, and was looked at.

    ``ended`` is the session that ended last.
    """
    last = _said(item, today, ended)
    if last is not None:
        return taken(taken_back(item), replace(last, text=text))
    if not item.is_open:
        return _settled(item)
    return taken(item, Step(today, item.status, text, after=ended))


def told_today(item: ActionItem, today: date, ended: str | None = None) -> str:
    """Return how it went, as it was said today since a session ended; empty if nobody said."""
    last = _said(item, today, ended)
    return last.text if last else ""


def _said(item: ActionItem, day: date, ended: str | None) -> Step | None:
    """Return the last step of an item where what is said now takes its place."""
    if not item.steps or (last := item.steps[-1]).reply or last.on != day:
        return None
    return last if last.after in (None, ended) else None


def _settled(item: ActionItem) -> Refused:
    return Refused(f"This is {item.status}, and stays so.")


class Scope(StrEnum):
    """Which items a list shows; what is asked is what a review goes through."""

    ASKED = "asked"
    OPEN = "open"
    DUE = "due"
    SETTLED = "settled"
    ALL = "all"


class Sorting(StrEnum):
    """In which order a list shows them: by date, the oldest first, or by whose they are."""

    DUE = "due"
    AGE = "age"
    OWNER = "owner"


@value
class Wanted:
    """What of the items a list shows; ``owner`` is an alias, ``None`` for everybody's.

    ``words`` must all stand in the item's text or its owner's alias, in any case.
    """

    scope: Scope = Scope.OPEN
    sorting: Sorting = Sorting.DUE
    owner: str | None = None
    words: str = ""


WHAT_IS_ASKED = Wanted(Scope.ASKED)
"""What a review goes through, the most urgent first."""


def listed(
    items: Iterable[ActionItem],
    wanted: Wanted,
    today: date,
    since: Since,
    session: str = "",
    here: Collection[str] = (),
) -> list[ActionItem]:
    """Return the items that are wanted, in the order that is wanted.

    What is due is open and has a date that has come. What was settled ``here``, in this very
    sitting, stays among what is open, so that it can be taken back.
    """
    found = asked(items, since, session)
    if wanted.scope in (Scope.SETTLED, Scope.ALL):
        found = by_urgency(i for i in items if wanted.scope is Scope.ALL or not i.is_open)
    elif wanted.scope is not Scope.ASKED:
        found = [item for item in found if item.is_open or item.id in here]
    if wanted.scope is Scope.DUE:
        found = [item for item in found if item.due is not None and item.due <= today]
    words = wanted.words.casefold().split()
    found = [
        item
        for item in found
        if wanted.owner in (None, item.owner)
        and all(word in f"{item.owner} {item.text}".casefold() for word in words)
    ]
    if wanted.sorting is Sorting.AGE:
        return sorted(found, key=lambda item: item.made)
    if wanted.sorting is Sorting.OWNER:
        return sorted(found, key=lambda item: (not item.owner, item.owner.casefold()))
    return found


def last_time(agenda: Agenda) -> int | None:
    """Return the place of the part in which an agenda looks back at the action items, if it does.

    A part for action items at the beginning is for those of last time; one after the work is for
    those that come of it.
    """
    for place, segment in enumerate(agenda.segments):
        if segment.kind == ACTIONS:
            return place
        if segment.kind not in _ARRIVING:
            break
    return None


def is_last_time(session: Session) -> bool:
    """Tell whether the part that is on is the one that looks back at the action items."""
    return session.current.segment == last_time(session.agenda)


def may_review(session: Session, _now: datetime) -> tuple[()] | Refused:
    """Allow the review wherever an action item could be written down."""
    refused = refusal(session, Kind.ACTION)
    return ELSEWHERE if refused is THEIRS else refused or ()
