"""Looking through the action items: one key for each, and the next one comes up."""

from dataclasses import replace

from textual import on, work

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.errors import Refused
from circle_tui.services.reviewing import READ_ONLY
from circle_tui.ui.host import host
from circle_tui.ui.screens import review_text
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.review_line import ReviewLine
from circle_tui.ui.screens.review_list import ReviewList
from circle_tui.ui.widgets.capture import Capture


class ReviewScreen(ReviewList):
    """The base of the screens on which items are looked through, one key for each.

    Dismissed with ``True`` to go on, which before a session is its start.
    """

    def action_say(self, status: str) -> None:
        """Keep what became of the item, and go on to the next one."""
        item = self._walk.may_answer()
        if isinstance(item, Refused):
            self._say(item.why)
        else:
            self._keep(item, ActionStatus(status))

    @work(group="review", description="what became of an action item")
    async def _keep(self, item: ActionItem, status: ActionStatus) -> None:
        said = await self._walk.say(item, status)
        if isinstance(said, Refused):
            self._say(said.why)
            return
        here = self.item
        self._say(self._walk.left if here and here.id == item.id else "")
        self.look()

    @work(group="drop", description="the question before dropping")
    async def action_drop(self) -> None:
        """Ask once, then drop the item on purpose."""
        item = self._walk.may_answer()
        if isinstance(item, Refused):
            self._say(item.why)
            return
        hidden = self._hidden and not self._walk.reading.item
        text = "" if hidden else review_text.quoted(item, review_text.QUOTED)
        if await self.app.push_screen_wait(AskScreen("Drop this on purpose?", text, "drop it")):
            self._keep(item, ActionStatus.DROPPED)

    @work(group="review", description="taking back what was said")
    async def action_undo(self) -> None:
        """Take back what was said last, and look at that item again."""
        back = await self._walk.undo()
        self._say(back.why if isinstance(back, Refused) else "Taken back.")
        self.look()

    def action_line(self) -> None:
        """Write a line on how it went: right after an answer, for what was answered."""
        if self._hidden:
            self._say(review_text.HIDDEN)
            host(self).stray.begin()
        elif self._walk.review.read_only:
            self._say(READ_ONLY.why)
        elif item := self._walk.line_for:
            self.query_one(ReviewLine).write(item)

    @on(ReviewLine.Kept)
    def _line_kept(self, event: ReviewLine.Kept) -> None:
        event.stop()
        here = self.item
        if (here is None or here.id != event.item.id) and not self._walk.book.warning:
            self._say(f"Kept with “{review_text.quoted(event.item, review_text.TOLD)}”.")
        self.look()

    def action_skip(self) -> None:
        """Go on to the next item that was not looked at; nothing is said of this one."""
        self._say("" if self._walk.skip() else self._walk.left)
        self.look()

    def action_share(self) -> None:
        """Hide what is not for all to see, or show it again."""
        capture = self.query_one(Capture)
        if capture.kind is not None:
            capture.action_put_away()
            host(self).stray.begin()
        if self._live is None:
            host(self).action_cover()
            return
        self._live.action_share()
        self._say("")
        self.look()

    @work(group="leave", description="leaving the review")
    async def action_leave(self) -> None:
        """Show everything again if only some is; else stop, but ask about a line first."""
        if self._walk.wanted.words:
            self._want(replace(self._walk.wanted, words=""))
        else:
            await self._end(goes_on=False)

    async def _end(self, *, goes_on: bool) -> None:
        line = self.query_one(ReviewLine)
        if line.waiting:
            text = "A line on how it went was typed and is not kept. n goes on with it."
            if not await self.app.push_screen_wait(AskScreen("Leave it out?", text, "leave it")):
                return
        await line.leave_out()
        self.dismiss(goes_on)

    async def keep_drafts(self) -> bool:
        """Keep what is being typed, for the program is about to end; whether it is safe."""
        line = self.query_one(ReviewLine)
        await line.keep_drafts().wait()
        return line.safe
