"""Invitations as letters: what each member's mail says, and in whose name it goes.

Who has an invitation is ``services/invitations.py``; here it is told to whom it is news, and kept.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.invitation import SUMMARY, Guest, Organizer, Style
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus
from circle_tui.domain.news import abreast, had_another_time, post
from circle_tui.domain.people import Member, home_of
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
    ``again`` tells that it is news to nobody: these are the letters of the last time.
    """

    meeting: Meeting
    letters: tuple[Letter, ...]
    members: tuple[Member, ...]
    unreachable: tuple[Member, ...]
    abreast: tuple[Member, ...] = ()
    again: bool = False


def letters_to_each(circle: OpenCircle, clock: Clock, meeting: Meeting) -> Mailing:
    """Return a letter for each member to whom it is news how a meeting stands.

    Where it is news to nobody, they are those of the last time once more. Raises ``InputError``
    without an organizer, and ``Refusal`` where nobody can be invited.
    """
    invited = for_each(circle, clock, meeting)
    style, cadence = style_of(circle), circle.people.profile().cadence
    organizer = style.organizer
    letters: Sequence[Letter] = ()
    to, again = _to_whom(invited, said_by_mail(circle, invited.meeting))
    if organizer is not None:  # else for_each has invited nobody: none was, and it is called off
        letters = [
            _letter(number, each, invited.meeting, style, organizer, cadence, again=again)
            for number, each in enumerate(to, start=1)
        ]
    members = tuple(each.member for each in to)
    others = tuple(
        each.member
        for each in invited.each
        if each.method == "REQUEST" and each.member not in members
    )
    unreachable = invited.unreachable
    return Mailing(invited.meeting, tuple(letters), members, unreachable, others, again)


def posted(circle: OpenCircle, mailing: Mailing) -> None:
    """Keep that these letters are where they can be sent: members are told by mail from then on.

    A step of its own, after they are there: a crash in between writes them once more.
    """
    if mailing.letters or mailing.meeting.posted is not None:
        to = [member.id for member in mailing.members]
        unreached = [member.id for member in mailing.unreachable]
        told = said_by_mail(circle, mailing.meeting)
        where = addresses((*mailing.members, *mailing.abreast))
        after = post(mailing.meeting, told, to, where, unreached, again=mailing.again)
        circle.meetings.put(after)


def draft_folder(meeting: Meeting, exports: Path, chosen: Path | None = None) -> "DraftFolder":
    """Return the post that puts letters as drafts into the ``chosen`` folder.

    Without one it is a folder of the meeting's day in the circle's ``exports``.
    """
    from circle_tui.export.mail import DraftFolder

    usual = exports / f"mail-{meeting.starts:%Y-%m-%d}"
    return DraftFolder(chosen or usual, exact=chosen is not None)


def _to_whom(invited: Invitations, told: str) -> tuple[list[Invitation], bool]:
    """Return the invitations that tell their members something new, else those of the last time.

    The second tells whether they are those of the last time. Members who are asked have nothing new
    while what they have is true; who is asked no more has nothing new once a mail took it back.
    ``told`` is a digest of what mails say now.
    """
    meeting = invited.meeting
    if (posted := meeting.posted) is None:
        return list(invited.each), False
    know = abreast(meeting, told, addresses(each.member for each in invited.each))
    asked = [each for each in invited.each if each.method == "REQUEST"]
    gone = [each for each in invited.each if each.method != "REQUEST"]
    new = [each for each in asked if each.member.id not in know]
    new += [each for each in gone if each.member.id in posted.holding]
    if new or (posted.sequence, posted.told) != (meeting.sequence, told):
        return new, False
    return [each for each in invited.each if each.member.id in posted.to], True


def _letter(
    number: int,
    invitation: Invitation,
    meeting: Meeting,
    style: Style,
    organizer: Organizer,
    cadence: Cadence | None,
    *,
    again: bool,
) -> Letter:
    """Return the letter that one invitation goes with."""
    from circle_tui.calendars.text import common_name, one_line
    from circle_tui.calendars.words import local_times

    member, asked = invitation.member, invitation.method == "REQUEST"
    home = home_of(member, cadence, meeting.zone)
    moved = had_another_time(meeting, member.id, again=again)
    title = one_line(style.summary) or SUMMARY
    # The file has the meeting's random uid, and with the member's id nobody guesses the rest.
    key = sha256(b"\0".join((member.id.encode(), invitation.data))).hexdigest()[:32]
    return Letter(
        number,
        invitation.method,
        Organizer(organizer.address, common_name(organizer.name)),
        Guest(member.email, common_name(member.name)),
        f"{_kind(asked=asked, moved=moved)}: {title}, {local_times(meeting)}",
        _text(meeting, home, title, style.link, asked=asked, moved=moved),
        invitation.data,
        meeting.stamp,
        key,
    )


def _kind(*, asked: bool, moved: bool) -> str:
    """Return what a mail is about, for its subject."""
    if not asked:
        return "Cancelled"
    return "New time" if moved else "Invitation"


def _text(meeting: Meeting, home: str, title: str, link: str, *, asked: bool, moved: bool) -> str:
    """Return what a member reads who has no calendar; it names nobody, not even the member.

    ``home`` is the zone in which they live; ``moved`` tells that they had another time.
    """
    from circle_tui.calendars.words import start_text
    from circle_tui.calendars.zones import instant, zone

    when = [f"{start_text(meeting.starts, meeting.zone)}, {meeting.minutes} minutes"]
    if home != meeting.zone:
        theirs = instant(meeting.starts, meeting.zone).astimezone(zone(home))
        if theirs.replace(tzinfo=None) != meeting.starts:
            when.append(f"For you: {start_text(theirs, home)}")
    if asked:
        lines = [title, *when, *([link] if link else []), "", _ANSWER]
        if moved:
            lines += ["", "You had another time for this meeting: this one takes its place."]
    elif meeting.status is MeetingStatus.CANCELLED:
        lines = [f"Called off: {title}", *when, "", _TAKE_OUT]
    else:
        lines = [f"You are not expected any more: {title}", *when, "", _TAKE_OUT]
    if moved and not asked:
        lines += ["", "That is so at the time you had for it, too."]
    return "\n".join([*lines, ""])
