"""TinyDB's storage over a store file: a step on the disk first, and then in memory."""

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from os import getpid
from threading import Lock, RLock, get_ident
from typing import Any

from tinydb.storages import Storage

from circle_tui.domain.errors import StoreClosed, StoreError, StoreReadOnly
from circle_tui.storage import changes
from circle_tui.storage.changes import Change, Document, Joint, Step, Tables, copied, payload
from circle_tui.storage.lines import Sealing, Seals
from circle_tui.storage.refusals import CLOSED, FORKED, LEFT_OVER, READ_ONLY, STOPPED
from circle_tui.storage.staging import Draft, Reading, Staging, difference
from circle_tui.storage.storefile import StoreFile

JOINTS = "joints"
"""In the ``extra`` of a coordinator's header: of each other store, the last joint step."""


class JournalStorage(Storage):
    """The tables of one store in memory, every change of them a line in its file.

    Any number of threads may read. One at a time may write, and it alone sees what it has not saved
    yet; writing waits for the disk, reading never does. Documents in memory are never altered, only
    replaced, and nobody gets anything but copies.
    """

    def __init__(
        self,
        file: StoreFile,
        name: str,
        steps: Iterable[tuple[Step, Joint | None]] = (),
        *,
        read_only: bool = False,
        by_id: bool = False,
    ) -> None:
        """Take over an open store file of this name, and the steps that were read from it.

        ``by_id`` lays tables down by name and documents by rising id when the file is written anew,
        so that random ids leave no trace of the order in which they came.
        """
        self.file = file
        self.name = name
        self.stopped = ""
        self.changes = 0
        self.joints: dict[str, str] = dict(file.header.extra.get(JOINTS, {}))
        self.known: set[str] = set(self.joints.values())
        self._process = getpid()
        self._read_only = read_only
        self._closed = False
        self._tables: Tables = {}
        self._outdated: set[str] = set()
        self._by_id = by_id
        self._writing = RLock()
        self._brief = Lock()
        self._draft: Draft | None = None
        self._drafter = 0
        self.group: object = None
        for step, joint in steps:
            self._adopt(step, joint)

    @property
    def outdated(self) -> Set[str]:
        """The tables of which the file still holds what was replaced or removed."""
        return self._outdated

    def reading(self, table: str) -> Reading:
        """Return one table as the calling thread may see it. Raises ``StoreClosed``."""
        self._require_open()
        seen = self._seen(table)
        return Reading({} if seen is None else seen, self._brief)

    def holds(self, table: str, doc_id: int) -> bool:
        """Tell whether an id is in a table as the calling thread may see it."""
        return doc_id in (self._seen(table) or ())

    def add(self, table: str, doc_id: int, document: Document) -> bool:
        """Save one new document, the most frequent step; ``False`` leaves it to ``staging``."""
        with self._writing:
            if self._draft is not None or self.holds(table, doc_id):
                return False
            self.save({table: Change(False, {}, {doc_id: document})})
            return True

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return a copy of every table, ``None`` if there is none. Raises ``StoreClosed``."""
        self._require_open()
        with self._brief:
            now = {name: list(table.items()) for name, table in self._all_seen().items()}
        return {
            name: {str(doc_id): copied(document) for doc_id, document in table}
            for name, table in now.items()
        } or None

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables these, by comparing them with what is there: for middlewares.

        Raises ``StoreError``, and nothing was changed.
        """
        with self._writing:
            self.require_writable()
            seen = self._all_seen()
            step: Step = {name: None for name in seen if name not in data}
            for name, table in data.items():
                wanted = {int(key): document for key, document in table.items()}
                change = difference(seen.get(name), wanted)
                if change is not None:
                    step[name] = change
            self._do(step)

    @contextmanager
    def staging(self, table: str) -> Iterator[Staging]:
        """Let the caller work on a view of a table; what it changed is saved at the end.

        Raises ``StoreError``; nothing was changed then, nor after any other exception.
        """
        with self._writing:
            self.require_writable()
            staging = Staging(self._seen(table))
            yield staging
            change = staging.change()
            if change is not None:
                self._do({table: change})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything this thread does within one step: all of it is saved at the end, or none.

        An exception drops it all. A transaction within another joins it, and an exception that
        leaves only the inner one drops only what was done there. Raises ``StoreError``.
        """
        if self.drafting:
            with self.branch():
                yield
        else:
            with self.drafted():
                yield
                self.save(self.step())

    def rewrite(
        self,
        tables: Tables | None = None,
        *,
        extra: Mapping[str, Any] | None = None,
        sealed_by: Sealing | None = None,
        seals: Seals | None = None,
    ) -> None:
        """Write the file anew with what is in the tables now, and nothing that once was.

        ``tables`` take the place of what is there. ``extra`` goes into the header over what is
        there. With ``seals`` the store is sealed by ``sealed_by`` from now on, or by nothing.
        Raises ``StoreError``; what was there then still is.
        """
        with self._writing:
            self.require_writable()
            if self._draft is not None:
                raise RuntimeError("a store is written anew between transactions, not in one")
            tables = self._tables if tables is None else tables
            if self._by_id:
                tables = {name: dict(sorted(tables[name].items())) for name in sorted(tables)}
            header = self.file.header
            joints = {JOINTS: self.joints} if self.joints else {}
            self.file.rewrite(
                changes.snapshot(tables),
                extra={**header.extra, **(extra or {}), **joints},
                sealed_by=header.sealed_by if seals is None else sealed_by,
                seals=seals,
            )
            with self._brief:
                self._tables, self._outdated = tables, set()
                self.changes += 1

    def close(self) -> None:
        """Compact if there is anything to leave out, and let go of the file and of the memory.

        It waits for whoever is writing. Doing it twice is the same as once. That compacting failed
        is a notice: what was saved is safe.
        """
        with self._writing:
            if self._closed:
                return
            try:
                if self._outdated and not self._read_only and self._draft is None:
                    self.rewrite()
            except StoreError as error:
                self.file.notices.append(LEFT_OVER.format(why=error))
            finally:
                self._closed = True
                self._tables, self._draft = {}, None
                self.file.close()

    # What ``together`` is made of, too

    @property
    def drafting(self) -> bool:
        """Whether the calling thread is in a transaction here."""
        return self._own is not None

    @property
    def staged(self) -> bool:
        """Whether the calling thread changed anything here that is not saved yet."""
        return self._own is not None and self._own.touched

    @contextmanager
    def drafted(self, group: object = None) -> Iterator[None]:
        """Stage what this thread does within; it is dropped at the end unless it was saved."""
        with self._writing:
            self._require_open()
            self._draft, self._drafter, self.group = Draft(self._tables), get_ident(), group
            try:
                yield
            finally:
                self._draft, self._drafter, self.group = None, 0, None

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Stage what is done within on top of the rest; an exception drops this part alone."""
        before = None if self._draft is None else self._draft.branch()
        try:
            yield
        except BaseException:
            self._draft = before
            raise

    def step(self) -> Step:
        """Return what this thread staged, empty if it changes nothing."""
        return {} if self._draft is None else self._draft.step()

    def save(self, step: Step, joint: Joint | None = None) -> None:
        """Put a step on the disk, and then in memory; an empty one is none.

        Raises ``StoreError``; nothing was changed then.
        """
        if not step:
            return
        self.require_writable()
        self.stopped = STOPPED
        try:
            self.file.append(payload(step, joint))
        except StoreError:
            self.stopped = ""
            raise
        self.adopt(step, joint)
        self.stopped = ""

    def adopt(self, step: Step, joint: Joint | None = None) -> None:
        """Put in memory a step that is on the disk."""
        with self._brief:
            self._adopt(step, joint)
            self.changes += 1  # last: who sees the number sees what it counts

    def _adopt(self, step: Step, joint: Joint | None) -> None:
        self._outdated |= changes.apply(step, self._tables)
        if joint is not None:
            self.known.add(joint.id)
            self.joints.update(dict.fromkeys(joint.of, joint.id))

    def _do(self, step: Step) -> None:
        """Save a step, or stage it where a transaction is under way."""
        if self._draft is None:
            self.save(step)
        else:
            self._draft.absorb(step)

    def _seen(self, table: str) -> Mapping[int, Document] | None:
        """Return a table as the calling thread may see it, ``None`` if it is not there."""
        own = self._own
        return self._tables.get(table) if own is None else own.table(table)

    def _all_seen(self) -> dict[str, Mapping[int, Document]]:
        own = self._own
        if own is None:
            return dict(self._tables)
        return {name: own.table(name) or {} for name in own.tables()}

    @property
    def _own(self) -> Draft | None:
        """What the calling thread did in the transaction that it is in."""
        draft = self._draft
        return draft if self._drafter == get_ident() else None

    def _require_open(self) -> None:
        if self._closed:
            raise StoreClosed(CLOSED)

    def require_writable(self) -> None:
        """Raise the reason why nothing may be changed here, if there is one."""
        self._require_open()
        if self._read_only:
            raise StoreReadOnly(READ_ONLY)
        if getpid() != self._process:
            raise StoreError(FORKED)
        if self.stopped:
            raise StoreError(self.stopped)
