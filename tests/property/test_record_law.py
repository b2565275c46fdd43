"""The law of what a part took: the running order says what the record will keep."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.facts import Closed, Passed
from circle_tui.domain.order import Mark, running_order
from circle_tui.domain.record import record_of
from circle_tui.domain.rules import pass_turn
from circle_tui.domain.session import Session, apply
from circle_tui.domain.state import was_passed
from circle_tui.domain.telling import told_of
from circle_tui.domain.timing import clock_text
from circle_tui.domain.view import live_view
from tests.strategies import LAW, PAUSES, SESSIONS, STEPS, Step, Steps, walk

GOING_ON = st.builds(Step, st.sampled_from(["advance", "pass_turn"]), PAUSES)

EVENINGS = st.lists(st.one_of(GOING_ON, STEPS), min_size=5, max_size=20)
"""Walks that get somewhere: every other key goes on, so that parts are done."""


@LAW
@given(SESSIONS, EVENINGS)
def test_who_is_said_to_have_ended_has_not_passed(session: Session, steps: Steps) -> None:
    """Skipping says "ended" where the turn counts as had, and "skipped" where as passed.

    Of a long turn the first hundredth above what counts may still be called skipped.
    """
    for moment in walk(session, steps):
        if not any(isinstance(fact, Passed) for fact in moment.facts):
            continue
        before, turn = moment.before, moment.before.turns[moment.before.position]
        seen = live_view(before, moment.now, {}, UTC)
        told = told_of(pass_turn, before, lambda: seen, moment.now)  # noqa: B023
        ended, passed = told.startswith("Ended"), was_passed(moment.after, turn)
        assert told == "" or not (ended and passed)
        if told and not ended and not passed:
            used = moment.after.used[turn.id].total_seconds()
            assert used < 15 + before.allotted(turn) / 50 + 1


@LAW
@given(SESSIONS, EVENINGS)
def test_the_running_order_says_what_is_kept(session: Session, steps: Steps) -> None:
    """A part that is done shows the time, and the time over, that the end tells and the log keeps.

    Whoever was asked, left, passed, came forward or was given time on the way.
    """
    for moment in walk(session, steps):
        record = record_of(apply(moment.after, Closed(moment.now)))
        shown = [
            line for line in running_order(moment.after, {}, session.agenda) if not line.indent
        ]
        for line, kept in zip(shown, record.segments, strict=True):
            if line.mark is Mark.DONE:
                over = f"+{clock_text(kept.over)}" if kept.over else ""
                assert (line.time, line.over) == (clock_text(kept.used), over)
