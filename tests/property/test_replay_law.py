"""The law that crash resume rests on: the journal tells the live session, after every step."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import (
    BidsAccepted,
    Closed,
    Fact,
    GivenBack,
    Interrupted,
    Paused,
    Polled,
    RolesGiven,
    Undone,
)
from circle_tui.domain.polls import taken_back
from circle_tui.domain.rules import ENDED, LEAST_GAP, interrupted, reopen, undo
from circle_tui.domain.session import (
    NOTHING,
    Session,
    apply,
    fold,
    had,
    untouched,
    used_by_current,
)
from circle_tui.domain.timing import seconds_left
from circle_tui.storage.codec import decode_fact, encode_fact
from tests.strategies import (
    COUNTING,
    CROWDED,
    GROUPED,
    KEYS,
    LAW,
    NUMBERS,
    PAUSES,
    RETURNS,
    SESSIONS,
    WALKS,
    Steps,
    walk,
)


def replays(session: Session, steps: Steps) -> None:
    """Hold the fold of the journal against the live session after every step."""
    journal: list[Fact] = list(session.standing)
    for moment in walk(session, steps):
        journal.extend(moment.facts)
        assert fold(journal) == moment.after


@LAW
@given(SESSIONS, WALKS)
def test_journal_tells_the_live_session(session: Session, steps: Steps) -> None:
    """Wherever the program is killed, it goes on with exactly what was on the screen."""
    replays(session, steps)


@LAW
@given(GROUPED, RETURNS)
def test_journal_tells_groups_that_were_gone_back_to(session: Session, steps: Steps) -> None:
    """Small groups that people join and leave while the floor goes back are in the journal, too."""
    replays(session, steps)


def but_for_counts(session: Session, other: Session) -> Session:
    """Return a session with what was counted in another one."""
    return replace(session, polled=other.polled, counted=other.counted, standing=other.standing)


@LAW
@given(CROWDED, COUNTING)
def test_no_two_counts_of_a_part_are_in_the_journal(session: Session, steps: Steps) -> None:
    """However often it is counted, undone and counted again, one count at most is to be read.

    Nor is a part counted again among other people than the first time.
    """
    journal: list[Fact] = list(session.standing)
    for moment in walk(session, steps):
        for fact in moment.facts:
            if isinstance(fact, Polled):
                there = moment.before.counted.get(fact.segment, moment.before.seats)
                assert set(there) == set(moment.before.seats)
        if taken_back(moment.before, moment.after):
            journal = list(moment.after.standing)
        else:
            journal.extend(moment.facts)
        assert fold(journal) == moment.after
        counted = [fact.segment for fact in journal if isinstance(fact, Polled)]
        assert sorted(counted) == sorted(moment.after.polled)
        if moment.facts and moment.step.name != "undo":
            undone = apply(moment.after, Undone(moment.now))
            assert undone.polled.keys() <= moment.before.polled.keys()
            assert but_for_counts(undone, moment.before) == moment.before


@LAW
@given(SESSIONS, WALKS)
def test_facts_that_stand_are_enough(session: Session, steps: Steps) -> None:
    """What was undone leaves no trace: the facts that stand tell the same session."""
    for moment in walk(session, steps):
        assert fold(moment.after.standing) == moment.after


@LAW
@given(SESSIONS, WALKS)
def test_undo_restores_exactly(session: Session, steps: Steps) -> None:
    """Undo takes back the last thing whatever it was, and nothing else changes.

    Of a part that was counted again no count is left: two of them would tell what one answered.
    """
    for moment in walk(session, steps):
        if moment.facts and moment.step.name != "undo":
            undone, (fact, *_) = apply(moment.after, Undone(moment.now)), moment.facts
            if isinstance(fact, Polled) and fact.segment in moment.before.polled:
                assert fact.segment not in undone.polled
                undone = but_for_counts(undone, moment.before)
            assert undone == moment.before


@LAW
@given(SESSIONS, WALKS)
def test_undo_takes_back_what_somebody_did(session: Session, steps: Steps) -> None:
    """Undo takes back one thing that somebody did and no sleep, whose time can be given back."""
    for moment in walk(session, steps):
        if moment.step.name == "undo" and moment.facts:
            before, after = (
                [fact for fact in stands.standing if not isinstance(fact, Interrupted)]
                for stands in (moment.before, moment.after)
            )
            assert after == before[:-1]
            slept = isinstance(moment.before.standing[-1], Interrupted)
            if slept and moment.after.running_since is not None:
                assert moment.after.pending >= moment.before.pending


@LAW
@given(SESSIONS, WALKS, PAUSES)
def test_undo_of_a_pause_tells_what_counts_by_it(
    session: Session, steps: Steps, wait: timedelta
) -> None:
    """A pause that is taken back never was; but time that counts by that can be given back.

    It is told from ``LEAST_GAP`` on, and giving it back leaves the turn what it had at the pause,
    less what could have been given back before.
    """
    for moment in walk(session, steps):
        before, at, now = moment.after, moment.now, moment.now + wait
        if before.closed or before.running_since is None:
            continue
        paused = apply(before, Paused(at))
        outcome = undo(paused, now)
        assert not isinstance(outcome, Refused)
        after = fold((*paused.standing, *outcome))
        if wait < LEAST_GAP:
            assert after == before
            continue
        assert after == apply(before, Interrupted(now, at))
        assert used_by_current(after, now) == used_by_current(paused, now) + wait
        assert after.pending >= wait
        given = apply(after, GivenBack(now))
        had_before = after.pending - wait
        assert used_by_current(given, now) == used_by_current(paused, now) - had_before
        assert had_before <= before.pending


@LAW
@given(SESSIONS, WALKS, PAUSES)
def test_an_end_that_is_taken_back_leaves_no_trace(
    session: Session, steps: Steps, wait: timedelta
) -> None:
    """Whenever a session ends, it can go on as if it had not; the time since is told, if it ran."""
    for moment in walk(session, steps):
        before, at, now = moment.after, moment.now, moment.now + wait
        if before.closed:
            before, at = moment.before, moment.now
        ended = apply(before, Closed(at))
        after = fold((*ended.standing, *reopen(ended, now)))
        told = before.running_since is not None and wait >= LEAST_GAP
        assert after == (apply(before, Interrupted(now, at)) if told else before)


@LAW
@given(SESSIONS, WALKS)
def test_who_passed_is_never_called_on_again(session: Session, steps: Steps) -> None:
    """Passed turns lie behind: going back takes one up again, going on never meets one."""
    for moment in walk(session, steps):
        now = moment.after
        ahead = {turn.id for turn in now.turns[now.position :]}
        assert not ahead & now.passed


@LAW
@given(SESSIONS, WALKS)
def test_turns_that_were_had_are_never_taken_away(session: Session, steps: Steps) -> None:
    """Bids and roles settle who speaks next; what was spoken, and its time, stays as it was."""
    for moment in walk(session, steps):
        before, after = moment.before, moment.after
        if not moment.facts or not isinstance(moment.facts[0], BidsAccepted | RolesGiven):
            continue
        assert len({turn.id for turn in after.turns}) == len(after.turns)
        assert sum(before.used.values(), NOTHING) + (
            used_by_current(before, moment.now) - before.used.get(before.current, NOTHING)
        ) == sum(after.used.values(), NOTHING) + (
            used_by_current(after, moment.now) - after.used.get(after.current, NOTHING)
        )
        for index in range(len(before.agenda.segments)):
            if index < before.current.segment or not untouched(before, index):
                assert set(had(before, index)) <= set(after.turns)


@LAW
@given(SESSIONS, WALKS)
def test_refusals_are_sentences_and_change_nothing(session: Session, steps: Steps) -> None:
    """A key that does not apply now says why in a sentence; the meeting goes on untouched."""
    now = session.began
    for moment in walk(session, steps):
        now = moment.now
        outcome = moment.step.rule(now)(moment.before, now)
        if isinstance(outcome, Refused):
            assert moment.after == moment.before
            assert outcome.why[0].isupper()
            assert outcome.why.endswith(".")


@LAW
@given(SESSIONS, WALKS, st.sampled_from(sorted(KEYS)), NUMBERS, PAUSES)
def test_nothing_changes_after_the_end(
    session: Session, steps: Steps, name: str, number: int, wait: timedelta
) -> None:
    """Once the session has ended, no key changes it any more, nor does time passing."""
    moments = list(walk(session, steps))
    last, now = (moments[-1].after, moments[-1].now) if moments else (session, session.began)
    ended = last if last.closed else apply(last, Closed(now))
    assert KEYS[name](number)(ended, now + wait) == ENDED
    assert interrupted(now)(ended, now + wait) == ENDED
    assert seconds_left(ended, now + wait) == seconds_left(ended, now)


@LAW
@given(SESSIONS, WALKS)
def test_stored_facts_come_back_as_they_were(session: Session, steps: Steps) -> None:
    """What is written to the disk reads back as exactly what happened."""
    facts = [*session.standing, *(fact for m in walk(session, steps) for fact in m.facts)]
    assert [decode_fact(encode_fact(fact)) for fact in facts] == facts
