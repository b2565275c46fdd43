"""Who is here, at any moment of the session: seen with what it does before it holds."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize

from circle_tui.domain.attendance import Attendance, toggled
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import end_text, headline, told
from circle_tui.domain.errors import Refused
from circle_tui.domain.who import seat_name
from circle_tui.ui.commands.attendance import ACCEPT, HERE_COMMANDS, TOGGLE
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys, one_of
from circle_tui.ui.screens.window import Fitting
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.roll import WORDS, Roll, attendance_row


class HereScreen(Fitting[Arrivals | None]):
    """Dismissed with what was accepted, as it was seen, or with ``None``: all is as it was.

    It stands over the live screen, whose clock it shows. Several people can be marked before it is
    accepted, once for all of them.
    """

    CSS_PATH = "here.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("Roll", 1), ("one", 2), ("head", 1), ("sum", 2), ("Roll", 3))
    BINDINGS: ClassVar[list[BindingType]] = bindings(HERE_COMMANDS)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._seats = tuple(room.session.attendance)
        self._states: dict[int, Attendance] = {}
        self._seen: Arrivals | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, everybody, what the changes do, and the keys."""
        yield WindowHead(self._room.view, floor=True)
        yield Roll(WORDS[bool(self._room.session.awaited)])
        yield Line(id="one")
        yield Fitted(id="sum")
        yield WindowKeys()

    def on_mount(self) -> None:
        """Keep the clock and the end true."""
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air and words where the terminal is small."""
        self.set_class(event.size.height < 18 or event.size.width < 60, "low")
        self._show()

    def _found(self) -> Arrivals | Refused:
        now = self._room.now()
        return arrivals(self._room.session, now, self._states)

    def _show(self) -> None:
        """Show the clock, everybody with their state, and what accepting would do."""
        session = self._room.session
        awaited = session.awaited
        count = len(set(session.seats) - awaited)
        counted = f"{count} of {len(session.attendance)}"
        self.query_one(WindowHead).look_brief(
            Content.styled(f"Who is here: {counted}", "bold"),
            Content.styled(f"{counted} here", "bold"),
        )
        states = {**session.attendance, **self._states}
        roll = self.query_one(Roll)
        roll.rows = rows = [
            attendance_row(
                seat_name(seat, self._room.names),
                states[seat],
                changed=states[seat] is not session.attendance[seat],
                awaited=seat in awaited,
            )
            for seat in self._seats
        ]
        on = rows[roll.row]
        told = f"{on.mark} {'→ ' if on.changed else ''}{on.word}"
        self.query_one("#one", Line).show(
            one_of(roll.row, len(rows), on.name, told, self.size.width)
        )
        found = self._found()
        line = self.query_one("#sum", Fitted)
        if isinstance(found, Refused):
            self._seen = None
            line.show(plain(found.why).stylize("$quiet"))
        else:
            self._seen = found
            line.show(self._sum(found))
        self.query_one(WindowKeys).offer(self._keys())

    def _keys(self) -> list[Command]:
        """Return what can be pressed; where nothing can be accepted yet, marking comes first."""
        if self._seen is not None:
            return list(HERE_COMMANDS)
        rest = [command for command in HERE_COMMANDS if command not in (ACCEPT, TOGGLE)]
        return [replace(TOGGLE, label="mark") if self.one_at_a_time else TOGGLE, *rest]

    def _sum(self, found: Arrivals) -> Content:
        """Say what accepting would do; the end comes first where not all of it can be seen."""
        session, now = self._room.session, self._room.now()
        sentences = told(session, found, self._room.names, self._room.script)
        end = Content.styled(end_text(session, found, now, self._room.workspace.zone), "bold")
        said = Content("\n").join(plain(sentence) for sentence in sentences)
        return Content("\n").join((end, said) if self.has_class("low") else (said, end))

    def action_move(self, step: int) -> None:
        """Look at another person."""
        roll = self.query_one(Roll)
        roll.row = (roll.row + step) % len(self._seats)
        self._show()

    def action_mark(self) -> None:
        """Let the person looked at come or go; the same key again leaves them as they are."""
        seat = self._seats[self.query_one(Roll).row]
        before = self._room.session.attendance[seat]
        state = self._states.get(seat, before)
        awaited = seat in self._room.session.awaited
        self._put(seat, toggled(state, before, was_here=True, awaited=awaited))

    def action_state(self, name: str) -> None:
        """Put the person looked at into the state called ``name``.

        Who was on the way counts as late already: said once more, they are here.
        """
        seat, state = self._seats[self.query_one(Roll).row], Attendance[name]
        arrives = state is Attendance.LATE and seat in self._room.session.awaited
        self._put(seat, Attendance.PRESENT if arrives else state)

    def _put(self, seat: int, state: Attendance) -> None:
        self._states[seat] = state
        self._show()

    def action_accept(self) -> None:
        """Let the changes hold, as they stand on the screen."""
        if self._seen is None:
            return
        if self._room.live.refusal(attend(self._states, self._seen)):
            self._show()  # the computer slept, say: what it does is to be seen anew
        else:
            self.dismiss(self._seen)

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Who is here", HERE_COMMANDS))


async def decide_here(room: Room) -> Decision | None:
    """Say who is here now, and let that hold when it is accepted."""
    screen = HereScreen(room)
    seen = await room.app.push_screen_wait(screen)
    if seen is None:
        return None
    return Decision(attend(dict(seen.fact.states), seen), headline(seen, room.names))
