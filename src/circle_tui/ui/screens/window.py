"""A window over the screen: for a decision, or for something to read."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType

from circle_tui.ui.terminal.painting import SparingScreen

ESCAPE = (("esc", "bold $accent"), " back")
"""How every window says how to leave it."""


def answers(*keys: tuple[str, str], counting: bool = True) -> Content:
    """Return the keys of a question and what they do.

    All but Esc are dim while they are not ``counting`` yet, so that nobody waits for them to come.
    """
    return Content("   ").join(
        Content.assemble((key, "bold $accent"), f" {what}")
        if counting or key == "esc"
        else Content.styled(f"{key} {what}", "$quiet")
        for key, what in keys
    )


class Reading(VerticalScroll):
    """A text in a frame that says how to leave it, and how to read on where there is more."""

    def on_mount(self) -> None:
        """Say how to leave it."""
        self.watch_show_vertical_scrollbar(self.show_vertical_scrollbar)

    def watch_show_vertical_scrollbar(self, more: bool) -> None:
        """Name the keys that move the text, while there are lines that are not seen."""
        on = (("↑ ↓", "bold $accent"), " more   ") if more else ()
        self.border_subtitle = Content.assemble(*on, *ESCAPE)


class Window(SparingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """Stands in the middle; gives up the air around its text where the terminal is low.

    Its looks are in the app's own stylesheet: Textual reads a screen's when that screen is first
    shown, and the windows shown before it would look different.

    The keys that hide what is private cover it, as they do any screen but the live one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x,f2", "app.cover", "share", show=False)]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - declared so by Textual
