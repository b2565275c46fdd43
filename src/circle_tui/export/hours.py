"""The hours log as files for others: CSV for programs, Markdown for people."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import chain

from circle_tui.domain.hours import (
    Hours,
    Totals,
    Work,
    Year,
    by_year,
    date_text,
    in_order,
    month_text,
    totals,
    totals_text,
    when_text,
)
from circle_tui.domain.people import day_text
from circle_tui.domain.timing import hours_text
from circle_tui.export.markdown import literal
from circle_tui.export.text import visible

HEAD = ("date", "kind", "minutes", "note")

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - as spreadsheets take them, too
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def hours_csv(log: Iterable[Hours]) -> str:
    """Return the log as CSV (RFC 4180): a head, then a row for each entry, oldest first.

    A date is a day, or year and month where only that is known. No cell is a formula to a
    spreadsheet: one that would be begins with an apostrophe, which makes it a text.
    """
    text = StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(HEAD)
    for entry in in_order(log):
        rows.writerow((date_text(entry), entry.work.value, entry.minutes, harmless(entry.note)))
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell of a table that no spreadsheet takes for a formula."""
    shown = visible(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def hours_markdown(log: Iterable[Hours]) -> str:
    """Return the log as Markdown: a table of totals by month and year, then one of each month."""
    everything = in_order(log)
    lines = ["# Hours", ""]
    if not everything:
        return "\n".join([*lines, "No hours are logged."]) + "\n"
    years, works = by_year(everything), list(totals(everything))
    lines += [*_table(("", *works, "together"), _sums(years, works)), ""]
    for month, entries in chain.from_iterable(year.months.items() for year in years):
        rows = [
            (when_text(entry, day_text), entry.work, hours_text(entry.minutes), literal(entry.note))
            for entry in entries
        ]
        lines += [f"## {month_text(month)}", "", *_table(("day", "kind", "time", "note"), rows)]
        lines += ["", f"Together {totals_text(totals(entries))}.", ""]
    return "\n".join(lines[:-1]) + "\n"


def _sums(years: Iterable[Year], works: Sequence[Work]) -> Iterable[Sequence[str]]:
    """Yield a row of totals for each month, and after those of a year one for that."""
    for year in years:
        for month, there in year.months.items():
            yield _sum(month_text(month), totals(there), works)
        if year.sums:
            yield _sum(f"**{year.number}**", year.sums, works)


def _sum(title: str, sums: Totals, works: Sequence[Work]) -> Sequence[str]:
    each = [hours_text(sums[work]) if work in sums else "" for work in works]
    return title, *each, hours_text(sum(sums.values()))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]
