"""Whose answer a reply or a spoken word is, and whether it is about the meeting as it stands."""

from collections.abc import Iterable
from dataclasses import field
from datetime import UTC, datetime, timedelta

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member, Standing, standing
from circle_tui.domain.rsvp import Rsvp, Said
from circle_tui.domain.values import value

_WORDS = {
    **dict.fromkeys(("yes", "y", "accepted", "coming"), Said.ACCEPTED),
    **dict.fromkeys(("maybe", "tentative"), Said.TENTATIVE),
    **dict.fromkeys(("no", "n", "declined"), Said.DECLINED),
}
"""What may be typed for an answer that was given by word of mouth."""

_AHEAD = timedelta(days=1)
"""How far the clock of a member's computer may be ahead: a wrong zone makes it most of a day."""

_MOMENT = timedelta(seconds=1)
"""What an answer is later by at least: calendars write whole seconds."""


@value
class Heard:
    """What a reply to an invitation says: to which, who answers what, and when it was written.

    ``addresses`` are those it is from: the member's, and beside it some calendars name the
    organizer, who was in the invitation too.
    """

    uid: str
    addresses: tuple[str, ...] = field(repr=False)
    said: tuple[Said, ...]
    sequence: int
    stamp: datetime


def rsvp_of(
    heard: Heard, meeting: Meeting, members: Iterable[Member], organizer: str, now: datetime
) -> Rsvp:
    """Return the answer of one of the ``members`` who are asked to ``meeting``.

    ``organizer`` is the address of who invites, empty if nobody does; ``now`` is aware. Raises
    ``InputError`` for a reply that is not to this meeting, or of nobody who was invited.
    """
    if heard.uid != meeting.uid:
        raise InputError("It answers another invitation than that to this circle's next meeting.")
    if heard.sequence > meeting.sequence:
        raise InputError(
            "It answers a newer invitation than this circle knows, as after a backup was put back."
        )
    if heard.stamp > now + _AHEAD:
        raise InputError(
            "It says that it was written in the future: a clock is wrong, there or here. Later "
            "answers would not count any more."
        )
    theirs = [
        (address, said)
        for address, said in zip(heard.addresses, heard.said, strict=True)
        if address.casefold() != organizer.casefold()
    ]
    if len(theirs) != 1:
        raise InputError("An answer has to be of one member, and of nobody else.")
    ((address, said),) = theirs
    own = [member for member in members if member.email.casefold() == address.casefold()]
    asked = [member for member in own if member.id in meeting.asked]
    if not own:
        raise InputError(
            "It is from an e-mail address that nobody in this circle has. If you know whose it "
            "is, say so first: circle members edit NAME --email ADDRESS"
        )
    if not asked:
        raise InputError("It is from a member who is not invited to this meeting.")
    if len(asked) > 1:
        raise InputError("Several members have the e-mail address it is from.")
    return Rsvp(asked[0].id, said, heard.sequence, heard.stamp)


def parse_said(words: str) -> Said:
    """Return the answer that ``yes``, ``no`` or ``maybe`` is. Raises ``InputError``."""
    said = _WORDS.get(words.strip().casefold())
    if said is None:
        raise InputError("An answer is yes, no or maybe.")
    return said


def spoken(member: Member, said: Said, meeting: Meeting, now: datetime) -> Rsvp:
    """Return what a member answered by word of mouth, to the meeting as it stands.

    ``now`` is aware. It is the last word so far, also where the clock of the member's calendar ran
    ahead when they answered by mail. What they write later counts more, whichever of the
    invitations to this time it answers. Raises ``InputError`` for
    who is not expected, or was left out.
    """
    if member.id in meeting.without:
        raise InputError(
            f"{member.name} was left out of this meeting. To invite them again: circle next "
            f"--invite {member.alias}"
        )
    stands = standing(member, meeting.starts.date())
    if stands is not Standing.MEMBER:
        raise InputError(f"{member.name} is not expected at this meeting: {stands.value}.")
    stamp, sequence = now.astimezone(UTC).replace(microsecond=0), meeting.since
    for before in meeting.rsvps:
        if before.member == member.id:
            stamp = max(stamp, before.stamp + _MOMENT)
            sequence = max(sequence, before.sequence)
    return Rsvp(member.id, said, sequence, stamp)


def is_about(rsvp: Rsvp, meeting: Meeting) -> bool:
    """Tell whether an answer is about the meeting at the time where it stands now."""
    return rsvp.sequence >= meeting.since
