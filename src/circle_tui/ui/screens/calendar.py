"""The calendar: the coming dates, when the next one is for whom, and one key to change it."""

from collections.abc import Callable
from datetime import date
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
from circle_tui.services.dates import KEPT, Dates, Places
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.calendar import CALENDAR_COMMANDS
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.ask import AskScreen
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

_STANDING = {
    Stands.PLANNED: ("▸", "bold $accent"),
    Stands.CALLED_OFF: ("✕", "$warning"),
    Stands.LEFT_OUT: ("–", "$quiet"),
    Stands.FALLS_AWAY: ("–", "$quiet"),
}
"""A mark and a style for how a date stands; those of the rhythm have none."""

_NARROW = 74
"""Cells of the list from which on a date stands there in full."""

_TINY = 34
"""Cells of the list below which a date is all there is room for: its mark tells how it stands."""

_LOW, _LOWEST = 20, 9
"""Lines of a window below which there is no air in it, and below which there is one thing in it."""

_HINT = "next thu 18:00, 3 Dec, in 2 weeks, 3 Dec 18:30 Europe/Berlin"

_LEAST = 8
"""Cells for names beside a place."""

_AIR = 4
"""Cells beside what is told of a date."""


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
        self.query_one("#head", Header).show(
            plain(name).stylize("bold"), Content.styled("the coming dates", "$quiet")
        )
        listed = self.query_one(OptionList)
        at = listed.highlighted
        try:
            self._dates = self._coming.dates()
        except CircleError as error:
            self._dates = ()
            self._say(str(error), "$warning")
        today, room = self._space.here().date(), self.app.size.width - 6
        listed.set_options(Option(_row(each, today, room)) for each in self._dates)
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
            about.show(plain(NO_RHYTHM if none else NO_DATE).stylize("$warning"))
        elif here.problem:
            about.show(plain(here.problem).stylize("$warning"))
        else:
            rows = [plain(line).stylize("$warning") for line in self._coming.owed()]
            rows += _local(self._coming.places(here), max(20, self.app.size.width - _AIR))
            if left := self._coming.not_invited(here):
                rows.append(plain(f"Not invited: {', '.join(left)}").stylize("$quiet"))
            about.show(Content("\n").join(rows))

    @property
    def _here(self) -> Coming | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None or at >= len(self._dates) else self._dates[at]

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#said", Line).show(plain(text, multiline=True).stylize(style))
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
                wanted = self._coming.read(words)
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
        self._tell()
        if self.has_class("small"):
            said = "\n".join([*self._coming.owed(), said])  # what tells it has no room then
        self._say(said)
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


def _row(coming: Coming, today: date, room: int) -> Content:
    """Return a line of the list: a mark, the date, how far away it is, and how it stands."""
    mark, style = _STANDING.get(coming.standing, (" ", ""))
    word = "" if coming.standing is Stands.RHYTHM else coming.standing.value
    if coming.problem:
        mark, word, style = "!", "no such time", "$warning"
    days = (coming.starts.date() - today).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    if room < _NARROW:
        starts = coming.starts
        words = f"{mark} {starts:%a} {starts.day:2} {starts:%b, %H:%M}"
        if room < _TINY:
            return Content.styled(f"{mark} {starts.day:2} {starts:%b, %H:%M}", style)
        return Content.assemble((f"{words}  ", style), (word or away, style or "$quiet"))
    words = plain(coming.words).plain
    return Content.assemble(
        (f"{mark} {words:46}", style), (f"{away:>12}", "$quiet"), (f"  {word}", style)
    )


def _local(places: tuple[Places, ...], width: int) -> list[Content]:
    """Return when a date is in each place, and for whom: names go on beneath each other."""
    rows = []
    for each in places:
        head = Content.assemble((f"{each.starts:%a %H:%M}  ", "bold"), plain(f"{each.place}  "))
        beside = head.cell_length
        names = plain(", ".join(each.names)).stylize("$quiet").wrap(max(_LEAST, width - beside))
        rows.append(head + Content(f"\n{' ' * beside}").join(names))
    return rows
