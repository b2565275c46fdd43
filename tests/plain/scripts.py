"""A session in lines on a made-up circle: a script goes in, and what was said comes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.session import Session, fold
from circle_tui.plain.evening import evening
from circle_tui.plain.lines import EndOfInput
from circle_tui.plain.talk import Talk
from circle_tui.services.workspace import Workspace
from circle_tui.ui.terminal.characters import clean
from tests.fakes import FakeCircle, FakeClock
from tests.ui.rooms import AGENDA, NAMES, circle_of, running, workspace_of


@dataclass(frozen=True, slots=True)
class Wait:
    """So many seconds in which nobody types."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """So many seconds in which the computer sleeps."""

    seconds: float


Typed = str | Wait | Sleep


class Script:
    """``lines.Lines`` that come from a list, and the clock moves as the list says."""

    def __init__(self, clock: FakeClock, typed: Iterable[Typed], *, echoes: bool = False) -> None:
        self.echoes = echoes
        self._clock = clock
        self._typed = list(typed)

    async def next(self, within: float) -> str | None:
        """Return the next line, or let time pass, at most so many seconds at once."""
        if not self._typed:
            raise EndOfInput
        match self._typed.pop(0):
            case Wait(seconds):
                self._clock.advance(min(seconds, within))
                if seconds > within:
                    self._typed.insert(0, Wait(seconds - within))
                return None
            case Sleep(seconds):
                self._clock.sleep(seconds)
                return None
            case str() as line:
                return line


@dataclass(frozen=True, slots=True)
class Held:
    """What a conversation came to: its exit status, all that was said, and the circle."""

    status: int
    said: str
    circle: FakeCircle

    @property
    def lines(self) -> list[str]:
        """What was said, line by line."""
        return self.said.splitlines()

    @property
    def session(self) -> Session:
        """The session that is left running."""
        return fold(self.circle.journal.read())


async def held_in(workspace: Workspace, *typed: Typed, echoes: bool = False) -> Held:
    """Hold a conversation on a workspace; the input ends after what is typed."""
    circle = workspace.circle
    assert isinstance(circle, FakeCircle)
    out = StringIO()
    talk = Talk(Script(circle.clock, typed, echoes=echoes), out, clean)
    try:
        status = await evening(workspace, talk, None)
    finally:
        workspace.close()
    return Held(status, out.getvalue(), circle)


async def held(folder: Path, *typed: Typed, agenda: Agenda = AGENDA, echoes: bool = False) -> Held:
    """Hold a conversation over a session that begins at this moment, with all four here.

    It is taken up as after a short absence, so the first Enter, which goes on, is pressed already.
    """
    workspace = workspace_of(running(circle_of(*NAMES), agenda), folder)
    return await held_in(workspace, "", *typed, echoes=echoes)
