"""A text of several lines in a room that may be too small for it."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size

from circle_tui.ui.widgets.line import Line


class Fitted(Line):
    """A text that says with an ellipsis that there is more of it than fits."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the whole text, not of what was drawn of it in the room it had."""
        return len(self._shown.wrap(width)) if width and self._shown.plain else 0

    def render(self) -> RenderResult:
        """Draw as many lines as fit, the last one marked if it is not the end."""
        width, height = self.content_size
        lines = self._shown.wrap(width) if width else []
        if len(lines) <= height or not height:
            return self._shown
        last = lines[height - 1].rstrip()
        marked = last.truncate(max(0, width - 2)) + Content.styled(" …", "bold $accent")
        return Content("\n").join([*lines[: height - 1], marked])
