"""Laws of the fit: a plan is never called fitting when it is not, and every way out adds up."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.fit import Choice, Fit, Way, fit, floor_of
from circle_tui.domain.lengths import agenda_seconds, part_seconds
from circle_tui.domain.plan import by_segment, plan, planned_seconds
from circle_tui.domain.sharing import STEP
from circle_tui.domain.warnings import missed_ends, part_warnings, warnings
from tests.strategies import AGENDAS, LAW, SEATS

PROMISES = st.none() | st.integers(min_value=1, max_value=40_000)


def _ways(found: Fit, way: Way) -> list[Choice]:
    return [choice for choice in found.choices if choice.way is way]


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_fitting_is_never_a_lie(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """A plan fits exactly when it takes no more than was promised; else there is a way out."""
    turns = plan(agenda, seats)
    found = fit(agenda, turns, promised)
    assert found.planned == planned_seconds(turns)
    assert found.fits == (promised is None or found.planned <= promised)
    if promised is not None:
        assert found.slack == promised - found.planned
    if not found.fits:
        (later,) = _ways(found, Way.LATER)
        assert later.seconds == found.planned
        assert promised is not None
        assert promised + later.later - 60 < found.planned <= promised + later.later


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_every_way_out_adds_up(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """What a choice says that it changes is what it saves, and that is enough."""
    turns = plan(agenda, seats)
    parts = by_segment(agenda, turns)
    found = fit(agenda, turns, promised)
    for choice in found.choices:
        saved = sum(change.before - change.after for change in choice.changes)
        assert choice.seconds == found.planned - saved
        assert all(
            change.before == planned_seconds(parts[change.segment]) for change in choice.changes
        )
        assert choice.sentence.endswith(".")
        if not found.fits and choice.way is not Way.LATER:
            assert promised is not None
            assert choice.seconds <= promised


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_no_part_goes_below_its_floor(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """Protected parts keep their length, others their least, and cuts are steps of 5 seconds."""
    turns = plan(agenda, seats)
    parts = by_segment(agenda, turns)
    for choice in fit(agenda, turns, promised).choices:
        for change in choice.changes:
            segment = agenda.segments[change.segment]
            assert not segment.protected
            if choice.way is Way.SHORTEN:
                assert change.after >= floor_of(segment, parts[change.segment])
                assert (change.before - change.after) % STEP == 0
                assert change.after < change.before


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_what_absorbs_gives_first(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """Nothing else becomes shorter while a part that absorbs has time to give."""
    turns = plan(agenda, seats)
    parts = by_segment(agenda, turns)
    found = fit(agenda, turns, promised)
    if found.fits or not (shorter := _ways(found, Way.SHORTEN)):
        return
    after = {change.segment: change.after for change in shorter[0].changes}
    if len(shorter[0].changes) == 1 and agenda.segments[shorter[0].changes[0].segment].most:
        return  # back to its own headline, which is about this part alone
    others = [index for index in after if not agenda.segments[index].absorb]
    if others:
        for index, segment in enumerate(agenda.segments):
            if segment.absorb:
                room = after.get(index, planned_seconds(parts[index]))
                assert room - floor_of(segment, parts[index]) < STEP


@LAW
@given(AGENDAS, SEATS)
def test_a_length_is_the_plans(agenda: Agenda, seats: tuple[int, ...]) -> None:
    """What a check says that an agenda takes is what the plan then takes, part by part."""
    parts = by_segment(agenda, plan(agenda, seats))
    assert part_seconds(agenda, len(seats)) == tuple(map(planned_seconds, parts))
    assert agenda_seconds(agenda, len(seats)) == planned_seconds(plan(agenda, seats))


def _lean_in() -> Agenda:
    return Agenda(
        "topic",
        "Topic",
        (
            Segment("Check-in", "check-in", ClockMode.EACH, 180, most=1_200),
            Segment("Talk", "discussion", ClockMode.GROUP, 2_700, least=1_500, absorb=True),
            Segment("Close", "closing", ClockMode.GROUP, 600, protected=True),
        ),
        sizes=(6, 10),
        minutes=75,
    )


def test_the_ways_out_in_words() -> None:
    """For ten people it is ten minutes too long, and four ways out are offered in words."""
    agenda = _lean_in()
    found = fit(agenda, plan(agenda, range(1, 11)), 75 * 60)
    assert (found.slack, found.fits) == (-600, False)
    assert [(choice.way, choice.sentence) for choice in found.choices] == [
        (Way.SHORTEN, 'Shorten "Talk" from 45 to 35 min.'),
        (Way.SHORTEN, 'Shorten "Check-in" from 30 to 20 min (2:00 each).'),
        (
            Way.VOLUNTEERS,
            'Ask for 6 of 10 to speak in "Check-in", whoever wants to: 18 min instead of 30.',
        ),
        (Way.DROP, 'Leave out "Check-in" (30 min).'),
        (Way.LATER, "End 10 min later than promised."),
    ]


def test_a_headline_that_does_not_hold_has_ways_out_too() -> None:
    """Where the meeting still fits but a part takes more than it says, that is a choice as well."""
    agenda = _lean_in()
    found = fit(agenda, plan(agenda, range(1, 11)), 90 * 60)
    assert found.fits
    assert [choice.way for choice in found.choices] == [Way.SHORTEN, Way.VOLUNTEERS, Way.LATER]
    assert found.choices[-1].sentence == (
        'Let "Check-in" take 30 min: the meeting takes 85 min and still keeps the promised 90.'
    )
    unpromised = fit(agenda, plan(agenda, range(1, 11)), None)
    assert unpromised.choices[-1].sentence.endswith("the meeting takes 85 min.")


def test_what_the_floors_cannot_give_is_not_offered() -> None:
    """Where everything is protected, only a later end is left, and the sentence says so."""
    agenda = Agenda("hard", "Hard", (Segment("Talk", "round", ClockMode.EACH, 60, protected=True),))
    found = fit(agenda, plan(agenda, (1, 2, 3)), 90)
    assert [choice.sentence for choice in found.choices] == ["End 2 min later than promised."]


def test_bids_keep_everybodys_floor() -> None:
    """The least of a part with bids is one person's, so three people keep three times that."""
    segment = Segment("Turns", "round", ClockMode.BID, 3_600, least=600)
    turns = plan(Agenda("bids", "Bids", (segment,)), (1, 2, 3))
    assert floor_of(segment, turns) == 1_800


def test_warnings_say_for_whom_and_by_how_much() -> None:
    """The steps of the check-in do not sum to its headline, nor the parts to the promise."""
    assert warnings(_lean_in()) == (
        "Check-in needs 21 to 30 minutes, not 20, for 7 to 10 people.",
        "The whole needs 76 to 85 minutes, not the promised 75, for 7 to 10 people.",
    )
    assert part_warnings(_lean_in(), (10, 10)) == (
        "Check-in needs 30 minutes, not 20, for 10 people.",
    )
    assert part_warnings(_lean_in(), (6, 6)) == ()


def test_what_nobody_can_fill_is_said() -> None:
    """A round without the presenter needs a second person, trios three, two roles two people."""
    agenda = Agenda(
        "few",
        "Few",
        (
            Segment("Share", "round", ClockMode.EACH, 60, exclude=("presenter",)),
            Segment("Help", "exercise", ClockMode.TRIOS, 60, roles=("presenter", "scribe")),
        ),
        sizes=(1, 3),
    )
    assert warnings(agenda) == (
        "Nobody can fill Share with 1 person.",
        "Nobody can fill Help with 1 to 2 people.",
        "2 people are needed for its roles (presenter, scribe), more than 1 person: "
        "somebody would hold two.",
    )


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (time(19, 30), ()),
        (time(19, 41), ("Talk must end at 20:30 and would end 4 min later.",)),
        (time(8, 25), ()),
        (time(23, 50), ("Talk must end at 20:30 and would end 253 min later.",)),
    ],
)
def test_a_fixed_end_that_is_missed_is_said(start: time, told: tuple[str, ...]) -> None:
    """A part that must end at 20:30 says when it cannot, also past midnight."""
    talk = Segment("Talk", "discussion", ClockMode.GROUP, 53 * 60, ends_at=time(20, 30))
    agenda = Agenda("fixed", "Fixed", (talk, Segment("End", "closing", ClockMode.GROUP, 60)))
    assert missed_ends(agenda, part_seconds(agenda, 1), start) == told
