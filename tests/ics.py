"""A strict reader of calendar files: RFC 5545 to the letter, and what RFC 5546 lets a method hold.

Written from the RFCs and apart from what writes. It knows what this program writes and no more: a
property it has not heard of is a mistake until somebody puts it into the tables here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = r"[A-Za-z0-9-]+"
_QUOTED = r"\"[^\x00-\x08\x0a-\x1f\x7f\"]*\""
_PLAIN = r"[^\x00-\x08\x0a-\x1f\x7f\",;:]*"
_PARAMETER = re.compile(rf";({_TOKEN})=((?:{_QUOTED}|{_PLAIN})(?:,(?:{_QUOTED}|{_PLAIN}))*)")
_NAME = re.compile(_TOKEN)

_MOMENT = r"\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\d"
_TEXT = r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,Nn])*"
_URI = r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-Z_a-z~\[\]]+"
_DURATION = r"[+-]?P(\d+W|\d+D|(\d+D)?T(\d+H)?(\d+M)?(\d+S)?)"
_OFFSET = r"[+-]\d{4}(\d\d)?"
_RULE = (
    r"FREQ=(YEARLY|MONTHLY|WEEKLY)"
    rf"(;(INTERVAL=[1-9]\d*|COUNT=[1-9]\d*|UNTIL={_MOMENT}Z"
    r"|BYMONTH=(1[0-2]|[1-9])(,(1[0-2]|[1-9]))*|BYDAY=(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)))*"
)

VALUES = {
    **dict.fromkeys(("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "TZID", "TZNAME"), _TEXT),
    **dict.fromkeys(("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE"), rf"{_MOMENT}Z?"),
    **dict.fromkeys(("DTSTAMP", "COMPLETED"), rf"{_MOMENT}Z"),
    **dict.fromkeys(("SEQUENCE", "PERCENT-COMPLETE"), r"\d+"),
    **dict.fromkeys(("ORGANIZER", "ATTENDEE"), r"mailto:[^\s@:]+@[A-Za-z0-9.-]+"),
    **dict.fromkeys(("URL", "CONFERENCE"), _URI),
    **dict.fromkeys(("TZOFFSETFROM", "TZOFFSETTO"), _OFFSET),
    "DUE": r"\d{8}",
    "STATUS": "CONFIRMED|CANCELLED|NEEDS-ACTION|IN-PROCESS|COMPLETED",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "TRIGGER": _DURATION,
    "ACTION": "DISPLAY",
    "RRULE": _RULE,
    "VERSION": r"2\.0",
    "PRODID": _TEXT,
    "CALSCALE": "GREGORIAN",
    "METHOD": "PUBLISH|REQUEST|CANCEL",
}
"""What the value of a property looks like (RFC 5545, 3.3 and 3.8)."""

_PERSON = {"CN": "", "CUTYPE": "INDIVIDUAL", "ROLE": "CHAIR|REQ-PARTICIPANT", "RSVP": "TRUE|FALSE"}
PARAMETERS = {
    **{name: {"TZID": ""} for name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE")},
    "ORGANIZER": {"CN": ""},
    "ATTENDEE": {**_PERSON, "PARTSTAT": "NEEDS-ACTION|ACCEPTED"},
    "CONFERENCE": {"VALUE": "URI", "FEATURE": "VIDEO|AUDIO|PHONE", "LABEL": ""},
    "DUE": {"VALUE": "DATE"},
    "TRIGGER": {"RELATED": "START|END"},
}
"""Which parameters a property may have, and what may stand in them; empty is anything."""

ONCE = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"},
    "VTODO": {"UID", "DTSTAMP", "SUMMARY", "SEQUENCE", "STATUS"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
"""What has to be there, exactly once; SEQUENCE and SUMMARY because we always tell them."""

PERHAPS = {
    "VCALENDAR": {"CALSCALE", "METHOD"},
    "VTIMEZONE": set[str](),
    "STANDARD": {"RRULE", "TZNAME"},
    "DAYLIGHT": {"RRULE", "TZNAME"},
    "VEVENT": {
        *("DESCRIPTION", "LOCATION", "URL", "CONFERENCE", "ORGANIZER", "STATUS", "TRANSP"),
        *("RRULE", "RECURRENCE-ID"),
    },
    "VTODO": {"DUE", "COMPLETED", "PERCENT-COMPLETE"},
    "VALARM": set[str](),
}
"""What may be there, once at the most."""

OFTEN = {"VEVENT": {"ATTENDEE", "EXDATE"}}
"""What may be there as often as one likes."""

INSIDE = {
    "VCALENDAR": {"VTIMEZONE", "VEVENT", "VTODO"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
    "VEVENT": {"VALARM"},
    "VTODO": {"VALARM"},
}
"""Which part may hold which."""


@dataclass(frozen=True)
class Line:
    """One property: its name, its parameters and its value, still escaped."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Part:
    """One component: its properties in order, then the components in it."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Return every property of a name."""
        return [line for line in self.lines if line.name == name]

    def one(self, name: str) -> str:
        """Return the value of a property that is there once, empty if it is not there."""
        found = self.all(name)
        assert len(found) <= 1, f"{name} stands once"
        return found[0].value if found else ""

    def within(self, kind: str) -> list["Part"]:
        """Return the components of a kind."""
        return [part for part in self.parts if part.kind == kind]


def checked(data: bytes) -> Part:
    """Return a file's calendar, having found nothing in it that the RFCs do not allow."""
    calendar = _tree(_lines(data))
    for part in _walk(calendar):
        _check_part(part)
    _check_zones(calendar)
    events = calendar.within("VEVENT")
    for event in events:
        _check_times(event, events[0])
        _check_method(calendar.one("METHOD"), event)
    assert events or calendar.within("VTODO"), "a calendar has something in it"
    assert not (events and calendar.within("VTODO")), "tasks are never in an invitation's file"
    assert len({event.one("UID") for event in events}) <= 1, "one file is about one meeting"
    return calendar


def unfolded(data: bytes) -> list[str]:
    """Return a file's lines, having checked how they are broken and folded (RFC 5545, 3.1)."""
    assert data.endswith(b"\r\n"), "the last line is ended too"
    assert not data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data), "every line break is CRLF"
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data), "no control characters"
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75, "a line has 75 octets at the most"
        line.decode()  # folding splits no character
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _lines(data: bytes) -> Iterator[Line]:
    for text in unfolded(data):
        named = _NAME.match(text)
        assert named, text
        place, parameters = named.end(), {}
        while found := _PARAMETER.match(text, place):
            assert found[1] not in parameters, f"{found[1]} stands once in a property"
            parameters[found[1]] = found[2]
            place = found.end()
        assert text[place : place + 1] == ":", text
        yield Line(named[0], parameters, text[place + 1 :])


def _tree(lines: Iterator[Line]) -> Part:
    outside = Part("")
    path = [outside]
    for line in lines:
        if line.name == "BEGIN":
            part = Part(line.value)
            path[-1].parts.append(part)
            path.append(part)
        elif line.name == "END":
            assert path.pop().kind == line.value, "parts end in the order they began"
        else:
            assert not path[-1].parts, "properties come before the parts: Outlook asks for it"
            path[-1].lines.append(line)
    assert path == [outside], "every part has an end"
    assert [part.kind for part in outside.parts] == ["VCALENDAR"], "one calendar, and it alone"
    assert not outside.lines, "every property is in a part"
    return outside.parts[0]


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        assert inner.kind in INSIDE.get(part.kind, ()), f"{inner.kind} in {part.kind}"
        yield from _walk(inner)


def _check_part(part: Part) -> None:
    counted = Counter(line.name for line in part.lines)
    once, perhaps, often = ONCE[part.kind], PERHAPS[part.kind], OFTEN.get(part.kind, set())
    assert all(counted[name] == 1 for name in once), (part.kind, counted)
    assert all(counted[name] <= 1 for name in perhaps), (part.kind, counted)
    assert not counted.keys() - once - perhaps - often, (part.kind, counted)
    for line in part.lines:
        assert re.fullmatch(VALUES[line.name], line.value), line
        allowed = PARAMETERS.get(line.name, {})
        assert line.parameters.keys() <= allowed.keys(), line
        for name, value in line.parameters.items():
            assert not allowed[name] or re.fullmatch(allowed[name], value), line
            assert not re.search(r"[;:,^\\]", value.strip('"')), "two readers cut a name there"
    if part.kind in ("STANDARD", "DAYLIGHT"):
        assert not part.all("DTSTART")[0].value.endswith("Z"), "an onset is wall time"


def _check_zones(calendar: Part) -> None:
    """Check that every zone that is used is told once, before it is, and no other is."""
    zones = [part.one("TZID") for part in calendar.within("VTIMEZONE")]
    used = {
        line.parameters["TZID"]
        for part in _walk(calendar)
        for line in part.lines
        if "TZID" in line.parameters
    }
    assert sorted(zones) == sorted(used), "one VTIMEZONE for every TZID"
    kinds = [part.kind for part in calendar.parts]
    assert kinds == sorted(kinds, key=lambda kind: kind != "VTIMEZONE"), "zones come first"
    assert all(part.parts for part in calendar.within("VTIMEZONE")), "a zone has an offset"


def _check_times(event: Part, master: Part) -> None:
    for line in event.lines:
        if "TZID" in line.parameters:
            assert not line.value.endswith("Z"), "a time is in a zone or in UTC, not both"
        elif line.name in ("DTSTART", "DTEND", "EXDATE", "RECURRENCE-ID"):
            assert line.value.endswith("Z"), "no time floats"
    form = _form(master.all("DTSTART")[0])
    for line in (*event.all("EXDATE"), *event.all("RECURRENCE-ID")):
        assert _form(line) == form, "exceptions are told as the start of the series is"
    start, end = (event.all(name)[0] for name in ("DTSTART", "DTEND"))
    if _form(start) == _form(end):
        assert start.value < end.value, "a meeting lasts"
    if event.all("RECURRENCE-ID"):
        assert not event.all("RRULE"), "an exception does not recur"
        assert int(event.one("SEQUENCE")) >= int(master.one("SEQUENCE"))
    assert bool(event.all("EXDATE")) <= bool(event.all("RRULE")), "only a series has exceptions"


def _form(line: Line) -> tuple[str | None, bool]:
    return line.parameters.get("TZID"), line.value.endswith("Z")


def _check_method(method: str, event: Part) -> None:
    """Check an event against the table of its method (RFC 5546, 3.2.1, 3.2.2 and 3.2.5).

    One departure is on purpose: what names no attendee may name no organizer either, for that is a
    person's address, and hers alone to give.
    """
    attendees, status = event.all("ATTENDEE"), event.one("STATUS")
    assert event.all("ORGANIZER") or not attendees, "who is asked has somebody to answer"
    assert len({line.value.casefold() for line in attendees}) == len(attendees)
    chairs = [line.value for line in attendees if line.parameters["ROLE"] == "CHAIR"]
    assert chairs in ([], [event.one("ORGANIZER")]), "the organizer is in the chair"
    for line in attendees:
        chair = line.value in chairs
        assert line.parameters["PARTSTAT"] == ("ACCEPTED" if chair else "NEEDS-ACTION")
        assert line.parameters["RSVP"] == ("FALSE" if chair else "TRUE")
    match method:
        case "PUBLISH":
            assert not attendees
            assert status == "CONFIRMED"
        case "REQUEST":
            assert len(attendees) == 2, "the organizer and one member, who see nobody else"
            assert chairs
            assert status == "CONFIRMED"
        case "CANCEL":
            assert not event.within("VALARM")
            assert status == "CANCELLED" or (not status and len(attendees) == 1)
        case "":
            assert not attendees
