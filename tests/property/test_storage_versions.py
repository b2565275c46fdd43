"""Circles that an older version saved: a field that came later takes its default."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.facts import Began, Fact
from circle_tui.domain.meeting import Cadence, Meeting
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.domain.rotation import Duty
from circle_tui.domain.upkeep import Backup
from circle_tui.storage.codec import Unreadable, decode, encode
from circle_tui.storage.people import Alias, Seat
from tests.property.test_storage_laws import AGENDAS, MEETINGS, PROFILES, RECORDS, built

KINDS: tuple[type, ...] = (*get_args(Fact), Agenda, Segment, Note, ActionItem, SessionRecord)
KINDS += (SegmentRecord, Meeting, Member, Profile, Cadence, Seat, Alias, Duty, Draft, Backup)
VALUES: Mapping[type, st.SearchStrategy[Any]] = {
    Agenda: AGENDAS,
    Began: built(Began, agenda=AGENDAS),
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
