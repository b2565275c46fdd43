"""Answers to invitations: read, checked all together, shown, and kept in one step.

Nothing of any file is kept unless every file can be used. One that is older than what is known
already changes nothing, as calendars take it too.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from pathlib import Path

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.people import Member, meant
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.rsvp import Rsvp, Tally, newest, parse_quorum, tally
from circle_tui.domain.rsvp_rules import is_about, rsvp_of
from circle_tui.domain.values import value
from circle_tui.services.arriving import read_file
from circle_tui.services.workspace import Workspace


@value
class Arrived:
    """One reply file, whose it is, and what it answers.

    ``before`` is what the member had answered by then. ``old`` tells why nothing changes, empty
    where something does.
    """

    path: Path
    member: Member = field(repr=False)
    rsvp: Rsvp
    before: Rsvp | None
    old: str = ""


@value
class IncomingRsvps:
    """What reply files change, file by file, and the meeting with all of it."""

    arrived: tuple[Arrived, ...]
    meeting: Meeting

    @property
    def changes(self) -> int:
        """How many files have something new."""
        return sum(not each.old for each in self.arrived)


def incoming_rsvps(space: Workspace, paths: Sequence[Path]) -> IncomingRsvps:
    """Return what the replies in these files change. Changes nothing.

    Raises ``Refusal`` where there is no meeting to answer to, and ``InputError`` with a sentence
    for each file that cannot be used.
    """
    from circle_tui.calendars.rsvp import LARGEST, read_rsvp, too_large

    meeting = _answerable(space)
    people = space.circle.people
    style, known = people.profile().invite, people.known()
    organizer = style.organizer.address if style and style.organizer else ""
    by_id = {member.id: member for member in known}
    arrived: list[Arrived] = []
    failed: list[str] = []
    for path in paths:
        try:
            heard = read_rsvp(read_file(path, LARGEST, too_large))
            rsvp = rsvp_of(heard, meeting, known, organizer, space.clock.now())
        except InputError as error:
            failed.append(f"{path}: {error}")
            continue
        before = next((r for r in meeting.rsvps if r.member == rsvp.member), None)
        after = newest(*meeting.rsvps, rsvp)
        old = ""
        if not is_about(rsvp, meeting):
            old = "it answers an earlier time of this meeting"
        elif after == meeting.rsvps:
            old = "it was taken in before" if rsvp == before else "there is a newer answer"
        else:
            meeting = replace(meeting, rsvps=after)
        arrived.append(Arrived(path, by_id[rsvp.member], rsvp, before, old))
    if failed:
        raise InputError("\n".join([*failed, "Nothing was taken in."]))
    return IncomingRsvps(tuple(arrived), meeting)


def take_in_rsvps(space: Workspace, wanted: IncomingRsvps) -> None:
    """Keep the answers. Raises ``StoreError``; nothing was changed then."""
    if wanted.changes:
        space.circle.meetings.put(wanted.meeting)


def tally_of(circle: OpenCircle, meeting: Meeting) -> Tally | None:
    """Return who answered what in numbers, ``None`` where nobody was asked or it is called off."""
    if not meeting.asked or meeting.status is MeetingStatus.CANCELLED:
        return None
    profile = circle.people.profile()
    own = ""
    if profile.invite and profile.invite.organizer:
        own = profile.invite.organizer.address.casefold()
    coming = meant(circle.people.members(), meeting)
    here = any(own and member.email.casefold() == own for member in coming)
    asked = [member for member in meeting.asked if member not in meeting.without]
    return tally(asked, meeting.rsvps, profile.quorum, organizer=here)


def set_quorum(circle: OpenCircle, number: int) -> None:
    """Keep how many have to accept before a meeting, 0 for no such number.

    Raises ``InputError``.
    """
    profile = circle.people.profile()
    after = replace(profile, quorum=parse_quorum(number))
    if after != profile:
        circle.people.put_profile(after)


def _answerable(space: Workspace) -> Meeting:
    """Return the meeting to which there can be answers. Raises ``Refusal`` where there is none."""
    from circle_tui.services.inviting import planned

    following = planned(space.circle, space.clock)
    if following is None:
        raise Refusal(
            "No meeting is planned that anybody could answer to; the last one is over. Nothing was "
            "taken in."
        )
    if following.called_off:
        raise Refusal(
            "The meeting was called off, so answers to it do not count. Nothing was taken in."
        )
    if not following.meeting.asked:
        raise Refusal(
            "Nobody was asked to answer yet. Nothing was taken in. To ask: circle next --mail"
        )
    return following.meeting
