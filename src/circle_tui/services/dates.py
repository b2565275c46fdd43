"""The coming dates of a circle, changed one at a time: the calendar screen only calls."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from datetime import date, datetime
from pathlib import Path

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus
from circle_tui.domain.people import Member, expected, home_of, left_out
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.series import Stands
from circle_tui.domain.values import value
from circle_tui.services.coming import Coming, Listed, falling_away, listed_dates
from circle_tui.services.finding import find, keep
from circle_tui.services.found import Found
from circle_tui.services.handing_out import hand_out
from circle_tui.services.inviting import (
    INVITE,
    NextMeeting,
    cadence_of,
    call_off,
    move,
    planned,
    set_rhythm,
    settle,
)
from circle_tui.services.moving import moved_words
from circle_tui.services.passing_on import owed, passing_on
from circle_tui.services.rsvps import Answers, answers_to
from circle_tui.services.wanted import wanted_start, wanted_zone
from circle_tui.services.workspace import Workspace

SHOWN = 8
"""How many dates are looked ahead: half a year of a circle that meets every three weeks."""

KEPT = (Stands.PLANNED, Stands.CALLED_OFF)
"""How a date stands that is the kept meeting."""


_NAMED = 3
"""How many dates that fall away are named; the others are counted."""


@value
class Places:
    """When a date is in one place: ``starts`` is aware, and ``names`` are those who are there."""

    place: str
    starts: datetime
    names: tuple[str, ...] = field(repr=False)


@value
class Wanted:
    """A date that was typed for the next meeting, and what there is to know of it, line by line."""

    date: Coming
    told: tuple[str, ...] = field(repr=False)


class Dates:
    """The coming dates of one circle, and what may become of them.

    Whatever changes the meeting that people have in their calendars writes its invite anew:
    ``file``, else the one in the folder of the circle's exports. It is one step: where the file
    cannot be written, nothing is changed. What is returned says what was done, and whom somebody
    has to tell.
    """

    def __init__(self, workspace: Workspace, file: Path | None = None) -> None:
        self.file = file or workspace.exports / INVITE
        self._space = workspace
        self._circle: OpenCircle = workspace.circle
        self._clock: Clock = workspace.clock
        self._token: Callable[[], str] = workspace.token

    def listed(self) -> Listed:
        """Return the coming dates, those that are left out among them."""
        return listed_dates(self._circle, self._clock, SHOWN)

    def places(self, date: Coming) -> tuple[Places, ...]:
        """Return when a date is for whom, from west to east; nothing where all are in one zone.

        Who was left out of the meeting is not among them. Raises ``InputError`` for a time that
        clocks skip or repeat.
        """
        from circle_tui.calendars.words import place
        from circle_tui.calendars.zones import instant, zone

        begins = instant(date.starts, date.zone)
        cadence = self._circle.people.profile().cadence
        without = {member.id for member in self._left_out(date)}
        there: dict[str, list[str]] = {}
        for member in expected(self._circle.people.members(), date.starts.date()):
            if member.id not in without:
                home = home_of(member, cadence, date.zone)
                there.setdefault(home, []).append(member.name)
        if set(there) <= {date.zone}:
            return ()
        local = {}
        for name in there:
            with suppress(InputError):  # the zone is no longer in the data
                local[name] = begins.astimezone(zone(name))
        order = sorted(local, key=lambda name: (local[name].replace(tzinfo=None), name))
        return tuple(Places(place(name), local[name], tuple(there[name])) for name in order)

    def not_invited(self, date: Coming) -> tuple[str, ...]:
        """Return who was left out of a date by the facilitator, by name."""
        return tuple(member.name for member in self._left_out(date))

    def answers(self, date: Coming) -> Answers | None:
        """Return what members answered to a date; ``None`` unless it is the meeting to be held."""
        meeting = self._circle.meetings.get()
        if meeting is None or date.standing is not Stands.PLANNED:
            return None
        return answers_to(self._circle, meeting)

    def _left_out(self, date: Coming) -> tuple[Member, ...]:
        meeting = self._circle.meetings.get()
        if meeting is None or date.standing not in KEPT:
            return ()
        return left_out(self._circle.people.members(), meeting)

    def owed(self) -> tuple[str, ...]:
        """Return what is to be done where members have the kept meeting by mail as it was."""
        return owed(self._circle, self._clock)

    def invite(self) -> str:
        """Keep the next meeting and write its invite. Raises as ``settle`` and ``StoreError``.

        Of one that was called off that is its cancellation: it is still in people's calendars.
        """

        def decided() -> NextMeeting:
            kept = planned(self._circle, self._clock)
            off = kept if kept is not None and kept.called_off else None
            return off or settle(self._circle, self._clock, self._token)

        return self._told(decided, "Written")

    def zone(self) -> str:
        """Return the place by whose clocks a time is typed."""
        from circle_tui.calendars.words import place

        return place(wanted_zone(self._circle, self._clock))

    def read(self, words: str) -> Wanted:
        """Return the date that was typed, for the next meeting.

        Raises ``InputError`` for what cannot be read, and for a time that is over or that clocks
        skip or repeat.
        """
        from circle_tui.calendars.words import start_text

        typed = wanted_start(self._circle, self._clock, words)
        words = start_text(typed.starts, typed.zone)
        date = Coming(typed.starts, typed.zone, words, Stands.PLANNED)
        hours = [
            f"{each.starts:%a %H:%M} in {each.place}: {', '.join(each.names)}"
            for each in self.places(date)
        ] or ["It is the same hour for everybody."]
        told = (*hours, self._falling_away(date), typed.renamed)
        return Wanted(date, tuple(line for line in told if line))

    def _falling_away(self, wanted: Coming) -> str:
        """Say which of the rhythm's dates fall away where the next meeting is put there.

        It is put there and taken back, so that this can be no other answer than the one afterwards.
        """
        dates: tuple[Coming, ...] = ()
        with suppress(_TakenBack), self._circle.transaction():
            following = move(
                self._circle, self._clock, self._token, wanted.starts, zone=wanted.zone
            )
            dates = falling_away(self._circle, self._clock, following)
            raise _TakenBack
        days = [f"{date.starts.day} {date.starts:%B}" for date in dates[:_NAMED]]
        days += [f"{len(dates) - _NAMED} more"] if len(dates) > _NAMED else []
        return f"These dates fall away: {', '.join(days)}" if days else ""

    def move(self, date: Coming) -> str:
        """Put the next meeting on another date. Raises ``InputError`` for one that is over."""
        return self._told(
            lambda: move(self._circle, self._clock, self._token, date.starts, zone=date.zone)
        )

    def toggle(self, date: Coming) -> str:
        """Let a date not take place, or take place after all, and say so in words.

        Raises ``Refusal`` for one that is left out with others, as a holiday or a month.
        """
        if date.standing is Stands.PLANNED:
            return self._told(lambda: call_off(self._circle, self._clock))
        if date.standing is Stands.CALLED_OFF:
            return "It takes place after all: " + self.move(date)
        if date.standing is Stands.FALLS_AWAY:
            raise Refusal(
                "That date falls away because the next meeting was put after it. Nothing was "
                "changed. To meet then, move the meeting there."
            )
        cadence, day = cadence_of(self._circle), date.starts.date()
        if date.standing is Stands.RHYTHM:
            return self._rhythm(cadence.leaving_out(day), f"Left out: {date.words}.")
        held = cadence.meeting_on(day)
        if held.leaves_out(day):
            raise Refusal(_left_out_with_others(cadence, day))
        return self._rhythm(held, f"The circle meets after all: {date.words}.")

    def _rhythm(self, cadence: Cadence, said: str) -> str:
        """Keep a rhythm, and write the invite where the kept meeting went along with it."""
        before = self._circle.meetings.get()
        with self._circle.transaction():
            kept = set_rhythm(self._circle, self._clock, self._token, cadence)
            if kept is None or (before and before.sequence == kept.meeting.sequence):
                return said
            return f"{said}\n{self._told(lambda: kept, before=before)}"

    def find(self, weeks: int = 1) -> Found:
        """Return the fairest time for the next meeting in so many weeks.

        Raises ``NoFairTime`` where no time is possible for everybody, and ``Refusal`` where there
        is nobody, or no day, to look at.
        """
        return find(self._circle, self._clock, weeks=weeks)

    def names(self) -> dict[str, str]:
        """Return what members are called, by id: for the facilitator's own eyes."""
        return {member.id: member.name for member in self._circle.people.members()}

    def take(self, found: Found) -> str:
        """Keep a time that was found as the next meeting."""
        return self._told(lambda: keep(self._circle, self._clock, self._token, found))

    def _told(
        self,
        decide: Callable[[], NextMeeting],
        called: str = "The new invite",
        before: Meeting | None = None,
    ) -> str:
        """Do what was decided, write the files, and return what there is to say, line by line.

        ``before`` is the meeting as it was, where a part of that is done by now.
        """
        from circle_tui.calendars.words import start_text

        before = before or self._circle.meetings.get()
        written = hand_out(self._circle, self._clock, lambda: decide().meeting, self.file)
        meeting = written.prepared.meeting
        when = f"{start_text(meeting.starts, meeting.zone)}, {meeting.minutes} min."
        if meeting.status is MeetingStatus.CANCELLED:
            when, called = f"Called off: {when}", "To take it out of calendars"
        news = passing_on(self._circle, written, sealed=self._space.lock is not None)
        changed = moved_words(before, meeting)
        return "\n".join([when, *changed, *news, f"{called}: {written.file}"])


def _left_out_with_others(cadence: Cadence, day: date) -> str:
    """Say by what a day is left out together with others, and the command that ends all of it."""
    from circle_tui.calendars.words import MONTHS, holiday_text, listed

    breaks = [holiday_text(each) for each in cadence.holidays if each.covers(day)]
    by, ends = [], []
    if day.month in cadence.skipped:
        others = [MONTHS[month - 1].lower() for month in cadence.skipped if month != day.month]
        by.append(f"all of {MONTHS[day.month - 1]}")
        ends.append(f'--not-in "{", ".join(others) or "none"}"')
    if breaks:
        by.append(listed(breaks))
        ends.append(f'--meet-on "{day}"')
    return (
        f"That day is left out with others: {' and '.join(by)}. Nothing was changed. To meet on "
        f"all of these:\ncircle rhythm {' '.join(ends)}"
    )


class _TakenBack(Exception):
    """Ends a step that was only to be looked at."""
