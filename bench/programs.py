"""What is measured, and what it may cost. To measure another program, add it here.

The budgets are those of the design: ratios to a program measured in the same round, or
absolute figures where a person would notice them.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.furnished import HOME, running_session

ROOT = Path(__file__).parents[1]
CIRCLE = str(Path(sys.executable).with_name("circle"))
"""The command as a person runs it."""


@dataclass(frozen=True)
class Command:
    """A program that ends by itself; measured is the time until it has."""

    name: str
    argv: tuple[str, ...]
    budget: float | None = None
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
    pause: str = ""
    """The key that pauses the clock."""
    first_paint_ms: float | None = None
    expected_ratio: float | None = None
    key_ratio: float | None = None
    key_p99_ms: float | None = None
    idle_cpu: float | None = None
    paused_cpu: float | None = None
    bytes_per_second: float | None = None
    memory_mb: float | None = None


_AGENDA = str(next(iter(sorted((ROOT / "agendas").glob("*.toml"))), ROOT / "agendas"))

COMMANDS = (
    Command("python -c pass", (sys.executable, "-c", "pass")),
    Command("circle --version", (CIRCLE, "--version"), 2.5),
    Command("circle agenda check FILE", (CIRCLE, "agenda", "check", _AGENDA), 2.5),
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
        to_clock=(("enter", ""), ("enter", "left of")),
        keys=("+", "-"),
        pause="space",
        first_paint_ms=50,
        expected_ratio=1.25,
        key_ratio=2,
        key_p99_ms=30,
        idle_cpu=0.7,
        paused_cpu=0.3,
        bytes_per_second=400,
        memory_mb=42,
    ),
    Screen(
        "circle run, 8 people and 300 notes",
        (CIRCLE, "run", "--home", f"~/{HOME}"),
        "A session is running",
        furnish=running_session,
        to_clock=(("enter", "left of"),),
        keys=("+", "-"),
        pause="space",
        first_paint_ms=50,
        expected_ratio=1.25,
        key_ratio=2,
        key_p99_ms=30,
        idle_cpu=0.7,
        paused_cpu=0.3,
        bytes_per_second=400,
        memory_mb=42,
    ),
    Screen(
        "circle screen, waiting for a session",
        (CIRCLE, "screen", "--home", f"~/{HOME}"),
        "for a session",
        furnish=running_session,
        first_paint_ms=50,
        expected_ratio=1.25,
        idle_cpu=0.7,
        bytes_per_second=400,
        memory_mb=42,
    ),
)
"""The first one is what the others are compared with."""
