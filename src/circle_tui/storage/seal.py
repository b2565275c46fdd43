"""Sealing a circle that is open, unsealing it, and giving it other keys.

Each store is written anew in one step, and the key files change in one step each. The order makes
every state in between one that opens:

- To seal: the key file, then store by store, then what lies plain beside them. While there is a
  key file, opening asks for the passphrase, and says if something is not sealed yet.
- To unseal: store by store, then the key files.
- To re-key: another key, then store by store, then the old keys are let go of. More than one key is
  the sign that this was interrupted, and opening the circle goes on with it.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import StoreError
from circle_tui.storage.blotting import blot_out
from circle_tui.storage.disk import REAL
from circle_tui.storage.files import NEW, told
from circle_tui.storage.layout import ALIAS_KEYS, FORGETTING, KEY_FILES, KEYS
from circle_tui.storage.leftovers import leftovers, plain_leftovers
from circle_tui.storage.lines import Sealing
from circle_tui.storage.stores import HALF_SEALED, Stores

if TYPE_CHECKING:
    from circle_tui.storage.circle import StoredCircle
    from circle_tui.storage.datakeys import DataKeys
    from circle_tui.storage.keys import Keys


def is_wholly_sealed(stores: Stores) -> bool:
    """Tell whether nothing of the circle can be read without a key, exports aside."""
    with told("This circle could not be looked through"):
        sealed = all(db.journal.file.header.sealed_by for db in stores.all)
        return sealed and not plain_leftovers(stores.folder)


def seal(stores: Stores, keys: "Keys") -> list[str]:
    """Seal all of a circle that is open, or what is missing of that; ``keys`` are those of it.

    Plain copies that were set aside are destroyed; returns their names. Raises ``StoreError``:
    everything is still there then, some of it not sealed, and doing it again goes on.
    """
    stores.keys = keys
    if stores.aliases.journal.file.header.sealed_by is None:
        keys.destroy_within(ALIAS_KEYS)  # of a sealing or unsealing that was interrupted
        keys.create_within(ALIAS_KEYS)
    _settle(stores, keys)
    with suppress(ValueError):
        stores.notices.remove(HALF_SEALED)
    return _destroy(stores.folder, plain=True)


def unseal(stores: Stores) -> list[str]:
    """Let everybody read a circle that is open, who has its files.

    Sealed copies that were set aside are destroyed, as no key to them is left; returns their names.
    Raises ``StoreError``: the passphrase still opens the circle then, and doing it again goes on.
    """
    keys = stores.keys
    if keys is None:
        return []
    for db in stores.all:
        if db.journal.file.header.sealed_by is not None:
            db.journal.rewrite(sealed_by=None, seals=keys.seals)
    gone = _destroy(stores.folder, plain=False)
    keys.destroy_within(ALIAS_KEYS)
    with told("The key file could not be removed"):
        # In one step, not written over: half a key file would keep everybody out.
        for name in (KEYS + NEW, KEYS):
            REAL.remove(stores.folder / name)
        REAL.sync_folder(stores.folder)
    stores.keys = None
    return gone


def rekey(circle: "StoredCircle") -> list[str]:
    """Seal a circle with new keys and let go of the old ones; nothing happens if it is not sealed.

    What the old keys sealed can then be read nowhere any more, except where a copy of the key file
    is: in a backup. Copies that were set aside are destroyed; returns their names. Raises
    ``StoreError``; doing it again goes on, and so does opening the circle.
    """
    stores = circle.stores
    if stores.keys is None:
        return []
    for held in (stores.keys, stores.keys.within(ALIAS_KEYS)):
        held.new_key()
    _settle(stores, stores.keys)
    return _destroy(stores.folder, plain=False)


def go_on(stores: Stores) -> None:
    """Finish what was interrupted, if anything was; if that fails it is told, and tried again."""
    try:
        if stores.keys is not None and _is_half_done(stores, stores.keys):
            _settle(stores, stores.keys)
            _destroy(stores.folder, plain=False)
        if stores.forgetting:
            with stores.together():
                stores.people.drop_table(FORGETTING)
            stores.forgetting = False
    except StoreError as error:
        stores.notices.append(f"A change of this circle's keys is not finished. {error}")
    told = stores.keys is None or HALF_SEALED in stores.notices
    if not told and not is_wholly_sealed(stores):
        stores.notices.append(HALF_SEALED)


def _is_half_done(stores: Stores, keys: "Keys") -> bool:
    """Tell whether a re-key was interrupted; a half sealed circle is the user's to decide on."""
    if not all(db.journal.file.header.sealed_by for db in stores.all):
        return False
    if stores.forgetting:
        keys.new_key()  # the names may be in old blocks of the disk: no key to them is kept
    return any(len(held.key_ids) > 1 for held in (keys, keys.within(ALIAS_KEYS)))


def _settle(stores: Stores, keys: "Keys") -> None:
    """Let every store be sealed by the newest key of its key file, and no other key be held."""
    files: dict[str, DataKeys] = {KEYS: keys, ALIAS_KEYS: keys.within(ALIAS_KEYS)}
    for db in reversed(stores.all):
        held = files[KEY_FILES[db.path.name]]
        key = held.key_ids[-1] if held.key_ids else held.new_key()
        sealing = Sealing(held.path.name, key)
        if db.journal.file.header.sealed_by != sealing:
            db.journal.rewrite(sealed_by=sealing, seals=keys.seals)
    for held in files.values():
        for old in held.key_ids[:-1]:
            held.drop_key(old)


def _destroy(folder: Path, *, plain: bool) -> list[str]:
    """Destroy what was set aside, plain or sealed; return the names of it."""
    with told("What was set aside in this circle's folder could not be destroyed"):
        shown = plain_leftovers(folder)
        gone = shown if plain else [path for path in leftovers(folder) if path not in shown]
        blot_out(REAL, *gone)
    return [path.name for path in gone]
