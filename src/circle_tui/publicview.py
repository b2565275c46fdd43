"""The composition of ``circle screen``, which knows no store: it reads stages and nothing else.

What this process never loads can never be in its memory, whatever is looked for there.
"""

import os
from math import ceil
from pathlib import Path

from circle_tui.config.home import Home
from circle_tui.domain.ports import Clock
from circle_tui.domain.stage import (
    SEVERAL,
    WAITING,
    Shown,
    Stage,
    StageView,
    goes_on,
    is_current,
    stage_left,
    stage_view,
)
from circle_tui.services.clock import AnchoredClock
from circle_tui.storage.stage import read_stages

BACK_WITHIN = 300
"""Seconds for which a session is waited for of which nothing lies there: a console that takes one
up again takes away what was shown until it goes on."""


class Onlooker:
    """Looks at the session that is running in a data folder, and stays with it until it is over.

    Also while nobody holds it, as after a crash: another circle's session is not this room's.
    ``only`` is the beginning of a circle's folder, where several may meet at the same time.
    """

    def __init__(self, circles: Path, clock: Clock, only: str = "") -> None:
        self._circles = circles
        self._clock = clock
        self._only = only
        self._folder = ""
        self._over = False
        self._seen = 0.0

    def look(self) -> tuple[StageView, float]:
        """Return what to show, and in how many seconds the clock will show another one."""
        found = read_stages(self._circles)
        beat = self._clock.beat()  # after reading: a stage is never from the future
        current = {
            folder: stage
            for folder, stage in found.items()
            if folder.startswith(self._only) and is_current(stage, beat)
        }
        running = {f: stage for f, stage in current.items() if stage.shown is not Shown.OVER}
        stays = self._stays(found.get(self._folder), beat.running)
        # Another session that began takes the place of one that is over.
        if self._folder not in running and not stays:
            self._folder = self._choice(running or current)
        stage = current.get(self._folder)
        if stage is None:
            several = not self._folder and len(running) > 1
            over = self._over and not running
            self._over = over
            shown = SEVERAL if several else StageView(Shown.OVER) if over else WAITING
            return shown, 1.0
        self._over = stage.shown is Shown.OVER
        if stage.shown is not Shown.TURN or stage.paused:
            return stage_view(stage, beat), 1.0
        left = stage_left(stage, beat)
        return stage_view(stage, beat), left - (ceil(left) - 1)

    def _stays(self, stage: Stage | None, running: float) -> bool:
        """Tell whether the session it follows is not over, by what lies there at the moment."""
        if stage is not None:
            self._seen = running
            return goes_on(stage)
        return bool(self._folder) and not self._over and running - self._seen <= BACK_WITHIN

    @staticmethod
    def _choice(stages: dict[str, Stage]) -> str:
        """Return the folder of the one session to show; nothing where there is no telling."""
        return next(iter(stages)) if len(stages) == 1 else ""


def run_public_view(home: Home, only: str | None, *, served: bool = False) -> int:
    """Show the public view and return the exit status.

    ``served`` is whether a browser is the terminal, by way of ``textual serve``.
    """
    from circle_tui.ui.onlooker import OnlookerApp

    onlooker = Onlooker(home.circles, AnchoredClock(), only or "")
    app = OnlookerApp(
        onlooker.look, crash_folder=home.reports, environment=os.environ, served=served
    )
    return app.run_in_terminal()
