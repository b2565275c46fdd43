"""The law that crash resume rests on: the journal tells the live session, after every step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import (
    BidsAccepted,
    Closed,
    Fact,
    Interrupted,
    Polled,
    RolesGiven,
    Undone,
)
from circle_tui.domain.polls import taken_back
from circle_tui.domain.rules import ENDED, interrupted
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
    PAUSES,
    RETURNS,
    SESSIONS,
    WALKS,
    Step,
    walk,
)


def replays(session: Session, steps: Sequence[Step]) -> None:
    """Hold the fold of the journal against the live session after every step."""
    journal: list[Fact] = list(session.standing)
    for moment in walk(session, steps):
        journal.extend(moment.facts)
        assert fold(journal) == moment.after


@LAW
@given(SESSIONS, WALKS)
def test_journal_tells_the_live_session(session: Session, steps: Sequence[Step]) -> None:
    """Wherever the program is killed, it goes on with exactly what was on the screen."""
    replays(session, steps)


@LAW
@given(GROUPED, RETURNS)
def test_journal_tells_groups_that_were_gone_back_to(
    session: Session, steps: Sequence[Step]
) -> None:
    """Small groups that people join and leave while the floor goes back are in the journal, too."""
    replays(session, steps)


@LAW
@given(CROWDED, COUNTING)
def test_no_two_counts_of_a_part_are_in_the_journal(
    session: Session, steps: Sequence[Step]
) -> None:
    """However often it is counted, undone and counted again, one count at most is to be read."""
    journal: list[Fact] = list(session.standing)
    for moment in walk(session, steps):
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
            assert (
                replace(
                    undone,
                    polled=moment.before.polled,
                    counted=moment.before.counted,
                    standing=moment.before.standing,
                )
                == moment.before
            )


@LAW
@given(SESSIONS, WALKS)
def test_facts_that_stand_are_enough(session: Session, steps: Sequence[Step]) -> None:
    """What was undone leaves no trace: the facts that stand tell the same session."""
    for moment in walk(session, steps):
        assert fold(moment.after.standing) == moment.after


@LAW
@given(SESSIONS, WALKS)
def test_undo_restores_exactly(session: Session, steps: Sequence[Step]) -> None:
    """Undo takes back the last thing whatever it was, and nothing else changes."""
    for moment in walk(session, steps):
        if moment.facts and moment.step.name != "undo":
            assert apply(moment.after, Undone(moment.now)) == moment.before


@LAW
@given(SESSIONS, WALKS)
def test_undo_takes_back_what_somebody_did(session: Session, steps: Sequence[Step]) -> None:
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
@given(SESSIONS, WALKS)
def test_who_passed_is_never_called_on_again(session: Session, steps: Sequence[Step]) -> None:
    """Passed turns lie behind: going back takes one up again, going on never meets one."""
    for moment in walk(session, steps):
        now = moment.after
        ahead = {turn.id for turn in now.turns[now.position :]}
        assert not ahead & now.passed


@LAW
@given(SESSIONS, WALKS)
def test_turns_that_were_had_are_never_taken_away(session: Session, steps: Sequence[Step]) -> None:
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
def test_refusals_are_sentences_and_change_nothing(session: Session, steps: Sequence[Step]) -> None:
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
@given(SESSIONS, WALKS, st.sampled_from([name for name in KEYS if name != "close"]), PAUSES)
def test_nothing_changes_after_the_end(
    session: Session, steps: Sequence[Step], name: str, wait: timedelta
) -> None:
    """Once the session has ended, no key changes it any more, nor does time passing."""
    moments = list(walk(session, steps))
    last, now = (moments[-1].after, moments[-1].now) if moments else (session, session.began)
    ended = last if last.closed else apply(last, Closed(now))
    assert KEYS[name](ended, now + wait) == ENDED
    assert interrupted(now)(ended, now + wait) == ENDED
    assert seconds_left(ended, now + wait) == seconds_left(ended, now)


@LAW
@given(SESSIONS, WALKS)
def test_stored_facts_come_back_as_they_were(session: Session, steps: Sequence[Step]) -> None:
    """What is written to the disk reads back as exactly what happened."""
    facts = [*session.standing, *(fact for m in walk(session, steps) for fact in m.facts)]
    assert [decode_fact(encode_fact(fact)) for fact in facts] == facts
