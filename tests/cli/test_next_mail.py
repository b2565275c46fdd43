"""``circle next --mail`` and ``--import``: mails to members, what they answer, and the quorum."""

import json
import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Circle
from tests.fakes import FakeClock
from tests.ics import Part, checked

ADA = ("--organizer", "Ada Example <ada@example.org>")
AT = "20261121T130000Z"
Answering = Callable[..., str]


@pytest.fixture
def evening(thursday: Circle, now: FakeClock) -> Circle:
    """Return a circle of three of whom two have an address."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert thursday("members", "edit", name, "--email", address).status == 0
    assert thursday("next", *ADA).status == 0
    return thursday


@pytest.fixture
def answer(evening: Circle, tmp_path: Path) -> Answering:
    """Return what lets a member answer the mail they got last: it writes a file, by its name."""

    def write(name: str, said: str, at: str = AT, *, uid: str = "", by: str = "") -> str:
        mails = told(evening, "--mail")["mails"]
        (file,) = [mail["file"] for mail in mails if mail["name"].startswith(name)]
        event = calendar_of(mail_in(file)).within("VEVENT")[0]
        address = event.all("ATTENDEE")[-1].value
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT"]
        lines += [f"UID:{uid or event.one('UID')}", f"SEQUENCE:{event.one('SEQUENCE')}"]
        lines += [f"DTSTAMP:{at}", f"ATTENDEE;PARTSTAT={said}:{by or address}"]
        lines += ["END:VEVENT", "END:VCALENDAR", ""]
        path = tmp_path / f"answer-{len(list(tmp_path.iterdir()))}.ics"
        path.write_bytes("\r\n".join(lines).encode())
        return str(path)

    return write


def told(circle: Circle, *words: str) -> dict[str, Any]:
    """Return what ``circle next --json`` says."""
    answer = circle("next", "--json", *words)
    assert answer.status == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def mail_in(file: str) -> EmailMessage:
    """Return a draft as a mail program reads it."""
    found = message_from_bytes(Path(file).read_bytes(), policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def calendar_of(mail: EmailMessage) -> Part:
    """Return the calendar in a mail, which follows the rules to the letter."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return checked(data)


def sent(circle: Circle, *words: str) -> dict[str, tuple[EmailMessage, Part]]:
    """Return each member's mail and its event, by name."""
    mails = told(circle, "--mail", *words)["mails"]
    read = {mail["name"]: mail_in(mail["file"]) for mail in mails}
    return {name: (mail, calendar_of(mail).within("VEVENT")[0]) for name, mail in read.items()}


def test_each_member_gets_a_mail_of_their_own(evening: Circle) -> None:
    """Noor's mail is to her alone, in my name, with her own hour; Sam has no address: I am told."""
    assert evening("members", "edit", "Noor", "--zone", "Pacific/Auckland").status == 0
    found = sent(evening, "--link", "https://meet.example.org/room")
    assert set(found) == {"Ana Example", "Noor Sample"}
    mail, event = found["Noor Sample"]
    assert (mail["From"], mail["To"]) == (
        "Ada Example <ada@example.org>",
        "Noor Sample <noor@example.net>",
    )
    text = mail.get_body(("plain",))
    assert text is not None
    assert "For you: Friday 27 November 2026, 06:30 in Auckland" in text.get_content()
    assert "https://meet.example.org/room" in text.get_content()
    assert event.one("DTSTART") == "20261126T183000"
    everything = mail.as_string() + str(event)
    assert not re.search(r"Ana|ana@|\bSam\b|Thursday circle", everything)
    shown = evening("next", "--mail").out
    assert "Without an e-mail address, so no mail: Sam" in shown
    assert re.search(r"invitation-2.eml +invitation +Noor Sample", shown)


def test_nothing_changed_is_the_same_mail(evening: Circle, now: FakeClock) -> None:
    """Written again an hour later, each draft is the same byte for byte, in the same place."""
    first = {
        mail["file"]: Path(mail["file"]).read_bytes() for mail in told(evening, "--mail")["mails"]
    }
    now.advance(minutes=60)
    again = told(evening, "--mail")["mails"]
    assert {mail["file"]: Path(mail["file"]).read_bytes() for mail in again} == first
    names = {Path(file).name for file in first}
    assert names == {"invitation-1.eml", "invitation-2.eml"}
    assert len({mail_in(file)["Message-ID"] for file in first}) == 2


def test_a_move_and_a_cancellation_go_to_the_same_people(evening: Circle, now: FakeClock) -> None:
    """Moved, everybody gets the new time; called off, a cancellation: their calendars follow."""
    first = sent(evening)
    now.advance(minutes=5)
    moved = sent(evening, "--move", "2026-12-03 19:00")
    now.advance(minutes=5)
    off = sent(evening, "--cancel")
    uids = {event.one("UID") for found in (first, moved, off) for _, event in found.values()}
    assert len(uids) == 1
    for name, number in (("Ana Example", 1), ("Noor Sample", 1)):
        (mail, event), (cancelled, gone) = moved[name], off[name]
        assert (event.one("SEQUENCE"), gone.one("SEQUENCE")) == (str(number), str(number + 1))
        assert (calendar_of(mail).one("METHOD"), calendar_of(cancelled).one("METHOD")) == (
            "REQUEST",
            "CANCEL",
        )
        assert cancelled["Subject"].startswith("Cancelled: Circle meeting, Thu 3 Dec 2026")
        assert "takes its place" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert {len(mail.keys()) for found in (first, moved, off) for mail, _ in found.values()} == {8}


def test_who_is_left_out_is_told_by_mail(evening: Circle) -> None:
    """Noor is told that she is not expected any more, and not where the others meet."""
    told(evening, "--mail", "--link", "https://meet.example.org/room")
    mail, event = sent(evening, "--uninvite", "Noor")["Noor Sample"]
    assert (calendar_of(mail).one("METHOD"), event.one("STATUS")) == ("CANCEL", "")
    text = mail.get_body(("plain",))
    assert text is not None
    assert "not expected any more" in text.get_content()
    assert "meet.example.org" not in text.get_content()


def test_a_dry_run_shows_the_bytes_and_keeps_nothing(evening: Circle, home: Path) -> None:
    """I see each mail as it would go, even of a cancellation, and nothing has changed."""
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    shown = evening("next", "--mail", "--cancel", "--dry")
    assert shown.status == 0
    assert "To: Noor Sample" not in shown.out, "nobody was invited yet"
    dry = evening("next", "--mail", "--move", "2026-12-03 19:00", "--dry")
    assert "To: Noor Sample <noor@example.net>" in dry.out
    assert "nothing was kept, written or sent" in dry.out
    mails = told(evening, "--mail", "--dry", "--link", "https://meet.example.org/x")["mails"]
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before
    (written, *_) = told(evening, "--mail", "--link", "https://meet.example.org/x")["mails"]
    assert mails[0]["message"].encode() == Path(written["file"]).read_bytes()


def test_a_folder_that_holds_something_is_left_alone(evening: Circle, tmp_path: Path) -> None:
    """Where other files lie, no draft is written, and the meeting is not moved either."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    told(evening, "--mail", "--out", str(tmp_path / "new"))
    refused = evening(
        "next", "--mail", "--move", "2026-12-03 19:00", "--out", str(tmp_path / "mine")
    )
    assert (refused.status, "no empty folder" in refused.err) == (2, True)
    assert "26 November" in evening("next", "--dry").out
    for words in (("--find",), ("--list", "3"), ("--series", "3"), ("--method", "publish")):
        assert evening("next", "--mail", *words).status == 2


def test_mail_needs_an_organizer(thursday: Circle, now: FakeClock) -> None:
    """Nobody can answer a mail from nobody: I am told what to say."""
    assert thursday("members", "edit", "Ana", "--email", "ana@example.org").status == 0
    refused = thursday("next", "--mail")
    assert refused.status == 2
    assert "circle next --organizer" in refused.err


def test_answers_are_counted_against_the_quorum(evening: Circle, answer: Answering) -> None:
    """Two accept: the quorum of two is met, and from then on circle next says so."""
    assert "Quorum: 2" in evening("rhythm", "--quorum", "2").out
    assert "0 accepted, 2 not yet; the quorum of 2 needs 2 more" in evening("next", "--mail").out
    first = evening("next", "--import", answer("Ana", "ACCEPTED"), "--yes")
    assert re.search(r"Ana Example \(\w+\): accepted", first.out)
    assert "1 accepted, 1 not yet; the quorum of 2 needs 1 more" in first.out
    second = evening("next", "--import", answer("Noor", "TENTATIVE"), "--yes")
    assert "1 accepted, 1 maybe; the quorum of 2 needs 1 more" in second.out
    later = answer("Noor", "ACCEPTED", "20261121T140000Z")
    assert "accepted, before: maybe" in evening("next", "--import", later, "--dry").out
    assert "1 maybe" in evening("next", "--dry").out
    assert evening("next", "--import", later, "--yes").status == 0
    assert "Answers: 2 accepted; the quorum of 2 is met" in evening("next", "--dry").out
    counted = told(evening, "--dry")["answers"]
    assert counted == {
        **{"accepted": 2, "maybe": 0, "declined": 0, "not_yet": 0},
        **{"quorum": 2, "met": True},
    }
    decline = answer("Ana", "DECLINED", "20261121T150000Z")
    assert "out of reach" in evening("next", "--import", decline, "--yes").out
    assert evening("rhythm", "--quorum", "-1").status == 2
    assert "quorum" not in evening("rhythm", "--quorum", "0").out
    assert "The circle has 3 members: so many cannot come yet." in (
        evening("rhythm", "--quorum", "4").err
    )


def test_answers_come_in_any_order_and_as_often_as_i_like(
    evening: Circle, answer: Answering
) -> None:
    """The newest counts whichever file comes first; a file that was taken in changes nothing."""
    yes = answer("Ana", "ACCEPTED", "20261121T140000Z")
    no = answer("Ana", "DECLINED", "20261121T130000Z")
    one = told(evening, "--import", no, yes, "--yes")
    assert (one["taken_in"], one["answers"]["accepted"]) == (2, 1)
    again = evening("next", "--import", yes, no)
    assert again.status == 0, "nothing to ask about"
    assert "taken in before" in again.out
    assert "there is a newer answer" in again.out


def test_a_new_time_asks_everybody_anew(evening: Circle, answer: Answering) -> None:
    """Who was coming on Thursday has not said anything about Friday, then or later."""
    before = answer("Ana", "ACCEPTED")
    assert evening("next", "--import", before, "--yes").status == 0
    assert (
        "Answers: 0 accepted, 2 not yet" in evening("next", "--mail", "--move", "4 Dec 18:00").out
    )
    late = evening("next", "--import", before)
    assert "answers an earlier time" in late.out
    assert evening("next", "--import", answer("Ana", "ACCEPTED"), "--yes").status == 0
    assert "1 accepted" in evening("next", "--uninvite", "Noor").out, "the time is the same"
    assert evening("next", "--cancel").status == 0
    off = evening("next", "--import", before)
    assert (off.status, "called off" in off.err) == (1, True)


def test_a_file_that_is_not_ours_keeps_all_of_them_out(
    evening: Circle, answer: Answering, tmp_path: Path
) -> None:
    """One bad file among good ones: each is named with its reason, and nothing is taken in."""
    good = answer("Ana", "ACCEPTED")
    unknown = answer("Noor", "ACCEPTED", by="mailto:noor@work.example")
    other = answer("Noor", "ACCEPTED", uid="somebody-elses")
    huge = tmp_path / "huge.ics"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    refused = evening("next", "--import", good, unknown, other, str(huge), str(tmp_path), "--yes")
    assert refused.status == 2
    assert "nobody in this circle has" in refused.err
    assert "another invitation" in refused.err
    assert "50 MB" in refused.err
    assert "It is no file" in refused.err
    assert "Nothing was taken in." in refused.err
    assert "noor@work" not in refused.err
    assert "0 accepted" in evening("next", "--dry").out


def test_answers_are_agreed_to_and_need_a_meeting(
    evening: Circle, answer: Answering, thursday: Circle
) -> None:
    """Without a terminal and without --yes nothing is taken in; nor before anybody was asked."""
    nobody = evening("next", "--import", "some.ics")
    assert (nobody.status, "circle next --mail" in nobody.err) == (1, True)
    file = answer("Ana", "ACCEPTED")
    assert evening("next", "--import", file).status == 1
    assert evening("next", "--import", file, "--json").status == 1
    assert "0 accepted" in evening("next", "--dry").out
    assert evening("next", "--import", file, "--cancel", "--yes").status == 2
    assert evening("next", "--yes").status == 2


def test_what_was_answered_never_leaves(evening: Circle, answer: Answering, home: Path) -> None:
    """No file says who comes: the mails and the invite are the same after everybody answered."""
    told(evening, "--mail")
    files = [*home.rglob("*.eml"), *home.rglob("*.ics")]
    before = {path: path.read_bytes() for path in files}
    for name in ("Ana", "Noor"):
        evening("next", "--import", answer(name, "DECLINED"), "--yes")
    told(evening, "--mail")
    assert {
        path: path.read_bytes() for path in [*home.rglob("*.eml"), *home.rglob("*.ics")]
    } == before
    stores = [path for path in home.rglob("*.store") if b"DECLINED" in path.read_bytes()]
    assert [path.name for path in stores] == ["people.store"]


def test_the_organizer_who_is_a_member_comes(thursday: Circle, now: FakeClock) -> None:
    """I invite and belong to the circle myself: I count, and get no mail from me."""
    for name, address in (("Ana", "ana@example.org"), ("Noor", "noor@example.net")):
        assert thursday("members", "edit", name, "--email", address).status == 0
    shown = thursday("next", "--mail", "--organizer", "ana@example.org").out
    assert "1 accepted, you among them, 1 not yet" in shown
    assert "invitation  Ana" not in shown
