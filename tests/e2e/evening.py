"""A session in a real terminal whose clock is moved by hand, held against its facts at each step.

The facts are read from the disk, as another process would, and folded here: what the screen shows
has to be what they come to, in each of its places.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from circle_tui import bootstrap
from circle_tui.config.home import Home
from circle_tui.domain.session import Session, fold
from circle_tui.domain.view import LiveView, live_view
from circle_tui.services.prompting import with_prompts
from circle_tui.services.seating import names_by_seat, script_of
from tests.e2e.evening_places import differing
from tests.e2e.programs.by_hand import START
from tests.terminal import PYTHON, Terminal, TerminalTimeout


@dataclass
class Evening:
    """One circle, one clock, and the program on them as often as it is started."""

    folder: Path
    columns: int = 100
    rows: int = 40
    seconds: float = 0
    slept: float = 0
    looks: int = field(default=0, init=False)
    """How often the screen was held against the facts."""

    def __post_init__(self) -> None:
        """Set the clock to its start."""
        self._set()

    @property
    def home(self) -> Home:
        """The data folder."""
        return Home(self.folder / "circles", "the test")

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return START + timedelta(seconds=self.seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.screen.kill()

    def start(self, *words: str) -> Terminal:
        """Start the program and return its terminal."""
        argv = [PYTHON, "-m", "tests.e2e.programs.by_hand", str(self._file)]
        root = Path(__file__).parents[2]
        self.screen = Terminal(
            [*argv, *words, "--home", str(self.home.root)],
            home=self.folder,
            columns=self.columns,
            rows=self.rows,
            env={"PYTHONPATH": str(root)},
        )
        return self.screen

    def pass_time(self, minutes: float = 0, seconds: float = 0, *, asleep: bool = False) -> None:
        """Move the clock."""
        gone = 60 * minutes + seconds
        self.seconds += gone
        self.slept += gone if asleep else 0
        self._set()

    @property
    def session(self) -> Session:
        """What the facts on the disk come to."""
        with bootstrap.opened(self.home, self.circle, looking=True) as looked:
            return fold(looked.circle.journal.read())

    def view(self) -> LiveView:
        """Return what the facts on the disk say the screen has to show now."""
        with bootstrap.opened(self.home, self.circle, looking=True) as looked:
            circle = looked.circle
            session = fold(circle.journal.read())
            script = with_prompts(script_of(circle, session), session)
            return live_view(session, self.now, names_by_seat(circle), looked.zone, script)

    def look(self) -> LiveView:
        """Wait until each place of the screen shows what the facts come to, and return that."""
        shown: list[LiveView] = []

        def agrees(screen: Terminal) -> bool:
            shown[:] = [self.view()]
            return not differing(shown[0], screen.screen())

        try:
            self.screen.wait_for(agrees)
        except TerminalTimeout as late:
            late.add_note(f"Wanted, and shown: {differing(shown[0], self.screen.screen())}")
            raise
        self.looks += 1
        return shown[0]

    def press(self, *keys: str) -> LiveView:
        """Press keys that make something happen, and hold the screen against the facts then."""
        before = self.session
        self.screen.send(*keys)
        self.screen.wait_for(lambda _: self.session != before)
        return self.look()

    @property
    def circle(self) -> Path:
        """The circle's folder."""
        return bootstrap.choose_circle(self.home, None)

    @property
    def _file(self) -> Path:
        return self.folder / "clock"

    def _set(self) -> None:
        new = self.folder / "clock.new"
        new.write_text(f"{self.seconds} {self.slept}", encoding="ascii")
        os.replace(new, self._file)  # noqa: PTH105 - the program may be reading it
