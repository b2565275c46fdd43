"""Whose name a meeting goes out in: one address from the first invitation to the last news."""

import json

import pytest

from tests.cli.conftest import Circle
from tests.cli.test_next_mail import calendar_of, mail_in
from tests.fakes import FakeClock


@pytest.mark.parametrize("other", ["Bo <bo@example.com>", ""])
def test_another_organizer_waits_for_another_meeting(mailed: Circle, other: str) -> None:
    """Members' calendars would ignore the news, so I am told before anything is written."""
    refused = mailed("next", "--organizer", other, "--mail")
    assert refused.status == 1
    assert "ada@example.org" in refused.err
    assert "Nothing was changed" in refused.err
    told = json.loads(mailed("next", "--mail", "--dry", "--json").out)
    assert all("From: Ada <ada@example.org>" in mail["message"] for mail in told["mails"])


def test_the_way_out_works(mailed: Circle) -> None:
    """Called off in Ada's name, it is a new meeting when Bo plans it, in calendars as well."""
    assert mailed("next", "--cancel").status == 0
    owed = mailed("next", "--organizer", "bo@example.com")
    assert "circle next --cancel --mail" in owed.err, "nobody was told by mail yet"
    before = _events(mailed, "--cancel")
    assert mailed("next", "--cancel", "--mail").status == 0
    after = _events(mailed, "--organizer", "Bo <bo@example.com>", "--on", "next fri 18:00")
    assert set(before).isdisjoint(after)
    assert len(after) == 2


def _events(circle: Circle, *words: str) -> list[str]:
    """Return the identities of what members' mails hold after such a command."""
    answer = circle("next", "--mail", "--json", *words)
    assert answer.status == 0, answer.err
    mails = [mail_in(mail["file"]) for mail in json.loads(answer.out)["mails"]]
    events = [calendar_of(mail).within("VEVENT")[0] for mail in mails]
    return [event.one("UID") for event in events]


def test_the_same_address_may_have_another_name(mailed: Circle) -> None:
    """A name that was misspelt is put right: calendars go by the address."""
    assert mailed("next", "--organizer", "Ada Lind <ADA@example.org>").status == 0


def test_before_anybody_was_asked_it_is_free(thursday: Circle) -> None:
    """Who has no invitation of their own has nobody to take news from."""
    assert thursday("next", "--organizer", "ada@example.org").status == 0
    assert thursday("next", "--organizer", "bo@example.com").status == 0


def test_after_the_meeting_it_is_free(mailed: Circle, now: FakeClock) -> None:
    """The next meeting is another one."""
    now.advance(minutes=60 * 24 * 10)
    assert mailed("next", "--organizer", "bo@example.com").status == 0
