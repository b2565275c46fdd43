"""Files as they may arrive: a good one that was cut, doubled, mangled, or written to do harm."""

from hypothesis import strategies as st

_VALUES = (
    *("00010101", "00010101T000000", "00010101T000000Z", "99991231T235959", "99991231T235959Z"),
    *("20270230T250000", "0", "-1", "-99999999999", "9" * 30, "9" * 5000, "1e999", "NaN", ""),
    *("P9999999999D", "-PT1H", "P1Y", "20270304T183000/P99999999W", "19700101T000000/00010101"),
    *("FREQ=HOURLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=DAILY;UNTIL=00010101;COUNT=-5"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=99MO;INTERVAL=99999999"),
    *("+9999", "-2359", "+000000", "../../../etc/passwd", "C:\\CON", "\\", "\\n" * 50),
    *("x" * 10_000, "é" * 5_000, "," * 3_000, ";=" * 2_000, '"' * 2_001, ":" * 2_000),
    *("CANCELLED", "TRANSPARENT", "REPLY", "REQUEST", "DELEGATED", "mailto:" * 200, "\ud800"),
)
_LINES = (
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM"),
    *("END:VALARM", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:DAYLIGHT", "END:DAYLIGHT"),
    *("BEGIN:" + "X" * 10_000, "BEGIN:", "END:", "UID:u-1", "UID:u-2", "SEQUENCE:99999999999"),
    *("DTSTART;TZID=" + "Z" * 10_000 + ":20270304T183000", 'DTSTART;TZID="a;b":20270304T183000'),
    *("DTSTART;VALUE=DATE:20270304", "DTSTART;VALUE=PERIOD:20270304T183000Z/PT1H"),
    *("DTSTART;TZID=../../../../etc/passwd:20270304T183000", "DTSTART;TZID=\0:20270304T183000"),
    *("DURATION:PT1H", "RRULE:FREQ=DAILY", "RDATE:00010101", "EXDATE:99991231T235959Z"),
    *("RECURRENCE-ID;RANGE=THISANDFUTURE:20270304T183000", "METHOD:REPLY", "METHOD:"),
    *("ATTENDEE;PARTSTAT=ACCEPTED:mailto:noor@example.net", "ATTENDEE:", "ATTENDEE;PARTSTAT=:x"),
    *("FREEBUSY:20270105T100000Z/PT1H", "FREEBUSY;FBTYPE=:99991231T235959Z/P9999W", "TZID:"),
    *("TZOFFSETFROM:+9999", "TZOFFSETTO:-2400", ":", ";", ";:", "=", " ", "\t", "\x00", "\ufeff"),
    *("Content-Type: text/calendar; method=REPLY", "--x", "DESCRIPTION:" + "\\,\\;" * 2_500),
)


@st.composite
def mutants(draw: st.DrawFn, good: bytes) -> bytes:
    """Draw what may become of a good file: one change, or several on top of each other."""
    data = good
    for _ in range(draw(st.integers(1, 5))):
        data = _changed(draw, data)
    return data


def _changed(draw: st.DrawFn, data: bytes) -> bytes:
    """Return a file with one change."""
    lines = data.split(b"\r\n")
    at = draw(st.integers(0, len(lines) - 1))
    match draw(
        st.sampled_from(("value", "line", "gone", "twice", "moved", "bytes", "cut", "deep"))
    ):
        case "value":
            name = lines[at].partition(b":")[0]
            lines[at] = name + b":" + _encoded(draw(st.sampled_from(_VALUES)))
        case "line":
            lines.insert(at, _encoded(draw(st.sampled_from(_LINES))))
        case "gone":
            del lines[at]
        case "twice":
            lines.insert(draw(st.integers(0, len(lines))), lines[at])
        case "moved":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        case "bytes":
            place = draw(st.integers(0, len(data)))
            return data[:place] + draw(st.binary(max_size=4)) + data[place + 1 :]
        case "cut":
            return data[: draw(st.integers(0, len(data)))]
        case "deep":
            kind = draw(st.sampled_from((b"VEVENT", b"VALARM", b"VCALENDAR", b"X-Y")))
            times = draw(st.sampled_from((1, 30, 3_000)))
            lines[at:at] = [b"BEGIN:" + kind] * times
            if draw(st.booleans()):
                lines[at + times : at + times] = [b"END:" + kind] * times
    return b"\r\n".join(lines)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
