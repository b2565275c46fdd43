"""Ways out that combine, by examples before the start: what is cut, what gives, what is added."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.choices import Choice, Way, same_way
from circle_tui.domain.combining import Comes, Squeeze, best_of, comes_to
from circle_tui.domain.fit import fit


def part(title: str, minutes: int, *, least: int | None = None, weight: int = 1) -> Segment:
    """Return a part with one clock for everybody."""
    floor = None if least is None else 60 * least
    return Segment(
        *(title, "discussion", ClockMode.GROUP, 60 * minutes), least=floor, weight=weight
    )


def offered(
    *segments: Segment, minutes: int, people: int = 4, protected: Sequence[int] = ()
) -> list[str]:
    """Return the sentences of the ways out."""
    parts = [replace(one, protected=i in protected) for i, one in enumerate(segments)]
    agenda = Agenda("made-up", "Made up", tuple(parts), minutes=minutes)
    return [choice.sentence for choice in fit(agenda, range(1, people + 1)).choices]


def test_one_part_left_out_and_another_shortened() -> None:
    """Thirty minutes too long: floors give 25, leaving out ten and shortening by twenty is all."""
    parts = part("Talk", 40), part("Debrief", 10)
    assert offered(*parts, minutes=20) == [
        'Shorten "Talk" from 40 to 20 min, "Debrief" from 10 to 5 min. '
        "End 5 min later than promised.",
        'Leave out "Debrief" (10 min). Shorten "Talk" from 40 to 20 min.',
        "End 30 min later than promised.",
    ]


def test_one_part_left_out_and_the_rest_added_at_the_end() -> None:
    """Where hardly anything can be shortened, what is left out is not more than one part."""
    parts = part("Talk", 40), part("Debrief", 10)
    assert offered(*parts, minutes=36, protected=[0]) == [
        'Shorten "Debrief" from 10 to 5 min. End 9 min later than promised.',
        'Leave out "Debrief" (10 min). End 4 min later than promised; the other parts keep their '
        "time.",
        "End 14 min later than promised.",
    ]


def test_fewer_speak_and_the_rest_is_added_at_the_end() -> None:
    """Five of six speak, and the meeting ends 13 minutes later: 5 and 13 are 18."""
    turns = Segment("Round", "round", ClockMode.EACH, 300, least=1_500)
    said = offered(turns, part("Talk", 20), minutes=32, people=6, protected=[1])
    least = 'Ask for 5 of 6 to speak in "Round", whoever wants to: 25 min instead of 30 min'
    assert said == [
        'Shorten "Round" from 30 to 25 min (4:10 each). End 13 min later than promised.',
        f"{least} (5:00 each). End 13 min later than promised; the other parts keep their time.",
        "End 18 min later than promised.",
    ]
    freely = replace(turns, least=None)
    said = offered(freely, part("Talk", 20, least=18), minutes=34, people=6)
    assert said[1] == (
        'Ask for 3 of 6 to speak in "Round", whoever wants to: 15 min instead of 30 min '
        '(5:00 each). Shorten "Talk" from 20 to 19 min.'
    )


def test_a_small_squeeze_stands_alone() -> None:
    """Where all parts together give it easily, no part is left out on top of being shorter."""
    parts = part("Talk", 40), part("Debrief", 10), part("More", 30)
    easy = offered(*parts, minutes=79)
    assert [said.split()[0] for said in easy] == ["Shorten", "Leave", "End"]
    assert easy[1] == 'Leave out "Debrief" (10 min).'
    hard = offered(*parts, minutes=68)
    assert [said for said in hard if "Leave out" in said] == [
        'Leave out "Debrief" (10 min). Shorten "Talk" from 40:00 to 38:50, "More" from 30:00 to '
        "29:10.",
        'Leave out "More" (30 min).',
    ]


def test_the_part_that_is_missed_least() -> None:
    """Of two parts as long the lighter one is left out, also where it comes later."""
    heavy, light = part("Heavy", 10, weight=3), part("Light", 10)
    assert 'Leave out "Light" (10 min).' in offered(part("Talk", 40), heavy, light, minutes=50)


def test_what_follows_a_case_is_not_left_out() -> None:
    """Who has told a case gets the part that it was told for."""
    case = Segment("Case", "exercise", ClockMode.ONE, 180)
    parts = part("Talk", 40), case, part("Help", 9), part("Break", 10)
    assert [said for said in offered(*parts, minutes=54) if "Leave" in said] == [
        'Leave out "Break" (10 min).'
    ]


@pytest.mark.parametrize(
    ("saved", "alone", "others", "comes"),
    [
        (60, 9, 8, None),
        (60, 9, None, None),
        (60, 9, 6, Comes(6, shorter=True)),
        (300, 6, 1, Comes(6, shorter=False)),
        (300, 10, 9, Comes(10, shorter=False)),
        (60, 10, 0, Comes(0, shorter=True)),
        (60, 0, 0, Comes(0, shorter=False)),
    ],
)
def test_what_a_cut_earns(saved: int, alone: int, others: int | None, comes: Comes | None) -> None:
    """Twenty minutes late, eight with all at their floors: a cut saves two more, or a quarter."""
    squeeze = Squeeze(need=1_200, room=720, later=8, whole=20, enough=False)
    assert comes_to(squeeze, saved, alone, others) == comes


def test_one_that_is_enough_alone_needs_no_worse_beside_it() -> None:
    """A part that is missed more, or that still ends later, is not offered beside one that does."""
    alone, besides, later = Comes(0, shorter=False), Comes(0, shorter=True), Comes(3, shorter=True)
    assert best_of([("a", besides), ("b", alone), ("c", alone)]) == [("a", besides), ("b", alone)]
    assert best_of([("a", later), ("b", alone)]) == [("b", alone)]
    assert best_of([("a", alone), ("b", besides)]) == [("a", alone)]
    assert best_of([("a", None), ("b", later), ("c", besides)]) == [("c", besides)]
    assert best_of([("a", None)]) == []


def test_a_choice_is_found_again_when_the_minute_has_changed() -> None:
    """What I look at stays what I look at, though its figures and what comes before it change."""
    shorter, later = Choice(Way.SHORTEN, "Shorten 2 parts"), Choice(Way.LATER, "End 4 min later")
    out = [Choice(Way.DROP, f"Leave out {i}", edits=((i, None),)) for i in range(2)]
    before = [shorter, *out, later]
    after = [out[1], out[0], Choice(Way.LATER, "End 5 min later", later=300)]
    assert [same_way(before, index, after) for index in range(4)] == [0, 1, 0, 2]
    other = [shorter, Choice(Way.DROP, "Leave out 7", edits=((7, None),))]
    assert same_way(before, 2, other) == 1, "another one of its kind"
    assert same_way(before, 3, other) == 1, "else what stands in its place"
