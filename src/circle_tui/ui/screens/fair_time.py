"""A fair time for the next meeting: the hours of everybody's day, why this one, and Enter keeps it.

Nothing is kept here: whoever opened the screen keeps the time that was taken.
"""

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from circle_tui.domain.errors import CircleError
from circle_tui.domain.heat import points_legend
from circle_tui.services.asked import MOST_WEEKS
from circle_tui.services.dates import Dates
from circle_tui.services.finding_words import reasons, unsaid, ways_out, when_text
from circle_tui.services.found import Found, NoFairTime
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.fair_time import FAIR_TIME_COMMANDS, MORE, TAKE
from circle_tui.ui.screens.fair_text import clocks, heat_lines
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line

AIR = 4
"""Cells beside the text."""

_NARROW = 30
"""Cells of a window in which only a short word for taking the time finds room."""


class FairTimeScreen(Screen[Found | None]):
    """Dismissed with the time that was taken, or with ``None``: all stays as it is.

    Members are called by name: it is for the facilitator's own eyes.
    """

    CSS_PATH = "fair_time.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(FAIR_TIME_COMMANDS)

    def __init__(self, workspace: Workspace, dates: Dates) -> None:
        super().__init__()
        self._space = workspace
        self._coming = dates
        self._weeks = 1
        self._found: Found | CircleError | None = None

    def compose(self) -> ComposeResult:
        """Lay out the time, what the day is to everybody, why it was chosen, and the keys."""
        yield Header(id="head", keeps_left=True)
        with VerticalScroll(id="told"):
            yield Line(id="when")
            yield Line(id="heat")
            yield Line(id="why")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin to look."""
        self._search()

    def on_resize(self, event: Resize) -> None:
        """Give up air where there is little room, and strips where they find none."""
        self.set_class(event.size.height < 18 or event.size.width < 60, "low")
        self._show()

    @work(group="fair", exclusive=True, description="look for a fair time")
    async def _search(self) -> None:
        """Look through the weeks, and show what was found."""
        self._found = None
        self._show()
        weeks = self._weeks
        try:
            self._found = await self._space.writer.run(lambda: self._coming.find(weeks))
        except CircleError as error:
            self._found = error
        self._show()

    def _show(self) -> None:
        """Show what was found, or why nothing was and what would help."""
        if self._pruning:
            return  # it was left while the weeks were looked through
        found, weeks = self._found, "1 week" if self._weeks == 1 else f"{self._weeks} weeks"
        self.query_one("#head", Header).show(
            Content.styled("A fair time", "bold"), Content.styled(f"{weeks} looked at", "$quiet")
        )
        when, why, heat = Content(f"Looking through {weeks} …"), Content(""), Content("")
        names, room = self._coming.names(), max(20, self.app.size.width - AIR)
        if isinstance(found, Found):
            when = plain(when_text(found.heat)).stylize("bold $accent")
            heat = heat_lines(found.heat, names, room)
            told = [plain(sentence) for sentence in reasons(found, names)]
            if found.choice.least:
                told.append(Content.styled(points_legend(), "$quiet"))
            told += map(plain, unsaid(found, names))
            why = Content("\n").join([*clocks(found.heat, names, room), *told])
        elif isinstance(found, NoFairTime):
            when = Content.styled("No time is possible for everybody", "bold $warning")
            heat = heat_lines(found.nearest, names, room)
            told = [plain(line) for line in ways_out(found, names)]
            why = Content("\n").join([*told, *clocks(found.nearest, names, room)])
        elif found is not None:
            when = plain(str(found)).stylize("$warning")
        self.query_one("#when", Line).show(when)
        shown = self.query_one("#heat", Line)
        shown.show(heat)
        shown.display = bool(heat.plain)
        self.query_one("#why", Line).show(why)
        take = replace(TAKE, label="take") if self.app.size.width < _NARROW else TAKE
        self.query_one(KeyLine).commands = [
            take if command is TAKE else command
            for command in FAIR_TIME_COMMANDS
            if (command is not TAKE or isinstance(found, Found))
            and (command is not MORE or self._weeks < MOST_WEEKS)
        ]

    def action_take(self) -> None:
        """Take the time that was found."""
        if isinstance(self._found, Found):
            self.dismiss(self._found)

    def action_more(self) -> None:
        """Look through more weeks."""
        if self._found is not None and self._weeks < MOST_WEEKS:
            self._weeks = min(2 * self._weeks, MOST_WEEKS)
            self._search()

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("A fair time", FAIR_TIME_COMMANDS))
