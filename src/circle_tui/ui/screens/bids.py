"""Bids: how many minutes each person asks for, what that comes to, and accepting it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key, Resize

from circle_tui.domain.bid_rules import (
    LONGEST_BID,
    Proposal,
    accept_bids,
    bidders,
    in_minutes,
    open_part,
    propose,
    seconds_kept,
    shared_text,
)
from circle_tui.domain.errors import Refused
from circle_tui.domain.timing import clock_text, drift_of, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.domain.who import seat_name
from circle_tui.ui.commands.bids import BID_COMMANDS, ENTER, NUMBER
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys, one_of
from circle_tui.ui.screens.window import Fitting
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bidtable import BidTable
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line

Bids = list[tuple[int, int]]

ACCEPTING = "Share it so?"
"""The line to accept by, where there is no room for more."""

TABLE_FROM = 40
"""With fewer columns a name and both figures do not stand beside each other."""


class BidsScreen(Fitting[Proposal | None]):
    """Dismissed with what was accepted, as it was shown, or with ``None`` for later.

    It stands over the live screen, whose clock it shows. What was written down before is added to.
    """

    CSS_PATH = "bids.tcss"
    AUTO_FOCUS = ""
    WISHES = (
        *(("keys", 1), ("BidTable", 2), ("one", 2), ("question", 1), ("sum", 1)),
        *(("head", 1), ("sum", 3), ("BidTable", 4)),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(BID_COMMANDS)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        session = room.session
        index = open_part(session)
        assert index is not None, "the command is offered only where bids may be accepted"
        self._part = index
        before = session.shared.get(index, ())
        asked = {seat: -(-seconds // 60) for seat, seconds in before}
        self._written = room.bids.setdefault(index, asked)
        self._seats = bidders(session, index)
        self._fresh = True
        self._seen: Proposal | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, the table and what it comes to."""
        title = plain(self._room.script.segments[self._part].title).stylize("bold")
        yield WindowHead(self._room.view, title, floor=True)
        yield Fitted(id="question")
        yield BidTable([seat_name(seat, self._room.names) for seat in self._seats])
        yield Line(id="one")
        yield Fitted(id="sum")
        yield WindowKeys(BID_COMMANDS)

    def on_mount(self) -> None:
        """Ask, and keep the clock and the end true."""
        question = "How many minutes does each ask for?"
        self.query_one("#question", Fitted).show(Content.styled(question, "bold $accent"))
        table = self.query_one(BidTable)
        table.styles.max_height = table.full_height
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air where the terminal is low."""
        self.set_class(event.size.height < 18, "low")
        self._show()
        self._offer()

    @property
    def one_at_a_time(self) -> bool:
        """Figures need more room than names."""
        return super().one_at_a_time or self.size.width < TABLE_FROM

    def _bids(self) -> Bids:
        return [(s, 60 * self._written[s]) for s in self._seats if s in self._written]

    def _show(self) -> None:
        """Show the table, and what accepting would do."""
        session, now = self._room.session, self._room.now()
        outcome = propose(session, now, self._bids())
        given = stay = seconds_kept(session, self._part, now)
        line = self.query_one("#sum", Fitted)
        if isinstance(outcome, Refused):
            self._seen = None
            line.show(Content.styled(outcome.why, "$quiet"))
        else:
            self._seen = outcome
            given = {**stay, **{bid.seat: bid.granted for bid in outcome.bids}}
            line.show(self._sum(outcome))
        table = self.query_one(BidTable)
        rows = {seat: row for row, seat in enumerate(self._seats)}
        table.minutes = tuple(self._written.get(seat) for seat in self._seats)
        table.given = {rows[seat]: seconds for seat, seconds in given.items() if seat in rows}
        table.fixed = frozenset(rows[seat] for seat in stay if seat in rows)
        self.query_one("#one", Line).show(self._one(table))

    def _one(self, table: BidTable) -> Content:
        """Return the line that is looked at, in as few words as a small window has room for."""
        if table.accepting:
            return Content.assemble(("↑↓ ", "$quiet"), (ACCEPTING, "bold"))
        minutes, got = table.minutes[table.row], table.given.get(table.row)
        asked = "–" if minutes is None else f"{minutes} min"
        arrow = "✓" if table.row in table.fixed else "→"
        gets = f" {arrow} {clock_text(got)}" if got is not None else ""
        name = seat_name(self._seats[table.row], self._room.names)
        return one_of(table.row, len(self._seats), name, f"{asked}{gets}", self.size.width)

    def _sum(self, proposal: Proposal) -> Content:
        """Say how the bids stand to the time there is, who was not asked, and when it would end.

        The end comes first where not all of it can be seen.
        """
        told = f"{proposal.asked // 60} min asked, {in_minutes(proposal.budget)} there: "
        style = "bold $success"
        if proposal.granted < proposal.asked:
            style = "bold $warning"
            floor = f"up to {in_minutes(proposal.floor)} min in full, above that "
            told += f"{floor if proposal.floor else ''}{proposal.percent} % of it."
        else:
            told += "it fits." if proposal.silent else "everybody gets it."
        ends = to_the_minute(proposal.ends)
        drift = drift_of(ends, self._room.session.promised_end)
        said = [
            Content.styled(told, style),
            plain(self._not_asked(proposal.silent)).stylize("bold $warning"),
        ]
        end = Content(f"Would end {wall(ends, self._room.workspace.zone)}: {drift}.")
        rows = [end, *said] if self.one_at_a_time else [*said, end]
        return Content("\n").join(filter(None, rows))

    def _not_asked(self, seats: Sequence[int]) -> str:
        """Name those who were not asked; nothing when everybody was."""
        if not seats:
            return ""
        named = [
            seat_name(seat, self._room.names)
            for seat in seats[: len(seats) if len(seats) < 4 else 2]
        ]
        if len(named) < len(seats):
            named.append(f"{len(seats) - len(named)} more")
        *rest, last = named
        who = f"{', '.join(rest)} and {last}" if rest else last
        return f"{who} {'have' if rest else 'has'} not been asked: no turn."

    def on_key(self, event: Key) -> None:
        """Write a digit down for the person at the cursor; the first one begins a new number."""
        table = self.query_one(BidTable)
        if not (event.character and event.character in "0123456789") or self._closed_row():
            return
        event.stop()
        seat = self._seats[table.row]
        before = 0 if self._fresh else self._written.get(seat, 0)
        minutes = 10 * before + int(event.character)
        self._fresh = False
        if 60 * minutes <= LONGEST_BID:
            self._written[seat] = minutes
            self._show()

    def _closed_row(self) -> bool:
        """Tell whether nothing can be written down where the cursor is."""
        table = self.query_one(BidTable)
        return table.accepting or table.row in table.fixed

    def action_erase(self) -> None:
        """Take the last digit back; without one nobody has been asked."""
        if self._closed_row():
            return
        seat = self._seats[self.query_one(BidTable).row]
        minutes = self._written.pop(seat, 0) // 10
        if minutes:
            self._written[seat] = minutes
        self._fresh = False
        self._show()

    def action_move(self, step: int) -> None:
        """Move the cursor; the next digit begins a new number."""
        table = self.query_one(BidTable)
        table.row = max(0, min(len(self._seats), table.row + step))
        self._fresh = True
        self._show()
        self._offer()

    def _offer(self) -> None:
        """Show the keys, with what Enter does on this line."""
        if self.query_one(BidTable).accepting:
            accept = replace(ENTER, label="accept")
            self.query_one(WindowKeys).offer((accept, NUMBER, *BID_COMMANDS[2:]))
        else:
            self.query_one(WindowKeys).offer(BID_COMMANDS)

    def action_enter(self) -> None:
        """Go on to the next line, or accept on the last one."""
        table = self.query_one(BidTable)
        if not table.accepting:
            self.action_move(1)
        elif self._seen is None:
            return
        elif self._room.live.refusal(accept_bids(self._bids(), self._seen)):
            self._show()  # the computer slept, say: the shares are to be seen anew
        else:
            self.dismiss(self._seen)

    def action_later(self) -> None:
        """Go back to the clock; what was written down is kept for the next time."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Bids", BID_COMMANDS))


async def decide_bids(room: Room) -> Decision | None:
    """Write down what people ask for, and share the time out when that is accepted."""
    screen = BidsScreen(room)
    seen = await room.app.push_screen_wait(screen)
    if seen is None:
        return None
    return Decision(accept_bids(seen.fact.bids, seen), shared_text(seen))
