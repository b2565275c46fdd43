"""What the invites of a circle say besides when: kept with its name, and checked before."""

from dataclasses import replace
from urllib.parse import unquote

from circle_tui.domain.errors import InputError, PrivacyError
from circle_tui.domain.invitation import Style, parse_alarm, parse_link, parse_organizer
from circle_tui.domain.ports import OpenCircle

MOST_SUMMARY = 100
"""Characters of a title; calendars show the first thirty or so."""


def style_of(circle: OpenCircle) -> Style:
    """Return what invites say besides when, with a title that may leave."""
    from circle_tui.services.leaving import Outlet

    style = circle.people.profile().invite or Style()
    return replace(style, summary=Outlet(circle).text(style.summary)) if style.summary else style


def restyle(
    circle: OpenCircle,
    *,
    summary: str | None = None,
    link: str | None = None,
    alarm: int | None = None,
    organizer: str | None = None,
) -> None:
    """Keep what invites say from now on; ``None`` leaves a part as it was, empty takes it out.

    Raises ``InputError`` for what cannot be said, and ``PrivacyError`` for a title that names a
    member; nothing has changed then.
    """
    from circle_tui.calendars.text import one_line
    from circle_tui.domain.words import confirmed
    from circle_tui.privacy.gate import check

    profile = circle.people.profile()
    after = before = profile.invite or Style()
    if summary is not None:
        summary = one_line(summary)
        if len(summary) > MOST_SUMMARY:
            raise InputError(
                f"A title has up to {MOST_SUMMARY} characters, not {len(summary)}. Nothing was "
                "changed."
            )
        roster = [e for m in circle.people.known() for e in (m.name, m.email) if e]
        try:
            check(summary, roster, confirmed(circle.people.words()))
        except PrivacyError:
            raise PrivacyError(
                "That title names a member, or has a word in it that is a member's name: whoever "
                "gets the invite would read it. Nothing was changed. Choose another title."
            ) from None
        after = replace(after, summary=summary)
    if link is not None:
        after = replace(after, link=_link(circle, link))
    if alarm is not None:
        after = replace(after, alarm=parse_alarm(alarm))
    if organizer is not None:
        after = replace(after, organizer=parse_organizer(organizer))
    if after != before:
        circle.people.put_profile(replace(profile, invite=after))


def _link(circle: OpenCircle, typed: str) -> str:
    """Return a link that gives away no member's address. Raises ``InputError``."""
    link = parse_link(typed)
    said = unquote(link).casefold()
    if any(member.email and member.email.casefold() in said for member in circle.people.known()):
        raise InputError(
            "A member's e-mail address is in that link, and everybody who is invited would read "
            "it. Nothing was changed. Use a link without it."
        )
    return link
