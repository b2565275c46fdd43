"""Where agendas are found: the author's own folder, then the shipped ones."""

import os
from pathlib import Path

from circle_tui.agendas.files import SUFFIX, is_file, is_path
from circle_tui.agendas.problems import AgendaError, path_text, quoted, visible
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError, InputError


def shipped_folder() -> Path:
    """Return the folder of the shipped agendas; ``CircleError`` if the installation lost it.

    An installed wheel carries them beside this module, a checkout at its top.
    """
    here = Path(__file__).parent
    for folder in (here / "shipped", here.parents[2] / "agendas"):
        if folder.is_dir():
            return folder
    raise CircleError("The agendas that come with circle-tui are missing: install it again.")


def find_agenda(name_or_path: str, own: Path | None = None) -> Path:
    """Return the file of an agenda; ``InputError`` with the nearest names if there is none.

    A path is taken as it is, whether the file exists or not: reading it says what is wrong. A name,
    with or without ``.toml``, is looked up in the folder ``own``, then among the shipped ones; what
    is neither may be a file with another ending in the present folder.
    """
    if is_path(name_or_path):
        return Path(name_or_path)
    known = _known(own)
    name = name_or_path.removesuffix(SUFFIX)
    if name in known:
        return known[name]
    if is_file(name_or_path):
        return Path(name_or_path)
    from difflib import get_close_matches  # here, because most names are right

    within = sorted(one for one in known if name and name in one)
    near = within[:3] or get_close_matches(name[:80], known, n=3)
    hint = f"Did you mean {_either(near)}?" if near else "To see them all: circle agenda list"
    hint = why_left_out(own) or hint
    raise InputError(f"There is no agenda called {quoted(name)}. {visible(hint)}")


def list_agendas(own: Path | None = None) -> list[tuple[Path, Agenda | AgendaError]]:
    """Return every agenda that can be named, by name, or why it cannot be used.

    One in ``own`` stands in for a shipped one of the same name.
    """
    return [(path, _loaded(path)) for _, path in sorted(_known(own).items())]


def why_left_out(own: Path | None) -> str:
    """Return why the agendas in the user's own folder are not found, "" if they are.

    That there is no folder, as long as nobody wrote an agenda, is no reason to say anything.
    """
    if own is None:
        return ""
    try:
        with os.scandir(own):
            return ""
    except FileNotFoundError:
        if not own.is_symlink():
            return ""
        reason = "it is a link that leads nowhere"
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
    return (
        f"Your own agendas are left out: the folder {path_text(str(own))} cannot be read: {reason}."
    )


def shipped_names() -> frozenset[str]:
    """Return the names that shipped agendas have."""
    return frozenset(_known(None))


def _known(own: Path | None) -> dict[str, Path]:
    """Return the file of each name, without looking into the files."""
    folders = [shipped_folder(), *([own] if own and not why_left_out(own) else [])]
    return {
        path.stem: path
        for folder in folders
        for path in folder.glob(f"*{SUFFIX}")
        if not path.name.startswith(".")
    }


def _loaded(path: Path) -> Agenda | AgendaError:
    """Return an agenda, or the error of reading it as a value."""
    try:
        return load_agenda(path)
    except AgendaError as error:
        return error


def _either(names: list[str]) -> str:
    """Return names as a choice: "a", "a or b", "a, b or c"."""
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
