"""The parking lot: what was put off to a later meeting, and what becomes of it.

A parked thing is done or dropped, or it becomes an action item, or a part of an agenda of one's
own. It is done with then, and can be let wait again.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.calling import numbers, one_of
from circle_tui.domain.errors import Refusal
from circle_tui.domain.parking import (
    Became,
    Parked,
    ParkedStatus,
    by_age,
    reopened,
    settle,
    waiting,
)
from circle_tui.domain.people import day_text
from circle_tui.domain.ports import OpenCircle
from circle_tui.services.workspace import Workspace


def every_thing(circle: OpenCircle) -> list[Parked]:
    """Return all that was parked, what is done or dropped too, the oldest first."""
    return by_age(circle.parking.all())


def parked_things(circle: OpenCircle) -> list[Parked]:
    """Return what waits in the parking lot, the oldest first."""
    return waiting(circle.parking.all())


def thing_numbers(circle: OpenCircle) -> Mapping[str, str]:
    """Return what each parked thing is called, by its id; see ``calling``."""
    return numbers([thing.id for thing in circle.parking.all()])


def find_thing(circle: OpenCircle, wanted: str) -> Parked:
    """Return what waits in the parking lot under this number or id.

    Raises ``Refusal`` when it is settled already, ``InputError`` when there is no such thing, or
    several could be meant.
    """
    thing = _parked(circle, wanted)
    if thing.status is ParkedStatus.OPEN:
        return thing
    since = f", since {day_text(thing.closed)}" if thing.closed else ""
    raise Refusal(
        f"That thing is {thing.status} already{since}. Nothing was changed. To take that back: "
        f"circle parking back {thing_numbers(circle)[thing.id]}"
    )


def settle_thing(
    circle: OpenCircle,
    wanted: str,
    status: ParkedStatus,
    today: date,
    became: Became | None = None,
) -> Parked:
    """Settle the parked thing with this number or id, and return it as it is kept now.

    ``became`` is what was made of it. Raises as ``find_thing`` does.
    """
    settled = settle(find_thing(circle, wanted), status, today, became)
    circle.parking.put(settled)
    return settled


def thing_back(circle: OpenCircle, wanted: str) -> Parked:
    """Let a parked thing wait again, and return it as it was until now.

    What was made of it stays. Raises ``Refusal`` when it waits anyway, else as ``find_thing`` does.
    """
    thing = _parked(circle, wanted)
    if thing.status is ParkedStatus.OPEN:
        raise Refusal("That thing waits in the parking lot as it is. Nothing was changed.")
    circle.parking.put(reopened(thing))
    return thing


def _parked(circle: OpenCircle, wanted: str) -> Parked:
    where = "The numbers are in: circle parking list --all"
    return one_of(wanted, circle.parking.all(), "Nothing in the parking lot", where)


def to_action(
    workspace: Workspace, wanted: str, owner: str = "", due: date | None = None
) -> ActionItem:
    """Make an action item of a parked thing, which is done with, in one step; return the item.

    ``owner`` is an alias, empty for the whole circle. Raises as ``find_thing`` does.
    """
    circle, today = workspace.circle, workspace.here().date()
    thing = find_thing(circle, wanted)
    item = ActionItem(workspace.token(), "", owner, thing.text, today, due)
    with circle.transaction():
        settle_thing(circle, thing.id, ParkedStatus.DONE, today, Became.ACTION)
        circle.actions.put(item)
    return item


def to_agenda(
    workspace: Workspace, wanted: str, agenda: str, minutes: int
) -> tuple[Parked, Path, bool]:
    """Make a part of an agenda of a parked thing, which is done with.

    Returns the thing, the file, and whether the part is new; else it was there already. The file
    comes first: after a kill in between the thing still waits, and doing it again does not double
    the part. Raises as ``find_thing`` and ``authoring.add_discussion`` do.
    """
    from circle_tui.services.authoring import add_discussion
    from circle_tui.services.leaving import Outlet

    circle = workspace.circle
    thing = find_thing(circle, wanted)
    topic = Outlet(circle).text(thing.text)
    file, added = add_discussion(agenda, workspace.agendas, topic, minutes)
    today = workspace.here().date()
    done = settle_thing(circle, thing.id, ParkedStatus.DONE, today, Became.AGENDA)
    return done, file, added
