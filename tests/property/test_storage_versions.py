"""Circles that an older version saved: a field that came later takes its default."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem, Step
from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.cards import Card, CardBook
from circle_tui.domain.facts import Began, Fact
from circle_tui.domain.hours import Hours
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Cadence, Holiday, Meeting
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.domain.rotation import Duty
from circle_tui.domain.rsvp import Rsvp
from circle_tui.domain.series import Moved, Series, SeriesPlan
from circle_tui.domain.upkeep import Backup
from circle_tui.storage.codec import Unreadable, decode, encode
from circle_tui.storage.people import Alias, Seat
from tests.property.test_storage_laws import (
    AGENDAS,
    CADENCES,
    MEETINGS,
    PLANS,
    PROFILES,
    RECORDS,
    SERIES,
    STYLES,
    TEXTS,
    built,
    some,
)

KINDS: tuple[type, ...] = (*get_args(Fact), Agenda, Segment, Note, ActionItem, SessionRecord)
KINDS += (
    Step,
    SegmentRecord,
    Meeting,
    Rsvp,
    Member,
    Profile,
    Cadence,
    Holiday,
    Style,
    Organizer,
    SeriesPlan,
    Moved,
    Series,
    Seat,
    Alias,
    Duty,
    Draft,
    Backup,
    Hours,
)
KINDS += (Card, CardBook, Parked)
CARDS: st.SearchStrategy[Card] = built(Card, replies=some(TEXTS))
VALUES: Mapping[type, st.SearchStrategy[Any]] = {
    Agenda: AGENDAS,
    Card: CARDS,
    CardBook: built(CardBook, cards=some(CARDS)),
    Began: built(Began, agenda=AGENDAS),
    Cadence: CADENCES,
    Style: STYLES,
    SeriesPlan: PLANS,
    Series: SERIES,
    Meeting: MEETINGS,
    Profile: PROFILES,
    SessionRecord: RECORDS,
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_what_an_older_version_saved_is_read(kind: type, data: st.DataObject) -> None:
    """A circle saved before a field was there opens, with the default in that field's place."""
    value = data.draw(VALUES[kind] if kind in VALUES else built(kind))
    defaults = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    gone = data.draw(st.sets(st.sampled_from(sorted(defaults)))) if defaults else set()
    document = {key: item for key, item in encode(value).items() if key not in gone}
    assert decode(kind, document) == replace(value, **{key: defaults[key] for key in gone})
    for key in document.keys() - defaults.keys():
        with pytest.raises(Unreadable, match=rf"{kind.__name__}\.{key}"):
            decode(kind, {other: document[other] for other in document if other != key})


def test_cards_of_an_older_version_are_read() -> None:
    """A circle that noted when a card was replaced opens, and lets that go."""
    book = CardBook("1", "2", (Card("3", "4", date(2026, 11, 19), "5"),))
    document = encode(book)
    document["cards"][0]["replaced"] = "2026-12-03"
    assert decode(CardBook, document) == book
