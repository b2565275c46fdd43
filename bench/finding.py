"""``python -m bench.finding``: what it costs to find a fair time among six weeks for twelve.

That is 2,016 half hours and twelve members in twelve zones, beside asking zoneinfo what their
clocks show at each of them. Both take turns in one process. Nothing is asserted.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from datetime import time as wall_time
from pathlib import Path
from statistics import median

from circle_tui.calendars.slots import half_hours_from, walls
from circle_tui.calendars.zones import zone
from circle_tui.domain.fair_time import choose, meeting_costs
from circle_tui.domain.week import Hours, Week

ZONES = (
    *("Pacific/Honolulu", "America/Los_Angeles", "America/Denver", "America/New_York"),
    *("America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Africa/Lagos"),
    *("Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland"),
)
WEEK = Week(sleep=Hours(wall_time(2), wall_time(2, 30)))
"""A week that leaves possible times around the world, so that there is something to choose from."""

INSTANTS = half_hours_from(date(2027, 2, 1), 42, "Europe/Berlin")
MINUTES = 90
WARM_UP = 2

RATIO_BUDGET = 3
"""How many times the asking of the zones all of it may take."""

BUDGET = 0.1
"""Seconds of CPU (the issue's prototype)."""


def zones_alone() -> None:
    """Ask what everybody's clocks show, and nothing else."""
    for name in ZONES:
        tz = zone(name)
        for instant in INSTANTS:
            instant.astimezone(tz)


def found() -> None:
    """Find the fair time."""
    costs = [meeting_costs(WEEK, walls(INSTANTS, name), MINUTES, INSTANTS[0]) for name in ZONES]
    choose(costs, range(len(ZONES)))


WAYS: dict[str, Callable[[], None]] = {"asking the zones": zones_alone, "a fair time": found}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; always 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.finding", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="that count (15)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every figure")
    options = parser.parse_args(arguments)
    spent: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(WARM_UP + options.rounds):
        for name, way in WAYS.items():
            begun = time.process_time()
            way()
            if number >= WARM_UP:
                spent[name].append(time.process_time() - begun)
    base, whole = (median(figures) for figures in spent.values())
    print(f"\n{f'{len(INSTANTS):,} half hours, {len(ZONES)} members':32}{'CPU':>12}{'ratio':>8}")
    print(f"{'asking the zones':32}{f'{base:.3f} s':>12}")
    verdict = "ok" if whole <= base * RATIO_BUDGET and whole <= BUDGET else "over"
    told = f"{whole:.3f} s", f"{whole / base:.2f}x", f"{RATIO_BUDGET}x, {BUDGET} s"
    print(f"{'a fair time':32}{told[0]:>12}{told[1]:>8}{told[2]:>14}  {verdict}")
    if options.json:
        options.json.write_text(json.dumps(spent, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
