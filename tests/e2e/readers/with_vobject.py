"""Reads with vobject, which Radicale reads with; every file by the zone rules in it."""

import json
import sys

import vobject
from vobject import icalendar


def read(text: str) -> list[object]:
    """Return what one file says."""
    icalendar.__dict__["__tzidMap"].clear()  # it goes by the first rules that it saw of a zone
    event = vobject.readOne(text).vevent
    attendees = event.contents.get("attendee", [])
    return [
        event.uid.value,
        int(event.sequence.value),
        event.dtstart.value.timestamp(),
        event.dtend.value.timestamp(),
        [attendee.value.removeprefix("mailto:") for attendee in attendees],
    ]


if __name__ == "__main__":
    print(json.dumps([read(text) for text in json.load(sys.stdin)]))
