"""Making an agenda of one's own: copied from a template or a shipped one, edited, compared."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from circle_tui.agendas.files import SUFFIX, is_file, read_text
from circle_tui.agendas.library import find_agenda, shipped_folder, shipped_names
from circle_tui.agendas.problems import AgendaError, Problem, path_text, quoted
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.errors import CircleError, InputError, StoreError
from circle_tui.services.editing import Find, Run, editor, require_done, run_editor

SCHEMA = "agenda.schema.json"
"""The file by which an editor knows every key; it lies beside the agendas that name it."""

_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_LONGEST_NAME = 60
_SCHEMA_LINE = "#:schema"


def template() -> str:
    """Return the text of an agenda whose comments teach."""
    from circle_tui import agendas

    file = Path(agendas.__file__).with_name("template.toml")
    return file.read_text(encoding="utf-8")


def new(name: str, own: Path, source: str | None = None) -> Path:
    """Write an agenda of one's own and return its file; ``source`` is the one to copy.

    ``own`` is the user's folder of agendas. Raises ``InputError`` when the name cannot be a file's,
    is taken, or is a shipped agenda's and something else would stand in for that without being
    asked to, or when the source does not exist or is no agenda; ``CircleError`` when the file
    cannot be written.
    """
    file = own_file(name, own)
    if os.path.exists(file):  # noqa: PTH110 - it raises nothing where the folder cannot be read
        raise InputError(
            f"You have an agenda called {quoted(file.stem)} already; it was left as it is. "
            f"Change it with: circle agenda edit {file.stem}"
        )
    if os.path.lexists(file):
        raise InputError(
            f"{file} is a link that leads nowhere; it was left as it is, and nothing was written. "
            "Mend or remove it, or choose another name."
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
    text = _agenda_text(copied) if copied else template().replace("NAME", file.stem)
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
    shipped = _shipped_file(file)
    words = editor(environment, find, _otherwise(file, shipped))
    if shipped is None:
        if file.parent == own:
            _put_schema(own)
        require_done(words, run_editor(words, file, run), f"What it saved is in {file}.")
        return file
    if file.parent == own:
        raise InputError(
            f"{file} is a link to the agenda that comes with the program, which is never changed. "
            "Nothing was changed. Remove the link, then a copy can be edited."
        )
    copy = new(shipped.stem, own, shipped.stem)
    before = read_text(str(copy))
    try:
        status = run_editor(words, copy, run)
    finally:
        kept = os.path.lexists(copy) and read_text(str(copy)) != before
        if not kept:
            copy.unlink(missing_ok=True)
    require_done(
        words,
        status,
        f"What it saved is in {copy}." if kept else "It changed nothing, so nothing was kept.",
    )
    return copy if kept else None


def add_discussion(name_or_path: str, own: Path, topic: str, minutes: int) -> tuple[Path, bool]:
    """Add a part about a topic to an agenda of one's own; return the file, and whether it is new.

    A part that was there already stays as it is. Raises ``InputError`` when there is no such
    agenda, when it is a shipped one, or when it would be none with that part; ``CircleError`` when
    it cannot be written. It is as it was then.
    """
    from circle_tui.agendas.adding import with_discussion

    file = find_agenda(name_or_path, own)
    shipped = _shipped_file(file)
    if shipped:
        raise InputError(
            f"{quoted(shipped.stem)} comes with the program and is never changed. Nothing was "
            "changed. Make an agenda of your own that begins like it: circle agenda new "
            f"my-{shipped.stem} --from {shipped.stem}"
        )
    before = _text(file)
    after = with_discussion(before, str(file), topic, minutes)
    added = after != before
    if added:
        _write(Path(os.path.realpath(file)), after)
    return file, added


def what_is_left(file: Path) -> str:
    """Return what became of a file that was edited and that is no agenda, as a sentence."""
    if is_file(str(file)):
        if os.access(file, os.R_OK):
            return "It is saved as it is."
        return "It is there, but may not be read: allow that first."
    if os.path.lexists(file):
        return "No agenda is saved there: something else has its name."
    return "Nothing is saved there."


def _shipped_file(file: Path) -> Path | None:
    """Return the file of a shipped agenda, by whatever way it was named; else ``None``."""
    folder, real = (Path(os.path.realpath(path)) for path in (shipped_folder(), file))
    return real if real.is_relative_to(folder) else None


def _otherwise(file: Path, shipped: Path | None) -> str:
    """Return how to change an agenda without an editor of one's choice."""
    if shipped:
        name = shipped.stem
        return f"make a copy to open in any editor: circle agenda new my-{name} --from {name}"
    return f"open this file in any editor for plain text: {path_text(str(file))}"


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


def _agenda_text(file: Path) -> str:
    """Return the text of a file; ``InputError`` if it is no agenda, since nobody wants a copy."""
    try:
        load_agenda(file)
    except AgendaError as error:
        raise InputError(f"{error}\nThat cannot be copied. Nothing was written.") from None
    return _text(file)


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
    """Put this version's schema beside the user's agendas, if another one or none is there.

    It is a comfort: where it cannot be written, the agendas work all the same.
    """
    from circle_tui.export.files import write_private

    wanted, there = (shipped_folder() / SCHEMA).read_text(encoding="utf-8"), own / SCHEMA
    if read_text(str(there)) != wanted:
        with suppress(StoreError):
            write_private(there, wanted.encode())


def _write(file: Path, text: str) -> None:
    """Write an agenda; ``CircleError`` when that cannot be done."""
    from circle_tui.export.files import reason_of, write_private

    try:
        write_private(file, text.encode())
    except StoreError as error:
        reason = reason_of(error.__cause__) if isinstance(error.__cause__, OSError) else "refused"
        raise CircleError(
            f"{file} could not be written: {reason}. There is no new agenda, and all others are "
            "as they were. Put that right, then do the same again."
        ) from error
