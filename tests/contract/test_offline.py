"""A whole session with every network call forbidden: a laptop in the room is enough."""

import socket
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from circle_tui.bootstrap import make_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.people import Profile
from circle_tui.domain.writing import Kind, Moment
from circle_tui.services.closing import finish
from circle_tui.services.live import LiveSession
from circle_tui.services.notebook import Notebook
from circle_tui.services.recovery import unfinished
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from tests.fakes import FakeClock

AGENDA = Agenda(
    "small",
    "Small circle",
    (
        Segment("Check-in", "check-in", ClockMode.EACH, 60),
        Segment("Closing", "closing", ClockMode.GROUP, 300),
    ),
)
CADENCE = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 11, 19))


def _forbidden(*_: object, **__: object) -> NoReturn:
    raise AssertionError("the network was touched")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of a circle of two."""
    home = Home(tmp_path, "the test")
    return make_circle(home, Profile("Test circle", CADENCE), ["Noor Haddad", "Mira Sandoval"])


def _opened(tmp_path: Path, folder: Path, clock: FakeClock) -> Workspace:
    return open_workspace(Home(tmp_path, "the test"), folder, clock)


async def test_a_whole_session_touches_no_network(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the start through a restart to the invite, nothing leaves the computer."""
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, _forbidden)
    clock = FakeClock()
    space = _opened(tmp_path, folder, clock)
    start(space.circle, AGENDA, space.circle.people.members(), space.token(), clock)
    live = LiveSession(space.circle.journal, clock, space.writer)
    notebook = Notebook(space.circle, live.session.id, space.token, space.writer)
    moment = Moment(live.session, date(2026, 11, 19))
    assert await notebook.keep(Kind.NOTE, moment, "Noor wants clearer roles") is None
    assert await notebook.keep(Kind.ACTION, moment, "mira: send the draft by fri") is None
    assert await notebook.keep(Kind.PARKED, moment, "ask Noor about the stairs") is None
    assert await notebook.keep(Kind.DECISION, moment, "Mira brings the tea") is None
    clock.advance(50)
    assert await live.do(rules.advance) is None
    space.circle.beat(clock.beat())
    before = live.session
    space.close()

    clock.advance(minutes=12)
    space = _opened(tmp_path, folder, clock)
    found = unfinished(space.circle)
    assert found is not None
    assert found.session == before
    live = LiveSession(space.circle.journal, clock, space.writer)
    since = clock.now() - timedelta(minutes=12)
    for rule in (rules.interrupted(since), rules.give_back, rules.advance, rules.close):
        assert await live.do(rule) is None
    closing = finish(space.circle, space.exports, clock, space.token, space.zone)
    assert [segment.used for segment in closing.record.segments] == [50, 0]
    assert closing.invite is not None
    assert b"Noor" not in closing.invite.read_bytes()
    assert closing.summary is not None
    assert "clearer roles" in closing.summary.read_text(encoding="utf-8")
    assert space.circle.records.all() == (closing.record,)
    assert space.circle.journal.read() == ()
    assert closing.record.began == datetime(
        2026, 11, 19, 17, 30, tzinfo=closing.record.began.tzinfo
    )
    space.close()

    for file in folder.rglob("*"):
        if file.is_file() and file.name != "people.store":
            assert b"Noor" not in file.read_bytes()
            assert b"Mira" not in file.read_bytes()
