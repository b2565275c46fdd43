"""The files of summaries: written where they go, and removed with an end that is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from circle_tui.domain.errors import CircleError, NotExported, Refusal, StoreError
from circle_tui.services.summaries import MARKDOWN, SUMMARY_FILES, Results, place_of


def write(text: str, path: Path) -> Path:
    """Write a summary as it was shown, and return the place of it.

    Raises ``StoreError`` when the file cannot be written.
    """
    from circle_tui.export.files import write_private

    write_private(path, text.encode())
    return path


def put(results: Results, text: str, path: Path) -> Results:
    """Write a summary where those of this circle go, in place of the one before.

    Raises ``Refusal`` where somebody has changed that, for it is theirs, and ``StoreError``.
    """
    if results.summary is not None:
        _read_own(results)
    with in_its_place():
        return replace(results, summary=write(text, path), written=text)


@contextmanager
def removed(results: Results) -> Iterator[None]:
    """Have no summary while something is done, and none after it: it tells what is not so then.

    Where what is done fails it is put back. A kill in between leaves none, of a session that has
    ended still: it can be written again, and one of a session that goes on would lie. Raises
    ``Refusal`` where somebody has changed it, for it is theirs, and ``StoreError`` where it cannot
    be removed; nothing is done then.
    """
    path = results.summary
    if path is None or not _read_own(results):
        yield
        return
    with _told(path, "removed"):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # other files are in it
        path.parent.rmdir()
    try:
        yield
    except CircleError as error:
        try:
            write(results.written, path)
        except StoreError:
            raise StoreError(
                f"{error} Its summary is gone, too; this writes it again: circle export summary"
            ) from error
        raise


def as_lying(results: Results) -> Results:
    """Return the results without a summary that is not there any more."""
    path = results.summary
    with suppress(OSError):
        if path is not None and not path.exists():
            return replace(results, summary=None, written="")
    return results


def left_lying(results: Results, exports: Path, zone: tzinfo | None) -> list[Path]:
    """Return the summaries of a session that somebody has written besides."""
    folder = place_of(results, exports, zone, MARKDOWN).parent
    with suppress(OSError):
        return [folder / name for name in SUMMARY_FILES if (folder / name).exists()]
    return []


def _read_own(results: Results) -> bool:
    """Tell whether the summary is there; raise ``Refusal`` if it is not as it was written."""
    path = results.summary
    assert path is not None, "there was one"
    try:
        with _told(path, "read"):
            if not path.is_symlink() and not path.exists():
                return False
            # Neither is a link ours, nor what can never be read to its end.
            own = path.is_file() and not path.is_symlink()
            there = path.read_bytes() if own else b""
    except FileNotFoundError:
        return False
    if there != results.written.encode():
        raise Refusal(
            f"The summary ({path}) was changed since it was written, and that would be lost. Move "
            "it somewhere else first."
        )
    return True


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """Tell an error of the system, but for a file that is not there. Raises ``StoreError``."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"The summary ({path}) could not be {what}: {error.strerror}.") from error


@contextmanager
def in_its_place() -> Iterator[None]:
    """Offer no other place for a file that goes where all of its kind do. Raises ``StoreError``."""
    try:
        yield
    except NotExported as error:
        raise StoreError(
            f"{error.what} The circle's own data is safe. Put that right, then try again."
        ) from error
