"""A time that was found for the next meeting, and what it is for every member.

Where none was found, that is told with the ways out: what can help, and the command for it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from shlex import join

from circle_tui.domain.errors import Refusal
from circle_tui.domain.fair_time import Choice
from circle_tui.domain.heat import Within, within
from circle_tui.domain.values import value
from circle_tui.domain.week import FORBIDDEN
from circle_tui.services.asked import Asked

_MEMBERS = 3
"""How many of those who stand in the way get a command of their own; the others are counted."""


@value
class Way:
    """A way out: what it is, and the command for it, empty where there is none of its own."""

    what: str
    command: str = ""

    @property
    def line(self) -> str:
        """It as one of several lines; the command comes last, so that it can be copied."""
        return f"· {self.what}: {self.command}" if self.command else f"· {self.what}"

    @property
    def within(self) -> str:
        """It as a part of a sentence."""
        return f"{self.what} ({self.command})" if self.command else self.what


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
    def clocks(self) -> tuple[datetime, ...]:
        """What the circle's clocks show as each half hour of the strips begins, naive."""
        from circle_tui.calendars.slots import walls

        count = len(self.strips[0].costs)
        return walls([self.day + n * timedelta(minutes=30) for n in range(count)], self.zone)

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

    ``asked`` is what was looked for. ``shorter`` are the minutes of a meeting that would find a
    time, ``None`` if none would. ``typed`` is the nearest one as it is typed after
    ``circle next --on``. As an error it tells all of that by alias, for others may read it.
    """

    def __init__(self, nearest: Heat, asked: Asked, shorter: int | None, typed: str) -> None:
        self.nearest, self.asked, self.shorter, self.typed = nearest, asked, shorter, typed
        super().__init__(self._sentence(lambda share: share.alias))

    @property
    def days(self) -> int:
        """How many days were looked through."""
        return 7 * self.asked.weeks

    @property
    def headline(self) -> str:
        """That there is none, and that nothing came of it."""
        everybody = "all members" if len(self.nearest.slot.shares) > 1 else "its member"
        return (
            f"No time in these {self.days} days is possible for {everybody}. Nothing was changed."
        )

    def ways(self, called: Callable[[Share], str]) -> tuple[Way, ...]:
        """Return the ways out, each with the search as it was asked for and one thing changed.

        ``called`` is how people are named: by alias wherever others may read it. What keeps them
        is told by no word.
        """
        asked, absent = self.asked, self.nearest.missing
        ways = []
        if self.shorter:
            shorter = replace(asked, minutes=self.shorter).again()
            ways.append(Way(f"a meeting of {self.shorter} min", shorter))
        if asked.more_weeks:
            more = replace(asked, weeks=asked.more_weeks).again()
            ways.append(Way("more weeks to look at", more))
        for share in absent[:_MEMBERS]:
            name = called(share)
            ways.append(Way(f"other hours for {name}", week_command(asked, share, name)))
        if len(absent) > _MEMBERS:
            ways.append(Way(f"other hours for {len(absent) - _MEMBERS} more"))
        near = asked.command(f"next --on {self.typed}")
        return (*ways, Way("to meet then all the same", near))

    def _sentence(self, called: Callable[[Share], str]) -> str:
        """Return all of it on one line."""
        from circle_tui.calendars.words import listed, start_text

        near, absent = self.nearest, [called(share) for share in self.nearest.missing]
        return (
            f"{self.headline} Nearest is {start_text(near.starts, near.zone)}, "
            f"without {listed(absent)}. What can help: "
            f"{listed([way.within for way in self.ways(called)])}."
        )


@value
class Found:
    """The time that was found, in the circle's ``zone``, and what it was chosen from.

    ``strips`` show its day, from ``day`` (an instant) on, for each of ``slot.shares``. Of those in
    ``unsaid`` (aliases) nobody said what their week looks like. ``asked`` is what was looked for.
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
    asked: Asked

    @property
    def starts(self) -> datetime:
        """When it starts, as naive wall time in the circle's zone."""
        return self.heat.starts

    @property
    def heat(self) -> Heat:
        """The time, and what every half hour of its day is to each member."""
        return Heat(self.slot, self.zone, self.minutes, self.day, self.strips)


def week_command(asked: Asked, share: Share, name: str) -> str:
    """Return the command that tells a member's week and lets it be said.

    ``name`` is how the member is called; one that a command would take for an option is not typed.
    """
    return asked.command(join(["members", "week", share.alias if name[:1] == "-" else name]))
