"""Laws of the ways out: few, each another plan, none with more in it than it takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import Cast
from circle_tui.domain.choices import Choice, Way, applied
from circle_tui.domain.combining import (
    MOST_WAYS,
    Comes,
    fewest_silent,
    mildest,
    minutes_late,
    minutes_missing,
)
from circle_tui.domain.facts import Replanned
from circle_tui.domain.fit import fit
from circle_tui.domain.floors import may_be_left_out
from circle_tui.domain.plan import by_segment, plan, planned_seconds
from circle_tui.domain.replan import limits, remaining, shortened
from circle_tui.domain.replan_base import Replan
from circle_tui.domain.replan_rules import Replans, replan, replans
from circle_tui.domain.session import Session, apply
from circle_tui.domain.sharing import STEP
from circle_tui.domain.timing import projected_end
from tests.property.test_fit_law import CASTS
from tests.strategies import AGENDAS, LAW, SEATS, SESSIONS, WALKS, Steps, walk

TIGHT = st.integers(min_value=1, max_value=200)
"""Promised minutes, of which there are often too few."""

LATE = st.sampled_from([0, 0, 61, 300, 1_500])
"""Seconds of the promise that are over when it begins."""

MINUTE = timedelta(minutes=1)


def cut_of(choice: Choice) -> tuple[int, ...]:
    """Return the index of the part that a choice leaves to volunteers, or leaves out."""
    if choice.way is Way.DROP:
        return tuple(index for index, segment in choice.edits if segment is None)
    if choice.way is Way.VOLUNTEERS:
        return tuple(i for i, part in choice.edits if part and " whoever wants to: " in part.say)
    return ()


@LAW
@given(AGENDAS, SEATS, CASTS, TIGHT, LATE)
def test_ways_out_before_the_start(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, minutes: int, late: int
) -> None:
    """Five ways at most, each another plan; none cuts, shortens or ends later for nothing."""
    agenda = replace(agenda, minutes=minutes)
    found = fit(agenda, seats, cast, late)
    if found.fits:
        return
    assert len(found.choices) <= MOST_WAYS
    plans = [applied(agenda, choice) for choice in found.choices]
    assert all(one not in plans[:place] for place, one in enumerate(plans))
    for choice, today in zip(found.choices, plans, strict=True):
        then = fit(today, seats, cast, late)
        assert then.fits
        assert then.planned == choice.seconds
        cut = cut_of(choice)
        assert (choice.way in (Way.DROP, Way.VOLUNTEERS)) == (len(cut) == 1)
        for told in (choice.title, choice.sentence):
            assert ("min later" in told) == bool(choice.later)
            assert not choice.later or f"{choice.later // 60} min later" in told
        changed = {change.segment for change in choice.changes}
        bare = replace(choice, edits=tuple(edit for edit in choice.edits if edit[0] in changed))
        for half in (
            replace(bare, later=0),
            replace(bare, edits=tuple(edit for edit in bare.edits if edit[0] not in cut)),
            replace(bare, edits=tuple(edit for edit in bare.edits if edit[0] in cut)),
        ):
            if half != bare and choice.way is not Way.LATER:
                less = applied(agenda, half)
                assert not fit(less, seats, cast, late).fits
        if choice.later:
            sooner = applied(agenda, replace(choice, later=choice.later - 60))
            assert not fit(sooner, seats, cast, late).fits


def after_facts(session: Session, way: Replan, now: datetime) -> dict[str, Session]:
    """Return the session with each half of a way only, and with a minute less."""
    had = {turn.id: turn.seconds for turn in remaining(session)}
    fact, promised = way.fact, session.promised_end
    cut = fact.turns
    whole = tuple((id_, had.get(id_, seconds)) for id_, seconds in cut)
    gone = [id_ for id_ in had if id_ not in dict(cut)]
    halves = {}
    if whole != cut:
        halves["the cut alone"] = replace(fact, turns=whole, promised_end=fact.promised_end)
    if fact.promised_end != promised:
        halves["no later"] = replace(fact, promised_end=promised)
    if gone and whole != cut:
        new = dict(cut)
        turns = [(turn.id, new.get(turn.id, turn.seconds)) for turn in remaining(session)]
        halves["the others alone"] = replace(fact, turns=tuple(turns))
    if gone and fact.promised_end != promised:
        halves["later alone"] = replace(fact, turns=tuple(had.items()))
    return {name: apply(session, half) for name, half in halves.items()}


@LAW
@given(SESSIONS, WALKS)
def test_ways_to_plan_what_remains(session: Session, steps: Steps) -> None:
    """Five ways at most, each another plan; none cuts, shortens or ends later for nothing."""
    for moment in walk(session, steps):
        before, now = moment.after, moment.now
        found = replans(before, now, UTC)
        if not isinstance(found, Replans) or found.ways[0].choice.way is Way.LENGTHEN:
            continue
        assert len(found.ways) <= MOST_WAYS
        facts = [(way.fact.turns, way.fact.promised_end) for way in found.ways]
        assert len(set(facts)) == len(facts)
        walls = any(limit.late >= STEP for limit in limits(before, now, UTC)[:-1])
        for way in found.ways:
            for half, less in after_facts(before, way, now).items():
                late = [limit.late >= STEP for limit in limits(less, now, UTC)]
                assert any(late) or walls, half
            assert_fewest_minutes(before, way, now)


def assert_fewest_minutes(before: Session, way: Replan, now: datetime) -> None:
    """Check that a minute sooner the floors would not let it be, and that so late they do."""
    if way.fact.promised_end == before.promised_end or way.choice.way is Way.LATER:
        return
    had = {turn.id: turn.seconds for turn in remaining(before)}
    turns = tuple((id_, had.get(id_, seconds)) for id_, seconds in way.fact.turns)
    kept = {id_.segment for id_, _ in turns if id_ not in had}
    shorter = turns != way.fact.turns
    end = way.fact.promised_end - (MINUTE if shorter else timedelta(seconds=STEP))
    base = apply(before, Replanned(now, turns, end))
    must = limits(base, now, UTC)
    if shorter:
        assert shortened(base, now, must, kept) is None
        assert way.ends <= way.fact.promised_end
        assert way.fact.promised_end - before.promised_end == way.choice.later * MINUTE / 60
    else:
        assert projected_end(base, now) > end


@LAW
@given(SESSIONS, WALKS)
def test_a_way_holds_as_it_was_seen(session: Session, steps: Steps) -> None:
    """A way that I listened to for twenty seconds holds as I heard it, or is not there any more.

    Also where a minute more is needed by then: I have heard of the one before.
    """
    for moment in walk(session, steps):
        before, now = moment.after, moment.now + timedelta(seconds=20)
        found = replans(before, moment.now, UTC)
        for way in found.ways if isinstance(found, Replans) else ():
            outcome = replan(way, UTC)(before, now)
            if isinstance(outcome, tuple):
                assert outcome == (replace(way.fact, at=now),)
                drift = projected_end(apply(before, outcome[0]), now) - way.ends
                assert abs(drift.total_seconds()) < 30


@LAW
@given(st.integers(0, 10_000) | st.floats(0, 10_000))
def test_the_fewest_minutes_are_the_fewest(seconds: float) -> None:
    """An end moves by so many whole minutes that it is enough, and by none more.

    To be late takes five seconds, to be missing takes none: there the two are a minute apart, and
    nowhere else.
    """
    missing, late = minutes_missing(seconds), minutes_late(seconds)
    assert 60 * missing >= seconds > 60 * (missing - 1)
    assert 60 * late > seconds - STEP
    assert not late or 60 * (late - 1) <= seconds - STEP
    assert missing - late == (0 < seconds - 60 * late < STEP)


@LAW
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.25, 0.5, 1])), max_size=8))
def test_the_fewest_have_to_do_without(parts: list[tuple[int, float]]) -> None:
    """Of parts in which only some could speak, none ends sooner, nor so with fewer in silence."""
    tried = [
        (place, Comes(later, shorter=False), silent) for place, (later, silent) in enumerate(parts)
    ]
    found = fewest_silent(tried)
    assert [place for place, _ in found] == ([parts.index(min(parts))] if parts else [])


@LAW
@given(st.lists(st.integers(0, 3), max_size=12).map(sorted))
def test_the_mildest_is_the_first_that_does_as_well(depths: list[int]) -> None:
    """Of cuts that do equally well the mildest is taken, and none does better."""
    found = mildest(list(enumerate(depths)), lambda one: Comes(9 - one[1], shorter=False))
    if found is None:
        assert not depths
    else:
        assert found[0][0] == depths.index(depths[-1])


@LAW
@given(AGENDAS, SEATS)
def test_what_is_missed_least_comes_first(agenda: Agenda, seats: tuple[int, ...]) -> None:
    """Of two parts as long the lighter one is left out first, wherever they stand."""
    lengths = [planned_seconds(part) for part in by_segment(agenda, plan(agenda, seats))]
    found = may_be_left_out(agenda.segments, lengths)
    for one, other in pairwise(found):
        if lengths[one] == lengths[other]:
            assert agenda.segments[one].weight <= agenda.segments[other].weight
