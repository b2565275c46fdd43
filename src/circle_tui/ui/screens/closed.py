"""After the session: how it went, what was kept, and where the files are."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from circle_tui.domain.errors import StoreError
from circle_tui.domain.timing import clock_text, drift_text
from circle_tui.services.closing import Closing, write_summary
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut

DONE = Command("dismiss", ("enter", "escape", "q"), "enter", "done", "Leave this page.")
SUMMARY = Command(
    "summary",
    ("s",),
    "s",
    "write the summary",
    "Write the summary of a sealed circle to a file that anybody can read.",
)

CLOSED_COMMANDS = (DONE, SUMMARY)


class ClosedScreen(Screen[None]):
    """What a session came to. Shows no names: it may be on a shared screen."""

    CSS_PATH = "closed.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSED_COMMANDS)

    def __init__(self, closing: Closing, workspace: Workspace) -> None:
        super().__init__()
        self._outcome = closing
        self._workspace = workspace

    def compose(self) -> ComposeResult:
        """Lay out time, what was kept, the next meeting and the files."""
        yield Header(id="head")
        with VerticalScroll(id="told"):
            yield Static(self._time(), id="time")
            yield Static(self._kept(), id="kept")
            yield Static(self._next(), id="next")
            yield Line(id="files")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Title the screen."""
        record = self._outcome.record
        late = (record.ended - record.promised_end).total_seconds()
        self.query_one(Header).show(
            Content.styled("The session has ended", "bold"), Content(drift_text(late))
        )

        self._show_files()

    @work(group="summary", description="write the summary")
    async def action_summary(self) -> None:
        """Write the summary, where that was left to be asked for."""
        space = self._workspace
        if self._outcome.summary is not None:
            return
        try:
            self._outcome = await space.writer.run(
                lambda: write_summary(self._outcome, space.exports, space.zone)
            )
        except StoreError as error:
            self.query_one("#files", Line).show(plain(str(error)).stylize("$warning"))
        else:
            self._show_files()

    def _show_files(self) -> None:
        written = self._outcome.summary is not None
        self.query_one("#files", Line).show(self._files())
        self.query_one(KeyLine).commands = (DONE,) if written else CLOSED_COMMANDS

    def _time(self) -> Content:
        """Set planned against actual time, segment by segment."""
        room = max(8, min(30, self.app.size.width - 30))
        rows = [Content.styled(f"{cut('', room)}{'planned':>9}{'took':>9}", "$quiet")]
        for segment in self._outcome.record.segments:
            over = segment.used - segment.planned
            late = f"  +{clock_text(over)}" if over > 0 else ""
            times = f"{clock_text(segment.planned):>9}{clock_text(segment.used):>9}{late}"
            rows.append(plain(f"{cut(segment.title, room)}{times}"))
        return Content("\n").join(rows)

    def _kept(self) -> Content:
        """Count what was kept."""
        outcome = self._outcome
        notes, actions = len(outcome.notes), len(outcome.actions)
        return _label("Kept") + Content(
            f"{_count(notes, 'note')}, {_count(actions, 'action item')}; members' names are masked"
        )

    def _next(self) -> Content:
        """Say when the next meeting is, or why there is none."""
        outcome = self._outcome
        if outcome.invite is None:
            return _label("Next") + plain(outcome.why_no_invite).stylize("$warning")
        return _label("Next") + plain(outcome.next_meeting)

    def _files(self) -> Content:
        """Say where the summary and the invite lie; the folder stands on a line of its own."""
        outcome = self._outcome
        files = [path for path in (outcome.summary, outcome.invite) if path]
        said = _label("Files")
        if outcome.summary is None:
            said += Content(
                f"sealed: no summary was written as plain text; {SUMMARY.shown} does.\n"
            )
        if files:
            names = " and ".join(path.name for path in files)
            said += Content.assemble(names, " in\n", plain(str(files[0].parent)))
        return said


def _label(word: str) -> Content:
    return Content.styled(word.ljust(8), "$quiet")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
