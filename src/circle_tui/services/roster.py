"""Members come and go, and what is already kept never names them.

A word that was harmless in a note ("will", "grace") becomes a name when a member of that name
joins; so every change of the roster masks what is kept first, and keeps the member after.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from circle_tui.domain import agreement
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.facts import Began
from circle_tui.domain.invitation import is_plain_address
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.words import confirmed
from circle_tui.privacy.folding import name_key
from circle_tui.services.aliases import aliased, draw_alias
from circle_tui.services.membership import require_over
from circle_tui.services.screening import screen_said, screened, screened_agenda

V = TypeVar("V")

LONGEST_NAME = 80


def clean_name(name: str) -> str:
    """Return a name in one line.

    Raises ``InputError`` when it is empty, too long to fit a screen, or has no letter.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not any(c.isalpha() for c in name):
        raise InputError("A member needs a name with at least one letter. Nothing was changed.")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"That name has {len(name)} characters; {LONGEST_NAME} is the most. "
            "Nothing was changed."
        )
    return name


def enrolled(
    members: Sequence[Member],
    names: Sequence[str],
    used: Sequence[str],
    token: Callable[[], str],
    choose: Callable[[Sequence[str]], str],
    joined: date | None = None,
) -> tuple[Member, ...]:
    """Return the roster with new members of these names, each with an alias.

    Somebody who has left and comes back under the same name is the same member again.
    ``used`` are aliases that may not be drawn again. ``joined`` is the day on which they join.
    Raises ``InputError`` for a name that cannot be used or is in use.
    """
    after = list(members)
    for name in map(clean_name, names):
        refuse_double(name, [member for member in after if not member.former])
        back = [member for member in after if name_key(member.name) == name_key(name)]
        if back:
            after.remove(back[0])
        member = back[0] if back else Member(token(), name, alias="")
        after.append(
            replace(member, former=False, joined=joined, left=None, paused=None, until=None)
        )
    return aliased(after, used, choose)


def refuse_double(name: str, members: Sequence[Member]) -> None:
    """Raise ``InputError`` when one of the members has this name, in whatever spelling."""
    if any(name_key(member.name) == name_key(name) for member in members):
        raise InputError(
            f'"{name}" is in the circle already. Add an initial or a family name to tell the '
            "two apart; nothing was changed."
        )


class Roster:
    """Changes of the roster, each of which leaves the store free of every member's name.

    ``token`` draws random ids, ``choose`` draws one of several aliases. ``exports`` is the folder
    of the circle's own summaries, which are masked as well. ``today`` is the day where the circle
    is, on which somebody joins or leaves unless another is named; ``None`` keeps no such days.
    """

    def __init__(
        self,
        circle: OpenCircle,
        token: Callable[[], str],
        choose: Callable[[Sequence[str]], str],
        exports: Path | None = None,
        today: date | None = None,
    ) -> None:
        self._circle = circle
        self._today = today
        self._exports = exports
        self._token = token
        self._choose = choose

    def add(self, names: Sequence[str], joined: date | None = None) -> tuple[Member, ...]:
        """Add members by name and return them; ``joined`` is another day than today.

        Raises ``InputError`` for a name in use. At the next opening the circle is asked to commit
        to its agreement again, unless they join later.
        """
        people, joins = self._circle.people, joined or self._today
        here = {member.id for member in people.members()}
        after = enrolled(people.known(), names, self._used(), self._token, self._choose, joins)
        later = joins is not None and self._today is not None and joins > self._today
        before = people.agreement()
        self._keep(after, before if later else agreement.joined(before))
        return tuple(m for m in after if not m.former and m.id not in here)

    def edit(
        self,
        member: Member,
        *,
        name: str | None = None,
        email: str | None = None,
        zone: str | None = None,
        joined: date | None = None,
    ) -> Member:
        """Change what is known of a member; ``None`` leaves a thing as it is, empty is for none.

        Raises ``InputError`` for a name that cannot be used or is in use, for what is no e-mail
        address, and for an unknown zone.
        An old name stays as that of a former member with an id of its own, to be masked as before;
        whoever joins under it later is that one, and not the member who was renamed.
        """
        if email and not is_plain_address(email):
            raise InputError(
                f'"{email[:80]}" is not an e-mail address that a mail or a calendar can hold. '
                "Nothing was changed."
            )
        if zone:
            from circle_tui.calendars.zone_words import zone_typed

            zone = zone_typed(zone)
        changed = replace(
            member,
            name=member.name if name is None else clean_name(name),
            email=member.email if email is None else email,
            zone=member.zone if zone is None else zone,
            joined=joined or member.joined,
        )
        known = self._circle.people.known()
        refuse_double(changed.name, [m for m in known if m.id != member.id and not m.former])
        after = [changed if m.id == member.id else m for m in known]
        if all(name_key(m.name) != name_key(member.name) for m in after):
            after.append(Member(self._token(), member.name, alias="", former=True))
        self._keep(aliased(after, self._used(), self._choose))
        return next(m for m in self._circle.people.members() if m.id == member.id)

    def remove(self, member: Member, on: date | None = None) -> None:
        """Take a member off the roster; their action items stay, under the alias.

        The name stays with the people, so that it is masked from now on as it was before. ``on`` is
        the day they left, if it was another than today.

        Raises ``InputError`` for a day that is ahead or before they joined, and ``Refusal`` while
        the member sits in a session that has not been closed.
        """
        left = on or self._today
        require_over(member, on, self._today)
        if self._circle.journal.read() and member.id in self._circle.people.seating().values():
            raise Refusal(
                f"{member.name} is in the session that is running. End that session first; "
                "nothing was changed."
            )
        self._keep(
            tuple(
                replace(_without_week(m), former=True, left=left, paused=None, until=None)
                if m.id == member.id
                else m
                for m in self._circle.people.known()
            )
        )

    def find(self, name: str) -> Member:
        """Return the member called ``name``: the full name, the alias, or a part only one has.

        Accents need not be typed: ``Jose`` finds José.

        Raises ``InputError`` when nobody or more than one is.
        """
        wanted = name_key(name)
        members = self._circle.people.members()
        exact = [m for m in members if wanted in (name_key(m.name), name_key(m.alias))]
        found = exact or [m for m in members if wanted in name_key(m.name).split()]
        if len(found) == 1:
            return found[0]
        listing = ", ".join(m.name for m in (found or members)) or "nobody yet"
        problem = "More than one member is" if found else "No member is"
        raise InputError(f'{problem} called "{name}". The circle has: {listing}.')

    def _used(self) -> list[str]:
        """Return the aliases that action items name, also those of members who have left."""
        return [item.owner for item in self._circle.actions.all()]

    def _keep(self, members: tuple[Member, ...], committed: agreement.Agreement = ()) -> None:
        """Mask what is kept by the new roster, then keep the roster.

        Nothing kept names anybody of the old roster, so without a new name or address there is
        nothing to mask, and what masking leaves as it was is not written again. A word that was
        left readable is masked once it names somebody new: nobody was asked about that.
        """
        from circle_tui.services.masks import names_member  # loads all of ``privacy``

        circle = self._circle
        before = circle.people.known()
        old = {(m.name, m.email) for m in before}
        named = [m for m in members if (m.name, m.email) not in old]
        words = [w for w in circle.people.words() if not named or not names_member(w.text, named)]
        shown = confirmed(words)
        with circle.transaction():
            if named:
                circle.people.put_words(words)
                self._mask(before, members, shown)
            circle.people.put_members(members)
            if committed:
                circle.people.put_agreement(committed)
        if named and self._exports:
            from circle_tui.services.exports import mask_exports  # loads all that is written there

            mask_exports(self._exports, members, shown)

    def _mask(
        self, before: tuple[Member, ...], members: tuple[Member, ...], shown: frozenset[str]
    ) -> None:
        """Put masked texts, records and facts in place of what names a member."""
        circle = self._circle
        screen_said(circle, members, shown, self._owners(before, members))
        records, facts = circle.records.all(), circle.journal.read()
        circle.records.put(*_changed(records, [_screened_record(r, members) for r in records]))
        masked = [
            replace(fact, agenda=screened_agenda(fact.agenda, members))
            if isinstance(fact, Began)
            else fact
            for fact in facts
        ]
        if _changed(facts, masked):
            circle.journal.replace(masked)

    def _owners(self, before: tuple[Member, ...], members: tuple[Member, ...]) -> dict[str, str]:
        """Return what stands for an alias from now on, for each that may have changed."""
        aliases = {member.id: member.alias for member in members}
        owners = {old.alias: aliases[old.id] for old in before if old.id in aliases}
        used = self._used()
        for owner in sorted(set(used) - owners.keys()):
            if screened(owner, members) != owner:
                # Left behind by a member who is gone, and now somebody's name.
                taken = [*used, *owners.values(), *aliases.values()]
                owners[owner] = draw_alias(taken, members, self._choose)
        return owners


def _without_week(member: Member) -> Member:
    """Return a member of whom it is not known any more when they can, and what they bore."""
    return replace(member, week=None, burden=None, ahead=0)


def _changed(before: Sequence[V], after: Sequence[V]) -> list[V]:
    """Return those of ``after`` that differ from what was in their place."""
    return [new for old, new in zip(before, after, strict=True) if new != old]


def _screened_record(record: SessionRecord, members: tuple[Member, ...]) -> SessionRecord:
    return replace(
        record,
        agenda=screened(record.agenda, members),
        segments=tuple(
            replace(segment, title=screened(segment.title, members)) for segment in record.segments
        ),
    )
