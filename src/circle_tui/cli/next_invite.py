"""What the invites of ``circle next`` say, and an invitation of its own for each member."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.output import say, table
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Method
from circle_tui.domain.values import value

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Meeting
    from circle_tui.domain.people import Member
    from circle_tui.services.handing_out import Written
    from circle_tui.services.workspace import Workspace

_FILES = (".ics", ".eml")
"""How a name ends by which one file is meant: an invite, a mail."""

_STYLE = ("summary", "link", "alarm", "organizer")


@value
class Handed:
    """The files of a meeting as they were written, for one who reads or for a program."""

    written: "Written"
    sealed: bool = False

    @property
    def file(self) -> Path:
        """The invite for everybody."""
        return self.written.file

    def as_json(self) -> dict[str, object]:
        """Return what the members' own files are, for ``--json``."""
        return {
            "invitations": [
                {"name": invitation.member.name, "method": invitation.method, "file": str(path)}
                for invitation, path in self.written.each
            ],
            "no_address": [member.name for member in self.written.prepared.unreachable],
            "mail_owed": self.written.prepared.mail_owed,
        }

    def tell(self) -> None:
        """Say which file is whose, and who is still to be told."""
        from circle_tui.export.mail import KINDS

        say(f"Invite: {self.file}")
        rows = [(i.member.name, KINDS[i.method], str(path)) for i, path in self.written.each]
        if rows:
            say("For each member, to be mailed by the organizer:")
            table([("name", "", "file"), *rows])
            if self.sealed:
                say("These files are not sealed: they name who is in the circle.")
        if self.written.prepared.unreachable:
            names = ", ".join(member.name for member in self.written.prepared.unreachable)
            say(f"Without an e-mail address, so no file: {names}")
        if self.written.prepared.mail_owed:
            from circle_tui.services.passing_on import OWED

            say(OWED)


def add_arguments(parser: ArgumentParser) -> None:
    """Add what invites say, which is remembered, and to whom they go."""
    group = parser.add_argument_group("what invites say, from now on")
    group.add_argument("--summary", metavar="TITLE", help='else "Circle meeting"; "" for that')
    group.add_argument("--link", metavar="URL", help='where the meeting is held; "" for none')
    group.add_argument(
        "--alarm",
        metavar="MINUTES",
        type=int,
        help="reminder before it, 0 for none; Google and Outlook mostly use their own",
    )
    group.add_argument(
        "--organizer", metavar="ADDRESS", help='whom members answer: your e-mail; "" for none'
    )
    group = parser.add_argument_group("to whom they go")
    group.add_argument(
        "--method",
        choices=[method.value for method in Method],
        help="publish: one file for all, nobody named; request: one for each member, to answer",
    )
    group.add_argument(
        "--uninvite",
        metavar="NAME",
        nargs="+",
        action="extend",
        help="leave members out of this meeting",
    )
    group.add_argument(
        "--invite",
        metavar="NAME",
        nargs="+",
        action="extend",
        help="invite them again who were left out",
    )


def chosen(options: Namespace) -> bool:
    """Tell whether any of these options was given."""
    names = (*_STYLE, "method", "uninvite", "invite")
    return any(getattr(options, name) is not None for name in names)


def check(options: Namespace) -> None:
    """Raise ``InputError`` for options that contradict each other, before anything is kept."""
    left_out = options.uninvite or options.invite
    if options.method == Method.PUBLISH and left_out:
        raise InputError(
            "--uninvite and --invite are about invitations of members' own: leave --method publish "
            "out. Nothing was changed."
        )
    if options.out and options.mail:
        _require_folder(options.out, "With --mail there is a mail for each member")
    elif options.out and options.method == Method.REQUEST:
        _require_folder(options.out, "With --method request there is a file for each member")


def _require_folder(out: str, why: str) -> None:
    """Raise ``InputError`` for what is no folder, or is called as the file that was meant."""
    from circle_tui.export.files import from_home

    folder = from_home(out)
    if folder.is_dir():
        return
    if folder.exists():
        raise InputError(f"{folder} is a file. {why}: name a folder. Nothing was changed.")
    if folder.suffix.lower() in _FILES:
        raise InputError(
            f'"{folder.name}" is a name for one file. {why}: name a folder. Nothing was changed.'
        )


def remember(options: Namespace, workspace: "Workspace") -> None:
    """Keep what invites say from now on. Raises ``InputError``; nothing has changed then."""
    from circle_tui.services.invite_style import restyle
    from circle_tui.services.organizing import free_organizer

    circle = workspace.circle
    free_organizer(circle, workspace.clock, workspace.token, options.organizer)
    restyle(circle, **{name: getattr(options, name) for name in _STYLE})


def meant(options: Namespace, workspace: "Workspace", meeting: "Meeting") -> "Meeting":
    """Keep who is to be left out of a meeting, and who is not any more; return it."""
    from circle_tui.services.invitations import leave_out

    return leave_out(workspace.circle, meeting, *named(options, workspace))


def hand_out(
    options: Namespace,
    workspace: "Workspace",
    meeting: "Meeting",
    file: Path,
    kept: Callable[[], None],
) -> Handed:
    """Write the invite for everybody, and each member's own where they have one.

    ``kept`` ends the step that all of it is one of.
    """
    from circle_tui.services.handing_out import prepare, write

    each = None if options.method is None else options.method == Method.REQUEST
    if (options.uninvite or options.invite) and meeting.posted is None:
        each = True
    prepared = prepare(workspace.circle, workspace.clock, meeting, each=each)
    return Handed(write(prepared, file, kept), sealed=workspace.lock is not None)


def named(options: Namespace, workspace: "Workspace") -> "tuple[list[Member], list[Member]]":
    """Return who is to be left out of the meeting, and who is not any more.

    Raises ``InputError`` for a name that nobody has.
    """
    find = workspace.roster.find
    without, again = options.uninvite or (), options.invite or ()
    return [find(name) for name in without], [find(name) for name in again]


def file_for(options: Namespace, name: str) -> Path | None:
    """Return where the invite for everybody goes, if somebody said: a file, or in a folder.

    Raises ``InputError`` for what is there and is no plain file, and, unless there is ``--force``,
    for a file that is no invite of ours.
    """
    from circle_tui.export.files import from_home

    if options.out is None:
        return None
    path = from_home(options.out).absolute()
    path = path / name if path.is_dir() or options.method == Method.REQUEST else path
    require_ours(path, force=options.force)
    return path


def require_ours(path: Path, *, force: bool) -> None:
    """Raise ``InputError`` for what an invite may not take the place of."""
    from circle_tui.calendars.read_back import MOST_BYTES, is_ours
    from circle_tui.export.files import read_within, require_plain

    if require_plain(path) and not force and not is_ours(read_within(path, MOST_BYTES) or b""):
        raise InputError(
            f"{path} is there already, and is no invite of this program. Nothing was written. "
            "Choose another name, or add --force to put the invite in its place."
        )
