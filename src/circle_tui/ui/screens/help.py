"""Help for the screen one is on, made from the commands themselves."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from circle_tui.ui.commands.command import Command
from circle_tui.ui.screens.window import Reading, Window

_KEY_NAMES = {
    "question_mark": "?",
    "plus": "+",
    "minus": "−",
    "equals_sign": "=",
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "asterisk": "*",
    "slash": "/",
}


def key_names(command: Command) -> str:
    """Return all keys of a command as a person reads them: ``→ enter f6``."""
    return " ".join(_KEY_NAMES.get(key, key) for key in command.keys)


def _row(command: Command) -> Horizontal:
    """Return the line of a command: its keys, and what they do."""
    return Horizontal(
        Static(Content.styled(key_names(command), "bold $accent"), classes="key"),
        Static(Content(command.help), classes="meaning"),
        classes="row",
    )


class HelpScreen(Window[None]):
    """Every key of a screen with one sentence each, under headings if the commands have some."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q,enter", "dismiss", "back", show=False)
    ]

    def __init__(
        self, title: str, commands: Sequence[Command] | Mapping[str, Sequence[Command]]
    ) -> None:
        super().__init__()
        self._title = title
        self._groups = commands if isinstance(commands, Mapping) else {"": commands}

    def compose(self) -> ComposeResult:
        """Lay out the title, the commands and how to get back."""
        with Reading(id="help"):
            yield Static(Content.styled(self._title, "bold"), id="title")
            for heading, commands in self._groups.items():
                if heading:
                    yield Static(Content.styled(heading, "bold"), classes="heading")
                yield from map(_row, commands)
