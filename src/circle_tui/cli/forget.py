"""``circle forget people``: destroy what says who is behind the notes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command
from circle_tui.cli.passphrases import passphrase_of, require_terminal
from circle_tui.domain.errors import Refusal

if TYPE_CHECKING:
    from circle_tui.sealing import Protection


STAYS = "Notes, action items, decisions, parked things and the records of sessions"
"""What is kept of a circle, and names nobody."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add ``--yes``."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def people(options: Namespace) -> int:
    """Say what goes, ask, and destroy it; interrupted, the next opening or command goes on."""
    from circle_tui.bootstrap import choose_circle
    from circle_tui.cli.asking import agreed
    from circle_tui.sealing import forget, protected

    folder = choose_circle(home_of(options), options.circle)
    passphrase = passphrase_of(options)
    with protected(folder, passphrase) as circle:
        circle.require_no_session()
        _say_what_goes(circle, folder)
        copies = len(circle.backups)
    if not options.yes:
        require_terminal("To go on all the same: circle forget people --yes. Nothing was changed.")
        if not agreed("Forget the people of this circle? It cannot be taken back."):
            raise Refusal("Nothing was changed.")
    forget(folder, passphrase)
    say(f"The people are forgotten. {STAYS}")
    say("are here, and nobody's.")
    if copies:
        say("But not in the copies named above: delete what you do not need.")
    return 0


def _say_what_goes(circle: "Protection", folder: Path) -> None:
    from circle_tui.config.home import exports
    from circle_tui.sealing import exported

    say(f"This goes: the names and addresses of {_number(circle.people)}, their aliases, who had")
    say("which duty, the words left readable, and the agreement, which may name somebody.")
    say(STAYS)
    say("stay, and so do the circle's own name and rhythm.")
    for backup in circle.backups:
        say(f"A copy that still names people, until you delete it: {backup}")
        if backup in circle.linking_copies:
            say("That one says whose alias is whose, too: with it, whoever has it can tell.")
    if files := exported(folder):
        say(
            f"Look through what was exported, too: {count(len(files), 'file')} in {exports(folder)}"
        )


def _number(people: int) -> str:
    return "1 person" if people == 1 else f"{people} people"


VERBS = {
    "people": Command(
        people,
        "Destroy the roster, the aliases and their key. What was kept stays, and no backup of\n"
        "it says any more whose it is. Copies that still name people are listed. It cannot be\n"
        "taken back.",
        ("circle forget people", 'circle forget people --circle "Thursday circle" --yes'),
        add_arguments,
    ),
}
