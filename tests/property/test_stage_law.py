"""The public view agrees with the console, and knows nothing that it should not."""

from datetime import datetime

import pytest
from hypothesis import given

from circle_tui.domain.beat import Beat
from circle_tui.domain.session import Session
from circle_tui.domain.stage import FRESH, Shown, shareable, stage_left, stage_of, stage_view
from circle_tui.domain.timing import seconds_left
from circle_tui.storage.codec import decode, encode
from tests.fakes import THURSDAY_EVENING
from tests.strategies import LAW, SESSIONS, WALKS, Steps, walk


def beat_at(now: datetime) -> Beat:
    """Return the sign of life of an instant."""
    return Beat(now, "1", (now - THURSDAY_EVENING).total_seconds())


@LAW
@given(SESSIONS, WALKS)
def test_it_shows_the_clock_of_the_console(session: Session, steps: Steps) -> None:
    """Whatever happened, and however long ago the last word came, both clocks say the same."""
    for moment in walk(session, steps):
        stage = stage_of(moment.after, beat_at(moment.now), {})
        assert decode(type(stage), encode(stage)) == stage
        if moment.after.closed:
            assert stage_view(stage, beat_at(moment.now)).shown is Shown.OVER
            continue
        for age in (0.0, 0.4, FRESH):
            beat = beat_at(moment.now)
            later = Beat(beat.at, beat.boot, beat.running + age)
            running = moment.after.running_since is not None
            left = seconds_left(moment.after, moment.now) - (age if running else 0)
            assert stage_left(stage, later) == pytest.approx(left, abs=1e-6)


NOBODY = (
    *("Who goes first?", "Who goes next?", "Whoever wants to"),
    *("Everybody but the presenter", "No presenter", "The presenter"),
)
"""What stands in the place of a name until somebody comes forward, or is chosen."""


@LAW
@given(SESSIONS, WALKS)
def test_nobody_is_told_apart(session: Session, steps: Steps) -> None:
    """Without initials no seat is on the public view or on a shared screen, at any moment."""
    for moment in walk(session, steps):
        beat = beat_at(moment.now)
        stage = stage_of(moment.after, beat, {})
        titles = [segment.title for segment in moment.after.agenda.segments]
        assert stage.following in ("", *titles)
        view = shareable(moment.after, beat, {}, None)
        assert view.who in ("", "Everybody", "In pairs", "In small groups", *NOBODY)
        assert view.following in ("", "the end", *titles)
        assert [line.title for line in view.order] == titles
        assert (view.say, view.asked, view.roles, view.dealt) == ("", "", "", "")
        assert view.together == view.coming == ()
