"""The options that say how often a circle meets, shared by ``new`` and ``rhythm``."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import USUAL_MINUTES, Cadence


def cadence_options(parser: ArgumentParser) -> None:
    """Add ``--every``, ``--on``, ``--at``, ``--zone`` and ``--minutes``."""
    group = parser.add_argument_group("when the circle meets")
    group.add_argument("--every", metavar="RHYTHM", help='such as "3 weeks", week or month')
    group.add_argument(
        "--on", metavar="DAY", help='such as thu; for months "2nd thu" or "last fri"'
    )
    group.add_argument("--at", metavar="TIME", help="such as 18:30, the time on the wall there")
    group.add_argument("--zone", help="such as Europe/Berlin; without it, this computer's")
    group.add_argument("--minutes", type=int, help=f"how long; {USUAL_MINUTES} if nobody says")


def cadence_from(options: Namespace, now: datetime, before: Cadence | None) -> Cadence | None:
    """Return the cadence the options ask for, ``None`` when they ask for none.

    What they leave out stays as it was ``before``. ``now`` (aware) says from which day weeks are
    counted. Raises ``InputError`` for what is not understood or still missing.
    """
    every, on, at = options.every, options.on, options.at
    zone_name, minutes = options.zone, options.minutes
    if every is on is at is zone_name is minutes is None:
        return None
    from circle_tui.calendars.phrases import parse_cadence, revised
    from circle_tui.calendars.zones import local_zone_name, zone

    if before is not None:
        return revised(before, now, every=every, on=on, at=at, zone_name=zone_name, minutes=minutes)
    if None in (every, on, at):
        raise InputError(
            "To say when the circle meets, give how often, the day and the time together, "
            'for example: --every "3 weeks" --on thu --at 18:30'
        )
    zone_name = local_zone_name() if zone_name is None else zone_name
    anchor = now.astimezone(zone(zone_name)).date()
    length = USUAL_MINUTES if minutes is None else minutes
    return parse_cadence(every, on, at, zone_name, length, anchor)
