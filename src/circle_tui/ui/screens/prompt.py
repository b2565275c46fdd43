"""A prompt for the check-in: one is offered, another one on a key, and taken or not."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from circle_tui.domain.errors import CircleError, Refused
from circle_tui.domain.prompts import SESSIONS_APART, Depth, Prompt, take_prompt
from circle_tui.services.prompting import Offers
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.live import HELP
from circle_tui.ui.commands.prompt import PROMPT_COMMANDS, TAKE
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.screens.tight import WindowHead, WindowKeys
from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line

SHOWN = [command for command in PROMPT_COMMANDS if command is not HELP]
"""What the key line says: in the smallest window the way back goes before more help."""

NO_MORE = f"Every prompt of this depth was used in the last {SESSIONS_APART} sessions."


class PromptScreen(Window[Prompt | None]):
    """Dismissed with the prompt that was taken, or with ``None``: the check-in stays as it is.

    The prompt as it is now stands above the one that is offered.
    """

    CSS_PATH = "prompt.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("offered", 2), ("head", 1), ("offered", 3), ("depths", 1))
    BINDINGS: ClassVar[list[BindingType]] = bindings(PROMPT_COMMANDS)

    def __init__(self, offers: Offers, room: Room) -> None:
        super().__init__()
        self._offers = offers
        self._view = room.view
        self._depth = Depth.LIGHT
        self._offered: Prompt | None = None

    def compose(self) -> ComposeResult:
        """Lay out the clock, the prompt as it is, the depths, the prompt offered and the keys."""
        with Vertical(id="box"):
            yield WindowHead(self._view, "The check-in's prompt", "A fresh prompt")
            yield Fitted(id="before")
            yield Line(id="depths")
            yield Fitted(id="offered")
            yield WindowKeys()

    def on_mount(self) -> None:
        """Offer a first prompt."""
        now = plain(self._view().prompt or "no prompt", multiline=True)
        self.query_one("#before", Fitted).show(Content.assemble(("now   ", "$quiet"), now))
        self.action_another()

    def action_another(self) -> None:
        """Offer another prompt of the same depth."""
        self._offered = self._offers.next(self._depth)
        self._show_depths()
        said, style = (self._offered.text, "bold") if self._offered else (NO_MORE, "$warning")
        self.query_one("#offered", Fitted).show(plain(said).stylize(style))
        offered = [command for command in SHOWN if self._offered or command is not TAKE]
        self.query_one(WindowKeys).offer(offered)

    def on_resize(self) -> None:
        """Name the depths that have room now."""
        self._show_depths()

    def _show_depths(self) -> None:
        """Name the depths, or in a narrow window the one that is offered."""
        shown = [self._depth] if self.one_at_a_time else list(Depth)
        self.query_one("#depths", Line).show(
            Content("  ").join(
                Content.styled(f"▸ {depth}", "bold $accent")
                if depth is self._depth
                else Content.styled(f"  {depth}", "$quiet")
                for depth in shown
            )
        )

    def action_depth(self) -> None:
        """Go on to the next depth."""
        depths = list(Depth)
        self._depth = depths[(depths.index(self._depth) + 1) % len(depths)]
        self.action_another()

    def action_take(self) -> None:
        """Take the prompt that is offered."""
        if self._offered:
            self.dismiss(self._offered)

    def action_leave(self) -> None:
        """Leave the check-in as it is."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("A prompt", PROMPT_COMMANDS))


async def decide_prompt(room: Room) -> Decision | None:
    """Offer the circle's fresh prompts, and let the one that is taken stand in the check-in."""
    workspace = room.workspace
    try:
        offers = Offers(workspace.circle, room.live.session, workspace.choose)
    except CircleError as error:
        lost = Refused(str(error))
        return Decision(lambda _session, _now: lost, "")
    taken = await room.app.push_screen_wait(PromptScreen(offers, room))
    return Decision(take_prompt(taken.id), f"Shown now: {taken.text}") if taken else None
