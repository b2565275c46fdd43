"""When a meeting should be over: counted from when it was planned, and moved by the room alone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.facts import Promised
from circle_tui.domain.meeting import Cadence, Meeting, MeetingStatus, Rhythm
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.promise import EARLIEST, promise, promised_end, shown, start_text
from circle_tui.domain.promise_rules import as_it_stands, promise_end, within_reach
from circle_tui.domain.record import began_text, record_of
from circle_tui.domain.replan_rules import ON_TIME, Replans, replans
from circle_tui.domain.session import fold
from circle_tui.domain.timing import drift_of, projected_end
from circle_tui.services.inviting import call_off, move, settle
from circle_tui.services.scheduled import overdue_today, scheduled_start
from circle_tui.services.seating import start
from tests.fakes import THURSDAY_EVENING, FakeCircle, FakeClock, Tokens
from tests.unit.circles import AGENDA, after, at, begun, refusal

BERLIN = ZoneInfo("Europe/Berlin")
SEATS = (1, 2, 3)
TAKES = timedelta(minutes=21)

NOOR = Member("a1", "Noor Haddad", "Cedar")
RHYTHM = Cadence(
    Rhythm.WEEKS, 3, 3, THURSDAY_EVENING.astimezone(BERLIN).time(), "Europe/Berlin", 90,
    anchor=THURSDAY_EVENING.date(),
)  # fmt: skip


def meeting(starts: datetime, status: MeetingStatus = MeetingStatus.CONFIRMED) -> Meeting:
    """Return a meeting that was agreed on, at an instant."""
    wall = starts.astimezone(BERLIN).replace(tzinfo=None)
    return Meeting("u1", wall, "Europe/Berlin", 90, 0, THURSDAY_EVENING, status)


@pytest.mark.parametrize("late", [2, 8, 10])
def test_late_start_keeps_the_planned_end(late: int) -> None:
    """Planned for 18:30 and begun some minutes later, it should still be over when people think."""
    assert promised_end(AGENDA, SEATS, at(), at(late)) == at() + TAKES


def test_early_start_keeps_the_planned_end() -> None:
    """Begun before its time, it is early, and the end people were told stands."""
    assert promised_end(AGENDA, SEATS, at(), at(-5)) == at() + TAKES


def test_stated_minutes_are_the_length() -> None:
    """Where the author stated a length, that is what is counted from the planned start."""
    stated = Agenda("small", "Small", AGENDA.segments, minutes=30)
    assert promised_end(stated, SEATS, at(), at(8)) == at(30)


@pytest.mark.parametrize(
    ("scheduled", "now"),
    [
        (None, at(8)),
        (at(), at(0, 59)),
        (at(), at(0, -59)),
        (at(), at() - EARLIEST - timedelta(seconds=1)),
        (at(), at() + TAKES),
    ],
)
def test_otherwise_it_is_counted_from_now(scheduled: datetime | None, now: datetime) -> None:
    """Punctual, not planned, or far from the planned time: the length counts from the start."""
    assert promised_end(AGENDA, SEATS, scheduled, now) == now + TAKES


@pytest.mark.parametrize("late", [61, 200, 359])
def test_however_late_the_end_that_was_told_stays(late: int) -> None:
    """As long as it lies ahead nobody but the room moves it; once it is over, it is said so."""
    long = Agenda("long", "Long", (Segment("Day", "discussion", ClockMode.GROUP, 6 * 3600),))
    assert promised_end(long, SEATS, at(), at(late)) == at(360)
    over = promise(long, SEATS, at(), at(361))
    assert (over.end, over.planned, over.missed) == (at(721), None, at())
    assert "promised anew" in start_text(over, at(361), BERLIN)


def test_half_an_hour_early_is_tonights_meeting() -> None:
    """Begun thirty minutes before its time it is the planned one; a minute sooner, another."""
    assert promised_end(AGENDA, SEATS, at(), at(-30)) == at() + TAKES
    assert promised_end(AGENDA, SEATS, at(), at(-31)) == at(-31) + TAKES


def test_a_meeting_that_is_long_over_is_not_talked_of() -> None:
    """Within the hour after its end it is said to be promised anew; later nothing is said."""
    for late, said in ((20, True), (80, True), (82, False)):
        found = promise(AGENDA, SEATS, at(), at(late))
        assert bool(start_text(found, at(late), BERLIN)) is said


def test_late_start_is_said() -> None:
    """Before it begins I read what the late start does to the end, in one sentence."""
    found = promise(AGENDA, SEATS, at(), at(8))
    assert start_text(found, at(8), BERLIN) == (
        "planned for 18:30, starts 8 min late: ends 18:59, promised 18:51"
    )
    assert start_text(promise(AGENDA, SEATS, None, at(8)), at(8), BERLIN) == ""


def test_session_begins_with_the_planned_end() -> None:
    """The session that begins late is behind from its first second, and offers to end on time."""
    session = fold([rules.begin(AGENDA, SEATS, "5e551011", at(8), scheduled=at())])
    assert session.promised_end == at() + TAKES
    found = replans(session, at(8), UTC)
    assert isinstance(found, Replans)
    assert found.said.startswith("The meeting would end 8 min after the promised")


@pytest.mark.parametrize(
    ("scheduled", "minutes", "said"),
    [
        (at(), 7, "18:37, 7 min late; planned for 18:30"),
        (at(), -5, "18:25, 5 min early; planned for 18:30"),
        (at(), 0.5, ""),
        (at(), 50, ""),
        (None, 7, ""),
    ],
)
@pytest.mark.parametrize("stated", [None, 30])
def test_the_record_says_how_late_it_began(
    scheduled: datetime | None, minutes: float, said: str, stated: int | None
) -> None:
    """A start off its plan is kept, whatever becomes of the promise; where none was, nothing is."""
    agenda = Agenda("small", "Small", AGENDA.segments, minutes=stated)
    session = fold([rules.begin(agenda, SEATS, "5e551011", at(minutes), scheduled=scheduled)])
    moved = after(session, (promise_end(at(90)), at(minutes + 1)), (rules.close, at(minutes + 20)))
    assert began_text(record_of(moved), BERLIN) == said


def test_promise_is_moved_and_taken_back() -> None:
    """The room agrees on another end, and undo gives the old promise back."""
    moved = after(begun(), (promise_end(at(30)), at(1)))
    assert moved.promised_end == at(30)
    assert moved.standing[-1] == Promised(at(1), at(30))
    assert after(moved, (rules.undo, at(2))).promised_end == at(21)


def test_promise_is_refused_in_words() -> None:
    """The same end, one that is over, one far away and one after the end are refused in words."""
    assert "already" in refusal(begun(), promise_end(at(21)), at(1))
    assert "is over" in refusal(begun(), promise_end(at(1)), at(1))
    assert "twelve hours" in refusal(begun(), promise_end(at(60 * 13)), at(1))
    assert "ended" in refusal(after(begun(), (rules.close, at(1))), promise_end(at(30)), at(2))


def test_end_as_it_stands_is_a_promise_that_holds() -> None:
    """Promised as it stands it is the minute that is shown, and nobody is behind by its seconds."""
    for minutes, seconds in ((3, 10), (3, 40), (4, 0)):
        now = at(minutes, seconds)
        late = after(begun(), (rules.advance, now))
        end = as_it_stands(late, now)
        assert shown(end, None) == shown(projected_end(late, now), None)
        moved = after(late, (promise_end(end), now))
        assert drift_of(projected_end(moved, now), moved.promised_end) == "on time"
        assert replans(moved, now, UTC) == ON_TIME


def test_what_is_over_is_not_promised_as_it_stands() -> None:
    """In the last talk, whose time is up, it is the next minute, which can still be kept."""
    last = after(begun(), *[(rules.advance, at(1))] * 4)
    assert as_it_stands(last, at(40, 20)) == at(41)


def test_only_a_minute_ahead_can_be_promised() -> None:
    """However long the key is held, the end that is looked at can be promised."""
    assert within_reach(at(-60), at(1, 30)) == at(2)
    assert within_reach(at(60 * 50), at(1, 30)) == at(60 * 12 + 2)


def circle(kept: Meeting | None, cadence: Cadence | None = RHYTHM) -> FakeCircle:
    """Return a circle with this rhythm and this meeting kept."""
    made = FakeCircle(NOOR)
    made.people.put_profile(Profile("Thursday circle", cadence))
    if kept:
        made.meetings.put(kept)
    return made


def invited(late: int) -> FakeCircle:
    """Return a circle whose next invite was written while tonight's meeting was so late."""
    made = circle(None)
    settle(made, FakeClock(at(late)), Tokens())
    return made


@pytest.mark.parametrize("late", [0, 2, 40])
def test_the_next_invite_leaves_tonights_end(late: int) -> None:
    """I write the next invite while tonight's circle is late: its promised end stays."""
    made = invited(late)
    clock = FakeClock(at(late + 1))
    assert scheduled_start(made, clock) == overdue_today(made, clock) == at()
    start(made, AGENDA, [NOOR], "5e551011", FakeClock(at(8)))
    assert fold(made.journal.read()).promised_end == at(17)


def test_a_next_invite_that_is_changed_leaves_tonights_end() -> None:
    """The next meeting is moved, called off and put anew, and tonight's is still late."""
    made, clock = invited(2), FakeClock(at(3))
    week = datetime(2026, 12, 11, 18, 30)  # noqa: DTZ001 - wall time
    move(made, clock, Tokens(8), week)
    assert scheduled_start(made, clock) == at()
    call_off(made, clock)
    assert scheduled_start(made, clock) == at()
    settle(made, clock, Tokens(16))
    assert scheduled_start(made, clock) == at()


def test_an_agreed_hour_of_tonight_stays_beside_the_next_invite() -> None:
    """Tonight was agreed for a quarter to seven: that, and not the rhythm's hour, is late."""
    made = circle(meeting(at(15)))
    settle(made, FakeClock(at(20)), Tokens())
    assert scheduled_start(made, FakeClock(at(21))) == at(15)


def test_what_was_called_off_tonight_is_not_late_beside_the_next_invite() -> None:
    """Tonight was called off, and the next invite is written: nobody waits for tonight's."""
    made = circle(meeting(at(15), MeetingStatus.CANCELLED))
    settle(made, FakeClock(at(20)), Tokens())
    assert overdue_today(made, FakeClock(at(21))) is None


def test_put_later_tonight_it_is_tonights_meeting() -> None:
    """The late meeting is put at half past eight tonight: that is what people count from."""
    made = circle(meeting(at()))
    tonight = datetime(2026, 11, 19, 20, 30)  # noqa: DTZ001 - wall time
    move(made, FakeClock(at(10)), Tokens(), tonight)
    assert scheduled_start(made, FakeClock(at(11))) == at(120)


def test_held_tonight_it_is_late_no_more() -> None:
    """Once tonight's meeting was held, home tells of the next one."""
    made = invited(2)
    made.records.put(record_of(after(begun(), (rules.close, at(5)))))
    assert overdue_today(made, FakeClock(at(20))) is None


WEEKS_LATER = THURSDAY_EVENING + timedelta(weeks=3)


@pytest.mark.parametrize(
    ("kept", "now", "scheduled"),
    [
        (None, at(8), at()),
        (None, at(-20), at()),
        (meeting(at(15)), at(20), at(15)),
        (meeting(at(15), MeetingStatus.CANCELLED), at(20), None),
        (meeting(at(-60 * 24 * 21)), at(8), at()),
        (meeting(WEEKS_LATER), at(8), WEEKS_LATER),
    ],
)
def test_what_the_start_is_counted_from(
    kept: Meeting | None, now: datetime, scheduled: datetime | None
) -> None:
    """The meeting as it was agreed counts, else the rhythm's; one that was called off does not."""
    assert scheduled_start(circle(kept), FakeClock(now)) == scheduled


@pytest.mark.parametrize(("hours", "scheduled"), [(11, at()), (13, None)])
def test_half_a_day_later_it_did_not_take_place(hours: int, scheduled: datetime | None) -> None:
    """Hours late it is still the meeting that was planned; more than twelve, it is none."""
    late = FakeClock(at(60 * hours))
    assert scheduled_start(circle(meeting(at()), None), late) == scheduled


@pytest.mark.parametrize(("minutes", "scheduled"), [(59, at()), (61, None)])
def test_ended_by_mistake_it_is_begun_anew(minutes: int, scheduled: datetime | None) -> None:
    """A meeting that was held begins anew within the hour, with its end; later it is over."""
    made = circle(meeting(at()), None)
    made.records.put(record_of(after(begun(), (rules.close, at(5)))))
    assert scheduled_start(made, FakeClock(at(minutes))) == scheduled


def test_without_a_rhythm_nothing_was_planned() -> None:
    """A circle without a rhythm, or whose time does not exist tonight, has promised nobody."""
    assert scheduled_start(circle(None, None), FakeClock()) is None
    skipped = Cadence(
        Rhythm.WEEKS, 1, 6, datetime(2027, 3, 28, 2, 30).time(),  # noqa: DTZ001 - wall time
        "Europe/Berlin", 90, anchor=datetime(2027, 3, 28).date(),  # noqa: DTZ001 - wall time
    )  # fmt: skip
    now = datetime(2027, 3, 28, 1, 5, tzinfo=UTC)
    assert scheduled_start(circle(None, skipped), FakeClock(now)) is None


def test_a_late_evening_starts_with_its_promise() -> None:
    """The session that I start eight minutes late is promised for the planned end."""
    made = circle(None)
    start(made, AGENDA, [NOOR], "5e551011", FakeClock(at(8)))
    assert fold(made.journal.read()).promised_end == at(17)
