"""Time that got lost, asleep or in a crash: noticed, told, and given back only when asked."""

from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.facts import Extended, GivenBack, Interrupted
from circle_tui.domain.people import Member
from circle_tui.domain.rules import LEAST_GAP
from circle_tui.domain.session import apply, fold
from circle_tui.domain.timing import clock_text
from circle_tui.services.recovery import (
    BEAT,
    LEAST_SLEEP,
    Unfinished,
    Watch,
    take_up,
    unfinished,
)
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, FakeClock, Tokens, choose
from tests.unit.circles import AGENDA, begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
MIRA = Member("b2", "Mira Sandoval", "Delta")


def started(clock: FakeClock) -> FakeCircle:
    """Return a circle whose session Mira and Noor have just begun."""
    circle = FakeCircle(NOOR, MIRA, clock=clock)
    start(circle, AGENDA, [MIRA, NOOR], "5e551011", clock)
    return circle


def test_nothing_to_take_up() -> None:
    """Where no session was running, none is offered."""
    assert unfinished(FakeCircle()) is None


def test_time_since_the_last_sign_of_life_is_asked_about() -> None:
    """After a crash the time since the program was last alive is asked about, not guessed."""
    clock = FakeClock()
    circle = started(clock)
    clock.advance(minutes=1)
    circle.beat(clock.beat())
    alive = clock.now()
    clock.advance(minutes=12)
    assert unfinished(circle) == Unfinished(begun(people=2), alive)


def test_a_key_is_a_sign_of_life() -> None:
    """A key pressed after the last sign of life was pressed by a living program."""
    clock = FakeClock()
    circle = started(clock)
    circle.beat(clock.beat())
    clock.advance(4)
    circle.journal.append([Extended(clock.now(), 60)])
    pressed = clock.now()
    clock.advance(minutes=12)
    found = unfinished(circle)
    assert found is not None
    assert found.lost_since(clock.now()) == pressed


def test_without_a_sign_of_life_the_last_fact_counts() -> None:
    """A crash before the first sign of life is asked about too."""
    clock = FakeClock()
    circle = started(clock)
    clock.advance(minutes=12)
    found = unfinished(circle)
    assert found is not None
    assert found.lost_since(clock.now()) == begun().began
    told = "The program was away for 12:00; that time counts unless you give it back."
    assert found.told(clock.now(), clock_text) == told


def test_a_short_absence_is_no_question() -> None:
    """A quick restart goes on without asking."""
    clock = FakeClock()
    circle = started(clock)
    almost = LEAST_GAP - timedelta(seconds=1)
    clock.advance(almost.total_seconds())
    found = unfinished(circle)
    assert found is not None
    assert found.lost_since(clock.now()) is None
    assert (
        found.told(clock.now(), clock_text)
        == "The program was away for 14 seconds at most, too short to be given back."
    )


def test_an_absence_grows_while_it_is_asked_about() -> None:
    """What is told follows the clock, and is worth a question as soon as it is long enough."""
    clock = FakeClock()
    circle = started(clock)
    clock.advance(14)
    found = unfinished(circle)
    assert found is not None
    for seconds, lost, told in (
        (0, False, "The program was away for 14 seconds at most, too short to be given back."),
        (1, True, "The program was away for 0:15; that time counts unless you give it back."),
        (60, True, "The program was away for 1:15; that time counts unless you give it back."),
    ):
        clock.advance(seconds)
        assert (found.lost_since(clock.now()) is not None) is lost
        assert found.told(clock.now(), clock_text) == told


async def test_what_giving_back_gives_is_what_was_told(tmp_path: Path) -> None:
    """After a sleep that nobody decided over, a crash: the question names all that I would have."""
    clock = FakeClock()
    circle = started(clock)
    asleep = clock.now()
    clock.advance(minutes=20)
    outcome = rules.interrupted(asleep)(fold(circle.journal.read()), clock.now())
    assert not isinstance(outcome, Refused)
    circle.journal.append(outcome)
    clock.advance(minutes=1)
    found = unfinished(circle)
    assert found is not None
    assert found.told(clock.now(), clock_text) == (
        "The program was away for 1:00; with what went by before, 21:00 counts unless you give it "
        "back."
    )
    space = Workspace(circle, clock, Tokens(), choose, tmp_path, tmp_path)
    assert await take_up(space, found, give_back=True) == "21:00 given back to this turn."


def test_without_a_sign_of_life_after_an_undo() -> None:
    """After an undo that kept a question about a sleep, nothing is asked about twice."""
    clock = FakeClock()
    circle = started(clock)
    session = begun(people=2)
    for minutes, rule in (
        (1, rules.lengthen),
        (9, rules.interrupted(clock.now())),
        (1, rules.undo),
    ):
        clock.advance(minutes=minutes)
        outcome = rule(session, clock.now())
        assert not isinstance(outcome, Refused)
        circle.journal.append(outcome)
        session = fold(circle.journal.read())
    pressed = clock.now()
    clock.advance(minutes=12)
    found = unfinished(circle)
    assert found is not None
    assert found.lost_since(clock.now()) == pressed


@pytest.mark.parametrize("rule", [rules.pause, rules.close])
def test_a_stopped_clock_lost_nothing(rule: rules.Rule) -> None:
    """A session that was paused or ended when its process died lost no time."""
    clock = FakeClock()
    circle = started(clock)
    outcome = rule(begun(people=2), clock.now())
    assert not isinstance(outcome, Refused)
    circle.journal.append(outcome)
    clock.advance(minutes=60)
    assert unfinished(circle) == Unfinished(apply(begun(people=2), outcome[0]), None)


@pytest.mark.parametrize("give_back", [False, True])
async def test_lost_time_counts_unless_it_is_given_back(give_back: bool) -> None:
    """Going on after a crash journals the absence, and gives its time back only when asked."""
    clock = FakeClock()
    circle = started(clock)
    space = Workspace(circle, clock, Tokens(), choose, Path("exports"), Path("agendas"))
    clock.advance(minutes=12)
    found = unfinished(circle)
    assert found is not None
    told = await take_up(space, found, give_back=give_back)
    space.close()
    assert told == ("12:00 given back to this turn." if give_back else "")
    kinds = [type(fact) for fact in circle.kept.facts[1:]]
    assert kinds == ([Interrupted, GivenBack] if give_back else [Interrupted])


async def test_a_full_disk_at_going_on_is_told() -> None:
    """If the absence cannot be written down, that is said, and the session stays as it was."""
    clock = FakeClock()
    circle = started(clock)
    space = Workspace(circle, clock, Tokens(), choose, Path("exports"), Path("agendas"))
    clock.advance(minutes=12)
    found = unfinished(circle)
    assert found is not None
    before = circle.kept.facts
    circle.break_at(2, StoreError("The disk is full."))
    with pytest.raises(StoreError, match="full"):
        await take_up(space, found, give_back=False)
    circle.mend()
    space.close()
    assert circle.kept.facts == before


def test_a_sleep_is_noticed_once() -> None:
    """When the computer slept, exactly that time is recorded, and not a second time."""
    clock = FakeClock()
    watch = Watch(clock)
    assert watch.lost() is None
    clock.sleep(300)
    rule = watch.lost()
    assert rule is not None
    outcome = rule(begun(people=2), clock.now())
    assert not isinstance(outcome, Refused)
    (fact,) = outcome
    assert isinstance(fact, Interrupted)
    assert fact.at - fact.since == timedelta(minutes=5)
    assert watch.lost() is None


def test_a_moment_of_sleep_is_noise() -> None:
    """A gap too short to matter is no interruption."""
    clock = FakeClock()
    watch = Watch(clock)
    clock.sleep(LEAST_SLEEP.total_seconds())
    assert watch.lost() is None


@pytest.mark.parametrize(("stopped", "slept", "lost"), [(14, 0, 0), (15, 0, 15), (20, 300, 320)])
def test_a_stop_of_the_program_is_noticed(stopped: int, slept: int, lost: int) -> None:
    """Ctrl-Z, a debugger or a computer whose sleep nobody can tell: the time is recorded, once.

    What is shorter than three signs of life is no question, as it is none after a crash.
    """
    clock = FakeClock()
    watch = Watch(clock)
    clock.stop(stopped)
    clock.sleep(slept)
    rule = watch.lost()
    assert (rule is not None) is bool(lost)
    if rule is not None:
        outcome = rule(begun(people=2), clock.now())
        assert outcome == (Interrupted(clock.now(), clock.now() - timedelta(seconds=lost)),)
    assert watch.lost() is None


@pytest.mark.parametrize(("seconds", "noticed"), [(1, False), (3, True), (10, True)])
def test_a_few_seconds_of_sleep_are_asked_about(seconds: int, noticed: bool) -> None:
    """A lid that was shut for three seconds took them from somebody's turn; one second is noise."""
    clock = FakeClock()
    watch = Watch(clock)
    clock.sleep(seconds)
    assert (watch.lost() is not None) is noticed


def test_signs_of_life_come_every_few_seconds() -> None:
    """The first sign of life is due at once, the next after five seconds."""
    clock = FakeClock()
    watch = Watch(clock)
    assert watch.beat_is_due()
    assert not watch.beat_is_due()
    clock.advance(BEAT.total_seconds())
    assert watch.beat_is_due()
