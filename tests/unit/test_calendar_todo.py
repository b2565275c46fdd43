"""Action items as tasks: what RFC 5545 asks for, the same bytes each time, and nothing more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar, Todo

from circle_tui.calendars.todo import reworded, todos
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from tests.cards import LOG, OUTLINE, TEA, TODAY, items

OUTLINED, LOGGED, DRUNK, *_ = items()


def uid(item_id: str) -> str:
    """Return an identity."""
    return item_id * 2


def made_of(wanted: Sequence[ActionItem], *, alarm: bool = False) -> bytes:
    """Return the file of these items."""
    return todos(wanted, uid, made=TODAY, sequence=3, alarm=alarm)


def read(*wanted: ActionItem, alarm: bool = False) -> list[Todo]:
    """Return the tasks in the file of these items."""
    return [
        each
        for each in Calendar.from_ical(made_of(wanted, alarm=alarm)).walk("VTODO")
        if isinstance(each, Todo)
    ]


def test_a_task_says_what_and_by_when() -> None:
    """The file of one open item, line by line."""
    assert made_of([OUTLINED]).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//circle-tui//circle-tui//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VTODO",
        "DTSTAMP:20261119T120000Z",
        "DUE;VALUE=DATE:20261128",
        "SEQUENCE:3",
        "STATUS:NEEDS-ACTION",
        "SUMMARY:send the outline",
        f"UID:{OUTLINE * 2}",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (ActionStatus.CARRIED, "NEEDS-ACTION"),
        (ActionStatus.PARTLY, "IN-PROCESS"),
        (ActionStatus.DONE, "COMPLETED"),
        (ActionStatus.DROPPED, "CANCELLED"),
    ],
)
def test_how_it_stands_is_told_in_a_calendars_words(status: ActionStatus, told: str) -> None:
    """What is done has its day, as an instant in UTC; nothing else is said to be completed."""
    (todo,) = read(taken(OUTLINED, Step(date(2026, 11, 18), status)))
    assert todo["STATUS"] == told
    assert todo.decoded("DTSTAMP") == datetime(2026, 11, 19, 12, tzinfo=UTC)
    completed = datetime(2026, 11, 18, 12, tzinfo=UTC) if status is ActionStatus.DONE else None
    assert (todo.decoded("COMPLETED") if "COMPLETED" in todo else None) == completed
    assert ("PERCENT-COMPLETE" in todo) is (completed is not None)


def test_every_item_is_a_task_of_its_own() -> None:
    """Three items are three tasks, each with its identity; a file to import has no method."""
    calendar = Calendar.from_ical(made_of([OUTLINED, LOGGED, DRUNK]))
    assert "METHOD" not in calendar
    assert [todo["UID"] for todo in calendar.walk("VTODO")] == [OUTLINE * 2, LOG * 2, TEA * 2]


def test_an_alarm_is_set_if_wished() -> None:
    """The morning before it is due, for what is open and has a date; else there is none."""
    assert b"VALARM" not in made_of([OUTLINED, LOGGED, DRUNK])
    outline, log, tea = read(OUTLINED, LOGGED, DRUNK, alarm=True)
    (alarm,) = outline.walk("VALARM")
    assert alarm["TRIGGER"].params["RELATED"] == "END"
    assert outline.decoded("DUE") == date(2026, 11, 28)
    due = datetime(2026, 11, 28, tzinfo=UTC)
    assert due + alarm.decoded("TRIGGER") == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert log.walk("VALARM") == tea.walk("VALARM") == []


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("a, b; c\\ d", "a, b; c\\ d"),
        ("END:VTODO\r\nSUMMARY:owned", "ENDVTODO SUMMARY:owned"),
        ("\u202ea\x1b[2J\x00b\u2028c\ud800", "a[2Jb c"),
        ("\U0001f469\u200d\U0001f467" * 100, "\U0001f469\u200d\U0001f467" * 100),
        ("x" * 10_000, "x" * 10_000),
        ("\x00", "Action item"),
    ],
    ids=["marks", "a line too many", "invisible", "emoji", "long", "nothing"],
)
def test_hostile_text_is_one_clean_line(text: str, summary: str) -> None:
    """What is in an item cannot end it, and no line of the file is too long."""
    data = made_of([replace(OUTLINED, text=text)])
    (todo,) = Calendar.from_ical(data).walk("VTODO")
    assert str(todo["SUMMARY"]) == summary
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert lines.count(b"END:VTODO") == 1


def test_the_same_items_give_the_same_bytes() -> None:
    """Nothing in the file is of the moment in which it was written."""
    wanted = [OUTLINED, LOGGED, DRUNK]
    assert made_of(wanted, alarm=True) == made_of(wanted, alarm=True)


def test_a_file_is_masked_later() -> None:
    """A word that becomes a name goes from the tasks; all else is as it was, also a long line."""
    data = made_of([replace(OUTLINED, text="ask grace, " + "x" * 80 + " or grace"), DRUNK])
    masked = reworded(data, lambda text: text.replace("grace", "[A]"))
    assert masked == made_of([replace(OUTLINED, text="ask [A], " + "x" * 80 + " or [A]"), DRUNK])
    assert reworded(data, lambda text: text) is data
    with pytest.raises(ValueError, match=r".+"):
        reworded(b"no calendar", str)
