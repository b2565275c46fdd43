"""A time that was found for the next meeting, and what it is for every member."""

from collections.abc import Callable
from datetime import datetime

from circle_tui.domain.errors import Refusal
from circle_tui.domain.fair_time import Choice
from circle_tui.domain.heat import Within, within
from circle_tui.domain.values import value
from circle_tui.domain.week import FORBIDDEN

MOST_WEEKS = 26
"""How many weeks are looked through at most."""


@value
class Share:
    """What a time is for one member: from when to when there, its cost, and what they have borne.

    ``member`` is the id. ``local`` and ``until`` are naive wall times in ``zone``.
    """

    member: str
    alias: str
    zone: str
    local: datetime
    until: datetime
    cost: int
    before: int

    @property
    def place(self) -> str:
        """Where that is, as it is said: ``New York``."""
        from circle_tui.calendars.words import place

        return place(self.zone)

    @property
    def after(self) -> int:
        """What they will have borne."""
        return self.before + self.cost


@value
class Slot:
    """One time for the meeting: instants (aware, UTC), and what it costs."""

    start: datetime
    end: datetime
    total: int
    shares: tuple[Share, ...]


@value
class Strip:
    """What each half hour of the day costs one member, by the circle's midnight to midnight."""

    alias: str
    local: datetime
    costs: tuple[int, ...]


@value
class Heat:
    """A time, and what every half hour of its day is to each member.

    ``day`` is the instant at which the strips begin, of which there is one for each of
    ``slot.shares``: the midnight of the circle's ``zone``.
    """

    slot: Slot
    zone: str
    minutes: int
    day: datetime
    strips: tuple[Strip, ...]

    @property
    def starts(self) -> datetime:
        """When it starts, as naive wall time in the circle's zone."""
        from circle_tui.calendars.slots import walls

        return walls([self.slot.start], self.zone)[0]

    @property
    def place(self) -> str:
        """Where the circle's clocks are, as it is said: ``Berlin``."""
        from circle_tui.calendars.words import place

        return place(self.zone)

    @property
    def meeting(self) -> Within:
        """The half hours of the strips in which the meeting lies."""
        return within(self.day, len(self.strips[0].costs), self.slot.start, self.slot.end)

    @property
    def missing(self) -> tuple[Share, ...]:
        """Those to whom this time is not possible."""
        return tuple(share for share in self.slot.shares if share.cost >= FORBIDDEN)


class NoFairTime(Refusal):
    """No time is possible for everybody; ``nearest`` is the one that the fewest miss.

    ``days`` were looked through. ``shorter`` are the minutes of a meeting that would find a time,
    ``None`` if none would. ``typed`` is the nearest one as it is typed after ``circle next --on``.
    """

    def __init__(self, nearest: Heat, days: int, shorter: int | None, typed: str) -> None:
        self.nearest, self.days, self.shorter, self.typed = nearest, days, shorter, typed
        super().__init__(self.sentence(lambda share: share.alias))

    @property
    def weeks(self) -> int | None:
        """How many weeks to look through instead, ``None`` where that is not possible."""
        more = min(MOST_WEEKS, max(4, self.days // 7 * 2))
        return more if more > self.days // 7 else None

    def sentence(self, called: Callable[[Share], str]) -> str:
        """Return who would miss the nearest time, and what to change; what keeps them, by no word.

        ``called`` is how people are named: by alias wherever others may read it.
        """
        from circle_tui.calendars.words import listed, start_text

        near, absent = self.nearest, [called(share) for share in self.nearest.missing]
        ways = [
            f"a meeting of {self.shorter} minutes (--minutes {self.shorter})" * bool(self.shorter),
            f"more weeks to look at (--weeks {self.weeks})" * bool(self.weeks),
            f"other hours for {' or '.join(absent)} (circle members week NAME)",
        ]
        everybody = "all members" if len(near.slot.shares) > 1 else "its member"
        return (
            f"No time in these {self.days} days is possible for {everybody}. Nothing was changed. "
            f"Nearest is {start_text(near.starts, near.zone)}, without {listed(absent)}; to meet "
            f"then: circle next --on {self.typed}. What can help: "
            f"{listed([way for way in ways if way])}."
        )


@value
class Found:
    """The time that was found, in the circle's ``zone``, and what it was chosen from.

    ``strips`` show its day, from ``day`` (an instant) on, for each of ``slot.shares``. Of those in
    ``unsaid`` (aliases) nobody said what their week looks like.
    """

    slot: Slot
    zone: str
    minutes: int
    runners_up: tuple[Slot, ...]
    choice: Choice
    looked_at: int
    day: datetime
    strips: tuple[Strip, ...]
    unsaid: tuple[str, ...]

    @property
    def starts(self) -> datetime:
        """When it starts, as naive wall time in the circle's zone."""
        return self.heat.starts

    @property
    def heat(self) -> Heat:
        """The time, and what every half hour of its day is to each member."""
        return Heat(self.slot, self.zone, self.minutes, self.day, self.strips)
