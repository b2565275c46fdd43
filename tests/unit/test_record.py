"""What is kept of a session once it has closed."""

import pytest

from circle_tui.domain import rules
from circle_tui.domain.record import SegmentRecord, SessionRecord, record_of
from tests.unit.circles import after, at, begun


def test_record_adds_up() -> None:
    """The record has planned and used time of every part, and nothing about who."""
    session = after(
        begun(),
        (rules.lengthen, at()),
        (rules.advance, at(3)),
        (rules.pass_turn, at(3, 20)),
        (rules.pause, at(4)),
        (rules.resume, at(9)),
        (rules.advance, at(10)),
        (rules.close, at(15, 0.6)),
    )
    assert record_of(session) == SessionRecord(
        id="5e551011",
        agenda="Small circle",
        began=at(),
        ended=at(15, 0.6),
        promised_end=at(21),
        people=3,
        segments=(
            SegmentRecord("Check-in", planned=360, used=300),
            SegmentRecord("Talk", planned=600, used=301),
            SegmentRecord("Case", planned=300, used=0),
        ),
    )


def test_an_open_session_has_no_record() -> None:
    """A session that still runs is not recorded as if it had ended."""
    with pytest.raises(ValueError, match="not closed"):
        record_of(begun())
