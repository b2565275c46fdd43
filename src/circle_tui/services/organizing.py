"""In whose name a meeting goes out: one address from the first invitation to the last news."""

from collections.abc import Callable
from dataclasses import replace

from circle_tui.domain.errors import Refusal
from circle_tui.domain.invitation import parse_organizer
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.services.invitations import mail_owed
from circle_tui.services.inviting import planned


def free_organizer(
    circle: OpenCircle, clock: Clock, token: Callable[[], str], words: str | None
) -> None:
    """See to it that no member gets news of one meeting from two organizers.

    Calendars take news of a meeting from the address alone that invited to it (RFC 5546, 6.1.1):
    a move or a cancellation by another would be ignored, or taken for a forgery.
    Another name of the same address is no other organizer. A meeting that was called off is let go
    of: put at another time it is a new one. Raises ``Refusal`` where members have the meeting ahead
    from another organizer than ``words``, or were not told yet that it is called off.
    """
    style, following = circle.people.profile().invite, planned(circle, clock)
    if words is None or following is None or style is None or style.organizer is None:
        return
    wanted, meeting, address = parse_organizer(words), following.meeting, style.organizer.address
    same = wanted is not None and wanted.address.casefold() == address.casefold()
    if same or not (meeting.asked or meeting.dropped):
        return
    if not following.called_off or mail_owed(circle, clock, meeting):
        raise Refusal(
            f"Members have the next meeting from {address}, and their calendars take news of it "
            "from that address alone. Nothing was changed. Name another organizer once it is over, "
            "or call it off first: circle next --cancel"
            f"{'' if meeting.posted is None else ' --mail'}"
        )
    after = replace(meeting, uid=token() + token(), sequence=0, since=0, told="", posted=None)
    circle.meetings.put(replace(after, asked=(), dropped=(), withdrawn=(), rsvps=()))
