"""The stage: what of a session others may see, and what a public view makes of it."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Poll, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.beat import Beat
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.errors import Refused
from circle_tui.domain.polls import count
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.stage import (
    BLANK,
    FRESH,
    OPEN,
    OVER_FOR,
    WAITING,
    Reading,
    Shown,
    StageView,
    goes_on,
    initial,
    left_behind,
    shareable,
    stage_before,
    stage_of,
    stage_view,
)
from circle_tui.domain.timing import Tone
from circle_tui.domain.view import LiveView, live_view
from tests.fakes import FakeClock
from tests.unit.circles import take

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


def test_a_review_shows_the_item_that_its_circle_agreed_to_show() -> None:
    """Before a session others see how far the review is, and the item that is looked at."""
    clock = FakeClock()
    stage = stage_before(clock.beat(), Reading("1 of 2", "Call the hall"))
    assert stage_view(stage, clock.beat()) == StageView(
        Shown.REVIEW, progress="1 of 2", item="Call the hall"
    )


@pytest.mark.parametrize(("minutes", "shown"), [(30, Shown.OVER), (61, Shown.WAITING)])
def test_over_is_said_for_an_hour(minutes: int, shown: Shown) -> None:
    """Whoever comes back from the kitchen still reads that it is over; the next day nobody does."""
    clock = FakeClock()
    over = stage_of(did(began(clock), rules.close, clock), clock.beat(), {})
    clock.advance(minutes=minutes)
    assert stage_view(over, clock.beat()).shown is shown


PRIVATE = frozenset(
    {
        *("agenda", "say", "behind", "unsettled", "asked", "vote_due", "to_count", "counted"),
        *("roles", "dealt", "unheld", "together", "coming", "new_times"),
    }
)
"""What is on the facilitator's screen alone; ``who``, ``following`` and ``order`` are in part."""

EVENING = Agenda(
    "long",
    "Long evening",
    (
        Segment(
            *("Lights", "check-in", ClockMode.GROUP, 300),
            poll=Poll.TRAFFIC_LIGHT,
            roles=("host",),
            say="Ask Noor.",
        ),
        Segment("Pairs", "exercise", ClockMode.PAIRS, 60, rounds=2),
        Segment("Asked", "round", ClockMode.BID, 600),
        Segment("Topics", "discussion", ClockMode.VOTE_EXTEND, 600, topic=300, extend=(120,)),
        Segment("Case", "exercise", ClockMode.ONE, 300),
        Segment("Talk", "discussion", ClockMode.GROUP, 300, exclude=("presenter",)),
    ),
)
"""A meeting in which everything private is on the screen at some time."""


def test_what_is_the_facilitators_is_on_no_shared_screen() -> None:
    """All evening, no word of what is mine to see is on the screen that I share."""
    clock = FakeClock()
    session = fold([rules.begin(EVENING, range(1, 13), "1" * 18, clock.now())])
    seen: set[str] = set()

    def look(minutes: float, *steps: Rule) -> None:
        nonlocal session
        clock.advance(minutes=minutes)
        for rule in steps:
            session = did(session, rule, clock)
        mine = live_view(session, clock.now(), {}, None)
        shared = shareable(session, clock.beat(), {}, None)
        seen.update(name for name in PRIVATE if getattr(mine, name) != getattr(BLANK, name))
        for name in PRIVATE:
            assert getattr(shared, name) == getattr(BLANK, name), name

    look(0)
    look(1, count(0, (6, 4, 2)))
    look(1, rules.advance)
    look(3, rules.advance, rules.advance)
    look(1, accept_bids([(1, 300), (2, 300)]))
    look(9, rules.advance, rules.advance)
    look(4.9)
    look(30)
    look(0, take("shorten, later"))
    look(0, rules.advance, rules.advance)
    presenter = session.current.seat
    look(5, rules.advance, attend({presenter: Attendance.LEFT}))
    assert seen == PRIVATE
    assert OPEN | PRIVATE | {"who", "following", "order"} == {f.name for f in fields(LiveView)}


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


def test_what_lies_there_tells_of_a_session_that_is_not_over() -> None:
    """Killed, left or blanked, a session goes on; a review before it, and an ended one, do not."""
    clock = FakeClock()
    session = began(clock)
    shown = stage_of(session, clock.beat(), {})
    blank = stage_of(session, clock.beat(), {}, blank=True)
    assert all(goes_on(stage) for stage in (shown, blank, left_behind(shown), left_behind(blank)))
    over = stage_of(did(session, rules.close, clock), clock.beat(), {})
    before = stage_before(clock.beat(), Reading("0 of 2"))
    assert not any(goes_on(stage) for stage in (over, before, None))
