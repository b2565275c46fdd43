"""``circle rhythm``: how often the circle meets."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.cadence import cadence_from, cadence_options
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Cadence


def add_arguments(parser: ArgumentParser) -> None:
    """Add when the circle meets."""
    json_option(parser)
    cadence_options(parser)


def run(options: Namespace) -> int:
    """Tell the rhythm; with options, keep it first."""
    from circle_tui.calendars.words import describe
    from circle_tui.services.inviting import set_rhythm

    following = None
    asked = (options.every, options.on, options.at, options.zone, options.minutes)
    looking = all(option is None for option in asked)
    with workspace_of(options, looking=looking) as workspace:
        circle, clock = workspace.circle, workspace.clock
        before = circle.people.profile().cadence
        changed = cadence_from(options, clock.now(), before)
        if changed:
            following = set_rhythm(circle, clock, workspace.token, changed)
    cadence = changed or before
    if options.json:
        document({"rhythm": _as_json(cadence, describe(cadence)) if cadence else None})
        return 0
    if cadence is None:
        say("This circle has no rhythm yet. Set one with:")
        say('circle rhythm --every "3 weeks" --on thu --at 18:30 --zone Europe/Berlin')
        return 0
    say(f"The circle meets {describe(cadence)}.")
    if following and following.called_off:
        say(f"Still called off: {following.words}. Another time: circle next --help")
    elif following:
        say(f"Planned: {following.words}. For its invite: circle next")
    return 0


def _as_json(cadence: "Cadence", words: str) -> dict[str, object]:
    from circle_tui.calendars.words import WEEKDAYS

    monthly = cadence.rhythm == "monthly"
    return {
        "every": cadence.every,
        "unit": "months" if monthly else "weeks",
        "weekday": WEEKDAYS[cadence.weekday],
        "nth": cadence.nth if monthly else None,
        "at": f"{cadence.at:%H:%M}",
        "zone": cadence.zone,
        "minutes": cadence.minutes,
        "words": words,
    }


COMMAND = Command(
    run,
    "Tell how often the circle meets, or set it. What is left out stays as it was.\n"
    "A meeting that was planned goes along, unless it was moved by hand or called off.",
    (
        "circle rhythm",
        'circle rhythm --every "3 weeks" --on thu --at 18:30 --zone America/Denver',
        'circle rhythm --every month --on "2nd thu" --minutes 130',
    ),
    add_arguments,
)
