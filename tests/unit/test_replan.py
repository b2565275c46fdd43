"""Planning what remains again, by examples: floors, weights, wall times, bids, what is kept."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.bid_rules import Proposal, accept_bids, propose
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import BidsAccepted, Replanned
from circle_tui.domain.people import Member
from circle_tui.domain.plan import TurnId
from circle_tui.domain.promise import shown
from circle_tui.domain.promise_rules import promise_end
from circle_tui.domain.record import record_of
from circle_tui.domain.replan import behind, floors, limits, remaining
from circle_tui.domain.replan_rules import (
    NOTHING_TAKES_IT,
    Replans,
    may_replan,
    replanned_text,
    replans,
)
from circle_tui.domain.replan_table import table_of
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.rotation import written
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.timing import drift_of, projected_end
from circle_tui.domain.turn_rules import come_back_later
from tests.fakes import THURSDAY_EVENING
from tests.unit.circles import take

START = THURSDAY_EVENING


def part(title: str, minutes: float, **more: object) -> Segment:
    """Return a part with one clock for everybody."""
    seconds = int(minutes * 60)
    kind = "discussion"
    return Segment(title, kind, ClockMode.GROUP, seconds, **more)  # type: ignore[arg-type]


def begun(*segments: Segment, people: int = 4, minutes: int | None = None) -> Session:
    """Return a session of these parts that begins now."""
    agenda = Agenda("made-up", "Made up", segments, minutes=minutes)
    return fold([rules.begin(agenda, range(1, people + 1), "5e551011", START)])


def after(session: Session, minutes: float, *steps: Rule) -> tuple[Session, datetime]:
    """Return the session after some rules, all of them so many minutes after the start."""
    now = START + timedelta(minutes=minutes)
    for rule in steps:
        outcome = rule(session, now)
        assert not isinstance(outcome, Refused), outcome.why
        for fact in outcome:
            session = apply(session, fact)
    return session, now


def offered(session: Session, now: datetime) -> list[str]:
    """Return what the ways are called."""
    found = replans(session, now, UTC)
    return [way.pick for way in found.ways] if isinstance(found, Replans) else [found.why]


def seconds(session: Session) -> Sequence[int]:
    """Return what every turn from the one that is on has now."""
    return [turn.seconds for turn in remaining(session)]


def test_parts_give_in_proportion() -> None:
    """Ten minutes late, a part of forty gives twice as much as one of twenty."""
    session, now = after(
        begun(part("One", 10), part("Two", 40), part("Three", 20)), 20, rules.advance
    )
    session, now = after(session, 20, take("shorten"))
    assert seconds(session) == [2_400 - 400, 1_200 - 200]
    assert projected_end(session, now) == session.promised_end


def test_protected_and_least_hold() -> None:
    """A protected part keeps its time, and another its least; the rest gives the rest."""
    session = begun(
        part("One", 10), part("Two", 20, protected=True), part("Three", 20, least=1_140),
        part("Four", 20),
    )  # fmt: skip
    session, _ = after(session, 20, rules.advance, take("shorten"))
    assert seconds(session) == [1_200, 1_140, 1_200 - 540]


def test_what_absorbs_gives_first() -> None:
    """The part that takes what is left over is also the first that gives."""
    session = begun(part("One", 10), part("Two", 20), part("Rest", 30, absorb=True))
    session, _ = after(session, 20, rules.advance, take("shorten"))
    assert seconds(session) == [1_200, 1_200]


def test_heavier_parts_give_less() -> None:
    """A part with twice the weight gives half as much."""
    session = begun(part("One", 10), part("Two", 30, weight=2), part("Three", 30))
    session, _ = after(session, 19, rules.advance, take("shorten"))
    assert seconds(session) == [1_800 - 180, 1_800 - 360]


def test_floors_hold_however_often() -> None:
    """Late again and again, a part still never gets less than half of its first plan."""
    session = begun(part("One", 10), part("Two", 10), part("Three", 20), part("Four", 20))
    session, _ = after(session, 20, rules.advance, take("shorten"))
    assert seconds(session) == [480, 960, 960]
    session, now = after(session, 34, rules.advance)
    assert "shorten" in offered(session, now)
    session, now = after(session, 34, take("shorten"))
    assert seconds(session) == [780, 780]
    session, now = after(session, 53.5, rules.advance)
    session, now = after(session, 53.5, take("shorten, later"))
    assert seconds(session) == [630], "four minutes later, and no more cut than is then missing"


def test_who_speaks_keeps_their_time() -> None:
    """Whose turn is on is not cut short; those who come after share what there is."""
    session = begun(Segment("Turns", "round", ClockMode.EACH, 600), people=3)
    session, _ = after(session, 14, rules.advance, take("shorten"))
    assert seconds(session) == [600, 600 - 240]


def test_a_talk_that_is_on_can_give() -> None:
    """Everybody's talk is shortened while it is on, never to less than a minute from now."""
    session = begun(part("One", 10), part("Talk", 40), part("Close", 5, protected=True))
    session, _ = after(session, 20, rules.advance)
    session, _ = after(session, 40, take("shorten"))
    assert seconds(session) == [1_800, 300]
    session = begun(part("One", 10), part("Talk", 40), part("Close", 5, protected=True))
    session, _ = after(session, 30, rules.advance)
    session, now = after(session, 59)
    assert offered(session, now)[0] == "shorten, later"
    session, _ = after(session, 59, take("shorten, later"))
    assert seconds(session) == [1_800, 300]


def test_part_ends_at_its_wall_time() -> None:
    """What must end at a wall time is made to, though the meeting as a whole has time."""
    begins = START.astimezone(UTC)
    session = begun(
        part("One", 10),
        part("Two", 20, ends_at=(begins + timedelta(minutes=30)).time()),
        part("Rest", 30),
        minutes=90,
    )
    session, now = after(session, 15, rules.advance)
    assert behind(session, now, UTC)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    assert found.said.startswith('The part "Two" would end 5 min after ')
    session, now = after(session, 15, take("shorten"))
    assert seconds(session) == [900, 1_800]
    assert not behind(session, now, UTC)


def test_wall_time_out_of_reach_is_said() -> None:
    """When nothing before it can give enough, and the meeting is in time, that is all there is."""
    ends = (START.astimezone(UTC) + timedelta(minutes=20)).time()
    parts = part("One", 10), part("Two", 10, ends_at=ends), part("Rest", 10)
    session, now = after(begun(*parts, minutes=38), 18, rules.advance)
    (why,) = offered(session, now)
    assert why.startswith('The part "Two" would end 8 min after ')
    assert why.endswith("each part needs at least its shortest time.")
    session, now = after(begun(*parts, minutes=90), 18, rules.advance)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    assert found.said == f"{why} 52 min were saved."
    (way,) = found.ways
    assert dict(way.fact.turns)[TurnId(1, 0)] == 600, "what ends too late ends no later"


def test_a_wall_time_out_of_reach_does_not_stand_in_the_way() -> None:
    """Where one part ends too late whatever is done, the others still let the meeting end on time.

    I am told both: what cannot be kept any more, and how the promise can.
    """
    ends = (START + timedelta(minutes=40)).astimezone(UTC).time()
    session = begun(
        part("One", 20),
        part("Break", 20, protected=True, ends_at=ends),
        part("Talk", 40),
        part("Close", 10, protected=True),
        minutes=90,
    )
    session, now = after(session, 25, rules.advance)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    promised = f"{(START + timedelta(minutes=90)).astimezone(UTC):%H:%M}"
    assert found.said == (
        f'The part "Break" would end 5 min after {ends:%H:%M}. '
        f"The meeting would end 5 min after the promised {promised}. "
        f'Shortening cannot end "Break" by {ends:%H:%M}: '
        "each part needs at least its shortest time."
    )
    assert found.ways[0].pick == "shorten"
    assert found.ways[-1].pick == "later"
    late = behind(session, now, UTC)
    assert late is not None
    assert late.segment is None
    session, now = after(session, 25, take("shorten"))
    assert seconds(session) == [1_200, 2_100, 600]
    assert not behind(session, now, UTC)


def test_a_wall_time_out_of_reach_is_no_hint() -> None:
    """Nothing asks me to plan again for a wall time that no plan can meet."""
    ends = (START + timedelta(minutes=20)).astimezone(UTC).time()
    session = begun(part("One", 10), part("Two", 10, ends_at=ends), part("Rest", 10), minutes=90)
    near, now = after(session, 12, rules.advance)
    assert behind(near, now, UTC)
    far, now = after(session, 18, rules.advance)
    assert not behind(far, now, UTC)


def test_a_talk_that_is_on_and_last_can_give() -> None:
    """In the last part, too, I am told that we are late, as long as it has something to give."""
    session = begun(part("One", 20), part("Talk", 40))
    session, now = after(session, 30, rules.advance)
    assert behind(session, now, UTC)
    session, now = after(session, 30, take("shorten"))
    assert seconds(session) == [1_800]
    assert not behind(session, now, UTC)
    session, now = after(session, 61)
    assert not behind(session, now, UTC), "nothing can be given any more"


@pytest.mark.parametrize(("hours", "minutes", "missed"), [(5, 59, True), (6, 1, False)])
def test_a_wall_time_long_before_is_tomorrows(hours: int, minutes: int, missed: bool) -> None:
    """An end up to six hours before the meeting began was missed; an earlier one is tomorrow's."""
    ends = (START - timedelta(hours=hours, minutes=minutes)).astimezone(UTC)
    session = begun(part("One", 10), part("Two", 10, ends_at=ends.time()), part("Rest", 10))
    (part_two, _) = limits(session, START, UTC)
    assert part_two.at == (ends if missed else ends + timedelta(days=1))
    assert (part_two.late > 0) == missed
    assert not behind(session, START, UTC), "no new plan could meet it"


def test_several_wall_times_hold_at_once() -> None:
    """Two parts that must end at their own wall times both do, and the promise holds as well."""
    begins = START.astimezone(UTC)
    session = begun(
        part("One", 10),
        part("Two", 20, ends_at=(begins + timedelta(minutes=30)).time()),
        part("Three", 20),
        part("Four", 20, ends_at=(begins + timedelta(minutes=70)).time()),
        part("Rest", 20),
    )
    session, now = after(session, 14, rules.advance)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    two, four, end = (f"{begins + timedelta(minutes=m):%H:%M}" for m in (30, 70, 90))
    assert found.said == (
        f'The part "Two" would end 4 min after {two}. '
        f'The part "Four" would end 4 min after {four}. '
        f"The meeting would end 4 min after the promised {end}."
    )
    session, now = after(session, 14, take("shorten"))
    assert seconds(session) == [960, 1_200, 1_200, 1_200]
    assert not behind(session, now, UTC)
    session, _ = after(session, 30, rules.advance)
    session, now = after(session, 55, rules.advance)
    session, now = after(session, 55, take("shorten"))
    assert seconds(session) == [900, 1_200]
    assert not behind(session, now, UTC)


def test_earlier_promise_is_met() -> None:
    """When the room agrees to end sooner, new times for what remains are offered that do."""
    session = begun(part("One", 10), part("Two", 20), part("Three", 20))
    session, now = after(session, 5, promise_end(START + timedelta(minutes=40)))
    assert behind(session, now, UTC)
    session, now = after(session, 5, take("shorten"))
    assert projected_end(session, now) == START + timedelta(minutes=40)
    session, now = after(session, 6, promise_end(START + timedelta(minutes=50)))
    assert offered(session, now) == ["lengthen"]
    session, now = after(session, 6, take("lengthen"))
    assert sum(seconds(session)) == 50 * 60


def test_given_back_first_to_who_gave() -> None:
    """Saved time goes first to turns that were shortened, then to what may grow."""
    session = begun(
        part("One", 10), part("Talk", 20), Segment("Turns", "round", ClockMode.EACH, 300), people=2
    )
    session, _ = after(session, 20, rules.advance, take("shorten"))
    assert seconds(session) == [800, 200, 200]
    session, now = after(session, 22, rules.advance)
    assert offered(session, now) == ["lengthen"]
    session, now = after(session, 22, take("lengthen"))
    assert seconds(session) == [300, 300], "also to who has the floor"
    assert offered(session, now) == ["No part that remains takes the time that was saved."]


def test_given_back_in_proportion_to_what_was_lost() -> None:
    """Where too little was saved for all, each gets the same part of what a new plan took."""
    turns = Segment("Turns", "round", ClockMode.EACH, 600)
    session = begun(part("One", 10), part("Talk", 30), turns, people=3)
    session, _ = after(session, 24, rules.advance, take("shorten"))
    assert seconds(session) == [1_380, 460, 460, 460]
    session, now = after(session, 43, rules.advance, take("lengthen"))
    assert seconds(session) == [540, 540, 540]
    assert projected_end(session, now) == session.promised_end


def test_nothing_grows_beyond_the_agenda_unless_asked() -> None:
    """Fifteen minutes saved, parts get back what they lost; all of it is another way, told so."""
    session = begun(part("One", 40), part("Talk", 10), part("Rest", 10))
    session, _ = after(session, 10, promise_end(START + timedelta(minutes=55)))
    session, _ = after(session, 10, take("shorten"))
    session, now = after(session, 20, rules.advance)
    assert offered(session, now) == ["lengthen", "lengthen beyond"]
    back, _ = after(session, 20, take("lengthen"))
    assert seconds(back) == [600, 600]
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    beyond = found.ways[1]
    assert beyond.choice.title == "Lengthen 2 parts, beyond the agenda"
    assert beyond.choice.sentence.endswith("That is more than the agenda planned for it.")
    every, now = after(session, 20, take("lengthen beyond"))
    assert projected_end(every, now) == every.promised_end


def test_who_asked_for_more_gets_what_others_left() -> None:
    """Asked for 20 and cut: what was not used goes to who waits, and to who has the floor."""
    asked = Segment("Asked", "round", ClockMode.BID, 3_600, least=300)
    session = begun(asked, part("Together", 10))
    session, _ = after(session, 0, accept_bids([(seat, 1_200) for seat in range(1, 5)]))
    assert seconds(session) == [900, 900, 900, 900, 600]
    session, now = after(session, 4, rules.advance)
    assert offered(session, now) == ["lengthen"]
    session, now = after(session, 4, take("lengthen"))
    assert seconds(session) == [1_120, 1_120, 1_120, 600]
    assert projected_end(session, now) == session.promised_end


def test_a_turn_that_is_on_says_what_it_gets() -> None:
    """Where only who has the floor gets time back it is said how much, and so in the table."""
    turns = Segment("Turns", "round", ClockMode.EACH, 600)
    session = begun(part("One", 10), turns, people=2)
    session, _ = after(session, 14, take("shorten"))
    session, _ = after(session, 14, rules.advance)
    session, now = after(session, 16, rules.pass_turn)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    (way,) = found.ways
    assert way.choice.title == "Lengthen the turn that is on to 10:00"
    assert way.choice.sentence == "The turn that is on has 10:00 then, not 8:00."
    (row,) = table_of(session, way, now)
    assert (row.before, row.after, row.note) == (480, 600, "10:00 in all")


def test_where_nothing_takes_it_nothing_is_offered() -> None:
    """Forty minutes early in the last part, which is protected, no key offers new times."""
    session = begun(part("One", 50), part("Close", 5, protected=True))
    session, now = after(session, 10, rules.advance)
    assert may_replan(session, now) == NOTHING_TAKES_IT


def test_later_moves_the_promise() -> None:
    """The promise becomes the end that I saw, said in the minutes that are shown of both."""
    session, now = after(begun(part("One", 10), part("Two", 10)), 13.5, rules.advance)
    before = session.promised_end
    found = replans(session, now)
    assert isinstance(found, Replans)
    assert found.said == f"The meeting would end 4 min after the promised {shown(before, None)}."
    assert [way.choice.title for way in found.ways][-1] == "End 4 min later"
    session, _ = after(session, 13.5, take("later"))
    assert drift_of(session.promised_end, before) == "4 min late"
    assert drift_of(projected_end(session, now), session.promised_end) == "on time"
    assert seconds(session) == [600]
    session, _ = after(session, 13.5, rules.undo)
    assert session.promised_end == before


def test_record_has_the_first_plan() -> None:
    """What is kept of the session compares what was planned first with what was used."""
    turns = Segment("Turns", "round", ClockMode.EACH, 300)
    session = begun(part("One", 10), turns, part("Talk", 10), part("Long", 30))
    for way in ("shorten", "volunteers 1", "leave out 2", "later"):
        late, _ = after(session, 15, rules.advance)
        late, _ = after(session, 15, take(way), rules.close)
        planned = [segment.planned for segment in record_of(late).segments]
        assert planned == [600, 1_200, 600, 1_800], way


def test_volunteers_begin_no_rotation() -> None:
    """Who speaks as a volunteer is not known, so nobody counts as having begun."""
    turns = Segment("Turns", "round", ClockMode.EACH, 300)
    session, _ = after(begun(part("One", 10), turns), 15, take("volunteers 1"))
    session, _ = after(session, 15, rules.advance)
    session, _ = after(session, 20, rules.advance)
    session, _ = after(session, 25, rules.close)
    members = [Member(f"{seat:016x}", f"Person {seat}", f"Alias{seat}") for seat in range(1, 5)]
    seating = {seat: member.id for seat, member in enumerate(members, start=1)}
    assert written((), session, seating, {member.id for member in members}) == ()


def test_bids_share_what_is_left() -> None:
    """Bids that come after a new plan share the time that it left them."""
    asked = Segment("Asked", "round", ClockMode.BID, 2_400, least=300)
    session, now = after(begun(part("One", 10), asked), 15, take("shorten"))
    assert sum(seconds(session)[1:]) == 2_100
    proposal = propose(session, now, [(seat, 900) for seat in range(1, 5)])
    assert isinstance(proposal, Proposal)
    assert proposal.granted == 2_100
    session, now = after(session, 15, accept_bids([(seat, 900) for seat in range(1, 5)]))
    assert not behind(session, now, UTC)


@pytest.mark.parametrize(
    ("asks", "budget", "floor"),
    [(1_200, 2_400, 1_200), (1_200, 1_600, 1_200), (1_200, 900, 900), (300, 2_400, 600)],
)
def test_what_was_shared_out_by_bids_is_not_cut_twice(asks: int, budget: int, floor: int) -> None:
    """Where the promise left less than was asked for, half of that stays the floor.

    Where people asked for little it is half of the little.
    """
    asked = Segment("Asked", "round", ClockMode.BID, 2_400)
    session, now = after(begun(part("One", 10), asked), 5)
    bids = tuple((seat, asks) for seat in range(1, 5))
    session = apply(session, BidsAccepted(now, 1, bids, budget))
    assert sum(seconds(session)[1:]) == min(budget, 4 * asks)
    assert sum(floors(session)[turn.id] for turn in session.turns[1:]) == floor


def test_roles_given_keep_the_new_times() -> None:
    """Another presenter changes who speaks, not how long it was agreed to take."""
    turns = Segment("Turns", "round", ClockMode.EACH, 600, exclude=("presenter",))
    session, now = after(begun(part("One", 10), turns), 15, take("shorten"))
    assert sum(seconds(session)[1:]) == 1_500
    session, now = after(session, 15, give_role("presenter", 3))
    assert [turn.id.seat for turn in remaining(session)][1:] == [1, 2, 4]
    assert sum(seconds(session)[1:]) == 1_500
    assert projected_end(session, now) == session.promised_end


@pytest.mark.parametrize(
    "turns",
    [
        (),
        (((TurnId(1, 0)), 60),),
        ((TurnId(0, 0), 60), (TurnId(0, 0), 60)),
        ((TurnId(0, 0), 60), (TurnId(7, 0), 60)),
    ],
)
def test_facts_that_no_rule_makes_are_refused(turns: tuple[tuple[TurnId, int], ...]) -> None:
    """A journal in which such a fact does not fit was never written by this program."""
    session = begun(part("One", 10), part("Two", 10))
    with pytest.raises(ValueError, match="what remains"):
        apply(session, Replanned(START, turns, session.promised_end))


def test_nothing_grows_above_its_most() -> None:
    """Given back or not, a part never gets more than its ``most``, a minute more by hand or not."""
    session = begun(part("One", 20), part("Talk", 10, most=720), part("Rest", 5))
    session, now = after(session, 5, rules.advance, rules.lengthen, take("lengthen"))
    assert seconds(session)[0] == 720
    assert projected_end(session, now) <= session.promised_end


def test_one_persons_time_does_not_grow() -> None:
    """What was saved goes to talks of everybody: a case of ten minutes stays one of ten."""
    case = Segment("Case", "exercise", ClockMode.ONE, 600, most=3_600)
    talks = (part("Talk", 10, most=3_600), part("Rest", 10, most=3_600))
    session = begun(part("One", 20), talks[0], case, talks[1])
    session, _ = after(session, 5, rules.advance, take("lengthen"))
    assert seconds(session) == [1_050, 600, 1_050]


def test_a_talk_whose_time_is_up_does_not_grow() -> None:
    """Saved time goes to what is ahead: a talk that runs over would go on for as long as it ran."""
    talks = (part("Talk", 10, most=3_600), part("Rest", 10, most=3_600))
    session, _ = after(begun(part("One", 20), *talks), 5, rules.advance)
    session, now = after(session, 17, take("lengthen"))
    assert seconds(session) == [600, 1_380]
    assert projected_end(session, now) == session.promised_end


def test_who_comes_back_after_overtime_has_nothing_to_come() -> None:
    """Who used up all of their turn, and comes later, is in no figure of a new plan."""
    turns = Segment("Turns", "round", ClockMode.DIVIDE, 3_600)
    session = begun(turns, part("Talk", 20), part("Close", 5, protected=True))
    session, now = after(session, 25, come_back_later)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    first = found.ways[0].parts[0]
    assert (first.before, first.begun) == (1_800, True), "two of fifteen minutes, and none of Sam's"
    assert len(first.turns) == 2
    told = sum(change.after for change in found.ways[0].parts)
    assert found.ways[0].ends == now + timedelta(seconds=900 + told)


def test_a_way_that_was_taken_is_told_as_done() -> None:
    """What was accepted is no order any more: it says what was done, and the new end."""
    session, now = after(begun(part("One", 10), part("Two", 40), part("Three", 20)), 20)
    session, now = after(session, 20, rules.advance)
    found = replans(session, now, UTC)
    assert isinstance(found, Replans)
    ends = {way.pick: shown(way.ends, UTC) for way in found.ways}
    said = {way.pick: replanned_text(way, UTC) for way in found.ways}
    assert said["shorten"] == f"Shortened 2 parts: ends {ends['shorten']}."
    assert said["later"] == f"Moved the end 10 min later: ends {ends['later']}."
    out = f'Left out "Three": ends {ends["leave out 2"]}.'
    assert said["leave out 2"] in (out, out.replace('"Three"', '"Three", shortened others'))
