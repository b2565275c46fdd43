"""The options that say how often a circle meets, shared by ``new`` and ``next``."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Cadence, Rhythm

USUAL_MINUTES = 120
"""How long a meeting lasts when neither the command nor the circle says."""

_NTH = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", -1: "last"}


def rhythm_options(parser: ArgumentParser) -> None:
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
    asked = (options.every, options.on, options.at, options.zone, options.minutes)
    if all(option is None for option in asked):
        return None
    if before is None and not (options.every and options.on and options.at):
        raise InputError(
            "To say when the circle meets, give how often, the day and the time together, "
            'for example: --every "3 weeks" --on thu --at 18:30'
        )
    from circle_tui.calendars.phrases import parse_cadence
    from circle_tui.calendars.zones import local_zone_name, zone

    zone_name = options.zone or (before.zone if before else local_zone_name())
    return parse_cadence(
        options.every or (_every(before) if before else ""),
        options.on or (_on(before) if before else ""),
        options.at or (f"{before.at:%H:%M}" if before else ""),
        zone_name,
        options.minutes or (before.minutes if before else USUAL_MINUTES),
        now.astimezone(zone(zone_name)).date()
        if before is None or options.every or options.on
        else before.anchor,
    )


def _every(cadence: Cadence) -> str:
    return f"{cadence.every} {'weeks' if cadence.rhythm is Rhythm.WEEKS else 'months'}"


def _on(cadence: Cadence) -> str:
    from circle_tui.calendars.words import WEEKDAYS

    weekday = WEEKDAYS[cadence.weekday]
    if cadence.rhythm is Rhythm.WEEKS:
        return weekday
    return f"{_NTH[cadence.nth]} {weekday}"
