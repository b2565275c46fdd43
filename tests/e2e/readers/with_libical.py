"""Reads with libical, as Evolution and GNOME do, through its C functions (libical 3)."""

import ctypes
import json
import sys
from collections.abc import Callable
from ctypes import Structure, c_char_p, c_int, c_long, c_void_p
from typing import Any, cast


class Time(Structure):
    """``struct icaltimetype`` of libical 3."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", c_int),
        ("is_daylight", c_int),
        ("zone", c_void_p),
    ]


ical = ctypes.CDLL(sys.argv[1])


def function(name: str, result: object, *arguments: object) -> Callable[..., Any]:
    """Return a function of the library with its types."""
    found: Any = getattr(ical, name)
    found.restype, found.argtypes = result, arguments
    return cast(Callable[..., Any], found)


parse = function("icalparser_parse_string", c_void_p, c_char_p)
free = function("icalcomponent_free", None, c_void_p)
kind = function("icalcomponent_string_to_kind", c_int, c_char_p)
property_kind = function("icalproperty_string_to_kind", c_int, c_char_p)
first = function("icalcomponent_get_first_component", c_void_p, c_void_p, c_int)
uid = function("icalcomponent_get_uid", c_char_p, c_void_p)
sequence = function("icalcomponent_get_sequence", c_int, c_void_p)
start = function("icalcomponent_get_dtstart", Time, c_void_p)
end = function("icalcomponent_get_dtend", Time, c_void_p)
seconds = function("icaltime_as_timet_with_zone", c_long, Time, c_void_p)
first_property = function("icalcomponent_get_first_property", c_void_p, c_void_p, c_int)
next_property = function("icalcomponent_get_next_property", c_void_p, c_void_p, c_int)
attendee = function("icalproperty_get_attendee", c_char_p, c_void_p)
errors = function("icalcomponent_count_errors", c_int, c_void_p)
valid = function("icalrestriction_check", c_int, c_void_p)


def read(text: str) -> list[object]:
    """Return what one file says."""
    calendar = parse(text.encode())
    assert calendar
    assert valid(calendar), "libical has tables of RFC 5546 too"
    assert not errors(calendar)
    event = first(calendar, kind(b"VEVENT"))
    people = []
    which = property_kind(b"ATTENDEE")
    found = first_property(event, which)
    while found:
        people.append(attendee(found).decode().removeprefix("mailto:"))
        found = next_property(event, which)
    begins, ends = start(event), end(event)
    assert begins.zone, "a floating time"
    told = [
        uid(event).decode(),
        sequence(event),
        seconds(begins, begins.zone),
        seconds(ends, ends.zone),
        people,
    ]
    free(calendar)
    return told


if __name__ == "__main__":
    print(json.dumps([read(text) for text in json.load(sys.stdin)]))
