"""``circle new``: make a circle."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.output import count, say, tell
from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name and what can be said about the circle at once."""
    from circle_tui.cli.cadence import cadence_options

    parser.add_argument("name", metavar="NAME", help="what the circle is called, in quotes")
    parser.add_argument("--members", metavar="NAMES", help='such as "Ana, Noor, Sam"')
    parser.add_argument("--agenda", metavar="NAME", help="the name of the agenda to offer first")
    parser.add_argument("--seal", action="store_true", help="protect it with a passphrase at once")
    parser.add_argument("--no-code", action="store_true", help="with --seal: no recovery code")
    cadence_options(parser)


def run(options: Namespace) -> int:
    """Make the circle, all of it or nothing, and say what can be done next."""
    from circle_tui.bootstrap import make_circle, require_free
    from circle_tui.cli.cadence import cadence_from, explain
    from circle_tui.cli.opening import home_of
    from circle_tui.cli.seal import ask_for_secrets
    from circle_tui.config.synced import warning
    from circle_tui.domain.people import Profile
    from circle_tui.sealing import sealed_from_the_start
    from circle_tui.services.clock import AnchoredClock
    from circle_tui.services.founding import agenda_name, circle_name, names_in

    home = home_of(options)
    name = circle_name(options.name)
    names = names_in(options.members or "")
    cadence = cadence_from(options, AnchoredClock().now(), None)
    agenda = agenda_name(options.agenda, home.agendas) if options.agenda else ""
    keys = None
    if options.seal:
        require_free(home, name)  # before a passphrase is typed for nothing
        keys = sealed_from_the_start(*ask_for_secrets(options))
    make_circle(home, Profile(name, cadence, agenda), names, keys)

    say(f'The circle "{name}" is ready, with {count(len(names), "member")}.')
    if cadence:
        from circle_tui.calendars.words import describe

        say(f"It meets {describe(cadence)}.")
        explain(cadence)
    say()
    if not names:
        say('Add people:       circle members add "Ana Example" "Noor Sample"')
    if not cadence:
        say('Say when:         circle rhythm --every "3 weeks" --on thu --at 18:30')
    if not options.seal:
        say("Protect it:       circle seal")
    say("Start a session:  circle run")
    tell(warning(home.root))
    return 0


COMMAND = Command(
    run,
    "Make a circle. Everything but its name can also be said later.",
    (
        'circle new "Thursday circle"',
        'circle new "Thursday circle" --members "Ana, Noor, Sam" \\\n'
        '      --every "3 weeks" --on thu --at 18:30 --zone America/Denver --minutes 130',
    ),
    add_arguments,
)
