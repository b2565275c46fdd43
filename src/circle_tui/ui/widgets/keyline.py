"""The last line of every screen answers: what can I press."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from circle_tui.ui.commands.command import Command
from circle_tui.ui.widgets.line import OneRow

GAP = 2
"""Cells between one command and the next; there is none behind the last."""


class KeyLine(OneRow):
    """The keys that do something now, most useful first, cut to the width.

    Nothing while a window stands over its screen: that says itself which keys do something.

    One widget for the whole line: a widget for each key costs a seventh of a screen's start.
    """

    commands: reactive[Sequence[Command]] = reactive(())

    def on_mount(self) -> None:
        """Come and go with the screen that it belongs to."""
        self.app.screen_change_signal.subscribe(self, self._change_screen)

    def _change_screen(self, _on_top: Screen[object]) -> None:
        self.refresh()

    def told(self) -> Content:
        """Return as many commands as fit; the help key is never the one that is cut."""
        if self.app.screen is not self.screen:
            return Content("")
        keep = [command for command in self.commands if command.name == "help"]
        room = self.size.width + GAP - sum(_width(command) for command in keep)
        shown: list[Command] = []
        for command in self.commands:
            if command.label and command not in keep and _width(command) <= room:
                room -= _width(command)
                shown.append(command)
        return Content(" " * GAP).join(
            Content.assemble((command.shown, "bold $accent"), f" {command.label}".rstrip())
            for command in (*shown, *keep)
        )


def _width(command: Command) -> int:
    return cell_len(f"{command.shown} {command.label}".rstrip()) + GAP
