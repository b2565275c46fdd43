"""What the clock brings, to the moment; and the public view beside, which nobody waits for."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment, Silent
from circle_tui.domain.stage import FRESH, Stage
from circle_tui.plain.crier import Crier
from circle_tui.plain.evening import evening
from circle_tui.plain.room import Room
from circle_tui.plain.talk import Talk
from circle_tui.ui.terminal.characters import clean
from tests.fakes import FakeCircle, FakeClock
from tests.plain.scripts import Script, Typed, Wait, held
from tests.ui.rooms import NAMES, circle_of, running, workspace_of


class Stamped(StringIO):
    """Notes at how many seconds of the clock each line was said."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self._start = clock.now()
        self.at: list[tuple[float, str]] = []

    def write(self, text: str, /) -> int:
        """Write a text, and note when."""
        self.at.append(((self._clock.now() - self._start).total_seconds(), text))
        return super().write(text)


async def test_each_minute_over_is_told_when_it_is_full(tmp_path: Path) -> None:
    """A minute over is told as it becomes full, however long ago somebody typed something."""
    workspace = workspace_of(running(circle_of(*NAMES)), tmp_path)
    circle = workspace.circle
    assert isinstance(circle, FakeCircle)
    out = Stamped(circle.clock)
    typed: list[Typed] = ["", Wait(123.5), "where", Wait(180)]
    try:
        await evening(workspace, Talk(Script(circle.clock, typed), out, clean), None)
    finally:
        workspace.close()
    over = [at for at, text in out.at if " over. Ends " in text]
    assert over == pytest.approx([180, 240, 300], abs=0.01)


async def test_minutes_over_are_those_of_the_turn_that_runs(tmp_path: Path) -> None:
    """Who comes back to a turn that is over time is told so once, and of no other's minutes."""
    heard = await held(tmp_path, Wait(250), "next", "where", "previous", "where", Wait(40), "parts")
    told = [
        line for line in heard.lines if line.endswith("; promised 18:53.") and " over. " in line
    ]
    assert [line.partition(": ")[2].partition(" over")[0] for line in told] == [
        *("1 minute", "2 minutes"),
    ]


@dataclass(frozen=True, slots=True)
class Alone:
    """A session in lines without its commands: what is said in it, and what others see of it."""

    room: Room
    clock: FakeClock
    out: StringIO
    stages: list[Stage]

    async def pass_time(self, crier: Crier, seconds: float) -> None:
        """Let time pass, and the crier look at the clock."""
        self.clock.advance(seconds)
        await crier.tick()
        await self.room.settled()


@pytest.fixture
def nobody_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alone]:
    """Yield a session in which nobody types, and which notes what is shown."""
    circle, stages = running(circle_of(*NAMES)), list[Stage]()
    monkeypatch.setattr(circle, "show", stages.append)
    workspace, out = workspace_of(circle, tmp_path), StringIO()
    try:
        yield Alone(
            Room(workspace, Talk(Script(circle.clock, ()), out, clean)), circle.clock, out, stages
        )
    finally:
        workspace.close()


async def test_after_the_end_no_minute_is_counted(nobody_types: Alone) -> None:
    """However late the clock is looked at, nothing of a session that is over is said."""
    alone, room = nobody_types, nobody_types.room
    alone.clock.advance(125)
    crier = Crier(room)
    alone.clock.advance(60)
    await room.do(rules.close)
    said = alone.out.getvalue()
    await alone.pass_time(crier, 0)
    assert alone.out.getvalue() == said


async def test_what_is_shown_stays_fresh_while_nobody_types(nobody_types: Alone) -> None:
    """However long a turn takes, the public view is told anew before what it has grows old."""
    crier = Crier(nobody_types.room)
    for _ in range(6):
        await nobody_types.pass_time(crier, crier.seconds())
    assert len(nobody_types.stages) == 6
    shown = [stage.running for stage in nobody_types.stages]
    assert max(after - before for before, after in pairwise(shown)) < FRESH


async def test_what_is_done_is_shown_at_once(nobody_types: Alone) -> None:
    """What I do is on the public view as it is done, and not with the next sign of life."""
    room = nobody_types.room
    await room.do(rules.pause)
    await room.settled()
    await room.do(rules.resume)
    await room.do(rules.advance)
    await room.settled()
    assert [stage.paused for stage in nobody_types.stages] == [True, False, False]


@pytest.mark.parametrize("minutes", [1, 4, 16])
async def test_a_silence_is_disturbed_by_no_minute_over(tmp_path: Path, minutes: int) -> None:
    """Where everybody keeps silent only the end is said, and no minute after it."""
    quiet = Segment("Quiet", "exercise", ClockMode.GROUP, 300, silent_for=Silent.ALL)
    talk = Segment("Talk", "discussion", ClockMode.GROUP, 60)
    agenda = Agenda("quiet", "Quiet", (quiet, talk))
    heard = await held(tmp_path, Wait(301 + 60 * minutes), "next", Wait(121), agenda=agenda)
    told = [line for line in heard.lines if " Quiet: " in line]
    assert told == ["18:35 Quiet: time. Next: Talk."]
    assert sum("Talk: 1 minute over. " in line for line in heard.lines) == 1
