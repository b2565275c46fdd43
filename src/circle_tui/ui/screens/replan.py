"""New times for what remains: seen before and after, in words, and accepted or not."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size

from circle_tui.domain.errors import Refused
from circle_tui.domain.replan_base import Replan
from circle_tui.domain.replan_rules import Replans, replan, replanned_text, replans
from circle_tui.domain.replan_table import table_of
from circle_tui.domain.timing import drift_then, projected_end, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.live import HELP
from circle_tui.ui.commands.replan import ACCEPT, REPLAN_COMMANDS, UP
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys
from circle_tui.ui.screens.window import Fitting
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut, cut_inside
from circle_tui.ui.widgets.plantable import LINES, PlanTable

LEAST = Size(40, 10)
"""In a smaller window nobody can read what they would accept, so it cannot be accepted there."""

TOO_SMALL = f"To see new times, make the window {LEAST.width} by {LEAST.height} or larger."


class ReplanScreen(Fitting[Replan | None]):
    """Dismissed with the way that was accepted, or with ``None``: all stays as it was.

    It stands over the live screen, whose clock it shows.
    """

    CSS_PATH = "replan.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("ways", 1), ("stands", 1), ("sum", 1), ("PlanTable", 3))
    BINDINGS: ClassVar[list[BindingType]] = bindings(REPLAN_COMMANDS)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._picked = ""
        self._seen: Replan | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock that runs on, the ways, the parts, and what it comes to."""
        yield WindowHead(self._room.view, "What remains", floor=True)
        yield Fitted(id="stands")
        yield Line(id="ways")
        yield PlanTable([segment.title for segment in self._room.script.segments])
        yield Fitted(id="sum")
        yield WindowKeys()

    def on_mount(self) -> None:
        """Keep the clock, the times and the end true."""
        self._show()
        self.set_interval(0.5, self._show)

    def on_resize(self, event: Resize) -> None:
        """Give up air and words where the terminal is small."""
        self.set_class(event.size.height < 18 or event.size.width < 60, "low")
        self.call_after_refresh(self._show)

    @property
    def _tiny(self) -> bool:
        """Whether the window is too small to read what would be accepted."""
        return self.size.width < LEAST.width or self.size.height < LEAST.height

    def _found(self) -> Replans | Refused:
        now = self._room.now()
        return replans(self._room.session, now, self._room.workspace.zone, self._room.script)

    def _way(self, found: Replans) -> Replan:
        """Return the way that is looked at; the first one when it is not there any more."""
        return next((way for way in found.ways if way.pick == self._picked), found.ways[0])

    def _show(self) -> None:
        """Show the ways, and what accepting the one that is looked at would do."""
        found = self._found()
        stands, ways = self.query_one("#stands", Fitted), self.query_one("#ways", Line)
        table, told = self.query_one(PlanTable), self.query_one("#sum", Fitted)
        keys = self.query_one(WindowKeys)
        self.set_class(isinstance(found, Refused) or self._tiny, "alone")
        if isinstance(found, Refused) or self._tiny:
            why = found.why if isinstance(found, Refused) else TOO_SMALL
            stands.show(plain(why).stylize("bold"))
            ways.show(Content(""))
            told.show(Content(""))
            table.rows = ()
            unseen = (ACCEPT, UP, HELP) if self._tiny else (ACCEPT, UP)
            keys.offer([c for c in REPLAN_COMMANDS if c not in unseen])
            self._seen = None
            return
        session, now, zone = self._room.session, self._room.now(), self._room.workspace.zone
        self._seen = way = self._way(found)
        said = found.brief if self.has_class("low") else found.said
        stands.show(plain(said).stylize("bold $accent"))
        ways.show(self._listed(found, way))
        table.rows = table_of(session, way, now)
        before, after = (to_the_minute(end) for end in (projected_end(session, now), way.ends))
        table.ends = (wall(before, zone), wall(after, zone))
        table.styles.max_height = len(table.rows) + LINES
        told.show(self._sum(way))
        keys.offer([c for c in REPLAN_COMMANDS if c is not UP or len(found.ways) > 1])

    def _listed(self, found: Replans, way: Replan) -> Content:
        """Return the ways below each other, each with the end it leads to."""
        now = found.ways.index(way)
        if self.has_class("low"):
            counted = f"↑↓ {now + 1} of {len(found.ways)}: " if len(found.ways) > 1 else ""
            room = max(4, self.size.width - 2)
            return plain(cut(f"{counted}{way.choice.title}", room).rstrip()).stylize("bold")
        rows = []
        for place, other in enumerate(found.ways):
            ends = wall(to_the_minute(other.ends), self._room.workspace.zone)
            counted = f"  {place + 1} of {len(found.ways)}" if len(found.ways) > 1 else ""
            room = max(4, self.size.width - len(ends) - len(counted) - 8)
            rows.append(
                Content.assemble(
                    ("▸ " if place == now else "  ", "bold $accent"),
                    plain(cut_inside(other.choice.title, room).rstrip()).stylize(
                        "bold" if place == now else ""
                    ),
                    (f"  {ends}", "$quiet"),
                    (counted if place == now else "", "$quiet"),
                )
            )
        return Content("\n").join(rows)

    def _sum(self, way: Replan) -> Content:
        """Say in words what changes, and when the meeting would end."""
        ends = to_the_minute(way.ends)
        told = drift_then(way.ends, way.fact.promised_end, self._room.session.promised_end)
        end = f"Would end {wall(ends, self._room.workspace.zone)}: {told}."
        if self.has_class("low"):
            return Content(end)
        return Content.assemble(plain(way.choice.sentence), "\n", (end, "bold"))

    def action_move(self, step: int) -> None:
        """Look at another way."""
        found = self._found()
        if isinstance(found, Replans):
            now = found.ways.index(self._way(found))
            self._picked = found.ways[(now + step) % len(found.ways)].pick
        self._show()

    def action_accept(self) -> None:
        """Accept the way that is looked at, as it stands on the screen."""
        if self._seen is None:
            return
        if self._room.live.refusal(replan(self._seen, self._room.workspace.zone)):
            self._show()  # the computer slept, say: the times are to be seen anew
        else:
            self.dismiss(self._seen)

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("What remains", REPLAN_COMMANDS))


async def decide_replan(room: Room) -> Decision | None:
    """Show new times for what remains, and let them hold when they are accepted."""
    way = await room.app.push_screen_wait(ReplanScreen(room))
    if way is None:
        return None
    zone = room.workspace.zone
    return Decision(replan(way, zone), replanned_text(way, zone))
