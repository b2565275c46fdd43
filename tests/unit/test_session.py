"""The fold: how facts make a session."""

import pytest

from circle_tui.domain import rules
from circle_tui.domain.facts import Began, Moved, Paused, Undone
from circle_tui.domain.plan import TurnId
from circle_tui.domain.session import apply, fold, used_by_current
from circle_tui.domain.timing import seconds_left
from tests.unit.circles import AGENDA, after, at, begun


def test_a_session_begins_on_its_first_turn_running() -> None:
    """The clock of the first person runs from the moment the session starts."""
    session = begun()
    assert (session.current, session.position) == (TurnId(0, 1), 0)
    assert session.running_since == session.began == at()
    assert session.segment is AGENDA.segments[0]


@pytest.mark.parametrize("facts", [[], [Paused(at())]])
def test_a_journal_starts_with_a_beginning(facts: list[Paused]) -> None:
    """A journal that does not start with a beginning was not written by this program."""
    with pytest.raises(ValueError, match="must be Began"):
        fold(facts)


def test_a_session_begins_once() -> None:
    """A second beginning in one journal is refused, not half understood."""
    again = begun().standing[0]
    assert isinstance(again, Began)
    with pytest.raises(ValueError, match="begins once"):
        apply(begun(), again)


def test_time_is_kept_per_turn() -> None:
    """Every turn keeps the time it had, through pauses and returns."""
    session = after(
        begun(),
        (rules.pause, at(1)),
        (rules.resume, at(5)),
        (rules.advance, at(6)),
        (rules.go_back, at(7)),
        (rules.close, at(9)),
    )
    assert session.used == {TurnId(0, 1): at(4) - at(), TurnId(0, 2): at(1) - at()}
    assert used_by_current(session, at(60)) == at(4) - at()


def test_a_clock_that_was_set_back_takes_nothing_away() -> None:
    """If the computer's clock jumped back between two runs, no turn has had less than nothing."""
    session = apply(begun(), Moved(at(-5), TurnId(0, 2)))
    assert session.used[TurnId(0, 1)] == at() - at()


def test_giving_back_after_a_clock_was_set_back_makes_no_time() -> None:
    """Away for twenty minutes by a clock that is set back then: the turn has its two minutes."""
    away = after(begun(), (rules.interrupted(at()), at(20)))
    session = after(away, (rules.give_back, at(5)))
    assert used_by_current(session, at(5)) == at() - at()
    assert seconds_left(session, at(5)) == 120


def test_undoing_goes_behind_what_was_undone() -> None:
    """Two undos take back two things, not the same one twice."""
    session = after(begun(), (rules.advance, at(1)), (rules.advance, at(2)))
    session = apply(apply(session, Undone(at(3))), Undone(at(3)))
    assert session == begun()
