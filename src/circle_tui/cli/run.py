"""``circle run``: start a session, or go on with one that was interrupted."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from circle_tui.services.workspace import Workspace


def add_arguments(parser: ArgumentParser) -> None:
    """Add the agenda, the language model, and lines in place of the screen."""
    from circle_tui.cli.curtain import add_model, add_plain

    parser.add_argument(
        "agenda",
        metavar="AGENDA",
        nargs="?",
        help="a name from circle agenda list, or a file; without one, the circle's own",
    )
    add_model(parser)
    add_plain(parser)


def run(options: Namespace) -> int:
    """Open the screen, or hold the session in lines, on a circle and an agenda that can be used."""
    from circle_tui.cli.curtain import curtain, in_lines, require_model, require_terminal
    from circle_tui.cli.opening import choose, home_of, unlock

    if not options.plain:
        require_terminal()
    require_model(options)
    if not options.plain and not choose(options):
        return 0
    unlock(options)
    people: list[int] = []
    with in_lines() if options.plain else curtain():
        status = _held(options, lambda workspace: people.append(check(workspace, options.agenda)))
    from circle_tui.agendas.library import why_left_out
    from circle_tui.cli.output import say, tell

    tell(why_left_out(home_of(options).agendas))
    if people == [1]:
        say('This circle has one member so far. Add others with: circle members add "Noor Sample"')
    return status


def _held(options: Namespace, ready: "Callable[[Workspace], None]") -> int:
    """Hold the session on its screen, or in lines, once ``ready`` has nothing against it."""
    from circle_tui.cli.opening import home_of
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.fronts import run_app, run_plain

    return (run_plain if options.plain else run_app)(
        home_of(options),
        options.circle,
        options.agenda,
        ready=ready,
        passphrase=passphrase_of(options),
        model=options.ner,
    )


def check(workspace: "Workspace", named: str | None) -> int:
    """Return how many members the circle has, while a failure is a line on the shell.

    ``named`` is the agenda for today, if one was named. Raises ``Refusal`` when nobody is in the
    circle, and ``InputError`` when the agenda cannot be used.
    """
    from circle_tui.domain.errors import Refusal

    people = workspace.circle.people
    if not people.members():
        raise Refusal(
            "Nobody is in this circle yet, and a session needs somebody. "
            'Add people with: circle members add "Ana Example" "Noor Sample"'
        )
    if agenda := named or people.profile().agenda:
        from circle_tui.agendas.library import find_agenda
        from circle_tui.agendas.reader import load_agenda

        load_agenda(find_agenda(agenda, workspace.agendas))
    return len(people.members())


COMMAND = Command(
    run,
    "Start a session on its screen, or go on with the one that was interrupted.",
    (
        "circle run",
        "circle run swims-equal-share",
        'circle run ./my-agenda.toml --circle "Thursday circle"',
        "circle run --plain",
        "circle run --ner en_core_web_sm",
    ),
    add_arguments,
)
