"""Looking through action items: what is asked, what is next, what is said twice on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.actions import (
    ActionItem,
    ActionStatus,
    Since,
    Step,
    carried_over,
    looked_at,
    taken,
)
from circle_tui.domain.errors import Refused
from circle_tui.domain.review import (
    Place,
    Scope,
    Sorting,
    Wanted,
    asked,
    following,
    is_asked,
    judged,
    last_time,
    listed,
    moved,
    passed,
    progress,
    told_today,
    with_line,
)

TODAY = date(2026, 11, 19)
WEEK = timedelta(days=7)
NOW = Since(TODAY)

STATUSES = st.sampled_from([status for status in ActionStatus if status is not ActionStatus.OPEN])
DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 30))


def item(id_: str = "a", *steps: Step, due: date | None = None, owner: str = "") -> ActionItem:
    """Return an item of an earlier session that has taken some steps."""
    made = ActionItem(id_, "earlier", owner, f"do {id_}", TODAY - 4 * WEEK, due)
    for step in steps:
        made = taken(made, step)
    return made


@st.composite
def histories(draw: st.DrawFn) -> list[ActionItem]:
    """Draw items with different ids, each with any past there can be."""
    ids = draw(st.lists(st.text("abcdefg", min_size=1, max_size=2), unique=True, max_size=6))
    return [
        item(
            id_,
            *(Step(day, draw(STATUSES)) for day in sorted(draw(st.lists(DAYS, max_size=3)))),
            due=draw(st.none() | DAYS),
            owner=draw(st.sampled_from(["", "Anchor", "Beacon"])),
        )
        for id_ in ids
    ]


@given(histories())
def test_all_that_is_open_is_asked_once(items: list[ActionItem]) -> None:
    """A review asks about each open item exactly once, and nothing that was settled before."""
    ids = [each.id for each in asked(items, NOW)]
    assert len(ids) == len(set(ids))
    for each in items:
        if each.is_open:
            assert each.id in ids
        elif not looked_at(each, NOW):
            assert each.id not in ids


@given(histories(), st.lists(STATUSES, min_size=6, max_size=6))
def test_a_walk_looks_at_everything_once(items: list[ActionItem], said: list[ActionStatus]) -> None:
    """With one key for each the walk comes past every item once, and the list never moves."""
    today = date(2026, 12, 3)
    since = Since(today)
    order = [each.id for each in asked(items, since)]
    at, past = following(asked(items, since), "", since), []
    for status in said[: len(order)]:
        past.append(at)
        done, count = progress(asked(items, since), since)
        assert (done, count) == (len(past) - 1, len(order))
        (now,) = (each for each in items if each.id == at)
        after = judged(now, Step(today, status))
        assert isinstance(after, ActionItem)
        items = [after if each.id == at else each for each in items]
        assert [each.id for each in asked(items, since)] == order
        at = following(asked(items, since), at, since)
    assert past == order


def test_a_skip_is_no_review() -> None:
    """What I skip is still not looked at, and comes up again behind the last one."""
    items = [item("a"), item("b")]
    assert following(items, "a", NOW) == "b"
    assert following(items, "b", NOW) == "a"
    assert progress(items, NOW) == (0, 2)


def test_what_was_answered_is_passed_over() -> None:
    """A skip goes past what was answered, and nowhere where nothing else is left to look at."""
    answered = item("b", Step(TODAY, ActionStatus.PARTLY))
    assert passed(Place("a"), [item("a"), answered, item("c")], NOW) == Place("c")
    assert passed(Place("a", answered="b"), [item("a"), answered], NOW) is None
    assert passed(Place("b"), [answered], NOW) is None


def test_what_was_answered_is_asked_of_who_goes_back() -> None:
    """A key answers what was not answered yet; what was, only once I went to it myself."""
    items = [item("a"), item("b", Step(TODAY, ActionStatus.PARTLY))]
    assert is_asked(Place("a"), items[0], NOW)
    assert not is_asked(Place("b"), items[1], NOW)
    there = moved(Place("a", answered="b"), items, -1)
    assert there == Place("b", moved=True)
    assert is_asked(there, items[1], NOW)


def test_a_line_is_for_what_was_answered_last() -> None:
    """Right after an answer a line is for that item, and else for the one I am at."""
    assert Place("b", answered="a").line_for == "a"
    assert moved(Place("b", answered="a"), [item("a"), item("b")], 1).line_for == "a"
    assert moved(Place("b", answered="a"), [item("b"), item("c")], 1).line_for == "c"


def test_what_is_new_waits() -> None:
    """What was taken on in the session that runs is not asked about in it."""
    assert asked([item("a")], NOW, "earlier") == []


@given(STATUSES, STATUSES)
def test_the_last_word_of_a_day_holds(first: ActionStatus, second: ActionStatus) -> None:
    """Two keys on one day leave one step, so that a slip leaves no trace in what is told."""
    once = judged(item("a", Step(TODAY - WEEK, ActionStatus.PARTLY)), Step(TODAY, first, "well"))
    assert isinstance(once, ActionItem)
    twice = judged(once, Step(TODAY, second))
    assert isinstance(twice, ActionItem)
    assert [step.on for step in twice.steps] == [TODAY - WEEK, TODAY]
    assert twice.steps[-1] == Step(TODAY, second, "well")


def test_a_line_alone_changes_nothing_else() -> None:
    """A line on how it went leaves an item as it stood; a key after it keeps the line."""
    said = with_line(item("a"), "slowly", TODAY)
    assert isinstance(said, ActionItem)
    assert said.status is ActionStatus.OPEN
    assert looked_at(said, NOW)
    better = with_line(said, "better", TODAY)
    assert isinstance(better, ActionItem)
    done = judged(better, Step(TODAY, ActionStatus.DONE))
    assert isinstance(done, ActionItem)
    assert done.steps == (Step(TODAY, ActionStatus.DONE, "better"),)


def test_what_a_reply_said_stays() -> None:
    """A step that came in a member's reply is not replaced by what is said in the circle."""
    replied = item("a", Step(TODAY, ActionStatus.PARTLY, "half of it", "r1"))
    said = judged(replied, Step(TODAY, ActionStatus.DONE))
    assert isinstance(said, ActionItem)
    assert len(said.steps) == 2


def test_a_reply_is_not_the_groups_word() -> None:
    """What a member replied on the same evening comes up in the review, unless it is settled."""
    replied = item("a", Step(TODAY, ActionStatus.PARTLY, "half of it", "r1"))
    settled = item("b", Step(TODAY, ActionStatus.DONE, "all of it", "r1"))
    assert not looked_at(replied, NOW)
    assert asked([replied, settled], NOW) == [replied]
    (carried,) = carried_over([replied, settled], "this", NOW, TODAY)
    assert carried == taken(replied, Step(TODAY, ActionStatus.CARRIED, after=""))


def test_two_sessions_on_one_day() -> None:
    """What was said in the first is not looked at in the second, and stays in the history."""
    first, second = Since(TODAY), Since(TODAY, "first")
    said = judged(item("a"), Step(TODAY, ActionStatus.PARTLY, "half of it", after=first.ended))
    assert isinstance(said, ActionItem)
    assert looked_at(said, first)
    assert not looked_at(said, second)
    assert following([said], "", second) == "a"
    (carried,) = carried_over([said], "second", second, TODAY)
    assert carried.steps == (*said.steps, Step(TODAY, ActionStatus.CARRIED, after="first"))
    assert (told_today(said, TODAY, ""), told_today(said, TODAY, "first")) == ("half of it", "")
    line = with_line(said, "more of it", TODAY, "first")
    assert isinstance(line, ActionItem)
    assert [step.text for step in line.steps] == ["half of it", "more of it"]
    done = judged(said, Step(TODAY, ActionStatus.DONE, after="first"))
    assert isinstance(done, ActionItem)
    assert [step.status for step in done.steps] == [ActionStatus.PARTLY, ActionStatus.DONE]
    assert asked([done], Since(TODAY, "second")) == []
    assert isinstance(judged(done, Step(TODAY, ActionStatus.CARRIED, after="second")), Refused)


def test_what_an_older_version_kept_goes_by_its_day() -> None:
    """A step that does not say which session had ended counts for its whole day, as it did."""
    old = item("a", Step(TODAY, ActionStatus.PARTLY))
    assert looked_at(old, Since(TODAY, "first"))
    assert not looked_at(old, Since(TODAY + WEEK, "first"))
    said = judged(old, Step(TODAY, ActionStatus.DONE, after="first"))
    assert isinstance(said, ActionItem)
    assert [step.status for step in said.steps] == [ActionStatus.DONE]


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.DROPPED])
def test_what_is_settled_stays_so(status: ActionStatus) -> None:
    """What was settled on another day is not asked about and does not change by a key."""
    settled = item("a", Step(TODAY - WEEK, status))
    for said in (
        judged(settled, Step(TODAY, ActionStatus.CARRIED)),
        with_line(settled, "x", TODAY),
    ):
        assert isinstance(said, Refused)
        assert status.value in said.why


def test_what_a_list_shows() -> None:
    """Open, due, done or all; mine or everybody's; with these words; by date, age or owner."""
    late = item("late", due=TODAY - WEEK, owner="Beacon")
    soon = item("soon", due=TODAY + WEEK, owner="Anchor")
    old = ActionItem("old", "earlier", "", "do old", TODAY - 9 * WEEK)
    done = item("done", Step(TODAY - WEEK, ActionStatus.DONE), owner="Anchor")
    items = [done, old, soon, late]

    def ids(wanted: Wanted) -> list[str]:
        return [each.id for each in listed(items, wanted, TODAY, NOW)]

    assert ids(Wanted()) == ["late", "soon", "old"]
    late = item("late", Step(TODAY, ActionStatus.DONE), due=TODAY - WEEK, owner="Beacon")
    items[-1] = late
    assert ids(Wanted(Scope.ASKED)) == ["late", "soon", "old"], "nothing moves in a review"
    assert ids(Wanted()) == ["soon", "old"]
    assert ids(Wanted(Scope.DUE)) == []
    here = listed(items, Wanted(), TODAY, NOW, here={"late"})
    assert [each.id for each in here] == ["late", "soon", "old"], "settled in this very sitting"
    items[-1] = item("late", due=TODAY - WEEK, owner="Beacon")
    assert ids(Wanted(Scope.DUE)) == ["late"]
    assert ids(Wanted(Scope.SETTLED)) == ["done"]
    assert set(ids(Wanted(Scope.ALL))) == {"late", "soon", "old", "done"}
    assert ids(Wanted(sorting=Sorting.AGE))[0] == "old"
    assert ids(Wanted(sorting=Sorting.OWNER)) == ["soon", "late", "old"]
    assert ids(Wanted(owner="Anchor")) == ["soon"]
    assert ids(Wanted(owner="")) == ["old"]
    assert ids(Wanted(words="DO bea")) == ["late"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("action-learning-45", 1),
        ("facilitated-peer-mentoring-90", 2),
        ("lean-in-topic", None),
        ("forum-launcher-4h", None),
        ("swims-equal-share", None),
    ],
)
def test_where_an_agenda_looks_back(name: str, place: int | None) -> None:
    """A part for action items at the beginning looks back; one after the work looks ahead."""
    assert last_time(load_agenda(find_agenda(name))) == place
