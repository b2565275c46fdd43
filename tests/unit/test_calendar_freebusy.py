"""When a member is busy, read from calendar files as they are found: odd, old, broken, hostile."""

import sys
from datetime import UTC, datetime, timedelta

import pytest

from circle_tui.calendars.freebusy import MOST_BYTES, BusyTimes, busy
from circle_tui.domain.errors import InputError
from tests.calendars import calendar, event, zone

BERLIN = "Europe/Berlin"
FIRST, LAST = datetime(2027, 3, 15, tzinfo=UTC), datetime(2027, 4, 12, tzinfo=UTC)
"""Four weeks around the night in which Europe's clocks go forward, 27 to 28 March 2027."""

GOOD = event("UID:good", "DTSTART:20270401T100000Z", "DTEND:20270401T110000Z")
GOOD_TIME = ["0401 1000-1100"]
TWO_DAYS = ["0328 0000-0330 0000"]
WEEKLY = ("UID:w", "DTSTART;TZID=Europe/Berlin:20240104T090000", "DURATION:PT1H")


def read(data: bytes, where: str = BERLIN) -> BusyTimes:
    """Return what is read from a file of somebody in Berlin, or elsewhere."""
    return busy(data, where, FIRST, LAST)


def times(data: bytes, where: str = BERLIN) -> list[str]:
    """Return when somebody is busy, in UTC; an end on another day is told with its day."""
    return [
        f"{span.start:%m%d %H%M}-"
        + (f"{span.end:%H%M}" if span.end.date() == span.start.date() else f"{span.end:%m%d %H%M}")
        for span in read(data, where).spans
    ]


def test_a_week_that_comes_back_stays_at_its_hour() -> None:
    """What I do at 9 every Thursday is at 9 by my clock, in winter and in summer, for ever."""
    data = calendar(event(*WEEKLY, "RRULE:FREQ=WEEKLY"))
    assert times(data) == ["0318 0800-0900", "0325 0800-0900", "0401 0700-0800", "0408 0700-0800"]


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        (["EXDATE;TZID=Europe/Berlin:20270325T090000"], ["0318", "0401", "0408"]),
        (["EXDATE:20270325T080000Z,20270318T080000Z"], ["0401", "0408"]),
        (["EXDATE;VALUE=DATE:20270325"], ["0318", "0401", "0408"]),
        (["RDATE;TZID=Europe/Berlin:20270330T090000"], ["0318", "0325", "0330", "0401", "0408"]),
    ],
)
def test_exceptions(changed: list[str], left: list[str]) -> None:
    """A time that I struck out of a series is free, one that I added is not."""
    assert [at[:4] for at in times(calendar(event(*WEEKLY, "RRULE:FREQ=WEEKLY", *changed)))] == left


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("UNTIL=20270401", "0401"),
        ("UNTIL=20270401T090000", "0401"),
        ("UNTIL=20270401T070000Z", "0401"),
        ("UNTIL=20270401T065959Z", "0325"),
        ("COUNT=169", "0325"),
    ],
)
def test_the_end_of_a_series(until: str, last: str) -> None:
    """A series ends with the day or time that was said, in whichever form it was written."""
    data = calendar(event(*WEEKLY, f"RRULE:FREQ=WEEKLY;{until}"))
    assert times(data)[-1][:4] == last


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            ("RECURRENCE-ID:20270325T080000Z", "DTSTART:20270326T080000Z", "DURATION:PT2H"),
            ["0318 0800-0900", "0326 0800-1000", "0401 0700-0800", "0408 0700-0800"],
        ),
        (
            (
                *("RECURRENCE-ID;TZID=Europe/Berlin:20270325T090000", "STATUS:CANCELLED"),
                *("DTSTART;TZID=Europe/Berlin:20270325T090000", "DURATION:PT1H"),
            ),
            ["0318 0800-0900", "0401 0700-0800", "0408 0700-0800"],
        ),
        (
            (
                *("RECURRENCE-ID;RANGE=THISANDFUTURE:20270325T080000Z", "DURATION:PT1H"),
                "DTSTART;TZID=Europe/Berlin:20270325T140000",
            ),
            ["0318 0800-0900", "0325 1300-1400", "0401 1200-1300", "0408 1200-1300"],
        ),
    ],
    ids=["moved", "cancelled", "from then on"],
)
def test_one_time_of_a_series_is_another(other: tuple[str, ...], expected: list[str]) -> None:
    """A time that was moved counts where it is now; one that was called off is free."""
    assert times(calendar(event(*WEEKLY, "RRULE:FREQ=WEEKLY"), event("UID:w", *other))) == expected


@pytest.mark.parametrize("said", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "status:cancelled"])
def test_what_makes_nobody_busy(said: str) -> None:
    """What I marked as free or called off leaves the time free, a whole series of it too."""
    once = event("DTSTART:20270402T100000Z", "DURATION:PT1H", said)
    series = event(*WEEKLY, "RRULE:FREQ=WEEKLY", said)
    assert times(calendar(once, GOOD, series)) == GOOD_TIME
    assert times(calendar(GOOD, head=["METHOD:CANCEL"])) == []


def test_what_is_not_certain_counts() -> None:
    """A tentative event makes me busy: better a free hour unused than a meeting without me."""
    start = "DTSTART:20270402T100000Z"
    assert times(calendar(event(start, "DURATION:PT1H", "STATUS:TENTATIVE"))) == ["0402 1000-1100"]


@pytest.mark.parametrize(
    ("lines", "where", "expected"),
    [
        (["DTSTART;VALUE=DATE:20270328"], BERLIN, ["0327 2300-0328 2200"]),
        (["DTSTART;VALUE=DATE:20270328"], "Asia/Tokyo", ["0327 1500-0328 1500"]),
        (["DTSTART;VALUE=DATE:20270328", "DTEND:20270328"], "UTC", ["0328 0000-0329 0000"]),
        (["DTSTART:20270328", "DURATION:P2D", "RRULE:FREQ=DAILY;COUNT=1"], "UTC", TWO_DAYS),
        (["DTSTART:20270402T090000", "DURATION:PT1H"], "Asia/Tokyo", ["0402 0000-0100"]),
        (["DTSTART:20270402T090000", "DURATION:PT1H"], BERLIN, ["0402 0700-0800"]),
        ([f"DTSTART;TZID={BERLIN}:20270328T023000", "DURATION:PT1H"], BERLIN, ["0328 0130-0230"]),
        (["DTSTART:20270402T090000Z"], BERLIN, []),
        (["DTSTART:20270301T090000Z", "DTEND:20270501T090000Z"], BERLIN, ["0315 0000-0412 0000"]),
    ],
)
def test_days_and_floating_times(lines: list[str], where: str, expected: list[str]) -> None:
    """A whole day is from my midnight to my midnight, and a time without a zone is my own."""
    assert times(calendar(event(*lines)), where) == expected


@pytest.mark.parametrize(
    ("tzid", "defined", "expected"),
    [
        ("Europe/Berlin", "+0900", "0402 0700-0800"),
        ("/example.org/20270101_1/Europe/Berlin", "+0900", "0402 0700-0800"),
        ("W. Europe Standard Time", "+0900", "0402 0700-0800"),
        ('"America/Argentina/Ushuaia"', None, "0402 1200-1300"),
        ("Invented Standard Time", "+0300", "0402 0600-0700"),
        ("EST", "-0400", "0402 1300-1400"),
        ("EST", None, "0402 1400-1500"),
    ],
)
def test_whose_zone_is_trusted(tzid: str, defined: str | None, expected: str) -> None:
    """A place's own clock is trusted over a file's wrong idea of it; else the file's, if any."""
    times_ = event(f"DTSTART;TZID={tzid}:20270402T090000", f"DTEND;TZID={tzid}:20270402T100000")
    data = calendar(*([zone(tzid, defined)] if defined else []), times_)
    assert times(data, "Asia/Tokyo") == [expected]
    assert read(data, "Asia/Tokyo").notes == ()


@pytest.mark.parametrize("defined", [[], [zone("Nowhere Land", "wrong")]])
def test_a_zone_that_nobody_knows(defined: list[str]) -> None:
    """Where a zone cannot be made out my own clock is taken, and that is said."""
    lost = event("DTSTART;TZID=Nowhere Land:20270402T090000", "DURATION:PT1H")
    data = calendar(*defined, lost)
    assert times(data) == ["0402 0700-0800"]
    (note,) = read(data).notes
    assert note.startswith("1 entry of it was in a time zone that cannot be made out")


@pytest.mark.parametrize(
    "bad",
    [
        ["DTSTART:soon", "DURATION:PT1H"],
        ["DURATION:PT1H"],
        ["DTSTART:20270402T100000Z", "DTEND:20270402T090000Z"],
        ["DTSTART:20270402T100000Z", "DURATION:-PT1H"],
        ["DTSTART:20270402T100000Z", "DURATION:an hour"],
        ["DTSTART:20270402T100000Z", "DTEND;VALUE=DATE:20270403"],
        ["DTSTART:20270402T100000Z", "DTSTART:20270403T100000Z", "DTEND:20270404T100000Z"],
        ["UID:x", "DTSTART:20270402T100000Z", "DURATION:PT1H", "RRULE:FREQ=SOMETIMES"],
        ["UID:x", "DTSTART:20270402T100000Z", "DURATION:PT1H", "RRULE:W1 TH #0"],
        ["UID:x", "DTSTART:20270402T100000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=never"],
        ["DTSTART:20270402T100000Z", "DURATION:P999999999D"],
        ["DTSTART;TZID:20270402T100000Z", "DURATION:PT1H"],
    ],
)
def test_one_bad_event_among_good_ones(bad: list[str]) -> None:
    """An event that makes no sense is left out and counted, and the others are read."""
    told = read(calendar(event(*bad), GOOD))
    assert times(calendar(event(*bad), GOOD)) == GOOD_TIME
    assert told.notes == ("1 entry of it was not understood and left out.",)


def test_blocks_of_busy_times() -> None:
    """A file that has only busy times is read too: every type of them but the free ones."""
    data = calendar(
        "BEGIN:VFREEBUSY|DTSTART:20270101T000000Z|DTEND:20270403T000000Z"
        "|FREEBUSY:20270401T100000Z/20270401T110000Z,20270401T120000Z/PT30M"
        "|FREEBUSY;FBTYPE=FREE:20270401T140000Z/PT1H|FREEBUSY;FBTYPE=BUSY-TENTATIVE:"
        "20270402T100000Z/PT1H|FREEBUSY;FBTYPE=X-ODD:20270402T120000Z/PT1H,nonsense"
        "|FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270402T103000Z/PT1H|END:VFREEBUSY"
    )
    day = ["0401 1000-1100", "0401 1200-1230", "0402 1000-1130", "0402 1200-1300"]
    assert times(data) == day
    left_out, until = read(data).notes
    assert left_out == "1 entry of it was not understood and left out."
    assert "no time after 2027-04-03" in until


@pytest.mark.parametrize(
    "data",
    [
        calendar(GOOD).replace(b"\r\n", b"\n"),
        calendar(GOOD).replace(b"\r\n", b"\r\r\n"),
        b"\xef\xbb\xbf" + calendar(GOOD),
        calendar(GOOD).decode().encode("utf-16"),
        calendar(GOOD).replace(b"secret", b"\xff\xfe\x00 secret"),
        calendar(GOOD).replace(b"DTSTART:2027", b"DTST\r\n ART:20\r\n\t27"),
        calendar(GOOD).replace(b"DTSTART", b"dtstart").replace(b"BEGIN:VEVENT", b"begin:vevent"),
        calendar(GOOD.replace("|END", "|BEGIN:VALARM|DURATION:PT9H|DTEND:bad|END:VALARM|END")),
        calendar(GOOD.replace("|END", "|BEGIN:VALARM|TRIGGER:-PT9H|END")),
        calendar(GOOD.replace("Made-up", "BEGIN:VEVENT END:VCALENDAR\\nDTSTART:1")),
        calendar(GOOD, GOOD),
        calendar(GOOD) + calendar(),
    ],
)
def test_odd_files_are_read(data: bytes) -> None:
    """However a program wrote its line ends, letters and alarms, the times are read."""
    assert times(data) == GOOD_TIME
    assert read(data).notes == ()


def test_a_file_that_was_cut_off() -> None:
    """Of a broken download what is there is read, and I am told that some may be missing."""
    whole = calendar(GOOD, event(*WEEKLY, "RRULE:FREQ=WEEKLY"))
    cut = whole[: whole.index(b"RRULE")]
    assert times(cut) == GOOD_TIME
    assert any("cut off" in note for note in read(cut).notes)
    after = whole[: whole.index(b"END:VEVENT") + 12]
    assert read(after).notes == ("It is cut off before its end, so that some may be missing.",)


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"<html>BEGIN:VCALENDAR</html>", b"{}"])
def test_no_calendar_at_all(data: bytes) -> None:
    """Another kind of file is refused in a sentence."""
    with pytest.raises(InputError, match="no calendar file"):
        read(data)


def test_a_calendar_with_nothing_in_it() -> None:
    """An empty calendar makes nobody busy, and I am told that it is empty."""
    assert read(calendar()) == BusyTimes((), ("Nothing is planned in it.",))


def test_a_huge_file_is_refused() -> None:
    """A file of 50 MB is refused with the size that can be read, and no time is spent on it."""
    with pytest.raises(InputError, match="larger than 20 MB"):
        read(b"x" * (MOST_BYTES + 1))


def test_one_identity_for_everything() -> None:
    """A program that gives all its events the same identity hides none of them from me."""
    other = event("UID:good", "DTSTART:20270402T100000Z", "DTEND:20270402T110000Z")
    assert times(calendar(GOOD, other)) == [*GOOD_TIME, "0402 1000-1100"]
    newer = other.replace("UID:good", "UID:good|SEQUENCE:2")
    assert times(calendar(GOOD, newer)) == ["0402 1000-1100"]


def test_our_own_meeting_makes_nobody_busy() -> None:
    """The meeting that is to be moved lies in my calendar too, and does not stand in its way."""
    other = event("UID:other", "DTSTART:20270402T100000Z", "DURATION:PT1H")
    told = busy(calendar(GOOD, other), BERLIN, FIRST, LAST, ["good"])
    assert [span.start.day for span in told.spans] == [2]


def test_what_never_comes_is_not_looked_for_for_ever() -> None:
    """The 30th of February, every year for ever, takes no longer than it should."""
    never = ["UID:n", "DTSTART:20200101T100000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]
    assert times(calendar(event(*never), GOOD)) == GOOD_TIME


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra single events are read; for a series I am told how to install it."""
    monkeypatch.setattr("circle_tui.calendars.happenings.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "recurring_ical_events", None)
    assert times(calendar(GOOD)) == GOOD_TIME
    with pytest.raises(InputError, match=r"pip install 'circle-tui\[freebusy\]'"):
        read(calendar(GOOD, event(*WEEKLY, "RRULE:FREQ=WEEKLY")))


def test_only_times_are_told() -> None:
    """Whatever stands in my calendar, nothing but times comes out of it."""
    bad = event("UID:Ida Nobody", "DTSTART;TZID=Ida Nobody:20270402T100000", "DURATION:Ida Nobody")
    lost = event("UID:Ida", "DTSTART;TZID=Ida Nobody:20270402T100000", "DURATION:PT1H")
    told = read(calendar(bad, lost, GOOD))
    assert len(told.notes) == 2
    assert len(told.spans) == 2
    assert "Nobody" not in repr(told)
    assert "secret" not in repr(told)
    assert all(span.end - span.start == timedelta(hours=1) for span in told.spans)
