"""Aliases: random words that stand for members outside the people store."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from circle_tui.domain.errors import Refusal
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.services.screening import screened

ALIASES = (
    *("Anchor", "Anvil", "Beacon", "Bridge", "Cable", "Candle", "Canyon", "Castle", "Cedar"),
    *("Cobalt", "Comet", "Compass", "Copper", "Delta", "Ember", "Engine", "Feather", "Fjord"),
    *("Garnet", "Glacier", "Granite", "Harbour", "Helmet", "Island", "Kettle", "Ladder"),
    *("Lagoon", "Lantern", "Lever", "Magnet", "Meadow", "Meteor", "Mosaic", "Nebula", "Orbit"),
    *("Paddle", "Pebble", "Pillar", "Planet", "Prism", "Quarry", "Quartz", "Raft", "Ribbon"),
    *("Rudder", "Saddle", "Signal", "Spindle", "Summit", "Tandem", "Thimble", "Timber"),
    *("Trellis", "Tunnel", "Turbine", "Valley", "Velvet", "Violin", "Voyage", "Walnut"),
)
"""Words for things, none of them a common name of a person."""


def draw_alias(
    taken: Sequence[str], members: Sequence[Member], choose: Callable[[Sequence[str]], str]
) -> str:
    """Draw an alias that nobody has and that is no part of any member's name.

    Past the end of the word list the words come with a number.
    """
    for round_number in range(1, 100):
        words = [word if round_number == 1 else f"{word} {round_number}" for word in ALIASES]
        left = [word for word in words if word not in taken]
        while left:
            word = choose(left)
            if screened(word, tuple(members)) == word:
                return word
            left.remove(word)
    raise Refusal("A circle can hold some thousands of members, and this one is full.")


def aliased(
    members: Sequence[Member], used: Sequence[str], choose: Callable[[Sequence[str]], str]
) -> tuple[Member, ...]:
    """Return the members, each with an alias that is no part of anybody's name."""
    taken = [*used, *(member.alias for member in members)]
    after: list[Member] = []
    for member in members:
        if not member.alias or screened(member.alias, tuple(members)) != member.alias:
            alias = draw_alias(taken, members, choose)
            taken.append(alias)
            after.append(replace(member, alias=alias))
        else:
            after.append(member)
    return tuple(after)


def draw_missing(circle: OpenCircle, choose: Callable[[Sequence[str]], str]) -> bool:
    """Draw an alias for everybody who has none, as after a backup was put back; tell if any had.

    None that an action item names is drawn: whose those were is not known any more. Raises
    ``StoreError``; nothing was changed then.
    """
    known = circle.people.known()
    if all(member.alias for member in known):
        return False
    used = [item.owner for item in circle.actions.all()]
    circle.people.put_members(aliased(known, used, choose))
    return True
