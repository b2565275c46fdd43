"""Forgetting the people of a circle: its notes stay, and nothing is left that says whose they are.

The roster is emptied in one step, which also leaves a mark. While that mark is there, opening the
circle destroys the aliases with their key, and everything that was set aside from the two stores
with names in them. So a kill at any moment leaves the circle as it was, or the next opening goes on
to the end.
"""

from dataclasses import replace
from pathlib import Path

from circle_tui.storage.blotting import blot_out
from circle_tui.storage.circle import StoredCircle
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import NEW, told
from circle_tui.storage.head import head_path
from circle_tui.storage.layout import ALIAS_KEYS, ALIASES, FORGETTING, PEOPLE
from circle_tui.storage.leftovers import leftovers


def forget_people(circle: StoredCircle) -> None:
    """Empty the roster in one step; close the circle and open it again to finish.

    The circle's name and rhythm stay, and what its invites say but in whose name they went out.
    Raises ``StoreError``; nothing was changed then.
    """
    profile = circle.people.profile()
    with circle.transaction():
        if profile.invite and profile.invite.organizer:
            style = replace(profile.invite, organizer=None)
            circle.people.put_profile(replace(profile, invite=style))
        circle.people.put_members(())
        circle.people.put_seating({})
        circle.people.put_script(None)
        circle.people.put_ledger(())
        circle.people.put_words(())
        circle.people.put_agreement(())
        circle.stores.people.table(FORGETTING).insert({})


def destroy_names(folder: Path) -> None:
    """Destroy the aliases, their key, and what was set aside from the stores with names.

    The key goes first: without it no copy of the sealed aliases can be read, wherever that is.
    Doing it twice is the same as once. Raises ``StoreError``, and doing it again goes on.
    """
    aliases = folder / ALIASES
    with told("Forgetting the people of this circle could not be finished"):
        blot_out(REAL, *(folder / name for name in (ALIAS_KEYS, ALIAS_KEYS + NEW)))
        aside = [path for path in leftovers(folder) if path.name.startswith((PEOPLE, ALIASES))]
        blot_out(REAL, *aside, folder / (ALIASES + NEW), aliases, head_path(aliases))
