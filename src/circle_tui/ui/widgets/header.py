"""A line with two ends: what this is on the left, how it stands on the right."""

from textual.content import Content
from textual.geometry import Region

from circle_tui.ui.widgets.line import OneRow


class Header(OneRow):
    """One line with a left and a right part; one of them gives way when room is short.

    One widget, because each costs a start a millisecond or more, and because a part that had the
    width of its text would have the whole screen laid out again whenever that changed.
    """

    DEFAULT_CSS = "Header { text-wrap: nowrap; }"

    APART = 2
    """Cells that stay free between the parts."""

    def __init__(self, *, id: str | None = None, keeps_left: bool = False) -> None:
        """``keeps_left`` lets the right part give way; else it is the left one that does."""
        super().__init__(id=id)
        self._keeps_left = keeps_left
        self._parts = (Content(""), Content(""))

    def show(self, left: Content, right: Content) -> None:
        """Show both parts; painted only if they are not what is shown already.

        A right part that changes and stays as long, as a clock does, is painted alone.
        """
        (old_left, old_right), self._parts = self._parts, (left, right)
        same, width, place = left.is_same(old_left), right.cell_length, self.content_size.width
        if same and right.is_same(old_right):
            return
        if same and not self._keeps_left and width == old_right.cell_length and width < place:
            self.refresh(Region(place - width, 0, width, 1))
        else:
            self.refresh()

    def told(self) -> Content:
        """Return both parts, each at its end."""
        left, right = self._parts
        width = self.content_size.width
        if self._keeps_left:
            left = left.truncate(width, ellipsis=True)
            right = right.truncate(self.room_beside(left), ellipsis=True)
        else:
            right = right.truncate(width, ellipsis=True)
            left = left.truncate(self.room_beside(right), ellipsis=True)
        between = " " * (width - left.cell_length - right.cell_length)
        return Content.assemble(left, between, right)

    def room_beside(self, kept: Content) -> int:
        """Return in how many cells the other part has room."""
        return max(0, self.content_size.width - kept.cell_length - self.APART)
