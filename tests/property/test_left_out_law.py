"""A date that is left out with others: what the calendar screen says ends that, as it stands."""

import shlex
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.cli import rhythm
from circle_tui.cli.cadence import cadence_from
from circle_tui.domain.errors import Refusal
from circle_tui.domain.meeting import Cadence, Holiday, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.domain.series import Stands
from circle_tui.services.coming import Coming
from circle_tui.services.dates import Dates
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeCircle, Tokens, choose
from tests.strategies import LAW

CADENCE = Cadence(Rhythm.WEEKS, 1, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 12, 3))
DAYS = st.dates(date(2026, 11, 20), date(2028, 3, 1))


@st.composite
def breaks(draw: st.DrawFn, day: date) -> tuple[tuple[int, ...], tuple[Holiday, ...]]:
    """Return months and holidays with ``day`` among them, and not by itself."""
    months = draw(st.sets(st.integers(1, 12), max_size=10)) - {day.month}
    lengths = st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans())
    holidays = [
        Holiday(day - timedelta(days=before), day + timedelta(days=after), yearly)
        for before, after, yearly in draw(st.lists(lengths, max_size=3))
        if before or after or yearly
    ]
    if not holidays or draw(st.booleans()):
        months |= {day.month}
    other = Holiday(day + timedelta(days=60), day + timedelta(days=70))
    return tuple(sorted(months)), (*holidays, other)


@given(DAYS.flatmap(lambda day: st.tuples(st.just(day), breaks(day))))
@LAW
def test_the_command_can_be_pasted(
    drawn: tuple[date, tuple[tuple[int, ...], tuple[Holiday, ...]]],
) -> None:
    """I paste what I read: the day is not left out any more, and what does not hold it stays."""
    day, (skipped, holidays) = drawn
    cadence = replace(CADENCE, skipped=skipped, holidays=holidays)
    circle = FakeCircle()
    circle.people.put_profile(Profile("Test circle", cadence))
    nowhere = Path("nowhere")  # nothing is written
    space = Workspace(circle, circle.clock, Tokens(), choose, nowhere, nowhere)
    starts = datetime.combine(day, time(18, 30))
    with pytest.raises(Refusal, match=r"Nothing was changed\.") as refused:
        Dates(space).toggle(Coming(starts, cadence.zone, "", Stands.LEFT_OUT))
    program, command, *words = shlex.split(str(refused.value).splitlines()[-1])
    assert (program, command) == ("circle", "rhythm")
    parser = ArgumentParser()
    rhythm.add_arguments(parser)
    now = datetime(2026, 11, 19, 12, tzinfo=UTC)
    after = cadence_from(parser.parse_args(words), now, cadence)
    assert after is not None
    assert not after.leaves_out(day)
    assert set(after.skipped) == {*skipped} - {day.month}
    assert after.holidays == tuple(each for each in holidays if not each.covers(day))
