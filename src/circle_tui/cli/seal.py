"""``circle seal``: protect a circle with a passphrase, or finish doing so."""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command
from circle_tui.cli.passphrases import (
    confirmed_code,
    new_passphrase,
    passphrase_of,
    read_line,
    require_terminal,
    tell,
)
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from circle_tui.sealing import Protection

LONGEST = 600
"""Minutes after which to lock, at most."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add what else can be said about the protection."""
    parser.add_argument("--lock-after", metavar="5m", help="lock the screens when idle; 0: never")
    parser.add_argument("--no-code", action="store_true", help="make no recovery code")
    parser.add_argument(
        "--destroy-exports", action="store_true", help="destroy the plain files in exports, too"
    )


def run(options: Namespace) -> int:
    """Seal the circle, or what is not sealed of it, and say what still can be read."""
    from circle_tui.bootstrap import choose_circle
    from circle_tui.sealing import destroy_exported, protected

    minutes = None if options.lock_after is None else minutes_in(options.lock_after)
    home = home_of(options)
    folder = choose_circle(home, options.circle)
    with protected(folder, passphrase_of(options)) as circle:
        if not circle.is_sealed:
            gone = circle.seal(*ask_for_secrets(options))
            say("The circle is sealed.")
        elif circle.is_whole:
            gone = []
            say("The circle is sealed already.")
        else:
            gone = circle.finish()
            say("The circle is wholly sealed now.")
        for name in gone:
            say(f"Destroyed, because anybody could read it: {name}")
        if minutes is not None:
            circle.set_lock_after(minutes)
        _say_what_follows(circle)
    if options.destroy_exports:
        say(f"Destroyed: {count(destroy_exported(folder), 'exported file')}.")
    else:
        _say_what_is_plain(folder)
    return 0


def ask_for_secrets(options: Namespace) -> tuple[str, str | None]:
    """Return a new passphrase, and a recovery code somebody has written down, or none.

    Nothing is sealed before both are certain. Raises ``Refusal`` where nobody can be asked, and
    when the answers do not agree.
    """
    if options.passphrase_fd is not None:
        return read_line(options.passphrase_fd), None
    require_terminal("Hand the passphrase over with --passphrase-fd. Nothing was changed.")
    tell(
        "Who has the files of a sealed circle reads nothing in them without the passphrase. If it "
        "is lost, and the recovery code as well, nobody can bring anything back."
    )
    passphrase = new_passphrase()
    return passphrase, None if options.no_code else confirmed_code()


def minutes_in(text: str) -> int:
    """Return the minutes of ``5m`` or ``5``, 0 for never. Raises ``InputError``."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*(m|min|minutes?)?\s*", text, re.ASCII)
    if found is None or int(found[1]) > LONGEST:
        raise InputError(
            f"Say it in minutes, such as --lock-after 5m: up to {LONGEST}, and 0 for never. "
            "Nothing was changed."
        )
    return int(found[1])


def _say_what_follows(circle: "Protection") -> None:
    if not circle.has_code:
        say("It has no recovery code. Make one with: circle passphrase --new-code")
    after = circle.lock_after
    when = f"after {count(after, 'idle minute')}, and " if after else ""
    say(f"Its screens lock {when}with ctrl+l.")
    for copy in circle.plain_backups:
        say(f"Not sealed, and as readable as before: the copy in {copy}. Delete it, or move it to")
        say("where nobody finds it; then make a new one with: circle backup")


def _say_what_is_plain(folder: Path) -> None:
    from circle_tui.config.home import exports
    from circle_tui.sealing import exported

    if files := exported(folder):
        say(
            f"Not sealed: {count(len(files), 'file')} in {exports(folder)}, written for people. "
            "Move what you need to where it is safe, then: circle seal --destroy-exports"
        )


COMMAND = Command(
    run,
    "Protect a circle with a passphrase, so that who has its files reads nothing in them.\n"
    "A recovery code is shown once, for the day the passphrase is forgotten. Interrupted,\n"
    "or with something plain left over, run it again: it goes on.",
    (
        "circle seal",
        "circle seal --lock-after 5m",
        "circle seal --passphrase-fd 3",
    ),
    add_arguments,
)
