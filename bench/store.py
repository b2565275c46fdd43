"""``python -m bench.store``: what it costs to save one document, and to open ten thousand.

The ways to save take turns in one process, document by document, so that a noisy moment hits all
of them. Nothing is asserted: the table says ``ok`` or ``over``.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median

from bench.saving import BARE, PLAIN, SEALED, WAYS, Way, document, sealed
from circle_tui.storage.database import Database

SIZES = (100, 1_000, 10_000)
WARM_UP = 3
"""Rounds that do not count."""

RATIO_BUDGET = 2
"""How many bare appends one of our saves may cost."""

OPENING_BUDGET = 0.3
"""Seconds of CPU to open 10,000 documents."""

_IO = Path("/proc/self/io")

Cost = dict[str, list[float]]
"""Samples of one way, one a document: CPU and wall in microseconds, and bytes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="documents that count (40)")
    parser.add_argument("--folder", type=Path, help="on the disk to be measured (a temporary one)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every figure")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    found: dict[str, dict[str, Cost]] = {}
    for size in SIZES:
        print(f"{size} documents", end="\r", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            found[str(size)] = measure(Path(folder), size, options.rounds)
        print_table(size, found[str(size)])
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        opening = {name: measure_opening(Path(folder), name) for name in (PLAIN, SEALED)}
    print_opening(opening)
    print(f"\n{options.rounds} documents each, medians; load average {load:.1f} at the start")
    if options.json:
        kept = {"load": load, "saving": found, "opening": opening}
        options.json.write_text(json.dumps(kept, indent=1))
    return 0


def measure(folder: Path, size: int, rounds: int) -> dict[str, Cost]:
    """Return what saving one document costs each way, beside ``size`` others."""
    ways: dict[str, Way] = {}
    for number, (name, way) in enumerate(WAYS.items()):
        (own := folder / str(number)).mkdir()
        ways[name] = way(own)
        ways[name].fill([document() for _ in range(size)])
    costs: dict[str, Cost] = {name: {"cpu": [], "wall": [], "bytes": []} for name in ways}
    turns = list(ways)
    random = Random(1)
    for number in range(WARM_UP + rounds):
        random.shuffle(turns)  # what one leaves to be written must not always hit the same other
        for name in turns:
            cost = _once(ways[name])
            if number >= WARM_UP:
                for figure, value in cost.items():
                    costs[name][figure].append(value)
    for opened in ways.values():
        opened.close()
    return costs


def _once(way: Way) -> dict[str, float]:
    fresh = document()
    written, wall, cpu = _written(), time.perf_counter(), time.process_time()
    way.save(fresh)
    spent = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    return {name: value * 1e6 for name, value in spent.items()} | {"bytes": _written() - written}


def _written() -> int:
    """Return how many bytes this process ever gave the system to write, if that is counted."""
    if not _IO.exists():
        return 0
    return int(_IO.read_text().split("wchar:")[1].split()[0])


def measure_opening(folder: Path, name: str, size: int = 10_000, rounds: int = 7) -> list[float]:
    """Return the seconds of CPU that opening takes, each time; the keys are there already."""
    (own := folder / name).mkdir()
    reopen: Callable[[], Database] = (
        sealed(own) if name == SEALED else lambda: Database(own / "base.store")
    )
    with reopen() as base:
        base.table("notes").insert_multiple(document() for _ in range(size))
        base.compact()
    spent = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        base = reopen()
        spent.append(time.process_time() - begun)
        base.close()
    return spent


def print_table(size: int, costs: dict[str, Cost]) -> None:
    """Print a line for each way: medians, and ratios to the bare append."""
    print(f"\n{f'one more beside {size:,} documents':32}", end="")
    print(f"{'CPU':>12}{'ratio':>8}{'wall':>12}{'ratio':>8}{'bytes':>12}{'budget':>9}")
    base = {name: median(values) for name, values in costs[BARE].items()}
    for way, cost in costs.items():
        cpu, wall, size_written = (median(cost[name]) for name in ("cpu", "wall", "bytes"))
        ratios = cpu / base["cpu"], wall / base["wall"]
        print(f"{way:32}{f'{cpu:,.0f} us':>12}{f'{ratios[0]:.2f}x':>8}", end="")
        print(f"{f'{wall:,.0f} us':>12}{f'{ratios[1]:.2f}x':>8}{size_written:>12,.0f}", end="")
        if way in {PLAIN, SEALED}:
            cpu_verdict, wall_verdict = (
                "ok" if ratio <= RATIO_BUDGET else "over" for ratio in ratios
            )
            print(f"{f'{RATIO_BUDGET}x':>9}  CPU {cpu_verdict}, wall {wall_verdict}", end="")
        print()


def print_opening(opening: dict[str, list[float]]) -> None:
    """Print what opening costs."""
    print(f"\n{'opening 10,000 documents':32}{'CPU':>12}{'range':>20}{'budget':>9}")
    for name, spent in opening.items():
        middle, verdict = median(spent), "ok" if median(spent) <= OPENING_BUDGET else "over"
        print(f"{name:32}{f'{middle:.3f} s':>12}", end="")
        print(f"{f'{min(spent):.3f}-{max(spent):.3f} s':>20}{f'{OPENING_BUDGET} s':>9}  {verdict}")


if __name__ == "__main__":
    sys.exit(main())
