"""Which half-written lines stay: exactly those that an item can still take in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.actions import (
    SETTLED,
    ActionItem,
    ActionStatus,
    Since,
    Step,
    looked_at,
    reviewed_as,
    taken,
)
from circle_tui.domain.notes import Draft, is_line, line_draft, staying
from circle_tui.domain.review import answer, with_line

DAYS = st.dates(date(2026, 11, 1), date(2026, 11, 3))
ENDED = st.sampled_from(["", "first", "second"])
STEPS = st.builds(
    Step, DAYS, st.sampled_from(ActionStatus), reply=st.sampled_from(["", "r"]), after=ENDED
)


@st.composite
def items(draw: st.DrawFn, id_: str = "a") -> ActionItem:
    """Draw an item that has taken some steps."""
    item = ActionItem(id_, "earlier", "", "call the office", date(2026, 10, 31))
    for step in draw(st.lists(STEPS, max_size=4)):
        item = taken(item, step)
    return item


@given(items("a"), items("b"), ENDED)
def test_a_line_stays_while_it_can_be_taken_in(
    one: ActionItem, two: ActionItem, ended: str
) -> None:
    """Of what is typed between two sessions, no line goes that could be kept, and no other stays.

    A line on an item that is gone goes, and so does all else that was being typed.
    """
    lines = [line_draft(id_, "it went") for id_ in ("a", "b", "gone")]
    kept = staying([Draft("note", "s", 0, "half a", "a"), *lines], [one, two], ended)
    assert all(is_line(draft) for draft in kept)
    assert {draft.of for draft in kept} == {
        item.id
        for item in (one, two)
        if any(
            isinstance(with_line(item, "well", day, ended), ActionItem)
            for day in (date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3))
        )
    }


@given(items(), ENDED)
def test_none_stays_on_what_was_settled_before_a_session_that_ended(
    item: ActionItem, ended: str
) -> None:
    """When a session ends, what was settled in it or before takes no line any more."""
    settled = item.status in SETTLED
    assert bool(staying([line_draft("a", "it went")], [item], "third")) == (not settled)
    assert staying([line_draft("a", "it went")], [], ended) == []


@given(items(), DAYS, ENDED)
def test_a_review_tells_the_same_of_an_item_everywhere(
    item: ActionItem, day: date, ended: str
) -> None:
    """What was looked at has an answer, the last one, and its session's summary says the same."""
    since = Since(day, ended)
    said = answer(item, since)
    assert looked_at(item, since) == (said is not None)
    assert said == reviewed_as(item, since, date.max, ["first", "second"])
    if said is not None:
        assert said in [step.status for step in item.steps if not step.reply]


@given(items(), DAYS)
def test_of_a_session_that_is_gone_the_day_tells(item: ActionItem, day: date) -> None:
    """Where the session before is purged, its summary has all that was said from its day on."""
    from_then = [
        step.status
        for step in item.steps
        if step.on >= day and not step.reply and step.after in ("second", "first")
    ]
    found = reviewed_as(item, Since(day, "first"), date.max, ["first"])
    assert found == (from_then[-1] if from_then else None)
