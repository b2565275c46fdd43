"""Members pause and come back, and it is told whose turn it is to see to the next meeting.

Who pauses is still in the circle: not expected, not dealt a role, not in the invite, and masked.
Joining and leaving change which names there are, and so are the roster's (``services/roster.py``).
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import InputError
from circle_tui.domain.people import Member, Standing, day_text, expected, standing
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.rotation import next_to_serve
from circle_tui.domain.week import Week
from circle_tui.services.agreement import current


def pause(circle: OpenCircle, member: Member, day: date, until: date | None = None) -> Member:
    """Let a member pause from ``day`` on, and return them; ``until`` is the day they are back.

    A pause that goes on keeps its first day. Raises ``InputError`` for an end that is not ahead.
    """
    if until is not None and until <= day:
        raise InputError(
            f"{member.name} cannot pause until {day_text(until)}: that is not ahead. Nothing was "
            "changed."
        )
    since = member.paused if standing(member, day) is Standing.PAUSED else day
    return _changed(circle, replace(member, paused=since, until=until))


def resume(circle: OpenCircle, member: Member, day: date) -> Member:
    """Let a member be expected again from now on. Raises ``InputError`` if they do not pause."""
    if standing(member, day) is not Standing.PAUSED:
        raise InputError(f"{member.name} does not pause. Nothing was changed.")
    return _changed(circle, replace(member, paused=None, until=None))


def set_week(circle: OpenCircle, member: Member, week: Week | None) -> Member:
    """Keep what a member's week looks like, and return them; ``None`` is that nobody said."""
    return _changed(circle, replace(member, week=week))


def turn_to_serve(circle: OpenCircle, agenda: Agenda, day: date) -> tuple[tuple[str, str], ...]:
    """Return whose turn it is at a meeting on ``day``: pairs of a duty and a member's name."""
    names = {member.id: member.name for member in expected(circle.people.members(), day)}
    duties = next_to_serve(agenda, tuple(names), circle.people.ledger())
    return tuple((duty, names[id_]) for duty, id_ in duties)


def roster_text(circle: OpenCircle, day: date) -> str:
    """Count the members, and say how their agreement stands; empty while there is nobody."""
    members = circle.people.members()
    if not members:
        return ""
    stand = Counter(standing(member, day) for member in members)
    paused, later = stand[Standing.PAUSED], stand[Standing.JOINING]
    parts = [
        str(len(members)),
        f"{paused} paused" if paused else "",
        f"{later} to join" if later else "",
        _agreement_text(circle),
    ]
    return " · ".join(filter(None, parts))


def _agreement_text(circle: OpenCircle) -> str:
    held = current(circle)
    if held is None:
        return "no agreement yet: circle agreement"
    if held.to_change:
        return f"agreement {held.number}, to be changed: circle agreement edit"
    if held.adopted is None:
        return f"agreement {held.number}, not adopted yet"
    return f"agreement {held.number}, adopted {held.adopted.day} {held.adopted:%B}"


def standing_text(member: Member, day: date) -> str:
    """Return how a member stands to the circle, with the day: ``paused until 3 March 2027``."""
    match standing(member, day):
        case Standing.JOINING if member.joined:
            return f"joins {day_text(member.joined)}"
        case Standing.PAUSED if member.until:
            return f"paused until {day_text(member.until)}"
        case Standing.PAUSED if member.paused:
            return f"paused since {day_text(member.paused)}"
        case Standing.LEFT if member.left:
            return f"left {day_text(member.left)}"
        case state:
            return state.value


def require_over(member: Member, left: date | None, today: date | None) -> None:
    """Raise ``InputError`` for a day on which a member cannot have left: ahead, or too early."""
    if left is None:
        return
    if today is not None and today < left:
        raise InputError(
            f"{day_text(left)} is ahead. Say that {member.name} leaves when that day has come, or "
            "let them pause until then; nothing was changed."
        )
    if member.joined is not None and left < member.joined:
        raise InputError(
            f"{member.name} joined on {day_text(member.joined)}, after that day. Nothing was "
            "changed."
        )


def _changed(circle: OpenCircle, changed: Member) -> Member:
    """Keep a member in the place they have; no name changes, so that nothing is masked anew."""
    known = circle.people.known()
    circle.people.put_members([changed if m.id == changed.id else m for m in known])
    return changed
