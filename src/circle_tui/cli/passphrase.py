"""``circle passphrase``: change what opens a sealed circle."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import say
from circle_tui.cli.parsing import Command
from circle_tui.cli.passphrases import (
    confirmed_code,
    new_passphrase,
    passphrase_of,
    read_line,
    require_terminal,
)
from circle_tui.domain.errors import Refusal


def add_arguments(parser: ArgumentParser) -> None:
    """Add the recovery code, and the way for scripts."""
    parser.add_argument(
        "--new-code", action="store_true", help="make a new recovery code, and change nothing else"
    )
    parser.add_argument(
        "--new-passphrase-fd",
        metavar="N",
        type=int,
        help="read the new passphrase from this file descriptor",
    )


def run(options: Namespace) -> int:
    """Change the passphrase, or the recovery code: the old one opens the circle no more."""
    from circle_tui.bootstrap import choose_circle
    from circle_tui.sealing import protected

    folder = choose_circle(home_of(options), options.circle)
    with protected(folder, passphrase_of(options)) as circle:
        if not circle.is_sealed:
            raise Refusal("This circle is not sealed. Seal it with: circle seal")
        if options.new_code:
            require_terminal("A recovery code is shown to somebody or not made at all.")
            circle.take_code(confirmed_code())
            say("The new recovery code opens the circle. The one before does not any more.")
        else:
            if options.new_passphrase_fd is None:
                require_terminal("Hand the new one over with --new-passphrase-fd.")
                new = new_passphrase()
            else:
                new = read_line(options.new_passphrase_fd)
            circle.change_passphrase(new)
            say("The new passphrase opens the circle. The one before does not any more.")
    say("Backups made before still open with what opened them then.")
    return 0


COMMAND = Command(
    run,
    "Change the passphrase of a sealed circle. Who has forgotten it types the recovery code\n"
    "in its place. With --new-code, make a new recovery code.",
    (
        "circle passphrase",
        "circle passphrase --new-code",
        "circle passphrase --passphrase-fd 3 --new-passphrase-fd 4",
    ),
    add_arguments,
)
