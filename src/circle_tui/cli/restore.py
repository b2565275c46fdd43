"""``circle restore``: a backup put back as a circle."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add which backup, and whether it may take the place of a newer circle."""
    parser.add_argument("folder", metavar="FOLDER", help="the backup's folder, or the one it is in")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="also where the circle is newer; what is there now is set aside",
    )


def run(options: Namespace) -> int:
    """Put the backup back, and say what became of everything."""
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.export.files import from_home
    from circle_tui.upkeep import restore

    source = from_home(options.folder).absolute()
    home = home_of(options)
    put, notices = restore(home, source, passphrase_of(options), replace=options.replace)
    say(f"The circle is back, with {count(put.documents, 'document')}: {put.folder}")
    if put.set_aside:
        say(f"What was in its place is not lost: {put.set_aside}")
        say("Delete that folder when you do not need it; it is as private as the circle.")
    if put.sealed:
        say("Its passphrase is the one it had when the backup was made.")
    for notice in notices:
        say(notice)
    return 0


COMMAND = Command(
    run,
    "Put a backup back as a circle. One that is there already and newer is left alone.",
    ("circle restore /media/stick/circle-backup-2026-11-22-1830",),
    add_arguments,
)
