"""What a window over the session says where there is little room: its head, its keys, one line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.content import Content

from circle_tui.domain.view import LiveView
from circle_tui.ui.commands.command import Command
from circle_tui.ui.screens.livehead import LiveHead
from circle_tui.ui.screens.window import NARROW
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.keyline import GAP, KeyLine
from circle_tui.ui.widgets.order import cut

WORTH_SAYING = 12
"""With fewer cells a title that is cut says nothing: the clock gives way to it."""


class WindowHead(LiveHead):
    """The head of a window: what is asked, and the clock where both can be read.

    ``brief`` is the title in fewer words. Where not even they have room beside the clock, the
    clock goes: it stands on the live screen, and what is asked stands nowhere else.
    """

    def __init__(
        self,
        view: Callable[[], LiveView],
        title: Content | str = "",
        brief: str = "",
        *,
        floor: bool = False,
    ) -> None:
        super().__init__(view, title, floor=floor)
        self._brief = Content.styled(brief, "bold")

    def on_resize(self) -> None:
        """Give up the air on both sides where the window is narrow."""
        breathe(self)

    def look_brief(self, title: Content, brief: Content) -> None:
        """Show another title, and the same in fewer words."""
        self._brief = brief
        self.look(title)

    def show(self, left: Content, right: Content) -> None:
        """Show both parts, or of the title as much as has room where that says more."""
        width = self.content_size.width
        room, titles = width - right.cell_length - self.APART, [self._title, self._brief]
        told = [title for title in titles if title.plain]
        if width and told and left.cell_length > room:
            beside = [title for title in told if title.cell_length <= room]
            alone = [title for title in told if title.cell_length <= width]
            if beside or room >= WORTH_SAYING:
                left = beside[0] if beside else told[-1]
            else:
                left, right = alone[0] if alone else told[-1], Content("")
        self._keeps_left = not right.plain  # else the gap before nothing would cost two cells
        super().show(left, right)


class WindowKeys(KeyLine):
    """The keys of a window: what decides comes first, and how to leave is never cut.

    Where there is no room, help goes first, and then the word beside the key that leaves.
    """

    def __init__(self, commands: Sequence[Command] = ()) -> None:
        super().__init__(id="keys")
        self._offered = tuple(commands)

    def offer(self, commands: Sequence[Command]) -> None:
        """Show these commands, the most important first."""
        self._offered = tuple(commands)
        self.commands = few(self._offered, self.size.width)

    def on_resize(self) -> None:
        """Show as many as fit now."""
        breathe(self)
        self.commands = few(self._offered, self.size.width)


def breathe(widget: LiveHead | KeyLine) -> None:
    """Leave a cell free beside a line, or none where the window is narrow."""
    widget.styles.padding = (0, int(widget.app.size.width >= NARROW))


def few(commands: Sequence[Command], width: int) -> tuple[Command, ...]:
    """Return the commands that fit into so many cells: the first, the one that leaves, then others.

    Of no width nothing is known yet: all are returned.
    """
    leave = next((command for command in commands if "escape" in command.keys), None)
    if not width or leave is None:
        return tuple(commands)
    told = [command for command in commands if command.label and command.name != "help"]
    helps = [command for command in commands if command.name == "help"]
    bare = replace(leave, label=" ")  # a label, or the key line would leave it to the help
    for last, more in ((leave, helps), (leave, []), (bare, [])):
        needed = [told[0], *([last] if told[0] is not leave else []), *more]
        room = width - sum(map(_cells, needed)) - GAP * (len(needed) - 1)
        if room >= 0 or last is bare:
            break
    shown = []
    for command in told:
        if command is told[0] or command is leave:
            shown.append(last if command is leave else command)
        elif _cells(command) + GAP <= room:
            room -= _cells(command) + GAP
            shown.append(command)
    return (*shown, *more)


def _cells(command: Command) -> int:
    return Content(f"{command.shown} {command.label}".rstrip()).cell_length


def one_of(row: int, count: int, name: str, told: str, width: int) -> Content:
    """Return two lines for the one of a list that is looked at, where a list cannot be read.

    ``told`` is what holds of it, on a line of its own: it is never cut for the name.
    """
    counted = f"↑↓ {row + 1}/{count} "
    called = cut(plain(name).plain, max(1, width - len(counted))).rstrip()
    below = f"\n{plain(told).plain}" if told else ""
    return Content.assemble((counted, "$quiet"), (called, "bold"), below)
