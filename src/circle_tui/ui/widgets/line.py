"""Painting lines of text that change often, with as little ado as that takes.

Textual 8.2.8 wraps, aligns and frames each line that it paints anew, after it has added up the
colours of all that a widget is in, from the app down. For a line that fits as it is, nothing of
that changes what is seen; and a key has its effect on the screen that much later.
"""

from typing import Any

from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import RenderResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Region, Size, Spacing
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

_SUPPORTED = all(
    hasattr(StylesCache(), name) for name in ("_cache", "_dirty_lines", "_width", "clear")
)
"""Whether this Textual has what ``PaintedLines`` stands on, which is not public."""

_ALIGNED = ("left", "start", "center", "right", "end")


class PaintedLines(StylesCache):
    """The lines of a widget that are painted already; where it has no frame, without one.

    Textual puts even what has none into one, line by line.
    """

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return the lines in ``crop``, painted where they are not yet, or no longer."""
        if not isinstance(widget, Steady) or widget.framed:
            return super().render_widget(widget, crop)
        size, padding = widget.region.size, widget.styles.padding
        if size.width != self._width:
            self.clear()
            self._width = size.width
        filters, (_, ground) = widget.get_line_filters(), widget.background_colors
        strips = []
        for y in crop.line_range:
            if y in self._dirty_lines or y not in self._cache:
                self._cache[y] = _padded(widget, y, size, padding)
            strip = self._cache[y]
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, ground)
            strips.append(strip.crop(*crop.column_span))
        self._dirty_lines.difference_update(crop.line_range)
        return strips


def _padded(widget: "Steady", y: int, size: Size, padding: Spacing) -> Strip:
    """Return a line as wide as the widget."""
    blank = widget.visual_style.background_style.rich_style
    if not padding.top <= y < size.height - padding.bottom:
        return Strip.blank(size.width, blank)
    strip = widget.render_line(y - padding.top)
    strip = strip.adjust_cell_length(size.width - padding.width, blank)
    if padding.width:
        left, right = Segment(" " * padding.left, blank), Segment(" " * padding.right, blank)
        strip = Strip([left, *strip, right], size.width)
    return strip


class Steady(Widget):
    """The base of what is painted with every key and every second.

    What it looks like is found out again only when a style has changed. What Textual keeps of that
    is out of date where something around the widget has changed, and the widget itself has not.
    """

    _styled: list[int] | None = None
    """The state of its own style and of all that it is in, when they were looked at."""

    _style: Style
    _grounds: tuple[Color, Color]
    _alignment: str | None
    """The one of its text, ``None`` if that cannot be painted line by line."""
    _framed: bool

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        if _SUPPORTED:
            self._styles_cache = PaintedLines()

    @property
    def framed(self) -> bool:
        """Whether there is more to it than text on a ground: a border, or what is half seen."""
        self._look()
        return self._framed

    @property
    def visual_style(self) -> Style:
        """How its text looks."""
        self._look()
        return self._style

    @property
    def background_colors(self) -> tuple[Color, Color]:
        """What is beneath it, and what it has beneath its text."""
        self._look()
        return self._grounds

    def _look(self) -> None:
        styled = [node.styles._cache_key for node in self.ancestors_with_self]
        if styled == self._styled:
            return
        self._visual_style = None
        self._style, self._grounds = super().visual_style, super().background_colors
        styles = self.styles
        simple = styles.content_align == ("left", "top") and not styles.line_pad
        align = styles.text_align
        self._alignment = align if simple and align in _ALIGNED else None
        lines = (*styles.border, *styles.outline)
        more = any(kind for kind, _ in lines) or styles.has_rule("hatch") or styles.tint.a
        self._framed = bool(more) or self.opacity != 1 or styles.text_opacity != 1
        self._styled = styled

    def row(self, y: int) -> Content | None:
        """Return what is in line ``y``, if it is known by itself; it is painted so if it fits."""
        return None

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width, row = self.content_size.width, self.row(y)
        self._look()
        if row is None or self._alignment is None or self.text_selection is not None:
            return super().render_line(y)
        free = width - row.cell_length
        if free < 0 or not row.plain.isprintable():
            return super().render_line(y)
        style, left = self._style, 0
        if self._alignment not in ("left", "start"):
            left = free // 2 if self._alignment == "center" else free
        segments = [
            Segment(text, (style + told).rich_style)
            for text, told in row.render(style, end="", parse_style=self._get_style)
        ]
        strip = Strip(segments, row.cell_length).apply_offsets(0, y)
        blank = style.background_style.rich_style
        return (
            Strip([Segment(" " * left, blank), *strip], left + row.cell_length) if left else strip
        )


class OneRow(Steady):
    """The base of what is one row high, and made anew of what it tells whenever it is painted."""

    DEFAULT_CSS = "OneRow { height: 1; padding: 0 1; }"

    auto_links = reactive(False)  # nothing in it is one, and looking for them takes time

    def told(self) -> Content:
        """Return the row, in the width there is."""
        raise NotImplementedError

    def row(self, y: int) -> Content | None:
        """Return the one row."""
        return None if y else self.told()

    def render(self) -> RenderResult:
        """Draw the row: what is copied when somebody selects it."""
        return self.told()


class Line(Steady, Static):
    """A ``Static`` that takes ``Content`` only, and repaints for a different one only.

    Each repaint costs bytes on the terminal, which matters over ssh and on battery.
    """

    DEFAULT_CSS = "Line { height: auto; }"  # Textual asks the first base alone: not Static

    auto_links = reactive(False)  # nothing in it is one, and looking for them takes time

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(Content(""), id=id, classes=classes)
        self._shown = Content("")

    def show(self, content: Content) -> None:
        """Show ``content``, if it is not what is shown already."""
        if not self._shown.is_same(content):
            self._shown = content
            self.update(content, layout=self._size_follows_text())

    def row(self, y: int) -> Content | None:
        """Return the text as the first line, which it is if it has no other."""
        return None if y else self._shown

    def _size_follows_text(self) -> bool:
        """Whether a new text may change the widget's size, so that the screen is laid out again."""
        return bool(self.styles.is_auto_height or self.styles.is_auto_width)
