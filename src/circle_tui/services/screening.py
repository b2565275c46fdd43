"""Taking members' names out of everything that is kept, before it reaches the store."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle


def screened(text: str, members: tuple[Member, ...], shown: frozenset[str] = frozenset()) -> str:
    """Return ``text`` with every member's name masked, but for words that may be ``shown``.

    Contact details go as well, whoever wrote them: the gate refuses them. What they covered is
    looked through once more: after a number "min" is minutes, and without it may be a member.
    """
    from circle_tui.privacy.gate import without_contacts
    from circle_tui.privacy.redaction import mask_members

    without = without_contacts(mask_members(text, members, shown))
    return mask_members(without, members, shown)


def screen_said(
    circle: OpenCircle,
    members: tuple[Member, ...],
    shown: frozenset[str],
    owners: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Mask the members' names in all that was said and kept, and in what is being typed.

    Words that may be ``shown`` stay; ``owners`` are the aliases that stand for others from now on.
    What that leaves as it was is not written again. Raises ``StoreError``.
    """
    from circle_tui.domain.things import reworded, shelves  # reads dates in words as well

    for shelf in shelves(circle).values():
        before = shelf.all()
        after = [reworded(thing, lambda text: screened(text, members, shown)) for thing in before]
        after = [
            replace(thing, owner=owners.get(thing.owner, thing.owner))
            if isinstance(thing, ActionItem)
            else thing
            for thing in after
        ]
        shelf.put(*(new for old, new in zip(before, after, strict=True) if new != old))
    log = circle.hours.all()
    noted = [replace(entry, note=screened(entry.note, members, shown)) for entry in log]
    circle.hours.put(*(new for old, new in zip(log, noted, strict=True) if new != old))
    drafts = circle.drafts.all()
    circle.drafts.put_all([replace(d, text=screened(d.text, members, shown)) for d in drafts])


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


def masked_for_others(agenda: Agenda, members: tuple[Member, ...]) -> str:
    """Say how many words of an agenda others will see a mask for; empty where that is none.

    A word that is a member's name is masked wherever it stands ("What is said here", Said), since
    only somebody who knows the circle can tell. Who starts a session hears of it beforehand.
    """
    from circle_tui.privacy.roster import matcher

    names = matcher(members)
    seen = (text for part in agenda.segments for text in (part.title, part.show))
    count = sum(len(names.mentions(text)) for text in seen)
    if not count:
        return ""
    if count == 1:
        return "1 word of this agenda is a member's name too; others see a mask for it."
    return f"{count} words of this agenda are members' names too; others see masks for them."
