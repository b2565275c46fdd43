"""One store on the disk: a file that only grows, and is rewritten as a whole now and then.

Why nothing that was confirmed is ever gone, and nothing is lost in silence:

- A step is confirmed when its line has been forced to the disk. A cut before leaves a torn line or
  a whole one that nobody was told of: the first is set aside and said at the next opening, the
  second is simply there.
- The head is written after that, unforced. Whatever a power cut leaves of it, it names no step that
  was not forced before. So a file that ends before its head lost something, and is refused. The one
  thing that makes a file shorter, taking a step back, forces the head back first.
- A write that failed is cut back, so that the next line follows the last good one. If cutting fails
  too, or the disk refuses to confirm (what it holds is then anybody's guess, and asking again may
  get a false yes), nothing more is written by this process. The same after an exception that came
  in between: every way out of a step but the good one leaves the store stopped.
- The next opening finds that step behind the head. As nobody knows whether it is on the disk or
  only in the memory of the system, it is written once more in place and forced before anything is
  built on it; so are the names in the folder, in case it was a rewriting that ended halfway.
- A rewriting is forced under another name before it takes the place of the old file, and its header
  says how many lines must be there. Numbers go on from one generation to the next, so a head that
  was written before is behind, never ahead. Until the folder was forced either generation may come
  back, so nothing is appended before that, and nothing at all if it fails.

This layer knows bytes. It takes no lock and starts no thread: the caller does one thing at a time,
and sees to it that nobody else writes.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from circle_tui.domain.errors import StoreClosed, StoreError, StoreReadOnly
from circle_tui.storage.disk import REAL, Disk, Handle
from circle_tui.storage.files import told
from circle_tui.storage.generation import (
    NewStore,
    drop_new,
    find_seal,
    found,
    new_path,
    write_new,
)
from circle_tui.storage.head import Head, HeadFile, head_path
from circle_tui.storage.lines import Framing, Header, Sealing, Seals
from circle_tui.storage.mending import is_proven, open_mended, told_of
from circle_tui.storage.opening import look
from circle_tui.storage.scan import Place

_SAFE = "Everything that was confirmed as saved is safe."
_STOPPED = (
    f"Nothing more is written here, because a change could not be finished. {_SAFE} "
    "Close the circle and open it again."
)
_NOT_CONFIRMED = (
    "The disk did not confirm this change, so it may be lost. Everything saved before it is safe. "
    "Nothing more is written: check the disk, then close the circle and open it again."
)


class StoreFile:
    """A store that is open. ``header`` is its first line, ``notices`` what the user should be told.

    Opening reads everything. Where it may write, it also clears up after whatever ended the last
    process; ``read_only`` it writes nothing at all, needs no lock, and may look on while another
    process writes. A file that is missing is made as ``create`` says, if that is given. Raises
    ``StoreDamaged``, ``StoreNewer``, ``StoreLocked``, what ``seals`` raises, and ``StoreError``.
    """

    def __init__(
        self,
        path: Path,
        kind: str,
        *,
        disk: Disk = REAL,
        seals: Seals | None = None,
        read_only: bool = False,
        create: NewStore | None = None,
    ) -> None:
        self.notices: list[str] = []
        self._path = path
        self._kind = kind
        self._disk = disk
        self._seals = seals
        self._head = HeadFile(disk, head_path(path))
        self._head_failed = False
        self._handle: Handle | None = None
        self._refusal: type[StoreError] = StoreReadOnly
        self._stopped = f"The {kind} file was opened for looking only; nothing was changed."
        if not read_only:
            with told(f"The {kind} file could not be opened"):
                disk.remove(new_path(path))
                there = disk.exists(path) or disk.exists(head_path(path))
            if create is not None and not there:
                found(path, kind, create, disk=disk, seals=seals)
        seen = look(path, kind, disk=disk, seals=seals)
        self.header: Header = seen.header
        self._framing = seen.framing
        self._payloads = seen.scan.payloads
        self._last, self._before = seen.scan.last, seen.scan.before
        if not read_only:
            with told(f"The {kind} file could not be opened"):
                self.notices.extend(told_of(path, kind, disk, seen))
                self._handle = open_mended(path, disk, seen)
            if not is_proven(seen):
                self._note_head(seen.header_line)
            self._refusal, self._stopped = StoreError, ""

    @property
    def loose(self) -> bool:
        """Whether the last line can be taken back: it came after the snapshot, and is just one."""
        return self._last.number > self.header.until and self._last != self._before

    @property
    def stopped(self) -> bool:
        """Whether nothing can be written any more because a change could not be finished.

        Nobody knows then whether the last change that failed will be there at the next opening. A
        failed change that leaves this false will not.
        """
        return self._refusal is StoreError and bool(self._stopped)

    @property
    def number(self) -> int:
        """The number of the last step: how many lines were ever written, in all generations."""
        return self._last.number

    def take(self) -> list[bytes]:
        """Give away the payloads that were read at opening, in order; the second time, none."""
        payloads, self._payloads = self._payloads, []
        return payloads

    def append(self, payload: bytes) -> None:
        """Add one step; it is on the disk when this returns.

        Raises ``StoreError``; then it was not confirmed, and either the store goes on as if it had
        never been tried, or refuses everything from now on. Raises ``ValueError`` for a line feed
        in the payload of a plain store.
        """
        handle = self._writable()
        last = self._last
        number = last.number + 1
        line, total = self._framing.line(number, last.sum, payload)
        self._stopped = _STOPPED
        try:
            handle.write(line)
        except OSError:
            self._cut_back(handle)
            with told("This could not be saved"):
                raise
        try:
            handle.sync()
        except OSError as error:
            raise StoreError(_NOT_CONFIRMED) from error
        self._before, self._last = last, Place(number, total, last.end + len(line))
        self._note_head()
        self._stopped = ""

    def take_back(self) -> None:
        """Remove the last line again, for a step over several stores that failed in another one.

        It is gone from the disk when this returns. Raises ``StoreError``; the store then refuses
        everything, and the line may be there at the next opening. Raises ``ValueError`` unless the
        line is ``loose``.
        """
        handle = self._writable()
        if not self.loose:
            raise ValueError("there is no step to take back")
        before = self._before
        self._stopped = _STOPPED
        with told("A change that belongs to this one could not be taken back"):
            self._head.force(Head(self.header.store, before.number, before.sum))
            handle.truncate(before.end)
            handle.sync()
        self._last = before
        self._stopped = ""

    def rewrite(
        self,
        payloads: Iterable[bytes],
        *,
        extra: dict[str, Any],
        sealed_by: Sealing | None,
        seals: Seals | None = None,
    ) -> None:
        """Replace the file by its next generation, which holds these payloads and nothing else.

        ``sealed_by`` may differ from that of the header: this seals, unseals and changes the key;
        ``seals``, if given, is used from now on. It is on the disk when this returns. Raises
        ``StoreError``; the old generation then goes on, or the store refuses everything from now on
        and one of both is there at the next opening.
        """
        old = self._writable()
        seals = seals or self._seals
        seal = find_seal(sealed_by, seals, self._kind)
        lines = list(payloads)
        after = self._last.number
        generation = self.header.generation + 1
        header = Header(self.header.store, generation, after, after + len(lines), sealed_by, extra)
        failed = f"The {self._kind} file could not be written anew"
        with told(failed):
            written = write_new(self._disk, self._path, header, lines, seal)
        self._stopped = _STOPPED
        with told(failed):
            self._handle = None
            old.close()  # Windows replaces no file that is open
            try:
                self._disk.replace(new_path(self._path), self._path)
            except OSError:
                self._stay()
                raise
            self._disk.sync_folder(self._path.parent)
            self._handle = self._disk.append(self._path)
        self.header, self._framing, self._seals = header, Framing(header, seal), seals
        self._last = self._before = written.last
        self._note_head(written.header_line)
        self._stopped = ""

    def close(self) -> None:
        """Let go of the files; doing it twice is the same as once."""
        self._refusal = StoreClosed
        self._stopped = f"The {self._kind} file is closed. {_SAFE} Open it again to go on."
        self._payloads = []
        self._let_go()

    def _writable(self) -> Handle:
        """Return the open file. Raises the reason why nothing may be written."""
        if self._stopped or self._handle is None:
            raise self._refusal(self._stopped or _STOPPED)
        return self._handle

    def _cut_back(self, handle: Handle) -> None:
        """Remove what a failed write left behind the last line; go on if that succeeds."""
        with suppress(OSError):
            handle.truncate(self._last.end)
            self._stopped = ""

    def _stay(self) -> None:
        """Go on with the old generation, if the new one surely did not take its place."""
        with suppress(OSError):
            if self._disk.exists(new_path(self._path)):
                self._handle = self._disk.append(self._path)
                self._stopped = ""
        drop_new(self._disk, self._path)

    def _note_head(self, header_line: bytes = b"") -> None:
        """Let the head name the last line; a head that cannot be written fails no save."""
        head = Head(self.header.store, self._last.number, self._last.sum)
        try:
            if header_line:
                self._head.begin(head, header_line)
            else:
                self._head.note(head)
        except OSError:
            if not self._head_failed:
                self._head_failed = True
                self.notices.append(
                    f"The side file of the {self._kind} file could not be written. What you save "
                    "is safe all the same; only a lost end of the file would not be noticed."
                )

    def _let_go(self) -> None:
        handle, self._handle = self._handle, None
        with suppress(OSError):  # all that was confirmed was forced to the disk before
            if handle is not None:
                handle.close()
        with suppress(OSError):
            self._head.close()
