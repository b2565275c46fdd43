"""The stage: what of a session others may see, and what a public view makes of it."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import Refused
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.stage import (
    BLANK,
    FRESH,
    OPEN,
    OVER_FOR,
    WAITING,
    Shown,
    StageView,
    initial,
    shareable,
    stage_of,
    stage_view,
)
from circle_tui.domain.timing import Tone
from circle_tui.domain.view import LiveView, live_view
from tests.fakes import FakeClock

AGENDA = Agenda(
    "small",
    "Small circle",
    (
        Segment("Check-in", "check-in", ClockMode.EACH, 120, show="How are you?", say="Ask Noor."),
        Segment("Talk", "discussion", ClockMode.GROUP, 600, show="What stays?"),
    ),
)


def began(clock: FakeClock) -> Session:
    """Return a session of three that begins now."""
    return fold([rules.begin(AGENDA, (1, 2, 3), "1" * 18, clock.now())])


def did(session: Session, rule: Rule, clock: FakeClock) -> Session:
    """Return the session after a rule happened now."""
    facts = rule(session, clock.now())
    assert not isinstance(facts, Refused)
    for fact in facts:
        session = apply(session, fact)
    return session


def test_what_is_on_it() -> None:
    """Others see the part, its prompt and the clock; not who, and not what to say."""
    clock = FakeClock()
    stage = stage_of(began(clock), clock.beat(), {})
    assert stage_view(stage, clock.beat()) == StageView(
        Shown.TURN, title="Check-in", clock="2:00", prompt="How are you?"
    )
    assert "Noor" not in repr(stage)


def test_who_is_next_only_if_wanted() -> None:
    """Who is next is told by initials where the circle wants that; the next part always is."""
    clock = FakeClock()
    session = began(clock)
    initials = {1: "A.", 2: "N.", 3: "Ş."}
    assert stage_of(session, clock.beat(), initials).following == "N."
    assert stage_of(session, clock.beat(), {}).following == ""
    for _ in range(2):
        session = did(session, rules.advance, clock)
    assert stage_of(session, clock.beat(), {}).following == "Talk"
    session = did(session, rules.advance, clock)
    assert stage_of(session, clock.beat(), initials).following == ""


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Noor Haddad", "N."), (" şule", "Ş."), ("s\u0327ule", "S\u0327."), ("李", "李."), ("", "")],
)
def test_initials(name: str, letter: str) -> None:
    """An initial is the first letter with its accents, as a capital."""
    assert initial(name) == letter


def test_it_counts_by_itself() -> None:
    """Between two signs of life the clock goes on, through soon and over; paused it stands."""
    clock = FakeClock()
    session = began(clock)
    clock.advance(95)
    stage = stage_of(session, clock.beat(), {})
    for seconds, text, tone in ((0, "0:25", Tone.CALM), (1, "0:24", Tone.SOON)):
        clock.advance(seconds)
        view = stage_view(stage, clock.beat())
        assert (view.clock, view.tone) == (text, tone)
    clock.advance(23)
    stage = stage_of(session, clock.beat(), {})
    assert (stage_view(stage, clock.beat()).clock, stage_view(stage, clock.beat()).tone) == (
        "0:01",
        Tone.SOON,
    )
    clock.advance(6)
    assert stage_view(stage, clock.beat()).clock == "+0:05"
    assert stage_view(stage, clock.beat()).tone is Tone.OVER
    stage = stage_of(did(session, rules.toggle_pause, clock), clock.beat(), {})
    clock.advance(9)
    assert stage_view(stage, clock.beat()).paused
    assert stage_view(stage, clock.beat()).clock == "+0:05"


def test_the_same_as_on_the_console() -> None:
    """At every moment the public clock and the facilitator's show the same second."""
    clock = FakeClock()
    session = began(clock)
    clock.advance(0.25)
    stage = stage_of(session, clock.beat(), {})
    for _ in range(60):
        clock.advance(0.23)
        console = shareable(session, clock.beat(), {}, None)
        assert stage_view(stage, clock.beat()).clock == console.clock


def test_a_wall_clock_that_is_set_does_not_matter() -> None:
    """Only the running clock counts: a change of the wall clock moves nothing."""
    clock = FakeClock()
    stage = stage_of(began(clock), clock.beat(), {})
    clock.advance(3)
    beat = clock.beat()
    moved = replace(beat, at=beat.at + timedelta(hours=1))
    assert stage_view(stage, moved) == stage_view(stage, beat)


def test_a_console_that_is_gone() -> None:
    """When the console has been silent for three beats the public view says that it waits."""
    clock = FakeClock()
    session = began(clock)
    for blank in (False, True):
        stage = stage_of(session, clock.beat(), {}, blank=blank)
        beat = clock.beat()
        for age, waits in ((0, False), (FRESH, False), (FRESH + 1, True), (-1, True)):
            later = replace(beat, running=beat.running + age)
            assert (stage_view(stage, later) == WAITING) == waits
        assert stage_view(stage, replace(beat, boot="2")) == WAITING


def test_sleep_is_no_different() -> None:
    """After a sleep the public view waits until the console, awake as well, has spoken again."""
    clock = FakeClock()
    session = began(clock)
    stage = stage_of(session, clock.beat(), {})
    clock.sleep(minutes=1)
    assert stage_view(stage, clock.beat()) == WAITING
    assert stage_view(stage_of(session, clock.beat(), {}), clock.beat()).clock == "1:00"


def test_blank_and_over_hold_nothing() -> None:
    """What is blank or over has no prompt, no title and no clock in it."""
    clock = FakeClock()
    session = began(clock)
    beat = clock.beat()
    blank = stage_of(session, beat, {2: "N."}, blank=True)
    over = stage_of(did(session, rules.close, clock), beat, {2: "N."}, blank=True)
    for stage, shown in ((blank, Shown.BLANK), (over, Shown.OVER)):
        assert stage_view(stage, beat) == StageView(shown)
        assert (stage.title, stage.prompt, stage.following, stage.left) == ("", "", "", 0)
    late = Beat(beat.at, beat.boot, beat.running + OVER_FOR + 1)
    assert stage_view(over, late) == WAITING


def test_a_shared_screen() -> None:
    """The facilitator's screen, shared, keeps the parts and the time, and names nobody."""
    clock = FakeClock()
    session = began(clock)
    clock.advance(minutes=3)
    view = shareable(session, clock.beat(), {}, None)
    assert (view.segment, view.prompt, view.clock) == ("Check-in", "How are you?", "+1:00")
    assert (view.agenda, view.who, view.following, view.say) == ("", "", "", "")
    assert [line.title for line in view.order] == ["Check-in", "Talk"]
    assert view.drift == "1 min late"
    initials = {1: "A.", 2: "N."}
    view = shareable(session, clock.beat(), initials, None)
    assert (view.who, view.following) == ("A.", "N.")
    for _ in range(3):
        session = did(session, rules.advance, clock)
    view = shareable(session, clock.beat(), initials, None)
    assert (view.who, view.following) == ("Everybody", "the end")


def test_what_is_not_known_to_be_for_all_is_private() -> None:
    """Whatever is added to my screen is hidden while I share it, until somebody opens it."""
    clock = FakeClock()
    assert {field.name for field in fields(LiveView)} >= OPEN
    session = began(clock)
    seen, shared = (
        live_view(session, clock.now(), {}, None),
        shareable(session, clock.beat(), {}, None),
    )
    for field in fields(LiveView):
        if field.name in OPEN:
            assert getattr(shared, field.name) == getattr(seen, field.name), field.name
        elif field.name not in {"who", "following", "order"}:
            assert getattr(shared, field.name) == getattr(BLANK, field.name), field.name


@pytest.mark.parametrize("private", [field.name for field in fields(LiveView)])
def test_whatever_kind_a_private_thing_is(private: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sharing my screen fails over nothing, whatever is private on it: a choice, or nothing yet."""
    monkeypatch.setattr("circle_tui.domain.stage.OPEN", OPEN - {private})
    clock = FakeClock()
    view = shareable(began(clock), clock.beat(), {}, None)
    assert getattr(view, private) == getattr(BLANK, private) or private in (
        "who", "following", "order",
    )  # fmt: skip
