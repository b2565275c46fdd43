"""A rehearsal: every shipped agenda runs to its end, for every circle it is meant for."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from circle_tui.agendas.library import shipped_folder
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain import rules
from circle_tui.domain.errors import CircleError, Refused
from circle_tui.domain.plan import TurnId, planned_seconds
from circle_tui.domain.session import Session
from circle_tui.services.rehearsal import Cue, Rehearsal, rehearse
from tests.unit.circles import AGENDA

START = datetime(2026, 11, 19, 18, 30, tzinfo=UTC)


def _turns(done: Rehearsal) -> list[tuple[TurnId, datetime, datetime]]:
    """Return when each turn began, and when its own clock said that its time was up."""
    begins = [event for event in done.events if event.cue is Cue.TURN]
    ups = [event for event in done.events if event.cue is Cue.TIME_IS_UP]
    assert [event.turn.id for event in begins] == [event.turn.id for event in ups]
    return [(begin.turn.id, begin.at, up.at) for begin, up in zip(begins, ups, strict=True)]


@pytest.mark.parametrize(
    "file", sorted(shipped_folder().glob("*.toml")), ids=lambda path: path.stem
)
def test_every_shipped_agenda_can_be_run(file: Path) -> None:
    """For every size it is meant for, an agenda runs without a refusal and without an overlap."""
    agenda = load_agenda(file)
    fewest, most = agenda.sizes
    for people in range(fewest, most + 1):
        done = rehearse(agenda, range(1, people + 1), START)
        assert done.session.closed == done.events[-1].at
        moments = [event.at for event in done.events]
        assert moments == sorted(moments)
        turns = _turns(done)
        assert [turn.id for turn in done.session.turns] == [id_ for id_, _, _ in turns]
        for turn, (_, began, up) in zip(done.session.turns, turns, strict=True):
            assert up - began == timedelta(seconds=turn.seconds)
            assert done.session.used[turn.id] == up - began
        for (_, _, up), (_, began, _) in pairwise(turns):
            assert began == up, "a turn begins while another has time left, or after a gap"
        assert turns[0][1] == START
        assert done.events[-1].at == turns[-1][2]
        assert done.events[-1].at == START + timedelta(seconds=planned_seconds(done.session.turns))
        shown = [event.turn.id.segment for event in done.events if event.cue is Cue.PART]
        assert list(dict.fromkeys(shown)) == list(range(len(agenda.segments)))


def test_the_timeline_of_a_small_circle() -> None:
    """Prompt, turn, "soon" and "time is up" come at the seconds at which the screen has them."""
    done = rehearse(AGENDA, (1, 2), START)
    told = [
        (event.cue, event.turn.id.seat, (event.at - START).total_seconds())
        for event in done.events[:7]
    ]
    assert told == [
        (Cue.PART, 1, 0),
        (Cue.TURN, 1, 0),
        (Cue.SOON, 1, 96),
        (Cue.TIME_IS_UP, 1, 120),
        (Cue.TURN, 2, 120),
        (Cue.SOON, 2, 216),
        (Cue.TIME_IS_UP, 2, 240),
    ]


def test_a_bad_evening() -> None:
    """Five minutes late and a fifth over time: the promise stays, and the end shows the cost."""
    done = rehearse(AGENDA, (1, 2, 3), START, late=timedelta(minutes=5), overrun=20)
    assert done.session.began == START + timedelta(minutes=5)
    assert done.session.promised_end == START + timedelta(minutes=21)
    assert done.events[-1].at == START + timedelta(minutes=5, seconds=21 * 60 * 1.2)
    begun = [event.at for event in done.events if event.cue is Cue.TURN]
    assert begun[1] - begun[0] == timedelta(seconds=144)


def test_a_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the rules ever refuse, the rehearsal stops with their sentence."""

    def never(session: Session, now: datetime) -> Refused:
        return Refused("This cannot be.")

    monkeypatch.setattr(rules, "advance", never)
    with pytest.raises(CircleError, match="This cannot be"):
        rehearse(AGENDA, (1, 2), START)
