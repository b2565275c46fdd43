"""What would be kept of what is being typed: shown at each key, with its masks to decide over."""

from collections.abc import Callable

from textual import on, work
from textual.containers import Vertical
from textual.content import Content

from circle_tui.domain.errors import StoreError
from circle_tui.domain.session import Session
from circle_tui.domain.writing import Kind, Moment
from circle_tui.services.masks import NOTHING, Mask, Masked, while_typing, word_at
from circle_tui.services.notebook import Notebook
from circle_tui.services.owners import completed
from circle_tui.ui.screens import writing_text
from circle_tui.ui.screens.unmask import Decisions
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.masks import Preview


class Previewing(Vertical):
    """The base of the lower part of the live screen: the line, and what would be kept of it.

    ``moment`` says what the text belongs to, at the instant it is kept.
    """

    def __init__(self, notebook: Notebook, moment: Callable[[], Moment]) -> None:
        super().__init__(id="writing")
        self._notebook = notebook
        self._moment = moment
        self._decisions = Decisions(notebook)
        self._masked = NOTHING
        self._notice = ""
        self._saved = ""
        self._slow = False
        self._trouble = False
        self._theirs: Session | None = None

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

    def _presenters(self) -> Session | None:
        """Return the session at the presenter's part to which the note being typed belongs.

        Once a letter of it was typed in such a part it stays the presenter's.
        """
        return self._theirs or self._moment().theirs

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
        theirs, moment = self._presenters() is not None, self._moment()
        return writing_text.read_line(
            self._notebook, moment, kind, text, theirs=theirs, brief=self._small
        )

    @property
    def _small(self) -> bool:
        """Whether the window has one line for what would be kept, and none for its masks."""
        return self.screen.has_class("small")

    def _masks(self, kind: Kind, text: str, body: str) -> Masked:
        """Return what is masked in the ``body`` of what is typed."""
        read = self._notebook.masks(body, self._decisions.of(kind))
        typed_on = self.query_one(Capture).cursor >= len(text)
        return while_typing(read, text) if typed_on else read

    def _preview(self, kind: Kind, text: str, notice: str = "") -> None:
        capture = self.query_one(Capture)
        lead, body = self._read(kind, text)
        offers = completed(text, self._notebook.members) if kind is Kind.ACTION else []
        capture.offer(next(iter(offers), ""))
        self._notice = notice
        self._masked = self._masks(kind, text, body)
        offer = writing_text.offered(offers, brief=self._small)
        if offers and self._small:
            capture.preview(offer)
        elif body.strip():
            capture.show_masked(offer + lead, self._masked)
        else:
            capture.preview(offer + lead)
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

    def say(self, why: str) -> None:
        """Show why something could not be done; nothing, once something else was done.

        While a text is being typed the line beneath it shows what would be kept, until there is
        something to say.
        """
        capture = self.query_one(Capture)
        if why or capture.kind is None:
            capture.problem(why)

    def show_trouble(self, *, there_is: bool) -> None:
        """Show for as long as it lasts that the disk does not take what is written by the way."""
        self._trouble, before = there_is, self._trouble
        if before != there_is:
            self._count()

    def _count(self) -> None:
        """Show how much is kept, and how the masks of what is typed stand.

        Where the window has no line for the masks, they take that of the counts.
        """
        book, capture = self._notebook, self.query_one(Capture)
        small = self._small
        status = writing_text.status(
            self._masked, capture, self._notice, loading=book.opinion.loading, brief=small
        )
        saved = "saving …" if self._slow else self._saved
        counts = writing_text.counts(book, capture, brief=small)
        safe = writing_text.safe(len(book.held.notes), saved, brief=small)
        safe = writing_text.TROUBLE if self._trouble and not self._slow else safe
        self.query_one("#kept", Header).show(status if small and status.plain else counts, safe)
        capture.status(status)
