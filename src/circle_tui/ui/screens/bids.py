"""Bids: how many minutes each person asks for, what that comes to, and accepting it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import Screen

from circle_tui.domain.bidding import LONGEST_BID, Proposal, bidders, open_part, propose
from circle_tui.domain.errors import Refused
from circle_tui.domain.timing import clock_text, drift_text, to_the_minute
from circle_tui.domain.view import LiveView, wall
from circle_tui.services.live import LiveSession
from circle_tui.services.seating import script_of
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.bids import BID_COMMANDS, ENTER, NUMBER
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bidtable import BidTable
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line

Bids = list[tuple[int, int]]


class BidsScreen(Screen[Bids | None]):
    """Dismissed with the bids that were accepted, or with ``None`` for later.

    It stands over the live screen, whose clock it shows by ``view``; ``names`` says who sits where.
    ``written`` is what was written down before, minutes by seat, and is added to.
    """

    CSS_PATH = "bids.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(BID_COMMANDS)

    def __init__(
        self,
        workspace: Workspace,
        live: LiveSession,
        view: Callable[[], LiveView],
        names: Mapping[int, str],
        written: dict[int, int],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._live = live
        self._view = view
        self._names = names
        self._written = written
        index = open_part(live.session)
        assert index is not None, "the command is offered only where bids may be accepted"
        self._title = script_of(workspace.circle, live.session).segments[index].title
        self._seats = bidders(live.session, index)
        self._fresh = True

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, the table and what it comes to."""
        yield Header(id="head")
        yield Line(id="question")
        yield BidTable([self._names.get(seat, f"Seat {seat}") for seat in self._seats])
        yield Line(id="sum")
        key_line = KeyLine(id="keys")
        key_line.commands = BID_COMMANDS
        yield key_line

    def on_mount(self) -> None:
        """Ask, and keep the clock and the end true."""
        question = "How many minutes does each ask for?"
        self.query_one("#question", Line).show(Content.styled(question, "bold $accent"))
        table = self.query_one(BidTable)
        table.styles.max_height = table.full_height
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air where the terminal is low."""
        self.set_class(event.size.height < 18, "low")

    def _bids(self) -> Bids:
        return [(seat, 60 * self._written.get(seat, 0)) for seat in self._seats]

    def _show(self) -> None:
        """Show the clock, the table, and what accepting would do."""
        view = self._view()
        clock = Content.assemble(
            *(live_text.words(view), "  ", plain(view.who).stylize("bold")),
        ).stylize(live_text.STYLES[live_text.tone_of(view)])
        self.query_one("#head", Header).show(plain(self._title).stylize("bold"), clock)
        session, now = self._live.session, self._workspace.clock.now()
        outcome = propose(session, now, self._bids())
        table = self.query_one(BidTable)
        table.minutes = tuple(self._written.get(seat, 0) for seat in self._seats)
        line = self.query_one("#sum", Line)
        if isinstance(outcome, Refused):
            table.given = {}
            line.show(Content.styled(outcome.why, "$quiet"))
        else:
            given = {bid.seat: bid.granted for bid in outcome.bids}
            table.given = {
                row: given[seat] for row, seat in enumerate(self._seats) if seat in given
            }
            line.show(self._sum(outcome))

    def _sum(self, proposal: Proposal) -> Content:
        """Say how the bids stand to the time there is, and when the meeting would end."""
        asked = proposal.asked // 60
        if proposal.asked > proposal.budget:
            told = f"{asked} min asked, {_minutes(proposal.budget)} there: all cut alike"
            told += f", none below {_minutes(proposal.floor)}." if proposal.floor else "."
            style = "bold $warning"
        else:
            told = f"{asked} min asked, {_minutes(proposal.budget)} there: everybody gets it."
            style = "bold $success"
        ends = to_the_minute(proposal.ends)
        promised = to_the_minute(self._live.session.promised_end)
        drift = drift_text((ends - promised).total_seconds())
        zone = self._workspace.zone
        return Content.assemble((told, style), f"\nWould end {wall(ends, zone)}: {drift}.")

    def on_key(self, event: Key) -> None:
        """Write a digit down for the person at the cursor; the first one begins a new number."""
        table = self.query_one(BidTable)
        if not (event.character and event.character in "0123456789") or table.accepting:
            return
        event.stop()
        seat = self._seats[table.row]
        before = 0 if self._fresh else self._written.get(seat, 0)
        minutes = 10 * before + int(event.character)
        self._fresh = False
        if 60 * minutes <= LONGEST_BID:
            self._written[seat] = minutes
            self._show()

    def action_erase(self) -> None:
        """Take the last digit back."""
        table = self.query_one(BidTable)
        if not table.accepting:
            seat = self._seats[table.row]
            self._written[seat] = self._written.get(seat, 0) // 10
            self._fresh = False
            self._show()

    def action_move(self, step: int) -> None:
        """Move the cursor; the next digit begins a new number."""
        table = self.query_one(BidTable)
        table.row = max(0, min(len(self._seats), table.row + step))
        self._fresh = True
        accept = replace(ENTER, label="accept") if table.accepting else ENTER
        self.query_one(KeyLine).commands = (NUMBER, accept, *BID_COMMANDS[2:])

    def action_enter(self) -> None:
        """Go on to the next line, or accept on the last one."""
        table = self.query_one(BidTable)
        if not table.accepting:
            self.action_move(1)
        elif any(seconds for _, seconds in self._bids()):
            self.dismiss(self._bids())

    def action_later(self) -> None:
        """Go back to the clock; what was written down is kept for the next time."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Bids", BID_COMMANDS))


def _minutes(seconds: int) -> str:
    """Return ``90``, or ``7:30`` where it is no whole minute."""
    return str(seconds // 60) if seconds % 60 == 0 else clock_text(seconds)
