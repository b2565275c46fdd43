"""Laws of what is shown to the minute: no two places ever say two ends, or two promises."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.choices import Way, applied
from circle_tui.domain.fit import fit
from circle_tui.domain.promise import Promise, promise, seconds_late, shown, start_text
from circle_tui.domain.promise_rules import within_reach
from circle_tui.domain.replan_rules import Replans, replans
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.timing import apart_text, drift_of, projected_end, to_the_minute
from circle_tui.domain.view import LiveView, live_view, wall
from circle_tui.plain import words
from tests.fakes import THURSDAY_EVENING
from tests.strategies import AGENDAS, LAW, SEATS, SESSIONS, WALKS, Steps, walk

DAY = 24 * 60

OFF = st.integers(min_value=-1_900, max_value=3_700).map(lambda s: timedelta(seconds=s))
"""How long after its planned start a meeting begins: early, punctual, late, far too late."""


def header(session: Session, now: datetime) -> LiveView:
    """Return what the live screen, the public view and the lines are made of."""
    return live_view(session, now, {}, UTC)


def minutes_late(view: LiveView) -> int:
    """Return how far the two minutes of a header lie apart, as anybody in the room does the sum."""
    promised, ends = (int(at[:2]) * 60 + int(at[3:]) for at in (view.promised, view.projected))
    return (ends - promised + DAY // 2) % DAY - DAY // 2


def in_minutes(told: str) -> int:
    """Return the minutes of ``23 min`` or ``1 h 35 min``; seconds are none."""
    hours, minutes = (re.search(rf"(\d+) {unit}", told) for unit in ("h", "min"))
    return 60 * int(hours[1] if hours else 0) + int(minutes[1] if minutes else 0)


@LAW
@given(SESSIONS, WALKS)
def test_what_is_late_is_late_by_the_same_minutes(session: Session, steps: Steps) -> None:
    """Header, re-plan and lines name one promise, one end, and the minutes that lie between."""
    for moment in walk(session, steps):
        after, now = moment.after, moment.now
        view, found = header(after, now), replans(after, now, UTC)
        apart = abs(projected_end(after, now) - after.promised_end)
        late = minutes_late(view) if apart < timedelta(hours=8) else None
        if late is not None:
            assert in_minutes(view.drift) == abs(late)
        assert view.promised in words.ends(view)
        assert view.projected in words.ends(view)
        if isinstance(found, Replans) and "The meeting would end" in found.said and late:
            told = found.said.partition("The meeting would end ")[2]
            assert f"after the promised {view.promised}." in told
            assert in_minutes(told.partition(" after")[0]) == late
        for way in found.ways if isinstance(found, Replans) else ():
            then = header(apply(after, way.fact), now)
            assert then.projected == wall(to_the_minute(way.ends), UTC)
            assert then.promised == wall(to_the_minute(way.fact.promised_end), UTC)
            assert then.drift == drift_of(way.ends, way.fact.promised_end)
            if way.fact.promised_end != after.promised_end:
                assert way.choice.way is not Way.LATER or then.drift == "on time"
                assert not then.late
                assert not then.behind or " for " in then.behind
                later = apart_text(way.fact.promised_end, after.promised_end)
                assert way.choice.title.endswith(f"nd {later} later")
                assert in_minutes(later) * 60 == way.choice.later
        if not after.closed and within_reach(after.promised_end, now) == to_the_minute(
            after.promised_end
        ):
            assert wall(within_reach(after.promised_end, now), UTC) == view.promised


def begun(agenda: Agenda, seats: Sequence[int], now: datetime) -> tuple[Promise, LiveView]:
    """Return what is promised before the clock starts, and the header right after."""
    session = fold([rules.begin(agenda, seats, "5e55", now, scheduled=THURSDAY_EVENING)])
    return promise(agenda, seats, THURSDAY_EVENING, now), header(session, now)


@LAW
@given(AGENDAS, SEATS, OFF)
def test_who_is_here_says_what_the_clock_will_say(
    agenda: Agenda, seats: tuple[int, ...], off: timedelta
) -> None:
    """What fits before the start is not late after it; every way out that is offered leads there.

    The end, the promise and how late it starts are the same before and after.
    """
    now = THURSDAY_EVENING + off
    promised, view = begun(agenda, seats, now)
    late = seconds_late(promised, now)
    found = fit(agenda, seats, late=late)
    ends = shown(now + timedelta(seconds=found.planned), UTC)
    assert (view.projected, view.promised) == (ends, shown(promised.end, UTC))
    said = start_text(promised, now, UTC)
    if promised.planned:
        assert said.endswith(f": ends {ends}, promised {view.promised}")
        assert in_minutes(said.partition("starts ")[2].partition(":")[0]) * 60 == (
            late or -round((to_the_minute(now) - THURSDAY_EVENING).total_seconds())
        )
    elif promised.missed:
        assert said.endswith(f": promised anew, {view.promised}")
    if found.promised is None:
        return
    if found.fits:
        assert promised.planned is None or not view.late
        return
    for choice in found.choices:
        today = applied(agenda, choice)
        then = fit(today, seats, late=late)
        assert then.fits, choice
        assert then.planned == choice.seconds
        if promised.planned:
            assert not begun(today, seats, now)[1].late, choice
