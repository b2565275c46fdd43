"""Domain values as JSON: exact both ways, and strict."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.facts import Moved, Paused
from circle_tui.domain.meeting import Cadence, Meeting, Rhythm
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Agreed, Profile
from circle_tui.domain.plan import TurnId
from circle_tui.storage.codec import Unreadable, decode, decode_fact, encode, encode_fact

NOON = datetime(2031, 5, 1, 12, 0, 0, 5, UTC)
ITEM = ActionItem("i1", "s1", "Comet", "send it", date(2031, 5, 1))


def test_a_value_comes_back_as_it_was() -> None:
    """What I saved is what I read, to the microsecond and down to the missing date."""
    cadence = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Etc/UTC", 120, date(2031, 5, 1))
    stepped = taken(ITEM, Step(date(2031, 5, 8), ActionStatus.PARTLY, "half of it", "3"))
    shared = Profile("Mondays", agreed=tuple(Agreed))
    for value in (ITEM, stepped, Profile("Thursdays", cadence), shared):
        assert decode(type(value), encode(value)) == value
    assert decode_fact(encode_fact(Moved(NOON, TurnId(2, 0)))) == Moved(NOON, TurnId(2, 0))


def test_what_an_older_version_kept_is_read() -> None:
    """An item without steps, and a profile that says nothing of sharing, are as they were."""
    old = {key: item for key, item in encode(ITEM).items() if key != "steps"}
    assert decode(ActionItem, old) == ITEM
    profile = {key: item for key, item in encode(Profile("Fridays")).items() if key != "agreed"}
    assert decode(Profile, profile) == Profile("Fridays")


def test_instants_are_kept_in_utc_and_wall_time_as_it_is() -> None:
    """A meeting at 18:30 stays at 18:30; an instant is the same instant wherever I am."""
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))
    assert encode_fact(Paused(elsewhere))["at"] == "2031-05-01T12:00:00.000005+00:00"
    meeting = Meeting("u", datetime(2031, 5, 1, 18, 30), "Etc/UTC", 90, 0, NOON)  # noqa: DTZ001
    assert encode(meeting)["starts"] == "2031-05-01T18:30:00.000000"
    assert decode(Meeting, encode(meeting)) == meeting


def test_half_a_character_becomes_a_mark() -> None:
    """A paste that holds half a surrogate pair is saved instead of ending the session."""
    note = Note("n1", "s1", 0, "so \ud83d it is")
    assert encode(note)["text"] == "so \ufffd it is"


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("extra", "secret", "ActionItem.extra"),
        ("text", 3, "ActionItem.text"),
        ("text", None, "ActionItem.text"),
        ("status", "secret", "ActionItem.status"),
        ("status", ["open"], "ActionItem.status"),
        ("made", "secret", "ActionItem.made"),
        ("made", 3, "ActionItem.made"),
        ("due", "2031-02-30", "ActionItem.due"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_key(key: str, value: object, named: str) -> None:
    """A damaged document is named by kind and key; what is in it never reaches a message."""
    with pytest.raises(Unreadable) as refusal:
        decode(ActionItem, {**encode(ITEM), key: value})
    assert str(refusal.value) == named


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"fact": "Invented", "at": NOON.isoformat()},
        {"fact": ["Paused"], "at": NOON.isoformat()},
        {"fact": "Paused"},
        {"fact": "Paused", "at": "2031-05-01T12:00:00"},
        {"fact": "Moved", "at": NOON.isoformat(), "to": [1]},
        {"fact": "Moved", "at": NOON.isoformat(), "to": [1, True]},
        {"fact": "Moved", "at": NOON.isoformat(), "to": {"segment": 1, "seat": 1}},
        {"fact": "Began", "at": NOON.isoformat(), "session": "s", "agenda": 1},
    ],
)
def test_a_fact_that_this_version_does_not_know_is_refused(document: dict[str, Any]) -> None:
    """A journal that was not written by this program is not guessed at."""
    with pytest.raises(Unreadable):
        decode_fact(document)


def test_what_cannot_be_read_back_is_never_written() -> None:
    """A slip in the program is told at once, not at the next opening."""
    with pytest.raises(Unreadable, match=r"Paused\.at"):
        encode(Paused(datetime(2031, 5, 1)))  # noqa: DTZ001
    assert encode(ITEM)["status"] == ActionStatus.OPEN.value
