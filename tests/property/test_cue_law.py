"""Laws of the cues: each once, only what is so, and never for a key that repeats nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Silent
from circle_tui.domain.cues import look
from circle_tui.domain.session import Session
from circle_tui.domain.timing import Tone, seconds_left, tone, warning_seconds
from tests.strategies import LAW, PAUSES, SESSIONS, WALKS, Steps, walk


@LAW
@given(SESSIONS, WALKS, st.lists(PAUSES, max_size=3))
def test_only_what_is_so_is_told_and_once(
    session: Session, steps: Steps, waits: Sequence[timedelta]
) -> None:
    """Whatever is pressed and whenever it is drawn, a cue tells how the clock stands, once."""
    last = look(None, session, session.began)
    assert last.due is None
    for moment in walk(session, steps):
        moments = [(moment.before, moment.now), (moment.after, moment.now)]
        moments += [(moment.after, moment.now + wait) for wait in sorted(waits)]
        for now_session, now in moments:
            before, last = last, look(last, now_session, now)
            if last.due is not None:
                assert now_session.current == before.session.current
                assert now_session.running_since is not None
                assert last.due is tone(now_session, now)
                assert last.due not in before.reached or last.due not in before.told
            assert look(last, now_session, now).due is None


@LAW
@given(SESSIONS, WALKS)
def test_commands_repeat_nothing(session: Session, steps: Steps) -> None:
    """While no time passes, no key at all brings back a cue that was given for this turn."""
    last = look(None, session, session.began)
    for moment in walk(session, steps):
        last = look(last, moment.before, moment.now)
        told = last.told
        last = look(last, moment.after, moment.now)
        if moment.after.current == moment.before.current:
            assert last.due not in told
        else:
            assert last.due is None


@LAW
@given(SESSIONS, st.integers(min_value=1, max_value=20))
def test_a_turn_that_is_left_alone_has_both_once(session: Session, often: int) -> None:
    """A clock that runs out tells soon and time is up once each, however often it is drawn."""
    turn = session.turns[0]
    warn = warning_seconds(session.segment, turn.seconds)
    looks = {session.began + timedelta(seconds=turn.seconds * n / often) for n in range(often)}
    up = session.began + timedelta(seconds=turn.seconds)
    looks |= {up - timedelta(seconds=min(warn, turn.seconds)), up, up + timedelta(seconds=90)}
    last, told = look(None, session, session.began), Counter[Tone]()
    soon_at_once = tone(session, session.began) is not Tone.CALM
    for now in sorted(looks):
        last = look(last, session, now)
        told.update([last.due] if last.due else [])
    quiet = session.segment.silent_for is Silent.ALL
    assert told[Tone.OVER] == 1
    assert told[Tone.SOON] == (warn > 0 and not soon_at_once and not quiet)
    assert seconds_left(session, up) <= 0
