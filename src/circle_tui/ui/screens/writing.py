"""The lower part of the live screen: what is kept, and the line to write in."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.session import Session
from circle_tui.domain.writing import Kind, Moment
from circle_tui.services.drafting import Sheet, Sheets, joined
from circle_tui.services.notebook import Notebook
from circle_tui.ui.screens import writing_text
from circle_tui.ui.screens.kept import kept_now, look_back
from circle_tui.ui.screens.previewing import Previewing
from circle_tui.ui.screens.saving import Saving
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.header import Header

SLOW = 0.25
"""Seconds after which a save is said to be under way; most disks are done long before."""


class Writing(Previewing):
    """Counts of what is kept, and one line to write in: a note, or whatever else there is.

    ``moment`` says what a text belongs to when it is kept; ``written`` is what is, a line each;
    ``told`` is said first. ``left`` are the texts of the screen before, in place of the drafts.
    """

    class Kept(Message):
        """Something was kept, corrected or deleted."""

    def __init__(
        self,
        notebook: Notebook,
        moment: Callable[[], Moment],
        told: str = "",
        left: Sheets | None = None,
    ) -> None:
        super().__init__(notebook)
        self._told = told
        self._left = left
        self._notebook = notebook
        self._moment = moment
        self.written = writing_text.written(notebook)
        self._saved = ""
        self.under_way = Saving(self._tell_slow)
        self._trouble = False
        self._theirs: Session | None = None
        self._saving: set[tuple[Kind, str]] = set()
        self._behind: set[Callable[[], None]] = set()

    def compose(self) -> ComposeResult:
        """Lay out the counts and the line."""
        yield Header(id="kept")
        yield Capture(id="capture")

    def on_mount(self) -> None:
        """Show the counts, and offer what was being typed when the program was lost."""
        told = [self._told] if self._told else []
        if left := joined(self._notebook.drafts()) if self._left is None else self._take_up():
            self.query_one(Capture).take_up(left)
            told.append(writing_text.still_here(left, whole=self._left is not None))
        if told:
            self.say(" ".join(told))
        self._count()
        if self._notebook.opinion.wanted:
            self.call_after_refresh(self._load_model)

    def _take_up(self) -> dict[Kind, str]:
        """Go on with the texts of the screen before, and what was decided over their masks."""
        sheets, self._left = self._left or {}, {}
        for kind, sheet in sheets.items():
            self._decisions.take_up(kind, sheet.choices)
            self._theirs = sheet.theirs or self._theirs
        return {kind: sheet.text for kind, sheet in sheets.items()}

    @property
    def drafts(self) -> bool:
        """Whether something was typed that has not been kept."""
        return bool(self.query_one(Capture).drafts)

    @property
    def at_risk(self) -> bool:
        """Whether some of that would be lost with the program: the disk does not get it."""
        memory = self._notebook.in_memory_alone(self.sheets, self._moment())
        return memory or (self._trouble and self.drafts)

    def _presenters(self) -> Session | None:
        """Return the session at the presenter's part to which the note being typed belongs.

        Once a letter of it was typed in such a part it stays the presenter's.
        """
        return self._theirs or self._moment().theirs

    def _read(self, kind: Kind, text: str) -> tuple[Content, str]:
        theirs, moment = self._presenters() is not None, self._moment()
        return writing_text.read_line(
            self._notebook, moment, kind, text, theirs=theirs, brief=self._small
        )

    def _count(self) -> None:
        """Show how much is kept, and how the masks of what is typed stand.

        Where the window has no line for the masks, they take that of the counts. On a shared screen
        nothing of it is told, but that the disk takes nothing.
        """
        book, capture, head = self._notebook, self.query_one(Capture), self.query_one(Header)
        small, shared, loading = self._small, self.screen.has_class("sharing"), book.opinion.loading
        status = writing_text.status(
            self._masked, capture, self._notice, loading=loading, brief=small
        )
        saved = "saving …" if self.under_way.slow else self._saved
        held = writing_text.safe(len(book.held.notes), saved, brief=small)
        safe = Content("") if shared else held
        safe = writing_text.TROUBLE if self._trouble and not self.under_way.slow else safe
        counts = writing_text.counts(book, capture, head.room_beside(safe), brief=small)
        if shared:
            status = counts = Content("")
        head.show(status if small and status.plain else counts, safe)
        capture.status(status)

    def _kept(self) -> None:
        """Show what is kept now."""
        self.written = writing_text.written(self._notebook)
        self._count()
        self.post_message(self.Kept())

    def show_trouble(self, *, there_is: bool) -> None:
        """Show for as long as it lasts that the disk does not take what is written by the way."""
        self._trouble = there_is
        self._count()

    @property
    def sheets(self) -> Sheets:
        """What is being typed, with what was decided over its masks."""
        theirs = {Kind.NOTE: self._presenters()}
        return {
            kind: Sheet(text, self._decisions.of(kind), theirs.get(kind))
            for kind, text in self.query_one(Capture).drafts.items()
        }

    def _drafts_besides(self, kind: Kind | None = None) -> Sequence[Draft]:
        """Return what is being typed as it may lie on the disk, but for one kind."""
        return self._notebook.drafts_of(self.sheets, self._moment(), kind)

    def moved(self) -> str:
        """Put the line away where nothing may be written down any more, and return why.

        What was typed before stays in memory until such a part is over.
        """
        capture, book = self.query_one(Capture), self._notebook
        if capture.kind is None or not (refused := book.refused(capture.kind, self._moment())):
            return ""
        capture.put_away()
        return refused.why

    @work(group="drafts", exit_on_error=False, description="keep what is being typed")
    async def keep_drafts(self) -> None:
        """Keep what is being typed, so that a crash does not lose it."""
        # A full disk is said when the text is to be kept: nothing here is confirmed to anybody.
        with suppress(StoreError):
            await self._notebook.keep_drafts(self.sheets, self._moment())

    @on(Capture.PutAway)
    def _put_away(self, event: Capture.PutAway) -> None:
        event.stop()
        if all(kind is not event.kind for kind, _ in self._saving):
            self._keep_draft(event.kind)

    @work(group="drafts", description="keep what was put away")
    async def _keep_draft(self, kind: Kind) -> None:
        """Keep what is put away at once; say that it is kept when the disk has said so."""
        capture = self.query_one(Capture)
        waits = kind in capture.drafts
        if waits:
            capture.preview(writing_text.KEEPING)
        try:
            kept = await self._notebook.keep_drafts(self.sheets, self._moment())
        except StoreError as error:
            self.say(str(error))
            return
        if waits and capture.kind is None:
            told = writing_text.draft_told(kind, kept=kind in kept)
            capture.preview(Content.styled(told, "$quiet"))

    def write(self, kind: Kind) -> None:
        """Open the line, unless nothing of the kind may be kept of this part.

        What was to be corrected stays as it is once its line was emptied and put away.
        """
        capture = self.query_one(Capture)
        if kind not in capture.drafts:
            self._notebook.correcting.pop(kind, None)
        if refused := self._notebook.refused(kind, self._moment()):
            self.say(refused.why)
            return
        theirs = kind is Kind.NOTE and self._presenters()
        capture.open(kind, writing_text.HELD_HINT if theirs else writing_text.HINTS[kind])

    @work(group="kept", description="what was kept")
    async def look_back(self) -> None:
        """Show what was kept in this session, to take one thing back into the line or delete it."""
        if not kept_now(self._notebook):
            self.say("Nothing was written down in this session yet.")
            return
        capture = self.query_one(Capture)
        chosen = await look_back(self.app, self._notebook, self._drafts_besides)
        self._kept()
        if chosen is None:
            return
        kind, thing = chosen
        if kind in capture.drafts and self._notebook.correcting.get(kind) == thing.id:
            self.write(kind)  # it was taken back before, and put away half-done
            return
        line = self._notebook.take_up(kind, thing, self._moment(), capture.drafts)
        if isinstance(line, Refused):
            self.say(line.why)
        else:
            capture.take_up({kind: line})
            self.write(kind)
            if capture.kind is kind:
                capture.cursor = len(thing.text)

    @on(Capture.Typed)
    def _typed(self, event: Capture.Typed) -> None:
        """Show what would be kept of what is typed, and keep it as a draft before long."""
        event.stop()
        self._keep_draft_soon()
        if event.kind is Kind.NOTE:
            self._theirs = self._presenters() if event.text.strip() else None
        if not event.text.strip():
            self._forget(event.kind)
        elif self._notebook.opinion.wanted:
            self._consult(event.kind, event.text)
        self._preview_typed(event.kind, event.text)

    @on(Capture.Submitted)
    def _submitted(self, event: Capture.Submitted) -> None:
        event.stop()
        # Enter pressed twice on a slow disk means the text once.
        if (event.kind, event.text) in self._saving:
            event.go_on()
        else:
            self._saving.add((event.kind, event.text))
            self._submit(event)

    @work(group="keep", description="keep what was typed")
    async def _submit(self, event: Capture.Submitted) -> None:
        """Keep a text; a key behind it waits for that, until it is said that it takes its time."""
        self._behind.add(event.go_on)
        try:
            await self._keep(event.kind, event.text)
        finally:
            self._behind.discard(event.go_on)
            event.go_on()

    async def _keep(self, kind: Kind, text: str) -> None:
        """Keep a text; say that it is saved when the disk has said so, and not before."""
        moment = self._moment()
        theirs = self._presenters() if kind is Kind.NOTE else None
        belongs = replace(moment, session=theirs or moment.session)
        besides, choices = self._drafts_besides(kind), self._decisions.of(kind)
        saved = self.under_way.begin(SLOW)
        try:
            refused = await self._notebook.keep(kind, belongs, text, besides, choices)
        except StoreError as error:
            refused = Refused(str(error))
        finally:
            saved()
            self._saving.discard((kind, text))
        if refused is not None:
            self._saved = ""
            self._count()
            self.say(refused.why)
            return
        if not theirs:
            self._saved = f"saved {moment.clock}"
        self._forget(kind)
        if kind is Kind.NOTE:
            self._theirs = None
        self.query_one(Capture).saved(kind, text)
        self._kept()
        if self._notebook.warning:
            self.say(self._notebook.warning)

    def _tell_slow(self) -> None:
        """Say whether a save takes its time, "saved" comes then; no key waits for that any more."""
        for go_on in self._behind:
            go_on()
        if self.is_attached:
            self._count()
