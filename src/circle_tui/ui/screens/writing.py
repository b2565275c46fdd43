"""The lower part of the live screen: what is kept, and the line to write in."""

from collections.abc import Callable
from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer

from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.session import Session
from circle_tui.services.masks import NOTHING, Mask, Masked, while_typing, word_at
from circle_tui.services.notebook import Notebook
from circle_tui.ui.screens import writing_text
from circle_tui.ui.screens.moment import Moment
from circle_tui.ui.screens.unmask import Decisions
from circle_tui.ui.widgets.capture import Capture, Kind
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.masks import Preview

PAUSE = 2.0
"""Seconds without a key after which what is being typed is kept as a draft."""

SLOW = 0.25
"""Seconds after which a save is said to be under way; most disks are done long before."""


class Writing(Vertical):
    """Counts of what is kept, and one line to write a note or an action item in.

    ``moment`` says what the text belongs to, at the instant it is kept.
    """

    def __init__(self, notebook: Notebook, moment: Callable[[], Moment]) -> None:
        super().__init__(id="writing")
        self._notebook = notebook
        self._moment = moment
        self._saved = ""
        self._slow = False
        self._saving: set[tuple[Kind, str]] = set()
        self._pause: Timer | None = None
        self._decisions = Decisions(notebook)
        self._masked = NOTHING
        self._notice = ""
        self._theirs: Session | None = None

    def compose(self) -> ComposeResult:
        """Lay out the counts and the line."""
        yield Header(id="kept")
        yield Capture(id="capture")

    def on_mount(self) -> None:
        """Show the counts, and offer what was being typed when the program was lost."""
        left = {Kind(kind): text for kind, text in self._notebook.drafts().items()}
        if left:
            self.query_one(Capture).take_up(left)
            self.say(writing_text.still_here(left))
        self._count()
        if self._notebook.opinion.wanted:
            self.call_after_refresh(self._load_model)

    @work(group="model", exit_on_error=False, description="loading the language model")
    async def _load_model(self) -> None:
        """Load the language model; whatever comes of that, the session goes on."""
        self._notebook.opinion.begin()
        self._count()
        if trouble := await self._notebook.opinion.ready():
            self.say(trouble)
        self._count()

    def on_unmount(self) -> None:
        """Leave nothing of what was typed with the language model."""
        self._notebook.opinion.forget()

    @property
    def drafts(self) -> bool:
        """Whether something was typed that has not been kept."""
        return bool(self.query_one(Capture).drafts)

    def _drafts_besides(self, kind: Kind | None = None) -> list[Draft]:
        """Return what is being typed as it may lie on the disk, but for one kind.

        Nothing of a presenter's note may.
        """
        segment = self._moment().session.current.segment
        return [
            self._notebook.as_draft(other, segment, text, self._decisions.of(other))
            for other, text in self.query_one(Capture).drafts.items()
            if other is not kind and not (other is Kind.NOTE and self._presenters())
        ]

    def _presenters(self) -> Session | None:
        """Return the session at the presenter's part to which the note being typed belongs.

        Once a letter of it was typed in such a part it stays the presenter's.
        """
        return self._theirs or self._moment().theirs

    def moved(self) -> str:
        """Put the line away where nothing may be written down any more, and return why.

        What was typed before stays in memory until such a part is over.
        """
        capture = self.query_one(Capture)
        if capture.kind is None or not (refused := self._moment().refused(capture.kind)):
            return ""
        capture.action_put_away()
        return refused.why

    @work(group="drafts", exit_on_error=False, description="keep what is being typed")
    async def _paused(self) -> None:
        """Keep what is being typed, unless such a thing may not be written down now."""
        if any(map(self._moment().refused, self.query_one(Capture).drafts)):
            return
        # A full disk is said when the text is to be kept: nothing here is confirmed to anybody.
        with suppress(StoreError):
            await self._notebook.keep_drafts(self._drafts_besides())

    def write(self, kind: Kind) -> None:
        """Open the line, unless nothing of the kind may be kept of this part."""
        refused = self._moment().refused(kind)
        if refused is None:
            theirs = kind is Kind.NOTE and self._presenters()
            hint = writing_text.HELD_HINT if theirs else writing_text.HINTS[kind]
            self.query_one(Capture).open(kind, hint)
        else:
            self.say(refused.why)

    def say(self, why: str) -> None:
        """Show why something could not be done; nothing, once something else was done.

        While a text is being typed the line beneath it shows what would be kept, until there is
        something to say.
        """
        capture = self.query_one(Capture)
        if why or capture.kind is None:
            capture.problem(why)

    def _count(self) -> None:
        """Show how much is kept, and how the masks of what is typed stand.

        Where the window has no line for the masks, they take that of the counts.
        """
        book, capture = self._notebook, self.query_one(Capture)
        small = self.screen.has_class("small")
        status = writing_text.status(
            self._masked, capture, self._notice, loading=book.opinion.loading, brief=small
        )
        saved = "saving …" if self._slow else self._saved
        counts = writing_text.counts(book, capture)
        safe = writing_text.safe(len(book.held.notes), saved, brief=small)
        self.query_one("#kept", Header).show(status if small and status.plain else counts, safe)
        capture.status(status)

    def on_resize(self) -> None:
        """Show the masks where the window has room for that now."""
        self._count()

    @on(Capture.Typed)
    def _typed(self, event: Capture.Typed) -> None:
        """Show what would be kept of what is typed, and keep it as a draft after a while."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._paused)
        if event.kind is Kind.NOTE:
            self._theirs = self._presenters() if event.text.strip() else None
        if not event.text.strip():
            self._forget(event.kind)
        elif self._notebook.opinion.wanted:
            self._consult(event.kind, event.text)
        self._preview(event.kind, event.text)

    def _forget(self, kind: Kind) -> None:
        """Forget what was decided and said over a text that is kept or deleted."""
        self._decisions.forget(kind)
        self._notebook.opinion.forget()

    @work(group="opinion", exclusive=True, exit_on_error=False, description="a model reads it")
    async def _consult(self, kind: Kind, text: str) -> None:
        """Ask the language model about what is typed, and show what it changes."""
        _, body = self._read(kind, text)
        await self._notebook.consider(body)
        capture = self.query_one(Capture)
        if (capture.kind, capture.text) != (kind, text):
            self._notebook.opinion.forget()
        elif self._masks(kind, text, body) != self._masked:
            self._preview(kind, text, self._notice)

    def _read(self, kind: Kind, text: str) -> tuple[Content, str]:
        theirs = self._presenters() is not None
        return writing_text.read_line(self._notebook, self._moment(), kind, text, theirs=theirs)

    def _masks(self, kind: Kind, text: str, body: str) -> Masked:
        """Return what is masked in the ``body`` of what is typed."""
        read = self._notebook.masks(body, self._decisions.of(kind))
        typed_on = self.query_one(Capture).cursor >= len(text)
        return while_typing(read, text) if typed_on else read

    def _preview(self, kind: Kind, text: str, notice: str = "") -> None:
        capture = self.query_one(Capture)
        lead, body = self._read(kind, text)
        self._notice = notice
        self._masked = self._masks(kind, text, body)
        if body.strip():
            capture.show_masked(lead, self._masked)
        else:
            capture.preview(lead)
        self._count()

    @on(Preview.Stepped)
    @on(Capture.Switched)
    def _switched(self) -> None:
        """Show nothing of a text that is put away, and no notice of what was looked at before."""
        self._notice = ""
        if self.query_one(Capture).kind is None:
            self._masked = NOTHING
        self._count()

    @on(Capture.WordPicked)
    def _word_picked(self, event: Capture.WordPicked) -> None:
        """Mask what is looked at or the word at the cursor, or leave that readable again."""
        event.stop()
        capture = self.query_one(Capture)
        if (kind := capture.kind) is None:
            return
        chosen = capture.chosen
        word = "" if chosen else word_at(capture.text, capture.cursor)
        notice = self._decisions.pick(kind, word, self._masked, chosen)
        self._preview(kind, capture.text, notice)

    @on(Preview.Decided)
    def _decided(self, event: Preview.Decided) -> None:
        event.stop()
        self._decide(event.mask, always=event.always)

    @work(group="masks", description="a decision over a mask")
    async def _decide(self, mask: Mask, *, always: bool) -> None:
        capture = self.query_one(Capture)
        if (kind := capture.kind) is None:
            return
        try:
            notice = await self._decisions.decide(self.app, kind, mask, always=always)
        except StoreError as error:
            self.say(str(error))
            return
        if capture.kind is kind:
            self._preview(kind, capture.text, notice)

    @on(Capture.Submitted)
    def _submitted(self, event: Capture.Submitted) -> None:
        event.stop()
        # Enter pressed twice on a slow disk means the text once.
        if (event.kind, event.text) not in self._saving:
            self._saving.add((event.kind, event.text))
            self._keep(event.kind, event.text)

    @work(group="keep", description="keep what was typed")
    async def _keep(self, kind: Kind, text: str) -> None:
        """Keep a text; say that it is saved when the disk has said so, and not before."""
        moment = self._moment()
        theirs = self._presenters() if kind is Kind.NOTE else None
        besides, choices = self._drafts_besides(kind), self._decisions.of(kind)
        slow = self.set_timer(SLOW, self._tell_slow)
        try:
            refused = (
                await self._notebook.keep_note(theirs or moment.session, text, besides, choices)
                if kind is Kind.NOTE
                else await self._notebook.keep_action(
                    moment.session, text, moment.today, moment.floor, besides, choices
                )
            )
        except StoreError as error:
            refused = Refused(str(error))
        finally:
            slow.stop()
            self._slow = False
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
        self._count()
        if self._notebook.warning:
            self.say(self._notebook.warning)

    def _tell_slow(self) -> None:
        """Say that the save takes its time, unless it was done meanwhile; "saved" comes then."""
        self._slow = bool(self._saving)
        self._count()
