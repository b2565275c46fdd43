"""Bids: how many minutes each person asks for, what that comes to, and accepting it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key, Resize

from circle_tui.domain.bid_pots import Pot, seconds_kept
from circle_tui.domain.bid_rules import (
    LONGEST_BID,
    Proposal,
    accept_bids,
    bidders,
    open_part,
    proposals,
    shared_text,
)
from circle_tui.domain.errors import Refused
from circle_tui.domain.timing import clock_text
from circle_tui.domain.who import seat_name
from circle_tui.ui.commands.bids import BID_COMMANDS, ENTER, POT
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.screens.bids_text import end_text, is_late_with, not_asked, told_of
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

BRIEF = 70
"""With fewer columns each end is said in fewer words, so that it stays on its line."""


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
        self._pot: Pot | None = None
        self._pots: tuple[Pot, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, the table and what it comes to."""
        yield WindowHead(self._room.view, self._on(), floor=True)
        yield Fitted(id="question")
        yield BidTable([seat_name(seat, self._room.names) for seat in self._seats])
        yield Line(id="one")
        yield Fitted(id="sum")
        yield WindowKeys(BID_COMMANDS)

    def on_mount(self) -> None:
        """Ask, and keep the clock and the end true."""
        part = plain(self._room.script.segments[self._part].title)
        question = Content.assemble("How many minutes each for ", part, "?")
        self.query_one("#question", Fitted).show(question.stylize("bold $accent"))
        table = self.query_one(BidTable)
        table.styles.max_height = table.full_height
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air where the terminal is low."""
        self.set_class(event.size.height < 18, "low")
        self._show()

    @property
    def one_at_a_time(self) -> bool:
        """Figures need more room than names."""
        return super().one_at_a_time or self.size.width < TABLE_FROM

    def _on(self) -> Content:
        """Return whose clock the head shows: the title of the part that is on."""
        return plain(self._room.view().segment).stylize("bold")

    def _bids(self) -> Bids:
        return [(s, 60 * self._written[s]) for s in self._seats if s in self._written]

    def _show(self) -> None:
        """Show the table, and what accepting would do."""
        session, now = self._room.session, self._room.now()
        self.query_one(WindowHead).look(self._on())
        found = proposals(session, now, self._bids())
        given = stay = seconds_kept(session, self._part, now)
        line = self.query_one("#sum", Fitted)
        if isinstance(found, Refused):
            self._seen, self._pots = None, ()
            line.show(Content.styled(found.why, "$quiet"))
        else:
            self._pots = tuple(way.pot for way in found)
            self._seen = seen = next((way for way in found if way.pot is self._pot), found[0])
            given = {**stay, **{bid.seat: bid.granted for bid in seen.bids}}
            line.show(self._sum(seen, found))
        table = self.query_one(BidTable)
        rows = {seat: row for row, seat in enumerate(self._seats)}
        table.minutes = tuple(self._written.get(seat) for seat in self._seats)
        table.given = {rows[seat]: seconds for seat, seconds in given.items() if seat in rows}
        table.fixed = frozenset(rows[seat] for seat in stay if seat in rows)
        self.query_one("#one", Line).show(self._one(table))
        self._offer()

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

    def _sum(self, seen: Proposal, found: Sequence[Proposal]) -> Content:
        """Say how the bids stand to the time there is, who was not asked, and when it would end.

        The ends come first where not all of it can be seen.
        """
        told, ends = told_of(seen, found, self._room.session), self._ends(seen, found)
        names = [seat_name(seat, self._room.names) for seat in seen.silent]
        cut_down = seen.granted < seen.asked or is_late_with(seen, self._room.session)
        said = [
            Content.styled(told, "bold $warning" if cut_down else "bold $success"),
            plain(not_asked(names)).stylize("bold $warning"),
        ]
        rows = [*ends, *said] if self.one_at_a_time else [*said, *ends]
        return Content("\n").join(filter(None, rows))

    def _ends(self, seen: Proposal, found: Sequence[Proposal]) -> list[Content]:
        """Return a line for each end there may be: which is looked at, and the key for the next."""
        zone, session = self._room.workspace.zone, self._room.session
        if self.one_at_a_time:
            return [Content(end_text(seen, [seen], session, zone))]
        brief, place = self.size.width < BRIEF, found.index(seen)
        marks = {(place + 1) % len(found): f"{POT.shown} ", place: "▸ "}
        return [
            Content.assemble(
                (marks.get(at, "  "), "bold $accent") if len(found) > 1 else "",
                (end_text(way, found, session, zone, brief=brief), "bold" if way is seen else ""),
            )
            for at, way in enumerate(found)
        ]

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

    def _offer(self) -> None:
        """Show the keys, with what Enter does on this line."""
        commands = [c for c in BID_COMMANDS if c is not POT or len(self._pots) > 1]
        if self.query_one(BidTable).accepting:
            accept = replace(ENTER, label="accept")
            commands = [accept, *(c for c in commands if c is not ENTER)]
        self.query_one(WindowKeys).offer(commands)

    def action_pot(self) -> None:
        """Look at the next end that there may be."""
        if self._seen is not None:
            place = self._pots.index(self._seen.pot)
            self._pot = self._pots[(place + 1) % len(self._pots)]
            self._show()

    def action_enter(self) -> None:
        """Go on to the next line, or accept on the last one."""
        table = self.query_one(BidTable)
        if not table.accepting:
            self.action_move(1)
        elif self._seen is None:
            return
        elif self._seen.pot is not Pot.STANDS and self._room.live.refusal(
            accept_bids(self._bids(), self._seen)
        ):
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
