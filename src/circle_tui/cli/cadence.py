"""The options that say how often a circle meets, shared by ``new`` and ``rhythm``."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from circle_tui.cli.output import tell
from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import USUAL_MINUTES, Cadence

_OPTIONS = ("every", "on", "at", "zone", "minutes", "not_in", "not_on", "meet_on")


def cadence_options(parser: ArgumentParser) -> None:
    """Add ``--every``, ``--on``, ``--at``, ``--zone`` and ``--minutes``."""
    group = parser.add_argument_group("when the circle meets")
    group.add_argument("--every", metavar="RHYTHM", help='such as "3 weeks", fortnight or month')
    group.add_argument(
        "--on", metavar="DAY", help='such as thu; for months "2nd thu" or "last fri"'
    )
    group.add_argument(
        "--at", metavar="TIME", help='such as 18:30 or "6:30 pm", the time on the wall there'
    )
    group.add_argument("--zone", help="such as Europe/Berlin; without it, this computer's")
    group.add_argument("--minutes", type=int, help=f"how long; {USUAL_MINUTES} if nobody says")
    group = parser.add_argument_group("when it does not")
    group.add_argument(
        "--not-in", metavar="MONTHS", help='such as "july, august" or "june to august"; none'
    )
    group.add_argument(
        "--not-on",
        metavar="DAYS",
        help='besides those before, such as "24 Dec - 6 Jan" (the next ones) or "1 May every '
        'year"; none',
    )


def cadence_from(options: Namespace, now: datetime, before: Cadence | None) -> Cadence | None:
    """Return the cadence the options ask for, ``None`` when they ask for none.

    What they leave out stays as it was ``before``. ``now`` (aware) says from which day weeks are
    counted. Raises ``InputError`` for what is not understood or still missing.
    """
    if not asked(options):
        return None
    from circle_tui.calendars.phrases import parse_cadence, revised
    from circle_tui.calendars.zone_words import renamed, zone_typed
    from circle_tui.calendars.zones import local_zone_name, zone

    zone_name = options.zone
    if zone_name is not None:
        zone_name = zone_typed(zone_name)
        tell(renamed(options.zone, zone_name))
    every, on, at, minutes = options.every, options.on, options.at, options.minutes
    without = {
        "not_in": options.not_in,
        "not_on": options.not_on,
        "meet_on": getattr(options, "meet_on", None),
    }
    if before is not None:
        steps = {"every": every, "on": on, "at": at, "zone_name": zone_name}
        return revised(before, now, **steps, minutes=minutes, **without)
    if None in (every, on, at):
        raise InputError(
            "To say when the circle meets, give how often, the day and the time together, "
            'for example: --every "3 weeks" --on thu --at 18:30'
        )
    zone_name = local_zone_name() if zone_name is None else zone_name
    anchor = now.astimezone(zone(zone_name)).date()
    length = USUAL_MINUTES if minutes is None else minutes
    made = parse_cadence(every, on, at, zone_name, length, anchor)
    return revised(made, now, **without)


def asked(options: Namespace) -> bool:
    """Tell whether any option says when the circle meets, or does not."""
    return any(getattr(options, name, None) is not None for name in _OPTIONS)


def explain(cadence: Cadence) -> None:
    """Say on standard error what a rhythm does that a person may not expect."""
    from circle_tui.calendars.cadence import seldom

    tell(seldom(cadence))
