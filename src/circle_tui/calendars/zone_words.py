"""A zone as a person types it: old names, abbreviations and offsets are told from zones.

``zones.zone`` takes exact names, for what is kept. Here is what is typed: a zone that was renamed
is kept under the name it has today, and what names no one place is refused, with what is meant.
"""

import re

from circle_tui.calendars.text import one_line
from circle_tui.calendars.zones import current_name, is_utc, zone, zone_names
from circle_tui.domain.errors import InputError

_MEANT = {
    **{"EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York"},
    **{"CST": "America/Chicago or Asia/Shanghai", "CDT": "America/Chicago"},
    **{"CT": "America/Chicago", "MST": "America/Denver or America/Phoenix"},
    **{"MDT": "America/Denver", "MT": "America/Denver", "PST": "America/Los_Angeles"},
    **{"PDT": "America/Los_Angeles", "PT": "America/Los_Angeles", "AKST": "America/Anchorage"},
    **{"AKDT": "America/Anchorage", "HST": "Pacific/Honolulu", "AST": "America/Halifax"},
    **{"ADT": "America/Halifax", "NST": "America/St_Johns", "BRT": "America/Sao_Paulo"},
    **{"BST": "Europe/London", "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon"},
    **{"CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MET": "Europe/Berlin"},
    **{"MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin", "EET": "Europe/Athens"},
    **{"EEST": "Europe/Athens", "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul"},
    **{"IST": "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem", "PKT": "Asia/Karachi"},
    **{"SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "JST": "Asia/Tokyo"},
    **{"KST": "Asia/Seoul", "AWST": "Australia/Perth", "ACST": "Australia/Darwin"},
    **{"AEST": "Australia/Sydney or Australia/Brisbane", "AEDT": "Australia/Sydney"},
    **{"NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland", "SAST": "Africa/Johannesburg"},
    **{"EAT": "Africa/Nairobi", "CAT": "Africa/Maputo", "WAT": "Africa/Lagos"},
    **{"EST5EDT": "America/New_York", "CST6CDT": "America/Chicago"},
    **{"MST7MDT": "America/Denver", "PST8PDT": "America/Los_Angeles"},
}
"""Places that an abbreviation mostly stands for. Some are in the zone data all the same, and mean
another thing there: EST is Panama's time, an hour off New York's from March to November."""

_AMERICAN = {"EASTERN": "EST", "CENTRAL": "CST", "MOUNTAIN": "MST", "PACIFIC": "PST"}
_IN_WORDS = re.compile(r"(?:US )?(EASTERN|CENTRAL|MOUNTAIN|PACIFIC)(?: STANDARD| DAYLIGHT)? TIME")

_OFFSET = re.compile(r"(?:UTC|GMT)? ?[+\u2212-] ?\d{1,2}(?::?\d\d)?|Etc/GMT[+-]\d+", re.IGNORECASE)


def zone_typed(words: str) -> str:
    """Return the name under which the zone that was typed is kept.

    Raises ``InputError`` for what is no zone, for abbreviations and for offsets from UTC, which say
    nothing about summer time; the sentence names what is meant.
    """
    typed = words.strip()
    folded = " ".join(typed.upper().split())
    if found := _IN_WORDS.fullmatch(folded):
        folded = _AMERICAN[found[1]]
    if meant := _MEANT.get(folded):
        raise InputError(
            f'"{one_line(typed)}" is not a place, and clocks differ between the places that it '
            f"may stand for. Name a place, for example {meant}."
        )
    if _OFFSET.fullmatch(typed):
        raise InputError(
            f'"{one_line(typed)}" is an offset from UTC, which does not tell when clocks change. '
            "Name a place, as in Europe/Berlin, or UTC itself."
        )
    if is_utc(typed) and typed in zone_names():
        return typed
    zone(typed)
    return current_name(typed)


def renamed(typed: str | None, kept: str) -> str:
    """Return the sentence about a zone kept under another name than was typed, or nothing."""
    typed = (typed or "").strip()
    return f"{typed} is an old name; the zone is kept as {kept}." if typed not in ("", kept) else ""
