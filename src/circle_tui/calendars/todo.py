"""Action items for a member's own task list: one VTODO each (RFC 5545, 3.6.2).

A file to import, so without METHOD. Calendars ignore tasks more often than not; task lists such as
those of Thunderbird, Nextcloud, Tasks.org and todoman read them.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from circle_tui.calendars import parts
from circle_tui.calendars.parts import PRODUCT
from circle_tui.calendars.text import one_line
from circle_tui.domain.actions import ActionItem, ActionStatus

if TYPE_CHECKING:
    from icalendar import Alarm

_STATUS = {
    ActionStatus.OPEN: "NEEDS-ACTION",
    ActionStatus.CARRIED: "NEEDS-ACTION",
    ActionStatus.PARTLY: "IN-PROCESS",
    ActionStatus.DONE: "COMPLETED",
    ActionStatus.DROPPED: "CANCELLED",
}

_BEFORE = timedelta(hours=15)
"""An alarm comes at nine in the morning of the day before: a day as such begins at midnight."""


def todos(
    items: Sequence[ActionItem],
    uid: Callable[[str], str],
    *,
    made: date,
    sequence: int,
    alarm: bool = False,
) -> bytes:
    """Return the file of some action items; the same arguments always give the same bytes.

    ``uid`` returns an item's identity in calendars for its id: nothing else says whose it is. Of
    two files with one task, the later has the higher ``sequence``: a step that is taken back, or
    two on one day, cannot be told by days, and ``made`` is the day this file is of. What
    is known to the day and has to be an instant is put at noon in UTC, which is that day nearly
    everywhere. An ``alarm`` is set for what is open and has a date. There has to be an item: a
    calendar without any is none.
    """
    # icalendar takes 0.13 s to import, which only those who make a file should pay.
    from icalendar import Calendar, Todo

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for item in items:
        todo = Todo()
        todo.add("uid", uid(item.id))
        todo.add("dtstamp", _noon(made))
        todo.add("sequence", sequence)
        todo.add("summary", one_line(item.text) or "Action item")
        todo.add("status", _STATUS[item.status])
        if item.due:
            todo.add("due", item.due)
        if item.status is ActionStatus.DONE and item.closed:
            todo.add("completed", _noon(item.closed))
            todo.add("percent-complete", 100)
        if alarm and item.due and item.is_open:
            todo.add_component(_alarm())
        calendar.add_component(todo)
    return parts.as_file(calendar)


def reworded(data: bytes, word: Callable[[str], str]) -> bytes:
    """Return a file that ``todos`` made with every text of it as ``word`` returns it.

    Raises ``ValueError`` for what is no calendar.
    """
    from icalendar import Calendar, vText

    calendar = Calendar.from_ical(data)
    changed = False
    for todo in calendar.walk("VTODO"):
        text = str(todo.get("SUMMARY", ""))
        if (new := word(text)) != text:
            todo["SUMMARY"] = vText(one_line(new))
            changed = True
    return parts.as_file(calendar) if changed else data


def _alarm() -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "An action item is due tomorrow")
    alarm.add("trigger", -_BEFORE, parameters={"RELATED": "END"})
    return alarm


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
