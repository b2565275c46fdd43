"""A meeting is kept, and with it what meetings at bad hours cost the members, in one step."""

from collections.abc import Mapping

from circle_tui.domain.burden import followed, taken_on
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.ports import OpenCircle


def put_meeting(circle: OpenCircle, meeting: Meeting) -> None:
    """Keep a meeting in place of the one before.

    What that one cost is booked if it took place, and taken back if it is this one at another time
    or called off.
    """
    known = circle.people.known()
    after = followed(known, circle.meetings.get(), meeting)
    with circle.transaction():
        circle.meetings.put(meeting)
        if after != known:
            circle.people.put_members(after)


def take_on(circle: OpenCircle, costs: Mapping[str, int]) -> None:
    """Keep what the planned meeting costs each member, by id; doing it twice is as once."""
    known = circle.people.known()
    after = taken_on(known, costs)
    if after != known:
        circle.people.put_members(after)
