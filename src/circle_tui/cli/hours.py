"""``circle hours``: the time a circle took, for whoever has to account for it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from datetime import date

    from circle_tui.domain.hours import Hours


def list_hours(options: Namespace) -> int:
    """Print the log by month and year with its totals, or write it to a file."""
    from circle_tui.domain.hours import month_in, within, year_in
    from circle_tui.export.files import chosen
    from circle_tui.services import hours

    named = options.markdown if options.csv is None else options.csv
    file = None if named is None else chosen(named, "log", force=options.force)
    period = month_in(options.month) if options.month else ""
    period = year_in(options.year) if options.year else period
    with workspace_of(options, looking=True) as workspace:
        circle = workspace.circle
        numbers = hours.entry_numbers(circle)
        entries = within(hours.log(circle, workspace.zone), period)
        leaving = hours.as_it_leaves(circle, entries) if file else []
    if file is not None:
        _write(file, leaving, csv=options.csv is not None)
    elif options.json:
        document(_as_json(entries, numbers))
    elif entries:
        _print(entries, numbers)
    else:
        say(f"No hours in {period}." if period else "No hours are logged yet.")
        say("Log some:  circle hours add 45m prep")
    return 0


def add(options: Namespace) -> int:
    """Log some time: one entry or several, all of them or none."""
    from circle_tui.cli.days import day_behind
    from circle_tui.domain.hours import entries_in, require_recent
    from circle_tui.domain.people import day_text
    from circle_tui.domain.timing import hours_text
    from circle_tui.services import hours

    spent = entries_in(options.time)
    with workspace_of(options) as workspace:
        today = workspace.here().date()
        day = day_behind(options.on, today)
        require_recent(day, today)
        logged = hours.add(workspace.circle, workspace.token, spent, day, options.note)
    for entry in logged:
        note = f": {entry.note}" if entry.note else ""
        say(f"Logged: {hours_text(entry.minutes)} {entry.work} on {day_text(day)}{note}")
    return 0


def remove(options: Namespace) -> int:
    """Take one entry out of the log, and say how it comes back: nothing else keeps it."""
    from shlex import join

    from circle_tui.domain.people import day_text
    from circle_tui.domain.timing import hours_text
    from circle_tui.services import hours

    with workspace_of(options) as workspace:
        entry = hours.remove(workspace.circle, options.entry)
    say(f"Removed: {hours_text(entry.minutes)} {entry.work} on {day_text(entry.on)}")
    words = [f"{entry.minutes}m", entry.work, "--on", entry.on.isoformat()]
    words += ["--note", entry.note] if entry.note else []
    say(f"To log it again: circle hours add {join(words)}")
    return 0


def _print(entries: "list[Hours]", numbers: dict[str, str]) -> None:
    """Print each month with its total, and that of a year after the last of its months."""
    from circle_tui.domain.hours import by_year, month_text, totals, totals_text, when_text
    from circle_tui.domain.timing import hours_text

    for year in by_year(entries):
        for month, there in year.months.items():
            if there[0] is not entries[0]:
                say()
            say(month_text(month))
            rows = [
                (
                    numbers.get(e.id, ""),
                    when_text(e, _day),
                    e.work,
                    hours_text(e.minutes),
                    e.note,
                )
                for e in there
            ]
            table(rows, right=(3,))
            say(f"together {totals_text(totals(there))}")
        if year.sums:
            say()
            say(f"{year.number}: {totals_text(year.sums)}")


def _day(on: "date") -> str:
    """Return a day in as many columns as any other."""
    return f"{on:%a} {on.day:2} {on:%b %Y}"


def _as_json(entries: "list[Hours]", numbers: dict[str, str]) -> dict[str, object]:
    from circle_tui.domain.hours import date_text, totals

    return {
        "hours": [
            {
                "number": numbers.get(entry.id),
                "date": date_text(entry),
                "kind": entry.work.value,
                "minutes": entry.minutes,
                "note": entry.note,
            }
            for entry in entries
        ],
        "total_minutes": {work.value: minutes for work, minutes in totals(entries).items()},
    }


def _write(file: Path, entries: "list[Hours]", *, csv: bool) -> None:
    """Write the log to a file, and say plainly what is in it."""
    from circle_tui.export.files import write_private
    from circle_tui.export.hours import hours_csv, hours_markdown

    text = hours_csv(entries) if csv else hours_markdown(entries)
    write_private(file, text.encode())
    say(f"Hours: {file}, {len(entries)} {'entry' if len(entries) == 1 else 'entries'}")
    say("It says when and for how long, and what you noted: nobody's name. It is not sealed.")


def _list_arguments(parser: ArgumentParser) -> None:
    period = parser.add_mutually_exclusive_group()
    period.add_argument("--month", metavar="MONTH", help="only one month, such as 2026-11")
    period.add_argument("--year", metavar="YEAR", help="only one year, such as 2026")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", metavar="FILE", help="write it to a file that a spreadsheet opens")
    form.add_argument("--markdown", metavar="FILE", help="write it to a file as tables")
    json_option(form)
    parser.add_argument("--force", action="store_true", help="put it in place of a file there")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "time",
        metavar="WORD",
        nargs="+",
        help="how long and for what, such as 45m prep, 1h30 follow-up, 90 training or 2h other; "
        "several in a row are logged together",
    )
    parser.add_argument(
        "--on", metavar="DAY", default="today", help='such as yesterday, mon, "3 Dec"; else today'
    )
    parser.add_argument(
        "--note",
        metavar="TEXT",
        default="",
        help="a line about it, or about each of several; names in it are masked",
    )


def _remove_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "entry", metavar="ENTRY", help="its number in circle hours; that stays the same"
    )


VERBS = {
    "list": Command(
        list_hours,
        "List the hours by month and year, with totals for each kind.\n"
        "Contact time comes from the sessions that were held; the rest is what you logged. Each\n"
        "entry of yours begins with a number of its own, which stays the same.",
        (
            "circle hours",
            "circle hours --month 2026-11",
            "circle hours list --year 2026 --csv hours.csv",
            "circle hours list --markdown hours.md --force",
        ),
        _list_arguments,
    ),
    "add": Command(
        add,
        "Log time for preparing, following up, training, or something else.\n"
        "Several times in one line are all logged, or none.",
        (
            "circle hours add 45m prep",
            "circle hours add 45m prep 20m follow-up --on yesterday",
            'circle hours add 1h30 training --on "3 Dec" --note "how to end on time"',
        ),
        _add_arguments,
    ),
    "remove": Command(
        remove,
        "Take an entry out of the log, and tell how to log it again.",
        ("circle hours remove 412",),
        _remove_arguments,
    ),
}
