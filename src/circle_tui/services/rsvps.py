"""Answers to invitations, from mail and by word of mouth: checked all together, kept in one step.

Nothing of any is kept unless every one can be. One that is older than what is known already changes
nothing, as calendars take it too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from pathlib import Path

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.people import Member, meant
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.rsvp import Rsvp, Said, Tally, newest, parse_quorum, tally
from circle_tui.domain.rsvp_rules import is_about, parse_said, rsvp_of, spoken
from circle_tui.domain.values import value
from circle_tui.services.arriving import read_file
from circle_tui.services.workspace import Workspace

_YES = Said.ACCEPTED
"""What whoever invites has answered by inviting."""


@value
class Arrived:
    """One answer: the file it came in, whose it is, and what it says.

    ``path`` is ``None`` for a spoken one. ``before`` is what the member had answered by then.
    ``old`` tells why nothing changes, empty where something does.
    """

    path: Path | None
    member: Member = field(repr=False)
    rsvp: Rsvp
    before: Rsvp | None
    old: str = ""


@value
class IncomingRsvps:
    """What answers change, one by one, and the meeting with all of it."""

    arrived: tuple[Arrived, ...]
    meeting: Meeting

    @property
    def changes(self) -> int:
        """How many have something new."""
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


def spoken_rsvps(space: Workspace, typed: Sequence[str]) -> IncomingRsvps:
    """Return what answers given by word of mouth change: ``Noor=yes``. Changes nothing.

    They count as those by mail, also of members who have no address, and where nobody was asked by
    mail at all. Raises ``Refusal`` where there is no meeting to answer to, and ``InputError`` with
    a sentence for each that cannot be taken in.
    """
    meeting = _ahead(space)
    arrived: dict[str, Arrived] = {}
    failed: list[str] = []
    for words in typed:
        try:
            member, said = _typed(space, words)
            if member.id in arrived:
                raise InputError(f"{member.name} is named twice.")
            rsvp = spoken(member, said, meeting, space.clock.now())
        except InputError as error:
            failed.append(f"{words}: {error}")
            continue
        before = next((r for r in meeting.rsvps if r.member == member.id), None)
        meeting = replace(meeting, rsvps=newest(*meeting.rsvps, rsvp))
        arrived[member.id] = Arrived(None, member, rsvp, before)
    if failed:
        raise InputError("\n".join([*failed, "Nothing was taken in."]))
    return IncomingRsvps(tuple(arrived.values()), meeting)


def take_in_rsvps(space: Workspace, wanted: IncomingRsvps) -> None:
    """Keep the answers. Raises ``StoreError``; nothing was changed then."""
    if wanted.changes:
        space.circle.meetings.put(wanted.meeting)


@value
class Answers:
    """How the answers to a meeting stand: in numbers, and by name who did not say yes.

    ``unasked`` are expected and were not asked by mail; nobody is where no one was. Names are for
    the facilitator's own eyes.
    """

    tally: Tally
    declined: tuple[str, ...] = field(default=(), repr=False)
    unsure: tuple[str, ...] = field(default=(), repr=False)
    waiting: tuple[str, ...] = field(default=(), repr=False)
    unasked: tuple[str, ...] = field(default=(), repr=False)


def answers_to(circle: OpenCircle, meeting: Meeting) -> Answers | None:
    """Return how the answers to a meeting stand.

    Who was asked by mail counts, and who answered by word of mouth; where nobody was asked by mail
    that is everybody who is expected. ``None`` where it is called off, or where nobody was asked
    and nobody said anything.
    """
    if meeting.status is MeetingStatus.CANCELLED or not (meeting.asked or meeting.rsvps):
        return None
    profile, members = circle.people.profile(), circle.people.members()
    own = ""
    if profile.invite and profile.invite.organizer:
        own = profile.invite.organizer.address.casefold()
    said = {rsvp.member: rsvp.said for rsvp in meeting.rsvps}
    coming = meant(members, meeting)
    hosts = {
        member.id
        for member in coming
        if own and member.email.casefold() == own and said.get(member.id, _YES) is _YES
    }
    others = [m.id for m in coming if m.id not in meeting.asked and m.id not in hosts]
    asked = [m.id for m in coming if m.id in meeting.asked and m.id not in hosts]
    if not meeting.asked:
        if not said.keys() & {*others, *hosts}:
            return None
        asked, others = others, []
    counted = tally(asked, meeting.rsvps, profile.quorum, organizer=bool(hosts), others=others)
    named = {member.id: member.name for member in members}

    def names(ids: Iterable[str], wanted: Said | None) -> tuple[str, ...]:
        return tuple(named[m] for m in named if m in ids and said.get(m) is wanted)

    return Answers(
        counted,
        names([*asked, *others], Said.DECLINED),
        names([*asked, *others], Said.TENTATIVE),
        names(asked, None),
        names(others, None),
    )


def tally_of(circle: OpenCircle, meeting: Meeting) -> Tally | None:
    """Return who answered what in numbers, ``None`` where nobody did or it is called off."""
    answers = answers_to(circle, meeting)
    return answers.tally if answers else None


def set_quorum(circle: OpenCircle, number: int) -> None:
    """Keep how many have to accept before a meeting, 0 for no such number.

    Raises ``InputError``.
    """
    profile = circle.people.profile()
    after = replace(profile, quorum=parse_quorum(number))
    if after != profile:
        circle.people.put_profile(after)


def _typed(space: Workspace, words: str) -> tuple[Member, Said]:
    """Return who answered what: ``Noor=yes``. Raises ``InputError``."""
    who, given, said = words.partition("=")
    if not (who.strip() and given):
        raise InputError("Say who answered what, as in Noor=yes or Noor=no.")
    return space.roster.find(who.strip()), parse_said(said)


def _ahead(space: Workspace) -> Meeting:
    """Return the meeting to which there can be answers. Raises ``Refusal`` where there is none."""
    from circle_tui.services.inviting import planned

    following = planned(space.circle, space.clock)
    if following is None:
        raise Refusal(
            "No meeting is planned that anybody could answer to. Nothing was taken in. To plan the "
            "next one: circle next"
        )
    if following.called_off:
        raise Refusal(
            "The meeting was called off, so answers to it do not count. Nothing was taken in."
        )
    return following.meeting


def _answerable(space: Workspace) -> Meeting:
    """Return the meeting to which there can be answers by mail. Raises ``Refusal`` as above."""
    meeting = _ahead(space)
    if not meeting.asked:
        raise Refusal(
            "Nobody was asked to answer yet. Nothing was taken in. To ask: circle next --mail"
        )
    return meeting
