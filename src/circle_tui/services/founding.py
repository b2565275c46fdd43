"""Founding a circle: the rules for what is typed, the same for the command and the first screen."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import USUAL_MINUTES, Cadence
from circle_tui.domain.values import value

LONGEST_NAME = 60
"""Characters of a circle's name that fit beside the clock on every screen."""


@value
class NewCircle:
    """What was typed on the first screen, understood."""

    name: str = field(repr=False)
    members: Sequence[str] = field(repr=False)
    cadence: Cadence | None


def circle_name(typed: str) -> str:
    """Return a circle's name in one line.

    Raises ``InputError`` when it has neither letter nor digit, or is too long to fit a screen.
    """
    name = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    if not any(c.isalnum() for c in name):
        raise InputError("A circle needs a name with at least one letter or digit.")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"That name has {len(name)} characters; {LONGEST_NAME} is the most. Nothing was made."
        )
    return name


def names_in(line: str) -> tuple[str, ...]:
    """Return the names typed in one line, separated by commas or semicolons."""
    return tuple(name.strip() for name in line.replace(";", ",").split(",") if name.strip())


def rhythm_in(words: str, today: date) -> Cadence | None:
    """Understand ``every 3 weeks on thu at 18:30``, in this computer's zone; empty is ``None``.

    Raises ``InputError`` naming what is allowed.
    """
    if not words.strip():
        return None
    from circle_tui.calendars.phrases import parse_phrase
    from circle_tui.calendars.zones import local_zone_name

    return parse_phrase(words, local_zone_name(), USUAL_MINUTES, today)


def agenda_name(typed: str, own: Path) -> str:
    """Return the name under which a circle keeps its agenda: one in ``own`` or a shipped one.

    A path would be right in one folder only, so the file has to lie where every command looks.
    Raises ``InputError`` for a file elsewhere, an unknown name, or an agenda with mistakes.
    """
    from circle_tui.agendas.library import find_agenda, shipped_folder
    from circle_tui.agendas.reader import load_agenda

    path = find_agenda(typed, own)
    if path.parent not in (own, shipped_folder()):
        raise InputError(
            "A circle keeps the name of an agenda, not a file. "
            f"Copy {path} to {own}, then say: --agenda {path.stem}"
        )
    load_agenda(path)
    return path.stem
