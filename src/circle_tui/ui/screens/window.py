"""A window over the screen: for a decision, or for something to read."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size, Spacing
from textual.layout import ArrangeResult, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

from circle_tui.ui.screens.cover import HIDING
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
        if self.app.size.width < NARROW:
            on = (("↑ ↓", "bold $accent"), "  ") if more else ()
        self.border_subtitle = Content.assemble(*on, *ESCAPE)

    def on_resize(self) -> None:
        """Give up the air above and below where each row counts."""
        self.watch_show_vertical_scrollbar(self.show_vertical_scrollbar)
        low, narrow = self.app.size.height < TINY + 2, self.app.size.width < NARROW
        self.styles.padding = (0 if low else 1, 0 if narrow else 2)


COVER = Binding(",".join(HIDING), "app.cover", "share", show=False)
"""The keys that hide whatever is on the screen: in every window."""

AROUND = 4
"""Cells beside a text: the frame, and the air within."""

TINY = 8
"""Below so many rows a window gives up its frame: a question and its keys come first."""


NARROW = 28
"""With fewer columns a list cannot be read: one line of it is shown at a time."""

Wish = tuple[str, int]
"""A part of a window, by its id or the name of its class, and how many rows it is to have."""


class ByWorth(VerticalLayout):
    """Parts below each other; where there are too few rows, those come first that are worth most.

    ``wishes`` are granted in their order; a part may be named again, with more rows. What is left
    goes to the others from the top. The air between the parts goes before any of them.
    """

    def __init__(self, wishes: Sequence[Wish]) -> None:
        self._wishes = wishes

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the parts; only where they do not fit, differently from Textual."""
        placed = list(super().arrange(parent, children, size, greedy))
        if not size.height or not placed:
            return placed
        rows = self._wished(placed, size.height)
        end = max(one.region.bottom + one.margin.bottom for one in placed)
        if end <= size.height and all(map(_is_granted, placed, rows)):
            return placed
        told, top = list[WidgetPlacement](), 0
        for one, height in zip(placed, _shared(placed, rows, size.height), strict=True):
            region = Region(one.region.x, top, one.region.width, height)
            air = Spacing(0, one.margin.right, 0, one.margin.left)
            told.append(one._replace(region=region, margin=air))
            top += height
        return told

    def _wished(self, placed: Sequence[WidgetPlacement], room: int) -> list[int]:
        """Return how many of so many rows each part gets by the wishes."""
        wishes = (
            (index, rows)
            for name, rows in self._wishes
            for index, one in enumerate(placed)
            if name in _names(one.widget)
        )
        return _granted(placed, [0] * len(placed), wishes, room)


def _granted(
    placed: Sequence[WidgetPlacement],
    rows: Sequence[int],
    wishes: Iterable[tuple[int, int]],
    room: int,
) -> list[int]:
    """Return the rows of each part after the wishes, as far as the room goes."""
    granted = list(rows)
    for index, wish in wishes:
        one = placed[index]
        wanted = room if _takes_rest(one.widget) else one.region.height
        free = room - sum(granted) + granted[index]
        granted[index] = max(granted[index], min(wish, wanted, free))
    return granted


def _shared(placed: Sequence[WidgetPlacement], rows: Sequence[int], room: int) -> list[int]:
    """Return the rows of each part once what is left has gone to the others from the top."""
    by_turn = sorted(range(len(placed)), key=lambda index: _takes_rest(placed[index].widget))
    return _granted(placed, rows, ((index, room) for index in by_turn), room)


def _is_granted(one: WidgetPlacement, rows: int) -> bool:
    return one.region.height >= rows


def _takes_rest(widget: Widget) -> bool:
    """Whether a part has as many rows as the others leave it."""
    height = widget.styles.height
    return height is not None and height.is_fraction


def _names(widget: Widget) -> set[str | None]:
    return {widget.id, *(kind.__name__ for kind in type(widget).__mro__)}


class Fitting(SparingScreen[ScreenResultType]):
    """A screen whose parts share the rows there are by what they are worth.

    In a small window it must be plain what is asked, what the cursor is on, and which keys decide
    and leave; all else gives way. ``WISHES`` say so for the parts of ``_parted``.
    """

    WISHES: ClassVar[Sequence[Wish]] = (
        ("keys", 2),
        ("answers", 4),
        ("Input", 1),
        ("OptionList", 1),
        ("Static", 1),
        ("OptionList", 2),
    )

    def on_mount(self) -> None:
        """Lay the parts out by their worth."""
        for part in self._parted():
            part.styles.set_rule("layout", ByWorth(self.WISHES))  # set plainly, its name counts

    def _parted(self) -> Sequence[Widget]:
        """Return what holds the parts."""
        return (self,)

    @property
    def one_at_a_time(self) -> bool:
        """Whether the window is so small that one line of a list is shown at a time."""
        return self.size.width < NARROW or self.size.height < TINY

    @on(Resize)
    def _show_one(self) -> None:
        """Let the stylesheets know."""
        self.set_class(self.one_at_a_time, "-one")


class Window(Fitting[ScreenResultType], ModalScreen[ScreenResultType]):
    """Stands in the middle; gives up the air around its text where the terminal is low.

    Its looks are in the app's own stylesheet: Textual reads a screen's when that screen is first
    shown, and the windows shown before it would look different.

    The keys that hide what is private cover it, as they do any screen but the live one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [COVER]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - declared so by Textual

    def _parted(self) -> Sequence[Widget]:
        return list(self.query("#box"))

    @on(Resize)
    def _give_up_frame(self, event: Resize) -> None:
        """Give up the frame where each row counts."""
        self.set_class(event.size.height < TINY, "-tiny")

    def fitting(self, *keys: tuple[str, str], counting: bool = True) -> Content:
        """Return the answers, as many beside each other as the window has room for."""
        around = 0 if self.size.height < TINY else AROUND
        room, lines = self.size.width - around, list[Content]()
        for key in keys:
            told = answers(key, counting=counting)
            together = Content("   ").join([*lines[-1:], told])
            if lines and 0 < room < together.cell_length:
                lines.append(told)
            else:
                lines[-1:] = [together]
        return Content("\n").join(lines)
