"""Reads with the Python library icalendar, by the zone rules in the file and by none of its own."""

import json
import sys
from datetime import datetime

from icalendar import Calendar


def read(number: int, text: str) -> list[object]:
    """Return what one file says, its zone renamed so that nobody can know it from elsewhere."""
    name = next((ln[5:] for ln in text.split("\r\n") if ln.startswith("TZID:")), "")
    if name:
        # A prefix that ends a token: "Etc/GMT-1" is no part of "Etc/GMT-14" then.
        for sign in (f"TZID:{name}\r\n", f"TZID={name}:"):
            text = text.replace(sign, sign.replace(name, f"Nowhere/Number_{number}"))
    (event,) = Calendar.from_ical(text.encode()).events
    assert not event.errors
    start, end = event.start, event.end
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return [
        str(event["UID"]),
        event["SEQUENCE"],
        start.timestamp(),
        end.timestamp(),
        [str(attendee).removeprefix("mailto:") for attendee in event.attendees],
    ]


if __name__ == "__main__":
    print(json.dumps([read(number, text) for number, text in enumerate(json.load(sys.stdin))]))
