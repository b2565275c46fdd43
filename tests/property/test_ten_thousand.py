"""The promise of re-planning, over ten thousand meetings in every run of the tests.

No two of them are alike: agenda, people, what was done, and an interruption at the end. They are
drawn by a number and not by hypothesis, which would take ten times as long; what fails names its
number, and ``plan(number)`` is that meeting.
"""

import os
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from circle_tui.domain.choices import Way
from circle_tui.domain.facts import Interrupted
from circle_tui.domain.session import Session, apply
from tests.property.test_replan_law import keeps_to_the_floors, rests, ways
from tests.strategies import made_up
from tests.walks import Chosen, Moment, Step, walk

PLANS = 10_000

BATCHES = 10

SEED = os.environ.get("CIRCLE_TUI_SEED", "")


def plan(number: int) -> list[Moment]:
    """Return what was done in a meeting; the last thing is a sleep, or that there was none."""
    chance = Random(f"{SEED} {number}")
    session = made_up(chance)
    steps = [Chosen(chance.getrandbits(32)) for _ in range(chance.randint(1, 4))]
    away = timedelta(seconds=chance.choice([1, 60, 300, chance.uniform(0, 1_500)]))
    slept = Step("interrupted", timedelta(seconds=chance.choice([0, 0, 90])), away)
    return list(walk(session, [*steps, slept]))


def holds(session: Session, now: datetime) -> list[Way]:
    """Assert the laws of re-planning at an instant, and return the ways that there were."""
    found = ways(session, now)
    for way in found:
        after = apply(session, way.fact)
        keeps_to_the_floors(session, now, way, after)
        rests(session, now, way, after)
    return [way.choice.way for way in found]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_oscillation_and_no_floor_violation(batch: int) -> None:
    """Whatever was planned and interrupted, no part goes below its floor, and it comes to rest."""
    met: Counter[object] = Counter()
    for number in range(batch, PLANS, BATCHES):
        try:
            last = plan(number)[-1]
            if not last.after.closed:
                met.update(holds(last.after, last.now))
                met.update(type(fact) for fact in last.facts)
        except Exception as failed:
            failed.add_note(f"It was plan({number}), with CIRCLE_TUI_SEED={SEED!r}.")
            raise
    assert all(met[way] >= 20 for way in Way), met
    assert met[Interrupted] >= PLANS // BATCHES // 2, met
