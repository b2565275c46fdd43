"""When somebody wants the next meeting to be: what the words they typed mean for this circle."""

from datetime import datetime
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.services.inviting import planned, upcoming

if TYPE_CHECKING:
    from circle_tui.calendars.starts import TypedStart


def wanted_zone(circle: OpenCircle, clock: Clock) -> str:
    """Return the zone in which a time is meant: the meeting's, the rhythm's, else this computer's.

    A circle that has neither is planned for all the same.
    """
    from circle_tui.calendars.zones import local_zone_name

    kept, cadence = planned(circle, clock), circle.people.profile().cadence
    usual = kept.meeting if kept else cadence
    return usual.zone if usual else local_zone_name()


def wanted_start(
    circle: OpenCircle, clock: Clock, words: str, zone_words: str | None = None
) -> "TypedStart":
    """Return the start that is meant by words such as ``next thu 18:00``. Keeps nothing.

    A day alone is at the circle's usual time, where the zone is the one of that: the rhythm's, else
    that of the meeting which is planned. A time alone is on the day of that meeting, else on that
    of the rhythm's next date. Zones of members are known by their city alone as well. Raises
    ``InputError`` for what cannot be read, for a time that clocks skip or repeat, with the next
    ones, and for one that is over.
    """
    from circle_tui.calendars.starts import start_typed

    kept, cadence = planned(circle, clock), circle.people.profile().cadence
    usual = {kept.meeting.zone: kept.meeting.starts.time()} if kept else {}
    if cadence is not None:
        usual[cadence.zone] = cadence.at
    return start_typed(
        words,
        clock.now(),
        wanted_zone(circle, clock),
        usual,
        zone_words,
        following=lambda: _following(circle, clock),
        zones={member.zone for member in circle.people.members() if member.zone},
    )


def _following(circle: OpenCircle, clock: Clock) -> datetime | None:
    """Return when the next meeting begins (aware), ``None`` where none is known.

    Of a time that clocks skip or repeat that is near enough: only the day is asked for.
    """
    from circle_tui.calendars.zones import zone

    try:
        starts, name = upcoming(circle, clock)
    except (InputError, Refusal):  # no rhythm, or none that still has a meeting
        return None
    return starts.replace(tzinfo=zone(name))
