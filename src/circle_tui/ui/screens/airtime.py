"""Who is short of their share: for the facilitator's eyes, and never kept by person."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from circle_tui.domain.airtime import FIRST_PLAN, KEPT, Share, shares
from circle_tui.domain.timing import clock_text
from circle_tui.domain.who import seat_name
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead
from circle_tui.ui.screens.window import ESCAPE, Window
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut

BAR = 10
"""Cells for a whole share; there is no bar where there is no room for a name beside it."""

FIGURES = 34
"""The width of what stands beside a name and its bar: ``1:12:34 of 1:15:00  short 2:26``."""

YOURS = "For your eyes only."


class AirtimeScreen(Window[None]):
    """A line for each person who had or has a turn. Nothing is decided here."""

    CSS_PATH = "airtime.tcss"
    WISHES = (("keys", 1), ("people", 1), ("head", 1), ("people", 2), ("kept", 1), ("people", 4))
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,y", "dismiss(None)", "back", show=False)
    ]

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room

    def compose(self) -> ComposeResult:
        """Lay out the clock, the people, and what becomes of it."""
        with Vertical(id="box"):
            yield WindowHead(self._room.view, "Airtime so far", "Airtime")
            with VerticalScroll(id="people"):
                yield from (Line() for _ in self._rows())  # of which a second changes one
            yield Fitted(id="kept")
            yield Line(id="keys")

    def on_mount(self) -> None:
        """Keep the figures true."""
        told = f"{FIRST_PLAN} {YOURS} {KEPT}"
        self.query_one("#kept", Fitted).show(Content.styled(told, "$quiet"))
        self.query_one("#keys", Line).show(Content.assemble(*ESCAPE))
        self._show()
        self.set_interval(1, self._show)

    def on_resize(self) -> None:
        """Cut the names to the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        lines = self.query("#people Line").results(Line)
        for line, row in zip(lines, self._rows(self.query_one("#people").size.width), strict=False):
            line.show(row)

    def _rows(self, width: int = 0) -> list[Content]:
        """Return a line of so many cells for each person, or one that says that there is none."""
        found = shares(self._room.session, self._room.now())
        narrow = 0 < width < FIGURES
        rows = [
            self._brief(share, width) if narrow else self._row(share, width - FIGURES)
            for share in found
        ]
        return rows or [Content("Nobody has had a turn of their own yet.")]

    def _brief(self, share: Share, width: int) -> Content:
        """Return ``Noor Haddad  short 2:26`` in so many cells: only the name may be cut."""
        told = f"{clock_text(share.used)}/{clock_text(share.share)}"
        style = ""
        if share.short:
            told, style = f"short {clock_text(share.short)}", "bold $warning"
        elif share.stands and not share.on:
            told = share.stands
        name = plain(seat_name(share.seat, self._room.names)).plain
        room = max(4, width - len(told) - 1)
        return Content.assemble((cut(name, room), "bold" if share.on else ""), " ", (told, style))

    def _row(self, share: Share, room: int) -> Content:
        """Return ``Noor Haddad  ████████░░  12:34 of 15:00  short 2:26``.

        ``room`` is what its figures leave for a name and a bar.
        """
        bars = room >= 2 * BAR
        name = cut(plain(seat_name(share.seat, self._room.names)).plain, room - BAR if bars else 12)
        used = min(BAR, round(BAR * share.used / max(1, share.share)))
        bar = (("█" * used, "$accent"), ("░" * (BAR - used), "$quiet"), " ")
        of = " of " if bars else "/"
        short = f"short {clock_text(share.short)}" if share.short else ""
        told = share.stands or short
        return Content.assemble(
            (name, "bold" if share.on else ""),
            " ",
            *(bar if bars else ()),
            f"{clock_text(share.used):>5}{of}{clock_text(share.share):<5} ",
            (told, "bold $warning" if told is short else "$quiet"),
        )


async def decide_airtime(room: Room) -> Decision | None:
    """Show who is short of their share; there is nothing to decide."""
    screen = AirtimeScreen(room)
    await room.app.push_screen_wait(screen)
    return None
