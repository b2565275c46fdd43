"""A text of several lines in a room that may be too small for it."""

from textual.app import RenderResult
from textual.content import Content

from circle_tui.ui.widgets.line import Line


class Fitted(Line):
    """A text that says with an ellipsis that there is more of it than fits."""

    def render(self) -> RenderResult:
        """Draw as many lines as fit, the last one marked if it is not the end."""
        width, height = self.content_size
        lines = self._shown.wrap(width) if width else []
        if len(lines) <= height or not height:
            return self._shown
        last = lines[height - 1].rstrip()
        marked = last.truncate(max(0, width - 2)) + Content.styled(" …", "bold $accent")
        return Content("\n").join([*lines[: height - 1], marked])
