"""Calendar files of people who do not exist, as other programs write them, well or badly."""

from collections.abc import Iterable


def calendar(*parts: str, head: Iterable[str] = ()) -> bytes:
    """Return a calendar file with these components, each as lines with ``|`` between them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Invented//Example 1//EN", *head]
    for part in parts:
        lines += part.split("|")
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> str:
    """Return an event as a component of ``calendar``, with a title that is nobody's business."""
    return "|".join(("BEGIN:VEVENT", "SUMMARY:Made-up secret", *lines, "END:VEVENT"))


def zone(tzid: str, offset: str) -> str:
    """Return a zone that is always so far from UTC, whatever its name promises."""
    return "|".join(
        (
            *("BEGIN:VTIMEZONE", f"TZID:{tzid}", "BEGIN:STANDARD", "DTSTART:20000101T000000"),
            *(f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "TZNAME:X", "END:STANDARD"),
            "END:VTIMEZONE",
        )
    )
