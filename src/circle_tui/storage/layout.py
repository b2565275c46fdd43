"""What lies in a circle's folder: the names of its files, and the form of what is in them.

``circle.store`` holds what happened and what was said, and no member's name. ``people.store`` holds
the names. ``aliases.store`` holds which alias and which card is whose, and nothing else: backups
leave it out, so that destroying it (``circle forget people``) unlinks every copy of the notes from
people.
"""

from circle_tui.storage.changes import Tables
from circle_tui.storage.migrations import Schema

CIRCLE, PEOPLE, ALIASES = "circle.store", "people.store", "aliases.store"

KINDS = {CIRCLE: "notes", PEOPLE: "people", ALIASES: "aliases"}
"""The stores of a circle, and what a sentence calls them; the first coordinates."""

KEYS = "keys"
"""The key file of a sealed circle."""

ALIAS_KEYS = "aliases.key"
"""The key file of a sealed circle's aliases, which only ``KEYS`` opens; never in a backup."""

KEY_FILES = {CIRCLE: KEYS, PEOPLE: KEYS, ALIASES: ALIAS_KEYS}

NOTES, ACTIONS, DECISIONS, PARKING = "notes", "actions", "decisions", "parking"
SAID = (NOTES, ACTIONS, DECISIONS, PARKING)
"""The tables of what was said, whose order would tell who said it; see ``Stores.shuffle_new``."""

FACTS = "facts"
"""The table of the facts of the session that is not over."""

RECORDS = "records"
"""The table of sessions that have ended."""

HOURS = "hours"
"""The table of the hours log."""

PROMPTS = "prompts"
"""The table of which prompts of the bank were taken lately."""

DRAFTS = "drafts"
"""The table of what is being typed; see ``Stores.scrub``."""


def _without_aliases(tables: Tables) -> Tables:
    """Return the people without their aliases, which are in a store of their own since version 2.

    ``older.py`` puts them there first.
    """
    for member in tables.get("members", {}).values():
        member["alias"] = ""
    return tables


FORGETTING = "forgetting"
"""The table of ``people.store`` that has a document while people are being forgotten."""

SCHEMAS = {
    CIRCLE: Schema(1, {}),
    PEOPLE: Schema(2, {1: _without_aliases}),
    ALIASES: Schema(1, {}),
}
"""The form of the documents of each store; see ``migrations.py``."""
