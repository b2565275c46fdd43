"""The walk through the action items: the same on the screen and in lines.

It knows where somebody is, what may be answered now and what comes after an answer. What a key is
called is the front end's; that a review is asked about one item after the other is the walk's.
"""

from collections.abc import Awaitable, Collection

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.masking import Choices
from circle_tui.domain.review import (
    WHAT_IS_ASKED,
    Place,
    Wanted,
    following,
    is_asked,
    moved,
    passed,
)
from circle_tui.domain.stage import Reading
from circle_tui.services.lines import Lines
from circle_tui.services.masks import NO_CHOICES
from circle_tui.services.reviewing import READ_ONLY, Reviewing

NOTHING_HERE = Refused("There is nothing here to look at.")
NOTHING_ELSE = "Nothing else here is left to look at."


class Walk:
    """Goes through the items that are ``wanted``, from the first that was not looked at.

    ``again`` says by which keys an item is gone to, to answer it anew; ``leaving`` what goes on
    from here once all were looked at.
    """

    def __init__(
        self, review: Reviewing, again: str, leaving: str, wanted: Wanted = WHAT_IS_ASKED
    ) -> None:
        self._review = review
        self._wanted = wanted
        self._again = again
        self._leaving = leaving
        self._begun = dict(review.book.begun())
        self._shown: list[ActionItem] = review.listed(wanted)
        self._place = Place(following(self._shown, "", review.since))
        self.look()

    def look(self) -> None:
        """Look at the items as they are now; whoever was at one that is gone is at the first."""
        self._shown = self._review.listed(self._wanted)
        if self.item is None:
            self._place = Place(self._shown[0].id if self._shown else "")

    def want(self, wanted: Wanted) -> None:
        """Go through other items, or through the same in another order."""
        self._wanted = wanted
        self.look()

    def follow(self, review: Reviewing) -> None:
        """Go on in a review that was begun anew, at the same place."""
        self._review = review
        self._begun = dict(review.book.begun())
        self.look()

    @property
    def review(self) -> Reviewing:
        """The review that is gone through."""
        return self._review

    @property
    def book(self) -> Lines:
        """Where a line on how an item went is typed now."""
        return self._review.book

    @property
    def wanted(self) -> Wanted:
        """Which items are gone through, and in which order."""
        return self._wanted

    @property
    def shown(self) -> list[ActionItem]:
        """Those items, as they were when they were looked at last."""
        return self._shown

    @property
    def item(self) -> ActionItem | None:
        """The item that is looked at."""
        return next((item for item in self._shown if item.id == self._place.at), None)

    @property
    def line_for(self) -> ActionItem | None:
        """The item that a line on how it went is for, if it is begun now."""
        wanted = self._place.line_for
        return next((item for item in self._review.items if item.id == wanted), None)

    @property
    def reading(self) -> Reading:
        """What others may see of it."""
        return self._review.reading(self.item)

    @property
    def left(self) -> str:
        """What there is to say where nothing else is left to look at."""
        done, count = self._review.progress
        return f"All looked at: {self._leaving}." if done == count else NOTHING_ELSE

    def move(self, by: int) -> None:
        """Go to another item, also to answer it anew; behind the last is the first."""
        if self._shown:
            self._place = moved(self._place, self._shown, by)

    def skip(self) -> bool:
        """Go to the next item that was not looked at, with no word said; tell if there is one."""
        after = passed(self._place, self._shown, self._review.since)
        self._place = after or self._place
        return after is not None

    def may_answer(self) -> ActionItem | Refused:
        """Return the item that an answer is for, or why none is taken now."""
        if self._review.read_only:
            return READ_ONLY
        if (item := self.item) is None:
            return NOTHING_HERE
        if not is_asked(self._place, item, self._review.since):
            return Refused(
                f"Answered already. To answer it anew, {self._again} first; u takes back."
            )
        return item

    async def say(self, item: ActionItem, status: ActionStatus) -> ActionItem | Refused:
        """Keep what became of an item, and go on to the next that was not looked at."""
        said = await _kept(self._review.say(item, status))
        if isinstance(said, ActionItem):
            if self._place.at == item.id:
                self._shown = self._review.listed(self._wanted)
                after = following(self._shown, item.id, self._review.since)
                self._place = Place(after, answered=item.id)
            self.look()
        return said

    async def add_line(
        self, item: ActionItem, text: str, choices: Choices = NO_CHOICES
    ) -> ActionItem | Refused:
        """Keep a line on how an item went; the place stays, and so does what is asked there."""
        said = await _kept(self._review.add_line(item, text, choices))
        if isinstance(said, ActionItem):
            self._begun.pop(item.id, None)
            self._place = Place(self._place.at, moved=item.id == self._place.at)
            self.look()
        return said

    def begun(self, item: ActionItem) -> str:
        """Return the line that was begun on an item before this review, and waits; or nothing."""
        return self._begun.get(item.id, "")

    async def leave_out(self, items: Collection[str]) -> None:
        """Forget the lines that were begun on these items. Raises ``StoreError``."""
        if items:
            await self.book.leave_out(items)
        for item in items:
            self._begun.pop(item, None)

    async def undo(self) -> ActionItem | Refused:
        """Take back what was said last, and go to that item."""
        back = await _kept(self._review.undo())
        if isinstance(back, ActionItem):
            self._place = Place(back.id, moved=True)
            self.look()
        return back


async def _kept(saving: Awaitable[ActionItem | Refused]) -> ActionItem | Refused:
    """Return what is kept now, or why it could not be."""
    try:
        return await saving
    except StoreError as error:
        return Refused(str(error))
