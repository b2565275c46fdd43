"""Measure one program, from outside: times of reading its output, and what Linux counts."""

import os
import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.terminal import Terminal, TerminalTimeout

from bench.countdown import Change, countdown_off, seconds_skipped
from bench.programs import ROOT, Command, Screen

_SIZE = (120, 36)
_LOST = 2.0
"""Seconds after which a key that changed nothing counts as lost."""
_PAUSE = 0.09
"""Seconds between two keys, at most where they vary."""
Figures = dict[str, list[float]]
"""Samples by name; times in milliseconds, memory in MB, CPU in percent of one core."""


class Unavailable(Exception):
    """The program does not run, or not as its entry in ``programs`` says."""


def run_command(command: Command, home: Path) -> Figures:
    """Return the milliseconds from start to end."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"}
    begun = time.perf_counter()
    try:
        done = subprocess.run(
            command.argv,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise Unavailable(str(error)) from error
    spent = (time.perf_counter() - begun) * 1000
    if done.returncode != command.status:
        raise Unavailable(done.stderr.decode(errors="replace").strip().splitlines()[-1:])
    return {"time": [spent]}


def start_screen(screen: Screen, home: Path) -> Figures:
    """Return the times to any text at all and to the expected one."""
    try:
        if screen.furnish:
            screen.furnish(home)
        with _terminal(screen, home) as terminal:
            return _start(terminal, screen)
    except (TerminalTimeout, OSError) as error:
        raise Unavailable(str(error)) from error


def run_screen(screen: Screen, home: Path, *, keys: int, idle: float) -> Figures:
    """Start the program, go to its clock, press ``keys`` keys, leave it alone for ``idle`` s."""
    try:
        figures: Figures = {}
        with _at_its_clock(screen, home) as terminal:
            for index in range(keys if screen.keys else 0):
                terminal.send(screen.keys[index % len(screen.keys)])
                terminal.watch(_PAUSE)
            if idle:
                terminal.text()  # what all the keys have painted takes this side a while to read
                terminal.watch(_PAUSE)
                shown = terminal.text()
                figures |= _leave_alone(terminal, idle, "idle")
                if screen.clock:
                    figures |= _follow(terminal, screen.clock, shown)
                if screen.pause:
                    terminal.send(screen.pause)
                    terminal.settle()
                    figures |= _leave_alone(terminal, idle, "paused")
            figures["memory"] = [_status(terminal.pid, "VmHWM") / 1024]
            return figures
    except (TerminalTimeout, OSError) as error:
        raise Unavailable(str(error)) from error


def press_beside(
    screens: Sequence[Screen], home: Path, keys: int
) -> dict[str, Figures | Unavailable]:
    """Return the times from a key press to the first output that changes the screen, by program.

    The programs run at once and get their keys by turns, so that a slow moment hits all of them:
    of programs that are measured one after the other it hits one, and the ratio tells nothing. One
    that does not run, or loses its keys, is told in place of its figures.
    """
    found: dict[str, Figures | Unavailable] = {}
    with ExitStack() as stack:
        hands: list[Hand] = []
        for number, screen in enumerate(screens):
            folder = home / str(number)
            folder.mkdir()
            try:
                hands.append(Hand(screen, stack.enter_context(_at_its_clock(screen, folder))))
            except (TerminalTimeout, OSError) as error:
                found[screen.name] = Unavailable(str(error))
        pauses = random.Random(1)
        for index in range(keys):
            for hand in hands:
                hand.press(index, pauses.uniform(0.03, _PAUSE))
    return found | {hand.screen.name: hand.figures() for hand in hands}


class Hand:
    """Presses the keys of one program whose clock runs, and takes the times.

    Rows that change by themselves (the clock) are found first and do not count.
    """

    def __init__(self, screen: Screen, terminal: Terminal) -> None:
        self.screen = screen
        self._terminal = terminal
        self._moving = _moving_rows(terminal, 2.5)
        self._times: list[float] = []
        self._lost = 0
        self._fault = ""

    def press(self, index: int, pause: float) -> None:
        """Press the key of this index, ``pause`` seconds after the last thing that was shown.

        The pauses vary, so that the presses do not fall into step with the clock.
        """
        terminal = self._terminal
        try:
            terminal.watch(pause)
            before = _still(terminal, self._moving)
            sent = time.perf_counter()
            terminal.send(self.screen.keys[index % len(self.screen.keys)])
            terminal.pump(_LOST)  # asleep until the first bytes: the key needs the processor
        except (TerminalTimeout, OSError) as error:
            self._fault = self._fault or str(error)
            return
        left = max(0, sent + _LOST - time.perf_counter())
        try:
            terminal.wait_for(partial(_rows_changed, before, self._moving), timeout=left)
            self._times.append((terminal.chunks[-1][0] - sent) * 1000)
        except TerminalTimeout:
            self._lost += 1

    def figures(self) -> Figures | Unavailable:
        """Return the times, or why there are none: a fault, or too many keys changed nothing."""
        if self._fault:
            return Unavailable(self._fault)
        pressed = len(self._times) + self._lost
        if self._lost > pressed / 10:
            return Unavailable(f"{self._lost} of {pressed} keys changed nothing on the screen")
        return {"key": self._times}


@contextmanager
def _at_its_clock(screen: Screen, home: Path) -> Iterator[Terminal]:
    """Run a program up to where its clock runs."""
    if screen.furnish:
        screen.furnish(home)
    with _terminal(screen, home) as terminal:
        _start(terminal, screen)
        for key, text in screen.to_clock:
            changed = partial(_text_changed, terminal.text())
            terminal.send(key)
            terminal.wait_for(text or changed)
        terminal.settle()
        yield terminal


def _text_changed(before: str, terminal: Terminal) -> bool:
    return terminal.text() != before


def _rows_changed(before: list[str], moving: set[int], terminal: Terminal) -> bool:
    return _still(terminal, moving) != before


def _terminal(screen: Screen, home: Path) -> Terminal:
    columns, rows = _SIZE
    env = {"PYTHONPATH": str(ROOT)}
    return Terminal(screen.argv, home=home, columns=columns, rows=rows, env=env)


def _start(terminal: Terminal, screen: Screen) -> Figures:
    seen: list[float] = []
    while not seen:
        terminal.wait_for(lambda t: t.text().strip())
        seen = [terminal.chunks[-1][0]]
    terminal.wait_for(screen.expected)
    at = terminal.chunks[-1][0]
    return {
        "first paint": [(seen[0] - terminal.started) * 1000],
        "expected text": [(at - terminal.started) * 1000],
    }


def _moving_rows(terminal: Terminal, seconds: float) -> set[int]:
    rows, last = set(), terminal.screen()
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        terminal.pump(0.1)
        now = terminal.screen()
        rows |= {row for row, line in enumerate(now) if line != last[row]}
        last = now
    return rows


def _still(terminal: Terminal, moving: set[int]) -> list[str]:
    return [line for row, line in enumerate(terminal.screen()) if row not in moving]


def _leave_alone(terminal: Terminal, seconds: float, name: str) -> Figures:
    """Return what the program does when nobody touches it."""
    tasks = Path(f"/proc/{terminal.pid}/task")

    def switches() -> int:
        return sum(_status(f"{terminal.pid}/task/{t.name}", _WAKES) for t in tasks.iterdir())

    cpu_clock = (~terminal.pid << 3) | 2  # Linux: the CPU time of a whole process, in ns
    written, woken = len(terminal.raw), switches()
    spent, begun = time.clock_gettime(cpu_clock), time.perf_counter()
    terminal.watch(seconds)
    wall = time.perf_counter() - begun
    return {
        f"{name} CPU": [(time.clock_gettime(cpu_clock) - spent) / wall * 100],
        f"{name} wake-ups": [(switches() - woken) / wall],
        f"{name} bytes": [(len(terminal.raw) - written) / wall],
    }


def _follow(terminal: Terminal, clock: str, before: str) -> Figures:
    """Return how true the clock was in all that was read since the screen was as ``before``."""
    changes: list[Change] = []
    shown = _seconds(clock, before)
    for when, text in terminal.replay():
        now = _seconds(clock, text)
        if now is not None and now != shown:
            changes.append((when, now))
            shown = now
    if not changes:
        raise Unavailable("its clock stood still")
    return {
        "countdown off": [countdown_off(changes)],
        "seconds skipped": [seconds_skipped(changes)],
    }


def _seconds(clock: str, text: str) -> int | None:
    """Return what the first group of ``clock`` finds, as in ``1:05:30``, in seconds.

    Nothing where there is no clock, as in half a frame that is painted anew.
    """
    found = re.search(clock, text)
    if not found:
        return None
    total = 0
    for part in found[1].split(":"):
        total = total * 60 + int(part)
    return total


_WAKES = "voluntary_ctxt_switches"


def _status(process: int | str, key: str) -> int:
    """Return a number from ``/proc/PROCESS/status`` (sizes are in kB)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{key}:"):
            return int(line.split()[1])
    return 0
