"""Bids in a session: asked for, shown, accepted, and told apart from the turns they make."""

from dataclasses import replace
from datetime import datetime, timedelta

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.bid_pots import Pot
from circle_tui.domain.bid_rules import (
    UNCHANGED,
    Proposal,
    accept_bids,
    bidders,
    may_bid,
    proposals,
    propose,
    unsettled,
)
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import TurnId
from circle_tui.domain.record import record_of
from circle_tui.domain.rules import Rule
from circle_tui.domain.seen import MOVED
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.timing import projected_end, seconds_left
from tests.fakes import THURSDAY_EVENING
from tests.unit.circles import take

AGENDA = Agenda(
    "asked",
    "As asked",
    (
        Segment("Ask", "check-in", ClockMode.EACH, 60, order=Order.ROTATE),
        Segment("Turns", "round", ClockMode.BID, 1_800, least=300),
        Segment("Close", "closing", ClockMode.GROUP, 300),
    ),
)
"""A minute each to ask, half an hour to share out, never below five minutes, five to close."""


def at(minutes: float = 0) -> datetime:
    """Return the instant so many minutes after the session began."""
    return THURSDAY_EVENING + timedelta(minutes=minutes)


def begun(cast: Cast = NOTHING_SETTLED) -> Session:
    """Return a session of three people that has just begun."""
    return fold([rules.begin(AGENDA, (1, 2, 3), "5e551011", THURSDAY_EVENING, cast)])


def after(session: Session, *steps: tuple[Rule, datetime]) -> Session:
    """Return the session after rules that must not refuse."""
    for rule, now in steps:
        outcome = rule(session, now)
        assert not isinstance(outcome, Refused), outcome.why
        for fact in outcome:
            session = apply(session, fact)
    return session


def proposed(session: Session, *bids: tuple[int, int], minute: float = 0) -> Proposal:
    """Return what the bids would come to; they must not be refused."""
    outcome = propose(session, at(minute), bids)
    assert not isinstance(outcome, Refused), outcome.why
    return outcome


def turns(session: Session, segment: int = 1) -> list[tuple[int, int]]:
    """Return seat and seconds of each turn of a segment."""
    return [(turn.id.seat, turn.seconds) for turn in session.turns if turn.id.segment == segment]


def test_what_is_asked_and_what_is_given_are_shown_before_anything_happens() -> None:
    """Both figures and the new end are there to look at, and the plan is still the old one."""
    session = begun()
    shown = proposed(session, (1, 1_500), (2, 900), (3, 300))
    assert [(bid.asked, bid.granted) for bid in shown.bids] == [(1500, 900), (900, 600), (300, 300)]
    assert (shown.asked, shown.granted, shown.budget, shown.floor) == (2_700, 1_800, 1_800, 300)
    assert shown.percent == 50
    assert shown.ends == projected_end(session, at())
    assert turns(session) == [(1, 600), (2, 600), (3, 600)]


def test_accepted_bids_are_the_turns() -> None:
    """The turns come in the order of the bids, and who asked for nothing has none."""
    session = after(begun(), (accept_bids([(3, 600), (2, 0), (1, 900)]), at()))
    assert turns(session) == [(3, 600), (1, 900)]
    assert projected_end(session, at()) == at(3 + 25 + 5)


def test_bids_are_taken_while_people_are_asked_and_mended_until_somebody_has_spoken() -> None:
    """The first sharing-out is no trap: while people are asked it can be done again."""
    session = after(begun(), (accept_bids([(1, 600)]), at(1)), (accept_bids([(2, 600)]), at(2)))
    assert turns(session) == [(2, 600)]


def test_who_was_forgotten_is_put_in() -> None:
    """Bela was not asked: her turn comes out of what is left, and turns that were had stay."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    session = after(session, (accept_bids([(1, 1_200), (3, 900)]), at(3)))
    assert turns(session) == [(1, 1_020), (3, 780)]
    session = after(session, (rules.lengthen, at(4)), (rules.advance, at(13)))
    again = proposed(session, (1, 60), (2, 600), (3, 1_200), minute=14)
    assert again.budget == 1_800 - 600 - 780, "what the first did not use is free again"
    assert [bid.seat for bid in again.bids] == [2]
    session = after(session, (accept_bids([(2, 600)]), at(14)))
    assert turns(session) == [(1, 1_020), (3, 780), (2, 420)]
    assert session.current == TurnId(1, 3)
    assert seconds_left(session, at(14)) == 720, "the one who speaks loses nothing"
    assert session.shared[1] == ((1, 1_200), (3, 900), (2, 600))


def test_those_ahead_make_room() -> None:
    """Who is put in late and who still waits share what is left, none below the floor."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    session = after(session, (accept_bids([(1, 900), (3, 900)]), at(3)))
    again = proposed(session, (2, 600), (3, 900), minute=4)
    assert again.floor == 300
    assert [(bid.seat, bid.granted) for bid in again.bids] == [(2, 400), (3, 500)]
    assert again.percent == 33


def test_the_first_turn_counts_once_it_was_shared_out() -> None:
    """Ten minutes of a turn that was asked for are no time of asking, and are not given again."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    session = after(session, (accept_bids([(1, 900), (2, 600)]), at(3)))
    session = after(session, (accept_bids([(1, 300), (3, 600)]), at(13)))
    assert turns(session) == [(1, 900), (3, 600)]
    assert seconds_left(session, at(13)) == 300


def test_too_little_left_is_said_as_it_is() -> None:
    """When a turn that runs over has taken everything, the part has begun, and that is said."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    session = after(session, (accept_bids([(1, 1_200), (3, 600)]), at(3)))
    refused = propose(session, at(40), [(2, 300)])
    assert isinstance(refused, Refused)
    assert refused.why == "This part has begun, and too little of its time is left to share out."
    nobody = propose(session, at(4), [(1, 300)])
    assert isinstance(nobody, Refused)
    assert nobody.why.startswith("Nobody who is still to speak has asked for time")


def test_nobody_gets_a_turn_without_time() -> None:
    """Ten seconds are not shared out to three people: somebody would have nothing."""
    short = Agenda("s", "Short", (Segment("T", "round", ClockMode.BID, 10),))
    session = fold([rules.begin(short, (1, 2, 3), "5e551011", THURSDAY_EVENING)])
    refused = propose(session, at(), [(1, 60), (2, 60), (3, 60)])
    assert isinstance(refused, Refused)
    assert refused.why == "This part is too short to be shared out to so many."
    assert [bid.granted for bid in proposed(session, (1, 60), (2, 60)).bids] == [5, 5]


def test_a_key_that_never_was_there_says_so() -> None:
    """Where nothing is shared out by bids I am told that, and not that it is over."""
    other = Agenda("o", "Other", AGENDA.segments[2:])
    session = fold([rules.begin(other, (1, 2), "5e551011", THURSDAY_EVENING)])
    refused = may_bid(session, at())
    assert isinstance(refused, Refused)
    assert refused.why == "Nothing in this agenda is shared out by bids."
    over = may_bid(after(begun(), *[(rules.advance, at(1))] * 6), at(1))
    assert isinstance(over, Refused)
    assert over.why == "The part that was shared out by bids is over."


def test_not_asked_is_not_nothing() -> None:
    """Who asked for nothing is known as such; who was not asked is named before I accept."""
    shown = proposed(begun(), (1, 600), (2, 0))
    assert shown.silent == (3,)
    session = after(begun(), (accept_bids([(1, 600), (2, 0)]), at()))
    assert session.shared[1] == ((1, 600), (2, 0))
    assert turns(session) == [(1, 600)]


def test_the_floor_that_holds_is_the_one_that_is_told() -> None:
    """Where five minutes for everybody are more than there is, the equal share is the floor."""
    tight = Agenda("t", "Tight", (Segment("T", "round", ClockMode.BID, 600, least=300),))
    session = fold([rules.begin(tight, (1, 2, 3), "5e551011", THURSDAY_EVENING)])
    shown = proposed(session, (1, 3_600), (2, 600), (3, 600))
    assert shown.floor == 200
    assert [bid.granted for bid in shown.bids] == [200, 200, 200]
    assert shown.percent == 0


def test_the_part_waits_until_the_second_has_begun() -> None:
    """Equal shares wait for bids; once the second person speaks they are what holds."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    assert unsettled(session)
    assert not unsettled(after(session, (rules.advance, at(4))))


def test_time_spent_on_asking_is_nobodys_turn() -> None:
    """Four minutes of bargaining come out of the meeting, not out of the first person's time."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    assert unsettled(session)
    session = after(session, (accept_bids([(2, 600), (1, 600)]), at(7)))
    assert session.current == TurnId(1, 2)
    assert seconds_left(session, at(7)) == 600
    assert not unsettled(session)
    closed = after(session, (rules.close, at(9)))
    assert record_of(closed).segments[1].used == 6 * 60


def test_accepting_can_be_undone() -> None:
    """One key gives the equal shares back, with the clock as it ran."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    again = after(session, (accept_bids([(2, 600)]), at(4)), (rules.undo, at(5)))
    assert again == session


def test_a_pause_stays_a_pause() -> None:
    """Sharing out during a pause starts nobody's clock behind their back."""
    session = after(begun(), *[(rules.advance, at(3))] * 3, (rules.pause, at(4)))
    session = after(session, (accept_bids([(2, 600)]), at(6)))
    assert seconds_left(session, at(9)) == 600


def test_people_are_listed_in_the_order_in_which_they_were_asked() -> None:
    """When the round of asking began with the second person, so does the list of bids."""
    assert bidders(begun(Cast(first=2)), 1) == (2, 3, 1)
    alone = Agenda("a", "A", (AGENDA.segments[1],))
    session = fold([rules.begin(alone, (1, 2), "5e551011", THURSDAY_EVENING)])
    assert bidders(session, 0) == (1, 2)


def test_bids_that_mean_nothing_are_refused_in_words() -> None:
    """Nobody asking, or a meeting that is over, shares out nothing."""
    nobody = propose(begun(), at(), [(1, 0)])
    assert isinstance(nobody, Refused)
    assert nobody.why.startswith("Nobody has asked yet")
    closed = after(begun(), (rules.close, at(1)))
    assert isinstance(propose(closed, at(1), [(1, 60)]), Refused)
    assert proposed(begun(), (1, 10**9)).asked == 4 * 3600


def test_bids_hold_as_they_were_seen() -> None:
    """Shares that have moved by more than a room would notice are not accepted unseen."""
    steps = [(accept_bids([(1, 600), (2, 600), (3, 600)]), at()), *[(rules.advance, at(3))] * 3]
    session = after(begun(), *steps)
    wishes = [(2, 900), (3, 900)]
    seen = propose(session, at(4), wishes)
    assert isinstance(seen, Proposal)
    little, more = at(13 + 20 / 60), at(13 + 40 / 60)  # over the ten minutes of who speaks
    assert not isinstance(accept_bids(wishes, seen)(session, little), Refused)
    assert accept_bids(wishes, seen)(session, more) == MOVED
    assert accept_bids([(2, 900)], seen)(session, at(4)) == MOVED
    assert not isinstance(accept_bids(wishes)(session, more), Refused)


def pots(session: Session, *bids: tuple[int, int], minute: float) -> dict[Pot, Proposal]:
    """Return the ways to share the time out, the default first; they must not be refused."""
    found = proposals(session, at(minute), bids)
    assert not isinstance(found, Refused), found.why
    return {proposal.pot: proposal for proposal in found}


def test_late_the_promise_is_kept_first() -> None:
    """Eight minutes late, what the promise leaves comes first; the plan is there, with its end."""
    session = after(begun(), *[(rules.advance, at(11))] * 3)
    found = pots(session, (1, 900), (2, 600), (3, 300), minute=11)
    assert list(found) == [Pot.PROMISE, Pot.PLAN]
    promise, plan = found.values()
    assert (promise.granted, promise.ends) == (1_800 - 480, session.promised_end)
    assert (plan.granted, plan.ends) == (1_800, session.promised_end + timedelta(minutes=8))
    kept = after(session, (accept_bids([(1, 900), (2, 600), (3, 300)]), at(11)))
    assert projected_end(kept, at(11)) == kept.promised_end


def test_what_fits_the_plan_and_not_the_promise_is_cut() -> None:
    """What is asked fits into the part, and would still end late: the promise goes first."""
    session = after(begun(), *[(rules.advance, at(11))] * 3)
    found = pots(session, (1, 900), (2, 600), minute=11)
    assert found[Pot.PROMISE].granted == 1_500 - 180
    assert found[Pot.PLAN].granted == 1_500


def test_a_few_seconds_late_is_on_time() -> None:
    """Fifteen seconds, or what ends in the minute that was promised, ask nobody for less."""
    session = after(begun(), *[(rules.advance, at(3))] * 3)
    wishes = (1, 900), (2, 600), (3, 300)
    assert list(pots(session, *wishes, minute=3 + 20 / 60)) == [Pot.PLAN]
    assert list(pots(session, *wishes, minute=3 + 31 / 60)) == [Pot.PROMISE, Pot.PLAN]


def test_the_promise_takes_nobodys_shortest_time() -> None:
    """However late, all keep the floor; half where none is stated; all where it is protected."""
    wishes = (1, 900), (2, 600), (3, 300)
    late = after(begun(), *[(rules.advance, at(30))] * 3)
    assert list(pots(late, *wishes, minute=30)) == [Pot.PLAN, Pot.PROMISE], "it is late anyway"
    assert [bid.granted for bid in pots(late, *wishes, minute=30)[Pot.PROMISE].bids] == [300] * 3
    for change, left in (({"least": None}, 900), ({"protected": True}, None)):
        part = replace(AGENDA.segments[1], **change)
        agenda = replace(AGENDA, segments=(AGENDA.segments[0], part, AGENDA.segments[2]))
        session = fold([rules.begin(agenda, (1, 2, 3), "5e551011", THURSDAY_EVENING)])
        session = after(session, *[(rules.advance, at(30))] * 3)
        found = pots(session, *wishes, minute=30)
        assert (found[Pot.PROMISE].granted if Pot.PROMISE in found else None) == left


def test_the_same_wishes_change_nobodys_time() -> None:
    """Late or not, planned again or not: who asks for the same again keeps what they have."""
    wishes = [(1, 1_500), (2, 900), (3, 300)]
    session = after(begun(), (accept_bids(wishes), at()), *[(rules.advance, at(6))] * 3)
    again = after(session, (take("shorten"), at(6)))
    for now in (session, again):
        seen = proposed(now, *wishes, minute=7)
        assert seen.pot is Pot.STANDS
        assert [(bid.seat, bid.granted) for bid in seen.bids] == turns(now)[1:]
        assert accept_bids(wishes, seen)(now, at(7)) == UNCHANGED


def test_a_new_plan_cuts_as_bids_are_cut() -> None:
    """After a new plan another wish moves nobody else by more than a step of five seconds."""
    wishes = [(1, 1_500), (2, 900), (3, 300)]
    session = after(begun(), (accept_bids(wishes), at()), (take("shorten"), at(3)))
    divided = after(session, (accept_bids([*wishes[:2], (3, 295)]), at(3)))
    for (_, one), (_, other) in zip(turns(session), turns(divided), strict=True):
        assert abs(one - other) <= 5
