"""Invitations as letters: what each member's mail says, and in whose name it goes.

Who gets one, and that the circle keeps that, is ``services/invitations.py``.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.invitation import SUMMARY, Guest, Organizer, Style
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.news import abreast, post
from circle_tui.domain.people import Member
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.post import Letter
from circle_tui.domain.values import value
from circle_tui.services.invitations import (
    Invitation,
    Invitations,
    addresses,
    for_each,
    said_by_mail,
)
from circle_tui.services.invite_style import style_of

if TYPE_CHECKING:
    from circle_tui.export.mail import DraftFolder

_ANSWER = (
    "To say whether you are coming, use the buttons that your mail program\n"
    "shows, or open invite.ics in your calendar. Your answer goes to me alone."
)
_TAKE_OUT = "Open invite.ics in your calendar, if that does not take the meeting out\nby itself."


@value
class Mailing:
    """The letters about one meeting as it is kept, whose each is, and who can have none.

    ``abreast`` are those to whom none of it is news: what they have by mail is true still.
    """

    meeting: Meeting
    letters: tuple[Letter, ...]
    members: tuple[Member, ...]
    unreachable: tuple[Member, ...]
    abreast: tuple[Member, ...] = ()


def letters_to_each(circle: OpenCircle, clock: Clock, meeting: Meeting) -> Mailing:
    """Return a letter for each member to whom it is news how a meeting stands.

    Where it is news to nobody, they are those of the last time once more. Raises ``InputError``
    without an organizer, and ``Refusal`` where nobody can be invited.
    """
    invited = for_each(circle, clock, meeting)
    style = style_of(circle)
    organizer = style.organizer
    letters: Sequence[Letter] = ()
    to = _to_whom(invited, said_by_mail(circle, invited.meeting))
    if organizer is not None:  # else for_each has invited nobody: none was, and it is called off
        letters = [
            _letter(number, each, invited.meeting, style, organizer)
            for number, each in enumerate(to, start=1)
        ]
    members = tuple(each.member for each in to)
    others = tuple(
        each.member
        for each in invited.each
        if each.method == "REQUEST" and each.member not in members
    )
    return Mailing(invited.meeting, tuple(letters), members, invited.unreachable, others)


def posted(circle: OpenCircle, mailing: Mailing) -> None:
    """Keep that these letters are where they can be sent: members are told by mail from then on.

    A step of its own, after they are there: a crash in between writes them once more.
    """
    if mailing.letters or mailing.meeting.posted is not None:
        to = [member.id for member in mailing.members]
        unreached = [member.id for member in mailing.unreachable]
        told = said_by_mail(circle, mailing.meeting)
        where = addresses((*mailing.members, *mailing.abreast))
        circle.meetings.put(post(mailing.meeting, told, to, where, unreached))


def draft_folder(meeting: Meeting, exports: Path, chosen: Path | None = None) -> "DraftFolder":
    """Return the post that puts letters as drafts into the ``chosen`` folder.

    Without one it is a folder of the meeting's day in the circle's ``exports``.
    """
    from circle_tui.export.mail import DraftFolder

    usual = exports / f"mail-{meeting.starts:%Y-%m-%d}"
    return DraftFolder(chosen or usual, exact=chosen is not None)


def _to_whom(invited: Invitations, told: str) -> list[Invitation]:
    """Return the invitations that tell their members something new, else those of the last time.

    Members who are asked have nothing new while what they have is true; who is asked no more has
    nothing new once a mail took it back. ``told`` is a digest of what mails say now.
    """
    meeting = invited.meeting
    if (posted := meeting.posted) is None:
        return list(invited.each)
    know = abreast(meeting, told, addresses(each.member for each in invited.each))
    asked = [each for each in invited.each if each.method == "REQUEST"]
    gone = [each for each in invited.each if each.method != "REQUEST"]
    new = [each for each in asked if each.member.id not in know]
    new += [each for each in gone if each.member.id in posted.holding]
    if new or (posted.sequence, posted.told) != (meeting.sequence, told):
        return new
    return [each for each in invited.each if each.member.id in posted.to]


def _letter(
    number: int, invitation: Invitation, meeting: Meeting, style: Style, organizer: Organizer
) -> Letter:
    """Return the letter that one invitation goes with."""
    from circle_tui.calendars.text import common_name, one_line
    from circle_tui.calendars.words import local_times

    member, asked = invitation.member, invitation.method == "REQUEST"
    title = one_line(style.summary) or SUMMARY
    # The file has the meeting's random uid, and with the member's id nobody guesses the rest.
    key = sha256(b"\0".join((member.id.encode(), invitation.data))).hexdigest()[:32]
    return Letter(
        number,
        invitation.method,
        Organizer(organizer.address, common_name(organizer.name)),
        Guest(member.email, common_name(member.name)),
        f"{_kind(member, meeting, asked=asked)}: {title}, {local_times(meeting)}",
        _text(member, meeting, title, style.link, asked=asked),
        invitation.data,
        meeting.stamp,
        key,
    )


def _kind(member: Member, meeting: Meeting, *, asked: bool) -> str:
    """Return what a mail is about, for its subject."""
    if not asked:
        return "Cancelled"
    return "New time" if member.id in meeting.overtaken else "Invitation"


def _text(member: Member, meeting: Meeting, title: str, link: str, *, asked: bool) -> str:
    """Return what a member reads who has no calendar; it names nobody, not even the member."""
    from circle_tui.calendars.words import start_text
    from circle_tui.calendars.zones import instant, zone

    when = [f"{start_text(meeting.starts, meeting.zone)}, {meeting.minutes} minutes"]
    if member.zone and member.zone != meeting.zone:
        theirs = instant(meeting.starts, meeting.zone).astimezone(zone(member.zone))
        if theirs.replace(tzinfo=None) != meeting.starts:
            when.append(f"For you: {start_text(theirs, member.zone)}")
    if asked:
        lines = [title, *when, *([link] if link else []), "", _ANSWER]
        if member.id in meeting.overtaken:
            lines += ["", "You had another time for this meeting: this one takes its place."]
    elif meeting.status is MeetingStatus.CANCELLED:
        lines = [f"Called off: {title}", *when, "", _TAKE_OUT]
    else:
        lines = [f"You are not expected any more: {title}", *when, "", _TAKE_OUT]
    return "\n".join([*lines, ""])
