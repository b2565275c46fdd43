"""A fair time for the next meeting: looked for in the coming weeks, proposed, and kept if wanted.

Which time is fair is decided by ``domain/fair_time.py``. Here is what it is decided about: the
members who are expected, what their clocks show, and where the looking begins. That is the Monday
of the week in which the meeting would be anyway, so that a circle keeps its rhythm, and never
before tomorrow. Each meeting is looked for anew: a time that was fair before the clocks changed is
another one after.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from circle_tui.domain.burden import burdens
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.fair_time import Span, choose, meeting_costs, nearest
from circle_tui.domain.people import Member, expected, home_of
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value
from circle_tui.domain.week import Week
from circle_tui.services.asked import EVERY_DAY, MOST_WEEKS, Asked, Typed
from circle_tui.services.burdens import take_on
from circle_tui.services.found import Found, Heat, NoFairTime, Share, Slot, Strip
from circle_tui.services.inviting import NextMeeting, move, planned, upcoming, usual_minutes
from circle_tui.services.wanted import wanted_zone

_SHORTER = (120, 90, 60, 45, 30)
"""Lengths in minutes that are tried to tell what would help when no time is possible."""

Busy = Mapping[str, Sequence[Span]]
"""When members, by id, are busy besides what their weeks say."""


@value
class LookedThrough:
    """The time in which a meeting is looked for: two instants (aware), and the circle's zone."""

    zone: str
    first: datetime
    last: datetime


def find(
    circle: OpenCircle,
    clock: Clock,
    *,
    weeks: int = 1,
    days: Collection[int] = EVERY_DAY,
    first: date | None = None,
    minutes: int | None = None,
    zone: str | None = None,
    busy: Busy | None = None,
    typed: Typed | None = None,
) -> Found:
    """Return the fair time for the next meeting. Keeps nothing.

    ``days`` are the weekdays to look at (0 is Monday). ``first`` is another day to begin at;
    ``minutes`` and ``zone`` are the planned meeting's, else the rhythm's, where nobody says.
    ``typed`` is what else was typed, and goes into the commands that are told. Raises
    ``InputError`` for what cannot be looked through, ``NoFairTime`` when no time is possible for
    everybody, and ``Refusal`` when there is nobody, or no day, to look at.
    """
    from circle_tui.calendars.phrases import length

    _require_weeks(weeks)
    asked = Asked(weeks, tuple(days), first, minutes, zone, typed or Typed())
    zone = _zone(circle, clock, zone)
    minutes = length(usual_minutes(circle, clock) if minutes is None else minutes)
    first = _first(circle, clock, zone, first)
    window = [first + timedelta(days=n) for n in range(7 * weeks)]
    kept = planned(circle, clock)
    without = kept.meeting.without if kept else ()
    members = [member for member in circle.people.members() if member.id not in without]
    there = [m for m in members if any(m in expected([m], day) for day in window)]
    if not there:
        raise Refusal(
            "Nobody is expected in these weeks, so there is nobody to find a time for. Add people "
            'with: circle members add "Ana Example"'
        )
    search = _Search(circle, clock, zone, window, there, busy or {})
    return search.found(minutes, asked)


def looked_through(
    circle: OpenCircle,
    clock: Clock,
    *,
    weeks: int = 1,
    first: date | None = None,
    zone: str | None = None,
) -> LookedThrough:
    """Return what ``find`` looks through when it is asked in these words; raises as it does."""
    from circle_tui.calendars.slots import half_hours_from

    _require_weeks(weeks)
    name = _zone(circle, clock, zone)
    hours = half_hours_from(_first(circle, clock, name, first), 7 * weeks + 1, name)
    return LookedThrough(name, hours[0], hours[-1] + timedelta(minutes=30))


def keep(circle: OpenCircle, clock: Clock, token: Callable[[], str], found: Found) -> NextMeeting:
    """Keep the time that was found as the next meeting, with what it costs; twice is as once."""
    costs = {share.member: share.cost for share in found.slot.shares}
    with circle.transaction():
        kept = move(circle, clock, token, found.starts, zone=found.zone, minutes=found.minutes)
        take_on(circle, costs)
    return kept


class _Search:
    """Every half hour of some days, and what it is to each member."""

    def __init__(
        self,
        circle: OpenCircle,
        clock: Clock,
        zone: str,
        window: Sequence[date],
        members: Sequence[Member],
        busy: Busy,
    ) -> None:
        from circle_tui.calendars.slots import half_hours_from, walls

        self._circle, self._clock = circle, clock
        again = planned(circle, clock) is not None
        borne = burdens(circle.people.members(), again=again)
        self._cadence = circle.people.profile().cadence
        self._zone, self._window, self._members, self._busy = zone, window, members, busy
        self._borne = [borne[member.id] for member in members]
        self._zones = [home_of(member, self._cadence, zone) for member in members]
        # One day more, for a meeting that runs over the last midnight.
        self._instants = half_hours_from(window[0], len(window) + 1, zone)
        self._walls = {name: walls(self._instants, name) for name in {zone, *self._zones}}

    def found(self, minutes: int, asked: Asked) -> Found:
        """Return the fair time. Raises ``Refusal`` when none is possible for everybody."""
        starts = self._starts(asked)
        costs = self._costs(minutes, starts)
        choice = choose(costs, self._borne)
        if choice is None:
            raise self._none(minutes, starts, costs, asked)

        def slot(number: int) -> Slot:
            return self._slot(starts[number], minutes, [row[number] for row in costs])

        heat = self._heat(slot(choice.start), minutes)
        runners = tuple(slot(number) for number in choice.runners_up)
        unsaid = tuple(member.alias for member in self._members if member.week is None)
        return Found(
            slot=heat.slot,
            zone=self._zone,
            minutes=minutes,
            runners_up=runners,
            choice=choice,
            looked_at=len(starts),
            day=heat.day,
            strips=heat.strips,
            unsaid=unsaid,
            asked=asked,
        )

    def _heat(self, slot: Slot, minutes: int) -> Heat:
        """Return a time with what the half hours of its day are to everybody."""
        from circle_tui.calendars.slots import half_hours_from

        day = self._walls[self._zone][self._instants.index(slot.start)].date()
        hours = half_hours_from(day, 1, self._zone)
        at = self._instants.index(hours[0])
        strips = [
            Strip(share.alias, walls[at], tuple(row[at : at + len(hours)]))
            for share, walls, row in zip(
                slot.shares,
                (self._walls[name] for name in self._zones),
                self._rows(30),
                strict=True,
            )
        ]
        return Heat(slot, self._zone, minutes, hours[0], tuple(strips))

    def _starts(self, asked: Asked) -> tuple[int, ...]:
        """Return the half hours at which a meeting may start. Raises ``Refusal`` for none."""
        from circle_tui.calendars.slots import starting

        here = self._walls[self._zone]
        last, out = self._window[-1], self._cadence.leaves_out if self._cadence else None
        free = {day: not (out and out(day)) for day in self._window}
        before = self._instants[0] - timedelta(seconds=1)
        starts = tuple(
            number
            for number in starting(self._instants, self._zone, before, asked.days)
            if here[number].date() <= last and free[here[number].date()]
        )
        if not starts:
            raise _no_day(asked)
        return starts

    def _rows(self, minutes: int) -> list[list[int]]:
        """Return what a meeting of this length costs each member, by every half hour."""
        return [
            meeting_costs(
                member.week or Week(),
                self._walls[name],
                minutes,
                self._instants[0],
                self._busy.get(member.id, ()),
            )
            for member, name in zip(self._members, self._zones, strict=True)
        ]

    def _costs(self, minutes: int, starts: Sequence[int]) -> list[list[int]]:
        return [[row[start] for start in starts] for row in self._rows(minutes)]

    def _slot(self, number: int, minutes: int, costs: Sequence[int]) -> Slot:
        from circle_tui.calendars.slots import walls

        start = self._instants[number]
        end = start + timedelta(minutes=minutes)
        shares = []
        for member, name, cost, borne in zip(
            self._members, self._zones, costs, self._borne, strict=True
        ):
            local, until = walls([start, end], name)
            shares.append(Share(member.id, member.alias, name, local, until, cost, borne))
        return Slot(start, end, sum(costs), tuple(shares))

    def _none(
        self, minutes: int, starts: Sequence[int], costs: list[list[int]], asked: Asked
    ) -> NoFairTime:
        """Say who misses least, without a reason of anybody's, and what would help."""
        close = nearest(costs)
        assert close is not None  # there are starts, or it would have been refused before
        fits = next(
            (m for m in _SHORTER if m < minutes and choose(self._costs(m, starts), self._borne)),
            None,
        )
        heat = self._heat(
            self._slot(starts[close.start], minutes, [row[close.start] for row in costs]), minutes
        )
        return NoFairTime(heat, asked, fits, self._typed(heat))

    def _typed(self, heat: Heat) -> str:
        """Return a time as it is typed, with zone and length where they are not the usual ones."""
        from circle_tui.calendars.words import as_typed

        told = as_typed(heat.starts, heat.zone, wanted_zone(self._circle, self._clock))
        kept, lengths = planned(self._circle, self._clock), {heat.minutes}
        lengths |= {usual_minutes(self._circle, self._clock)}
        lengths |= {kept.meeting.minutes} if kept else set()  # also of one that was called off
        return told if len(lengths) == 1 else f"{told} --minutes {heat.minutes}"


def _no_day(asked: Asked) -> Refusal:
    """Say that every day is left out, and how some come in."""
    way = ""
    if not asked.days:
        way = ' Say which days, as in --days "mon-fri", or leave --days out.'
    elif asked.more_weeks:
        way = f" Look further with: {replace(asked, weeks=asked.more_weeks).again()}"
    return Refusal(
        "There is no day to look at: every one of them is left out, by --days or by the circle's "
        f"rhythm. Nothing was changed.{way}"
    )


def _require_weeks(weeks: int) -> None:
    if not 1 <= weeks <= MOST_WEEKS:
        raise InputError(f"Times are looked for in 1 to {MOST_WEEKS} weeks, not in {weeks}.")


def _zone(circle: OpenCircle, clock: Clock, zone: str | None) -> str:
    """Return the zone in which days are counted: the one asked for, else where times are meant."""
    from circle_tui.calendars.zone_words import zone_typed

    return zone_typed(zone) if zone else wanted_zone(circle, clock)


def _first(circle: OpenCircle, clock: Clock, zone: str, wanted: date | None) -> date:
    """Return the day to begin at: the one wanted, else the Monday of the meeting's own week."""
    from circle_tui.calendars.slots import walls

    tomorrow = walls([clock.now()], zone)[0].date() + timedelta(days=1)
    if wanted is None:
        try:
            due = upcoming(circle, clock)[0].date()
        except (InputError, Refusal):  # no rhythm, or none any more
            due = tomorrow
        wanted = due - timedelta(days=due.weekday())
    return max(wanted, tomorrow)
