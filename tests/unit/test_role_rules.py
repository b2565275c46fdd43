"""Roles in a session: dealt at its start, given to whoever comes forward, and kept true."""

from dataclasses import replace

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.cast import NOBODY, Cast
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.role_rules import asked_for, give_role, holders_now, may_give, settled
from circle_tui.domain.session import Session, fold
from circle_tui.domain.telling import given_text
from circle_tui.domain.timing import seconds_left
from tests.unit.circles import NAMES, after, at, begun, refusal

AGENDA = Agenda(
    "case",
    "One case",
    (
        Segment("Who?", "welcome", ClockMode.GROUP, 120, roles=("timekeeper",)),
        Segment("Case", "exercise", ClockMode.ONE, 600, roles=("presenter",)),
        Segment("Share", "round", ClockMode.EACH, 60, exclude=("presenter",)),
        Segment("Back", "exercise", ClockMode.ONE, 240, roles=("presenter",)),
    ),
)
"""Somebody tells a case, the others share, and that one comes back."""


def seats(session: Session, segment: int) -> list[int]:
    """Return who has the turns of a segment."""
    return [turn.id.seat for turn in session.turns if turn.id.segment == segment]


def with_first(first: Segment, *more: Segment) -> Agenda:
    """Return the agenda with another first part, and more at its end."""
    return replace(AGENDA, segments=(first, *AGENDA.segments[1:], *more))


def dealt() -> Session:
    """Return a session of three with the roles dealt: the first keeps time, the second presents."""
    return begun(AGENDA)


def test_who_comes_forward_has_the_parts_of_the_role() -> None:
    """Cleo has a case: she presents, has no turn in the round, and comes back at the end."""
    assert [seats(dealt(), part) for part in (1, 2, 3)] == [[2], [1, 3], [2]]
    session = after(dealt(), (give_role("presenter", 3), at(1)))
    assert [seats(session, part) for part in (1, 2, 3)] == [[3], [1, 2], [3]]
    assert holders_now(session) == {"timekeeper": 1, "presenter": 3}
    assert session.current == TurnId(0, EVERYBODY)
    assert seconds_left(session, at(1)) == 60, "the part that is on goes on as it was"


def test_one_role_given_deals_no_other_again() -> None:
    """Naming the presenter does not make another one keep the time, whoever it is."""
    session = after(dealt(), (give_role("presenter", 1), at()))
    assert holders_now(session) == {"timekeeper": 1, "presenter": 1}
    started = fold([rules.begin(AGENDA, (1, 2), "5e551011", at(), Cast(roles=(("presenter", 1),)))])
    session = after(started, (give_role("presenter", 2), at()))
    assert holders_now(session) == {"timekeeper": 2, "presenter": 2}


def test_the_speaker_changes_while_their_part_is_on() -> None:
    """Named a minute late, the presenter has all of the time, and the minute is nobody's."""
    session = after(dealt(), (rules.advance, at(2)), (rules.lengthen, at(2)))
    session = after(session, (give_role("presenter", 3), at(3)))
    assert session.current == TurnId(1, 3)
    assert seconds_left(session, at(3)) == 600
    assert session.used[TurnId(1, EVERYBODY, 0)] == at(1) - at()
    paused = after(dealt(), (rules.advance, at(2)), (rules.pause, at(3)))
    paused = after(paused, (give_role("presenter", 3), at(9)))
    assert seconds_left(paused, at(12)) == 600, "a pause stays a pause"


def test_who_has_the_floor_keeps_it() -> None:
    """In the round the first speaker goes on speaking, unless it is they who now present."""
    session = after(dealt(), *[(rules.advance, at(2))] * 2)
    kept = after(session, (give_role("presenter", 3), at(2, 20)))
    assert seats(kept, 2) == [1, 2]
    assert seconds_left(kept, at(2, 20)) == 40
    other = after(session, (give_role("presenter", 1), at(2, 20)))
    assert seats(other, 2) == [2, 3]
    assert other.current == TurnId(2, 2)
    assert seconds_left(other, at(2, 20)) == 60


def test_who_speaks_first_goes_on_though_another_would_begin() -> None:
    """When somebody before them is back in the round, whoever speaks is not taken the floor."""
    session = after(dealt(), (give_role("presenter", 1), at()), *[(rules.advance, at(2))] * 2)
    assert session.current == TurnId(2, 2)
    session = after(session, (give_role("presenter", 3), at(2, 20)))
    assert seats(session, 2) == [2, 1]
    assert seconds_left(session, at(2, 20)) == 40


def test_turns_that_were_had_are_not_written_anew() -> None:
    """Once a second person has spoken the round stays; the parts ahead follow the new holder."""
    session = after(dealt(), *[(rules.advance, at(2))] * 3)
    session = after(session, (give_role("presenter", 1), at(3)))
    assert [seats(session, part) for part in (1, 2, 3)] == [[2], [1, 3], [1]]


def test_going_back_before_the_part_makes_its_time_nobodys() -> None:
    """Back at the question, another one presents with all of the time."""
    session = after(dealt(), (rules.advance, at(2)), (rules.go_back, at(4)))
    session = after(session, (give_role("presenter", 1), at(4)), (rules.advance, at(5)))
    assert seconds_left(session, at(5)) == 600
    assert session.used[TurnId(1, EVERYBODY, 0)] == at(2) - at()


def test_giving_can_be_undone() -> None:
    """One key takes it back, with the clock as it ran."""
    session = after(dealt(), (rules.advance, at(2)))
    assert after(session, (give_role("presenter", 3), at(3)), (rules.undo, at(4))) == session


def test_confirming_is_remembered() -> None:
    """Who was dealt the role may be confirmed once; the turns stay as they are."""
    session = after(dealt(), (give_role("presenter", 2), at()))
    assert session.turns == dealt().turns
    assert session.named == {"presenter"}
    assert refusal(session, give_role("presenter", 2)) == "This person has the role already."


def test_a_role_is_settled_when_its_parts_are_over() -> None:
    """Who wrote in a part that is over did so; the key is gone with the last such part."""
    scribe = replace(AGENDA.segments[0], roles=("scribe",))
    session = after(begun(with_first(scribe)), (rules.advance, at(2)))
    assert settled(session, "scribe")
    assert "it stays with who had it" in refusal(session, give_role("scribe", 3))
    assert not settled(session, "presenter")
    over = with_first(scribe, replace(AGENDA.segments[0], roles=()))
    end = after(begun(over), *[(rules.advance, at(2))] * 5)
    assert refusal(end, may_give) == "Every part that somebody has a role in is over."
    assert asked_for(end) is None


@pytest.mark.parametrize("role", ["host", "facilitator", "timekeeper", "time keeper"])
def test_who_sees_to_the_meeting_can_be_called_away_at_any_minute(role: str) -> None:
    """Their part is long over, and somebody else takes over; nobody's turn changes by that."""
    agenda = with_first(replace(AGENDA.segments[0], roles=(role,)))
    session = after(begun(agenda), *[(rules.advance, at(2))] * 4)
    assert not settled(session, role)
    handed = after(session, (give_role(role, 3), at(20)))
    assert holders_now(handed)[role] == 3
    assert (handed.turns, handed.current) == (session.turns, session.current)
    assert seconds_left(handed, at(20)) == seconds_left(session, at(20))
    assert after(handed, (rules.undo, at(20))) == session


def test_the_role_that_is_most_likely_meant_is_asked_for() -> None:
    """That of the part that is on or ahead, then one for the whole meeting; an open one first."""
    assert asked_for(dealt()) == "timekeeper"
    talk = after(dealt(), (rules.advance, at(2)))
    assert asked_for(talk) == "presenter"
    left = after(talk, (rules.advance, at(3)), (attend({2: Attendance.LEFT}), at(4)))
    assert holders_now(left)["presenter"] == NOBODY
    assert asked_for(left) == "presenter"
    agenda = with_first(AGENDA.segments[0], replace(AGENDA.segments[0], roles=()))
    assert asked_for(after(begun(agenda), *[(rules.advance, at(2))] * 5)) == "timekeeper"


def test_who_goes_on_for_a_presenter_who_left_is_told_how() -> None:
    """The presenter is called away; the floor is with the others. Cleo presents, from the start."""
    left = after(dealt(), (rules.advance, at(2)), (attend({2: Attendance.LEFT}), at(3)))
    assert left.current.segment == 2
    told = given_text(left, "presenter", 3, at(4), NAMES, AGENDA)
    assert told == 'Presenter: Teodor. Ends 1 min earlier. Going back begins their "Case".'
    given = after(left, (give_role("presenter", 3), at(4)))
    session = after(given, (rules.go_back, at(4)))
    assert after(session, (rules.undo, at(4))) == given
    assert session.current == TurnId(1, 3)
    assert session.used[TurnId(1, EVERYBODY, 0)] == at(3) - at(2), "what was had is nobody's time"
    assert seconds_left(session, at(4)) == 600
    assert given_text(dealt(), "presenter", 3, at(1), NAMES, AGENDA) == "Presenter: Teodor."
    assert given_text(left, "timekeeper", 3, at(4), NAMES, AGENDA) == "Timekeeper: Teodor."


def test_what_cannot_be_given_is_refused_in_words() -> None:
    """An agenda without roles, a stranger, or a meeting that is over: nothing is given."""
    assert refusal(begun(), may_give) == (
        'This agenda names no roles to give. Its file can: roles = ["host"].'
    )
    for rule in (give_role("presenter", 9), give_role("captain", 1)):
        assert refusal(dealt(), rule) == "This role or this person is not in the session."
    closed = after(dealt(), (rules.close, at(1)))
    for ended in (may_give, give_role("presenter", 1)):
        assert refusal(closed, ended).startswith("The session has ended")


def test_a_part_shared_out_by_bids_stays_as_agreed() -> None:
    """What people agreed on by bids is not undone by a role that goes to another."""
    asked = Segment("Turns", "round", ClockMode.BID, 1_200, exclude=("presenter",))
    session = begun(replace(AGENDA, segments=(AGENDA.segments[0], asked, AGENDA.segments[1])))
    session = after(session, (accept_bids([(1, 600), (3, 300)]), at()))
    session = after(session, (give_role("presenter", 3), at(1)))
    assert seats(session, 1) == [1, 3]


@pytest.mark.parametrize("minute", [0, 30])
def test_the_end_follows(minute: int) -> None:
    """A role given moves nobody's promise."""
    session = after(dealt(), (give_role("presenter", 3), at(minute)))
    assert session.promised_end == dealt().promised_end
