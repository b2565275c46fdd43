"""The app of ``circle screen``: the public view in a terminal of its own, and nothing besides."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.driver import Driver

from circle_tui.ui import themes
from circle_tui.ui.screens.public import Look, PublicScreen
from circle_tui.ui.terminal.app import GuardedApp


class OnlookerApp(GuardedApp[None]):
    """Shows what ``look`` finds. ``served`` is whether a browser is the terminal."""

    TITLE = "circle"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", "leave", show=False, priority=True),
        Binding("ctrl+q", "quit", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        look: Look,
        *,
        crash_folder: Path,
        environment: Mapping[str, str],
        served: bool = False,
    ) -> None:
        self._served = served  # the base asks for the driver at once
        self._look = look
        super().__init__(crash_folder)
        themes.dress(self, environment)

    def on_mount(self) -> None:
        """Show the public view; there is no other screen."""
        self.push_screen(PublicScreen(self._look))

    def get_driver_class(self) -> type[Driver]:
        """Use the driver for browsers where one is the terminal."""
        if not self._served:
            return super().get_driver_class()
        from circle_tui.ui.terminal.served import ServedDriver

        return ServedDriver
