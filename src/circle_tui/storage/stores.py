"""The three stores of a circle, opened together and changed in one step."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.errors import StoreError, StoreLocked, StoreReadOnly
from circle_tui.storage.database import Database, together
from circle_tui.storage.files import close_to_others, told
from circle_tui.storage.head import head_path
from circle_tui.storage.layout import (
    ALIAS_KEYS,
    ALIASES,
    CIRCLE,
    DRAFTS,
    FORGETTING,
    KEY_FILES,
    KEYS,
    KINDS,
    PEOPLE,
    SAID,
    SCHEMAS,
)
from circle_tui.storage.lines import FILE, Broken, Newer, Sealing, read_header
from circle_tui.storage.migrations import SCHEMA, bring_up
from circle_tui.storage.opening import require_own_place
from circle_tui.storage.table import Draw, draw_id

if TYPE_CHECKING:
    from circle_tui.storage.keys import Keys

Unlock = Callable[[], str]
"""Asks for the passphrase of the circle, or for its recovery code."""

Opener = Callable[[Path], "Keys | None"]
"""Finds the keys of the circle in a folder, ``None`` if it is not sealed; raises ``StoreError``."""

HALF_SEALED = (
    "This circle is not wholly sealed: who has its files can read some of them. Run circle seal "
    "again to finish, or circle unseal."
)


def is_sealed(folder: Path) -> bool:
    """Tell whether the circle in ``folder`` is opened by a passphrase. Raises ``StoreError``.

    It is while there is a key file, and while any store needs one.
    """
    with told("This circle could not be opened"):
        return (folder / KEYS).exists() or any(sealing_of(folder / name) for name in KINDS)


def sealing_of(path: Path) -> Sealing | None:
    """Return what the header of a store says it is sealed by.

    ``None`` where that is nothing, and where there is no store, or one without a whole header.
    """
    with suppress(OSError, Broken, Newer), path.open("rb") as file:
        return read_header(file.readline().removesuffix(b"\n"))[0].sealed_by
    return None


def unlocked(folder: Path, unlock: Unlock | None) -> "Keys | None":
    """Return the keys of a circle, ``None`` if it is not sealed.

    Raises ``StoreLocked`` when nobody can be asked for the passphrase, ``WrongPassphrase``,
    ``KeysDamaged``, else ``StoreError``.
    """
    if not is_sealed(folder):
        return None
    if unlock is None:
        raise StoreLocked(
            "This circle is sealed, and no passphrase was given. Nothing was changed. Start the "
            "program in a terminal to be asked for it, or hand it over with --passphrase-fd."
        )
    from circle_tui.storage.keys import open_keys, require_key_file

    require_key_file(folder / KEYS)
    return open_keys(folder / KEYS, unlock())


class Stores:
    """A circle's databases, held by this process, or looked at when ``read_only``.

    ``keys`` open a sealed circle. A store of the circle that is not there is made when ``new``;
    the aliases always are, since a backup comes without them. ``forgetting`` tells whether its
    people are still being forgotten: their aliases are gone then, and ``seal.go_on`` does the rest.
    Raises ``StoreError``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keys: "Keys | None" = None,
        read_only: bool = False,
        new: bool = False,
        draw: Draw = draw_id,
    ) -> None:
        self.folder = folder
        self.keys = keys
        self.read_only = read_only
        self.notices: list[str] = []
        self._draw = draw
        self._said = 0
        with ExitStack() as undo:
            self.circle = self._open(CIRCLE, new=new, undo=undo)
            self.people = self._open(PEOPLE, new=new, undo=undo)
            self.forgetting = bool(self.people.ids(FORGETTING))
            if self.forgetting:
                self._forget_aliases()
            self.aliases = self._open(ALIASES, new=True, undo=undo)
            undo.pop_all()
        if keys is not None and not all(db.journal.file.header.sealed_by for db in self.all):
            self.notices.append(HALF_SEALED)

    @property
    def all(self) -> tuple[Database, Database, Database]:
        """The three databases, the coordinator first."""
        return (self.circle, self.people, self.aliases)

    @property
    def told(self) -> tuple[str, ...]:
        """What the user should be told of them, as sentences."""
        return (*self.notices, *(notice for db in self.all for notice in db.notices))

    @property
    def tidy(self) -> bool:
        """Whether no file holds what was replaced or removed, but for drafts: see ``scrub``."""
        return not any(db.outdated - {DRAFTS} for db in self.all)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make everything done within one step over all three; see ``database.together``.

        What was replaced or removed by it is gone from the files afterwards. If that fails the step
        holds all the same, and the next one, the closing or the next opening tries again.
        """
        within, known = self.circle.journal.drafting, self.people.journal.changes
        with together(*self.all):
            yield
        if not within:
            # What was typed before may name somebody who just became a member.
            self.scrub(drafts=self.people.journal.changes != known)

    def scrub(self, *, drafts: bool = True) -> None:
        """Leave nothing in the files of what was replaced or removed, as far as it can be done.

        That only ``drafts`` were replaced is not worth it while typing goes on.
        """
        spared = set() if drafts else {DRAFTS}
        for db in self.all:
            if db.outdated - spared:
                self._write_anew(
                    db,
                    "What was removed or replaced is still in a file of this circle, which could "
                    "not be written anew.",
                )

    def shuffle(self) -> None:
        """Leave no order in the notes file, as far as it can be done.

        While a session runs its lines stand as they came, a note among the turns: after a kill that
        says who spoke. So they are laid down by their random ids when the circle is opened again,
        when it is closed before the session is over, and soon after something was said.
        """
        file = self.circle.journal.file
        self._said = self._count_said()
        if file.number > file.header.until:
            self._write_anew(
                self.circle,
                "The notes file of this circle still shows in which order things were written "
                "down, because it could not be written anew.",
            )

    def shuffle_new(self) -> None:
        """Shuffle if anything was said since the last time.

        Not within the save itself, which is to wait for one forced write and no more.
        """
        if self._said != self._count_said():
            self.shuffle()

    def _count_said(self) -> int:
        return sum(len(self.circle.journal.reading(name)) for name in SAID)

    def _write_anew(self, db: Database, failed: str) -> None:
        if self.read_only or db.journal.drafting:
            return
        try:
            db.compact()
            if db is self.circle:
                self._said = self._count_said()
        except StoreError as error:
            if (notice := f"{failed} {error}") not in self.notices:
                self.notices.append(notice)

    def close(self) -> None:
        """Let go of the databases; doing it twice is the same as once."""
        with ExitStack() as each:
            for db in self.all:
                each.callback(db.close)

    def _open(self, name: str, *, new: bool, undo: ExitStack) -> Database:
        path, kind = self.folder / name, KINDS[name]
        with told("This circle could not be opened"):
            if name == ALIASES and not path.exists() and not self.read_only:
                # Nothing brings them back, since no backup has them: new ones are drawn.
                head_path(path).unlink(missing_ok=True)
            there = path.exists() or head_path(path).exists()
            if there and not self.read_only and path.exists():
                close_to_others(path)
        if not there and not new:
            raise StoreError(
                f"The {kind} file of this circle ({name}) is missing. Nothing was changed. Put a "
                "copy from a backup in its place, then try again."
            )
        if not there and self.read_only:
            raise StoreReadOnly(
                "The aliases of this circle are not here: a backup does not hold them. Open the "
                "circle to change it, once; new ones are drawn then. Nothing was changed."
            )
        db = Database(
            path,
            kind=kind,
            read_only=self.read_only,
            seals=None if self.keys is None else self.keys.seals,
            sealed_by=None if there or self.read_only else self._new_sealing(name),
            draw=self._draw,
            coordinator=None if name == CIRCLE else self.circle,
            extra={SCHEMA: SCHEMAS[name].version, FILE: name},
            by_id=True,
        )
        undo.callback(db.close)
        require_own_place(db.journal.file.header, path, kind)
        bring_up(db, kind, SCHEMAS[name])
        return db

    def _forget_aliases(self) -> None:
        """Destroy what still says who is who; see ``forget.py``."""
        if self.read_only:
            raise StoreReadOnly(
                "Forgetting the people of this circle was interrupted. Open the circle to change "
                "it, once; this finishes it. Nothing was changed."
            )
        from circle_tui.storage.forget import destroy_names

        destroy_names(self.folder)

    def _new_sealing(self, name: str) -> Sealing | None:
        """Return what seals a store that is being made: the newest key of its key file."""
        if self.keys is None:
            return None
        if name == ALIASES:
            path = self.folder / ALIAS_KEYS
            keys = self.keys.within(ALIAS_KEYS) if path.exists() else None
            keys = keys or self.keys.create_within(ALIAS_KEYS)
        else:
            keys = self.keys
        return Sealing(KEY_FILES[name], (keys.key_ids or (keys.new_key(),))[-1])
