"""The review of a circle's action items: what is asked, and what is said of each, kept at once.

What was said is on the disk before anything shows it, so that a review can stop anywhere. A line on
how it went is de-identified as every other text, and goes through the same choices.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from circle_tui.domain.actions import (
    WHOLE_CIRCLE,
    ActionItem,
    ActionStatus,
    Since,
    Step,
    age_text,
    due_text,
    history_text,
    looked_at,
)
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import Refused
from circle_tui.domain.masking import Choices
from circle_tui.domain.people import Agreed
from circle_tui.domain.review import (
    Wanted,
    answer,
    asked,
    judged,
    last_time,
    listed,
    progress,
    told_today,
    with_line,
)
from circle_tui.domain.session import Session
from circle_tui.domain.stage import Reading
from circle_tui.domain.values import value
from circle_tui.domain.writing import says_something
from circle_tui.services.followups import ages, how_to_reopen, last_ended
from circle_tui.services.leaving import Outlet
from circle_tui.services.lines import Lines
from circle_tui.services.masks import NO_CHOICES
from circle_tui.services.workspace import Workspace

READ_ONLY = Refused("Another window holds this circle. Nothing was changed. Close it, start again.")
NOTHING_SAID = Refused("There is nothing to keep yet: type how it went.")
NOTHING_TO_UNDO = Refused("Nothing was said yet that could be taken back.")
NOTHING_OPEN = "Nothing is open from last time."


@value
class Told:
    """An item in words: when it is due, how old it is, whose it is by alias, what became of it."""

    whose: str = field(repr=False)
    due: str
    age: str
    history: str
    line: str = field(repr=False)


class Reviewing:
    """A review of one circle, in the ``session`` that runs, or of none.

    ``items`` are all action items as they are on the disk. What is said of one today counts as
    looked at, and on the day on which the session that runs began, unless another ended since.
    """

    def __init__(self, workspace: Workspace, session: Session | None = None) -> None:
        circle = workspace.circle
        self._workspace = workspace
        self.session = session.id if session else ""
        self.today: date = workspace.here().date()
        began = session.began.astimezone(workspace.zone).date() if session else self.today
        self.since = Since(min(began, self.today), last_ended(circle))
        self.book = Lines(circle, workspace.writer, workspace.opinion)
        self.names: Mapping[str, str] = {m.alias: m.name for m in self.book.members}
        self.read_only = circle.read_only
        self._ages = ages(circle, workspace.zone)
        self._shows_items = Agreed.ITEMS in circle.people.profile().agreed
        self._before: list[ActionItem] = []
        self.items: tuple[ActionItem, ...] = circle.actions.all()

    @property
    def asked(self) -> list[ActionItem]:
        """What the review goes through, the most urgent first."""
        return asked(self.items, self.since, self.session)

    @property
    def progress(self) -> tuple[int, int]:
        """How many of them were looked at, and how many they are: of the group, and of nobody."""
        return progress(self.asked, self.since)

    def listed(self, wanted: Wanted) -> list[ActionItem]:
        """Return the items that are wanted, in the order that is wanted."""
        here = {item.id for item in self._before}
        return listed(self.items, wanted, self.today, self.since, self.session, here)

    def looked_at(self, item: ActionItem) -> bool:
        """Tell whether something was said of an item in this review."""
        return looked_at(item, self.since)

    def answer(self, item: ActionItem) -> ActionStatus | None:
        """Return what was said of an item in this review, ``None`` if nothing was."""
        return answer(item, self.since)

    def whose(self, item: ActionItem) -> str:
        """Return whose an item is: by name, which is for the facilitator's own eyes."""
        return self.names.get(item.owner, item.owner) or WHOLE_CIRCLE

    def told(self, item: ActionItem) -> Told:
        """Return an item in words."""
        return Told(
            item.owner or WHOLE_CIRCLE,
            due_text(item, self.today),
            age_text(self._ages.get(item.id, 0)),
            history_text(item, self.today),
            told_today(item, self.today, self.since.ended),
        )

    def reading(self, item: ActionItem | None) -> Reading:
        """Return what others may see while an item is looked at: how far the group is.

        The item itself only if the circle agreed to that and it is open; whose it is, in no case.
        """
        done, count = self.progress
        shown = item is not None and item.is_open and self._shows_items
        if item is None or not shown:
            return Reading(f"{done} of {count}", "")
        outlet = Outlet(self._workspace.circle, aliases=False)
        return Reading(f"{done} of {count}", outlet.text(item.text))

    async def say(self, item: ActionItem, status: ActionStatus) -> ActionItem | Refused:
        """Keep what became of an item, and return it as it is now. Raises ``StoreError``."""
        if self.read_only:
            return READ_ONLY
        said = judged(item, Step(self.today, status, after=self.since.ended))
        if isinstance(said, ActionItem):
            await self._workspace.writer.run(lambda: self._keep(said))
            self._happened(item, said)
            return said
        return self._refused(item, said)

    async def add_line(
        self, item: ActionItem, text: str, choices: Choices = NO_CHOICES
    ) -> ActionItem | Refused:
        """Keep a line on how an item went, de-identified, and return the item as it is now.

        ``choices`` is what was decided over the masks. Raises ``StoreError``; the text is still the
        caller's then.
        """
        if self.read_only:
            return READ_ONLY
        if not says_something(text):
            return NOTHING_SAID
        kept: list[ActionItem] = []
        if isinstance(refused := self._with_line(item, ""), Refused):
            return self._refused(item, refused)

        def keep(masked: str) -> None:
            said = self._with_line(item, masked)
            assert isinstance(said, ActionItem)
            self._keep(said)
            kept.append(said)

        await self.book.keep_line(item.id, keep, text, choices)
        self._happened(item, kept[-1])
        return kept[-1]

    async def undo(self) -> ActionItem | Refused:
        """Take back what was said last in this review, and return that item as it is now.

        Raises ``StoreError``.
        """
        if self.read_only:
            return READ_ONLY
        if not self._before:
            return NOTHING_TO_UNDO
        before = self._before[-1]
        await self._workspace.writer.run(lambda: self._keep(before))
        self._before.pop()
        self._put(before)
        return before

    def _with_line(self, item: ActionItem, text: str) -> ActionItem | Refused:
        return with_line(item, text, self.today, self.since.ended)

    def _refused(self, item: ActionItem, said: Refused) -> Refused:
        return Refused(said.why + how_to_reopen(self._workspace.circle, item))

    def _keep(self, item: ActionItem) -> None:
        self._workspace.circle.actions.put(item)

    def _happened(self, before: ActionItem, after: ActionItem) -> None:
        self._before.append(before)
        self._put(after)

    def _put(self, item: ActionItem) -> None:
        self.items = tuple(item if item.id == old.id else old for old in self.items)


def opens_before(workspace: Workspace, agenda: Agenda) -> Reviewing | None:
    """Return the review that comes before a session, ``None`` where there is none to be held.

    There is one where something is open and the agenda has no part that looks back at it.
    """
    if last_time(agenda) is not None:
        return None
    review = Reviewing(workspace)
    return review if any(item.is_open for item in review.items) else None
