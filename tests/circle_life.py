"""The life of a small circle of two stores, for tests that let something go wrong in it.

What happens is said as data, so that the test and a child program that is killed agree about what
each step does, and what ought to be there follows without asking the store.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, nullcontext
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from tinydb import Query

from circle_tui.domain.errors import WrongPassphrase
from circle_tui.storage.database import Database, together
from circle_tui.storage.disk import REAL, Disk
from circle_tui.storage.keyfile import confirm
from circle_tui.storage.keys import Keys, create_keys, open_keys
from circle_tui.storage.lines import Sealing
from tests.unit.draws import CHEAP

Content = dict[str, dict[str, dict[str, str]]]
"""By the name of the database, that of the table and that of the entry: its text."""

Edits = Mapping[str, Mapping[str, Mapping[str, str | None]]]
"""What one step changes, like ``Content``; ``None`` removes an entry."""

NOTHING: Content = {"circle": {}, "people": {}}

PASSPHRASE = "a lamp in the window"
NEW_PASSPHRASE = "two lamps in the window"


class Step(NamedTuple):
    """Something that is done to a circle: ``edits``, or what is called ``what``."""

    what: str
    edits: Edits = {}  # noqa: RUF012 - nobody changes it


def save(**edits: Mapping[str, Mapping[str, str | None]]) -> Step:
    """Return a step that saves these edits in as few lines as can be."""
    return Step("save", edits)


LIFE = (
    save(circle={"notes": {"n1": "It rained all day."}}),
    save(circle={"notes": {"n2": "Comet wants to \N{OCTOPUS} swim.", "n3": "x" * 600}}),
    save(circle={"notes": {"n1": "It rained all night."}}),
    save(circle={"notes": {"n2": None, "n4": "Again."}, "facts": {"f1": "started", "f2": "turn"}}),
    save(circle={"notes": {"n5": "Welcome."}}, people={"members": {"m1": "Zora", "m2": "Ivo"}}),
    save(people={"members": {"m2": None}}),
    save(circle={"facts": {"f1": None, "f2": None, "f3": "paused"}}),
    Step("compact circle"),
    save(people={"members": {"m3": "Una"}}, circle={"notes": {"n1": None}}),
    Step("compact circle"),
    Step("compact people"),
    Step("passphrase"),
    save(circle={"notes": {"n6": "After."}}),
    Step("new key"),
    save(circle={"notes": {"n7": "Behind the new key."}}, people={"members": {"m4": "Ada"}}),
    Step("reopen"),
    save(circle={"facts": {"f3": None}}),
    save(people={"members": {"m4": "Ada, again", "m5": "Bo"}}),
)
"""A life in which everything happens that writes. Sealed or not, the content is the same."""


def after(content: Content, edits: Edits) -> Content:
    """Return what is to be there after these edits."""
    found = deepcopy(content)
    for base, tables in edits.items():
        for table, entries in tables.items():
            for key, text in entries.items():
                if text is not None:
                    found[base].setdefault(table, {})[key] = text
                elif table in found[base]:
                    found[base][table].pop(key, None)
    return _without_empty(found)


def _without_empty(content: Content) -> Content:
    return {
        base: {table: entries for table, entries in tables.items() if entries}
        for base, tables in content.items()
    }


class Circle:
    """A circle that is open: the store ``circle`` and, tied to it, ``people``.

    A new one is made where there is none; if it is to be ``sealed``, with the first of ``secrets``,
    the first that fits opens it again. Raises what ``Database`` does.
    """

    def __init__(
        self,
        folder: Path,
        disk: Disk = REAL,
        *,
        sealed: bool,
        secrets: tuple[str, ...] = (PASSPHRASE,),
        read_only: bool = False,
    ) -> None:
        self._folder = folder
        self._disk = disk
        self.keys: Keys | None = None
        sealing = None
        if sealed:
            self.keys = self._open_keys(secrets)
            if not read_only and not disk.exists(folder / "circle.store"):
                confirm(disk, folder / "keys")  # the keys may be left by one who never got further
            sealing = Sealing("keys", next(iter(self.keys.key_ids), "") or self.keys.new_key())
        seals = None if self.keys is None else self.keys.seals
        with ExitStack() as undo:
            self.circle = Database(
                folder / "circle.store",
                kind="circle",
                disk=disk,
                seals=seals,
                sealed_by=sealing,
                read_only=read_only,
            )
            undo.callback(self.circle.close)
            self.people = Database(
                folder / "people.store",
                kind="people",
                disk=disk,
                seals=seals,
                sealed_by=sealing,
                read_only=read_only,
                coordinator=self.circle,
            )
            undo.pop_all()
        self.bases = {"circle": self.circle, "people": self.people}

    def _open_keys(self, secrets: tuple[str, ...]) -> Keys:
        path = self._folder / "keys"
        if not self._disk.exists(path):
            return create_keys(path, secrets[0], disk=self._disk, cost=CHEAP)
        for secret in secrets[:-1]:
            try:
                return open_keys(path, secret, disk=self._disk, cost=CHEAP)
            except WrongPassphrase:
                continue
        return open_keys(path, secrets[-1], disk=self._disk, cost=CHEAP)

    @property
    def notices(self) -> list[str]:
        """What the user is told by both stores."""
        return [*self.circle.notices, *self.people.notices]

    def content(self) -> Content:
        """Return everything that is there."""
        return _without_empty(
            {
                name: {
                    table: {entry["key"]: entry["text"] for entry in base.table(table).all()}
                    for table in base.tables()
                }
                for name, base in self.bases.items()
            }
        )

    def do(self, step: Step) -> None:
        """Do a step. Raises ``StoreError``. "reopen" is for whoever opened the circle."""
        match step.what.split():
            case ["save"]:
                self._save(step.edits)
            case ["compact", base]:
                self.bases[base].compact()
            case ["passphrase"] if self.keys is not None:
                self.keys.change_passphrase(NEW_PASSPHRASE)
            case ["new", "key"] if self.keys is not None:
                old = self.keys.key_ids
                sealing = Sealing("keys", self.keys.new_key())
                for base in self.bases.values():
                    base.journal.rewrite(sealed_by=sealing, seals=self.keys.seals)
                for key in old:
                    self.keys.drop_key(key)

    def _save(self, edits: Edits) -> None:
        calls = [call for base in edits for call in self._calls(base, edits[base])]
        with (
            together(self.circle, self.people)
            if len(edits) > 1
            else self.bases[next(iter(edits))].transaction()
            if len(calls) > 1
            else nullcontext()
        ):
            for base, table, key, text in calls:
                self._edit(base, table, key, text)

    @staticmethod
    def _calls(
        base: str, tables: Mapping[str, Mapping[str, str | None]]
    ) -> Iterator[tuple[str, str, str, str | None]]:
        for table, entries in tables.items():
            for key, text in entries.items():
                yield base, table, key, text

    def _edit(self, base: str, name: str, key: str, text: str | None) -> None:
        table, chosen = self.bases[base].table(name), Query().key == key
        if text is None:
            table.remove(chosen)
        elif not table.update({"text": text}, chosen):
            table.insert({"key": key, "text": text})

    def close(self) -> None:
        """Close both stores."""
        for base in self.bases.values():
            base.close()


class NoLock:
    """Stands for the lock of a database whose disk is in memory: a dead process holds nothing."""

    def __init__(self, path: Path) -> None:
        """Take nothing."""

    def release(self) -> None:
        """Let go of nothing."""


def assert_sentence(text: str) -> None:
    """Assert that a person can be shown this: whole sentences that tell nothing of the circle."""
    assert text[0].isupper(), text
    assert text[-1] == ".", text
    assert len(text) < 600, text
    assert text.isprintable(), text
    for step in LIFE:
        for tables in step.edits.values():
            for entries in tables.values():
                for entry in entries.values():
                    assert entry is None or entry not in text
