"""Laws of order and shares: another order keeps the turns, a headcount tells nothing of when."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given

from circle_tui.domain.attendance import Attendance
from circle_tui.domain.facts import BidsAccepted, Reordered, Volunteered
from circle_tui.domain.session import Session
from circle_tui.domain.state import of_round, went_by
from tests.property.test_attendance_law import CHANGES, TRIED, changes, moments
from tests.strategies import SESSIONS, WALKS, Step


@TRIED
@given(SESSIONS, WALKS)
def test_another_order_is_the_same_turns(session: Session, steps: Sequence[Step]) -> None:
    """Coming back later, changing places and coming forward give and take nobody's time.

    Where a turn went by without a name, somebody whose it could have been takes another's place.
    """
    for kind in (Reordered, Volunteered):
        for moment in changes(session, steps, kind):
            before, after = moment.before, moment.after
            nameless = any(went_by(before, id_) for id_ in of_round(before, before.current))
            if kind is Reordered or not nameless:
                assert sorted(before.turns, key=repr) == sorted(after.turns, key=repr)
                assert before.extra == after.extra
                assert before.turns[: before.position] == after.turns[: before.position]
            assert {turn.id for turn in before.turns} == {turn.id for turn in after.turns}
            assert sorted(map(before.allotted, before.turns)) == sorted(
                map(after.allotted, after.turns)
            )
            for old, new in zip(before.turns, after.turns[: before.position], strict=False):
                assert before.allotted(old) == after.allotted(new)
                assert before.used.get(old.id) == after.used.get(new.id)
                assert old == new or went_by(before, old.id)
            assert after.position == before.position
            order = [(t.id.segment, t.id.round) for t in before.turns]
            assert order == [(t.id.segment, t.id.round) for t in after.turns]


@TRIED
@given(SESSIONS, WALKS)
def test_bids_share_out_what_the_part_has(session: Session, steps: Sequence[Step]) -> None:
    """However often it was planned again, no sharing-out hands out more than the part has left."""
    for moment in changes(session, steps, BidsAccepted):
        (fact,) = moment.facts
        assert isinstance(fact, BidsAccepted)
        assert fact.budget is not None
        segment = moment.before.agenda.segments[fact.segment]
        most = segment.seconds + moment.before.cuts.get(fact.segment, 0)
        assert fact.budget <= most
        stay = [t for t in moment.after.turns if t.id.segment == fact.segment]
        new = [t for t in stay if t not in moment.before.turns]
        assert sum(turn.seconds for turn in new) <= fact.budget


@TRIED
@given(SESSIONS, WALKS, CHANGES)
def test_headcount_says_nothing_of_when(
    session: Session, steps: Sequence[Step], states: dict[int, Attendance]
) -> None:
    """Who came late and who left early count like everybody who was there.

    Who was said to be on the way when it began, and was never seen, does not.
    """
    for _, after, _ in moments(session, steps, states, 0):
        counted = Counter(after.attendance.values())
        there = (Attendance.PRESENT, Attendance.LATE, Attendance.LEFT)
        seen = sum(counted[state] for state in there) - len(after.awaited)
        assert len(after.everybody) == seen
