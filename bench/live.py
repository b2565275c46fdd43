"""``python -m bench.live``: start-up, keys, idling and memory, beside the design's budgets.

The programs take turns, round by round, so that a noisy moment hits all of them; round 0 warms
the caches and is thrown away. Those with a screen start one right after the other, since a computer
that had nothing to do for a while is slower at whatever comes next. Nothing is asserted: the table
says ``ok``, ``within must`` or ``over``.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bench.measure import (
    Figures,
    Unavailable,
    press_beside,
    run_command,
    run_screen,
    start_screen,
)
from bench.programs import COMMANDS, SCREENS, Budget, Screen


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 2 if this is not Linux, whose counters are needed."""
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds that count (7)")
    parser.add_argument("--keys", type=int, default=60, help="key presses a round (60)")
    parser.add_argument("--idle", type=float, default=10, help="seconds left alone a round (10)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every figure")
    options = parser.parse_args(arguments)
    if sys.platform != "linux":
        print("bench.live reads /proc and so needs Linux.", file=sys.stderr)
        return 2
    load = os.getloadavg()[0]
    samples, missing = measure(options.rounds, options.keys, options.idle)
    print_table(samples, missing)
    print(f"\n{options.rounds} rounds, medians; load average {load:.1f} at the start")
    if options.json:
        found = {"load": load, "rounds": options.rounds, "missing": missing, "samples": samples}
        options.json.write_text(json.dumps(found, indent=1))
    return 0


def measure(rounds: int, keys: int, idle: float) -> tuple[dict[str, Figures], dict[str, str]]:
    """Return samples by program, and why the programs without samples have none."""
    samples: dict[str, Figures] = {}
    missing: dict[str, str] = {}
    for number in range(rounds + 1):
        print(f"round {number} of {rounds}", end="\r", file=sys.stderr, flush=True)
        steps: list[tuple[str, Callable[[Path], Figures]]] = [
            *((command.name, partial(run_command, command)) for command in COMMANDS),
            *((screen.name, partial(start_screen, screen)) for screen in SCREENS),
            *(
                (screen.name, partial(run_screen, screen, keys=keys, idle=idle if number else 0))
                for screen in SCREENS
            ),
        ]
        for name, measured in steps:
            if name in missing:
                continue
            with tempfile.TemporaryDirectory() as home:
                try:
                    figures = measured(Path(home))
                except Unavailable as error:
                    missing[name] = str(error)
                    continue
            if number:
                _keep(samples, name, figures)
        if not number or not keys:
            continue
        pressed = [each for each in SCREENS if each.keys and each.name not in missing]
        with tempfile.TemporaryDirectory() as home:
            found = press_beside(pressed, Path(home), keys)
        for name, told in found.items():
            if isinstance(told, Unavailable):
                missing[name] = str(told)
            else:
                _keep(samples, name, told)
    return samples, missing


def _keep(samples: dict[str, Figures], name: str, figures: Figures) -> None:
    kept = samples.setdefault(name, {})
    for figure, values in figures.items():
        kept.setdefault(figure, []).extend(values)


def print_table(samples: dict[str, Figures], missing: dict[str, str]) -> None:
    """Print a line a figure, with its ratio to the first program and the budget."""
    print(f"{'':44}{'median':>10}{'range':>16}{'ratio':>8}{'budget (must)':>16}")
    for command in COMMANDS:
        pass_times = samples.get(COMMANDS[0].name, {}).get("time")
        _line(
            command.name,
            "ms",
            samples.get(command.name, {}).get("time"),
            pass_times,
            command.budget,
        )
    base = samples.get(SCREENS[0].name, {})
    for screen in SCREENS:
        figures = samples.get(screen.name)
        print(f"\n{screen.name}{'' if figures else ': not measured'}")
        if figures:
            _screen_lines(screen, figures, base)
    for name, why in missing.items():
        print(f"\n{name} could not be measured: {why}")


def _screen_lines(screen: Screen, figures: Figures, base: Figures) -> None:
    for name, unit in _FIGURES:
        values, others = _values(figures, name), _values(base, name)
        _line(f"  {name}", unit, values, others, screen.budgets.get(name))


_FIGURES = (
    ("first paint", "ms"),
    ("expected text", "ms"),
    ("key", "ms"),
    ("key p99", "ms"),
    ("idle CPU", "%"),
    ("idle wake-ups", "/s"),
    ("idle bytes", "/s"),
    ("paused CPU", "%"),
    ("paused wake-ups", "/s"),
    ("paused bytes", "/s"),
    ("countdown off", "ms"),
    ("seconds skipped", ""),
    ("memory", "MB"),
)


def _values(figures: Figures, name: str) -> list[float] | None:
    if name == "key p99":
        keys = figures.get("key", [])
        return [quantiles(keys, n=100, method="inclusive")[98]] if len(keys) > 1 else None
    values = figures.get(name)
    return [_OF_ALL[name](values)] if values and name in _OF_ALL else values


_OF_ALL: dict[str, Callable[[list[float]], float]] = {"countdown off": max, "seconds skipped": sum}
"""What is told of all rounds together: no round may pass its budget."""


def _line(
    name: str,
    unit: str,
    values: list[float] | None,
    base: list[float] | None,
    budget: Budget | None = None,
) -> None:
    if not values:
        return
    middle = median(values)
    ratio = middle / median(base) if base and base is not values and median(base) else None
    print(f"{name:44}{f'{middle:.4g} {unit}':>10}", end="")
    print(
        f"{f'{min(values):.3g}-{max(values):.3g}':>16}{f'{ratio:.2f}x' if ratio else '':>8}", end=""
    )
    found = middle if budget and not budget.ratio else ratio
    if budget and found is not None:
        of = "x" if budget.ratio else f" {unit}"
        told = f"{budget.should:g}{of} ({budget.must:g})"
        print(f"{told:>16}  {budget.verdict(found)}", end="")
    print()


if __name__ == "__main__":
    sys.exit(main())
