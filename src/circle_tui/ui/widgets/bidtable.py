"""Who asks for how many minutes, and what each would get."""

from collections.abc import Mapping, Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.timing import clock_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut, window

FIGURES = 24
"""The width of both figures: ``120 min`` asked and ``1:30:00`` given, with air."""


class BidTable(Widget):
    """A line for each person and one more to accept by; the cursor is on ``row``.

    ``minutes`` is what each row asks for, ``None`` where nobody was asked yet; ``given`` are the
    seconds it would get. Rows in ``fixed`` are of those who have had their turn, or have it now.
    """

    minutes: reactive[tuple[int | None, ...]] = reactive(())
    given: reactive[Mapping[int, int]] = reactive({})
    fixed: reactive[frozenset[int]] = reactive(frozenset())
    row = reactive(0)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    @property
    def accepting(self) -> bool:
        """Whether the cursor is on the line by which the bids are accepted."""
        return self.row == len(self._names)

    @property
    def full_height(self) -> int:
        """The lines it takes to show everybody, the heading and the line to accept by."""
        return len(self._names) + 2

    def render(self) -> RenderResult:
        """Draw a heading and as many lines as fit around the cursor."""
        width, height = self.size
        shown = window(len(self._names) + 1, self.row, max(1, height - 1))
        heading = Content.styled(
            f"{'':{max(6, width - FIGURES)}} {'asks':>9}   {'gets':>8}", "$quiet"
        )
        return Content("\n").join([heading, *(self._line(index, width) for index in shown)])

    def _line(self, index: int, width: int) -> Content:
        pointer = ("▸ " if index == self.row else "  ", "bold $accent")
        if index == len(self._names):
            style = "bold $background on $accent" if self.accepting else "$quiet"
            return Content.assemble(pointer, (" share the time out like this ", style))
        name = cut(plain(self._names[index]).plain, max(4, width - FIGURES - 2))
        minutes = self.minutes[index]
        asked = "–" if minutes is None else f"{minutes} min"
        got = clock_text(self.given[index]) if index in self.given else ""
        fixed = index in self.fixed
        cut_down = got and not fixed and self.given[index] < 60 * (minutes or 0)
        arrow = "✓" if fixed else "→" if got else " "
        return Content.assemble(
            pointer,
            (f"{name} {asked:>9} {arrow} ", "bold" if index == self.row else ""),
            (f"{got:>8}", "bold $warning" if cut_down else "bold"),
        )
