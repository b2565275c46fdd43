"""The line on how something went: typed, seen as it will be kept, and kept with its item."""

from contextlib import suppress
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.writing import Kind
from circle_tui.services.drafting import Sheet
from circle_tui.services.walking import Walk
from circle_tui.ui.screens import review_text, writing_text
from circle_tui.ui.screens.previewing import Previewing
from circle_tui.ui.widgets.capture import Capture

KIND = Kind.NOTE
"""A line on how it went is masked and typed as a note is."""

HINT = "names are masked before it is kept"


class ReviewLine(Previewing):
    """One line to write in, for the item that is looked at.

    What was typed for an item and not kept waits with it while others are looked at, and on the
    disk, as it would be kept: it is offered again after the program was lost.
    """

    class Kept(Message):
        """A line was kept with an item."""

        def __init__(self, item: ActionItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self, walk: Walk) -> None:
        super().__init__(walk.book)
        self._walk = walk
        self._item: ActionItem | None = None
        self._sheets: dict[str, Sheet] = {}
        self._saving = False
        self.safe = True
        """Whether what was to be kept last of what is being typed lies on the disk."""

    def compose(self) -> ComposeResult:
        """Lay out the line, what would be kept of it, and how its masks stand."""
        yield Capture(id="capture")

    def on_mount(self) -> None:
        """Load the language model, if one is wanted."""
        if self._wording.opinion.wanted:
            self.call_after_refresh(self._load_model)

    @property
    def waiting(self) -> bool:
        """Whether something was typed here that is not kept yet."""
        return any(sheet.text.strip() for sheet in self._sheets.values())

    def begun(self, item: ActionItem) -> bool:
        """Tell whether a line was begun on an item and waits: from here, or from before."""
        if self.item is not None and self.item.id == item.id:
            return False
        sheet = self._sheets.get(item.id)
        return bool(sheet.text.strip() if sheet else self._walk.begun(item))

    @property
    def item(self) -> ActionItem | None:
        """The item that a line is being written for."""
        return self._item if self.query_one(Capture).kind is not None else None

    def write(self, item: ActionItem) -> None:
        """Open the line for an item, from what was typed or kept of it today."""
        kept = self._walk.review.told(item).line
        sheet = self._sheets.get(item.id) or Sheet(self._walk.begun(item))
        if self._item is None or self._item.id != item.id:
            self._decisions.take_up(KIND, sheet.choices)
        self._item = item
        capture = self.query_one(Capture)
        capture.take_up({KIND: sheet.text or (kept and f"{kept} ")})  # to go on behind it
        capture.open(KIND, f"how “{review_text.quoted(item, review_text.TOLD)}” went: {HINT}")

    def _read(self, kind: Kind, text: str) -> tuple[Content, str]:
        return (writing_text.LEAD if text.strip() else writing_text.EMPTY), text

    def _count(self) -> None:
        capture = self.query_one(Capture)
        loading = self._wording.opinion.loading
        capture.status(
            writing_text.status(
                self._masked, capture, self._notice, loading=loading, brief=self._small
            )
        )

    @on(Capture.Typed)
    def _text_typed(self, event: Capture.Typed) -> None:
        """Show what would be kept of what is typed, and keep it as a draft before long."""
        event.stop()
        if self._item is not None:
            self._type(self._item, event.text)
        if not event.text.strip():
            self._forget(event.kind)
        elif self._wording.opinion.wanted:
            self._consult(event.kind, event.text)
        self._preview_typed(event.kind, event.text)

    def _type(self, item: ActionItem, text: str) -> None:
        """Take note of what is typed of an item; what is kept of it already is no draft."""
        text = text if text.strip() != self._walk.review.told(item).line else ""
        before = self._sheets.get(item.id, Sheet(""))
        self._sheets[item.id] = replace(before, text=text)
        if text != before.text:
            self._keep_draft_soon()

    @work(group="drafts", exit_on_error=False, description="keep what is being typed")
    async def keep_drafts(self) -> None:
        """Keep what is being typed, so that a crash does not lose it."""
        # A full disk is said when the text is to be kept: nothing here is confirmed to anybody.
        self.safe = False
        with suppress(StoreError):
            if self._item is not None and not self._saving:
                self._note_choices(self._item)
                await self._keep_draft(self._item)
            self.safe = True

    @on(Capture.PutAway)
    def _put_away(self, event: Capture.PutAway) -> None:
        event.stop()
        if not self._saving and self._item is not None:
            self._note_choices(self._item)
            self._keep_what_waits(self._item)

    @work(group="drafts", description="keep what was put away")
    async def _keep_what_waits(self, item: ActionItem) -> None:
        """Keep what is put away at once; say so when the disk has said so."""
        try:
            kept = await self._keep_draft(item)
        except StoreError as error:
            self.say(str(error))
            return
        if kept and self.query_one(Capture).kind is None:
            self.say(review_text.WAITS)

    def _note_choices(self, item: ActionItem) -> None:
        """Put with what is typed of an item what was decided over its masks."""
        if (sheet := self._sheets.get(item.id)) is not None:
            self._sheets[item.id] = replace(sheet, choices=self._decisions.of(KIND))

    async def _keep_draft(self, item: ActionItem) -> str:
        """Keep what was typed of an item as a draft, and return what is kept of it."""
        if (sheet := self._sheets.get(item.id)) is None:
            return ""
        return await self._walk.book.keep_draft(item.id, sheet.text, sheet.choices)

    async def leave_out(self) -> None:
        """Forget what was typed here and is not kept."""
        self._item, left = None, list(self._sheets)
        self._sheets.clear()
        with suppress(StoreError):  # it is offered again then, as after a crash
            await self._walk.leave_out(left)

    @on(Capture.Submitted)
    def _submitted(self, event: Capture.Submitted) -> None:
        event.stop()
        if not self._saving and self._item is not None:  # Enter twice means the text once
            self._saving = True
            self._submit(self._item, event)
        else:
            event.go_on()

    @work(group="keep", description="keep how it went")
    async def _submit(self, item: ActionItem, event: Capture.Submitted) -> None:
        try:
            await self._keep(item, event.text)
        finally:
            event.go_on()

    async def _keep(self, item: ActionItem, text: str) -> None:
        try:
            said = await self._walk.add_line(item, text, self._decisions.of(KIND))
        finally:
            self._saving = False
        if isinstance(said, Refused):
            self._keep_draft_soon()
            self.say(said.why)
            return
        self._item = said
        self._sheets.pop(item.id, None)
        self._forget(KIND)
        self.query_one(Capture).saved(KIND, text)
        self.say(self._wording.warning)
        self.post_message(self.Kept(said))
