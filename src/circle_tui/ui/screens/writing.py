"""The lower part of the live screen: what is kept, and the line to write in."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer

from circle_tui.domain.capture import ActionLine
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.notes import Draft
from circle_tui.domain.rules import no_actions, no_notes
from circle_tui.domain.session import Session
from circle_tui.services.notebook import Notebook
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.capture import Capture, Kind
from circle_tui.ui.widgets.header import Header

HINTS = {
    Kind.NOTE: "note: names are masked before it is kept",
    Kind.ACTION: "action: what will be done, by when",
}


PAUSE = 2.0
"""Seconds without a key after which what is being typed is kept as a draft."""

SLOW = 0.25
"""Seconds after which a save is said to be under way; most disks are done long before."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a note or an action item is written against: the session, the day, the clock's text.

    ``floor`` is the alias of whoever's turn it is, empty when it is everybody's.
    """

    session: Session
    today: date
    clock: str
    floor: str


class Writing(Vertical):
    """Counts of what is kept, and one line to write a note or an action item in.

    ``moment`` says what the text belongs to, at the instant it is kept.
    """

    def __init__(self, notebook: Notebook, moment: Callable[[], Moment]) -> None:
        super().__init__(id="writing")
        self._notebook = notebook
        self._moment = moment
        self._saved = ""
        self._saving: set[tuple[Kind, str]] = set()
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the counts and the line."""
        yield Header(id="kept")
        yield Capture(id="capture")

    def on_mount(self) -> None:
        """Show the counts, and offer what was being typed when the program was lost."""
        self._count()
        left = {Kind(kind): text for kind, text in self._notebook.drafts().items()}
        if left:
            self.query_one(Capture).take_up(left)
            kinds = " and ".join(f"{kind} ({kind[0]})" for kind in left)
            self.say(f"What you were typing is still here: {kinds}.")

    @property
    def drafts(self) -> bool:
        """Whether something was typed that has not been kept."""
        return bool(self.query_one(Capture).drafts)

    def _drafts_besides(self, kind: Kind | None = None) -> list[Draft]:
        """Return what is being typed as it may lie on the disk, but for one kind."""
        segment = self._moment().session.current.segment
        return [
            self._notebook.as_draft(other, segment, text)
            for other, text in self.query_one(Capture).drafts.items()
            if other is not kind
        ]

    def _paused(self) -> None:
        """Keep what is being typed, unless such a thing may not be written down now."""
        if not any(map(self._refused, self.query_one(Capture).drafts)):
            self._keep_drafts()

    def _refused(self, kind: Kind) -> Refused | None:
        session = self._moment().session
        return no_notes(session) if kind is Kind.NOTE else no_actions(session)

    @work(group="drafts", exit_on_error=False, description="keep what is being typed")
    async def _keep_drafts(self) -> None:
        # A full disk is said when the text is to be kept: nothing here is confirmed to anybody.
        with suppress(StoreError):
            await self._notebook.keep_drafts(self._drafts_besides())

    def write(self, kind: Kind) -> None:
        """Open the line, unless nothing of the kind may be kept of this part."""
        refused = self._refused(kind)
        if refused is None:
            self.query_one(Capture).open(kind, HINTS[kind])
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
        self.query_one("#kept", Header).show(
            live_text.kept(len(self._notebook.notes), len(self._notebook.actions)),
            Content.styled(self._saved, "$quiet"),
        )

    @on(Capture.Typed)
    def _preview(self, event: Capture.Typed) -> None:
        """Show what would be kept of what is typed."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._paused)
        capture = self.query_one(Capture)
        if event.kind is Kind.NOTE:
            capture.preview(note_preview(event.text, self._notebook.masked(event.text)))
            return
        moment = self._moment()
        read = self._notebook.understood(event.text, moment.today, moment.floor)
        names = {member.alias: member.name for member in self._notebook.members}
        capture.preview(action_preview(read, names))

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
        besides = self._drafts_besides(kind)
        slow = self.set_timer(SLOW, self._tell_slow)
        try:
            refused = (
                await self._notebook.keep_note(moment.session, text, besides)
                if kind is Kind.NOTE
                else await self._notebook.keep_action(
                    moment.session, text, moment.today, moment.floor, besides
                )
            )
        except StoreError as error:
            refused = Refused(str(error))
        finally:
            slow.stop()
            self._saving.discard((kind, text))
        if refused is not None:
            self._saved = ""
            self._count()
            self.say(refused.why)
            return
        self._saved = f"saved {moment.clock}"
        self.query_one(Capture).saved(kind, text)
        self._count()

    def _tell_slow(self) -> None:
        """Say that the disk takes its time; "saved" comes when it is true."""
        self._saved = "saving …"
        self._count()


def note_preview(typed: str, masked: str) -> Content:
    """Show a note as it would be kept."""
    if not typed.strip():
        return Content.styled("enter keeps it, esc puts it away", "$quiet")
    return Content.assemble(("kept as  ", "$quiet"), plain(masked))


def action_preview(read: ActionLine, names: Mapping[str, str]) -> Content:
    """Show an action item as it would be kept: for whom, what, and by when."""
    if not read.text.strip():
        hint = 'for example "Noor: send the draft by fri"' if not read.owner else "for "
        return Content.assemble((hint, "$quiet"), plain(names.get(read.owner, "")))
    due = f", due {read.due:%a} {read.due.day} {read.due:%b}" if read.due else ", no date"
    owner = names.get(read.owner, "the circle")
    return Content.assemble(("for ", "$quiet"), plain(owner), f"{due}:  ", plain(read.text))
