"""The invite for everybody, and one invitation for each member: made, and kept in mind, here.

Who has an invitation in hand is kept with the meeting, so that a later move or cancellation reaches
the same people, and whoever is not meant any more is told so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime

from circle_tui.domain.digest import blake2b
from circle_tui.domain.errors import Refusal
from circle_tui.domain.invitation import Guest, Style, is_plain_address
from circle_tui.domain.meeting import Meeting, MeetingStatus, ask, holding, tell
from circle_tui.domain.news import abreast
from circle_tui.domain.people import Member, home_of, meant
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value
from circle_tui.services.invite_style import style_of


@value
class Invitation:
    """One member's own file: ``method`` is what it says to calendars, REQUEST or CANCEL."""

    member: Member
    method: str
    data: bytes = field(repr=False)


@value
class Invitations:
    """Everybody's invitation to one meeting, and who should have one and has no address for it."""

    meeting: Meeting
    each: tuple[Invitation, ...]
    unreachable: tuple[Member, ...]


def for_everybody(circle: OpenCircle, clock: Clock, meeting: Meeting) -> tuple[Meeting, bytes]:
    """Return the kept ``meeting`` and its file for everybody, which names nobody but the organizer.

    Where the file says something else than before, the meeting is kept with a new stamp. It holds
    nothing that anybody typed but the style: weekdays, months and zones, which may be called as a
    member is (May, Sofia). So the gate looks for addresses and numbers alone, and at what was
    not chosen to be told.
    """
    from circle_tui.calendars.invite import invite
    from circle_tui.privacy.gate import check

    style, zones = style_of(circle), _zones(circle, meeting)
    check(invite(meeting, style=Style(style.summary), member_zones=zones).decode(), roster=())
    meeting = _told(circle, clock, meeting, style, zones)
    return meeting, invite(meeting, style=style, member_zones=zones)


def for_each(circle: OpenCircle, clock: Clock, meeting: Meeting) -> Invitations:
    """Return an invitation for each member who is expected at the kept ``meeting``.

    They are those with an address, without the organizer and whom ``leave_out`` left out. Who was
    invited before and is not any more gets a withdrawal. At a meeting that was called off, who was
    invited is told. Who should hear and has no address is told apart. Raises ``InputError`` without
    an organizer, and ``Refusal`` where nobody can be invited.
    """
    from circle_tui.calendars.invite import invite, withdrawal

    style, zones = style_of(circle), _zones(circle, meeting)
    meeting = _told(circle, clock, meeting, style, zones)
    off = meeting.status is MeetingStatus.CANCELLED
    hearing = _hearing(circle, clock, meeting)
    after = hearing.meeting
    each = []
    for member in hearing.asked:
        data = invite(after, style=style, member_zones=zones, guest=_guest(member))
        each.append(Invitation(member, "CANCEL" if off else "REQUEST", data))
    for member in hearing.taken_back:
        data = withdrawal(after, _guest(member), style)
        each.append(Invitation(member, "CANCEL", data))
    if not each and not off:
        raise Refusal(
            "There is nobody to invite: no member who is expected has an e-mail address. Nothing "
            "was written. Add one with: circle members edit NAME --email ADDRESS"
        )
    if after != meeting:
        circle.meetings.put(after)
    return Invitations(after, tuple(each), hearing.unreachable)


def mail_owed(circle: OpenCircle, clock: Clock, meeting: Meeting) -> bool:
    """Tell whether members have this meeting by mail, and the last mails are not true any more.

    Or whether somebody could not be told by these who can be told now.
    """
    posted = meeting.posted
    if posted is None:
        return False
    hearing = _hearing(circle, clock, meeting)
    after, said = hearing.meeting, said_by_mail(circle, hearing.meeting)
    new, gone = hearing.asked, hearing.taken_back
    if meeting.status is MeetingStatus.CANCELLED:
        new, gone = (), (*gone, *new)
    know = abreast(after, said, addresses(new))
    return (
        any(member.id not in know for member in new)
        or (posted.sequence, posted.told) != (after.sequence, said)
        or any(member.id in posted.holding for member in gone)
    )


def addresses(members: Iterable[Member]) -> dict[str, str]:
    """Return a digest of each member's address, by id: where a mail went, and no address."""
    return {
        member.id: blake2b(member.email.casefold().encode(), digest_size=8).hexdigest()
        for member in members
    }


def said_by_mail(circle: OpenCircle, meeting: Meeting) -> str:
    """Return a digest of what every invitation says, but for the hours of the others who come."""
    return _digest(meeting, style_of(circle), ())


def leave_out(
    circle: OpenCircle, meeting: Meeting, without: Sequence[Member], again: Sequence[Member] = ()
) -> Meeting:
    """Keep whom the facilitator leaves out of one meeting, and whom not any more; return it."""
    ids = {member.id for member in again}
    left = [m for m in dict.fromkeys((*meeting.without, *(m.id for m in without))) if m not in ids]
    after = replace(meeting, without=tuple(left))
    if after != meeting:
        circle.meetings.put(after)
    return after


@value
class _Hearing:
    """Who is to hear of a meeting: whom it asks, whom it is taken back from, and who cannot."""

    meeting: Meeting
    asked: tuple[Member, ...]
    taken_back: tuple[Member, ...]
    unreachable: tuple[Member, ...]


def _hearing(circle: OpenCircle, clock: Clock, meeting: Meeting) -> _Hearing:
    """Return who is to hear of a meeting now. Keeps nothing.

    No address gets news that contradict each other: what goes to one that is asked, or to the
    organizer's own, is not taken back there.
    """
    people = {member.id: member for member in circle.people.known()}
    organizer = style_of(circle).organizer
    own = organizer.address.casefold() if organizer else ""
    unreachable: list[Member] = []
    coming = [
        member
        for member in meant(circle.people.members(), meeting)
        if not own or member.email.casefold() != own
    ]
    unreachable += [member for member in coming if not is_plain_address(member.email)]
    if meeting.status is not MeetingStatus.CANCELLED:
        wanted = [member.id for member in coming if member not in unreachable]
        meeting = ask(meeting, wanted, clock.now())
    asked = _of(people, meeting.asked)
    had = dict.fromkeys((*holding(meeting), *meeting.withdrawn))
    gone = _of(people, [member for member in had if member not in meeting.asked])
    lost = [m for m in (*asked, *gone) if not is_plain_address(m.email)]
    unreachable += [member for member in lost if member not in unreachable]
    asked = [member for member in asked if member not in lost]
    taken = {own, *(member.email.casefold() for member in asked)}
    back = [m for m in gone if m not in lost and m.email.casefold() not in taken]
    return _Hearing(meeting, tuple(asked), tuple(back), tuple(unreachable))


def _of(people: Mapping[str, Member], ids: Iterable[str]) -> list[Member]:
    """Return those of these people who are known still."""
    return [people[member] for member in ids if member in people]


def _guest(member: Member) -> Guest:
    return Guest(member.email, member.name)


def _zones(circle: OpenCircle, meeting: Meeting) -> list[str]:
    """Return the zones in which those live who are meant."""
    cadence = circle.people.profile().cadence
    coming = meant(circle.people.members(), meeting)
    return [home_of(member, cadence, meeting.zone) for member in coming]


def _told(
    circle: OpenCircle, clock: Clock, meeting: Meeting, style: Style, zones: Sequence[str]
) -> Meeting:
    """Return the meeting with the stamp of what its file says now, and keep it if that is new."""
    after = _with_stamp(clock, meeting, style, zones)
    if after != meeting:
        circle.meetings.put(after)
    return after


def _with_stamp(clock: Clock, meeting: Meeting, style: Style, zones: Sequence[str]) -> Meeting:
    """Return the meeting with the stamp of what its file says now. Keeps nothing."""
    return tell(meeting, _digest(meeting, style, zones), clock.now())


def _digest(meeting: Meeting, style: Style, zones: Sequence[str]) -> str:
    """Return a digest of all that a meeting's file says, but for its sequence and stamp."""
    from hashlib import sha256

    from circle_tui.calendars.invite import invite

    bare = replace(
        meeting, sequence=0, stamp=datetime(2026, 1, 1, tzinfo=UTC), status=MeetingStatus.CONFIRMED
    )
    return sha256(invite(bare, style=style, member_zones=zones)).hexdigest()
