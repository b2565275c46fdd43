"""``circle unseal``: take the protection by a passphrase away again."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import say
from circle_tui.cli.parsing import Command
from circle_tui.cli.passphrases import passphrase_of, require_terminal
from circle_tui.domain.errors import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Add ``--yes``."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(options: Namespace) -> int:
    """Ask, then write the circle's files so that no passphrase is needed."""
    from circle_tui.bootstrap import choose_circle
    from circle_tui.cli.asking import agreed
    from circle_tui.sealing import protected

    folder = choose_circle(home_of(options), options.circle)
    with protected(folder, passphrase_of(options)) as circle:
        if not circle.is_sealed:
            raise Refusal("This circle is not sealed. Nothing was changed.")
        if not options.yes:
            require_terminal("To unseal all the same: circle unseal --yes. Nothing was changed.")
            if not agreed("Let everybody who has the files read this circle?"):
                raise Refusal("Nothing was changed. The circle is sealed as before.")
        for name in circle.unseal():
            say(f"Destroyed, because no key to it is left: {name}")
    say("The circle is not sealed any more: who has its files can read it.")
    say("Backups made before are sealed still, with the passphrase of their day.")
    return 0


COMMAND = Command(
    run,
    "Write a sealed circle's files so that no passphrase is needed. Interrupted, run it again.",
    ("circle unseal", 'circle unseal --circle "sealed circle 123456"'),
    add_arguments,
)
