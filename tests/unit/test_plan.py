"""The plan: an agenda laid over the people who are in the room."""

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Segment
from circle_tui.domain.bounds import MOST_TOPICS
from circle_tui.domain.cast import Cast
from circle_tui.domain.errors import InputError
from circle_tui.domain.plan import TurnId, plan, planned_seconds, shares
from circle_tui.domain.sharing import apportion, split


def _agenda(clock: ClockMode, seconds: int) -> Agenda:
    return Agenda("one", "One", (Segment("Part", "round", clock, seconds),))


def _planned(segment: Segment, *seats: int, cast: Cast | None = None) -> list[tuple[int, int, int]]:
    """Return seat, round and seconds of each turn of a segment."""
    turns = plan(Agenda("one", "One", (segment,)), seats, cast or Cast())
    return [(turn.id.seat, turn.id.round, turn.seconds) for turn in turns]


def test_seven_share_two_hours() -> None:
    """Two hours for seven people: five shares of 17:10 and two of 17:05, nothing lost."""
    assert split(7_200, 7) == (1_030,) * 5 + (1_025,) * 2


def test_loose_seconds_go_first() -> None:
    """What is left of a total that is no multiple of five goes to the first person."""
    assert split(63, 2) == (33, 30)


def test_nobody_to_share_with_is_no_share() -> None:
    """Time cannot be handed out to nobody, which is a mistake of the caller."""
    with pytest.raises(ValueError, match="nobody"):
        apportion(60, [0, 0])


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (ClockMode.GROUP, [((0, 0, 1), 600)]),
        (ClockMode.EACH, [((0, 1, 1), 600), ((0, 3, 1), 600)]),
        (ClockMode.DIVIDE, [((0, 1, 1), 300), ((0, 3, 1), 300)]),
        (ClockMode.BID, [((0, 1, 1), 300), ((0, 3, 1), 300)]),
        (ClockMode.PAIRS, [((0, 0, 1), 600)]),
        (ClockMode.TRIOS, [((0, 0, 1), 600)]),
        (ClockMode.FOURS, [((0, 0, 1), 600)]),
        (ClockMode.ONE, [((0, 1, 1), 600)]),
        (ClockMode.VOTE_EXTEND, [((0, 0, 1), 600)]),
    ],
)
def test_time_is_handed_out_as_the_agenda_says(
    clock: ClockMode, expected: list[tuple[tuple[int, int, int], int]]
) -> None:
    """One clock for all, the same time for each, or a total shared by those present."""
    turns = plan(_agenda(clock, 600), (1, 3))
    assert [(tuple(turn.id), turn.seconds) for turn in turns] == expected
    assert planned_seconds(turns) == sum(seconds for _, seconds in expected)


def test_rounds_go_round() -> None:
    """With two rounds everybody speaks once before anybody speaks twice."""
    segment = Segment("Cards", "round", ClockMode.EACH, 60, rounds=2)
    assert _planned(segment, 1, 2) == [(1, 1, 60), (2, 1, 60), (1, 2, 60), (2, 2, 60)]


def test_one_clock_may_come_again() -> None:
    """Three rounds of one clock are three turns of everybody: whoever wants to takes one."""
    assert _planned(Segment("Ask", "round", ClockMode.GROUP, 60, rounds=3), 1, 2) == [
        (0, 1, 60),
        (0, 2, 60),
        (0, 3, 60),
    ]


def test_pairs_change_every_round() -> None:
    """Three rounds in pairs: three clocks for the room, and a new partner each time."""
    segment = Segment("Meet", "exercise", ClockMode.PAIRS, 240, rounds=3)
    turns = plan(Agenda("one", "One", (segment,)), range(1, 5))
    assert [turn.id for turn in turns] == [TurnId(0, 0, number) for number in (1, 2, 3)]
    met = [group for turn in turns for group in turn.groups]
    assert len(set(met)) == len(met) == 6


def test_trios_stay_together() -> None:
    """Three rounds in trios are with the same people, so that each can be the client once."""
    segment = Segment("Help", "exercise", ClockMode.TRIOS, 600, rounds=3)
    turns = plan(Agenda("one", "One", (segment,)), range(1, 8))
    assert {turn.groups for turn in turns} == {((1, 2, 3), (4, 5, 6, 7))}


def test_topics_fill_the_time() -> None:
    """Topics of five minutes in 32: six of them, and the last has the two that are left."""
    segment = Segment("Topics", "discussion", ClockMode.VOTE_EXTEND, 1_920, topic=300)
    assert [seconds for _, _, seconds in _planned(segment, 1)] == [300] * 5 + [420]
    hostile = Segment("Topics", "discussion", ClockMode.VOTE_EXTEND, 36_000, topic=1)
    assert len(_planned(hostile, 1)) == MOST_TOPICS


def test_the_presenter_has_no_turn_when_excluded() -> None:
    """The one who presented listens while the others speak, and their share is not lost."""
    share = Segment("Share", "round", ClockMode.DIVIDE, 600, exclude=("presenter",))
    assert _planned(share, 1, 2, 3) == [(2, 1, 300), (3, 1, 300)]
    cast = Cast(roles=(("presenter", 3),))
    assert _planned(share, 1, 2, 3, cast=cast) == [(1, 1, 300), (2, 1, 300)]
    one = Segment("Case", "exercise", ClockMode.ONE, 600)
    assert _planned(one, 1, 2, 3, cast=cast) == [(3, 1, 600)]


def test_two_presenters_are_two_people() -> None:
    """The second presenter is somebody else, as long as there are two people."""
    agenda = Agenda(
        "two",
        "Two",
        (
            Segment("First", "exercise", ClockMode.ONE, 60),
            Segment("Second", "exercise", ClockMode.ONE, 60, roles=("second presenter",)),
        ),
    )
    assert [turn.id.seat for turn in plan(agenda, (1, 2, 3))] == [1, 2]
    assert [turn.id.seat for turn in plan(agenda, (1,))] == [1, 1]


def test_bids_are_turns_in_their_own_order() -> None:
    """Who asked first speaks first, with what they asked for; who asked for nothing listens."""
    segment = Segment("Turns", "round", ClockMode.BID, 1_800, least=300)
    cast = Cast(bids=((3, 600), (1, 900), (2, 0)))
    assert _planned(segment, 1, 2, 3, cast=cast) == [(3, 1, 600), (1, 1, 900)]
    assert _planned(segment, 1, 2) == [(1, 1, 900), (2, 1, 900)]


def test_nobody_is_left_out_where_nobody_would_be_left() -> None:
    """Alone in the room, the presenter has the turn of the others, and the meeting goes on."""
    for clock in (ClockMode.EACH, ClockMode.DIVIDE, ClockMode.BID):
        assert _planned(Segment("Share", "round", clock, 60, exclude=("presenter",)), 1) == [
            (1, 1, 60)
        ]


def test_only_turns_have_shares() -> None:
    """A person's share is told for parts by turns, not for one clock or one speaker."""
    agenda = Agenda(
        "mixed",
        "Mixed",
        (
            Segment("Talk", "discussion", ClockMode.GROUP, 60),
            Segment("Case", "exercise", ClockMode.ONE, 60),
            Segment("Round", "round", ClockMode.EACH, 60, order=Order.REVERSE),
        ),
    )
    assert shares(agenda, plan(agenda, (1, 2))) == ("Round 1:00 each",)


def test_nobody_present_is_said() -> None:
    """Starting without anybody marked as present says what to do instead."""
    with pytest.raises(InputError, match="Mark at least one person"):
        plan(_agenda(ClockMode.GROUP, 600), ())


def test_empty_agenda_is_said() -> None:
    """An agenda without a segment says so instead of ending at once."""
    with pytest.raises(InputError, match="no segment"):
        plan(Agenda("none", "None", ()), (1,))
