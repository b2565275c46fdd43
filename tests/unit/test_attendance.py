"""Coming and going in a session: who gets what, who speaks, who has which role, what is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment, Silent
from circle_tui.domain.attendance import HERE, Attendance, other_side, state_text, toggled
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend, may_attend
from circle_tui.domain.attendance_words import end_text, headline, named, told
from circle_tui.domain.bid_rules import Proposal, accept_bids, bidders, propose
from circle_tui.domain.cast import NOBODY, Cast
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import AttendanceChanged
from circle_tui.domain.plan import EVERYBODY, TurnId
from circle_tui.domain.record import record_of
from circle_tui.domain.role_rules import give_role, holders_now
from circle_tui.domain.rules import Rule
from circle_tui.domain.seen import MOVED
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.taken_back import taken_back_text
from circle_tui.domain.timing import projected_end
from circle_tui.domain.view import live_view
from circle_tui.storage.codec import decode_fact, encode_fact
from tests.fakes import THURSDAY_EVENING
from tests.unit.circles import refusal, take

SHARED = Segment("Turns", "round", ClockMode.DIVIDE, 3_600)
WORD = Segment("Word", "check-in", ClockMode.EACH, 120)
TALK = Segment("Talk", "discussion", ClockMode.GROUP, 600)
NAMES = dict(enumerate(("Ana", "Ben", "Cleo", "Dov", "Eve", "Finn", "Gil", "Hana"), start=1))

LATE, LEFT, PRESENT = Attendance.LATE, Attendance.LEFT, Attendance.PRESENT


def at(minutes: float = 0) -> datetime:
    """Return the instant so many minutes after the session began."""
    return THURSDAY_EVENING + timedelta(minutes=minutes)


def begun(*segments: Segment, here: int = 4, seats: int = 6, cast: Cast | None = None) -> Session:
    """Return a session that has just begun: the first ``here`` of all seats are in the room."""
    agenda = Agenda("a", "A", segments)
    began = rules.begin(agenda, range(1, here + 1), "5e551011", THURSDAY_EVENING, cast or Cast())
    away = tuple((seat, Attendance.ABSENT) for seat in range(here + 1, seats + 1))
    return fold([replace(began, attendance=away)])


def after(session: Session, *steps: tuple[Rule, datetime]) -> Session:
    """Return the session after rules that must not refuse."""
    for rule, now in steps:
        outcome = rule(session, now)
        assert not isinstance(outcome, Refused), outcome.why
        for fact in outcome:
            session = apply(session, fact)
    return session


def turns(session: Session, segment: int = 0) -> list[tuple[int, int]]:
    """Return seat and seconds of each turn of a part."""
    return [(turn.id.seat, turn.seconds) for turn in session.turns if turn.id.segment == segment]


def found(session: Session, now: datetime, states: dict[int, Attendance]) -> Arrivals:
    """Return what a change comes to; it must be allowed."""
    outcome = arrivals(session, now, states)
    assert not isinstance(outcome, Refused), outcome.why
    return outcome


def said(session: Session, now: datetime, states: dict[int, Attendance]) -> Sequence[str]:
    """Return what is told of a change before it is accepted."""
    change = found(session, now, states)
    return (*told(session, change, NAMES, session.agenda), end_text(session, change, now, UTC))


def test_what_remains_is_shared_anew() -> None:
    """Who has spoken has spoken: the time of those to come is shared with who comes."""
    session = after(begun(SHARED), (rules.advance, at(15)), (rules.advance, at(30)))
    session = after(session, (attend({5: LATE}), at(31)))
    assert turns(session) == [(1, 900), (2, 900), (3, 900), (4, 450), (5, 450)]
    assert projected_end(session, at(31)) == at(60)


def test_who_leaves_gives_theirs_to_those_to_come() -> None:
    """The minutes there are by the members present: the others get what one leaves."""
    session = after(begun(SHARED), (attend({4: LEFT}), at(5)))
    assert turns(session) == [(1, 900), (2, 1_350), (3, 1_350)]


def test_who_leaves_in_the_middle_of_their_turn() -> None:
    """The floor goes on, what is left of the turn goes to the others, the used time stays."""
    session = after(begun(SHARED), (attend({1: LEFT}), at(5)))
    assert session.current == TurnId(0, 2)
    assert turns(session) == [(1, 300), (2, 1_100), (3, 1_100), (4, 1_100)]
    assert session.used[TurnId(0, 1)] == timedelta(minutes=5)
    assert projected_end(session, at(5)) == at(60)


def test_who_comes_when_all_have_spoken_gets_a_share_all_the_same() -> None:
    """Nobody is left to share with, so the meeting is longer by what a share would have been."""
    session = after(begun(SHARED), *[(rules.advance, at(15))] * 3)
    session = after(session, (attend({5: LATE}), at(15)))
    assert turns(session)[-1] == (5, 720)


def test_the_same_time_for_each() -> None:
    """Where each has two minutes so has who comes; who goes takes theirs along."""
    session = begun(WORD, TALK)
    assert turns(after(session, (attend({5: PRESENT}), at(1)))) == [(s, 120) for s in range(1, 6)]
    assert turns(after(session, (attend({3: LEFT}), at(1)))) == [(1, 120), (2, 120), (4, 120)]


def test_a_shortened_round_stays_shortened() -> None:
    """After a re-plan who comes has what the others have now, not what was once planned."""
    session = after(begun(TALK, WORD), (rules.advance, at(12)), (take("shorten"), at(12)))
    before = turns(session, 1)
    seconds = min(s for _, s in before[1:])
    assert seconds < 120
    session = after(session, (attend({5: LATE}), at(12)))
    assert turns(session, 1) == [*before, (5, seconds)]


def test_a_minute_that_was_given_stays() -> None:
    """Whoever speaks keeps the minute they were given when somebody comes or goes."""
    session = after(begun(WORD), (rules.lengthen, at()), (attend({2: LEFT}), at()))
    assert session.allotted(session.turns[0]) == 180


def test_a_part_that_is_over_stays_over() -> None:
    """Who comes after the round has no turn in it, and nobody is called back for it."""
    session = after(begun(WORD, TALK), *[(rules.advance, at(1))] * 4)
    assert turns(after(session, (attend({5: LATE}), at(9)))) == turns(session)


def test_the_floor_does_not_go_back_to_who_has_left() -> None:
    """I go back past somebody who has gone, and am told when nobody is left to go back to."""
    session = after(begun(TALK, WORD), *[(rules.advance, at(1))] * 2, (attend({1: LEFT}), at(2)))
    assert after(session, (rules.go_back, at(3))).segment is TALK
    session = after(begun(WORD), (rules.advance, at(1)), (attend({1: LEFT}), at(2)))
    outcome = rules.go_back(session, at(3))
    assert isinstance(outcome, Refused)
    assert "have left" in outcome.why


def test_who_left_may_come_back() -> None:
    """Back before their turn they have it again; who had spoken is not called a second time."""
    session = begun(WORD)
    assert after(session, (attend({3: LEFT}), at()), (attend({3: PRESENT}), at())).turns == (
        session.turns
    )
    session = after(session, (rules.advance, at(2)), (attend({1: LEFT}), at(3)))
    assert turns(after(session, (attend({1: PRESENT}), at(3)))) == [(s, 120) for s in (1, 2, 3, 4)]


def test_pairs_are_new_from_the_next_round_on() -> None:
    """The pairs that talk go on; from the next round on everybody here has a partner."""
    session = begun(Segment("Pairs", "exercise", ClockMode.PAIRS, 300, rounds=3))
    first = session.turns[0]
    session = after(session, (attend({5: LATE, 6: LATE}), at(1)))
    assert session.turns[0] == first
    for turn in session.turns[1:]:
        assert sorted(seat for group in turn.groups for seat in group) == [1, 2, 3, 4, 5, 6]
        assert not {frozenset(g) for g in turn.groups} & {frozenset(g) for g in first.groups}


def test_threes_that_have_begun_stay_together() -> None:
    """Who comes joins the smallest group; a group is not torn apart in the middle."""
    trios = Segment("Trios", "exercise", ClockMode.TRIOS, 300, each_in_group=EachInGroup.PART)
    session = after(begun(trios, here=6, seats=7), (attend({7: LATE, 1: LEFT}), at(1)))
    assert [turn.groups for turn in session.turns[1:]] == [((2, 3, 7), (4, 5, 6))] * 2


def test_three_of_whom_one_has_left_are_no_pairs() -> None:
    """One of six leaves their three: two of five are together, and nobody reads "In pairs"."""
    trios = Segment("Trios", "exercise", ClockMode.TRIOS, 300, each_in_group=EachInGroup.PART)
    session = after(
        begun(trios, here=6, seats=6), (attend({3: LEFT}), at(1)), (rules.advance, at(6))
    )
    view = live_view(session, at(6), NAMES, UTC)
    assert view.who == "In small groups"
    assert [line.title for line in view.order if line.indent == 2] == [
        "Ana + Ben",
        "Dov + Eve + Finn",
    ]
    session = after(session, (attend({4: LEFT}), at(7)), (rules.advance, at(12)))
    assert live_view(session, at(12), NAMES, UTC).who == "In pairs"


@pytest.mark.parametrize("here", [2, 5, 7])
def test_pairs_with_a_trio_are_still_called_pairs(here: int) -> None:
    """Where an odd number of people meets in pairs one of these is a trio."""
    pairs = Segment("Meet", "exercise", ClockMode.PAIRS, 240, rounds=2)
    assert live_view(begun(pairs, here=here), at(), NAMES, UTC).who == "In pairs"


@pytest.mark.parametrize("clock", [ClockMode.TRIOS, ClockMode.FOURS])
@pytest.mark.parametrize("each", [EachInGroup.NO, EachInGroup.PART, EachInGroup.BLOCK])
def test_going_back_to_groups_of_before(clock: ClockMode, each: EachInGroup) -> None:
    """Somebody leaves, I go back, another leaves: the groups that were had stay, the rest go on."""
    rounds = 4 if each is EachInGroup.NO else 1
    part = Segment("Groups", "exercise", clock, 300, rounds=rounds, each_in_group=each)
    session = begun(part, part, here=8, seats=9)
    session = after(session, (rules.advance, at(1)), (attend({8: LEFT}), at(2)))
    session = after(session, (rules.go_back, at(3)), (attend({7: LEFT, 9: LATE}), at(4)))
    first, second, *rest = session.turns
    for turn in (first, second):
        assert sorted(seat for group in turn.groups for seat in group) == [*range(1, 9)]
    for turn in rest[:2]:
        assert sorted(seat for group in turn.groups for seat in group) == [*range(1, 7), 9]


def test_who_came_while_a_round_was_on_is_in_it_when_it_is_still_to_come() -> None:
    """I look ahead, one comes, I go back: the round looked at has a group for them too."""
    session = begun(Segment("Threes", "exercise", ClockMode.TRIOS, 300, rounds=4), here=6, seats=8)
    steps = ((rules.advance, at()), (attend({7: LATE}), at()), (rules.go_back, at()))
    session = after(session, *steps, (attend({8: LATE}), at(1)))
    for turn in session.turns[1:]:
        assert sorted(seat for group in turn.groups for seat in group) == [*range(1, 9)]


def test_nobody_is_left_alone_beside_one_who_came_in_the_last_round() -> None:
    """In threes where each has a part: one comes while nothing is ahead, I go back, two leave."""
    part = Segment("Threes", "exercise", ClockMode.TRIOS, 300, each_in_group=EachInGroup.PART)
    session = begun(part, here=3, seats=7)
    last = ((rules.advance, at()),) * 2
    session = after(session, *last, (attend({2: LEFT}), at()), (attend({7: LATE}), at()))
    session = after(session, *((rules.go_back, at()),) * 2, (attend({1: LEFT}), at(1)))
    assert [turn.groups for turn in session.turns[1:]] == [((3, 7),)] * 2


def test_a_role_goes_to_somebody_else_and_comes_back() -> None:
    """The host leaves: another one has it until the host is back."""
    case = Segment("Case", "exercise", ClockMode.ONE, 300)
    session = begun(TALK, case, cast=Cast(roles=(("presenter", 3),)))
    away = after(session, (attend({3: LEFT}), at(1)))
    assert holders_now(away) == {"presenter": 1}
    assert turns(away, 1) == [(1, 300)]
    assert turns(after(away, (attend({3: PRESENT}), at(2))), 1) == [(3, 300)]


def test_who_has_presented_stays_the_presenter() -> None:
    """Once the stand-in has told their case, the answer at the end is theirs too."""
    case = Segment("Case", "exercise", ClockMode.ONE, 300)
    session = begun(TALK, case, TALK, case, cast=Cast(roles=(("presenter", 3),)))
    session = after(session, (attend({3: LEFT}), at(1)), (rules.advance, at(2)))
    session = after(session, (rules.advance, at(4)), (attend({3: PRESENT}), at(5)))
    assert holders_now(session) == {"presenter": 1}
    assert turns(session, 3) == [(1, 300)]


def test_who_was_named_is_asked_again_when_they_go() -> None:
    """A role that was given to somebody who goes is dealt, and so is said to be."""
    session = begun(TALK, Segment("Case", "exercise", ClockMode.ONE, 300))
    session = after(session, (give_role("presenter", 2), at(1)))
    assert session.named == {"presenter"}
    assert after(session, (attend({2: LEFT}), at(2))).named == frozenset()


def test_the_presenter_who_is_left_out_stays_so() -> None:
    """Who waits in a round is not left out of it because the presenter's role comes to them."""
    round_ = replace(WORD, exclude=("presenter",))
    session = begun(round_, cast=Cast(roles=(("presenter", 4),)))
    assert turns(session) == [(1, 120), (2, 120), (3, 120)]
    session = after(session, (rules.advance, at(2)), (attend({4: LEFT}), at(3)))
    assert turns(session) == [(1, 120), (2, 120), (3, 120)]


def test_the_last_to_speak_leaves() -> None:
    """There is nobody left whom the floor could go to, so the meeting stands where it is."""
    session = after(begun(WORD), *[(rules.advance, at(1))] * 3)
    session = after(session, (attend({4: LEFT}), at(2)))
    assert session.current == TurnId(0, 4)
    assert session.seats == (1, 2, 3)


def test_bids_of_who_goes_are_there_to_be_shared_again() -> None:
    """Who comes has not been asked; what somebody asked for is free again when they go."""
    part = replace(SHARED, clock=ClockMode.BID, least=300)
    session = after(begun(part), (accept_bids([(1, 1_800), (2, 1_800), (3, 900)]), at()))
    session = after(session, (attend({2: LEFT, 5: LATE}), at()))
    assert [seat for seat, _ in turns(session)] == [1, 3]
    assert bidders(session, 0) == (1, 3, 4, 5)
    again = propose(session, at(), [(3, 900), (5, 1_200)])
    assert isinstance(again, Proposal)
    assert [bid.granted for bid in again.bids] == [900, 1_200]
    assert again.silent == (4,)


def test_when_all_who_bid_have_gone_the_shares_are_equal_again() -> None:
    """Nobody who asked is here any more: the part waits for bids as it did at first."""
    part = replace(SHARED, clock=ClockMode.BID)
    session = after(begun(TALK, part), (accept_bids([(1, 600), (2, 600)]), at()))
    session = after(session, (attend({1: LEFT, 2: LEFT}), at(1)))
    assert turns(session, 1) == [(3, 1_800), (4, 1_800)]
    assert not session.shared


def test_planning_again_and_bids_again_do_not_make_time() -> None:
    """What a re-plan took from a part stays taken, however often it is shared out afterwards."""
    part = replace(SHARED, clock=ClockMode.BID, least=60)
    session = after(begun(TALK, part), (accept_bids([(1, 1_800), (2, 1_800)]), at()))
    session = after(session, (rules.advance, at(20)), (take("shorten"), at(20)))
    left = sum(seconds for _, seconds in turns(session, 1))
    assert left == 3_600 - 600
    for bids in ([(2, 3_600), (3, 3_600)], [(2, 3_600), (3, 1_800)]):
        session = after(session, (accept_bids(bids), at(20)))
        assert sum(seconds for _, seconds in turns(session, 1)) == left
    again = refusal(session, accept_bids([(2, 3_600), (3, 1_800)]), at(20))
    assert again == "Everybody keeps the time they have, so nothing was changed."


def test_a_turn_cut_by_a_re_plan_leaves_no_time_behind() -> None:
    """Once a shortened turn was had, what it had been cut by is not there to be asked for."""
    part = replace(SHARED, clock=ClockMode.BID, least=60)
    session = after(begun(TALK, part), (accept_bids([(1, 1_800), (2, 1_800)]), at()))
    session = after(session, (take("shorten"), at(20)), (rules.advance, at(20)))
    assert turns(session, 1) == [(1, 1_500), (2, 1_500)]
    session = after(session, (rules.advance, at(45)))
    again = propose(session, at(45), [(3, 600)])
    assert isinstance(again, Refused)
    assert again.why.startswith("This part has begun, and too little of its time is left")


def test_an_older_session_goes_on() -> None:
    """A session that began before there were seats for everybody opens as it was."""
    began = encode_fact(rules.begin(Agenda("a", "A", (WORD,)), (1, 2), "5e551011", at()))
    del began["attendance"]
    session = fold([decode_fact(began)])
    assert dict(session.attendance) == {1: PRESENT, 2: PRESENT}
    fact = AttendanceChanged(at(1), ((2, LEFT),))
    assert decode_fact(encode_fact(fact)) == fact
    with pytest.raises(ValueError, match="seats"):
        apply(session, AttendanceChanged(at(1), ((9, LATE),)))


def test_heads_are_counted_by_who_was_there() -> None:
    """The record says how many were there at any time, and of nobody when."""
    session = after(begun(WORD), (attend({5: LATE, 1: LEFT, 2: Attendance.EXCUSED}), at(1)))
    assert record_of(after(session, (rules.close, at(9)))).people == 4


def test_refusals_are_sentences() -> None:
    """What cannot be is said: nothing changed, nobody left, somebody without a seat, it is over."""
    session = begun(WORD)
    whys = [
        arrivals(session, at(), {1: PRESENT}),
        arrivals(session, at(), dict.fromkeys((1, 2, 3, 4), LEFT)),
        arrivals(session, at(), {9: LATE}),
    ]
    assert [why.why for why in whys if isinstance(why, Refused)] == [
        "Nobody's state has changed.",
        "Somebody has to stay. To stop for today, end the session.",
        "Somebody of these has no seat in this session.",
    ]
    closed = after(session, (rules.close, at(1)))
    assert may_attend(closed, at(1)) == rules.ENDED
    assert attend({5: LATE})(closed, at(1)) == rules.ENDED


def test_one_key_does_the_usual() -> None:
    """Before it begins who is not here is absent; during it who goes leaves, who comes is late."""
    assert other_side(PRESENT, was_here=False) is Attendance.ABSENT
    assert other_side(Attendance.EXCUSED, was_here=False) is PRESENT
    assert other_side(LATE, was_here=True) is LEFT
    assert other_side(Attendance.ABSENT, was_here=True) is LATE
    assert other_side(LEFT, was_here=True) is PRESENT


def test_what_is_said_before_it_holds() -> None:
    """Who comes gets so much, the others have so much now, and it ends then: in sentences."""
    session = after(begun(SHARED, WORD), (rules.advance, at(20)))
    assert said(session, at(20), {5: LATE, 6: LATE}) == (
        'Eve and Finn arrive: each get 7:30 in "Turns", 2:00 in "Word".',
        'In "Turns" those after this turn have 7:30 now, not 15:00.',
        "Ends 18:47, 4 min later than now: 9 min late.",
    )
    assert said(session, at(20), {2: LEFT, 4: Attendance.EXCUSED}) == (
        "Ben and Dov leave: 4:00 given back.",
        "The floor goes to Cleo.",
        'In "Turns" the others have 45:00 now, not 15:00.',
        "Ends 18:39, 4 min earlier than now: 1 min late.",
    )
    same = found(session, at(20), {1: LATE})
    assert told(session, same, NAMES, session.agenda) == (
        "Ana: came late.",
        "Nobody's turn changes.",
    )
    assert headline(same, NAMES) == "Ana: came late."
    assert named((1, 2, 3, 4), NAMES) == "Ana, Ben and 2 more"


def test_who_neither_comes_nor_goes_is_told_beside_who_does() -> None:
    """Of two changes at once I read both, before and after: a number typed amiss is seen."""
    session = begun(SHARED, WORD)
    both = found(session, at(20), {1: LATE, 2: LEFT, 5: Attendance.EXCUSED, 6: LATE})
    assert told(session, both, NAMES, session.agenda)[2:4] == ("Ana: came late.", "Eve: excused.")
    assert headline(both, NAMES) == "Finn here, Ben has left. Ana: came late. Eve: excused."


@pytest.mark.parametrize("state", list(Attendance))
@pytest.mark.parametrize("before", list(Attendance))
def test_whose_state_changes_is_named(before: Attendance, state: Attendance) -> None:
    """From whatever state to whatever other: who it is stands in what is said, before and after."""
    session = begun(SHARED, WORD)
    if before is not session.attendance[2]:
        session = after(session, (attend({2: before}), at(1)))
    if before is not state:
        change = found(session, at(2), {2: state})
        assert "Ben" in " ".join(told(session, change, NAMES, session.agenda))
        assert "Ben" in headline(change, NAMES)


def test_groups_roles_and_bids_are_told() -> None:
    """New groups, another role holder and who has not been asked are said as well."""
    pairs = Segment("Pairs", "exercise", ClockMode.PAIRS, 300, rounds=2, roles=("host",))
    asked = replace(SHARED, title="Asked", clock=ClockMode.BID)
    session = begun(pairs, asked, cast=Cast(roles=(("host", 4),)))
    session = after(session, (accept_bids([(1, 600)]), at()))
    sentences = said(session, at(), {4: LEFT, 5: LATE})
    assert 'Eve arrives: has not been asked in "Asked".' in sentences
    assert 'New groups in "Pairs" from the next round on.' in sentences
    assert "Host: Ana now." in sentences


@pytest.mark.parametrize("was_here", [True, False])
@pytest.mark.parametrize("before", Attendance)
def test_the_same_key_twice_does_nothing(before: Attendance, was_here: bool) -> None:
    """One key lets somebody come or go, and pressed again leaves them as they were."""
    once = toggled(before, before, was_here=was_here)
    assert (once in HERE) != (before in HERE)
    assert toggled(once, before, was_here=was_here) is before
    assert toggled(LATE, before, was_here=was_here) is before or before is LATE


def test_what_was_seen_holds_or_is_seen_anew() -> None:
    """Who goes is accepted as it was told, unless its times have moved by half a minute."""
    session = begun(SHARED)
    states = {3: LEFT}
    seen = found(session, at(2), states)
    assert after(session, (attend(states, seen), at(14))).seats == (1, 2, 4)
    late = found(session, at(90), states)
    assert attend(states, late)(session, at(91)) == MOVED
    assert after(session, (attend(states, late), at(90.4))).seats == (1, 2, 4)


CASE_FIRST = (
    TALK,
    Segment("Case", "exercise", ClockMode.ONE, 300),
    Segment("Aloud", "discussion", ClockMode.GROUP, 600, silent_for=Silent.PRESENTER),
    replace(WORD, exclude=("presenter",)),
    Segment("Return", "exercise", ClockMode.ONE, 240, silent_for=Silent.OTHERS),
)
"""A case is told, the group thinks aloud and goes round without the presenter, who comes back."""


def told_case() -> Session:
    """Return a session of four in which the third has told their case and left in the talk."""
    session = begun(*CASE_FIRST, cast=Cast(roles=(("presenter", 3),)))
    session = after(session, (rules.advance, at(1)), (rules.advance, at(6)))
    return after(session, (attend({3: LEFT}), at(7)))


def test_nobody_becomes_the_presenter_of_a_told_case() -> None:
    """The presenter leaves: the others all speak, and who answers at the end is asked for."""
    session = told_case()
    assert holders_now(session) == {"presenter": NOBODY}
    assert turns(session, 3) == [(1, 120), (2, 120), (4, 120)]
    assert turns(session, 4) == [(EVERYBODY, 240)]
    view = live_view(session, at(7), NAMES, UTC)
    assert (view.who, view.silent, view.unheld) == ("Everybody", "", "")
    last = after(session, *[(rules.advance, at(8))] * 4)
    view = live_view(last, at(8), NAMES, UTC)
    assert (view.who, view.unheld) == ("No presenter", "No presenter")
    chosen = after(last, (give_role("presenter", 1), at(9)))
    view = live_view(chosen, at(9), NAMES, UTC)
    assert (view.who, view.unheld, view.clock) == ("Ana", "", "4:00")


def test_the_presenter_is_back() -> None:
    """Whoever told the case answers at the end, if they are back by then."""
    session = after(told_case(), (attend({3: PRESENT}), at(8)))
    assert holders_now(session) == {"presenter": 3}
    assert turns(session, 4) == [(3, 240)]
    assert live_view(session, at(8), NAMES, UTC).who == "Everybody but the presenter"
    late = after(told_case(), *[(rules.advance, at(8))] * 4, (attend({3: PRESENT}), at(9)))
    assert live_view(late, at(9), NAMES, UTC).who == "The presenter"


def test_it_is_said_that_the_role_is_open() -> None:
    """Before it is accepted that the presenter leaves, it says that nobody has the role then."""
    session = begun(*CASE_FIRST, cast=Cast(roles=(("presenter", 3),)))
    session = after(session, (rules.advance, at(1)), (rules.advance, at(6)))
    found = arrivals(session, at(7), {3: LEFT})
    assert isinstance(found, Arrivals)
    sentences = told(session, found, NAMES, session.agenda)
    assert "Presenter: nobody now, until somebody is chosen." in sentences


def coming(*late: int, cast: Cast | None = None) -> Session:
    """Return a session of four that has begun while some of them were on their way."""
    agenda = Agenda("a", "A", CASE_FIRST)
    began = rules.begin(agenda, (1, 2, 3, 4), "5e551011", at(), cast or Cast())
    return fold([replace(began, attendance=tuple((seat, LATE) for seat in late))])


def test_who_is_in_the_room_stands_in_first() -> None:
    """The dealt presenter leaves before the case: it is nobody's who was not seen yet."""
    session = coming(1, cast=Cast(roles=(("presenter", 3),)))
    assert holders_now(after(session, (attend({3: LEFT}), at(1)))) == {"presenter": 2}
    seen = after(session, (attend({1: PRESENT}), at(1)), (attend({3: LEFT}), at(2)))
    assert holders_now(seen) == {"presenter": 1}


def test_who_never_came_is_no_head() -> None:
    """Marked as on the way and never seen, somebody is not counted; who spoke or came is."""
    cast = Cast(roles=(("presenter", 2),))
    session = after(coming(1, 2, 4, cast=cast), (attend({2: PRESENT}), at(1)))
    assert session.awaited == {1, 4}
    # In the round the first is stepped over, and the fourth speaks.
    steps = [(rules.advance, at(minute)) for minute in (2, 7, 9, 9.05, 11, 13)]
    session = after(session, *steps)
    assert session.awaited == {1}
    record = record_of(after(session, (rules.close, at(20))))
    assert record.people == 3


def test_who_arrives_after_the_floor_went_past_them_comes_last() -> None:
    """The floor was theirs for a second while they were on their way: they get their turn yet."""
    round_ = Segment("Turns", "round", ClockMode.EACH, 120)
    began = rules.begin(Agenda("a", "A", (round_,)), (1, 2, 3, 4), "5e551011", at(), Cast())
    session = fold([replace(began, attendance=((1, LATE), (3, LATE)))])
    session = after(session, (rules.advance, at(0) + timedelta(seconds=1)))
    both = arrivals(session, at(1), {1: PRESENT, 3: PRESENT})
    assert isinstance(both, Arrivals)
    ana, chi = NAMES[1], NAMES[3]
    assert told(session, both, NAMES, session.agenda) == (
        f"{chi} arrives and keeps the time planned.",
        f"{ana} arrives and comes last in this round.",
    )
    then = both.after
    assert [turn.id.seat for turn in then.turns] == [2, 3, 4, 1]
    assert then.current == session.current
    assert then.position == 0
    assert both.ends == projected_end(session, at(1)) + timedelta(seconds=119)
    assert after(session, (attend({1: PRESENT}), at(1)), (rules.undo, at(1))).turns == session.turns
    had = after(session, (rules.go_back, at(1)), (rules.advance, at(3)))
    assert after(had, (attend({1: PRESENT}), at(3))).turns == had.turns, "who spoke has had theirs"


def test_one_key_lets_who_is_awaited_arrive() -> None:
    """Who was on their way arrives by the key that lets others go, and keeps their time."""
    assert toggled(LATE, LATE, was_here=True, awaited=True) is PRESENT
    assert toggled(PRESENT, LATE, was_here=True, awaited=True) is LATE
    assert state_text(LATE, awaited=True) == "late, on the way"
    assert state_text(LATE, awaited=False) == "came late"
    session = coming(1)
    found = arrivals(session, at(1), {1: PRESENT})
    assert isinstance(found, Arrivals)
    assert told(session, found, NAMES, session.agenda) == (
        "Ana arrives and keeps the time planned.",
    )
    assert headline(found, NAMES) == "Ana here."
    assert found.after.turns == session.turns


def test_undo_names_who_came_and_went() -> None:
    """What is taken back is told by names where they may be seen, and without where not."""
    session = after(begun(WORD), (attend({2: LEFT, 5: LATE}), at(1)))
    assert taken_back_text(session, NAMES) == "Taken back: Eve came, Ben left."
    assert taken_back_text(session) == "Taken back: who came and went."
    noted = after(begun(WORD), (attend({2: LATE}), at(1)))
    assert taken_back_text(noted, NAMES) == "Taken back: who came and went."


def test_who_comes_back_after_their_turn_is_told_to_have_had_it() -> None:
    """They were done when they left; nobody says that no time is left."""
    session = after(begun(SHARED, TALK), (rules.advance, at(15)), (attend({1: LEFT}), at(16)))
    assert 'Ana is back: has had a turn in "Turns".' in said(session, at(17), {1: PRESENT})
    talking = after(session, *((rules.advance, at(18)),) * 3)
    assert "Ana is back: no part that remains gives turns." in said(talking, at(19), {1: PRESENT})
