"""``circle run``: start a session, or go on with one that was interrupted."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.parsing import Command


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
    """Check agenda and circle while a failure is a line on the shell, then open the screen."""
    from circle_tui.cli.curtain import curtain, in_lines, require_model, require_terminal
    from circle_tui.cli.opening import choose, home_of, unlock

    if not options.plain:
        require_terminal()
    require_model(options)
    if not options.plain and not choose(options):
        return 0
    unlock(options)
    with in_lines() if options.plain else curtain():
        people = check(options)
        status = _held(options)
    from circle_tui.agendas.library import why_left_out
    from circle_tui.cli.output import say, tell

    tell(why_left_out(home_of(options).agendas))
    if people == 1:
        say('This circle has one member so far. Add others with: circle members add "Noor Sample"')
    return status


def _held(options: Namespace) -> int:
    """Hold the session on its screen, or in lines."""
    from circle_tui.cli.opening import home_of
    from circle_tui.cli.passphrases import passphrase_of

    home, secret = home_of(options), passphrase_of(options)
    if options.plain:
        from circle_tui.bootstrap import run_plain

        return run_plain(home, options.circle, options.agenda, passphrase=secret, model=options.ner)
    from circle_tui.bootstrap import run_app

    return run_app(
        home,
        options.circle,
        options.agenda,
        at_once=True,
        passphrase=secret,
        model=options.ner,
    )


def check(options: Namespace) -> int:
    """Return how many members the circle has.

    Raises ``Refusal`` when there is nobody in it, ``InputError`` when the agenda cannot be used,
    and ``StoreBusy`` when another process holds the circle.
    """
    from circle_tui.agendas.library import find_agenda
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.cli.opening import workspace_of
    from circle_tui.domain.errors import Refusal

    with workspace_of(options, aloud=False) as workspace:
        people = len(workspace.circle.people.members())
        agenda = options.agenda or workspace.circle.people.profile().agenda
        own = workspace.agendas
    if not people:
        raise Refusal(
            "Nobody is in this circle yet, and a session needs somebody. "
            'Add people with: circle members add "Ana Example" "Noor Sample"'
        )
    if agenda:
        load_agenda(find_agenda(agenda, own))
    return people


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
