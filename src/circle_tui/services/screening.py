"""Taking members' names out of everything that is kept, before it reaches the store."""

from dataclasses import replace

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.people import Member
from circle_tui.privacy.redaction import redact_text


def screened(text: str, members: tuple[Member, ...]) -> str:
    """Return ``text`` with every member's name masked."""
    return redact_text(text, members)


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
