"""A window over the screen: for a decision, or for something to read."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType

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


class Window(ModalScreen[ScreenResultType]):
    """Stands in the middle; gives up the air around its text where the terminal is low.

    Its looks are in the app's own stylesheet: Textual reads a screen's when that screen is first
    shown, and the windows shown before it would look different.

    The keys that hide what is private cover it, as they do any screen but the live one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x,f2", "app.cover", "share", show=False)]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - declared so by Textual
