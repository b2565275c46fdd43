"""A window over the screen: for a decision, or for something to read."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen, ScreenResultType

from circle_tui.ui.terminal.painting import SparingScreen

ESCAPE = (("esc", "bold $accent"), " back")
"""How every window says how to leave it."""


def answers(*keys: tuple[str, str], counting: bool = True, apart: str = "   ") -> Content:
    """Return the keys of a question and what they do, with so much ``apart``.

    All but Esc are dim while they are not ``counting`` yet, so that nobody waits for them to come.
    """
    return Content(apart).join(
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


AROUND = 4
"""Cells beside a text: the frame, and the air within."""

TINY = 8
"""Below so many rows a window gives up its frame: a question and its keys come first."""


class Window(SparingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """Stands in the middle; gives up the air around its text where the terminal is low.

    Its looks are in the app's own stylesheet: Textual reads a screen's when that screen is first
    shown, and the windows shown before it would look different.

    The keys that hide what is private cover it, as they do any screen but the live one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x,f2", "app.cover", "share", show=False)]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - declared so by Textual

    @on(Resize)
    def _give_up_frame(self, event: Resize) -> None:
        """Give up the frame where each row counts."""
        self.set_class(event.size.height < TINY, "-tiny")

    def fitting(self, *keys: tuple[str, str], counting: bool = True) -> Content:
        """Return the answers, as many beside each other as the window has room for."""
        room, lines = self.size.width - AROUND, list[Content]()
        for key in keys:
            told = answers(key, counting=counting)
            together = Content("   ").join([*lines[-1:], told])
            if lines and 0 < room < together.cell_length:
                lines.append(told)
            else:
                lines[-1:] = [together]
        return Content("\n").join(lines)

    def cut_text(self) -> None:
        """Leave to the ``#text`` of the ``#box`` what room there is: no key goes for it."""
        box, text = self.query_one("#box"), self.query_one("#text")
        frame = box.outer_size.height - box.content_size.height
        others = sum(child.outer_size.height for child in box.children if child is not text)
        text.styles.max_height = max(0, self.size.height - frame - others)
