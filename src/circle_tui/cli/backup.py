"""``circle backup``: a copy of a circle, proven before it counts."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from circle_tui.cli.opening import home_of, workspace_of
from circle_tui.cli.output import count, document, json_option, say
from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add where the backup goes."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        help="where to put it, such as a memory stick; else the data folder's own backups",
    )
    json_option(parser)


def run(options: Namespace) -> int:
    """Make the backup, and say where it is only when it was read again and counted."""
    from circle_tui.bootstrap import choose_circle
    from circle_tui.export.files import from_home
    from circle_tui.upkeep import back_up

    home = home_of(options)
    folder = options.folder
    place = home.root / "backups" if folder is None else from_home(folder).absolute()
    # A disk that fails is often one that can only be read: then a backup is wanted most.
    looking = not os.access(choose_circle(home, options.circle), os.W_OK)
    with workspace_of(options, looking=looking) as workspace:
        now = workspace.clock.now().astimezone()
        made = back_up(workspace, place, now)
        sealed = workspace.lock is not None
        running = bool(workspace.circle.journal.read())
    if options.json:
        document({"folder": str(made.folder), "documents": made.documents, "sealed": sealed})
        return 0
    say(f"Backup: {made.folder}")
    say(f"It was read again and holds all {count(made.documents, 'document')} of the circle.")
    if sealed:
        say("It is sealed: today's passphrase opens it, also after you have changed that.")
    elif made.readable:
        say("That disk knows no rights of files: who has it can read the notes and the names.")
    else:
        say("It is not sealed: who has it can read the notes and the names.")
    say(
        "Which alias is whose is not in it: after a restore on another computer nobody knows whose "
        "open action items are. To put it back: circle restore FOLDER"
    )
    if running:
        say(
            "A session is not over: this copy tells who is in it, who came late and who left. "
            "Afterwards the circle itself does no more: make another one then, and delete this one."
        )
    if same_disk(made.folder, home.root):
        say("It is on the same disk as the circle. Better name a folder on another one.")
    for notice in made.notices:
        say(notice)
    return 0


def same_disk(one: Path, other: Path) -> bool:
    """Tell whether two folders would be lost together. Raises ``OSError``."""
    return one.stat().st_dev == other.stat().st_dev


COMMAND = Command(
    run,
    "Copy a circle into a new folder, named by the day. The copy is read again and counted\n"
    "before it counts. A sealed circle stays sealed in it.",
    ("circle backup /media/stick", 'circle backup ~/backups --circle "Thursday circle"'),
    add_arguments,
)
