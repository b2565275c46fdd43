"""What meetings at bad hours have cost each member: sums, and neither the hours nor a reason.

A meeting whose time was found adds its cost once: to ``Member.ahead`` as it is kept, and from there
to ``Member.burden`` when the one after it is planned. Moved by hand or called off before, it costs
nobody anything. Only differences between the members count, so whoever was not there is taken to
have borne what the circle bore on average: a newcomer, and somebody who comes back, is neither
spared nor made to catch up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member

Members = tuple[Member, ...]


def burdens(members: Sequence[Member], *, again: bool) -> dict[str, int]:
    """Return what each member (by id) has borne before the meeting that is to be planned.

    ``again`` says that this is the one planned already, which is looked for anew: what it would
    have cost does not count then.
    """
    usual = _average([m.burden for m in members if m.burden is not None])
    return {
        m.id: (usual if m.burden is None else m.burden) + (0 if again else m.ahead) for m in members
    }


def followed(known: Sequence[Member], before: Meeting | None, after: Meeting) -> Members:
    """Return everybody as they stand once the meeting ``after`` is kept in place of ``before``.

    The one before took place if the other is a new one. Is it the same one at another time, or
    called off, then what it would have cost is taken back.
    """
    if before is None or before.uid != after.uid:
        return tuple(
            replace(m, burden=m.burden + m.ahead, ahead=0) if m.burden is not None else m
            for m in known
        )
    if _when(before) == _when(after):
        return tuple(known)
    return tuple(replace(m, ahead=0) for m in known)


def taken_on(known: Sequence[Member], costs: Mapping[str, int]) -> Members:
    """Return everybody as they stand once the planned meeting costs them this; twice is as once.

    ``costs`` are by member id, of those who are expected. Of somebody who left nothing is kept.
    """
    there = [m for m in known if not m.former]
    carried = burdens(there, again=True)
    usual = _average([*costs.values()])
    return tuple(
        replace(m, burden=None, ahead=0)
        if m.former
        else replace(m, burden=carried[m.id], ahead=costs.get(m.id, usual))
        for m in known
    )


def _when(meeting: Meeting) -> tuple[object, ...]:
    """Return what a cost depends on."""
    return meeting.starts, meeting.zone, meeting.minutes, meeting.status


def _average(numbers: Sequence[int]) -> int:
    return sum(numbers) // len(numbers) if numbers else 0
