"""Zones as people type them: old names, abbreviations, offsets."""

from datetime import UTC, datetime

import pytest

from circle_tui.calendars.zone_words import renamed, zone_typed
from circle_tui.calendars.zones import current_name, zone, zone_names
from circle_tui.domain.errors import InputError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        (" Turkey ", "Europe/Istanbul"),
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
    ],
)
def test_an_old_name_becomes_todays(typed: str, kept: str) -> None:
    """A zone that was renamed is taken, kept under today's name, and I am told."""
    assert zone_typed(typed) == kept
    assert bool(renamed(typed, kept)) == (typed.strip() != kept)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("EST", "America/New_York"),
        ("est", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("CEST", "Europe/Berlin"),
        ("IST", "Asia/Kolkata, Europe/Dublin or"),
        ("Pacific  Standard Time", "America/Los_Angeles"),
        ("UTC+2", "does not tell when clocks change"),
        ("+05:30", "does not tell when clocks change"),
        ("Etc/GMT+5", "does not tell when clocks change"),
        ("Berlin", "Europe/Berlin"),
        ("Atlantis", "is not a time zone"),
        ("", "is not a time zone"),
    ],
)
def test_what_is_no_place_is_told_with_what_is_meant(typed: str, meant: str) -> None:
    """An abbreviation or an offset is never guessed at: I am told what I may have meant."""
    with pytest.raises(InputError, match=meant):
        zone_typed(typed)


def test_every_name_of_today_is_kept_as_it_is() -> None:
    """Whatever name is current stays, and every old one leads to a zone with the same clocks."""
    old = {name: today for name in zone_names() if (today := current_name(name)) != name}
    assert len(old) > 50
    moments = [datetime(2027, month, 1, tzinfo=UTC) for month in range(1, 13)]
    for name, today in old.items():
        assert current_name(today) == today
        for moment in moments:
            here, there = (moment.astimezone(zone(each)).utcoffset() for each in (name, today))
            assert here == there, name
