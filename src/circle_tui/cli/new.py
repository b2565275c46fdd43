"""``circle new``: make a circle."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.output import clean, count, say
from circle_tui.cli.parsing import Command

LONGEST_NAME = 60
"""Characters of a circle's name that fit beside the clock on every screen."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the name and what can be said about the circle at once."""
    from circle_tui.cli.rhythm import rhythm_options

    parser.add_argument("name", metavar="NAME", help="what the circle is called, in quotes")
    parser.add_argument("--members", metavar="NAMES", help='such as "Ana, Noor, Sam"')
    parser.add_argument("--agenda", metavar="NAME", help="the agenda to offer first")
    rhythm_options(parser)


def run(options: Namespace) -> int:
    """Make the circle, all of it or nothing, and say what can be done next."""
    from circle_tui.agendas.library import find_agenda
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.bootstrap import make_circle
    from circle_tui.cli.opening import home_of
    from circle_tui.cli.rhythm import cadence_from
    from circle_tui.domain.people import Profile
    from circle_tui.services.clock import AnchoredClock

    home = home_of(options)
    name = _circle_name(options.name)
    names = [name for name in (options.members or "").split(",") if name.strip()]
    cadence = cadence_from(options, AnchoredClock().now(), None)
    if options.agenda:
        load_agenda(find_agenda(options.agenda, home.agendas))
    make_circle(home, Profile(name, cadence, options.agenda or ""), names)

    say(f'The circle "{name}" is ready, with {count(len(names), "member")}.')
    if cadence:
        from circle_tui.calendars.words import describe

        say(f"It meets {describe(cadence)}.")
    say()
    if not names:
        say('Add people:       circle members add "Ana Example" "Noor Sample"')
    if not cadence:
        say('Say when:         circle next --every "3 weeks" --on thu --at 18:30')
    say("Start a session:  circle run")
    return 0


def _circle_name(typed: str) -> str:
    """Return the name in one line. Raises ``InputError`` when nothing of it can be seen."""
    from circle_tui.domain.errors import InputError

    name = " ".join(clean(typed).split())
    if not any(char.isalnum() for char in name):
        raise InputError("A circle needs a name with at least one letter or digit.")
    if len(name) > LONGEST_NAME:
        raise InputError(
            f"That name has {len(name)} characters; {LONGEST_NAME} is the most. Nothing was made."
        )
    return name


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
