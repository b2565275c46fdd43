"""Rows of text, of which only those are drawn and painted that differ from what is shown."""

from itertools import zip_longest

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive

from circle_tui.ui.widgets.steady import Steady

NOTHING = Content("")


class Rows(Steady):
    """The base of what is shown in rows: most keys change one of them, and no other is touched.

    Textual draws and paints all of a widget of which anything changes.
    """

    auto_links = reactive(False)  # nothing in it is one, and looking for them takes time

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = []
        self._drawn_at: Size | None = None

    def drawn(self, width: int, height: int) -> list[Content]:
        """Return the rows in a room of so many cells: each no wider, and no more than there are."""
        raise NotImplementedError

    def changed(self, *, layout: bool = False) -> None:
        """Paint the rows that are no longer what is shown; ``layout`` if their number may follow.

        In that case the screen is laid out again.
        """
        size = self.content_size
        if layout or self._drawn_at != size:
            self._drawn_at = None
            self.refresh(layout=layout)
            return
        before, self._rows = self._rows, self.drawn(*size)
        pairs = zip_longest(before, self._rows, fillvalue=NOTHING)
        if differing := [row for row, (old, new) in enumerate(pairs) if not old.is_same(new)]:
            self.refresh(*(Region(0, row, size.width, 1) for row in differing))

    def on_resize(self) -> None:
        """Draw what fits now."""
        self.refresh()

    def render(self) -> RenderResult:
        """Draw all rows: what is copied when somebody selects them."""
        return Content("\n").join(self._fitting())

    def row(self, y: int) -> Content | None:
        """Return one of them."""
        rows = self._fitting()
        return rows[y] if y < len(rows) else None

    def _fitting(self) -> list[Content]:
        """Return the rows for the room there is now."""
        if self._drawn_at != self.content_size:
            self._drawn_at = self.content_size
            self._rows = self.drawn(*self._drawn_at)
        return self._rows
