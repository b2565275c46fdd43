"""When somebody wants the next meeting to be: what the words they typed mean for this circle."""

from typing import TYPE_CHECKING

from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.services.inviting import planned

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
    that of the meeting which is planned. Raises ``InputError`` for what cannot be read, for a time
    that clocks skip or repeat, with the next ones, and for one that is over.
    """
    from circle_tui.calendars.starts import start_typed

    kept, cadence = planned(circle, clock), circle.people.profile().cadence
    usual = {kept.meeting.zone: kept.meeting.starts.time()} if kept else {}
    if cadence is not None:
        usual[cadence.zone] = cadence.at
    return start_typed(words, clock.now(), wanted_zone(circle, clock), usual, zone_words)
