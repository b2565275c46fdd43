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
        return begun(self._shown, *self.content_size)


def begun(content: Content, width: int, height: int) -> Content:
    """Return as many lines of a text as fit, the last one marked if it is not the end.

    It is cut between words, so that what is left of it can be read; a word that is wider than all
    the room is cut.
    """
    lines = content.wrap(width) if width else []
    if not height or not lines:
        return content
    if len(lines) <= height:
        return Content("\n").join(lines)
    last, room = lines[height - 1].rstrip(), max(0, width - 2)
    if last.cell_length > room:
        whole = last.wrap(room)[0].rstrip() if room else last
        last = whole if whole.cell_length <= room else last.truncate(room)
    return Content("\n").join([*lines[: height - 1], last + Content.styled(" …", "bold $accent")])
