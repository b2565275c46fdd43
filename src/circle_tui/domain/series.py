"""A circle's meetings of some time ahead as one thing in calendars: exported on request only.

Many calendars read series badly, and each meeting can go out on its own. So this lives apart from
the next meeting, under an identity of its own, and follows what happens to that.
"""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from circle_tui.domain.meeting import Cadence, stamp_of
from circle_tui.domain.values import value

SERIES_FILE = "meetings.ics"
"""What the file of a series is called where nobody names it."""


class Stands(StrEnum):
    """How one of the coming dates stands; the values are what a person and a program read."""

    PLANNED = "planned"
    """The meeting that was agreed."""
    CALLED_OFF = "called off"
    """The meeting that was called off."""
    RHYTHM = "rhythm"
    """A date that the rhythm proposes."""
    LEFT_OUT = "left out"
    """A date of the rhythm on which the circle does not meet."""
    FALLS_AWAY = "falls away"
    """A date of the rhythm before the meeting that was agreed as the next one."""
    REPLACED = "replaced"
    """A date of the rhythm in whose place the kept meeting is."""
    MOVED = "moved"
    """A meeting of a series that is at another time than the rhythm has it."""

    @property
    def held(self) -> bool:
        """Whether the circle meets then."""
        return self in (Stands.PLANNED, Stands.RHYTHM, Stands.MOVED)


@value
class Moved:
    """One meeting of a series that is at another time; both instants are aware, in UTC."""

    slot: datetime
    begins: datetime
    minutes: int


@value
class SeriesPlan:
    """When the meetings of a series are.

    ``first_step`` and ``last_step`` are steps of the cadence, as naive wall time in its zone, and
    so are those ``without`` a meeting. ``moved`` ones are held at another time.
    """

    cadence: Cadence
    first_step: datetime
    last_step: datetime
    without: tuple[datetime, ...] = ()
    moved: tuple[Moved, ...] = ()

    def holds(self, step: datetime) -> bool:
        """Tell whether there is a meeting in the place of a step, at that time or another."""
        return self.first_step <= step <= self.last_step and step not in self.without


@value
class SeriesDate:
    """One date of a series, as calendars show it once they have its file.

    ``starts`` is naive wall time in the rhythm's zone, ``begins`` its instant (aware, UTC). It is a
    meeting where it ``stands`` so that it is held, and over where it ``begins`` no later than now.
    """

    starts: datetime
    begins: datetime
    minutes: int
    stands: Stands


@value
class Series:
    """A plan as it was last exported.

    ``uid`` is random and made once; ``sequence`` goes up when the plan changes, and ``stamp``
    (aware, UTC) when anything does, of which ``told`` is a digest: so that exporting an unchanged
    series again gives the same bytes.
    """

    uid: str
    plan: SeriesPlan
    sequence: int
    stamp: datetime
    told: str = ""


def follow(previous: Series | None, plan: SeriesPlan, *, uid: str, stamp: datetime) -> Series:
    """Return the series with a plan, one sequence higher than before if the plan is another.

    ``uid`` is fresh and random, for a first one. ``stamp`` is now, aware.
    """
    stamp = stamp.astimezone(UTC).replace(microsecond=0)
    if previous is None:
        return Series(uid, plan, 0, stamp)
    if previous.plan == plan:
        return previous
    return replace(previous, plan=plan, sequence=previous.sequence + 1, stamp=stamp)


def tell(series: Series, told: str, stamp: datetime) -> Series:
    """Return the series with a file that says what ``told`` is a digest of, stamped if it is new.

    ``stamp`` is now, aware.
    """
    return replace(series, told=told, stamp=stamp_of(series.told, told, series.stamp, stamp))
