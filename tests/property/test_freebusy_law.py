"""Series read from a file are exactly the spans that counting by hand gives, across DST."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.calendars.freebusy import busy, merged
from circle_tui.calendars.zones import zone
from circle_tui.domain.fair_time import Span
from tests.calendars import calendar, event
from tests.calendars import zone as defined
from tests.strategies import LAW

ZONES = st.sampled_from(
    (
        *("Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago"),
        *("Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "America/Vancouver"),
    )
)
FIRST = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31))  # noqa: DTZ001 - made UTC below
INSTANTS = FIRST.map(lambda at: at.replace(tzinfo=UTC, second=0, microsecond=0))
STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001 - wall time
    lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
)

FOR_EVER = datetime(9999, 1, 1)  # noqa: DTZ001 - wall time
MINUTES = (timedelta(minutes=-1), timedelta(0), timedelta(minutes=1))


def counted(
    start: datetime, tz: ZoneInfo, every: int, minutes: int, until: datetime, out: Sequence[int]
) -> list[Span]:
    """Return a series week by week, at the same wall time, each time as long as the others."""
    found = []
    for number in range(600):
        at = start + timedelta(weeks=every * number)
        began = at.replace(tzinfo=tz).astimezone(UTC)
        if at <= until and number not in out:
            found.append(Span(began, began + timedelta(minutes=minutes)))
    return found


@LAW
@given(
    name=ZONES,
    start=STARTS,
    every=st.integers(1, 5),
    minutes=st.integers(1, 26 * 60),
    lasts=st.timedeltas(timedelta(0), timedelta(days=3000)),
    ends=st.booleans(),
    out=st.lists(st.integers(0, 200), max_size=4),
    first=INSTANTS,
    days=st.integers(1, 190),
    lies=st.booleans(),
)
def test_a_weekly_series(
    name: str,
    start: datetime,
    every: int,
    minutes: int,
    lasts: timedelta,
    ends: bool,
    out: list[int],
    first: datetime,
    days: int,
    lies: bool,
) -> None:
    """Nobody is taken for busy when they are not, or for free when they are, in any week.

    The file's own definition of the zone may say what it likes.
    """
    tz, last = zone(name), first + timedelta(days=days)
    until = (start + lasts).replace(second=0, microsecond=0) if ends else FOR_EVER
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL={every}"
    if ends:
        instant = until.replace(tzinfo=tz).astimezone(UTC)
        rule += f";UNTIL={instant:%Y%m%dT%H%M%SZ}"
        # A wall time that is skipped is shown as the one after it.
        until = instant.astimezone(tz).replace(tzinfo=None)
    gone = [f"EXDATE;TZID={name}:{start + timedelta(weeks=every * n):%Y%m%dT%H%M%S}" for n in out]
    series = event(
        f"DTSTART;TZID={name}:{start:%Y%m%dT%H%M%S}", f"DURATION:PT{minutes}M", rule, *gone
    )
    data = calendar(*([defined(name, "+1145")] if lies else []), series)
    told = busy(data, "Pacific/Auckland", first, last)
    assert told.notes == ()
    assert told.spans == merged(counted(start, tz, every, minutes, until, out), first, last)


@LAW
@given(
    st.lists(st.tuples(INSTANTS, st.integers(-60, 3000)), max_size=8),
    INSTANTS,
    st.integers(1, 100),
)
def test_spans_are_merged(drawn: list[tuple[datetime, int]], first: datetime, days: int) -> None:
    """However times overlap, every minute of them is told once, in order, and no other."""
    spans = [Span(at, at + timedelta(minutes=lasts)) for at, lasts in drawn]
    last = first + timedelta(days=days)
    joined = merged(spans, first, last)
    assert all(first <= span.start < span.end <= last for span in joined)
    assert all(one.end < other.start for one, other in pairwise(joined))
    edges = {edge + more for span in spans for edge in (span.start, span.end) for more in MINUTES}
    for at in (edge for edge in edges if first <= edge < last):
        assert any(s.start <= at < s.end for s in joined) == any(
            s.start <= at < s.end for s in spans
        )


@LAW
@given(st.data())
def test_no_file_does_any_harm(data: st.DataObject) -> None:
    """Lines in any order, cut, doubled or mangled give spans or a sentence, and never a fault."""
    good = calendar(
        event(
            "UID:a", "DTSTART;TZID=Made/Up:20270102T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"
        ),
        event("UID:a", "RECURRENCE-ID:20270109T100000", "DTSTART:20270110T100000Z"),
        defined("Made/Up", "+0300"),
        "BEGIN:VFREEBUSY|FREEBUSY:20270105T100000Z/PT1H,20270106T100000Z/PT2H|END:VFREEBUSY",
    ).split(b"\r\n")
    lines = data.draw(st.lists(st.sampled_from(good), max_size=40))
    cuts = data.draw(st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=3)), max_size=4))
    text = b"\r\n".join([good[0], *lines])
    for place, instead in cuts:
        text = text[:place] + instead + text[place + 2 :]
    first = datetime(2027, 1, 1, tzinfo=UTC)
    last = first + timedelta(days=20)
    if b"BEGIN:VCALENDAR\r\n" not in text:
        return
    told = busy(text, "Europe/Berlin", first, last)
    assert all(first <= span.start < span.end <= last for span in told.spans)
