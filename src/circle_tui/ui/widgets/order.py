"""The running order: what is done, what is on, what is ahead."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.view import Line, Mark
from circle_tui.ui.text import plain

SIGNS = {Mark.DONE: "✓", Mark.NOW: "▸", Mark.AHEAD: " ", Mark.PASSED: "–"}
STYLES = {Mark.DONE: "$quiet", Mark.NOW: "bold $accent", Mark.AHEAD: "", Mark.PASSED: "dim"}


def cut(text: str, width: int) -> str:
    """Return ``text`` in exactly ``width`` cells, with an ellipsis where it was cut."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)).rstrip() + "…"
    return set_cell_size(text, width)


def window(count: int, now: int, height: int) -> range:
    """Return which of ``count`` lines to show so that line ``now`` has neighbours on both sides."""
    first = max(0, min(now - height // 3, count - height))
    return range(first, min(count, first + height))


class RunningOrder(Widget):
    """The lines of the running order around the current one, in fixed columns."""

    lines: reactive[Sequence[Line]] = reactive(())

    def render(self) -> RenderResult:
        """Draw as many lines as fit, with a count of those below that do not."""
        width, height = self.size
        # The last line that is on is the person's; its segment stands above it.
        now = max((i for i, line in enumerate(self.lines) if line.mark is Mark.NOW), default=0)
        shown = window(len(self.lines), now, height)
        rows = [self._row(self.lines[i], width) for i in shown]
        hidden = len(self.lines) - shown.stop
        if hidden and len(rows) > 1 and now != shown.stop - 1:
            rows[-1] = Content.styled(f"  {hidden + 1} more", "$quiet")
        return Content("\n").join(rows)

    def _row(self, line: Line, width: int) -> Content:
        figures = f"{line.time} {line.over}".rstrip()
        title = f"{'  ' * line.indent}{SIGNS[line.mark]} {plain(line.title).plain}"
        room = max(4, width - cell_len(figures) - 1)
        return plain(f"{cut(title, room)} {figures}").stylize(STYLES[line.mark])
