"""The calendar: the coming dates, when the next one is for whom, and one key to change it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from circle_tui.domain.errors import CircleError
from circle_tui.domain.series import Stands
from circle_tui.services.coming import Coming
from circle_tui.services.dates import KEPT, Dates
from circle_tui.services.passing_on import BRIEFLY
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.calendar import CALENDAR_COMMANDS
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.calendar_text import answer_rows, hour_rows, row_of, who_rows
from circle_tui.ui.screens.fair_time import FairTimeScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line

NO_RHYTHM = (
    "No meeting is planned, and the circle has no rhythm yet. m plans one; circle rhythm sets how "
    "often you meet."
)

NO_DATE = (
    "No meeting is planned, and the circle's rhythm has no date in sight. m plans one; circle "
    "rhythm changes what is left out."
)

_LOW, _LOWEST = 20, 9
"""Lines of a window below which there is no air in it, and below which there is one thing in it."""

_HINT = "next thu 18:00, 3 Dec, in 2 weeks, 3 Dec 18:30 Europe/Berlin"

_AIR = 4
"""Cells beside what is told of a date."""

_MOST, _MOST_SMALL = 12, 5
"""Dates of which each has a line, as long as there is room: in a window with air, and without."""

_FEWEST, _FEWEST_SMALL = 3, 1
"""Lines that the dates keep, whatever there is to say of the one at the cursor."""


class CalendarScreen(Screen[None]):
    """The coming dates of a circle, with names where somebody lives in another zone.

    Whatever changes the next meeting writes its invite anew and says where, and whom to tell.
    """

    CSS_PATH = "calendar.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(CALENDAR_COMMANDS)

    def __init__(self, workspace: Workspace, file: Path | None = None) -> None:
        """``file`` is where the invite goes, if not where it goes between sessions."""
        super().__init__()
        self._space = workspace
        self._coming = Dates(workspace, file)
        self._dates: tuple[Coming, ...] = ()
        self._told: Coming | None = None
        self._said = Content("")

    def compose(self) -> ComposeResult:
        """Lay out the dates, what there is to say of the one at the cursor, and the keys."""
        yield Header(id="head")
        with Vertical(id="facts"):
            yield OptionList(id="dates", markup=False)
            yield Line(id="about")
            yield Line(id="said")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Show the dates, the next one first."""
        self.query_one(KeyLine).commands = CALENDAR_COMMANDS
        self._look()

    def on_resize(self, event: Resize) -> None:
        """Lay the dates out for the new size."""
        self.set_class(event.size.height < _LOW, "small")
        self.set_class(event.size.height < _LOWEST, "tiny")
        self._look()

    def _look(self) -> None:
        """Show how the dates stand now; the cursor stays where it is."""
        name = self._space.circle.people.profile().name
        listed, about = self.query_one(OptionList), "the coming dates"
        at = listed.highlighted
        try:
            found = self._coming.listed()
            self._dates = found.dates
            about += f", {found.more} more fall away" if found.more else ""
        except CircleError as error:
            self._dates = ()
            self._say(str(error), "$warning")
        self.query_one("#head", Header).show(
            plain(name).stylize("bold"), Content.styled(about, "$quiet")
        )
        today, room = self._space.here().date(), self.app.size.width - 6
        listed.set_options(Option(row_of(each, today, room)) for each in self._dates)
        if at is None:  # opened: the meeting that is kept, else the first date
            at = next((n for n, each in enumerate(self._dates) if each.standing in KEPT), 0)
        listed.highlighted = min(at, len(self._dates) - 1) if self._dates else None
        self._tell()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say when the date at the cursor is for whom; what was said of another one goes."""
        event.stop()
        if self._here != self._told:
            self._say("")
        self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take Enter as everywhere here: done."""
        event.stop()
        self.dismiss(None)

    def _tell(self) -> None:
        about = self.query_one("#about", Line)
        self._told = self._here
        if (here := self._here) is None:
            none = self._space.circle.people.profile().cadence is None
            rows = [plain(NO_RHYTHM if none else NO_DATE).stylize("$warning")]
        elif here.problem:
            rows = [plain(here.problem).stylize("$warning")]
        else:
            rows = self._about(here)
        about.show(Content("\n").join(rows))
        self._give_way(self._room - self._lines(rows))

    def _about(self, here: Coming) -> list[Content]:
        """Return what there is to say of a date, as much of it as there is room for.

        Its hours are in sight in any window that has lines for them: dates that are further away,
        names, and how things are worded give way.
        """
        small, answers = self.has_class("small"), self._coming.answers(here)
        owed = self._coming.owed()
        told = [plain(line).stylize("$warning") for line in ((BRIEFLY,) if small else owed) if owed]
        places = self._coming.places(here)
        rows = [*told, *hour_rows(places, self._width)]
        if left := self._coming.not_invited(here):
            rows.append(plain(f"Not invited: {', '.join(left)}").stylize("$quiet"))
        rows += answer_rows(answers, small=small)
        if small and self._lines(rows) + _FEWEST_SMALL > self._room:
            rows[len(told) : len(told) + len(places)] = hour_rows(places, self._width, brief=True)
        who = [] if small else who_rows(answers)
        if self._lines([*rows, *who]) + min(len(self._dates), _MOST) <= self._room:
            rows += who
        return rows

    @property
    def _room(self) -> int:
        """How many lines there are for dates and what is said of one of them."""
        air = 0 if self.has_class("small") else 4 if self._said else 3
        return self.size.height - 2 - air - self._lines([self._said])

    def _give_way(self, room: int) -> None:
        """Let the dates have as many lines as there are beside what is said of one of them."""
        small, listed = self.has_class("small"), self.query_one(OptionList)
        least, most = (_FEWEST_SMALL, _MOST_SMALL) if small else (_FEWEST, _MOST)
        lines = max(least, min(most, room))
        fixed = self.has_class("tiny") or lines == most or (small and self.has_class("saying"))
        before, listed.styles.max_height = listed.styles.max_height, None if fixed else lines
        if listed.styles.max_height != before:
            self.call_after_refresh(listed.scroll_to_highlight)

    @property
    def _width(self) -> int:
        """Cells for what is said of a date."""
        return max(20, self.app.size.width - _AIR)

    def _lines(self, rows: Sequence[Content]) -> int:
        """Return how many lines there are to these rows."""
        width = self._width + (2 if self.has_class("small") else 0)  # there is less air then
        return sum(len(row.wrap(width)) for row in rows if row)

    @property
    def _here(self) -> Coming | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or at >= len(self._dates) else self._dates[at]

    def _say(self, text: str, style: str = "") -> None:
        self._said = plain(text, multiline=True).stylize(style)
        self.query_one("#said", Line).show(self._said)
        self.set_class(bool(text), "saying")

    # -- what may be done ---------------------------------------------------------------

    @work(group="calendar", description="write the invite")
    async def action_write(self) -> None:
        """Keep the next meeting, and write its invite."""
        await self._change(self._coming.invite)

    @work(group="calendar", description="move the next meeting")
    async def action_move(self) -> None:
        """Ask for another day until one can be read, show it, and put the meeting there."""
        question = f"When does the circle meet next, by the clock in {self._coming.zone()}?"
        typed = problem = ""
        while True:
            words = await self.app.push_screen_wait(TypeInScreen(question, _HINT, typed, problem))
            if not words or not words.strip():
                return
            try:
                wanted = await self._space.writer.run(partial(self._coming.read, words))
            except CircleError as error:
                typed, problem = words, str(error)
                continue
            ask = AskScreen(f"{wanted.date.words}?", "\n".join(wanted.told), "meet then")
            if await self.app.push_screen_wait(ask):
                break
            typed, problem = words, ""
        await self._change(lambda: self._coming.move(wanted.date))

    @work(group="calendar", description="a date that does not take place")
    async def action_off(self) -> None:
        """Let the date at the cursor not take place, or take place after all."""
        if (here := self._here) is None:
            return
        if here.standing is Stands.PLANNED:
            text = "Whoever has it in a calendar is to be told: what to do for that comes next."
            question = AskScreen(f"Call off {here.words}?", text, "call it off")
            if not await self.app.push_screen_wait(question):
                return
        await self._change(lambda: self._coming.toggle(here))

    @work(group="calendar", description="look for a fair time")
    async def action_fair(self) -> None:
        """Look for the fairest time, show it and why, and keep it if it is wanted."""
        found = await self.app.push_screen_wait(FairTimeScreen(self._space, self._coming))
        if found is not None:
            await self._change(lambda: self._coming.take(found))

    async def _change(self, change: Callable[[], str]) -> None:
        """Run what changes the circle, and say what it says; or why it could not be done.

        Where it put the next meeting elsewhere, the cursor goes along.
        """
        before = self._kept
        try:
            said = await self._space.writer.run(change)
        except CircleError as error:
            self._say(str(error), "$warning")
            return
        self._look()
        if (kept := self._kept) is not None and kept != before:
            self.query_one(OptionList).highlighted = self._dates.index(kept)
        if self.has_class("small"):
            said = "\n".join([*self._coming.owed(), said])  # what tells it has no room then
        self._say(said)
        self._tell()
        self.call_after_refresh(self.query_one(OptionList).scroll_to_highlight)

    @property
    def _kept(self) -> Coming | None:
        """The date of the meeting that was agreed."""
        return next((date for date in self._dates if date.standing is Stands.PLANNED), None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("The calendar", CALENDAR_COMMANDS))

    def action_leave(self) -> None:
        """Leave the calendar."""
        self.dismiss(None)
