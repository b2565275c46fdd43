"""What is measured, and what it may cost. To measure another program, add it here.

The budgets are those of the design: ratios to a program measured in the same round, or
absolute figures where a person would notice them; what is wanted, and what must not be passed.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.furnished import HOME, running_session

ROOT = Path(__file__).parents[1]
CIRCLE = str(Path(sys.executable).with_name("circle"))
"""The command as a person runs it."""


@dataclass(frozen=True)
class Budget:
    """What a figure should stay within, and what it must; ``ratio`` to the first program's."""

    should: float
    must: float
    ratio: bool = False

    def verdict(self, found: float) -> str:
        """Return how a figure stands to it."""
        return "ok" if found <= self.should else "within must" if found <= self.must else "over"


@dataclass(frozen=True)
class Command:
    """A program that ends by itself; measured is the time until it has."""

    name: str
    argv: tuple[str, ...]
    budget: Budget | None = None
    """How many times ``COMMANDS[0]`` it may take."""
    status: int = 0
    """What it ends with; 1 for one that asks, since nobody answers."""


@dataclass(frozen=True)
class Screen:
    """A program with a screen."""

    name: str
    argv: tuple[str, ...]
    expected: str
    """On the screen when it has started."""
    furnish: Callable[[Path], None] | None = None
    """Puts into the home what is there before; it takes no part in the times."""
    to_clock: tuple[tuple[str, str], ...] = ()
    """Keys to the screen where the clock runs, each with a text it brings ("" for any)."""
    keys: tuple[str, ...] = ()
    """Keys that each change what is shown beside the clock; pressed in turns."""
    clock: str = ""
    """What finds the running clock on the screen; the digits are its first group."""
    pause: str = ""
    """The key that pauses the clock."""
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    """Budgets by the name of the figure."""


_AGENDA = str(next(iter(sorted((ROOT / "agendas").glob("*.toml"))), ROOT / "agendas"))

_LEFT = r"([\d:]+) left of"
"""The clock of the live screen, in the line beneath the large digits; both come in one frame."""

_NO_SCREEN = Budget(2.5, 4, ratio=True)

_SCREEN = {
    "first paint": Budget(50, 150),
    "expected text": Budget(1.25, 1.5, ratio=True),
    "key": Budget(2, 3, ratio=True),
    "key p99": Budget(30, 60),
    "idle CPU": Budget(0.7, 1.5),
    "idle bytes": Budget(400, 1500),
    "paused CPU": Budget(0.3, 0.5),
    "paused bytes": Budget(400, 1500),
    "countdown off": Budget(50, 100),
    "seconds skipped": Budget(0, 0),
    "memory": Budget(42, 50),
}

COMMANDS = (
    Command("python -c pass", (sys.executable, "-c", "pass")),
    Command("circle --version", (CIRCLE, "--version"), _NO_SCREEN),
    Command("circle agenda check FILE", (CIRCLE, "agenda", "check", _AGENDA), _NO_SCREEN),
    Command(
        "circle demo --plain, to its question",
        (CIRCLE, "demo", "--plain", "--home", "~/demo"),
        status=1,
    ),
)

SCREENS = (
    Screen(
        "minimal Textual app",
        (sys.executable, str(ROOT / "bench" / "hello.py"), "--clock"),
        "Hello, circle",
        keys=("a", "b"),
    ),
    Screen(
        "circle demo",
        (CIRCLE, "demo"),
        "Start the session",
        to_clock=(("enter", ""), ("enter", "enter begin"), ("enter", "left of")),
        keys=("+", "-"),
        clock=_LEFT,
        pause="space",
        budgets=_SCREEN,
    ),
    Screen(
        "circle run, 8 people and 300 notes",
        (CIRCLE, "run", "--home", f"~/{HOME}"),
        "A session is running",
        furnish=running_session,
        to_clock=(("enter", "left of"),),
        keys=("+", "-"),
        clock=_LEFT,
        pause="space",
        budgets=_SCREEN,
    ),
    Screen(
        "circle screen, waiting for a session",
        (CIRCLE, "screen", "--home", f"~/{HOME}"),
        "for a session",
        furnish=running_session,
        budgets=_SCREEN,
    ),
)
"""The first one is what the others are compared with."""
