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
    asked = {key: getattr(options, key) for key in ("every", "on", "at", "zone", "minutes")}
    given = {key: value for key, value in asked.items() if value is not None}
    if not given:
        return None
    from circle_tui.calendars.phrases import parse_cadence
    from circle_tui.calendars.zones import local_zone_name, zone

    if before is not None:
        was = {
            "every": _every(before),
            "on": _on(before),
            "at": f"{before.at:%H:%M}",
            "zone": before.zone,
            "minutes": before.minutes,
        }
    elif given.keys() >= {"every", "on", "at"}:
        was = {"zone": local_zone_name(), "minutes": USUAL_MINUTES}
    else:
        raise InputError(
            "To say when the circle meets, give how often, the day and the time together, "
            'for example: --every "3 weeks" --on thu --at 18:30'
        )
    said = {**was, **given}
    if before is None or "every" in given or "on" in given:
        anchor = now.astimezone(zone(said["zone"])).date()
    else:
        anchor = before.anchor
    return parse_cadence(
        said["every"], said["on"], said["at"], said["zone"], said["minutes"], anchor
    )


def _every(cadence: Cadence) -> str:
    return f"{cadence.every} {'weeks' if cadence.rhythm is Rhythm.WEEKS else 'months'}"


def _on(cadence: Cadence) -> str:
    from circle_tui.calendars.words import WEEKDAYS

    weekday = WEEKDAYS[cadence.weekday]
    if cadence.rhythm is Rhythm.WEEKS:
        return weekday
    return f"{_NTH[cadence.nth]} {weekday}"
