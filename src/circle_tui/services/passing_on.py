"""Who is still to be told of a meeting, and how: sentences for the facilitator's own eyes."""

from circle_tui.domain.invitation import is_plain_address
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member, meant
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.services.handing_out import FOLDER, Written
from circle_tui.services.invitations import mail_owed
from circle_tui.services.inviting import planned

OWED = "Members are still to be told by mail how it stands now: circle next --mail"
"""Where what they have by mail is not true any more, or somebody has none yet."""

BY_MAIL = "members, by mail: circle next --mail"
"""The same beside a heading."""

BRIEFLY = "Still to be told: circle next --mail"
"""The same where there is room for a few words."""


def owed(circle: OpenCircle, clock: Clock) -> tuple[str, ...]:
    """Return what is to be done where members have the meeting ahead by mail as it was.

    Nothing where the last mails are true still, and where members are not told by mail.
    """
    following = planned(circle, clock)
    if following is None or not mail_owed(circle, clock, following.meeting):
        return ()
    return OWED, *_unreached(circle, following.meeting)


def left_behind(circle: OpenCircle, clock: Clock, before: Member, after: Member) -> str:
    """Return what is to be done where a member's mails go to another address now; else nothing.

    What the one before has in its calendar, no mail of ours can take out of it any more.
    """
    following = planned(circle, clock)
    posted = following.meeting.posted if following else None
    if posted is None or before.email.casefold() == after.email.casefold():
        return ""
    if not before.email or before.id not in posted.holding:
        return ""
    return (
        f"{before.email} has the next meeting by mail, and no more news of it go there: tell "
        "whoever reads it what becomes of it."
    )


def passing_on(circle: OpenCircle, written: Written, *, sealed: bool = False) -> tuple[str, ...]:
    """Return what is to be done with the files that were written, but for mails that are ``owed``.

    Where members have an invitation of their own, each gets a new one; where there is one file for
    everybody, whoever has it needs the new one. ``sealed`` tells that the circle is, and they not.
    """
    meeting = written.prepared.meeting
    if written.each:
        folder = written.file.parent / FOLDER
        have = _have(len(written.each))
        own = f"{have} an invitation of their own. To be mailed anew, from: {folder}"
        plain = ("They are not sealed, and name who is in the circle.",) if sealed else ()
        return *_unreached(circle, meeting), own, *plain
    if meeting.posted is None and not meeting.asked and meeting.sequence:
        return ("Give the file to everybody: it replaces the one they have.",)
    return ()


def _unreached(circle: OpenCircle, meeting: Meeting) -> tuple[str, ...]:
    """Say who is meant and cannot be reached by mail; nothing where all can."""
    coming = meant(circle.people.members(), meeting)
    names = [member.name for member in coming if not is_plain_address(member.email)]
    return (f"Without an e-mail address, so tell them: {', '.join(names)}",) if names else ()


def _have(count: int) -> str:
    return f"{count} {'member has' if count == 1 else 'members have'}"
