"""What remains of a session, before and after it is planned again."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from circle_tui.domain.choices import Change
from circle_tui.domain.lengths import figure_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut_inside

FIGURES = 22
"""The width of both lengths: ``1:30:00`` now and ``1:20:00`` then, with air."""

EACH = 19
"""The width of ``14:10 to 14:15 each``, which is left away where there is no room."""


class PlanTable(Widget):
    """A line for each part that remains; one that changes stands out by its arrow.

    Where not all fit, those that change come first, and the others are counted.
    """

    changes: reactive[Sequence[Change]] = reactive(())

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = titles

    def render(self) -> RenderResult:
        """Draw a heading and the parts."""
        width, height = self.size
        each = width >= 56
        room = max(6, width - FIGURES - (EACH + 3 if each else 0))
        heading = Content.styled(f"{'':{room}} {'now':>8}   {'then':>8}", "$quiet")
        shown = list(self.changes)
        if len(shown) > height - 1:
            shown.sort(key=lambda change: (change.before == change.after, change.segment))
            shown = sorted(shown[: max(1, height - 2)], key=lambda change: change.segment)
        rows = [self._line(change, room, each=each) for change in shown]
        if len(shown) < len(self.changes):
            rows.append(Content.styled(f"{len(self.changes) - len(shown)} more", "$quiet"))
        return Content("\n").join([heading, *rows])

    def _line(self, change: Change, room: int, *, each: bool) -> Content:
        same = change.before == change.after
        title = plain(self._titles[change.segment]).plain
        name = cut_inside(f"{title}, to come" if change.begun else title, room)
        then = figure_text(change.after) if change.after or change.begun else "left out"
        style = "$quiet" if same else "bold $warning" if change.after < change.before else "bold"
        return Content.assemble(
            (f"{name} {figure_text(change.before):>8} ", "$quiet" if same else ""),
            (f"{' ' if same else '→'} {then:>8}", style),
            (f"   {_each(change)}" if each and change.after else "", "$quiet"),
        )


def _each(change: Change) -> str:
    """Return ``14:15 each``, or from the shortest to the longest turn."""
    if not change.turns:
        return ""
    least, most = figure_text(min(change.turns)), figure_text(max(change.turns))
    return f"{least} each" if least == most else f"{least} to {most} each"
