"""Laws of the fit: a plan is never called fitting when it is not, and every way out adds up."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.agenda import Agenda, ClockMode, EachInGroup, Segment
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.choices import Choice, Way, applied
from circle_tui.domain.fit import Fit, fit, fit_text
from circle_tui.domain.floors import floor_of
from circle_tui.domain.lengths import (
    agenda_seconds,
    filled,
    lengths_of,
    minutes_text,
    part_seconds,
    takes_slack,
)
from circle_tui.domain.plan import EVERYBODY, by_segment, plan, planned_seconds
from circle_tui.domain.sharing import STEP
from circle_tui.domain.warnings import missed_ends, part_warnings, plan_warnings, warnings
from tests.strategies import AGENDAS, LAW, SEATS

PROMISES = st.none() | st.integers(min_value=1, max_value=480)
"""Minutes, often far too few or too many."""

BIDS = st.lists(
    st.tuples(st.integers(1, 7), st.integers(0, 3_600)), max_size=7, unique_by=lambda bid: bid[0]
).map(tuple)

CASTS = st.builds(Cast, bids=BIDS)


def _ways(found: Fit, way: Way) -> list[Choice]:
    return [choice for choice in found.choices if choice.way is way]


def _lengths(agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED) -> list[int]:
    parts = by_segment(agenda, plan(agenda, seats, cast))
    return list(map(planned_seconds, parts))


@LAW
@given(AGENDAS, SEATS, CASTS, PROMISES)
def test_fitting_is_never_a_lie(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, promised: int | None
) -> None:
    """A plan fits exactly when it takes no more than was promised; else there is a way out."""
    agenda = replace(agenda, minutes=promised)
    found = fit(agenda, seats, cast)
    assert found.turns == plan(agenda, seats, cast)
    assert found.planned == planned_seconds(found.turns)
    assert found.fits == (promised is None or found.planned <= promised * 60)
    if promised is not None:
        assert found.slack == promised * 60 - found.planned
    if not found.fits:
        (later,) = _ways(found, Way.LATER)
        assert promised is not None
        assert promised * 60 + later.later - 60 < found.planned <= promised * 60 + later.later


@LAW
@given(AGENDAS, SEATS, CASTS, PROMISES)
def test_what_a_choice_says_is_what_the_new_plan_has(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, promised: int | None
) -> None:
    """Whatever I choose, the plan then has the lengths and the turns that I was told, and fits."""
    agenda = replace(agenda, minutes=promised)
    found = fit(agenda, seats, cast)
    before = _lengths(agenda, seats, cast)
    for choice in found.choices:
        today = applied(agenda, choice)
        then = fit(today, seats, cast)
        assert then.planned == choice.seconds
        assert then.fits
        left_out = [index for index, segment in choice.edits if segment is None]
        after = _lengths(today, seats, cast)
        for index in left_out:
            after.insert(index, 0)
        assert [(c.segment, c.before, c.after) for c in choice.changes] == [
            (index, old, new)
            for index, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
        ]
        for change in choice.changes:
            if change.turns and not left_out:
                own = [turn for turn in then.turns if turn.id.segment == change.segment]
                assert change.turns == tuple(turn.seconds for turn in own)
        assert choice.sentence.endswith(".")
        assert choice.title


@LAW
@given(AGENDAS, SEATS, CASTS, PROMISES)
def test_no_part_goes_below_its_floor(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, promised: int | None
) -> None:
    """Protected parts keep their length, and others their least or half of what was planned."""
    agenda = replace(agenda, minutes=promised)
    parts = by_segment(agenda, plan(agenda, seats, cast))
    for choice in fit(agenda, seats, cast).choices:
        for change in choice.changes:
            segment = agenda.segments[change.segment]
            if choice.way is Way.SHORTEN and change.after < change.before:
                assert not segment.protected
                assert change.after >= floor_of(segment, parts[change.segment])
                if segment.least is None:
                    assert 2 * change.after >= change.before
            if choice.way in (Way.VOLUNTEERS, Way.DROP) and change.after < change.before:
                assert not segment.protected


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_what_absorbs_gives_first(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """Nothing else becomes shorter while a part that absorbs has time to give.

    But for less than the step in which another part can be shortened at all.
    """
    agenda = replace(agenda, minutes=promised)
    parts = by_segment(agenda, plan(agenda, seats))
    found = fit(agenda, seats)
    shorter = found.choices[0] if found.choices else None
    if found.fits or shorter is None or shorter.way is not Way.SHORTEN:
        return
    absorbing = {i for i, segment in enumerate(agenda.segments) if takes_slack(segment)}
    room = sum(
        planned_seconds(parts[i]) - floor_of(agenda.segments[i], parts[i]) for i in absorbing
    )
    assert found.slack is not None
    if room - STEP * len(absorbing) >= -found.slack + STEP:
        assert {change.segment for change in shorter.changes} <= absorbing


@LAW
@given(AGENDAS, SEATS, CASTS)
def test_a_length_is_the_plans(agenda: Agenda, seats: tuple[int, ...], cast: Cast) -> None:
    """What a check says that an agenda takes is what the plan then takes, part by part."""
    assert list(part_seconds(agenda, len(seats))) == _lengths(agenda, seats)
    assert list(lengths_of(agenda, seats, cast)) == _lengths(agenda, seats, cast)
    assert agenda_seconds(agenda, len(seats)) == planned_seconds(plan(agenda, seats))


@LAW
@given(AGENDAS, SEATS, CASTS, PROMISES)
def test_no_time_is_left_that_a_part_may_take(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, promised: int | None
) -> None:
    """Where a part absorbs, nothing is left over, unless it has reached its most.

    Nothing else changes, no part becomes shorter by itself, and planning twice is planning once.
    """
    agenda = replace(agenda, minutes=promised)
    written = _lengths(replace(agenda, minutes=None), seats, cast)
    lengths = _lengths(agenda, seats, cast)
    grown = filled(agenda, seats, cast)
    assert filled(grown, seats, cast) == grown
    assert plan(grown, seats, cast) == plan(agenda, seats, cast)
    slack = (promised or 0) * 60 - sum(lengths)
    for segment, before, after in zip(agenda.segments, written, lengths, strict=True):
        assert after >= before
        if after > before:
            assert takes_slack(segment)
            assert segment.most is None or after <= segment.most
            assert slack >= 0
        by_bids = segment.clock is ClockMode.BID and any(s for _, s in cast.bids)
        if takes_slack(segment) and not by_bids and slack > 0:
            assert segment.most is not None
            assert after >= segment.most


@LAW
@given(AGENDAS, SEATS, PROMISES)
def test_the_heavier_part_never_loses_more(
    agenda: Agenda, seats: tuple[int, ...], promised: int | None
) -> None:
    """Of two parts that are alike but for their weight, the heavier keeps more and gains more."""
    alike = replace(agenda.segments[0], clock=ClockMode.GROUP, rounds=1, roles=(), weight=1)
    heavy = replace(alike, weight=4)
    agenda = replace(agenda, segments=(alike, *agenda.segments[1:], heavy), minutes=promised)
    light, *_, heavier = _lengths(agenda, seats)
    assert heavier >= light
    for choice in _ways(fit(agenda, seats), Way.SHORTEN)[:1]:
        lengths = _lengths(applied(agenda, choice), seats)
        assert lengths[-1] >= lengths[0]


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


def _sentences(agenda: Agenda, people: int, cast: Cast = NOTHING_SETTLED) -> list[str]:
    return [choice.sentence for choice in fit(agenda, range(1, people + 1), cast).choices]


def _group(title: str, minutes: int, **more: Any) -> Segment:  # noqa: ANN401
    kind = more.pop("kind", "discussion")
    return Segment(title, kind, ClockMode.GROUP, minutes * 60, **more)


def test_the_ways_out_in_words() -> None:
    """For ten people it is ten minutes too long, and four ways out are offered in words.

    Leaving out the only part in which everybody speaks is not one of them.
    """
    found = fit(_lean_in(), range(1, 11))
    assert (found.slack, found.fits) == (-600, False)
    assert fit_text(found) == "85 min for 10, 10 min more than the promised 75 min"
    assert [(choice.way, choice.title, choice.sentence) for choice in found.choices] == [
        (Way.SHORTEN, 'Shorten "Talk"', 'Shorten "Talk" from 45 to 35 min.'),
        (
            Way.SHORTEN,
            'Shorten "Check-in"',
            'Shorten "Check-in" from 30 to 20 min (2:00 each).',
        ),
        (
            Way.VOLUNTEERS,
            '6 of 10 speak in "Check-in"',
            'Ask for 6 of 10 to speak in "Check-in", whoever wants to: '
            '18 min instead of 30 min (3:00 each). "Talk" then has 47 min.',
        ),
        (Way.LATER, "End 10 min later", "End 10 min later than promised."),
    ]


def test_volunteers_take_turns_as_long_as_before() -> None:
    """Six volunteers are six turns of three minutes, nobody's in advance; the script says so."""
    agenda = _lean_in()
    (choice,) = _ways(fit(agenda, range(1, 11)), Way.VOLUNTEERS)
    today = applied(agenda, choice)
    turns = by_segment(today, plan(today, range(1, 11)))[0]
    assert [(turn.id.seat, turn.seconds) for turn in turns] == [(EVERYBODY, 180)] * 6
    assert today.segments[0].say == "6 of 10 speak here, whoever wants to: 3:00 each."


def test_a_headline_that_does_not_hold_has_ways_out_too() -> None:
    """Where the meeting still fits but a part takes more than it says, that is a choice as well."""
    agenda = replace(_lean_in(), minutes=90)
    found = fit(agenda, range(1, 11))
    assert found.fits
    assert [choice.way for choice in found.choices] == [Way.SHORTEN, Way.VOLUNTEERS, Way.LATER]
    assert found.choices[-1].sentence == (
        'Let "Check-in" take 30 min: the meeting takes 90 min and still keeps the promised 90 min.'
    )
    unpromised = fit(replace(agenda, minutes=None), range(1, 11))
    assert unpromised.choices[-1].sentence.endswith("the meeting takes 85 min.")


def test_slack_goes_to_the_part_that_absorbs() -> None:
    """With 90 minutes promised, the talk takes the five that are left, and no more than its max."""
    agenda = replace(_lean_in(), minutes=90)
    assert _lengths(agenda, range(1, 11)) == [1_800, 3_000, 600]
    check_in, talk, close = agenda.segments
    bounded = replace(agenda, segments=(check_in, replace(talk, most=2_760), close))
    assert _lengths(bounded, range(1, 11)) == [1_800, 2_760, 600]
    assert fit(bounded, range(1, 11)).slack == 240


def test_slack_is_shared_by_weight() -> None:
    """Of twelve spare minutes a part of weight three takes nine and one of weight one three."""
    agenda = Agenda(
        "two",
        "Two",
        (_group("A", 10, absorb=True), _group("B", 10, absorb=True, weight=3)),
        minutes=32,
    )
    assert _lengths(agenda, (1, 2)) == [13 * 60, 19 * 60]


def test_shares_grow_with_a_total_that_absorbs_and_stated_times_stay() -> None:
    """A shared total may take slack; one person's stated time, or a round in pairs, may not."""
    for clock, each in ((ClockMode.DIVIDE, 450), (ClockMode.EACH, 300), (ClockMode.PAIRS, 300)):
        seconds = 600 if clock is ClockMode.DIVIDE else 300
        segment = Segment("Part", "round", clock, seconds, absorb=True)
        turns = plan(Agenda("one", "One", (segment,), minutes=15), (1, 2))
        assert {turn.seconds for turn in turns} == {each}


def test_bids_take_slack_up_to_what_was_asked() -> None:
    """Ten spare minutes go to those who asked for more than there was, but never more than that."""
    part = Segment("Turns", "round", ClockMode.BID, 1_200, absorb=True)
    agenda = Agenda("bids", "Bids", (part,), minutes=30)
    full = plan(agenda, (1, 2), Cast(bids=((1, 1_800), (2, 900))))
    assert [turn.seconds for turn in full] == [1_200, 600]
    modest = plan(agenda, (1, 2), Cast(bids=((1, 900), (2, 600))))
    assert [turn.seconds for turn in modest] == [900, 600]
    odd = replace(agenda, segments=(replace(part, most=1_204), _group("Talk", 5, absorb=True)))
    turns = plan(odd, (1, 2), Cast(bids=((1, 1_800), (2, 900))))
    assert [turn.seconds for turn in turns] == [800, 400, 600]
    talk = replace(odd, segments=(part, _group("Talk", 5, absorb=True)), minutes=35)
    turns = plan(talk, (1, 2), Cast(bids=((1, 900), (2, 330))))
    assert [turn.seconds for turn in turns] == [900, 330, 870], "the rest is the talk's"


def test_a_heavier_part_gives_less() -> None:
    """Of two parts as long, the one of weight three gives a third of what the other gives."""
    agenda = Agenda("two", "Two", (_group("A", 20), _group("B", 20, weight=3)), minutes=32)
    assert _sentences(agenda, 2)[0] == 'Shorten "A" from 20 to 14 min, "B" from 20 to 18 min.'


def test_no_more_is_cut_than_is_needed() -> None:
    """Ten people's turns shrink by fifty seconds at a time; others then give that much less."""
    each = Segment("Round", "round", ClockMode.EACH, 60)
    agenda = Agenda("two", "Two", (each, _group("Talk", 20)), minutes=29)
    assert _sentences(agenda, 10)[0] == (
        'Shorten "Round" from 10:00 to 9:10 (0:55 each), "Talk" from 20:00 to 19:50.'
    )


def test_a_part_without_a_least_keeps_half() -> None:
    """A part is never cut by more than half: what is still missing is added at the end."""
    agenda = Agenda("one", "One", (_group("A", 20),), minutes=10)
    assert _sentences(agenda, 2)[0] == 'Shorten "A" from 20 to 10 min.'
    assert _sentences(replace(agenda, minutes=9), 2) == [
        'Shorten "A" from 20 to 10 min. End 1 min later than promised.',
        "End 11 min later than promised.",
    ]


def test_a_meeting_keeps_its_beginning_its_end_and_its_heart() -> None:
    """Never left out: welcome, closing, the longest part, the only one in turns, the case."""
    case = Segment("Case", "exercise", ClockMode.ONE, 600)
    threes = Segment("Threes", "exercise", ClockMode.TRIOS, 600)
    turns = Segment("Turns", "round", ClockMode.DIVIDE, 600)
    kept = (
        *(_group("Hello", 10, kind="welcome"), _group("Long", 40), case, threes, turns),
        _group("Bye", 10, kind="closing"),
    )
    agenda = Agenda("all", "All", kept, minutes=83)
    assert _ways(fit(agenda, range(1, 7)), Way.DROP) == []
    extra = replace(agenda, segments=(*kept, _group("Extra", 10)), minutes=93)
    (drop,) = _ways(fit(extra, range(1, 7)), Way.DROP)
    assert drop.sentence == 'Leave out "Extra" (10 min).'
    second = replace(agenda, segments=(*kept, replace(turns, title="More turns")), minutes=93)
    assert _ways(fit(second, range(1, 7)), Way.DROP)


def test_most_people_speak_where_not_all_do() -> None:
    """Volunteers are asked for only where at least half may speak, and not below the least.

    What that leaves missing is added at the end.
    """
    agenda = Agenda("one", "One", (Segment("Round", "round", ClockMode.EACH, 60),), minutes=5)
    assert [choice.people for choice in _ways(fit(agenda, range(1, 11)), Way.VOLUNTEERS)] == [5]
    (tight,) = _ways(fit(replace(agenda, minutes=4), range(1, 11)), Way.VOLUNTEERS)
    assert (tight.people, tight.later) == (5, 60)
    (part,) = agenda.segments
    needs = replace(agenda, segments=(replace(part, least=301),))
    (above,) = _ways(fit(needs, range(1, 11)), Way.VOLUNTEERS)
    assert (above.people, above.later) == (6, 60)
    alone = replace(agenda, minutes=1)
    assert _ways(fit(alone, (1, 2)), Way.VOLUNTEERS) == []


def test_many_shortened_parts_stay_readable() -> None:
    """Of nine shortened parts three are named and the others told in all; the figures are whole."""
    parts = tuple(_group(f"Part {number}", 10 + number) for number in range(1, 10))
    agenda = Agenda("many", "Many", parts, minutes=108)
    choice = fit(agenda, (1, 2)).choices[0]
    assert len(choice.changes) == 9
    assert choice.sentence.count("from") == 3
    assert '"Part 9" from' in choice.sentence
    assert re.search(r", and 6 other parts by [0-9:]+( min)? in all\.$", choice.sentence)
    assert choice.title == "Shorten 9 parts"


def test_shares_of_a_shortened_part_are_those_of_the_plan() -> None:
    """Ten minutes for seven are 1:25 to 1:30 each, and everybody's own time stays equal."""
    shared = Segment("Turns", "round", ClockMode.DIVIDE, 1_200)
    agenda = Agenda("one", "One", (shared,), minutes=10)
    assert _sentences(agenda, 7)[0] == 'Shorten "Turns" from 20 to 10 min (1:25 to 1:30 each).'
    equal = replace(agenda, segments=(replace(shared, clock=ClockMode.EACH, seconds=171),))
    equal = replace(equal, minutes=11)
    assert _sentences(equal, 7)[0] == 'Shorten "Turns" from 19:57 to 10:37 (1:31 each).'


def test_what_bids_get_in_a_shortened_part() -> None:
    """Who asked for more keeps more: the shortened shares are told for each bid."""
    agenda = Agenda("bids", "Bids", (Segment("Turns", "round", ClockMode.BID, 3_600),), minutes=50)
    cast = Cast(bids=((1, 1_800), (2, 600), (3, 1_800)))
    assert _sentences(agenda, 3, cast)[0] == (
        'Shorten "Turns" from 60 to 50 min (by bid 21:25, 7:10, 21:25).'
    )
    many = Cast(bids=tuple((seat, 300 * seat) for seat in range(1, 8)))
    assert _sentences(agenda, 7, many)[0] == (
        'Shorten "Turns" from 60 to 50 min (1:45 to 12:30 by bid).'
    )


def test_what_the_floors_cannot_give_is_not_offered() -> None:
    """Where everything is protected, only a later end is left, and the sentence says so."""
    agenda = Agenda("hard", "Hard", (Segment("Talk", "round", ClockMode.EACH, 60, protected=True),))
    assert _sentences(replace(agenda, minutes=1), 3) == ["End 2 min later than promised."]


def test_bids_keep_everybodys_floor() -> None:
    """The least of a part with bids is one person's, so three people keep three times that."""
    segment = Segment("Turns", "round", ClockMode.BID, 3_600, least=600)
    turns = plan(Agenda("bids", "Bids", (segment,)), (1, 2, 3))
    assert floor_of(segment, turns) == 1_800


@pytest.mark.parametrize(
    ("seconds", "told"), [(1_200, "20 min"), (1_545, "25:45"), (6_820, "1:53:40"), (0, "0 min")]
)
def test_a_length_is_minutes_or_a_clock(seconds: int, told: str) -> None:
    """Whole minutes are said as such; what is not whole reads as on every clock."""
    assert minutes_text(seconds) == told


def test_the_verdict() -> None:
    """One wording says how long it takes and whether that was promised, and never a bare fits."""
    agenda = Agenda("one", "One", (_group("A", 20),))
    told = [
        fit_text(fit(replace(agenda, minutes=minutes), (1, 2))) for minutes in (None, 20, 25, 15)
    ]
    assert told == [
        "20 min for 2",
        "20 min for 2, fits into the promised 20 min",
        "20 min for 2, fits into the promised 25 min with 5 min to spare",
        "20 min for 2, 5 min more than the promised 15 min",
    ]
    threes = replace(agenda, segments=(Segment("A", "exercise", ClockMode.TRIOS, 1_200),))
    empty = [fit_text(fit(replace(threes, minutes=minutes), (1, 2))) for minutes in (None, 25, 15)]
    assert empty == [
        "20 min for 2, but nobody can fill 1 part",
        "20 min for 2, within the promised 25 min, but nobody can fill 1 part",
        "20 min for 2, 5 min more than the promised 15 min, and nobody can fill 1 part",
    ]


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


def test_a_circle_of_another_size_is_warned() -> None:
    """Outside the sizes a format is meant for the plan says so, before anything else."""
    assert plan_warnings(_lean_in(), 6) == ()
    assert plan_warnings(_lean_in(), 5) == ("This format is meant for 6 to 10 people.",)
    assert plan_warnings(_lean_in(), 11)[0] == "This format is meant for 6 to 10 people."
    only = replace(_lean_in(), sizes=(8, 8))
    assert plan_warnings(only, 5) == ("This format is meant for 8 people.",)


def test_many_parts_that_nobody_can_fill_are_one_line() -> None:
    """Twelve parts in threes, with two people: one sentence, not twelve."""
    parts = tuple(Segment(f"Part {n}", "exercise", ClockMode.TRIOS, 60) for n in range(1, 13))
    agenda = Agenda("threes", "Threes", parts, sizes=(2, 3))
    (warned,) = warnings(agenda)
    assert warned == "Nobody can fill Part 1, Part 2 and 10 other parts with 2 people."
    assert warned.where == ("segment", 0)
    two = replace(agenda, segments=parts[:2])
    assert warnings(two) == ("Nobody can fill Part 1 and Part 2 with 2 people.",)


def test_sizes_with_gaps_are_told_as_such() -> None:
    """Threes with a four take longer, threes alone do not: only those sizes are named."""
    part = Segment(
        "Help", "exercise", ClockMode.TRIOS, 60, most=180, each_in_group=EachInGroup.PART
    )
    assert warnings(Agenda("troika", "Troika", (part,), sizes=(3, 9))) == (
        "Help needs 4 to 5 minutes, not 3, for 4 to 5 and 7 to 8 people.",
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
    assert missed_ends(agenda, plan(agenda, (1,)), start) == told
