"""``circle next --answered``: what members said by word of mouth, typed by the facilitator."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Circle
from tests.fakes import FakeClock


@pytest.fixture
def planned(thursday: Circle, now: FakeClock) -> Circle:
    """Return a circle of three with its next meeting planned, whom nobody mailed anything."""
    assert thursday("next").status == 0
    assert thursday("rhythm", "--quorum", "2").status == 0
    return thursday


def kept(home: Path) -> dict[Path, bytes]:
    """Return all that is kept."""
    return {path: path.read_bytes() for path in home.rglob("*.store")}


def test_a_circle_that_counts_by_hand(planned: Circle, home: Path) -> None:
    """I type who said what, look first, keep it, and answer again where I was wrong."""
    before = kept(home)
    words = ("--answered", "Noor=yes", "--answered", "sam = NO")
    shown = planned("next", *words, "--dry")
    assert "Noor Sample (" in shown.out
    assert "Nothing was kept. With 2 answers taken in:" in shown.out
    counted = "Answers: 1 accepted, 1 declined, 1 not yet; the quorum of 2 needs 1 more"
    assert counted in shown.out
    assert kept(home) == before
    assert counted in planned("next", *words).out
    assert counted in planned("next", "--dry").out
    again = planned("next", "--answered", "Sam=maybe", "Example=yes")
    assert "maybe, before: declined" in again.out
    assert "Taken in: 2 answers." in again.out
    assert "2 accepted, 1 maybe; the quorum of 2 is met" in again.out
    assert "Answers" not in planned("next", "--move", "4 Dec 18:00").out, "nobody said so of that"


def test_members_by_mail_and_by_mouth(planned: Circle) -> None:
    """Sam has no address and counts once he told me; other programs read it by alias."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert planned("members", "edit", name, "--email", address).status == 0
    mailed = planned("next", "--mail", "--organizer", "ada@example.org")
    assert "0 accepted, 2 not yet; the quorum of 2 needs 2 more" in mailed.out
    found = json.loads(planned("next", "--answered", "Sam=yes", "Ana=no", "--json").out)
    assert found["taken_in"] == 2
    assert "Sam" not in str(found)
    assert [each["answer"] for each in found["arrived"]] == ["accepted", "declined"]
    assert found["answers"] == {
        **{"accepted": 1, "maybe": 0, "declined": 1, "not_yet": 1},
        **{"quorum": 2, "met": False},
    }


def test_nothing_is_kept_unless_all_of_it_can_be(planned: Circle, home: Path) -> None:
    """Each that cannot be taken in is named with its reason, and none of the others is kept."""
    assert planned("members", "pause", "Sam").status == 0
    before = kept(home)
    typed = ("Noor=yes", "Zebedee=yes", "Ana=perhaps", "Noor", "Sample=no", "Sam=yes", "=yes")
    refused = planned("next", "--answered", *typed)
    assert refused.status == 2
    for sentence in (
        'Zebedee=yes: No member is called "Zebedee".',
        "Ana=perhaps: An answer is yes, no or maybe.",
        "Noor: Say who answered what, as in Noor=yes or Noor=no.",
        "=yes: Say who answered what",
        "Sample=no: Noor Sample is named twice.",
        "Sam=yes: Sam is not expected at this meeting: paused.",
        "Nothing was taken in.",
    ):
        assert sentence in refused.err
    assert kept(home) == before


def test_there_has_to_be_a_meeting(thursday: Circle, now: FakeClock) -> None:
    """Before a meeting is planned, and after it was called off, there is nothing to answer to."""
    none = thursday("next", "--answered", "Sam=yes")
    assert (none.status, "To plan the next one: circle next" in none.err) == (1, True)
    assert thursday("next").status == 0
    assert thursday("next", "--cancel").status == 0
    off = thursday("next", "--answered", "Sam=yes")
    assert (off.status, "called off" in off.err) == (1, True)


@pytest.mark.parametrize("other", [("--mail",), ("--import", "x.ics"), ("--yes",), ("--cancel",)])
def test_it_is_a_step_of_its_own(planned: Circle, other: tuple[str, ...]) -> None:
    """Whatever else I ask for at the same time, I am told to say that by itself."""
    refused = planned("next", "--answered", "Sam=yes", *other)
    assert refused.status == 2
    assert "does not go with it" in refused.err
    assert "Answers" not in planned("next", "--dry").out


def test_what_was_said_outlasts_a_change_of_who_is_invited(planned: Circle) -> None:
    """Sam, who has no address, told me that he comes; leaving Noor out does not take that back."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert planned("members", "edit", name, "--email", address).status == 0
    assert planned("next", "--mail", "--organizer", "ada@example.org").status == 0
    assert planned("next", "--answered", "Sam=yes", "Ana=maybe", "Noor=yes").status == 0
    assert "1 accepted, 1 maybe;" in planned("next", "--mail", "--uninvite", "Noor").out


def test_a_later_mail_counts_more_whichever_invitation_it_answers(
    mailed: Circle, now: FakeClock, tmp_path: Path
) -> None:
    """Noor told me yes, and Ana was left out since; then Noor declines the mail that she has."""
    file = Path(json.loads(mailed("next", "--json").out)["file"])
    (uid,) = [line for line in file.read_text().splitlines() if line.startswith("UID:")]
    assert mailed("next", "--uninvite", "Ana", "--mail").status == 0
    now.advance(minutes=5)
    assert mailed("next", "--answered", "Noor=yes").status == 0
    now.advance(minutes=5)
    reply = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", uid, "SEQUENCE:0"]
    reply += [f"DTSTAMP:{now.now():%Y%m%dT%H%M%SZ}"]
    reply += ["ATTENDEE;PARTSTAT=DECLINED:mailto:noor@example.net", "END:VEVENT", "END:VCALENDAR"]
    (tmp_path / "r.ics").write_bytes("\r\n".join([*reply, ""]).encode())
    taken = mailed("next", "--import", str(tmp_path / "r.ics"), "--yes")
    assert "declined, before: accepted" in taken.out
    assert "0 accepted, 1 declined" in taken.out


def test_who_left_or_pauses_does_not_count(mailed: Circle) -> None:
    """Ana and Noor said yes, and then one left and one pauses: nobody counts on them."""
    assert mailed("rhythm", "--quorum", "2").status == 0
    said = mailed("next", "--answered", "Ana=yes", "Noor=yes")
    assert "2 accepted; the quorum of 2 is met" in said.out
    assert mailed("members", "leave", "Noor").status == 0
    assert "1 accepted; the quorum of 2" in mailed("next", "--dry").out
    assert mailed("members", "pause", "Ana").status == 0
    assert "Answers: 0 accepted" in mailed("next", "--dry").out


@pytest.mark.parametrize("words", ["next --find --keep", "rhythm --at 19:00", "next --move 19:00"])
def test_answers_that_go_are_said_to_go(mailed: Circle, words: str) -> None:
    """However the meeting comes to another time, I read when it was and that I have to ask anew."""
    assert mailed("next", "--answered", "Ana=yes", "Noor=yes").status == 0
    shown = mailed(*words.split())
    assert shown.status == 0, shown.err
    assert "Moved, it was: Thursday 26 November 2026, 18:30 in Berlin, 130 min" in shown.out
    assert "2 answers were to that, and count no more: ask again." in shown.out
