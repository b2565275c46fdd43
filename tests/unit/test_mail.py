"""Invitations as mails: read back as mail programs do, the same bytes every time, in one piece."""

import errno
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from circle_tui.calendars.invite import invite
from circle_tui.calendars.text import common_name
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.invitation import Guest, Organizer, Style
from circle_tui.domain.post import Letter
from circle_tui.export.mail import DraftFolder, message
from tests.ics import checked
from tests.unit.test_calendar_invite import DENVER, HOSTILE

ADA = Organizer("ada@example.org", "Ada Example")
NOOR = Guest("noor@example.net", "Noor Haddad")
ICS = invite(DENVER, style=Style(organizer=ADA), guest=NOOR)


def letter(number: int = 1, sender: Organizer = ADA, to: Guest = NOOR, text: str = "x\n") -> Letter:
    """Return a letter to Noor."""
    stamp = datetime(2026, 11, 20, 9, tzinfo=UTC)
    subject = "Invitation: Circle meeting"
    return Letter(number, "REQUEST", sender, to, subject, text, ICS, stamp, "a1" * 16)


def read(data: bytes) -> EmailMessage:
    """Return a mail as a strict reader has it; nothing in it is against the rules."""
    read_back = message_from_bytes(data, policy=SMTP)
    assert isinstance(read_back, EmailMessage)
    for part in read_back.walk():
        assert not part.defects
        for value in part.values():
            assert not value.defects
    return read_back


def test_a_mail_has_what_a_calendar_answers_to() -> None:
    """Noor's mail program shows buttons, any other the text and a file: the same bytes in both."""
    found = read(message(letter(text="Thursday, 18:30\n")))
    assert found.get_content_type() == "multipart/mixed"
    alternative, attached = found.iter_parts()
    text, calendar = alternative.iter_parts()
    assert text.get_content() == "Thursday, 18:30\r\n"
    assert calendar["Content-Type"].params == {"method": "REQUEST", "charset": "UTF-8"}
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar.get_payload(decode=True) == ICS == attached.get_payload(decode=True)
    assert attached.get_filename() == "invite.ics"
    assert checked(ICS).one("METHOD") == calendar["Content-Type"].params["method"]


def test_a_mail_is_from_the_organizer_to_one_member() -> None:
    """Nobody else is in it, open or hidden, and a mail program opens it as a draft."""
    found = read(message(letter()))
    assert (found["From"], found["To"]) == (
        "Ada Example <ada@example.org>",
        "Noor Haddad <noor@example.net>",
    )
    assert {"Cc", "Bcc", "Reply-To", "Sender"}.isdisjoint(found.keys())
    assert (found["X-Unsent"], found["MIME-Version"]) == ("1", "1.0")
    assert found["Date"].datetime == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert found["Message-ID"] == f"<{'a1' * 16}@example.org>"


def test_every_line_can_travel() -> None:
    """A mail is plain ASCII in short lines with the ends that mail has, and the same each time."""
    data = message(letter(text="Zoë " * 300 + "\nhttps://meet.example.org/" + "r" * 900 + "\n"))
    assert data.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data == message(
        letter(text="Zoë " * 300 + "\nhttps://meet.example.org/" + "r" * 900 + "\n")
    )


@pytest.mark.parametrize(
    "name", [*HOSTILE, '"Ada" <eve@example.com>,', "家族 👩\u200d👧", "x" * 500]
)
def test_a_hostile_name_adds_no_header_and_no_recipient(name: str) -> None:
    """Whatever somebody is called, the mail goes to one address and says what it should."""
    shown = common_name(name)
    data = message(letter(1, Organizer(ADA.address, shown), Guest(NOOR.address, shown)))
    found = read(data)
    assert [a.addr_spec for a in found["To"].addresses] == ["noor@example.net"]
    assert [a.addr_spec for a in found["From"].addresses] == ["ada@example.org"]
    assert len(found.keys()) == len(read(message(letter())).keys())
    # The newer reader of Python 3.11 puts blanks between the pieces of a long name.
    named = str(make_header(decode_header(message_from_bytes(data)["To"])))
    plain = "".join(sign for sign in shown if sign not in "@<>()[]")
    shown_as = f"{plain}<noor@example.net>" if shown else "noor@example.net"
    assert "".join(named.replace('"', "").split()) == "".join(shown_as.split())


def test_drafts_come_all_together(tmp_path: Path) -> None:
    """The folder has a draft of each letter, which nobody else on this computer can read."""
    folder = tmp_path / "mails"
    places = DraftFolder(folder, exact=True).hand_over([letter(1), letter(2)])
    assert places == [str(folder / "invitation-1.eml"), str(folder / "invitation-2.eml")]
    assert sorted(map(str, folder.iterdir())) == places
    assert folder.stat().st_mode & 0o777 == 0o700
    assert Path(places[0]).stat().st_mode & 0o777 == 0o600
    assert Path(places[0]).read_bytes() == message(letter(1))


@pytest.mark.parametrize("fails", [1, 2])
def test_a_full_disk_leaves_no_half_mailing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    """When the disk is full after the first draft, there is no folder with some of them."""
    reached: list[int] = []

    def full(descriptor: int) -> None:
        reached.append(descriptor)
        if len(reached) == fails:
            raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="full"):
        DraftFolder(tmp_path / "mails", exact=True).hand_over([letter(1), letter(2)])
    assert not list(tmp_path.iterdir())


def test_drafts_of_another_day_are_not_mixed_in(tmp_path: Path) -> None:
    """Written again, the same drafts stay; others get a folder of their own, or I am told."""
    folder = tmp_path / "mails"
    (tmp_path / ".mails.new").mkdir()  # left by a crash
    for _ in range(2):
        DraftFolder(folder, exact=False).hand_over([letter()])
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]
    with pytest.raises(InputError, match="no empty folder"):
        DraftFolder(folder, exact=True).hand_over([letter(text="moved\n")])
    places = DraftFolder(folder, exact=False).hand_over([letter(text="moved\n")])
    assert places == [str(tmp_path / "mails-2" / "invitation-1.eml")]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="no empty folder"):
        DraftFolder(tmp_path / "file", exact=True).hand_over([letter()])
    (tmp_path / "empty").mkdir()
    assert DraftFolder(tmp_path / "empty", exact=True).hand_over([letter()])
    with pytest.raises(StoreError, match="could not be written"):
        DraftFolder(tmp_path / "file" / "mails", exact=True).hand_over([letter()])


@pytest.mark.parametrize(
    "hostile",
    [
        "=?utf-8?q?Hi=0D=0ABcc:_evil=40x.example?=",
        "=?utf-8?q?evil=40x=2Eexample=2C?=",
        "\u00fc =?utf-8?q?x=0D=0ABcc:_evil=40x.example=0D=0A?=",
        f"{'A' * 90} @x",
    ],
)
def test_what_looks_encoded_stays_what_was_typed(hostile: str) -> None:
    """No name and no title becomes a header or a recipient by being written in code."""
    name = common_name(hostile)
    mails = (
        letter(to=Guest("noor@example.net", name)),
        letter(sender=Organizer("ada@example.org", name)),
        replace(letter(), subject=name),
    )
    for found in map(read, map(message, mails)):
        (to,) = found["To"].addresses
        assert to.addr_spec == "noor@example.net"
        assert "Bcc" not in found
        assert "evil@x.example" not in str(found["Subject"])
