"""``circle next``: what invites say, an invitation for each member, and all meetings at once."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Circle
from tests.fakes import FakeClock
from tests.ics import Part, checked

ROOM = "https://meet.example.org/room"
ASK = ("--method", "request")
ADA = ("--organizer", "Ada Example <ada@example.org>")


@pytest.fixture
def evening(thursday: Circle, now: FakeClock) -> Circle:
    """Return a circle of three of whom two have an address."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert thursday("members", "edit", name, "--email", address).status == 0
    return thursday


def told(circle: Circle, *words: str) -> dict[str, list[dict[str, str]]]:
    """Return what ``circle next --json`` says."""
    answer = circle("next", "--json", *words)
    assert answer.status == 0, answer.err
    found: dict[str, list[dict[str, str]]] = json.loads(answer.out)
    return found


def files(circle: Circle, *words: str) -> dict[str, tuple[str, Part]]:
    """Return each member's own file, by name: its method and its event."""
    return {
        each["name"]: (each["method"], event(Path(each["file"])))
        for each in told(circle, *words)["invitations"]
    }


def event(file: Path) -> Part:
    """Return the event of a file that follows the rules to the letter."""
    return checked(file.read_bytes()).within("VEVENT")[0]


def for_all(circle: Circle, *words: str) -> Part:
    """Return the event that is for everybody."""
    return event(Path(str(told(circle, *words)["file"])))


def test_what_invites_say_is_remembered(evening: Circle, now: FakeClock) -> None:
    """I say the link, the reminder and the title once; every later invite has them."""
    first = for_all(evening)
    assert not first.all("URL")
    now.advance(minutes=1)
    said = for_all(evening, "--link", ROOM, "--alarm", "30", "--summary", "Evening circle")
    assert (said.one("URL"), said.one("SUMMARY")) == (ROOM, "Evening circle")
    assert [alarm.one("TRIGGER") for alarm in said.within("VALARM")] == ["-PT30M"]
    assert (said.one("SEQUENCE"), said.one("UID")) == (first.one("SEQUENCE"), first.one("UID"))
    assert said.one("DTSTAMP") > first.one("DTSTAMP"), "other words are newer news"
    now.advance(minutes=1)
    assert for_all(evening) == said
    without = for_all(evening, "--link", "", "--alarm", "0", "--summary", "")
    assert without.one("SUMMARY") == "Circle meeting"
    assert not without.all("URL")
    assert not without.within("VALARM")


def test_each_member_gets_a_file_of_their_own(evening: Circle, tmp_path: Path) -> None:
    """Noor's file names her and me, Ana's her and me; Sam has no address, and I am told so."""
    folder = tmp_path / "mail"
    answer = evening("next", *ADA, *ASK, "--out", str(folder))
    assert answer.status == 0, answer.err
    assert "Without an e-mail address, so no file: Sam" in answer.out
    assert sorted(path.name for path in folder.iterdir()) == ["invitations", "next-meeting.ics"]
    found = files(evening, *ASK, "--out", str(folder))
    assert {name: method for name, (method, _) in found.items()} == {
        "Ana Example": "REQUEST",
        "Noor Sample": "REQUEST",
    }
    for name, address in (("Ana Example", "ana@example.org"), ("Noor Sample", "noor@example.net")):
        people = [line.value for line in found[name][1].all("ATTENDEE")]
        assert people == ["mailto:ada@example.org", f"mailto:{address}"]
    everybody = [path.read_bytes() for path in folder.rglob("*.ics")]
    assert not any(b"Ana Example" in data and b"Noor" in data for data in everybody)


def test_nothing_new_is_nothing_else(evening: Circle, tmp_path: Path, now: FakeClock) -> None:
    """Written again another day, every file is the same to the byte."""
    folder = str(tmp_path / "mail")
    evening("next", *ADA, *ASK, "--out", folder)
    before = {path: path.read_bytes() for path in Path(folder).rglob("*.ics")}
    now.advance(minutes=60 * 24)
    evening("next", *ASK, "--out", folder)
    assert {path: path.read_bytes() for path in Path(folder).rglob("*.ics")} == before


def test_a_move_and_a_cancellation_reach_who_was_asked(evening: Circle) -> None:
    """Once invited, Ana and Noor hear of every change without my asking for it."""
    evening("next", *ADA, *ASK)
    moved = files(evening, "--on", "2026-12-11 19:00")
    assert {(m, e.one("SEQUENCE")) for m, e in moved.values()} == {("REQUEST", "1")}
    off = files(evening, "--cancel")
    assert {(m, e.one("STATUS")) for m, e in off.values()} == {("CANCEL", "CANCELLED")}
    assert len(off) == 2


def test_one_member_is_left_out_and_asked_again(evening: Circle) -> None:
    """Noor is told that she is not meant, once; Ana keeps the meeting; and Noor can come back."""
    evening("next", *ADA, *ASK)
    without = files(evening, "--uninvite", "Noor")
    method, noor = without["Noor Sample"]
    assert (method, noor.all("STATUS"), noor.one("SEQUENCE")) == ("CANCEL", [], "1")
    assert without["Ana Example"][0] == "REQUEST"
    assert files(evening, "--on", "2026-12-11 19:00").keys() == {"Ana Example"}
    again = files(evening, "--invite", "Noor")
    method, noor = again["Noor Sample"]
    assert (method, noor.one("SEQUENCE")) == ("REQUEST", "3")


def test_who_leaves_the_circle_is_told(evening: Circle) -> None:
    """Noor left: her calendar gives the meeting back the next time I write invitations."""
    evening("next", *ADA, *ASK)
    evening("members", "leave", "Noor")
    assert {name: m for name, (m, _) in files(evening).items()} == {
        "Ana Example": "REQUEST",
        "Noor Sample": "CANCEL",
    }


def test_the_organizer_is_not_invited(evening: Circle) -> None:
    """I do not ask myself, if I am a member of the circle as well."""
    assert files(evening, "--organizer", "ANA@example.org", *ASK).keys() == {"Noor Sample"}


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ((*ASK,), 2, "needs an organizer"),
        (("--link", "javascript:alert(1)"), 2, "web address"),
        (("--alarm", "-5"), 2, "0 for none"),
        (("--organizer", "Ada"), 2, "e-mail address"),
        (("--summary", "x" * 101), 2, "100 characters"),
        (("--summary", "Evening with Noor"), 1, "names a member"),
        (("--uninvite", "Zoe", *ADA), 2, "Zoe"),
        (("--uninvite", "Noor", "--method", "publish"), 2, "--method publish"),
        (("--dry", "--link", ROOM), 2, "--link does not go with it"),
        (("--series", "1"), 2, "2 to 100"),
        (("--series", "3", "--cancel"), 2, "--cancel does not go with it"),
    ],
)
def test_what_cannot_be_said(
    evening: Circle, words: tuple[str, ...], status: int, says: str
) -> None:
    """Whatever I get wrong is said in a sentence, and no invitation is written."""
    answer = evening("next", *words)
    assert (answer.status, says in answer.err) == (status, True), answer.err


def test_nobody_to_invite(thursday: Circle, now: FakeClock) -> None:
    """Where nobody has an address I am told how to give one."""
    answer = thursday("next", *ADA, *ASK)
    assert answer.status == 1
    assert "circle members edit NAME --email" in answer.err


def test_my_own_file_is_not_replaced(evening: Circle, tmp_path: Path) -> None:
    """A file where a folder has to be stays as it is."""
    file = tmp_path / "mine"
    file.write_text("mine")
    answer = evening("next", *ADA, *ASK, "--out", str(file))
    assert (answer.status, file.read_text()) == (2, "mine")


def test_all_meetings_at_once(evening: Circle, tmp_path: Path) -> None:
    """The next six are one series in one file, and I am warned of having both."""
    answer = evening("next", "--series", "6", "--out", str(tmp_path / "all.ics"))
    assert answer.status == 0, answer.err
    assert "twice" in answer.out
    assert event(tmp_path / "all.ics").one("RRULE").startswith("FREQ=WEEKLY;")
    assert told(evening, "--series", "6")["without"] == []
