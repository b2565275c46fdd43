"""To whom it is news how a meeting stands, where members are told by mail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from circle_tui.domain.meeting import Meeting, MeetingStatus, Posted, Reached, holding


def abreast(meeting: Meeting, told: str, addresses: Mapping[str, str]) -> tuple[str, ...]:
    """Return who has an invitation by mail, by id, that says how the meeting stands now.

    ``addresses`` are digests of where mails to members go now, by id: who had one elsewhere has
    none. ``told`` is the digest of what an invitation says now, as in ``Posted``. One with a lower
    sequence does, where only somebody else was left out or asked since.
    """
    posted = meeting.posted
    if posted is None or meeting.status is MeetingStatus.CANCELLED:
        return ()
    true_still = posted.sequence >= meeting.since and posted.told == told
    if not true_still:
        return ()
    had = {each.member: each.address for each in posted.abreast}
    return tuple(m for m in meeting.asked if m in had and had[m] == addresses.get(m))


def post(
    meeting: Meeting,
    told: str,
    to: Sequence[str],
    addresses: Mapping[str, str],
    unreached: Collection[str],
    *,
    again: bool = False,
) -> Meeting:
    """Return ``meeting`` as one that all but the ``unreached`` know by mail, as it is now.

    ``told`` is a digest of what the letters said, as in ``Posted``. They went ``to`` some of them;
    the others had what these say already. ``addresses`` are digests of where they go, by id.
    ``again`` tells that these are the letters of the last time.
    """
    off = meeting.status is MeetingStatus.CANCELLED
    asked = () if off else meeting.asked
    untold = [member for member in holding(meeting) if member in unreached]
    have = tuple(dict.fromkeys((*asked, *untold)))
    reached = (member for member in asked if member not in unreached)
    knows = tuple(Reached(m, addresses[m]) for m in reached if m in addresses)
    posted = Posted(
        meeting.sequence,
        told,
        have,
        knows,
        tuple(to),
        meeting.sent,
        _other_time(meeting, again=again),
    )
    return replace(meeting, posted=posted)


def had_another_time(meeting: Meeting, member: str, *, again: bool) -> bool:
    """Tell whether a member, by id, had an invitation to another time before this letter.

    Where mails told of the meeting, it is another one only than what these said: moved, and back
    before anybody heard of it, it was never elsewhere. A letter that is written ``again`` says what
    it said.
    """
    told = meeting.posted is None or _other_time(meeting, again=again) is not None
    return told and member in meeting.overtaken


def _other_time(meeting: Meeting, *, again: bool) -> datetime | None:
    """Return the instant that mails told before these, ``None`` where it is that of now."""
    posted = meeting.posted
    if posted is None:
        return None
    if posted.sent != meeting.sent:
        return posted.sent
    return posted.before if again else None
