"""The hours log: what it adds up to, what a purge leaves, and what a file of it holds."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.errors import InputError
from circle_tui.domain.hours import (
    LONGEST,
    Hours,
    Work,
    by_month,
    by_year,
    contact,
    in_order,
    totals,
    totals_text,
    within,
    without_days,
)
from circle_tui.domain.people import Member
from circle_tui.domain.record import SessionRecord
from circle_tui.export.hours import HEAD, harmless, hours_csv, hours_markdown
from circle_tui.services import hours, purging
from circle_tui.services.roster import Roster
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens, choose

BERLIN = ZoneInfo("Europe/Berlin")

SUNDAY = date(2026, 11, 22)

TYPED = st.builds(
    Hours,
    st.uuids().map(str),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(1, LONGEST),
    st.sampled_from([work for work in Work if work is not Work.CONTACT]),
    st.text(max_size=30),
)
LOGS = st.lists(TYPED, max_size=12)


def record(id_: str, began: datetime, minutes: int = 90) -> SessionRecord:
    """Return the record of a session that took so many minutes."""
    ended = began + timedelta(minutes=minutes)
    return SessionRecord(id_, "Small circle", began, ended, ended, 6, ())


RECORDS = st.lists(
    st.builds(
        record,
        st.uuids().map(str),
        st.integers(0, 4 * 365 * 24).map(lambda hours: THURSDAY_EVENING - timedelta(hours=hours)),
        st.integers(0, 200),
    ),
    max_size=6,
)


@given(LOGS, RECORDS)
def test_totals_add_up(typed: list[Hours], records: list[SessionRecord]) -> None:
    """Months, years and kinds all add up to the same, and nothing is counted twice."""
    log = [*typed, *contact(records, BERLIN)]
    whole = sum(entry.minutes for entry in log)
    months = by_month(log)
    assert sum(sum(totals(entries).values()) for entries in months.values()) == whole
    years = by_year(log)
    assert {month: there for year in years for month, there in year.months.items()} == months
    for year in years:
        assert all(month.year == year.number for month in year.months)
        sums = totals(within(log, str(year.number)))
        assert year.sums == (sums if len(year.months) > 1 else {}), "one month says it already"
    assert sum(totals(log).values()) == whole
    assert totals(log).get(Work.CONTACT, 0) == sum(each.contact_minutes for each in records)
    assert sorted(months) == list(months)
    for month, entries in months.items():
        assert in_order(within(log, f"{month:%Y-%m}")) == entries


@given(RECORDS, RECORDS)
def test_a_purge_loses_no_hours(first: list[SessionRecord], then: list[SessionRecord]) -> None:
    """However the records of sessions are purged, every month has the hours that it had."""
    before = contact([*first, *then], BERLIN)
    kept = {entry.id: entry for entry in without_days(contact(first, BERLIN), ())}
    kept |= {entry.id: entry for entry in without_days(contact(then, BERLIN), kept.values())}
    sums = {month: totals(entries) for month, entries in by_month(before).items()}
    assert {month: totals(entries) for month, entries in by_month(kept.values()).items()} == sums
    assert all(entry.on.day == 1 and entry.whole_month for entry in kept.values()), "no days"


def test_a_record_that_goes_leaves_its_hours(tmp_path: Path) -> None:
    """A purge of old sessions leaves the contact time of each month, and not the days."""
    circle = FakeCircle()
    times = [datetime(2026, 1, day, 17, tzinfo=UTC) for day in (8, 29)]
    circle.records.put(*(record(f"s{place}", began) for place, began in enumerate(times)))
    today = date(2026, 11, 22)
    plan = purging.planned(circle, tmp_path, today, BERLIN, 90)
    assert totals_text(totals(hours.log(circle, BERLIN))) == "3 h (contact 3 h)"
    purging.remove(circle, plan)
    (entry,) = hours.log(circle, BERLIN)
    assert (entry.on, entry.minutes, entry.whole_month) == (date(2026, 1, 1), 180, True)
    assert not circle.records.all()
    again = purging.planned(circle, tmp_path, today, BERLIN, 90)
    assert not again
    purging.remove(circle, again)
    assert hours.log(circle, BERLIN) == [entry]


def test_a_kept_record_is_counted_once(tmp_path: Path) -> None:
    """A purge that keeps the records adds nothing to the log."""
    circle = FakeCircle()
    circle.records.put(record("s1", datetime(2026, 1, 8, 17, tzinfo=UTC)))
    plan = purging.planned(circle, tmp_path, SUNDAY, BERLIN, 90, keep=["records"])
    purging.remove(circle, plan)
    assert [entry.minutes for entry in hours.log(circle, BERLIN)] == [90]


@given(LOGS, RECORDS)
def test_a_csv_is_read_back(typed: list[Hours], records: list[SessionRecord]) -> None:
    """Any program that reads CSV finds every entry, and no formula."""
    log = [*typed, *contact(records, BERLIN), *without_days(contact(records, BERLIN), ())]
    text = hours_csv(log)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == len(log) + 1
    head, *rows = csv.reader(StringIO(text, newline=""), strict=True)
    assert head == list(HEAD)
    for row, entry in zip(rows, in_order(log), strict=True):
        day = f"{entry.on:%Y-%m}" if entry.whole_month else entry.on.isoformat()
        assert row == [day, entry.work, str(entry.minutes), harmless(entry.note)]
        assert not row[3].startswith(("=", "+", "-", "@", "\t"))
    if not any(entry.whole_month for entry in log):
        assert sum(int(row[2]) for row in rows) == sum(entry.minutes for entry in log)


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("＝1", "'＝1"),  # noqa: RUF001 - as some spreadsheets take it
        ("a =1", "a =1"),
        ("'quoted'", "'quoted'"),
        ("two\r\n=lines", "two =lines"),
    ],
)
def test_no_note_is_a_formula(note: str, cell: str) -> None:
    """What a spreadsheet would run is a text to it, and stays in one cell."""
    assert harmless(note) == cell


def test_the_log_as_markdown() -> None:
    """The log reads as tables: totals first, then each month."""
    log = [
        Hours("a", date(2026, 11, 5), 45, Work.PREP, "read | *all*"),
        Hours("b", date(2026, 11, 5), 94, Work.CONTACT),
        Hours("c", date(2026, 10, 1), 60, Work.CONTACT, whole_month=True),
    ]
    assert hours_markdown(log) == (
        "# Hours\n\n"
        "|  | contact | prep | together |\n"
        "| --- | --- | --- | --- |\n"
        "| October 2026 | 1 h |  | 1 h |\n"
        "| November 2026 | 1 h 34 min | 45 min | 2 h 19 min |\n"
        "| **2026** | 2 h 34 min | 45 min | 3 h 19 min |\n"
        "\n"
        "## October 2026\n\n"
        "| day | kind | time | note |\n"
        "| --- | --- | --- | --- |\n"
        "| whole month | contact | 1 h |  |\n"
        "\n"
        "Together 1 h (contact 1 h).\n"
        "\n"
        "## November 2026\n\n"
        "| day | kind | time | note |\n"
        "| --- | --- | --- | --- |\n"
        "| 5 November 2026 | contact | 1 h 34 min |  |\n"
        "| 5 November 2026 | prep | 45 min | read \\| \\*all\\* |\n"
        "\n"
        "Together 2 h 19 min (contact 1 h 34 min, prep 45 min).\n"
    )
    assert hours_markdown([]) == "# Hours\n\nNo hours are logged.\n"


def test_notes_name_nobody() -> None:
    """A note of mine is masked before it is kept, and again when somebody joins."""
    circle = FakeCircle(Member("a1", "Noor Sample", "Cedar"))
    spent = [(45, Work.PREP)]
    (entry,) = hours.add(circle, Tokens(), spent, SUNDAY, " Noor's draft,\n grace ")
    assert entry.note == "[A]'s draft, grace"
    assert circle.hours.all() == (entry,)
    Roster(circle, Tokens(9), choose, Path("nowhere")).add(["Grace Okonjo"])
    assert circle.hours.all()[0].note == "[A]'s draft, [B]"
    assert "draft" not in repr(entry)


def test_a_member_who_is_called_like_a_kind(tmp_path: Path) -> None:
    """A member called Training, Contact or November keeps nobody from logging, or from purging."""
    circle = FakeCircle(Member("a1", "Training Contact", "Cedar"), Member("a2", "Other May", "Elm"))
    hours.add(circle, Tokens(), [(45, Work.TRAINING)], date(2026, 5, 1))
    circle.records.put(record("000000000000000007", datetime(2026, 5, 8, 17, tzinfo=UTC)))
    purging.remove(circle, purging.planned(circle, tmp_path, SUNDAY, BERLIN, 90))
    assert [entry.minutes for entry in hours.log(circle, BERLIN)] == [90, 45]


def test_what_leaves_passes_the_gate_again() -> None:
    """A note that the rules of its day let through is masked as the log leaves."""
    circle = FakeCircle(Member("a1", "Noor Sample", "Cedar"))
    entry = Hours("h1", SUNDAY, 45, Work.PREP, "for Noor")
    assert [each.note for each in hours.as_it_leaves(circle, [entry])] == ["for [A]"]


def test_removing_an_entry() -> None:
    """I call an entry by its number, which stays; contact time has none; no number is told."""
    circle = FakeCircle()
    drawn = iter(("412" + "0" * 15, "087" + "0" * 15, "087" + "1" * 15))
    for day in (3, 1, 2):
        hours.add(circle, lambda: next(drawn), [(day, Work.OTHER)], date(2026, 11, day))
    circle.records.put(record("s1", datetime(2026, 11, 1, 17, tzinfo=UTC)))
    called = hours.entry_numbers(circle)
    first, second, third = (called[entry.id] for entry in hours.logged(circle))
    assert (first, second, third) == ("0870", "0871", "412")
    assert hours.remove(circle, second).minutes == 2
    for gone in (second, "2", "s1"):
        with pytest.raises(InputError, match=r"Nothing was changed\. Contact time comes from"):
            hours.remove(circle, gone)
    assert [entry.minutes for entry in hours.log(circle, UTC)] == [90, 1, 3]
    assert hours.remove(circle, third).minutes == 3
    assert hours.remove(circle, first).minutes == 1


def test_contact_time_cannot_be_removed(tmp_path: Path) -> None:
    """The sum that a purge leaves has no number and no name to call it by: it would be gone."""
    circle = FakeCircle()
    circle.records.put(record("s1", datetime(2026, 1, 8, 17, tzinfo=UTC)))
    purging.remove(circle, purging.planned(circle, tmp_path, SUNDAY, BERLIN, 90))
    (kept,) = hours.log(circle, BERLIN)
    assert not hours.logged(circle)
    for wanted in ("1", kept.id):
        with pytest.raises(InputError, match="Contact time comes from the sessions"):
            hours.remove(circle, wanted)
    assert hours.log(circle, BERLIN) == [kept]
