"""``circle rhythm``: how often the circle meets."""

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from typing import TYPE_CHECKING

from circle_tui.cli.cadence import asked, cadence_from, cadence_options, explain
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, json_option, say, tell
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Cadence


def add_arguments(parser: ArgumentParser) -> None:
    """Add when the circle meets."""
    json_option(parser)
    cadence_options(parser)
    parser.add_argument(
        "--meet-on", metavar="DAYS", help="meet after all: --not-on with any of these days goes"
    )
    parser.add_argument(
        "--quorum", metavar="N", type=int, help="how many have to come, 0 for no such number"
    )


def run(options: Namespace) -> int:
    """Tell the rhythm; with options, keep it first."""
    from circle_tui.calendars.words import describe
    from circle_tui.services.inviting import set_rhythm
    from circle_tui.services.moving import moved_words
    from circle_tui.services.passing_on import owed
    from circle_tui.services.rsvps import set_quorum

    following = None
    looking = not asked(options) and options.quorum is None
    with workspace_of(options, looking=looking) as workspace:
        circle, clock = workspace.circle, workspace.clock
        before, meeting = circle.people.profile().cadence, circle.meetings.get()
        changed = cadence_from(options, clock.now(), before)
        with nullcontext() if looking else circle.transaction():
            if options.quorum is not None:
                set_quorum(circle, options.quorum)
            if changed:
                following = set_rhythm(circle, clock, workspace.token, changed)
        news = owed(circle, clock) if changed else ()
        quorum = circle.people.profile().quorum
        members = len(circle.people.members())
    cadence = changed or before
    if options.json:
        rhythm = _as_json(cadence, describe(cadence)) if cadence else None
        document({"rhythm": rhythm, "quorum": quorum or None})
        return 0
    if quorum:
        say(f"Quorum: {quorum} have to come.")
        if quorum > members:
            tell(f"The circle has {count(members, 'member')}: so many cannot come yet.")
    if cadence is None:
        say("This circle has no rhythm yet. Set one with:")
        say('circle rhythm --every "3 weeks" --on thu --at 18:30 --zone Europe/Berlin')
        return 0
    say(f"The circle meets {describe(cadence)}.")
    if changed:
        explain(changed)
    if following and following.called_off:
        say(f"Still called off: {following.words}. Another time: circle next --help")
    elif following:
        say(f"Planned: {following.words}. For its invite: circle next")
        for line in (*moved_words(meeting, following.meeting), *news):
            say(line)
    return 0


def _as_json(cadence: "Cadence", words: str) -> dict[str, object]:
    from circle_tui.calendars.words import MONTHS, WEEKDAYS

    monthly = cadence.rhythm == "monthly"
    return {
        "every": cadence.every,
        "unit": "months" if monthly else "weeks",
        "weekday": WEEKDAYS[cadence.weekday],
        "nth": cadence.nth if monthly else None,
        "at": f"{cadence.at:%H:%M}",
        "zone": cadence.zone,
        "minutes": cadence.minutes,
        "not_in": [MONTHS[month - 1] for month in cadence.skipped],
        "not_on": [
            {"first": f"{each.first}", "last": f"{each.last}", "every_year": each.yearly}
            for each in cadence.holidays
        ],
        "words": words,
    }


COMMAND = Command(
    run,
    "Tell how often the circle meets, or set it. What is left out stays as it was.\n"
    "A meeting that was planned goes along, unless it was moved by hand or called off.\n"
    "One that would fall on a day without meeting is left out; the others stay as they are.",
    (
        "circle rhythm",
        'circle rhythm --every "3 weeks" --on thu --at 18:30 --zone America/Denver',
        'circle rhythm --every month --on "2nd thu" --minutes 130',
        'circle rhythm --not-in "july, august" --not-on "24 Dec - 6 Jan every year"',
        'circle rhythm --meet-on "6 Jan"',
        "circle rhythm --quorum 5",
    ),
    add_arguments,
)
