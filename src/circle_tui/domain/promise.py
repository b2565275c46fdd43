"""The promise: when a meeting that begins now should be over.

People were told when it starts, and counted its end from there. So where a meeting was planned for
about now, its end is the planned start and the length, however late or early it begins: what went
by is missing from the meeting, and not from the evening of those who are in it (OnlyT's issue 602).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.facts import Began
from circle_tui.domain.lengths import filled
from circle_tui.domain.plan import plan, planned_seconds
from circle_tui.domain.timing import drift_of, to_the_minute

EARLIEST = timedelta(minutes=30)
"""A session that begins sooner than this before a planned meeting is another one."""

LATEST = timedelta(hours=12)
"""Later than this a planned meeting did not take place, however long it was to be."""

AGAIN = timedelta(minutes=60)
"""Within this time a meeting that was held is begun anew, and one that is over was to be held."""

PUNCTUAL = timedelta(minutes=1)
"""Starts are announced to the minute: less than one off, a meeting began when it should."""


class Promise(NamedTuple):
    """When a meeting should be over, and when it would be if all keep to their time.

    ``planned`` is the start it was counted from, ``None`` if that is the moment it begins.
    ``missed`` is a planned start that is over for too long to be held to.
    """

    end: datetime
    ends: datetime
    planned: datetime | None
    missed: datetime | None = None


def promise(
    agenda: Agenda,
    seats: Sequence[int],
    scheduled: datetime | None,
    now: datetime,
    cast: Cast = NOTHING_SETTLED,
) -> Promise:
    """Return the promise of a meeting that begins now.

    ``scheduled`` is when the circle's meeting that is nearest starts, ``None`` if there is none.
    The length is the agenda's own where its author stated one, else the plan's. However late it
    begins, it is held to the end that people were told, unless that is over. Raises ``InputError``
    when nobody is present.
    """
    agenda = filled(agenda, seats, cast)
    takes = timedelta(seconds=planned_seconds(plan(agenda, seats, cast)))
    length = _length(agenda, takes)
    missed = None
    if scheduled is not None:
        late = now - scheduled
        if -EARLIEST <= late < length and abs(late) >= PUNCTUAL:
            return Promise(scheduled + length, now + takes, scheduled)
        missed = scheduled if length <= late <= length + AGAIN else None
    return Promise(now + length, now + takes, None, missed)


def _length(agenda: Agenda, takes: timedelta) -> timedelta:
    """Return how long a meeting is said to be: as its author stated, else what its plan takes."""
    return takes if agenda.minutes is None else timedelta(minutes=agenda.minutes)


def began_late(began: Began) -> int:
    """Return how many seconds after its planned start a session began, in whole minutes.

    Negative if that was before; 0 where none was planned, or all was promised anew.
    """
    takes = planned_seconds(plan(began.agenda, began.seats, began.cast))
    planned = began.promised_end - _length(began.agenda, timedelta(seconds=takes))
    # As the clock on the screen told it, which shows no seconds.
    at, meant = (instant.replace(second=0, microsecond=0) for instant in (began.at, planned))
    return round((at - meant).total_seconds())


def seconds_late(promised: Promise, now: datetime) -> int:
    """Return by how much a meeting that begins now is missing of what was promised, as is shown.

    That is whole minutes; 0 for one that begins early, or is promised anew.
    """
    if promised.planned is None:
        return 0
    late = to_the_minute(now) - to_the_minute(promised.planned)
    return max(0, late // timedelta(seconds=1))


def promised_end(
    agenda: Agenda,
    seats: Sequence[int],
    scheduled: datetime | None,
    now: datetime,
    cast: Cast = NOTHING_SETTLED,
) -> datetime:
    """Return when a meeting that begins now should be over; see ``promise``."""
    return promise(agenda, seats, scheduled, now, cast).end


def start_text(
    promised: Promise, now: datetime, zone: tzinfo | None, *, brief: bool = False
) -> str:
    """Say what a late or early start does to the end; empty if it is punctual, or was not planned.

    ``planned for 18:30, starts 8 min late: ends 20:38, promised 20:30``. Where that is over the
    promise is another one: ``planned for 18:30, starts 50 min late: promised anew, 20:20``.
    ``brief`` is for a narrow window: ``8 min late: ends 20:38, promised 20:30``.
    """
    planned = promised.planned or promised.missed
    if planned is None:
        return ""
    drift = drift_of(now, planned)
    told = drift if brief else f"planned for {shown(planned, zone)}, starts {drift}"
    end = shown(promised.end, zone)
    if promised.planned is None:
        return f"{told}: promised anew, {end}"
    return f"{told}: ends {shown(promised.ends, zone)}, promised {end}"


def shown(instant: datetime, zone: tzinfo | None) -> str:
    """Return an instant as ends are announced, to the nearest minute: ``18:47``."""
    return f"{to_the_minute(instant).astimezone(zone):%H:%M}"
