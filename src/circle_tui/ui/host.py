"""The app as its screens and widgets know it: what they ask of it beside Textual's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from textual.dom import DOMNode

from circle_tui.ui.terminal.keys import StrayTyping

if TYPE_CHECKING:
    from circle_tui.ui.locking import LockingApp


class Host(Protocol):
    """Every app with a circle is one."""

    stray: StrayTyping

    @property
    def key_came(self) -> float:
        """When the key that is being done was pressed, in the seconds of ``Event.time``."""
        ...

    def stop_keys(self) -> Callable[[], None]:
        """Let no further key go on until what this returns is called."""
        ...

    @property
    def covered(self) -> bool:
        """Whether a cover hides everything."""
        ...

    async def until_shown(self, said: str, more: str = "") -> None:
        """Hide everything behind these words until the key is pressed that shows it again."""
        ...

    def action_cover(self) -> None:
        """Hide everything, since others look on."""
        ...

    def action_leave(self, status: int) -> object:
        """Leave the program with this exit status, once what is typed is kept."""
        ...


def host(node: DOMNode) -> Host:
    """Return the app of a screen or a widget."""
    return cast("Host", node.app)


if TYPE_CHECKING:

    def _is_one(app: LockingApp[None]) -> Host:
        """Have it checked that the app is what is promised here."""
        return app
