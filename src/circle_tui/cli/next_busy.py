"""``circle next --find --busy``: members' own calendars, read for one search and kept nowhere."""

from argparse import Namespace, _ActionsContainer
from typing import TYPE_CHECKING

from circle_tui.cli.output import count, say, tell
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from circle_tui.domain.people import Member
    from circle_tui.services.finding import LookedThrough
    from circle_tui.services.free_busy import Calendars
    from circle_tui.services.workspace import Workspace


def add_argument(group: "_ActionsContainer") -> None:
    """Add whose calendar is in which file."""
    group.add_argument(
        "--busy",
        action="append",
        metavar="ALIAS=FILE",
        help="leave out when a member is busy by an .ics file; only times are read, and none is "
        "kept; may be repeated",
    )


def read(options: Namespace, workspace: "Workspace", looked: "LookedThrough") -> "Calendars":
    """Return when members are busy, and say what could not be made out.

    Raises ``InputError`` for whom nobody knows and for files that cannot be used.
    """
    from circle_tui.services.free_busy import Calendars, read_calendars

    if not options.busy:
        return Calendars()
    files = [_split(workspace, each) for each in options.busy]
    calendars = read_calendars(workspace.circle, workspace.clock, looked, files)
    tell(*calendars.notes)
    return calendars


def say_read(calendars: "Calendars", names: "Mapping[str, str]") -> None:
    """Say whose calendars were read, and in how many stretches each is busy; names are by id."""
    if calendars.busy:
        each = [
            f"{names[who]} {count(len(spans), 'time') if spans else 'never'}"
            for who, spans in calendars.busy.items()
        ]
        say(f"Busy times by their calendars: {', '.join(each)}")


def _split(workspace: "Workspace", words: str) -> "tuple[Member, Path]":
    from circle_tui.export.files import from_home

    who, given, file = words.partition("=")
    if not (who.strip() and given and file.strip()):
        raise InputError(
            "--busy takes whose calendar it is and its file, as in --busy Otter=otter.ics. "
            "Nothing was changed."
        )
    return workspace.roster.find(who.strip()), from_home(file)
