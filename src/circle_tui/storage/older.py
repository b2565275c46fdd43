"""Circles that an older version saved, brought up to date when they are opened.

In format 1 a member's alias stood beside the name, in ``people.store``. It goes to a store of its
own first, and out of the people only then: a kill in between leaves it in both, and the next
opening goes on.
"""

from pathlib import Path

from circle_tui.domain.errors import StoreReadOnly
from circle_tui.storage.database import Database
from circle_tui.storage.layout import ALIASES, CIRCLE, KINDS, PEOPLE, SCHEMAS
from circle_tui.storage.migrations import is_format_1, migrate_format_1, read_format_1


def bring_up_circle(folder: Path, *, read_only: bool) -> list[str]:
    """Bring what format 1 there is in ``folder`` up to date; return what the user should be told.

    Raises ``StoreReadOnly`` when there is something to do and it may not be done, ``StoreNewer``,
    ``StoreDamaged``, else ``StoreError``; what was there is then still there.
    """
    old = [name for name in (CIRCLE, PEOPLE) if is_format_1(folder / name)]
    if old and read_only:
        for name in old:
            read_format_1(folder / name, KINDS[name])  # damage is told first
        raise StoreReadOnly(
            "This circle was saved by an older circle-tui. Open it to change it, once; this brings "
            "it up to date. Nothing was changed."
        )
    if PEOPLE in old:
        _set_aliases_apart(folder)
    return [migrate_format_1(folder / name, KINDS[name], schema=SCHEMAS[name]) for name in old]


def _set_aliases_apart(folder: Path) -> None:
    """Put the aliases of format 1 into the store they have now, unless a kill left them there."""
    members = read_format_1(folder / PEOPLE, KINDS[PEOPLE]).get("members", {})
    with Database(folder / ALIASES, kind=KINDS[ALIASES]) as db:
        table = db.table("aliases")
        if not len(table):
            table.insert_multiple(
                {"member": member.get("id"), "alias": member.get("alias")}
                for member in members.values()
            )
