"""After the session: how it went, what was kept, and where the files are."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from circle_tui.domain.timing import clock_text, drift_text
from circle_tui.services.closing import Closing
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.order import cut

CLOSED_COMMANDS = (
    Command("dismiss", ("enter", "escape", "q"), "enter", "done", "Leave this page."),
)


class ClosedScreen(Screen[None]):
    """What a session came to. Shows no names: it may be on a shared screen."""

    CSS_PATH = "closed.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSED_COMMANDS)

    def __init__(self, closing: Closing) -> None:
        super().__init__()
        self._outcome = closing

    def compose(self) -> ComposeResult:
        """Lay out time, what was kept, the next meeting and the files."""
        yield Header(id="head")
        with VerticalScroll(id="told"):
            yield Static(self._time(), id="time")
            yield Static(self._kept(), id="kept")
            yield Static(self._next(), id="next")
            yield Static(self._files(), id="files")
        key_line = KeyLine(id="keys")
        key_line.commands = CLOSED_COMMANDS
        yield key_line

    def on_mount(self) -> None:
        """Title the screen."""
        record = self._outcome.record
        late = (record.ended - record.promised_end).total_seconds()
        self.query_one(Header).show(
            Content.styled("The session has ended", "bold"), Content(drift_text(late))
        )

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
        files = [path.name for path in (outcome.summary, outcome.invite) if path]
        return Content.assemble(
            _label("Files"), " and ".join(files), " in\n", plain(str(outcome.summary.parent))
        )


def _label(word: str) -> Content:
    return Content.styled(word.ljust(8), "$quiet")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
