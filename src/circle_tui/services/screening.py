"""Taking members' names out of everything that is kept, before it reaches the store."""

from dataclasses import replace

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.people import Member


def screened(text: str, members: tuple[Member, ...], shown: frozenset[str] = frozenset()) -> str:
    """Return ``text`` with every member's name masked, but for words that may be ``shown``.

    Contact details go as well, whoever wrote them: the gate refuses them. What they covered is
    looked through once more: after a number "min" is minutes, and without it may be a member.
    """
    from circle_tui.privacy.gate import without_contacts
    from circle_tui.privacy.redaction import mask_members

    without = without_contacts(mask_members(text, members, shown))
    return mask_members(without, members, shown)


def screened_agenda(agenda: Agenda, members: tuple[Member, ...]) -> Agenda:
    """Return an agenda whose own texts name no member, so that a session's facts do not either."""
    return replace(
        agenda,
        name=screened(agenda.name, members),
        title=screened(agenda.title, members),
        summary=screened(agenda.summary, members),
        source=screened(agenda.source, members),
        licence=screened(agenda.licence, members),
        segments=tuple(
            replace(
                segment,
                title=screened(segment.title, members),
                show=screened(segment.show, members),
                say=screened(segment.say, members),
                roles=tuple(screened(role, members) for role in segment.roles),
                exclude=tuple(screened(role, members) for role in segment.exclude),
            )
            for segment in agenda.segments
        ),
    )
