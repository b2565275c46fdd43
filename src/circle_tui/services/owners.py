"""Whose an action item is: the ways in which a member can be named in its line."""

from collections.abc import Iterable, Mapping, Sequence

from circle_tui.domain.people import Member
from circle_tui.privacy.folding import name_key

EVERYBODY = ("everyone", "everybody", "all", "all of us", "we", "the circle", "the whole circle")
"""What says that an action item is the whole circle's, where a name would stand."""


def owners(members: Sequence[Member]) -> Mapping[str, str]:
    """Map every way to name an owner to the alias: the alias itself, the name, its first part.

    ``EVERYBODY`` has none, unless a member is called so.
    The keys are ``name_key``s. What two members share names neither of them, but a full name
    goes before another's first part.
    """
    full = [(way, m.alias) for m in members for way in (m.alias, m.name)]
    firsts = [(_first(m), m.alias) for m in members]
    circle = {name_key(way): "" for way in EVERYBODY}
    return {**circle, **_told_apart(firsts), **_told_apart(full)}


def completed(line: str, members: Sequence[Member]) -> list[str]:
    """Return the beginnings that an action item's line may be on its way to: ``Noor: ``.

    They name the members whose name, a part of it, or alias goes on as the line does, and name
    nobody else. A line that goes on after a member's name as if that were its first word is offered
    as theirs: it may be, or may be about a word that is also a name. Nothing once there is a colon:
    somebody is named then.
    """
    begun = name_key(line.strip().removeprefix("@"))
    if not begun or ":" in line:
        return []
    named = owners(members)
    called = {
        m.alias: f"{_first(m) if named.get(name_key(_first(m))) == m.alias else m.name}: "
        for m in members
    }
    return [
        called[m.alias] for m in members if goes_on(begun, m.name) or goes_on(begun, m.alias)
    ] or [f"{called[alias]}{rest}" for alias, rest in _named_first(line, named)]


def _named_first(line: str, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the alias of the member whose name a line begins with, and what follows; or nothing.

    Of several ways to name them the longest is meant: ``Noor Haddad reads`` says what she does.
    """
    words = line.strip().removeprefix("@").split(" ")
    for count in range(len(words) - 1, 0, -1):
        alias, rest = named.get(name_key(" ".join(words[:count]))), " ".join(words[count:])
        if alias and rest:
            return [(alias, rest)]
    return []


def goes_on(typed: str, name: str) -> bool:
    """Tell whether a name, or one of its parts, goes on as what was typed."""
    begun = name_key(typed)
    return any(name_key(part).startswith(begun) for part in (name, *name.split()))


def _first(member: Member) -> str:
    return member.name.partition(" ")[0]


def _told_apart(ways: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the keys of the ways that name one alias only, with that alias."""
    named: dict[str, set[str]] = {}
    for way, alias in ways:
        named.setdefault(name_key(way), set()).add(alias)
    return {key: next(iter(aliases)) for key, aliases in named.items() if key and len(aliases) == 1}
