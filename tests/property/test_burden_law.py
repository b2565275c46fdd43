"""What bad hours cost whom: every meeting that took place counts once, and no other does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.burden import burdens, followed, taken_on
from circle_tui.domain.meeting import Meeting, MeetingStatus
from circle_tui.domain.people import Member
from tests.strategies import LAW

START = datetime(2027, 2, 1, 18, 30)  # noqa: DTZ001 - wall time
COSTS = st.tuples(*[st.integers(0, 18)] * 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("found"), COSTS),
        st.tuples(st.just("by hand"), st.none()),
        st.tuples(st.just("called off"), st.none()),
        st.tuples(st.just("held"), st.none()),
    ),
    max_size=12,
)
"""What may be done with meetings, one step after the other."""


@given(STEPS)
@LAW
def test_each_meeting_counts_once(steps: list[tuple[str, tuple[int, ...] | None]]) -> None:
    """However meetings are found, moved and called off, only what was held has cost anything."""
    members = tuple(Member(f"m{n}", f"Somebody {n}", f"Alias {n}") for n in range(3))
    held, ahead = [0, 0, 0], [0, 0, 0]
    meeting: Meeting | None = None
    over = True
    for number, (what, costs) in enumerate(steps):
        if what == "held":
            over = True
            continue
        if what == "called off":
            if meeting is None or over:
                continue
            after = replace(meeting, status=MeetingStatus.CANCELLED)
            ahead = [0, 0, 0]
        else:
            if over:
                held, ahead = [h + a for h, a in zip(held, ahead, strict=True)], [0, 0, 0]
            uid = meeting.uid if meeting and not over else f"uid {number}"
            starts = START + timedelta(hours=number)
            after = Meeting(uid, starts, "UTC", 60, number, START.replace(tzinfo=UTC))
            ahead = list(costs or (0, 0, 0))
            over = False
        members = followed(members, meeting, after)
        meeting = after
        if costs:
            told = {member.id: cost for member, cost in zip(members, costs, strict=True)}
            members = taken_on(taken_on(members, told), told)
    expected = held if not over else [h + a for h, a in zip(held, ahead, strict=True)]
    assert list(burdens(members, again=not over).values()) == expected


@given(COSTS, st.lists(st.none() | st.integers(0, 60), min_size=4, max_size=4))
@LAW
def test_nobody_gains_by_being_away(costs: tuple[int, ...], before: list[int | None]) -> None:
    """Who was not there bears the average of those who were, and of who left nothing is kept."""
    members = [
        Member(f"m{n}", f"Somebody {n}", f"Alias {n}", burden=burden)
        for n, burden in enumerate(before)
    ]
    gone = Member("m9", "Somebody gone", "Alias 9", former=True, burden=7, ahead=3)
    told = {f"m{n}": cost for n, cost in enumerate(costs)}
    *there, away, left = taken_on([*members, gone], told)
    assert [member.ahead for member in there] == list(costs)
    assert away.ahead == sum(costs) // 3
    assert (left.burden, left.ahead) == (None, 0)
    known = [burden for burden in before if burden is not None]
    average = sum(known) // len(known) if known else 0
    wanted = [average if burden is None else burden for burden in before]
    assert [member.burden for member in (*there, away)] == wanted
