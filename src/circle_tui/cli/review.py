"""``circle review``: a member's own action items, on a screen or in lines."""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from pathlib import Path

    from circle_tui.config.home import Home


def run(options: Namespace) -> int:
    """Open the screen, or print the list where there is no terminal for one."""
    from circle_tui.bootstrap import choose_circle, keys_of
    from circle_tui.cli.opening import choose, home_of

    home = home_of(options)
    if options.plain or sys.stdout is None or not sys.stdout.isatty():
        return _in_lines(options, home, choose_circle(home, options.circle))
    from circle_tui.cli.curtain import curtain, require_terminal
    from circle_tui.cli.passphrases import passphrase_of

    require_terminal()
    if not choose(options):
        return 0
    folder, passphrase = choose_circle(home, options.circle), passphrase_of(options)
    keys_of(folder, passphrase)  # asks, if it has to, before the splash is up
    with curtain():
        from circle_tui.fronts import run_review

        return run_review(home, folder, passphrase)


def _in_lines(options: Namespace, home: "Home", folder: "Path") -> int:
    """Print the member's own items, or everybody's, in the words of the screen."""
    from circle_tui.bootstrap import opened
    from circle_tui.cli.output import say, tell
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.review import Scope, Wanted
    from circle_tui.fronts import own_alias
    from circle_tui.services.reviewing import Reviewing

    with opened(home, folder, passphrase=passphrase_of(options), looking=True) as workspace:
        review = Reviewing(workspace)
        own = own_alias(home, folder, workspace)
        alias = options.alias if options.alias is not None else own or ""
        known = {name.casefold(): name for name in review.names}
        if alias and alias.casefold() not in known:
            raise InputError(
                f'Nobody in this circle has the alias "{alias}". There is: '
                f"{', '.join(sorted(review.names))}."
            )
        owner = None if options.all or not alias else known[alias.casefold()]
        found = review.listed(Wanted(Scope(options.show), owner=owner))
        told = [(item, review.told(item)) for item in found]
    if not told:
        say(f"Nothing is {'here' if options.show == Scope.ALL else options.show}.")
    for number, (item, words) in enumerate(told, start=1):
        whose = "" if owner is not None else f"{words.whose}: "
        stands = ", ".join(filter(None, (words.due, words.age)))
        say(f"{number}: {whose}{item.text} ({stands})")
        say(f"   {words.history}")
        for step in item.steps:
            if step.text:
                say(f"   how it went: {step.text}")
    if own is None and not options.all and options.alias is None:
        tell("These are everybody's. For yours alone: circle review --plain --alias ALIAS")
    return 0


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--plain", action="store_true", help="print the list in lines, as into a pipe"
    )
    parser.add_argument(
        "--show",
        choices=("open", "due", "settled", "all"),
        default="open",
        help="in lines: which items (default: open)",
    )
    parser.add_argument(
        "--alias", metavar="ALIAS", help="in lines: whose, instead of what was chosen on the screen"
    )
    parser.add_argument("--all", action="store_true", help="in lines: everybody's")


COMMAND = Command(
    run,
    "Look through your own action items: what is open, what is due, what is settled. Say what\n"
    "became of each with one key, add a line on how it went, leave any time. The first time it\n"
    "asks which alias is yours.",
    ("circle review", "circle review --plain", "circle review --plain --all --show settled"),
    _arguments,
)
