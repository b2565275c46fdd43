"""What an undo takes back has a name, whatever it is."""

from datetime import UTC, datetime
from typing import get_args

from circle_tui.domain import rules
from circle_tui.domain.facts import Began, Closed, Fact, Interrupted, Undone
from circle_tui.domain.session import Session
from circle_tui.domain.taken_back import NAMES as UNDONE
from circle_tui.domain.telling import not_done_text
from circle_tui.domain.view import live_view
from tests.unit.circles import NAMES, after, at, begun


def test_everything_that_can_be_undone_has_a_name() -> None:
    """No undo is silent: each kind of fact is named, but for those that no undo takes back."""
    assert {*UNDONE, Began, Interrupted, Undone, Closed} == set(get_args(Fact))
    assert len(set(UNDONE.values())) == len(UNDONE)


def test_ending_names_who_is_on_and_has_said_nothing() -> None:
    """Whoever has the floor and nothing of it yet is not done, and neither is a part."""

    def left(session: Session, now: datetime) -> str:
        view = live_view(session, now, NAMES, UTC)
        return not_done_text(session, view, now)

    session = begun()
    assert left(session, at(0, 5)) == "Not yet done: Noor, Mira, and after."
    assert left(session, at(1)) == "Not yet done: Mira, and after."
    session = after(session, *[(rules.advance, at(2))] * 4)
    assert left(session, at(2)) == "Not yet done: Case."
    assert left(session, at(4)) == ""
