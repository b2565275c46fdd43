"""Laws of the plan: no second is lost in sharing out, and shares are fair."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import IN_GROUPS, Agenda, ClockMode, EachInGroup, Order, Segment
from circle_tui.domain.cast import Cast, holders, roles_of
from circle_tui.domain.groups import blocks, rounds_in
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, by_segment, plan, planned_seconds
from circle_tui.domain.sharing import STEP, apportion, apportion_within, split
from tests.strategies import AGENDAS, LAW, SEATS, SEGMENTS

TOTALS = st.integers(min_value=0, max_value=100_000)
PEOPLE = st.integers(min_value=1, max_value=60)
CLAIMS = st.lists(st.integers(min_value=0, max_value=5_000), min_size=1, max_size=20).filter(any)


def cast_of(seats: tuple[int, ...]) -> st.SearchStrategy[Cast]:
    """Return what may be settled about these seats, for people who have left as well."""
    seat = st.sampled_from([*seats, 99])
    role = st.sampled_from(["presenter", "host", "unknown"])
    return st.builds(
        Cast,
        first=st.none() | seat,
        drawn=st.permutations(seats).map(tuple),
        roles=st.lists(st.tuples(role, seat), max_size=2, unique_by=lambda pair: pair[0]).map(
            tuple
        ),
        bids=st.lists(
            st.tuples(seat, st.integers(min_value=0, max_value=3_600)), unique_by=lambda p: p[0]
        ).map(tuple),
    )


def _heard(agenda: Agenda, segment: Segment, seats: tuple[int, ...], cast: Cast) -> tuple[int, ...]:
    """Return who is not left out of a segment, in the order of the list; all if all would be."""
    held = holders(agenda, seats, cast)
    out = {held[role] for role in segment.exclude}
    return tuple(seat for seat in seats if seat not in out) or seats


ROOMS = SEATS.flatmap(lambda seats: st.tuples(st.just(seats), cast_of(seats)))
"""The seats present, and what is settled about them."""


@LAW
@given(TOTALS, CLAIMS)
def test_parts_sum_to_the_total(total: int, claims: list[int]) -> None:
    """Whatever each may claim, together they get exactly that time, in steps of five seconds."""
    parts = apportion(total, claims)
    assert sum(parts) == total
    assert sum(1 for part in parts if part % STEP) <= 1
    assert all(part == 0 for part, claim in zip(parts, claims, strict=True) if claim == 0)


@LAW
@given(TOTALS, CLAIMS)
def test_who_may_claim_more_never_gets_less(total: int, claims: list[int]) -> None:
    """A larger claim is never cut below a smaller one."""
    pairs = sorted(zip(claims, apportion(total, claims), strict=True))
    for (claim, part), (larger, more) in pairwise(pairs):
        assert claim == larger or part <= more


@LAW
@given(
    TOTALS,
    st.lists(st.tuples(st.integers(1, 500), st.integers(0, 9_000)), min_size=1, max_size=12),
)
def test_nobody_gets_more_than_there_is_room_for(total: int, parts: list[tuple[int, int]]) -> None:
    """All of the time is handed out that there is room for, and none beyond anybody's room."""
    claims, rooms = zip(*parts, strict=True)
    shares = apportion_within(total, claims, rooms)
    assert sum(shares) == min(total, sum(rooms))
    assert all(share <= room for share, room in zip(shares, rooms, strict=True))
    for one, room, mine in zip(claims, rooms, shares, strict=True):
        for other, space, theirs in zip(claims, rooms, shares, strict=True):
            assert not (one > other and room >= space and mine < theirs)


@LAW
@given(TOTALS, PEOPLE)
def test_equal_shares_are_fair(total: int, people: int) -> None:
    """Nobody gets more than five seconds more than another, loose seconds of the total aside."""
    first, *others = split(total, people)
    shares = [first - total % STEP, *others]
    assert max(shares) - min(shares) <= STEP
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) + total % STEP == total


@LAW
@given(AGENDAS, ROOMS)
def test_every_part_has_its_time(agenda: Agenda, room: tuple[tuple[int, ...], Cast]) -> None:
    """Whatever its clock, a part takes the time its author gave it, and no turn is met twice.

    Only with a promised length may it take more (see the laws of the fit).
    """
    seats, cast = room
    agenda = replace(agenda, minutes=None)
    turns = plan(agenda, seats, cast)
    assert len({turn.id for turn in turns}) == len(turns)
    begins = blocks(agenda.segments)
    order = [(begins[turn.id.segment], turn.id.round, turn.id.segment) for turn in turns]
    assert order == sorted(order)
    for segment, own in zip(agenda.segments, by_segment(agenda, turns), strict=True):
        heard = _heard(agenda, segment, seats, cast)
        people = len(heard) if segment.clock is ClockMode.EACH else 1
        repeats = segment.clock in (ClockMode.EACH, ClockMode.GROUP, *IN_GROUPS)
        times = people * (segment.rounds if repeats else 1)
        if segment.clock is ClockMode.TRIOS:
            times = rounds_in(segment, len(seats))
        if segment.clock is ClockMode.BID and cast.bids:
            assert planned_seconds(own) <= segment.seconds
        else:
            assert planned_seconds(own) == segment.seconds * times


@LAW
@given(AGENDAS, ROOMS)
def test_everybody_has_their_turn(agenda: Agenda, room: tuple[tuple[int, ...], Cast]) -> None:
    """In each round of a part by turns everybody who is here speaks exactly once."""
    seats, cast = room
    for segment, turns in zip(
        agenda.segments, by_segment(agenda, plan(agenda, seats, cast)), strict=True
    ):
        by_bids = segment.clock is ClockMode.BID and cast.bids
        if segment.clock in IN_TURNS and not by_bids:
            for number in range(1, turns[-1].id.round + 1):
                own = [turn.id.seat for turn in turns if turn.id.round == number]
                assert sorted(own) == list(_heard(agenda, segment, seats, cast))
        elif segment.clock is ClockMode.ONE:
            assert [turn.id.seat in seats for turn in turns] == [True]
        elif segment.clock not in IN_TURNS:
            assert {turn.id.seat for turn in turns} == {EVERYBODY}


@LAW
@given(AGENDAS, ROOMS)
def test_everybody_is_in_one_group(agenda: Agenda, room: tuple[tuple[int, ...], Cast]) -> None:
    """In pairs and trios nobody is left over and nobody is in two places."""
    seats, cast = room
    for turn in plan(agenda, seats, cast):
        segment = agenda.segments[turn.id.segment]
        together = sorted(seat for group in turn.groups for seat in group)
        if segment.each_in_group is not EachInGroup.NO:
            assert set(together) <= set(seats)
            assert len(set(together)) == len(together)
        else:
            assert together == (list(seats) if segment.clock in IN_GROUPS else [])


@LAW
@given(SEGMENTS, ROOMS)
def test_the_order_is_the_same_circle(segment: Segment, room: tuple[tuple[int, ...], Cast]) -> None:
    """Rotating begins with the one whose turn it is and keeps the order of the list."""
    seats, cast = room
    if segment.clock not in (ClockMode.EACH, ClockMode.DIVIDE):
        return
    agenda = Agenda("one", "One", (segment,))
    spoken = [turn.id.seat for turn in plan(agenda, seats, cast) if turn.id.round == 1]
    heard = _heard(agenda, segment, seats, cast)
    match segment.order:
        case Order.REVERSE:
            assert spoken == list(reversed(heard))
        case Order.ROTATE:
            start = seats.index(cast.first) if cast.first in seats else 0
            circle = (*seats[start:], *seats[:start])
            assert spoken == [seat for seat in circle if seat in heard]
        case Order.RANDOM:
            assert spoken == [seat for seat in cast.drawn if seat in heard]
        case _:
            assert spoken == list(heard)


@LAW
@given(AGENDAS, ROOMS)
def test_roles_are_held_by_people_here(agenda: Agenda, room: tuple[tuple[int, ...], Cast]) -> None:
    """Every role has a holder who is in the room, the settled one if that person came."""
    seats, cast = room
    held = holders(agenda, seats, cast)
    assert tuple(held) == roles_of(agenda)
    for role, seat in cast.roles:
        if role in held and seat in seats:
            assert held[role] == seat
    assert set(held.values()) <= set(seats)
    if not cast.roles and len(held) <= len(seats):
        assert list(held.values()) == list(seats[: len(held)])
