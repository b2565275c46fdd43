"""What would be kept of what is being typed: shown at each key, with its masks to decide over."""

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.worker import Worker

from circle_tui.domain.errors import StoreError
from circle_tui.domain.writing import Kind
from circle_tui.services.masks import NOTHING, Mask, Masked, while_typing, word_at
from circle_tui.services.owners import completed
from circle_tui.services.wording import Wording
from circle_tui.ui.screens import writing_text
from circle_tui.ui.screens.unmask import Decisions
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.masks import Preview

KEPT_WITHIN = 3.0
"""Seconds after which a key that was typed is in the draft: a crash loses no more than these."""

REST = 1.0
"""Seconds without a key after which the last word counts as finished: it is shown as it is kept.

Textual begins such a time anew only once it is over, so it may be twice as long.
"""


class Previewing(Vertical):
    """The base of what a text is written in: the line, and what would be kept of it."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(id="writing")
        self._wording = wording
        self._decisions = Decisions(wording)
        self._masked = NOTHING
        self._notice = ""
        self._next_draft: Timer | None = None
        self._next_rest: Timer | None = None
        self._rested = False

    @work(group="model", exit_on_error=False, description="loading the language model")
    async def _load_model(self) -> None:
        """Load the language model; whatever comes of that, the session goes on."""
        self._wording.opinion.begin()
        self._count()
        if trouble := await self._wording.opinion.ready():
            self.say(trouble)
        self._count()

    def on_unmount(self) -> None:
        """Leave nothing of what was typed with the language model."""
        self._wording.opinion.forget()

    def on_resize(self) -> None:
        """Show the masks where the window has room for that now."""
        self._count()

    def _keep_draft_soon(self) -> None:
        """Keep as a draft before long what is being typed.

        A timer that runs stays: somebody who types on has a draft all the same.
        """
        if self._next_draft is None:
            self._next_draft = once(self, KEPT_WITHIN, self._draft_due)

    def _draft_due(self) -> None:
        self._next_draft = None
        self.keep_drafts()

    def keep_drafts(self) -> Worker[None]:
        """Keep what is being typed, so that a crash does not lose it."""
        raise NotImplementedError

    def _forget(self, kind: Kind) -> None:
        """Forget what was decided and said over a text that is kept or deleted."""
        self._decisions.forget(kind)
        self._wording.opinion.forget()

    @work(group="opinion", exclusive=True, exit_on_error=False, description="a model reads it")
    async def _consult(self, kind: Kind, text: str) -> None:
        """Ask the language model about what is typed, and show what it changes."""
        _, body = self._read(kind, text)
        await self._wording.consider(body)
        capture = self.query_one(Capture)
        if (capture.kind, capture.text) != (kind, text):
            self._wording.opinion.forget()
        elif self._masks(kind, text, body) != self._masked:
            self._preview(kind, text, self._notice)

    def _read(self, kind: Kind, text: str) -> tuple[Content, str]:
        """Return what goes before the preview of what is typed, and what of it is masked."""
        raise NotImplementedError

    @property
    def _small(self) -> bool:
        """Whether the window has one line for what would be kept, and none for its masks."""
        return self.screen.has_class("small")

    def _masks(self, kind: Kind, text: str, body: str) -> Masked:
        """Return what is masked in the ``body`` of what is typed."""
        read = self._wording.masks(body, self._decisions.of(kind))
        typed_on = not self._rested and self.query_one(Capture).cursor >= len(text)
        return while_typing(read, text) if typed_on else read

    def _preview_typed(self, kind: Kind, text: str) -> None:
        """Show what would be kept of a line in which something was typed just now."""
        self._rested = False
        self._preview(kind, text)
        if self._next_rest is not None:
            self._next_rest.reset()
        elif self._masked.begun:
            self._next_rest = once(self, REST, self._rest)

    def _rest(self) -> None:
        """Take the last word for finished, if the line still stands there as it was typed."""
        self._next_rest, self._rested = None, True
        capture = self.query_one(Capture)
        if capture.kind is not None and self.query_one(Preview).masked.begun:
            self._preview(capture.kind, capture.text, self._notice)

    def _preview(self, kind: Kind, text: str, notice: str = "") -> None:
        capture = self.query_one(Capture)
        lead, body = self._read(kind, text)
        offers = completed(text, self._wording.members) if kind is Kind.ACTION else []
        if self._small:  # one row: what would be kept of a line goes before what it could become
            offers = [line for line in offers if line.endswith(": ")]
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

    def _count(self) -> None:
        """Show how the masks of what is typed stand, and what else there is to count."""
        raise NotImplementedError
