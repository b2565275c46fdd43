"""Who is here: marked before the clock starts, with what it does to the plan."""

from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.people import Member
from circle_tui.domain.plan import fit_text, plan, planned_seconds, shares
from circle_tui.domain.timing import clock_text
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.attendance import ATTENDANCE_COMMANDS
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.roll import Roll


class AttendanceScreen(Screen[tuple[Member, ...] | None]):
    """Dismissed with the members present, in roster order, or with ``None`` to go back."""

    CSS_PATH = "attendance.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(ATTENDANCE_COMMANDS)

    def __init__(self, workspace: Workspace, agenda: Agenda) -> None:
        super().__init__()
        self.workspace = workspace
        self.agenda = agenda
        self._members = workspace.circle.people.members()

    def compose(self) -> ComposeResult:
        """Lay out the roster and the plan for those who are here."""
        yield Header(id="head")
        yield Line(id="question")
        roll = Roll([member.name for member in self._members])
        roll.here = frozenset(range(len(self._members)))
        yield roll
        yield Line(id="plan")
        key_line = KeyLine(id="keys")
        key_line.commands = ATTENDANCE_COMMANDS
        yield key_line

    def on_mount(self) -> None:
        """Show the plan for everybody, who most often is here, and keep its end true."""
        self.query_one("#head", Header).show(
            plain(self.agenda.title).stylize("bold"), Content.styled("not started", "$quiet")
        )
        self.query_one("#question", Line).show(Content.styled("Who is here?", "bold $accent"))
        self._show_plan()
        self.set_interval(5, self._show_plan)

    def on_resize(self, event: Resize) -> None:
        """Give up air where the terminal is low."""
        self.set_class(event.size.height < 18, "low")

    def _show_plan(self) -> None:
        """Say what the people present make of the agenda."""
        seats = range(1, len(self.query_one(Roll).here) + 1)
        line = self.query_one("#plan", Line)
        if not seats:
            line.show(Content.styled("Nobody is marked as here.", "bold $warning"))
            return
        seconds = planned_seconds(plan(self.agenda, seats))
        ends = self.workspace.here() + timedelta(seconds=seconds)
        told = f"{fit_text(self.agenda, seats)} · would end {ends:%H:%M}"
        each = " · ".join(
            f"{title} {clock_text(share)} each" for title, share in shares(self.agenda, seats)
        )
        line.show(
            Content.assemble(plain(told).stylize("bold"), "\n", plain(each)) + self._size_warning()
        )

    def _size_warning(self) -> Content:
        least, most = self.agenda.sizes
        count = len(self.query_one(Roll).here)
        if least <= count <= most:
            return Content("")
        return Content.styled(f"\nThis format is meant for {least} to {most} people.", "$warning")

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        roll = self.query_one(Roll)
        roll.row = (roll.row + step) % len(self._members)

    def action_mark(self) -> None:
        """Mark the person at the cursor here or not."""
        roll = self.query_one(Roll)
        roll.here = roll.here ^ {roll.row}
        self._show_plan()

    def action_everybody(self) -> None:
        """Mark everybody here, or nobody when everybody is."""
        roll = self.query_one(Roll)
        everybody = frozenset(range(len(self._members)))
        roll.here = frozenset() if roll.here == everybody else everybody
        self._show_plan()

    def action_begin(self) -> None:
        """Start with those who are here."""
        here = sorted(self.query_one(Roll).here)
        if here:
            self.dismiss(tuple(self._members[index] for index in here))

    def action_back(self) -> None:
        """Go back without starting."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Who is here", ATTENDANCE_COMMANDS))
