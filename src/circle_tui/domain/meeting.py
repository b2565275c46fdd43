"""The next meeting: how often a circle meets, and one dated meeting with its calendar identity."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import StrEnum

from circle_tui.domain.rsvp import Rsvp
from circle_tui.domain.values import value

USUAL_MINUTES = 130
"""How long a meeting is when nobody says: as long as the agenda that is offered first."""


class Rhythm(StrEnum):
    """How a cadence steps from one meeting to the next."""

    WEEKS = "weeks"
    """Every ``every`` weeks on ``weekday``, counted from ``anchor``."""
    MONTHLY = "monthly"
    """The ``nth`` ``weekday`` of every ``every``-th month, counted from ``anchor``'s month."""


@value
class Holiday:
    """Days on which a circle does not meet, the first to the last of them.

    ``yearly`` ones come back: their month and day count, and not the year, so that ``24 December to
    6 January`` goes over the end of each. Such a one is shorter than a year.
    """

    first: date
    last: date
    yearly: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether ``day`` is one of these days."""
        if not self.yearly:
            return self.first <= day <= self.last
        first, last, that = ((d.month, d.day) for d in (self.first, self.last, day))
        return first <= that <= last if first <= last else (that >= first or that <= last)


@value
class Cadence:
    """When a circle meets, as wall time in its own zone (never UTC: 18:30 stays 18:30).

    ``weekday`` is 0 for Monday to 6 for Sunday. ``nth`` is 1 to 5, or -1 for the last one, and
    counts only for ``monthly``; a month without a fifth has no meeting. ``anchor`` is a date from
    which steps are counted. ``minutes`` is the length of a meeting.

    ``skipped`` are months (1 to 12) and ``holidays`` days in which the circle does not meet. A
    meeting that would fall there is left out and the steps are counted on as if it had been held:
    so the others stay where everybody expects them.
    """

    rhythm: Rhythm
    every: int
    weekday: int
    at: time
    zone: str
    minutes: int
    anchor: date
    nth: int = 1
    skipped: tuple[int, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def leaves_out(self, day: date) -> bool:
        """Tell whether the circle does not meet on ``day``, whatever its steps say."""
        return day.month in self.skipped or any(holiday.covers(day) for holiday in self.holidays)

    def leaving_out(self, day: date) -> "Cadence":
        """Return the cadence without a meeting on ``day``, this once."""
        return replace(self, holidays=(*self.holidays, Holiday(day, day)))

    def meeting_on(self, day: date) -> "Cadence":
        """Return the cadence without the holidays that are ``day`` and nothing else.

        Longer ones and skipped months were meant as a whole and stay: ``leaves_out`` tells.
        """
        kept = (each for each in self.holidays if each != Holiday(day, day))
        return replace(self, holidays=tuple(kept))


class MeetingStatus(StrEnum):
    """Whether a meeting stands; the values are iCalendar's own words."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@value
class Reached:
    """A member, by id, and the address to which a mail to them went, as a digest of it."""

    member: str
    address: str


@value
class Posted:
    """What the mails about a meeting said that were last laid down as drafts.

    ``sequence`` is the meeting's own at that time, and ``told`` a digest of what everybody's
    invitation said, but for the hours of those who come: who they are is no news to others, and
    calls for no mail. ``holding`` are the members, by id, who have an invitation by mail that no
    mail has taken back, and ``abreast`` those of them whose invitation said what the meeting was
    then. ``to`` are those who had one of the last mails. ``sent`` is the instant (aware, UTC) at
    which it begins by these, and ``before`` the one of which the mails before told, if another.
    """

    sequence: int
    told: str
    holding: tuple[str, ...] = ()
    abreast: tuple[Reached, ...] = ()
    to: tuple[str, ...] = ()
    sent: datetime | None = None
    before: datetime | None = None


@value
class Meeting:
    """One planned meeting as it was last exported.

    ``starts`` is naive wall time in ``zone``. ``uid`` is random, made once and never changed;
    ``sequence`` and ``stamp`` (aware, UTC) are stored so that exporting an unchanged meeting again
    gives the same bytes, and go up only when time or status changes (RFC 5546, 2.1.4).

    ``sent`` is the instant (aware, UTC) at which it begins by the zone data it was told with,
    ``None`` in circles that kept none: laws change, and zone data follow. ``stands_for`` is the
    instant (aware, UTC) of the rhythm's meeting in whose place this one is, ``None`` where it is
    that meeting itself. ``overdue`` is the instant (aware, UTC) of the meeting before, where that
    was to have begun when this one was put: it may be late, and is then still to be held.

    ``asked`` are the members, by id, who have an invitation of their own in hand, ``dropped`` those
    who had one and are not meant any more, ``withdrawn`` those of them who are told so with this
    sequence, ``without`` whom the facilitator left out of this meeting. ``told`` is a digest of
    what the file said besides when, empty before the first.

    ``rsvps`` has what members answered, each one's last. Answers count to invitations from the
    sequence ``since`` on: those before were to another time, and ``overtaken`` are the members who
    have one of those in hand. ``posted`` is what mails told, ``None`` where members are not told by
    mail.
    """

    uid: str
    starts: datetime
    zone: str
    minutes: int
    sequence: int
    stamp: datetime
    status: MeetingStatus = MeetingStatus.CONFIRMED
    sent: datetime | None = None
    stands_for: datetime | None = None
    overdue: datetime | None = None
    asked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    told: str = ""
    rsvps: tuple[Rsvp, ...] = ()
    since: int = 0
    overtaken: tuple[str, ...] = ()
    posted: Posted | None = None


def plan_meeting(
    previous: Meeting | None,
    starts: datetime,
    zone: str,
    minutes: int,
    *,
    uid: str,
    stamp: datetime,
) -> Meeting:
    """Return the meeting to export when it shall be at ``starts`` (naive, in ``zone``).

    With no ``previous`` one it is new and takes the fresh random ``uid``. Planned again as it was,
    it comes back unchanged; moved, or taken up again after it was cancelled, it keeps its uid and
    calendars replace it because its sequence is higher (RFC 5546, 2.1.4). ``stamp`` is now, aware.
    """
    if previous is None:
        return Meeting(uid, starts, zone, minutes, sequence=0, stamp=_whole_second(stamp))
    status = MeetingStatus.CONFIRMED
    return _revised(
        previous,
        replace(previous, starts=starts, zone=zone, minutes=minutes, status=status),
        stamp,
    )


def renew(meeting: Meeting, begins: datetime, stamp: datetime) -> Meeting:
    """Return ``meeting`` told anew because it begins at another instant than was ``sent``.

    Its wall time stays, ``begins`` (aware, UTC) is what that is by the zone data of today.
    Calendars take it for an update, as its sequence is higher; unchanged where nothing moved.
    """
    return _revised(meeting, replace(meeting, sent=begins), stamp)


def cancel(meeting: Meeting, stamp: datetime) -> Meeting:
    """Return ``meeting`` called off; unchanged if it already was. ``stamp`` is now, aware."""
    return _revised(meeting, replace(meeting, status=MeetingStatus.CANCELLED), stamp)


def ask(meeting: Meeting, wanted: Iterable[str], stamp: datetime) -> Meeting:
    """Return ``meeting`` with invitations to just these members, by id; ``stamp`` is now, aware.

    Who was asked before and is not wanted any more is dropped, and may come back. Both raise the
    sequence, or calendars would take the news for older than what they have (RFC 5546, 2.1.4);
    somebody who is asked for the first time has nothing that it could be newer than.
    """
    asked = tuple(dict.fromkeys(wanted))
    gone = [member for member in meeting.asked if member not in asked]
    dropped = tuple(m for m in dict.fromkeys((*meeting.dropped, *gone)) if m not in asked)
    if (asked, dropped) == (meeting.asked, meeting.dropped):
        return meeting
    after = replace(meeting, asked=asked, dropped=dropped)
    if dropped == meeting.dropped:
        return after
    left = tuple(rsvp for rsvp in meeting.rsvps if rsvp.member not in gone)
    revised = _revised(meeting, after, stamp)
    told = meeting.posted is not None and meeting.posted.sequence >= meeting.since
    return replace(
        revised,
        withdrawn=tuple(gone),
        rsvps=left,
        since=meeting.since,
        overtaken=() if told else meeting.overtaken,
    )


def tell(meeting: Meeting, told: str, stamp: datetime) -> Meeting:
    """Return ``meeting`` with a file that says what ``told`` is a digest of, besides when.

    Its sequence stays, and where the file is news its stamp is ``stamp``, which is now (aware).
    """
    return replace(meeting, told=told, stamp=stamp_of(meeting.told, told, meeting.stamp, stamp))


def stamp_of(before: str, told: str, kept: datetime, now: datetime) -> datetime:
    """Return the stamp of a file that says what ``told`` is a digest of, and said ``before``.

    That is ``kept`` while it says the same, and for a first one, else ``now`` (aware): as for a new
    title (RFC 5546, 2.1.4).
    """
    return _whole_second(now) if before and before != told else kept


def holding(meeting: Meeting) -> tuple[str, ...]:
    """Return who has an invitation in hand, by id, as far as anybody knows."""
    if meeting.posted is not None:
        return meeting.posted.holding
    return (*meeting.asked, *meeting.withdrawn)


def _revised(previous: Meeting, wanted: Meeting, stamp: datetime) -> Meeting:
    """Return ``wanted`` one sequence number higher, or ``previous`` if nothing differs.

    Nobody has answered that yet.
    """
    if wanted == previous:
        return previous
    before, after = ((m.starts, m.zone, m.sent) for m in (previous, wanted))
    sequence, stamp = previous.sequence + 1, _whole_second(stamp)
    return replace(
        wanted,
        sequence=sequence,
        stamp=stamp,
        withdrawn=(),
        rsvps=(),
        since=sequence,
        overtaken=previous.overtaken if before == after else holding(previous),
    )


def _whole_second(stamp: datetime) -> datetime:
    """Return ``stamp`` in UTC as a calendar file can hold it, without fractions of a second."""
    return stamp.astimezone(UTC).replace(microsecond=0)
