"""Who speaks when: who comes forward for the turn that is on, and two who change places."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key, Resize

from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session
from circle_tui.domain.state import still_to_come, went_by
from circle_tui.domain.timing import clock_text
from circle_tui.domain.turn_rules import (
    come_forward,
    forward_text,
    may_come_forward,
    still_to_speak,
    swap,
    swap_text,
)
from circle_tui.domain.who import seat_name, volunteer_text
from circle_tui.services.owners import goes_on
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.order import ORDER_COMMANDS, TAKE
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys, one_of
from circle_tui.ui.screens.window import Fitting
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.roll import Roll, Row


class TurnsScreen(Fitting[Decision | None]):
    """Dismissed with what was decided, or with ``None``: all stays as it was.

    It stands over the live screen, whose clock it shows. Where a turn is a volunteer's, whoever is
    taken has it; elsewhere the first who is taken waits for a second to change places with.
    """

    CSS_PATH = "turns.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("Roll", 1), ("one", 2), ("question", 1), ("sum", 1), ("Roll", 3))
    BINDINGS: ClassVar[list[BindingType]] = bindings(ORDER_COMMANDS)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._held: int | None = None
        self._typed = ""

    @property
    def _session(self) -> Session:
        return self._room.session

    @property
    def _seats(self) -> tuple[int, ...]:
        """The seats in the list: those who may come forward, else those who are still to speak."""
        ahead = tuple(id_.seat for id_ in still_to_speak(self._session))
        return may_come_forward(self._session) or ahead

    @property
    def _for_volunteers(self) -> bool:
        return bool(may_come_forward(self._session))

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, the question, the people, what it comes to, the keys."""
        yield WindowHead(self._room.view, floor=True)
        yield Fitted(id="question")
        yield Roll()
        yield Line(id="one")
        yield Fitted(id="sum")
        yield WindowKeys()

    def on_mount(self) -> None:
        """Keep the clock and the list true."""
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air where the terminal is low."""
        self.set_class(event.size.height < 18, "low")
        self._show()

    def _show(self) -> None:
        """Show the clock, those who can be taken, and what taking the one looked at would do."""
        seats = self._seats
        if not seats:  # the last turn came meanwhile
            self.dismiss(None)
            return
        title = plain(self._room.view().segment).stylize("bold")
        self.query_one(WindowHead).look(title)
        asked = volunteer_text(self._session) if self._for_volunteers else "Who changes places?"
        question = asked or "Who has this turn?"
        self.query_one("#question", Fitted).show(Content.styled(question, "bold $accent"))
        roll = self.query_one(Roll)
        roll.row = min(roll.row, len(seats) - 1)
        rows = [self._line(seat) for seat in seats]
        wide = max(len(row.word) for row in rows)
        roll.rows = [replace(row, word=row.word.rjust(wide)) for row in rows]
        on = rows[roll.row]
        told = f"{on.mark} {on.word.strip()}".strip()
        self.query_one("#one", Line).show(
            one_of(roll.row, len(rows), on.name, told, self.size.width)
        )
        self.query_one("#sum", Fitted).show(self._sum(seats[roll.row]))
        label = "take" if self._held is None or self._for_volunteers else "swap"
        whole = self._for_volunteers and not self.one_at_a_time
        take = TAKE if whole else replace(TAKE, label=label)
        self.query_one(WindowKeys).offer([take, *ORDER_COMMANDS[1:]])

    def _line(self, seat: int) -> Row:
        """Return the line of somebody: the time they have, and whether they were taken already.

        Whose turn went by without a name gets the time of the turn that is on.
        """
        ids = {id_.seat: id_ for id_ in still_to_speak(self._session)}
        turns = {turn.id: turn for turn in self._session.turns}
        own = turns.get(ids[seat]) if seat in ids else None
        word = clock_text(still_to_come(self._session, own)) if own else ""
        on = self._session.current
        if on.seat != EVERYBODY and went_by(self._session, on._replace(seat=seat)):
            word = clock_text(self._session.allotted(turns[on])) if self._for_volunteers else word
        mark, style = ("◆", "bold $accent") if seat == self._held else (" ", "")
        return Row(mark, self._called(seat), word, style)

    def _called(self, seat: int) -> str:
        return seat_name(seat, self._room.names)

    def _sum(self, seat: int) -> Content:
        """Say what taking the person who is looked at comes to, and what was typed."""
        if self._for_volunteers:
            said = plain(f"{self._called(seat)} has this turn.")
        elif self._held is None:
            said = Content.styled("Take one, then the other; nobody's time changes.", "$quiet")
        elif self._held == seat:
            said = plain(f"{self._called(seat)} changes places with ...")
        else:
            order = [{seat: self._held, self._held: seat}.get(s, s) for s in self._seats]
            said = plain(f"Then: {', '.join(map(self._called, order))}.")
        typed = [Content.styled(f"typed: {self._typed}", "$quiet")] if self._typed else []
        return Content("\n").join((said, *typed))

    def on_key(self, event: Key) -> None:
        """Look at the first whose name begins with what was typed; another letter starts anew."""
        if not event.character or not event.character.isalpha():
            return
        event.stop()
        for typed in (self._typed + event.character, event.character):
            for row, seat in enumerate(self._seats):
                if goes_on(typed, self._called(seat)):
                    self._typed = typed
                    self.query_one(Roll).row = row
                    self._show()
                    return

    def action_move(self, step: int) -> None:
        """Look at another person."""
        roll = self.query_one(Roll)
        roll.row = (roll.row + step) % len(self._seats)
        self._typed = ""
        self._show()

    def action_take(self) -> None:
        """Take the person who is looked at."""
        seat = self._seats[self.query_one(Roll).row]
        if self._for_volunteers:
            self.dismiss(Decision(come_forward(seat), forward_text(self._called(seat))))
        elif self._held is None or self._held == seat:
            self._held = None if self._held == seat else seat
            self._typed = ""
            self._show()
        else:
            said = swap_text(self._called(self._held), self._called(seat))
            self.dismiss(Decision(self._swap(self._held, seat), said))

    def _swap(self, one: int, other: int) -> Rule:
        ids: dict[int, TurnId] = {id_.seat: id_ for id_ in still_to_speak(self._session)}
        return swap(ids[one], ids[other])

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Who speaks when", ORDER_COMMANDS))


async def decide_order(room: Room) -> Decision | None:
    """Say who comes forward or who changes places, and let that hold."""
    screen = TurnsScreen(room)
    return await room.app.push_screen_wait(screen)
