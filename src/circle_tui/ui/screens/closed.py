"""After the session: how it went, what was kept, and where the files are."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from circle_tui.domain.errors import CircleError
from circle_tui.domain.record import began_text, told
from circle_tui.domain.timing import clock_text, drift_of
from circle_tui.domain.words import confirmed
from circle_tui.services.inviting import next_words
from circle_tui.services.summaries import MARKDOWN, Results, as_markdown, place_of
from circle_tui.services.summary_files import put
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.closed import CLOSED_COMMANDS, CLOSED_HELP, DONE, HAND_OVER, SUMMARY
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.ask import Question
from circle_tui.ui.screens.handover import handed_over
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.resume import LOST
from circle_tui.ui.screens.summary import SummaryScreen
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.text import path_in_lines, plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut_inside

TITLE = "The session has ended"

LABEL = 8
"""Cells of the word before what is told."""

INDENTED = f"\n{' ' * LABEL}"
"""What begins a line beneath what is told.

No ``Content``: to what one joins, Textual 8.2.8 adds its own length once more if that is known.
"""

HAND_IT_OVER = "Hand over what lies there and delete it: there is no copy."

AIR = 6
"""Cells at both sides of the text, with those of its scrollbar."""


class ClosedScreen(Screen[bool]):
    """What a session came to. Shows no names: it may be on a shared screen.

    ``lost`` tells that the program ended between a presenter's part and the end of the session. As
    long as a presenter's notes are held, leaving asks what is to become of them. Dismissed with
    ``True`` where the end is to be taken back; ``problem`` is why that could not be.
    """

    CSS_PATH = "closed.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSED_COMMANDS)

    def __init__(
        self, results: Results, workspace: Workspace, *, lost: bool = False, problem: str = ""
    ) -> None:
        super().__init__()
        self._problem = problem
        self._results = results
        self._workspace = workspace
        self._lost = lost
        self._seen = not Question.UNSEEN

    @property
    def results(self) -> Results:
        """What the session came to, with the files that were written on this page."""
        return self._results

    def compose(self) -> ComposeResult:
        """Lay out time, what was kept, the next meeting and the files."""
        yield Header(id="head")
        yield Line(id="problem")
        with VerticalScroll(id="told"):
            yield Static(self._time(), id="time")
            yield Static(self._kept(), id="kept")
            yield Line(id="presenters")
            yield Static(self._next(), id="next")
            yield Line(id="files")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Title the screen, and let it be left once it can have been seen."""
        self._show_title()
        self._show_files()
        if not self._seen:
            once(self, Question.UNSEEN, self._be_left)

    def _be_left(self) -> None:
        self._seen = True
        self._show_files()

    def _show_title(self) -> None:
        record = self._results.record
        drift = Content(drift_of(record.ended, record.promised_end))
        room = self.app.size.width - 2 - Header.APART - drift.cell_length
        title = TITLE if len(TITLE) <= room else "It has ended"
        self.query_one(Header).show(Content.styled(title, "bold"), drift)

    def on_resize(self) -> None:
        """Tell all of it anew, in the width there is now."""
        self._show_title()
        self.query_one("#time", Static).update(self._time())
        self.query_one("#kept", Static).update(self._kept())
        self.query_one("#next", Static).update(self._next())
        self._show_files()

    @work(group="summary", exclusive=True, description="the summary")
    async def action_summary(self) -> None:
        """Show the summary, and write it where that was left to be asked for."""
        space = self._workspace
        text = as_markdown(self._results, space.zone)
        written = self._results.summary is not None and self._results.written == text
        if not await self.app.push_screen_wait(SummaryScreen(text, written=written)):
            return
        await self._write(place_of(self._results, space.exports, space.zone, MARKDOWN))

    @work(group="calendar", description="the calendar")
    async def action_calendar(self) -> None:
        """Open the coming dates, and let page and summary tell the next meeting as it is then."""
        from circle_tui.ui.screens.calendar import CalendarScreen

        space, before = self._workspace, self._results
        await self.app.push_screen_wait(CalendarScreen(space, before.invite))
        words = next_words(space.circle, space.clock)
        why = "" if words else before.why_no_invite
        self._results = replace(before, next_meeting=words, why_no_invite=why)
        self.query_one("#next", Static).update(self._next())
        if self._results != before and before.summary is not None:
            await self._write(before.summary)

    async def _write(self, path: Path) -> None:
        """Write the summary, and say where it lies or why it could not be written."""
        text = as_markdown(self._results, self._workspace.zone)
        try:
            self._results = await self._workspace.writer.run(
                partial(put, self._results, text, path)
            )
        except CircleError as error:
            self._problem = str(error)
        else:
            self._problem = ""
        self._show_files()

    def _show_files(self) -> None:
        problem = self.query_one("#problem", Line)
        problem.show(plain(self._problem).stylize("$warning"))
        problem.display = bool(self._problem)
        self.query_one("#files", Line).show(self._files())
        presenters = self.query_one("#presenters", Line)
        presenters.show(self._presenters())
        presenters.display = bool(presenters.content)
        needless = set() if self._workspace.held.notes else {HAND_OVER}
        needless |= set() if self._seen else {DONE}
        self.query_one(KeyLine).commands = tuple(c for c in CLOSED_COMMANDS if c not in needless)

    @work(group="handover", description="hand a presenter's notes over")
    async def action_hand_over(self) -> None:
        """Ask where a presenter's notes go."""
        await handed_over(self.app, self._workspace)
        self._show_files()

    @work(group="handover", description="leave the page")
    async def action_done(self) -> None:
        """Leave the page, once nothing is held any more; not by an Enter that came before it."""
        if not self._seen:
            return
        if await handed_over(self.app, self._workspace):
            self.dismiss(False)
        else:
            self._show_files()

    def action_help(self) -> None:
        """Show every key there is here."""
        self.app.push_screen(HelpScreen(TITLE, CLOSED_HELP))

    def action_undo(self) -> None:
        """Go on with the session; what is held for a presenter stays held."""
        self.dismiss(True)

    def _time(self) -> Content:
        """Set planned against actual time, segment by segment."""
        room = max(8, min(30, self.app.size.width - 30))
        rows = [Content.styled(f"{'':{room}}{'planned':>9}{'took':>9}", "$quiet")]
        record = self._results.record
        for segment in record.segments:
            late = f"  +{clock_text(segment.over)}" if segment.over else ""
            times = f"{clock_text(segment.planned):>9}{clock_text(segment.used):>9}{late}"
            rows.append(plain(f"{cut_inside(segment.title, room)}{times}"))
        began = began_text(record, self._workspace.zone)
        rows += [Content(""), *([self._told("Start", Content(began))] if began else ())]
        rows += [*(self._told(word, plain(line)) for word, line in told(record))]
        return Content("\n").join(rows)

    def _kept(self) -> Content:
        """Count what was kept."""
        kept = self._results.kept
        shown = len(confirmed(self._workspace.circle.people.words()))
        if not shown:
            return self._told("Kept", Content(f"{kept}; members' names are masked"))
        names = "1 word that is a member's name was" if shown == 1 else ""
        names = names or f"{shown} words that are members' names were"
        left = Content.styled(f"{names} left readable by you (circle words)", "$warning")
        return self._told("Kept", Content.assemble(f"{kept};\n", left))

    def _told(self, word: str, said: Content) -> Content:
        """Return what is told under a word; its further lines stand beneath its first."""
        lines = said.wrap(max(LABEL, self.app.size.width - AIR - LABEL))
        return _label(word) + Content(INDENTED).join(lines)

    def _presenters(self) -> Content:
        """Say what became of the notes that are a presenter's own; nothing if there were none."""
        held = self._workspace.held
        lines = []
        if self._lost:
            lines.append(_label("Lost") + plain(LOST).stylize("$warning"))
        if held.notes:
            said = f"{_count(len(held.notes), 'note')} of a presenter's, in memory only"
            lines.append(_label("Held") + Content.styled(said, "$warning"))
        lying = held.lying
        for number, folder in enumerate(dict.fromkeys(path.parent for path in lying)):
            names = ", ".join(path.name for path in lying if path.parent == folder)
            told = self._told("" if number else "Given", plain(f"{names} in"))
            lines.append(told + self._folder(folder))
        if lying:
            lines.append(self._told("", Content(HAND_IT_OVER)))
        return Content("\n").join(lines)

    def _next(self) -> Content:
        """Say when the next meeting is, or why there is none."""
        results = self._results
        if results.why_no_invite:
            return self._told("Next", plain(results.why_no_invite).stylize("$warning"))
        return self._told("Next", plain(results.next_meeting))

    def _files(self) -> Content:
        """Say where the summary and the invite lie; the folder stands on a line of its own."""
        results = self._results
        files = [path for path in (results.summary, results.invite) if path]
        said = []
        if results.summary is None:
            said.append(
                f"sealed: no summary was written as plain text; {SUMMARY.shown} shows it first."
            )
        if files:
            said.append(f"{' and '.join(path.name for path in files)} in")
        told = self._told("Files", plain("\n".join(said), multiline=True))
        return told + self._folder(files[0].parent) if files else told

    def _folder(self, folder: Path) -> Content:
        """Return where files lie, on lines of its own beneath what is told.

        A name on the way stays whole: one that has no room there begins at the margin.
        """
        room = self.app.size.width - AIR
        lines = path_in_lines(folder, room - LABEL)
        if max(line.cell_length for line in lines) > room - LABEL:
            return Content("\n") + Content("\n").join(path_in_lines(folder, room))
        return Content("").join(Content(INDENTED) + line for line in lines)


def _label(word: str) -> Content:
    return Content.styled(word.ljust(LABEL), "$quiet")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
