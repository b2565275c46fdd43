"""``circle hours``: logging, listing, files."""

import csv
import json
import shlex
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Circle


@pytest.fixture
def worked(demo: Circle) -> Circle:
    """Log some hours around the demo's session of 5 November."""
    for words in (
        ("45m", "prep", "--on", "4 Nov", "--note", "read what Wren sent"),
        ("1h30", "training", "--on", "30 Oct"),
        ("20", "follow-up"),
    ):
        assert demo("hours", "add", *words).status == 0
    return demo


def test_hours_are_listed_with_totals(worked: Circle) -> None:
    """Contact time is there untyped; each month and year says what it adds up to, by kind."""
    out = worked("hours").out
    whole = json.loads(worked("hours", "list", "--json").out)
    number = whole["hours"][0]["number"]
    assert f"October 2026\n{number}  Fri 30 Oct 2026  training  1 h 30 min\ntogether 1 h 30" in out
    lines = out.splitlines()
    contact = next(line for line in lines if "contact" in line)
    assert contact.strip().startswith("Thu  5 Nov 2026  contact"), "no number: it is not typed"
    assert [entry["kind"] for entry in whole["hours"]] == [
        *("training", "prep", "contact", "follow-up")
    ]
    assert [entry["number"] is None for entry in whole["hours"]] == [False, False, True, False]
    assert whole["total_minutes"]["follow-up"] == 20
    assert lines[-1].startswith("2026: ")


def test_one_month_or_year(worked: Circle) -> None:
    """I list a month or a year alone, with the numbers that entries have in all."""
    out = worked("hours", "--month", "2026-11").out
    assert "October" not in out
    number = json.loads(worked("hours", "--json").out)["hours"][1]["number"]
    assert f"{number}  Wed  4 Nov 2026  prep" in out
    assert worked("hours", "list", "--year", "2026").out == worked("hours").out
    assert worked("hours", "--year", "2025").out.startswith("No hours in 2025.\n")


def test_an_option_with_a_value_may_come_first(worked: Circle) -> None:
    """The value of any verb's option is not taken for the verb, wherever I type it."""
    told = worked("hours", "--on", "4 Nov", "add", "45m", "prep").out
    assert told == "Logged: 45 min prep on 4 November 2026\n"
    listed = worked("hours", "--year", "2026", "list").out
    assert worked("hours", "--year", "2026").out == listed
    alias = json.loads(worked("members", "--json").out)["members"][0]["alias"]
    assert worked("actions", "--mine", alias).status == 0


def test_a_note_is_kept_without_names(demo: Circle) -> None:
    """I see the note as it is kept."""
    members = json.loads(demo("members", "list", "--json").out)["members"]
    name = members[0]["name"].split()[0]
    answer = demo("hours", "add", "45m", "prep", "--note", f"with {name}")
    assert answer.out == "Logged: 45 min prep on 21 November 2026: with [A]\n"
    assert name not in demo("hours", "--json").out


def test_a_file_of_hours(worked: Circle, tmp_path: Path) -> None:
    """A CSV and a Markdown file hold the entries that are listed, and replace nothing unasked."""
    table, text = tmp_path / "hours.csv", tmp_path / "hours.md"
    assert worked("hours", "--csv", str(table)).out.startswith(f"Hours: {table}, 4 entries\n")
    with table.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["date"] for row in rows][:2] == ["2026-10-30", "2026-11-04"]
    assert stat.S_IMODE(table.stat().st_mode) == 0o600
    assert worked("hours", "--month", "2026-11", "--markdown", str(text)).status == 0
    assert "## November 2026" in text.read_text()
    assert "October" not in text.read_text()
    again = worked("hours", "--csv", str(table))
    assert (again.status, again.out) == (2, "")
    assert "is there already. Nothing was written." in again.err
    assert worked("hours", "--csv", str(table), "--force").status == 0


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("add", "45m"), 2, "What was it for"),
        (("add", "soon", "prep"), 2, '"soon" is not a length of time'),
        (("add", "1h", "contact"), 1, "comes from the sessions"),
        (("add", "1h", "prep", "--on", "tomorrow"), 2, '"tomorrow" is no day up to today'),
        (("add", "1h", "prep", "--on", "0001-01-01"), 2, "1 January 1 is more than 50 years ago"),
        (("add", "1h 99m", "prep"), 2, '"1h 99m" is not a length of time'),
        (("add",), 2, "arguments are required"),
        (("add", "45m", "prep", "20m", "sleep", "1h", "other"), 2, "20m sleep 1h"),
        (("add", "45m", "prep", "20m", "follow-up", "1h"), 2, '"1h" has no kind of its own'),
        (("add", "45m", "prep", "1h", "contact"), 1, "comes from the sessions"),
        (("remove", "7"), 2, 'No entry in the hours log has the number "7". Nothing was changed'),
        (("--month", "13"), 2, '"13" is no month'),
        (("--year", "26"), 2, '"26" is no year'),
        (("--month", "2026-11", "--year", "2026"), 2, "not allowed with"),
        (("--csv", "."), 2, "is no plain file"),
        (("--json", "--csv", "h.csv"), 2, "not allowed with"),
    ],
)
def test_what_is_refused(demo: Circle, words: tuple[str, ...], status: int, says: str) -> None:
    """Whatever cannot be done is said in a sentence, and nothing is logged or written."""
    answer = demo("hours", *words)
    assert (answer.status, answer.out) == (status, "")
    assert says in answer.err
    assert "follow-up" not in demo("hours").out


def numbers(circle: Circle) -> list[str]:
    """Return the numbers of the entries that have one."""
    entries = json.loads(circle("hours", "--json").out)["hours"]
    return [entry["number"] for entry in entries if entry["number"] is not None]


def test_several_are_logged_at_once(demo: Circle) -> None:
    """After a meeting one line is enough for all that it took, on a day in my words."""
    told = demo("hours", "add", "45m", "prep", "20m", "follow-up", "--on", "yesterday")
    assert told.out == (
        "Logged: 45 min prep on 20 November 2026\nLogged: 20 min follow-up on 20 November 2026\n"
    )
    assert len(numbers(demo)) == 2


def test_removing_and_no_hours(thursday: Circle) -> None:
    """I take an entry out again; an empty log says how to fill it."""
    assert "circle hours add 45m prep" in thursday("hours").out
    thursday("hours", "add", "1.5h", "other")
    assert thursday("hours", "remove", *numbers(thursday)).out.startswith(
        "Removed: 1 h 30 min other"
    )
    assert thursday("hours", "list").out.startswith("No hours are logged yet.")


def test_a_number_stays_with_its_entry(thursday: Circle) -> None:
    """I remove two entries by the numbers I saw, and no other goes."""
    for hours in ("1h", "2h", "3h", "4h"):
        thursday("hours", "add", hours, "other")
    entries = json.loads(thursday("hours", "--json").out)["hours"]
    called = {entry["minutes"]: entry["number"] for entry in entries}
    for minutes in (60, 120):
        assert thursday("hours", "remove", called[minutes]).status == 0
    left = json.loads(thursday("hours", "--json").out)["hours"]
    assert sorted(entry["minutes"] for entry in left) == [180, 240]


def test_what_was_removed_can_be_logged_again(thursday: Circle) -> None:
    """The line that is told after a slip puts the entry back as it was, with its note."""
    thursday("hours", "add", "45m", "prep", "--on", "4 Nov", "--note", 'the chair\'s "aims"')
    told = thursday("hours", "remove", *numbers(thursday)).out.splitlines()
    assert told[-1].startswith("To log it again: circle hours add 45m prep --on 2026-11-04 --note ")
    again = thursday(*shlex.split(told[-1].partition(": circle ")[2]))
    assert again.out == 'Logged: 45 min prep on 4 November 2026: the chair\'s "aims"\n'


def test_a_purge_keeps_the_hours(worked: Circle) -> None:
    """When old records go, I am told that their hours stay, and they do."""
    before = json.loads(worked("hours", "--json").out)["total_minutes"]
    purged = worked("purge", "--older-than", "1d", "--yes")
    assert "contact time stays, added up by month" in purged.out
    after = json.loads(worked("hours", "--json").out)
    assert after["total_minutes"] == before
    (contact,) = (entry for entry in after["hours"] if entry["kind"] == "contact")
    assert (contact["date"], contact["number"]) == ("2026-11", None)
    assert len(numbers(worked)) == 3
    refused = worked("hours", "remove", "202611")
    assert refused.status == 2
    assert "Contact time comes from the sessions and has no number" in refused.err
    worked("hours", "remove", numbers(worked)[1])
    left = json.loads(worked("hours", "--json").out)
    assert left["total_minutes"]["contact"] == before["contact"], "no record is left to build it"
