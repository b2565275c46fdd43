"""Making an agenda of one's own: copied from a template or a shipped one, edited, compared."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from circle_tui.agendas.files import read_text
from circle_tui.agendas.library import find_agenda, shipped_folder
from circle_tui.agendas.problems import AgendaError, Problem, quoted
from circle_tui.domain.errors import CircleError, InputError

SUFFIX = ".toml"

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_LONGEST_NAME = 60

Run = Callable[[Sequence[str]], int]
"""Runs a program with its arguments, waits for it, and returns its exit status."""


def template() -> str:
    """Return the text of an agenda whose comments teach."""
    from circle_tui import agendas

    file = Path(agendas.__file__).with_name("template.toml")
    return file.read_text(encoding="utf-8")


def new(name: str, own: Path, source: str | None = None) -> Path:
    """Write an agenda of one's own and return its file; ``source`` is the one to copy.

    ``own`` is the user's folder of agendas. Raises ``InputError`` when the name cannot be a file's,
    is taken, or the source does not exist; ``AgendaError`` when that cannot be read.
    """
    file = own_file(name, own)
    if file.exists():
        raise InputError(
            f"You have an agenda called {quoted(file.stem)} already; it was left as it is. "
            f"Change it with: circle agenda edit {file.stem}"
        )
    if source is None:
        text = template().replace("NAME", file.stem)
    else:
        text = _without_schema(_text(find_agenda(source, own)))
    _write(file, text)
    return file


def own_file(name: str, own: Path) -> Path:
    """Return where one's own agenda of a name lies. Raises ``InputError`` for an odd name."""
    name = name.removesuffix(SUFFIX)
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise InputError(
            f"{quoted(name)} cannot be the name of an agenda. Use letters, digits and hyphens, "
            'such as "my-circle". Nothing was written.'
        )
    return own / (name + SUFFIX)


def to_edit(name_or_path: str, own: Path) -> Path:
    """Return the file to edit; a shipped agenda is first copied, so that it stays as it is.

    Raises ``InputError`` when there is no such agenda.
    """
    file = find_agenda(name_or_path, own)
    if not file.is_relative_to(shipped_folder()):
        return file
    return new(file.stem, own, file.stem)


def edit(file: Path, environment: Mapping[str, str], run: Run) -> None:
    """Let the user's editor change a file and wait for it.

    The editor is ``VISUAL``, else ``EDITOR``, which may hold arguments ("code --wait"); no shell
    reads them. Raises ``InputError`` when none is chosen and ``CircleError`` when it fails.
    """
    import shlex

    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = []
    if not words:
        raise InputError(
            "No editor is chosen. Set one with, for example: export EDITOR=nano. "
            f"Or open this file in any editor for plain text: {file}"
        )
    try:
        status = run([*words, str(file)])
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise CircleError(
            f"The editor {quoted(words[0])} could not be started: {reason}. Set VISUAL or EDITOR "
            f"to another, or open this file yourself: {file}"
        ) from error
    if status:
        raise CircleError(
            f"The editor {quoted(words[0])} ended with status {status}. What it saved is in {file}."
        )


def changes(name: str, own: Path) -> list[str]:
    """Return how one's own agenda differs from the shipped one of its name, as unified diff lines.

    Raises ``InputError`` when one of the two does not exist.
    """
    from difflib import unified_diff

    mine = own_file(name, own)
    shipped = shipped_folder() / mine.name
    if not mine.exists():
        find_agenda(mine.stem, own)
        raise InputError(
            f"You have no {quoted(mine.stem)} of your own, so nothing was changed in it. "
            f"Make one with: circle agenda edit {mine.stem}"
        )
    if not shipped.exists():
        raise InputError(f"{quoted(mine.stem)} is yours alone: no shipped agenda has that name.")
    before, after = (_without_schema(_text(file)).splitlines() for file in (shipped, mine))
    return list(unified_diff(before, after, "shipped", "yours", lineterm=""))


def _text(file: Path) -> str:
    text = read_text(str(file))
    if isinstance(text, Problem):
        raise AgendaError([text])
    return text


def _without_schema(text: str) -> str:
    """Return a text without the line that names a schema beside the shipped files."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if first.startswith("#:schema") else text


def _write(file: Path, text: str) -> None:
    from circle_tui.export.files import write_private

    write_private(file, text.encode())
