"""Painting what has changed, and no more of the screen than that.

For a partial update Textual 8.2.8 renders every widget on the screen, cuts what has changed on the
right but not on the left (a digit of the clock is sent with all that stands before it), and sets
the colours anew for each piece. A clock that counts seconds, and every key, then cost three times
what they have to: in time, and in bytes over ssh. And it keeps each line in the pieces that a full
update cut it into, which nothing asks for again: a megabyte on the live screen.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.strip import Strip

_OF_A_COMPOSITOR = ("_dirty_regions", "_get_renders", "_regions_to_spans", "update_widgets")
_OF_A_SCREEN = (
    *("_compositor", "_dirty_widgets", "_layout_required", "_scroll_required"),
    *("_repaint_required", "_running", "_set_dirty"),
)


class Span(NamedTuple):
    """A stretch of cells in line ``y``, from column ``left`` to before column ``right``."""

    y: int
    left: int
    right: int

    def beside(self, box: Region) -> "Iterator[Span]":
        """Yield what of it lies to the left and to the right of ``box``."""
        if self.left < box.x:
            yield self._replace(right=box.x)
        if box.right < self.right:
            yield self._replace(left=box.right)


def parted(spans: list[Span], box: Region) -> tuple[list[Span], list[Span]]:
    """Return those of the spans that lie in ``box``, if only in part, and the others."""
    left, top, right, bottom = box.corners
    inside: list[Span] = []
    outside: list[Span] = []
    for span in spans:
        here = top <= span.y < bottom and span.left < right and left < span.right
        (inside if here else outside).append(span)
    return inside, outside


class Painted(CompositorUpdate):
    """Pieces of the screen, each with the place where it begins."""

    def __init__(self, pieces: list[tuple[Span, Strip]]) -> None:
        self._pieces = sorted(pieces, key=lambda piece: piece[0])

    def render_segments(self, console: Console) -> str:
        """Return what to send to the terminal; a style is sent once for all that follows in it."""
        colours = console._color_system or ColorSystem.TRUECOLOR  # as ``Strip.render`` does

        def rendered(style: Style | None, texts: list[str]) -> str:
            text = "".join(texts)
            return Strip.render_style(style, text, colours) if style and text else text

        sent: list[str] = []
        style: Style | None = None
        texts: list[str] = []
        for text, wanted, control in self._segments():
            if not control and wanted != style:
                sent.append(rendered(style, texts))
                style, texts = wanted, []
            texts.append(text)
        sent.append(rendered(style, texts))
        return "".join(sent)

    def _segments(self) -> Iterator[Segment]:
        """Yield the text of every piece, after a move to its place unless the last ended there."""
        at = None
        for (y, left, right), strip in self._pieces:
            if at != (y, left):
                yield Control.move_to(left, y).segment
            yield from strip
            at = (y, right)


class SpanCompositor(Compositor):
    """A screen's compositor that renders the lines that have changed, of the widgets seen there."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Yield each widget's place and lines; the pieces they are cut into are not kept."""
        for region, clip, lines in super()._get_renders(crop):
            yield region, clip, lines
            for line in lines:
                line._divide_cache.clear()

    def render_partial_update(self) -> Painted | None:  # type: ignore[override]  # both are updates
        """Return what has changed since the last time, ``None`` if nothing has."""
        screen = self.size.region
        changed = [part for region in self._dirty_regions if (part := region.intersection(screen))]
        self._dirty_regions.clear()
        bare = [Span(*span) for span in self._regions_to_spans(changed)]
        pieces: list[tuple[Span, Strip]] = []
        for widget, (region, clip) in self.visible_widgets.items():  # what covers others is first
            if not bare:
                break
            box = region.intersection(clip)
            covered, rest = parted(bare, box)
            if not covered:
                continue
            top, bottom = covered[0].y, covered[-1].y + 1
            rows = Region(box.x - region.x, top - region.y, box.width, bottom - top)
            strips = widget.render_lines(rows)
            for y, left, right in covered:
                span = Span(y, max(left, box.x), min(right, box.right))
                strip = strips[y - top].crop(span.left - box.x, span.right - box.x)
                pieces.append((span, strip))
            beside = (part for span in covered for part in span.beside(box))
            bare = sorted([*rest, *beside])
        return Painted(pieces) if pieces else None


def supported(screen: Screen[ScreenResultType]) -> bool:
    """Tell whether this Textual has what this module stands on, which is not public."""
    return (
        all(hasattr(Compositor(), name) for name in _OF_A_COMPOSITOR)
        and all(hasattr(screen, name) for name in _OF_A_SCREEN)
        and all(hasattr(App, name) for name in ("_background_screens", "_display"))
        and hasattr(Strip([]), "_divide_cache")
    )


class SparingScreen(Screen[ScreenResultType]):
    """A screen with a clock on it, of which no more is painted than what has changed.

    Where Textual does not support that, it paints as it always does.
    """

    def __init__(self) -> None:
        super().__init__()
        if supported(self):
            self._compositor = SpanCompositor()

    def paint(self) -> None:
        """Paint at once what has changed, as after a key, where all keeps its place and size.

        Textual has each widget ask its screen for that, in a message of its own, and the screen
        wait until nobody has anything else to do; where more than paint is needed it still does.
        """
        compositor, app = self._compositor, self.app
        waits = self._layout_required or self._scroll_required or self._repaint_required
        if waits or app._batch_count or not self.is_current or not self._running:
            return
        if not isinstance(compositor, SpanCompositor):
            return
        changed = [widget for widget in compositor.visible_widgets if widget._repaint_required]
        if any(widget._layout_required or widget._scroll_required for widget in changed):
            return
        for widget in changed:
            widget._repaint_required = False
        self._dirty_widgets |= set(changed)
        if self._dirty_widgets:
            compositor.update_widgets(self._dirty_widgets)
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        """Paint what has changed; of a screen beneath another one, what is seen through that.

        Textual itself paints all of a screen beneath another one when anything on it has changed,
        and none of what has changed in the same instant in a widget of the upper one.
        """
        app, top, compositor = self.app, self.app.screen, self._compositor
        if self is top or not isinstance(compositor, SpanCompositor):
            super()._compositor_refresh()
            return
        seen = self in app._background_screens and top.styles.background.a < 1
        if seen and compositor._dirty_regions:
            top._set_dirty(*compositor._dirty_regions)
            top._compositor._dirty_regions |= compositor._dirty_regions
            top._dirty_widgets.add(top)  # that it paints at all
            top.check_idle()
        compositor._dirty_regions.clear()
        self._dirty_widgets.clear()
