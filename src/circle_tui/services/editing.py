"""The user's own editor: which one it is, and whether it did what it was called for."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from circle_tui.agendas.problems import quoted
from circle_tui.domain.errors import CircleError, InputError

V = TypeVar("V")

MOST_BYTES = 128 * 1024
"""Nobody means to have more than this read as a text of theirs."""

Run = Callable[[Sequence[str]], int]
"""Runs a program with its arguments, waits for it, and returns its exit status.

That is minus the number of a signal which ended it.
"""

Find = Callable[[str], str | None]
"""Returns where a program lies, ``None`` if this computer has none of that name."""


def editor(environment: Mapping[str, str], find: Find, otherwise: str) -> list[str]:
    """Return the command of the user's editor; ``InputError`` if there is none to be had.

    The editor is ``VISUAL``, else ``EDITOR``, which may hold arguments ("code --wait"); no shell
    reads them. ``otherwise`` says what can be done without one.
    """
    import shlex

    for variable in ("VISUAL", "EDITOR"):
        chosen = environment.get(variable, "").strip()
        if not chosen:
            continue
        try:
            words = shlex.split(chosen)
        except ValueError:
            raise InputError(
                f"{variable} is {quoted(chosen)}, in which a quote or a backslash is left open. "
                f"Nothing was changed. Mend that, or {otherwise}"
            ) from None
        if words and find(words[0]):
            return words
        raise InputError(
            f"The editor {quoted(chosen)} could not be started: there is no such program here. "
            f"Nothing was changed. Set VISUAL or EDITOR to another, or {otherwise}"
        )
    raise InputError(
        "No editor is chosen, and nothing was changed. Set one with, for example: "
        f"export EDITOR=nano. Or {otherwise}"
    )


def require_done(words: Sequence[str], status: int, saved: str) -> None:
    """Raise ``CircleError`` unless an editor ended well; ``saved`` is what it left behind."""
    if not status:
        return
    how = f"ended with status {status}"
    if status < 0:
        import signal

        how = f"was stopped before it was done ({signal.strsignal(-status) or -status})"
    raise CircleError(f"The editor {quoted(words[0])} {how}. {saved}")


def run_editor(words: Sequence[str], file: Path, run: Run) -> int:
    """Run an editor on a file, wait for it, and return its status."""
    try:
        return run([*words, str(file)])
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise CircleError(
            f"The editor {quoted(words[0])} could not be started: {reason}. Nothing was changed. "
            "Set VISUAL or EDITOR to another."
        ) from error


def edit_text(text: str, words: Sequence[str], run: Run, keep: Callable[[str], V], again: str) -> V:
    """Let an editor (``words``) change a text of the circle, and return what ``keep`` makes of it.

    Meanwhile it lies in a folder that only this user may open, which is removed with all that the
    editor left in it once the text is kept. Raises ``CircleError`` when the editor fails or the
    text cannot be kept; what was written stays there then, and ``again`` says how to keep it.
    """
    folder = Path(tempfile.mkdtemp(prefix="circle-tui-"))  # mode 0700
    file = folder / "text.txt"
    before = f"{text}\n".encode()
    try:
        file.write_bytes(before)
        require_done(words, run_editor(words, file, run), "Nothing was kept.")
        kept = keep(text_of(file))
    except CircleError as error:
        if file.is_file() and file.read_bytes() != before:
            said = f"{str(error).rstrip()} What you wrote is in {file}. {again}"
            raise CircleError(f"{said}, then delete that file.") from error
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    return kept


def text_of(file: Path) -> str:
    """Return the text of a file. Raises ``InputError`` when it cannot be read, or is no text."""
    try:
        if not file.is_file():
            raise InputError(f"{file} is not there, or is no file. Nothing was changed.")
        if file.stat().st_size > MOST_BYTES:
            raise InputError(f"{file} is larger than {MOST_BYTES // 1024} kB. Nothing was changed.")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError(
            f"{file} is not UTF-8 text. Save it as that. Nothing was changed."
        ) from None
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise InputError(f"{file} cannot be read: {reason}. Nothing was changed.") from error
