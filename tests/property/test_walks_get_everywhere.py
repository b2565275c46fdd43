"""What the laws are tried with reaches everything there is: keys, facts, clocks, ways to re-plan.

A law that holds over walks in which nothing happens says nothing.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import get_args

from hypothesis import HealthCheck, given, settings

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.choices import Way
from circle_tui.domain.facts import Fact
from tests.__main__ import STEPS as OF_CI
from tests.strategies import EXAMPLES, KEYS, LAW, SESSIONS, WALKS, Steps, made_up, walk
from tests.walks import GROUPS, WAYS, Chosen, Moment, Step

AT_LEAST = 3
"""How often each has to come to be in so many examples; most do a hundred times."""

MANY = settings(LAW, max_examples=max(EXAMPLES, 800), suppress_health_check=[HealthCheck.too_slow])


class Met(Counter[object]):
    """How often each key was accepted, each fact came to be, each clock was on."""

    def see(self, moments: Iterable[Moment]) -> None:
        """Count what happened in a walk."""
        for moment in moments:
            self[type(moment.before.standing[0])] += 1
            if moment.facts:
                self[moment.step.name] += 1
                self[moment.before.segment.clock] += 1
                self[WAYS.get(moment.step.name)] += 1
            self.update(type(fact) for fact in moment.facts)

    def everything(self) -> None:
        """Assert that all there is was met; a new fact or key has to be."""
        for wanted in (*get_args(Fact), *KEYS, "interrupted", *ClockMode, *Way):
            assert self[wanted] >= AT_LEAST, f"{wanted} in {self.most_common()}"


def test_walks_of_hypothesis_get_everywhere() -> None:
    """Every key is accepted and every kind of fact occurs in what the laws are tried with."""
    met = Met()

    @MANY
    @given(SESSIONS, WALKS)
    def walks(session: object, steps: Steps) -> None:
        met.see(walk(session, steps))  # type: ignore[arg-type]  # drawn from SESSIONS

    walks()
    met.everything()


def test_walks_by_number_get_everywhere() -> None:
    """So it is in those that are drawn without hypothesis, thousands at a time."""
    met = Met()
    for number in range(600):
        chance = Random(number)
        session = made_up(chance)
        steps = [Chosen(chance.getrandbits(32)) for _ in range(20)]
        met.see(walk(session, [*steps, Step("close", timedelta(0))]))
    met.everything()


def test_every_key_can_be_chosen() -> None:
    """No key is left to chance: all are in a group, but the one that ends the meeting."""
    assert {name for group in GROUPS.values() for name in group} == KEYS.keys() - {"close"}


def test_every_law_has_examples_of_its_own() -> None:
    """Two laws over the same meetings see different ones, and the same ones in each run."""
    seen: list[list[object]] = []

    def kept(session: object, steps: Steps) -> None:
        seen[-1].append((session, steps))

    @settings(LAW, derandomize=True, max_examples=9)
    @given(SESSIONS, WALKS)
    def one(session: object, steps: Steps) -> None:
        kept(session, steps)

    @settings(LAW, derandomize=True, max_examples=9)
    @given(SESSIONS, WALKS)
    def other(session: object, steps: Steps) -> None:
        kept(session, steps)

    for law in (one, other, one):
        seen.append([])
        law()
    first, second, again = seen
    assert first == again
    assert sum(example in second for example in first) < 4
    assert settings.get_profile("ci").derandomize
    assert "--hypothesis-profile=ci" in OF_CI["tests"]
