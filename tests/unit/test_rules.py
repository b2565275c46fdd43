"""Every rule: what it makes happen, and the sentence with which it refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Capture, NotesPolicy
from circle_tui.domain.errors import InputError
from circle_tui.domain.plan import TurnId
from circle_tui.domain.rules import Rule
from circle_tui.domain.timing import projected_end, seconds_left
from circle_tui.domain.writing import Kind, may_write
from tests.unit.circles import AGENDA, after, at, begun, refusal

LAST = [(rules.advance, at(minutes)) for minutes in range(4)]


def test_promise_is_what_the_author_stated() -> None:
    """An agenda that says 30 minutes promises an end in 30 minutes, whoever is there."""
    assert begun(replace(AGENDA, minutes=30)).promised_end == at(30)


def test_promise_is_the_plan_otherwise() -> None:
    """An agenda that states no length promises what its parts take with those present."""
    assert begun().promised_end == at(21)
    assert begun(people=2).promised_end == at(19)


def test_nobody_cannot_begin() -> None:
    """A session with nobody present does not start."""
    with pytest.raises(InputError, match="Nobody is marked as present"):
        rules.begin(AGENDA, (), "5e551011", at())


def test_advance_goes_through_every_turn() -> None:
    """The right arrow goes from person to person, then from part to part."""
    session, seen = begun(), [begun().current]
    for step in LAST:
        session = after(session, step)
        seen.append(session.current)
    assert seen == [TurnId(0, 1), TurnId(0, 2), TurnId(0, 3), TurnId(1, 0), TurnId(2, 0)]
    last = "That was the last part. To stop for today, end the session."
    assert refusal(session, rules.advance) == last


def test_going_back_goes_on_where_the_clock_stood() -> None:
    """Going back returns the floor with the time that person still had."""
    session = after(begun(), (rules.advance, at(seconds=50)), (rules.go_back, at(seconds=60)))
    assert session.current == TurnId(0, 1)
    assert seconds_left(session, at(seconds=60)) == 70


def test_nothing_before_the_first() -> None:
    """Going back on the first turn says that there is nothing before it."""
    assert refusal(begun(), rules.go_back).startswith("This is the first turn")


def test_passing_gives_the_time_to_the_meeting() -> None:
    """Who passes lets the meeting end earlier by what they had left."""
    session = after(begun(), (rules.pass_turn, at(seconds=20)))
    assert session.current == TurnId(0, 2)
    assert projected_end(session, at(seconds=20)) == at(21) - (at(2) - at(seconds=20))


def test_going_back_takes_up_a_passed_turn() -> None:
    """Who passed may speak after all: going back gives them what they had left."""
    session = after(begun(), (rules.pass_turn, at(seconds=20)), (rules.go_back, at(1)))
    assert session.current == TurnId(0, 1)
    assert not session.passed
    assert seconds_left(session, at(1)) == 100


def test_a_part_for_everybody_cannot_be_passed() -> None:
    """Passing belongs to persons; a part for all says how to move on instead."""
    session = after(begun(), *LAST[:3])
    assert refusal(session, rules.pass_turn) == (
        "This part belongs to everybody, so there is no turn to skip."
    )


def test_where_nobody_passes_the_key_says_so() -> None:
    """A part whose author wants everybody to speak does not let anybody be skipped."""
    agenda = replace(AGENDA, segments=(replace(AGENDA.segments[0], may_pass=False),))
    assert refusal(begun(agenda), rules.pass_turn) == (
        "Nobody skips their turn in this part; that is how this format works."
    )


KEEPS, NOTHING = NotesPolicy.PRESENTER_KEEPS, "Nothing is written down in this part"
THEIRS = "What comes of this part is the presenter's own"


@pytest.mark.parametrize(
    ("policy", "capture", "note", "action", "parked", "decision"),
    [
        (NotesPolicy.ANONYMOUS, (), "", "", "", ""),
        (NotesPolicy.ANONYMOUS, (Capture.THEME,), "", "", "", ""),
        (NotesPolicy.ANONYMOUS, (Capture.NONE,), NOTHING, NOTHING, NOTHING, NOTHING),
        (NotesPolicy.FORBIDDEN, (), NOTHING, NOTHING, NOTHING, NOTHING),
        (NotesPolicy.FORBIDDEN, (Capture.ACTION,), NOTHING, NOTHING, NOTHING, NOTHING),
        (KEEPS, (), "", THEIRS, THEIRS, THEIRS),
        (KEEPS, (Capture.PRESENTER,), "", THEIRS, THEIRS, THEIRS),
        (KEEPS, (Capture.PRESENTER, Capture.ACTION), "", "", THEIRS, THEIRS),
        (KEEPS, (Capture.PRESENTER, Capture.PARKING), "", THEIRS, "", THEIRS),
        (KEEPS, (Capture.NONE,), NOTHING, NOTHING, NOTHING, NOTHING),
    ],
)
def test_what_may_be_written_down(
    policy: NotesPolicy,
    capture: tuple[Capture, ...],
    note: str,
    action: str,
    parked: str,
    decision: str,
) -> None:
    """A presenter gets the notes; anything else stays in the circle only where that is meant."""
    segment = replace(AGENDA.segments[1], notes=policy, capture=capture)
    session = begun(replace(AGENDA, segments=(segment,)))
    for kind, why in zip(Kind, (note, action, parked, decision), strict=True):
        rule = may_write(kind)
        if why:
            assert refusal(session, rule).startswith(why)
        else:
            assert rule(session, at()) == ()


def test_the_last_person_cannot_pass_into_nothing() -> None:
    """Nobody can skip the very last turn: there is nothing after it."""
    agenda = replace(AGENDA, segments=AGENDA.segments[:1])
    last = "That was the last turn. To stop for today, end the session."
    assert refusal(begun(agenda, people=1), rules.pass_turn) == last
    assert refusal(begun(agenda, people=1), rules.advance) == last


def test_pausing_and_going_on() -> None:
    """A pause takes nothing from the turn; it moves the projected end, not the promised one."""
    session = after(begun(), (rules.pause, at(1)), (rules.resume, at(6)))
    assert seconds_left(session, at(6)) == 60
    assert session.promised_end == at(21)
    assert projected_end(session, at(6)) == at(26)


def test_pausing_twice_is_said() -> None:
    """Pausing a paused clock, or resuming a running one, says how it stands."""
    assert refusal(begun(), rules.resume) == "The clock is already running."
    paused = after(begun(), (rules.pause, at(1)))
    assert refusal(paused, rules.pause) == "The clock is already paused."


def test_one_key_pauses_and_goes_on() -> None:
    """The same key pauses and goes on."""
    session = after(begun(), (rules.toggle_pause, at(1)))
    assert session.running_since is None
    assert after(session, (rules.toggle_pause, at(2))).running_since == at(2)


def test_moving_while_paused_stays_paused() -> None:
    """Moving on during a pause does not start the next clock behind anybody's back."""
    session = after(begun(), (rules.pause, at(1)), (rules.advance, at(2)))
    assert session.running_since is None
    assert seconds_left(session, at(10)) == 120


def test_a_minute_more_and_less() -> None:
    """One key gives a minute, another takes it."""
    session = after(begun(), (rules.lengthen, at()))
    assert seconds_left(session, at()) == 180
    assert seconds_left(after(session, (rules.shorten, at())), at()) == 120


def test_taking_a_minute_takes_at_most_what_is_left() -> None:
    """With less than a minute on the clock, taking a minute ends the turn, not more."""
    session = after(begun(), (rules.shorten, at(1, 29.5)))
    assert -1 < seconds_left(session, at(1, 29.5)) <= 0
    assert refusal(session, rules.shorten, at(1, 30)) == "This turn's time is already up."


def test_what_is_shown_as_left_can_be_taken() -> None:
    """While the clock shows a second, that second can be taken; the refusal agrees with it."""
    assert seconds_left(after(begun(), (rules.shorten, at(1, 59.5))), at(1, 59.5)) == -0.5
    assert refusal(begun(), rules.shorten, at(2)) == "This turn's time is already up."


def test_gifts_have_an_end() -> None:
    """A key that is stuck does not make a turn of a hundred hours."""
    session = after(begun(), *[(rules.lengthen, at())] * 240)
    assert refusal(session, rules.lengthen).startswith("This turn is already four hours longer")


def test_an_interruption_counts_until_it_is_given_back() -> None:
    """Twelve minutes of sleep count, unless somebody decides that they do not."""
    session = after(begun(), (rules.interrupted(at(1)), at(13)))
    assert seconds_left(session, at(13)) == -660
    session = after(session, (rules.give_back, at(14)))
    assert seconds_left(session, at(14)) == 0
    assert refusal(session, rules.give_back) == rules.NOT_AWAY.why


def test_an_interruption_is_never_longer_than_the_clock_ran() -> None:
    """What passed before the turn began, or while it was paused, cannot be given back."""
    session = after(begun(), (rules.pause, at(1)), (rules.resume, at(5)))
    session = after(session, (rules.interrupted(at(0.5)), at(5.5)), (rules.give_back, at(5.5)))
    assert seconds_left(session, at(5.5)) == 60


def test_what_was_decided_is_not_given_back_with_a_later_sleep() -> None:
    """After I said that a crash counts, a later sleep is offered alone."""
    crash = (rules.interrupted(at(1), decided=True), at(1.5))
    session = after(begun(), (rules.interrupted(at(0.5)), at(1)), crash)
    assert session.pending == timedelta(minutes=1)
    session = after(session, (rules.interrupted(at(2)), at(7)))
    assert session.pending == timedelta(minutes=5.5)
    session = after(begun(), crash, (rules.give_back, at(2)), (rules.interrupted(at(2)), at(7)))
    assert session.pending == timedelta(minutes=5)


def test_no_interruption_while_paused() -> None:
    """A computer that slept through a pause lost nobody any time."""
    paused = after(begun(), (rules.pause, at(1)))
    assert refusal(paused, rules.interrupted(at(2)), at(9)) == (
        "The clock was paused, so no time was lost."
    )


def test_no_interruption_from_the_future() -> None:
    """A wall clock that was set back between two runs never takes time from a turn."""
    assert refusal(begun(), rules.interrupted(at(5)), at(1)) == "No time was lost."


def test_what_nobody_saw_is_not_given_back_but_there_is_a_way() -> None:
    """A pager went off while the clock ran: g says what to do instead."""
    why = refusal(after(begun(), (rules.lengthen, at(1))), rules.give_back, at(2))
    assert why == "No interruption to give back, or one too short. Give minutes."


def test_an_interruption_ends_with_its_turn() -> None:
    """Once the floor has moved on, there is nothing to give back any more."""
    session = after(begun(), (rules.interrupted(at()), at(1)), (rules.advance, at(2)))
    assert refusal(session, rules.give_back) == rules.NOT_AWAY.why


def test_undo_keeps_the_question_about_a_sleep() -> None:
    """Undo after a sleep takes back what I did before it; its time can still be given back."""
    slept = (rules.interrupted(at(2)), at(12))
    session = after(begun(), (rules.advance, at(1)), slept, (rules.undo, at(13)))
    assert (session.current, seconds_left(session, at(13))) == (TurnId(0, 1), 120 - 780)
    assert session.pending == timedelta(minutes=10)
    assert refusal(session, rules.undo, at(13)) == "There is nothing to undo yet."
    session = after(session, (rules.give_back, at(13)), (rules.undo, at(13)))
    assert session.pending == timedelta(minutes=10)


def test_undo_of_going_on_has_no_question() -> None:
    """Where the clock turns out to have been paused over the sleep, nobody lost any time."""
    steps = ((rules.pause, at(1)), (rules.resume, at(2)), (rules.interrupted(at(2)), at(12)))
    session = after(begun(), *steps, (rules.undo, at(13)))
    assert session == after(begun(), *steps[:1])


@pytest.mark.parametrize(("pause", "told"), [(14, 0), (15, 15), (8 * 3600, 8 * 3600)])
def test_undo_of_a_pause_tells_the_time_that_counts_by_it(pause: int, told: int) -> None:
    """I pause and take it back much later: the time counts, I am told, and can give it back."""
    session = after(begun(), (rules.pause, at(1)), (rules.undo, at(1, pause)))
    assert seconds_left(session, at(1, pause)) == 60 - pause
    assert session.pending == timedelta(seconds=told)
    if told:
        session = after(session, (rules.give_back, at(1, pause)))
        assert seconds_left(session, at(1, pause)) == 60
        assert session.away == timedelta(seconds=told)
    else:
        assert refusal(session, rules.give_back) == rules.NOT_AWAY.why


def test_undo_of_a_pause_that_the_computer_slept_through() -> None:
    """The sleep in a pause was nobody's; with the pause taken back it is told, and told once."""
    steps = ((rules.pause, at(1)), (rules.resume, at(2)), (rules.interrupted(at(3)), at(9)))
    session = after(begun(), *steps, (rules.undo, at(10)))
    assert (session.running_since, session.pending) == (None, timedelta(0))
    session = after(session, (rules.undo, at(11)))
    assert session.pending == timedelta(minutes=10)
    assert refusal(session, rules.undo, at(11)) == "There is nothing to undo yet."
    assert seconds_left(after(session, (rules.give_back, at(11))), at(11)) == 60


def test_undo_of_two_pauses_one_after_the_other() -> None:
    """Each undo is of one thing, and what has run uncounted by then is offered whole."""
    pauses = ((rules.pause, at(1)), (rules.resume, at(2)), (rules.pause, at(3)))
    session = after(begun(), *pauses, (rules.undo, at(5)))
    assert (session.pending, seconds_left(session, at(5))) == (timedelta(minutes=2), -120)
    session = after(session, (rules.undo, at(5)), (rules.undo, at(6)))
    assert (session.pending, seconds_left(session, at(6))) == (timedelta(minutes=5), -240)


def test_a_pause_taken_back_after_a_clock_was_set_back() -> None:
    """A wall clock that was set back between two runs asks nothing."""
    session = after(begun(), (rules.pause, at(9)), (rules.undo, at(2)))
    assert session == begun()


@pytest.mark.parametrize(("away", "told"), [(14, 0), (15, 15), (8 * 3600, 8 * 3600)])
def test_an_end_that_is_taken_back_never_came(away: int, told: int) -> None:
    """The session goes on at its place; time since the end counts, is told, and can be had back."""
    before = after(begun(), (rules.advance, at(1)), (rules.lengthen, at(2)))
    session = after(before, (rules.close, at(3)), (rules.reopen, at(3, away)))
    assert (session.closed, session.current) == (None, before.current)
    assert seconds_left(session, at(3, away)) == seconds_left(before, at(3)) - away
    assert session.pending == timedelta(seconds=told)
    if told:
        session = after(session, (rules.give_back, at(3, away)))
        assert seconds_left(session, at(3, away)) == seconds_left(before, at(3))
    else:
        assert session == before
    assert after(session, (rules.undo, at(20)), (rules.close, at(20))).closed == at(20)


def test_an_end_within_a_pause_is_taken_back_to_the_pause() -> None:
    """Where the clock was paused when it ended, it stays so, and no time was lost."""
    before = after(begun(), (rules.pause, at(1)))
    assert after(before, (rules.close, at(2)), (rules.reopen, at(90))) == before


def test_what_has_not_ended_has_no_end_to_take_back() -> None:
    """Of a session that runs there is no end that could be taken back."""
    with pytest.raises(ValueError, match="not ended"):
        rules.reopen(begun(), at(1))


def test_undo_takes_back_one_thing_after_the_other() -> None:
    """Undo again and again leads back to the beginning, with the time as it has passed."""
    session = after(begun(), (rules.lengthen, at()), (rules.advance, at(1)), (rules.undo, at(2)))
    assert session.current == TurnId(0, 1)
    assert seconds_left(session, at(2)) == 60
    session = after(session, (rules.undo, at(2)))
    assert session == begun()
    assert refusal(session, rules.undo) == "There is nothing to undo yet."


@pytest.mark.parametrize(
    "rule",
    [
        *(rules.advance, rules.go_back, rules.pass_turn, rules.pause, rules.resume, rules.close),
        *(rules.toggle_pause, rules.lengthen, rules.shorten, rules.give_back, rules.undo),
        rules.interrupted(at()),
    ],
)
def test_an_ended_session_stays_as_it_is(rule: Rule) -> None:
    """After the end every key says that the session has ended."""
    ended = after(begun(), (rules.close, at(3)))
    assert refusal(ended, rule, at(4)) == "The session has ended; nothing in it changes any more."
