"""Making an agenda of one's own: copied from a template or a shipped one, edited, compared."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from circle_tui.agendas.files import SUFFIX, read_text
from circle_tui.agendas.library import find_agenda, shipped_folder, shipped_names
from circle_tui.agendas.problems import AgendaError, Problem, quoted
from circle_tui.domain.errors import CircleError, InputError

SCHEMA = "agenda.schema.json"
"""The file by which an editor knows every key; it lies beside the agendas that name it."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_LONGEST_NAME = 60
_SCHEMA_LINE = "#:schema"

Run = Callable[[Sequence[str]], int]
"""Runs a program with its arguments, waits for it, and returns its exit status."""

Find = Callable[[str], str | None]
"""Returns where a program lies, ``None`` if this computer has none of that name."""


def template() -> str:
    """Return the text of an agenda whose comments teach."""
    from circle_tui import agendas

    file = Path(agendas.__file__).with_name("template.toml")
    return file.read_text(encoding="utf-8")


def new(name: str, own: Path, source: str | None = None) -> Path:
    """Write an agenda of one's own and return its file; ``source`` is the one to copy.

    ``own`` is the user's folder of agendas. Raises ``InputError`` when the name cannot be a file's,
    is taken, or is a shipped agenda's and something else would stand in for that without being
    asked to, or when the source does not exist; ``AgendaError`` when that cannot be read.
    """
    file = own_file(name, own)
    if file.exists():
        raise InputError(
            f"You have an agenda called {quoted(file.stem)} already; it was left as it is. "
            f"Change it with: circle agenda edit {file.stem}"
        )
    shipped = _shipped(file.stem)
    copied = find_agenda(source, own) if source else None
    if shipped and copied != shipped:
        raise InputError(
            f"{quoted(shipped.stem)} is an agenda that comes with the program, and yours would "
            "stand in for it everywhere. Nothing was written. For one of your own that begins like "
            f"it: circle agenda new my-{shipped.stem} --from {shipped.stem}. "
            f"To change it for yourself: circle agenda edit {shipped.stem}"
        )
    text = _text(copied) if copied else template().replace("NAME", file.stem)
    _write(file, _with_schema(text))
    _put_schema(own)
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


def edit(
    name_or_path: str, own: Path, environment: Mapping[str, str], run: Run, find: Find
) -> Path | None:
    """Let the user's editor change an agenda, wait for it, and return the file.

    A shipped agenda stays as it is: a copy in ``own`` is edited, and kept only if it was changed;
    else ``None`` is returned. Raises ``InputError`` when there is no such agenda or no editor, and
    ``CircleError`` when that fails.
    """
    file = find_agenda(name_or_path, own)
    words = _editor(environment, find, file)
    if file.parent == own:
        _put_schema(own)
    shipped = file.is_relative_to(shipped_folder())
    copy = new(file.stem, own, file.stem) if shipped else file
    before = copy.read_bytes() if shipped else None
    try:
        status = _run(words, copy, run)
    finally:
        kept = not copy.exists() or copy.read_bytes() != before
        if not kept:
            copy.unlink()
    if status:
        saved = f"What it saved is in {copy}" if kept else "It changed nothing, so nothing was kept"
        raise CircleError(f"The editor {quoted(words[0])} ended with status {status}. {saved}.")
    return copy if kept else None


def _editor(environment: Mapping[str, str], find: Find, file: Path) -> list[str]:
    """Return the command of the user's editor; ``InputError`` if there is none to be had.

    The editor is ``VISUAL``, else ``EDITOR``, which may hold arguments ("code --wait"); no shell
    reads them.
    """
    import shlex

    chosen = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError:
        words = []
    if words and find(words[0]):
        return words
    if file.is_relative_to(shipped_folder()):
        name = file.stem
        way = f"make a copy to open in any editor: circle agenda new my-{name} --from {name}"
    else:
        way = f"open this file in any editor for plain text: {file}"
    if words:
        raise InputError(
            f"The editor {quoted(words[0])} could not be started: there is no such program here. "
            f"Nothing was changed. Set VISUAL or EDITOR to another, or {way}"
        )
    raise InputError(
        "No editor is chosen, and nothing was changed. Set one with, for example: "
        f"export EDITOR=nano. Or {way}"
    )


def _run(words: Sequence[str], file: Path, run: Run) -> int:
    """Run an editor on a file, wait for it, and return its status."""
    try:
        return run([*words, str(file)])
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise CircleError(
            f"The editor {quoted(words[0])} could not be started: {reason}. Nothing was changed. "
            "Set VISUAL or EDITOR to another."
        ) from error


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


def _shipped(name: str) -> Path | None:
    """Return the shipped agenda of a name; some file systems know no upper and lower case."""
    for known in shipped_names():
        if known.casefold() == name.casefold():
            return shipped_folder() / (known + SUFFIX)
    return None


def _text(file: Path) -> str:
    text = read_text(str(file))
    if isinstance(text, Problem):
        raise AgendaError([text])
    return text


def _with_schema(text: str) -> str:
    """Return a text whose first line, if it names a schema, names the one beside the copy."""
    if not text.startswith(_SCHEMA_LINE):
        return text
    return f"{_SCHEMA_LINE} ./{SCHEMA}\n\n{_without_schema(text)}"


def _without_schema(text: str) -> str:
    """Return a text without the line that names a schema."""
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if first.startswith(_SCHEMA_LINE) else text


def _put_schema(own: Path) -> None:
    """Put this version's schema beside the user's agendas, if another one or none is there."""
    wanted, there = (shipped_folder() / SCHEMA).read_bytes(), own / SCHEMA
    if not there.exists() or there.read_bytes() != wanted:
        _write_bytes(there, wanted)


def _write(file: Path, text: str) -> None:
    _write_bytes(file, text.encode())


def _write_bytes(file: Path, data: bytes) -> None:
    from circle_tui.export.files import write_private

    write_private(file, data)
