"""The items that are looked through: which of them are shown, and the one that is looked at."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.review import WHAT_IS_ASKED, Sorting, Wanted
from circle_tui.domain.stage import NO_READING, Reading
from circle_tui.services.reviewing import NOTHING_OPEN, Reviewing
from circle_tui.services.walking import Walk
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.review import (
    CHANGING,
    LINE_COMMANDS,
    LINE_HELP,
    NARROW_LINE_COMMANDS,
    SHOWING,
    narrow,
)
from circle_tui.ui.host import host
from circle_tui.ui.screens import review_text
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.livehead import LiveHead
from circle_tui.ui.screens.review_line import ReviewLine
from circle_tui.ui.screens.room import Room
from circle_tui.ui.screens.sharing import SharingScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.roll import Row


class ReviewList(Screen[bool]):
    """Shows the items and how far the group is, and lets somebody move about among them.

    ``room`` is the session that runs, if one does: its clock stays in sight, and others see how far
    the group is.
    """

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = ""
    COMMANDS_HERE: ClassVar[tuple[Command, ...]]
    NAME: ClassVar[str] = "Last time"
    LEAVING: ClassVar[str] = "esc stops"

    def __init__(
        self, review: Reviewing, room: Room | None = None, wanted: Wanted = WHAT_IS_ASKED
    ) -> None:
        super().__init__()
        self._walk = Walk(review, "move to it with ←", self.LEAVING, wanted)
        self._live = room.screen if room and isinstance(room.screen, SharingScreen) else None
        self._room = room

    def compose(self) -> ComposeResult:
        """Lay out how far the group is, the items, the one that is looked at, and the keys."""
        yield LiveHead(self._room.view, floor=True) if self._room else Header(id="head")
        yield review_text.Items()
        with Vertical(id="item"):
            yield Header(id="whose", keeps_left=True)
            yield Fitted(id="text")
            yield Fitted(id="history")
        yield ReviewLine(self._walk)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin with the first item that was not looked at."""
        self.look()
        self._say("")

    def on_unmount(self) -> None:
        """Let others see the session as it is without a review."""
        self._show_others(NO_READING)

    def _show_others(self, reading: Reading) -> None:
        """Let others see what they may of the review, if a session shows them anything."""
        if self._live is not None and self._live.publisher.reading != reading:
            self._live.publisher.reading = reading
            self._live.publish()

    def on_resize(self, event: Resize) -> None:
        """Give up air and the list where the terminal is small."""
        width, height = event.size
        self.set_class(width < 60 or height < 20, "small")
        self.set_class(width < 40 or height < 10, "tiny")
        self.look()

    @property
    def _hidden(self) -> bool:
        """Whether others look at this screen."""
        return self._live is not None and self._live.sharing

    @property
    def item(self) -> ActionItem | None:
        """The item that is looked at."""
        return self._walk.item

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done here."""
        out = (CHANGING if self._walk.review.read_only else ()) + (SHOWING if self._hidden else ())
        return tuple(command for command in self.COMMANDS_HERE if command not in out)

    def whose(self, item: ActionItem) -> str:
        """Return whose an item is: by name, as this is the facilitator's own screen."""
        return self._walk.review.whose(item)

    def heading(self) -> Content:
        """Return how far the group is, and what of the items is left out."""
        brief = self._room is not None and self.has_class("small")
        progress = self._walk.review.progress
        return review_text.title(
            self.NAME, progress, self._walk.wanted, hidden=self._hidden, brief=brief
        )

    @on(Capture.Switched)
    def look(self) -> None:
        """Show how things stand."""
        self._walk.look()
        head = self.query_one("#head", Header)
        if isinstance(head, LiveHead):
            head.look(self.heading())
        else:
            head.show(self.heading(), Content(""))
        roll = self.query_one(review_text.Items)
        shown = self._walk.shown
        roll.rows = self._rows(shown)
        item = self.query_one(ReviewLine).item or self.item
        roll.row = shown.index(item) if item in shown else 0
        self._show_item(item)
        self._keys()
        self._show_others(self._walk.reading)

    def _rows(self, items: list[ActionItem]) -> list[Row]:
        review = self._walk.review
        if self._hidden:
            return [review_text.hidden_row(review, item) for item in items]
        owners = [""] * len(items)
        if not self.has_class("small"):
            owners = review_text.owners([self.whose(item) for item in items], self.size.width)
        return [
            review_text.row(review, item, owner) for item, owner in zip(items, owners, strict=True)
        ]

    def _show_item(self, item: ActionItem | None) -> None:
        if item is None:
            parts = review_text.nothing(self._nothing())
        elif self._hidden:
            parts = review_text.hidden(self._walk.review.reading(item).item)
        else:
            begun = self.query_one(ReviewLine).begun(item) and not self._walk.review.read_only
            parts = review_text.parts(self._walk.review, item, self.whose(item), begun=begun)
        self.query_one("#whose", Header).show(parts.whose, parts.stands)
        self.query_one("#text", Fitted).show(parts.text)
        self.query_one("#history", Fitted).show(parts.past)

    def _nothing(self) -> str:
        """Return what there is to say where no item is shown."""
        return review_text.NOT_FOUND if self._walk.wanted.words else NOTHING_OPEN

    def _keys(self) -> None:
        capture = self.query_one(Capture)
        line = NARROW_LINE_COMMANDS if self.has_class("small") else LINE_COMMANDS
        if capture.place is not None:
            line = tuple(capture.commands)
        here = narrow(self.commands) if self.has_class("small") else self.commands
        self.query_one(KeyLine).commands = line if capture.kind else here

    def _say(self, why: str) -> None:
        follows = review_text.FOLLOWS if self._walk.review.read_only else ""
        self.query_one(ReviewLine).say(why or follows)

    def _want(self, wanted: Wanted) -> None:
        """Show other items, or the same in another order."""
        self._walk.want(wanted)
        self.look()

    def action_move(self, by: int) -> None:
        """Look at another item."""
        if self._walk.shown:
            self._walk.move(by)
            self._say("")
            self.look()

    def action_sort(self) -> None:
        """Put the items in another order."""
        orders = list(Sorting)
        wanted = self._walk.wanted
        after = orders[(orders.index(wanted.sorting) + 1) % len(orders)]
        self._want(replace(wanted, sorting=after))

    @work(group="find", description="which items to show")
    async def action_find(self) -> None:
        """Show only what has some words in it; none shows everything again."""
        if self._hidden:
            self._say(review_text.HIDDEN)
            host(self).stray.begin()
            return
        words = self._walk.wanted.words
        question = TypeInScreen("Show what has these words", "none: everything", words)
        typed = await self.app.push_screen_wait(question)
        if typed is not None:
            self._want(replace(self._walk.wanted, words=" ".join(typed.split())))

    def action_help(self) -> None:
        """Show every key: of the line and its masks while somebody writes."""
        writing = self.query_one(Capture).kind is not None
        self.app.push_screen(
            HelpScreen("While writing", LINE_HELP)
            if writing
            else HelpScreen(self.NAME, self.commands)
        )
