"""One circle opened for work: its data, its clock, its random source and its folders."""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value
from circle_tui.services.handover import Held
from circle_tui.services.opinion import Opinion
from circle_tui.services.writer import Writer

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from circle_tui.services.roster import Roster


@value
class Lock:
    """What locks the screens of a sealed circle.

    ``require`` takes what was typed and raises ``WrongPassphrase`` unless it opens the circle; it
    takes a good part of a second of CPU. ``after`` is idle minutes, 0 for never.
    """

    require: Callable[[str], None]
    after: int


@value
class Workspace:
    """What commands and screens work with; ``bootstrap`` makes it.

    ``token`` draws random ids, ``choose`` draws one of several words. ``exports`` is where
    summaries and invites go, ``agendas`` where the user's own agendas may lie. ``lock`` is there if
    the circle is sealed. ``notices`` are sentences for the user from opening it. ``held`` is what
    is kept nowhere, and lost with this process; ``opinion`` is a language model's, if there is one.
    ``writer`` is the thread of the store, ``stagehand`` that of what a public view shows, which
    waits for no save.
    """

    circle: OpenCircle
    clock: Clock
    token: Callable[[], str]
    choose: Callable[[Sequence[str]], str]
    exports: Path
    agendas: Path
    writer: Writer = field(default_factory=Writer)
    stagehand: Writer = field(default_factory=Writer)
    lock: Lock | None = None
    notices: tuple[str, ...] = ()
    held: Held = field(default_factory=Held)
    opinion: Opinion = field(default_factory=Opinion)

    @property
    def roster(self) -> "Roster":
        """Changes of the roster, which few runs make: it is loaded when one is."""
        from circle_tui.services.roster import Roster

        return Roster(self.circle, self.token, self.choose, self.exports, self.here().date())

    @property
    def zone(self) -> "ZoneInfo | None":
        """The circle's zone, ``None`` (the computer's own) while it has no cadence."""
        cadence = self.circle.people.profile().cadence
        if cadence is None:
            return None
        from circle_tui.calendars.zones import zone

        return zone(cadence.zone)

    def here(self) -> datetime:
        """Return now as wall time where the circle is."""
        return self.clock.now().astimezone(self.zone)

    def close(self, tell: Callable[[], None] | None = None) -> None:
        """Finish the saves that are under way and let go of the circle.

        ``tell`` is called when the disk keeps everybody waiting.
        """

        def let_go() -> None:
            self.stagehand.close()
            self.circle.close()

        self.writer.close(let_go, tell)
