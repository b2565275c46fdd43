"""What is kept of a session once it has closed."""

from dataclasses import replace

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Poll
from circle_tui.domain.airtime import Airtime
from circle_tui.domain.record import SegmentRecord, SessionRecord, for_outside, record_of, told
from circle_tui.domain.suppression import Shown
from circle_tui.storage.codec import decode, encode
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
    assert [segment.over for segment in record_of(session).segments] == [0, 0, 0]


def test_pauses_are_told() -> None:
    """Where the parts took less than the time together, the record says what the pauses were."""
    steps = ((rules.pause, at(2)), (rules.resume, at(12)), (rules.close, at(20)))
    record = record_of(after(begun(), *steps))
    assert told(record)[:2] == (
        ("Room", "3 people, 20 min together"),
        ("Pauses", "10:00 of that"),
    )
    parts = sum(segment.used for segment in record.segments)
    assert parts + record.paused == 60 * record.contact_minutes
    without = record_of(after(begun(), (rules.close, at(20))))
    assert [word for word, _ in told(without)] == ["Room"]


def test_a_pause_that_was_taken_back_is_in_the_record() -> None:
    """Its time is that of the part it was in, or nobody's once it was given back: no pause."""
    undone = ((rules.pause, at(2)), (rules.undo, at(12)))
    counted = record_of(after(begun(), *undone, (rules.close, at(20))))
    assert (counted.segments[0].used, counted.paused, counted.away) == (1200, 0, 0)
    back = ((rules.give_back, at(13)), (rules.close, at(20)))
    given = record_of(after(begun(), *undone, *back))
    assert (given.segments[0].used, given.paused, given.away) == (600, 0, 600)
    assert told(given) == (
        ("Room", "3 people, 10 min together"),
        ("Away", "10:00 given back, and not in that"),
    )


def test_contact_time_is_the_time_in_the_room() -> None:
    """Pauses are time with the group; a sleep that was given back is not."""
    paused = after(begun(), (rules.pause, at(2)), (rules.resume, at(10)), (rules.close, at(40)))
    record = record_of(paused)
    assert (record.contact_minutes, record.over_minutes) == (40, 19)
    slept = after(
        begun(),
        (rules.interrupted(at(5)), at(905)),
        (rules.give_back, at(905)),
        (rules.close, at(925)),
    )
    assert record_of(slept).contact_minutes == 25
    assert told(record_of(slept)) == (
        ("Room", "3 people, 25 min together"),
        ("Away", "15:00:00 given back, and not in that"),
    )
    counted = after(begun(), (rules.interrupted(at(5)), at(15)), (rules.close, at(25)))
    assert record_of(counted).contact_minutes == 25


def test_overtime_of_a_part_is_kept() -> None:
    """A part that took longer than planned says by how much; one that did not says nothing."""
    session = after(begun(), (rules.advance, at(7)), (rules.pass_turn, at(8)), (rules.close, at(9)))
    assert [segment.over for segment in record_of(session).segments] == [180, 0, 0]


def test_record_of_an_older_version_is_read() -> None:
    """A record that was kept before there was more in it opens as it was."""
    document = encode(record_of(after(begun(), (rules.close, at(9)))))
    older = {
        key: value for key, value in document.items() if key not in ("away", "airtime", "carried")
    }
    assert decode(SessionRecord, older) == decode(SessionRecord, document)


@pytest.mark.parametrize(
    ("people", "shown", "left"),
    [
        (10, (5, 5, 0), ()),
        (33, (11, 11, 11), (11, 11, 11)),
        (33, (20, 8, 5), (20, None, None)),
        (33, (6, None, None), ()),
        (33, (20, None, None), ()),
        (33, (), ()),
    ],
)
def test_a_record_counts_few_people_only_inside(people: int, shown: Shown, left: Shown) -> None:
    """What leaves the circle counts nobody in a small group, and no few answers in a large one."""
    record = record_of(after(begun(), (rules.close, at(9))))
    asked = SegmentRecord("Check-in", 360, 300, Poll.TRAFFIC_LIGHT, shown)
    record = replace(record, people=people, airtime=Airtime(30, 2, 1), segments=(asked,))
    out = for_outside(record)
    assert (out.people, out.airtime) == ((people, record.airtime) if people > 10 else (0, None))
    (segment,) = out.segments
    assert (segment.shown, segment.planned, segment.used) == (left, 360, 300)
    assert segment.poll is (Poll.TRAFFIC_LIGHT if left else Poll.NONE)


def test_an_open_session_has_no_record() -> None:
    """A session that still runs is not recorded as if it had ended."""
    with pytest.raises(ValueError, match="not closed"):
        record_of(begun())
