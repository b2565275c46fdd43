"""Texts of several lines, of which only those are drawn and painted that differ from what is shown.

One of them is in a room that may be too small for it.
"""

from collections.abc import Iterable
from itertools import zip_longest

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive

from circle_tui.ui.widgets.line import Steady

NOTHING = Content("")


class Rows(Steady):
    """The base of what is shown in rows: most keys change one of them, and no other is touched.

    Textual draws and paints all of a widget of which anything changes.
    """

    auto_links = reactive(False)  # nothing in it is one, and looking for them takes time

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []
        self._fitted_to: Size | None = None

    def fitting(self, width: int, height: int) -> list[Content]:
        """Return the rows in a room of so many cells; one that has no room there is cut."""
        raise NotImplementedError

    def changed(self, *, layout: bool = False) -> None:
        """Paint the rows that are no longer what is shown; ``layout`` if their number may follow.

        In that case the screen is laid out again.
        """
        size = self.content_size
        if layout or self._fitted_to != size:
            self._fitted_to = None
            self.refresh(layout=layout)
            return
        before, self._rows = self._rows, self.fitting(*size)
        pairs = zip_longest(before, self._rows, fillvalue=NOTHING)
        if differing := [row for row, (old, new) in enumerate(pairs) if not old.is_same(new)]:
            self.refresh(*(Region(0, row, size.width, 1) for row in differing))

    def on_resize(self) -> None:
        """Draw what fits now."""
        self.refresh()

    def render(self) -> RenderResult:
        """Draw all rows: what is copied when somebody selects them."""
        return Content("\n").join(self._fitted())

    def row(self, y: int) -> Content | None:
        """Return one of them."""
        rows = self._fitted()
        return rows[y] if y < len(rows) else None

    def _fitted(self) -> list[Content]:
        """Return the rows for the room there is now."""
        if self._fitted_to != self.content_size:
            self._fitted_to = self.content_size
            self._rows = self.fitting(*self._fitted_to)
        return self._rows


class Fitted(Rows):
    """A text that says with an ellipsis that there is more of it than fits, and how to see that."""

    DEFAULT_CSS = "Fitted { height: auto; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = NOTHING
        self._more = NOTHING
        self._apart = False

    def show(self, content: Content, more: Content = NOTHING, *, apart: bool = False) -> None:
        """Show ``content``, and ``more`` where it is cut, if that is not what is shown already.

        ``apart`` leaves the first line free. A margin that comes and goes would have the whole
        screen laid out again each time.
        """
        same = self._shown.is_same(content)
        if same and self._apart is apart and self._more.is_same(more):
            return
        self._shown, self._more, self._apart = content, more, apart
        self.changed(layout=not same and bool(self.styles.is_auto_height))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the whole text, not of what was drawn of it in the room it had."""
        return self._apart + len(self._shown.wrap(width)) if width and self._shown.plain else 0

    def fitting(self, width: int, height: int) -> list[Content]:
        """Return as many lines as fit, the last one marked if it is not the end."""
        if not self._apart:
            return begun(self._shown, width, height, self._more)
        return [NOTHING, *begun(self._shown, width, height - 1, self._more)] if height > 1 else []


def first_fitting(forms: Iterable[Content], room: int) -> Content:
    """Return the first that fits into so many cells, else the last; nothing if there is none."""
    form = NOTHING
    for form in forms:
        if form.cell_length <= room:
            break
    return form


def begun(content: Content, width: int, height: int, more: Content = NOTHING) -> list[Content]:
    """Return as many lines of a text as fit, the last one marked if it is not the end.

    It is cut between words, so that what is left of it can be read; a word that is wider than all
    the room is cut. ``more`` stands behind the mark. Where there is no room, it is the whole text.
    """
    lines = content.wrap(width) if width else []
    if not height or not lines:
        return [content]
    if len(lines) <= height:
        return lines
    mark = Content.assemble((" …", "bold $accent"), " " if more.plain else "", more)
    last, room = lines[height - 1].rstrip(), max(0, width - mark.cell_length)
    if last.cell_length > room:
        whole = last.wrap(room)[0].rstrip() if room else last
        last = whole if whole.cell_length <= room else last.truncate(room)
    return [*lines[: height - 1], last + mark]
