"""Who is here, at any moment of the session: seen with what it does before it holds."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen

from circle_tui.domain.attendance import Attendance, other_side
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import end_text, headline, told
from circle_tui.domain.errors import Refused
from circle_tui.domain.view import LiveView
from circle_tui.domain.who import seat_name
from circle_tui.services.live import LiveSession
from circle_tui.services.seating import script_of
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.attendance import ACCEPT, HERE_COMMANDS
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.roll import Roll, attendance_row
from circle_tui.ui.widgets.tones import STYLES

States = dict[int, Attendance]


class HereScreen(Screen[States | None]):
    """Dismissed with the states that were accepted, by seat, or with ``None``: all is as it was.

    It stands over the live screen, whose clock it shows. Several people can be marked before it is
    accepted, once for all of them.
    """

    CSS_PATH = "here.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(HERE_COMMANDS)

    def __init__(
        self,
        workspace: Workspace,
        live: LiveSession,
        view: Callable[[], LiveView],
        names: Mapping[int, str],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._live = live
        self._view = view
        self._names = names
        self._script = script_of(workspace.circle, live.session)
        self._seats = tuple(live.session.attendance)
        self._states: States = {}

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, everybody, what the changes do, and the keys."""
        yield Header(id="head")
        yield Roll()
        yield Line(id="sum")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Keep the clock and the end true."""
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air and words where the terminal is small."""
        self.set_class(event.size.height < 18 or event.size.width < 60, "low")
        self._show()

    def _found(self) -> Arrivals | Refused:
        now = self._workspace.clock.now()
        return arrivals(self._live.session, now, self._states)

    def _show(self) -> None:
        """Show the clock, everybody with their state, and what accepting would do."""
        view, session = self._view(), self._live.session
        clock = Content.assemble(
            *(live_text.words(view), "  ", plain(view.who).stylize("bold")),
        ).stylize(STYLES[live_text.tone_of(view)])
        counted = f"Who is here: {len(session.seats)} of {len(session.attendance)}"
        self.query_one("#head", Header).show(Content.styled(counted, "bold"), clock)
        states = {**session.attendance, **self._states}
        self.query_one(Roll).rows = [
            attendance_row(
                seat_name(seat, self._names),
                states[seat],
                changed=states[seat] is not session.attendance[seat],
            )
            for seat in self._seats
        ]
        found = self._found()
        line = self.query_one("#sum", Line)
        if isinstance(found, Refused):
            line.show(plain(found.why).stylize("$quiet"))
        else:
            line.show(self._sum(found))
        refused = isinstance(found, Refused)
        self.query_one(KeyLine).commands = [
            command for command in HERE_COMMANDS if command is not ACCEPT or not refused
        ]

    def _sum(self, found: Arrivals) -> Content:
        """Say what accepting would do; the end comes first where not all of it can be seen."""
        session, now = self._live.session, self._workspace.clock.now()
        sentences = told(session, found, self._names, self._script)
        end = Content.styled(end_text(session, found, now, self._workspace.zone), "bold")
        said = Content("\n").join(plain(sentence) for sentence in sentences)
        return Content("\n").join((end, said) if self.has_class("low") else (said, end))

    def action_move(self, step: int) -> None:
        """Look at another person."""
        roll = self.query_one(Roll)
        roll.row = (roll.row + step) % len(self._seats)

    def action_mark(self) -> None:
        """Let the person looked at come or go; the same key again leaves them as they are."""
        seat = self._seats[self.query_one(Roll).row]
        state = self._live.session.attendance[seat]
        changed = self._states.get(seat, state) is not state
        self.action_state((state if changed else other_side(state, was_here=True)).name)

    def action_state(self, name: str) -> None:
        """Put the person looked at into the state called ``name``."""
        self._states[self._seats[self.query_one(Roll).row]] = Attendance[name]
        self._show()

    def action_accept(self) -> None:
        """Let the changes hold."""
        if isinstance(self._found(), Arrivals):
            self.dismiss(self._states)

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Who is here", HERE_COMMANDS))


async def decide_here(room: Room) -> Decision | None:
    """Say who is here now, and let that hold when it is accepted."""
    screen = HereScreen(room.workspace, room.live, room.view, room.names)
    states = await room.app.push_screen_wait(screen)
    if states is None:
        return None
    found = arrivals(room.live.session, room.workspace.clock.now(), states)
    said = "" if isinstance(found, Refused) else headline(found, room.names)
    return Decision(attend(states), said)
