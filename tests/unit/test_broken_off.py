"""Somebody is called away in their turn and comes back: what they get, and what is said of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import ClockMode, Order
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.facts import Undone
from circle_tui.domain.plan import TurnId
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply
from circle_tui.domain.sharing import level
from circle_tui.domain.timing import projected_end, seconds_left
from circle_tui.domain.turn_rules import come_back_later, come_forward
from tests.unit.circles import take
from tests.unit.test_attendance import (
    LATE,
    LEFT,
    PRESENT,
    SHARED,
    TALK,
    WORD,
    after,
    at,
    begun,
    said,
    turns,
)

ANA = TurnId(0, 1)
BIDS = replace(SHARED, clock=ClockMode.BID)


def goes(seat: int, minute: float) -> tuple[Rule, datetime]:
    """Return the step by which somebody leaves."""
    return attend({seat: LEFT}), at(minute)


def comes(seat: int, minute: float) -> tuple[Rule, datetime]:
    """Return the step by which somebody is back."""
    return attend({seat: PRESENT}), at(minute)


def order(session: Session) -> list[int]:
    """Return whose turn each is in the first part."""
    return [seat for seat, _ in turns(session)]


def of_ana(session: Session, minute: float) -> str:
    """Return what is said of Ana when she comes back."""
    first, *_ = said(session, at(minute), {1: PRESENT})
    return first


def left(session: Session) -> int:
    """Return what Ana still has of her turn, which must lie ahead."""
    (turn,) = (t for t in session.turns[session.position + 1 :] if t.id == ANA)
    return round(session.allotted(turn) - session.used[ANA].total_seconds())


def test_where_each_has_the_same_time_what_was_left_is_still_theirs() -> None:
    """Ten seconds of two minutes: back in the round she is last, with 1:50, and the end moves."""
    away = after(begun(WORD, TALK), goes(1, 1 / 6))
    assert order(away) == [1, 2, 3, 4]
    assert said(away, at(1), {1: PRESENT}) == (
        'Ana is back: gets 1:50 more in "Word".',
        "Ends 17:48, 2 min later than now: on time.",
    )
    back = after(away, comes(1, 1))
    assert order(back) == [2, 3, 4, 1]
    assert projected_end(back, at(1)) - projected_end(away, at(1)) == timedelta(seconds=110)
    assert apply(back, Undone(at(2))) == away
    on = after(back, *((rules.advance, at(2)),) * 3)
    assert (on.current, seconds_left(on, at(2))) == (ANA, 110)


def test_in_a_total_those_who_wait_and_who_is_back_come_to_the_same() -> None:
    """They were given what she left: she has as much in all as they, and the end stays."""
    away = after(begun(SHARED, TALK), goes(1, 5))
    assert turns(away) == [(1, 300), (2, 1_100), (3, 1_100), (4, 1_100)]
    back = after(away, comes(1, 6))
    assert turns(back) == [(2, 1_100), (3, 835), (4, 835), (1, 830)]
    assert projected_end(back, at(6)) == projected_end(away, at(6))
    assert of_ana(away, 6) == 'Ana is back: gets 8:50 more in "Turns".'


def test_nobody_has_more_than_was_left_when_they_went() -> None:
    """A minute was left of fifteen: it is a minute, though one who left has much to share."""
    away = after(begun(SHARED, TALK), goes(1, 14), goes(3, 15))
    assert left(after(away, comes(1, 15))) == 60


def test_who_had_their_share_already_has_no_more() -> None:
    """Two came late while she was out, so that all have less than she has had: that is said."""
    away = after(begun(SHARED, TALK), goes(1, 12), (attend({5: LATE, 6: LATE}), at(13)))
    assert of_ana(away, 14) == 'Ana is back: has had their share in "Turns".'
    assert after(away, comes(1, 14)).turns == away.turns


def test_where_nobody_waits_the_meeting_is_longer_by_what_was_left() -> None:
    """All others had her time: she gets as much as anybody who comes then, and no more in all."""
    away = after(begun(SHARED, TALK), goes(1, 1), *((rules.advance, at(2)),) * 2)
    assert away.current == TurnId(0, 4)
    back = after(away, comes(1, 3))
    assert left(back) == 840
    assert said(away, at(3), {1: PRESENT}) == (
        'Ana is back: gets 14:00 more in "Turns".',
        "Ends 18:16, 14 min later than now: 24 min early.",
    )


def test_who_bid_keeps_what_they_bid_for_until_it_is_shared_out_again() -> None:
    """The rest of half an hour is hers; once the others asked for it, it is theirs."""
    bids = [(1, 1_800), (2, 900), (3, 600)]
    away = after(begun(BIDS, TALK), (accept_bids(bids), at()), goes(1, 1))
    assert left(after(away, comes(1, 2))) == 29 * 60
    assert of_ana(away, 2) == 'Ana is back: gets 29:00 more in "Turns".'
    again = after(away, (accept_bids([(3, 1_800), (4, 900)]), at(2)))
    assert of_ana(again, 3) == 'Ana is back: has had a turn in "Turns".'
    assert after(again, comes(1, 3)).turns == again.turns


@pytest.mark.parametrize("part", [WORD, SHARED, BIDS])
def test_going_and_coming_again_and_again_makes_no_time(part: object) -> None:
    """She waits for the rest of her turn, and leaves and is back twice more."""
    assert isinstance(part, type(WORD))
    once = after(begun(part, TALK), goes(1, 1 / 6), comes(1, 1))
    gone = after(once, goes(1, 1))
    assert order(gone) == [1, 2, 3, 4]
    assert gone.used == once.used
    again = after(gone, comes(1, 1), goes(1, 1), comes(1, 1))
    assert left(again) <= left(once)
    assert projected_end(again, at(1)) <= projected_end(once, at(1))


def test_who_lets_others_speak_first_may_leave_in_between() -> None:
    """A minute of two was used when she said that she would come back later."""
    later = after(begun(WORD, TALK), (come_back_later, at(1)))
    away = after(later, goes(1, 1))
    assert (order(away), away.current) == ([1, 2, 3, 4], TurnId(0, 2))
    assert after(away, comes(1, 1)).turns == later.turns


def test_less_than_a_step_is_no_turn() -> None:
    """Four seconds are not called up again; nor is a turn that ran over."""
    for seconds in (116, 130):
        away = after(begun(WORD, TALK), goes(1, seconds / 60))
        assert of_ana(away, 3) == 'Ana is back: has had a turn in "Word".'
        assert after(away, comes(1, 3)).turns == away.turns


def test_a_round_that_was_shortened_is_shortened_for_all() -> None:
    """What remains was planned again while she was out: her turn is no longer than the others'."""
    session = after(begun(WORD, TALK), goes(1, 1 / 6), (rules.advance, at(8)))
    session = after(session, (take("shorten"), at(8)))
    least = min(seconds for _, seconds in turns(session))
    assert 10 < least < 120
    assert left(after(session, comes(1, 8))) == least - 10


def test_a_round_that_is_over_stays_over() -> None:
    """Back in the second round she has her turn of it, and nothing of the first."""
    away = after(begun(replace(WORD, rounds=2), TALK), goes(1, 1 / 6))
    away = after(away, *((rules.advance, at(1)),) * 3)
    assert of_ana(away, 2) == 'Ana is back: gets 2:00 in "Word".'
    talking = after(begun(WORD, TALK), goes(1, 1 / 6), *((rules.advance, at(1)),) * 3)
    assert of_ana(talking, 2) == "Ana is back: no part that remains gives turns."


def test_where_whoever_wants_to_speaks_it_is_whose_turn_was_named() -> None:
    """Ana came forward and goes on; of a turn without a name nobody can tell whose it was."""
    anybody = begun(replace(WORD, order=Order.VOLUNTEER), TALK)
    away = after(anybody, (come_forward(1), at()), goes(1, 1))
    assert order(after(away, comes(1, 1)))[-1] == 1
    assert of_ana(away, 1) == 'Ana is back: gets 1:00 more in "Word".'
    assert not after(anybody, goes(1, 1)).broken


def test_the_last_who_waits_goes_and_may_have_it_again() -> None:
    """The rest of the total is nobody's then, and the end that much sooner, until they are back."""
    third = after(begun(SHARED, TALK), *((rules.advance, at(15)),) * 2)
    gone = after(third, goes(4, 15))
    assert (
        said(third, at(15), {4: LEFT})[-1] == "Ends 18:10, 15 min earlier than now: 30 min early."
    )
    assert projected_end(third, at(15)) - projected_end(gone, at(15)) == timedelta(minutes=15)
    assert after(gone, comes(4, 15)).turns == third.turns


def test_where_the_floor_stayed_with_them_they_just_go_on() -> None:
    """Nobody was left to go on with: back, she speaks for what is left."""
    last = after(begun(WORD), *((rules.advance, at()),) * 3, goes(4, 1))
    assert said(last, at(1), {4: PRESENT})[0] == 'Dov is back: gets 1:00 more in "Word".'
    back = after(last, comes(4, 1))
    assert (back.turns, back.current) == (last.turns, last.current)
    assert not back.broken


def test_the_floor_goes_to_who_is_back_as_the_last_one_goes() -> None:
    """One leaves and the other is back at once: the floor goes on to them."""
    last = after(begun(WORD), goes(1, 1), *((rules.advance, at(1)),) * 2)
    session = after(last, (attend({4: LEFT, 1: PRESENT}), at(2)))
    assert session.current == ANA
    assert seconds_left(session, at(2)) == 60


@pytest.mark.parametrize(
    ("total", "had", "each"),
    [
        (600, [0, 0], 300),
        (600, [100, 0], 350),
        (50, [100, 0], 50),
        (0, [7], 7),
        (10, [3, 3, 90], 8),
    ],
)
def test_those_who_had_least_come_first(total: int, had: Sequence[int], each: int) -> None:
    """Until all who get some have the same; who had more already gets nothing."""
    assert level(total, had) == each


def test_nobody_to_share_with_is_a_mistake() -> None:
    """As for any other way of sharing out."""
    with pytest.raises(ValueError, match="nobody"):
        level(10, [])
