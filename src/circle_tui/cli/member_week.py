"""``circle members week``: when a member works, sleeps and never can, for a fair time to meet."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.week import Hours, Week


def add_arguments(parser: ArgumentParser) -> None:
    """Add whose week it is and what is said of it."""
    parser.add_argument(
        "member", metavar="NAME", help="the name, the alias, or a part of the name only one has"
    )
    parser.add_argument("--works", metavar="HOURS", help="9-17, 8:30-16:30, 9am-5pm or none")
    parser.add_argument("--sleeps", metavar="HOURS", help="never asked to meet then: 22-7, or none")
    parser.add_argument("--off", metavar="DAYS", help='without work: "sat sun", fri-sun, or none')
    parser.add_argument(
        "--never",
        metavar="TIMES",
        action="append",
        help='never possible: "thu 12-14", "mon-fri 15-16:30", sat; may be repeated; "" for none',
    )
    parser.add_argument("--usual", action="store_true", help="forget what was said of their week")
    json_option(parser)


def run(options: Namespace) -> int:
    """Tell a member's week; with options, keep it first."""
    from circle_tui.calendars.weeks import describe_week
    from circle_tui.domain.week import Week
    from circle_tui.services.membership import set_week

    looking = not options.usual and all(
        given is None for given in (options.works, options.sleeps, options.off, options.never)
    )
    with workspace_of(options, looking=looking) as workspace:
        member = workspace.roster.find(options.member)
        if not looking:
            member = set_week(workspace.circle, member, _week(options, member.week))
        week = member.week or Week()
        zone = member.zone or (str(workspace.zone) if workspace.zone else "")
    if options.json:
        document(_as_json(member.alias, zone, week, usual=member.week is None))
        return 0
    told = "nobody said, so taken as: " if member.week is None else ""
    where = f" (clocks of {zone})" if zone else ""
    say(f"{member.name}: {told}{describe_week(week)}{where}.")
    return 0


def _week(options: Namespace, before: "Week | None") -> "Week | None":
    """Return the week that the options say; what they leave out stays. Raises ``InputError``."""
    from dataclasses import replace

    from circle_tui.calendars.weeks import parse_days, parse_hours, parse_no_go
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.week import Week

    said = (options.works, options.sleeps, options.off, options.never)
    if options.usual:
        if any(given is not None for given in said):
            raise InputError("Either --usual or what the week looks like. Nothing was changed.")
        return None
    week = before or Week()
    if options.works is not None:
        week = replace(week, work=parse_hours(options.works))
    if options.sleeps is not None:
        week = replace(week, sleep=parse_hours(options.sleeps))
    if options.off is not None:
        week = replace(week, off=parse_days(options.off))
    if options.never is not None:
        never = [parse_no_go(words) for words in options.never if words.strip()]
        week = replace(week, never=tuple(never))
    return week


def _as_json(alias: str, zone: str, week: "Week", *, usual: bool) -> dict[str, object]:
    from circle_tui.calendars.weeks import describe_week
    from circle_tui.calendars.words import WEEKDAYS

    def hours(told: "Hours | None") -> list[str] | None:
        return [f"{told.since:%H:%M}", f"{told.until:%H:%M}"] if told else None

    return {
        "alias": alias,
        "zone": zone,
        "usual": usual,
        "works": hours(week.work),
        "sleeps": hours(week.sleep),
        "off": [WEEKDAYS[day] for day in week.off],
        "never": [
            {"days": [WEEKDAYS[day] for day in no_go.days], "hours": hours(no_go.hours)}
            for no_go in week.never
        ],
        "words": describe_week(week),
    }


COMMAND = Command(
    run,
    "Tell when a member works, sleeps and never can, or say it: for circle next --find.\n"
    "Hours are those of the member's own clock. What they are for is kept nowhere.",
    (
        "circle members week Ana",
        "circle members week Ana --works 8-16 --sleeps 22:30-6:30",
        'circle members week Noor --off "fri sat sun" --never "mon-thu 15-16:30"',
    ),
    add_arguments,
)
