"""The app: one evening with a circle, screen after screen."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import work
from textual.binding import Binding, BindingType

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError
from circle_tui.domain.presenting import presenters_parts_begun
from circle_tui.domain.view import live_view
from circle_tui.services import closing, recovery, seating
from circle_tui.services.founding import NewCircle
from circle_tui.services.overview import overview
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import PATIENCE
from circle_tui.ui import themes
from circle_tui.ui.locking import LockingApp
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import HandoverScreen, handed_over
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.new_circle import NewCircleScreen
from circle_tui.ui.screens.resume import Choice, ResumeScreen
from circle_tui.ui.screens.wait import WaitScreen

T = TypeVar("T")


class CircleApp(LockingApp[None]):
    """Home, attendance, live session, closing, and home again.

    ``start`` is the circle, opened for work, or what makes a first one of what is typed; whoever
    opened it closes it. ``agenda`` is one that was named for today. ``at_once`` goes past the home
    screen to who is here, and ends the program with the session.
    """

    TITLE = "circle"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Window {
        align: center middle;
        background: $background 70%;

        &.-low #box { padding: 0 1; }
        &.-low #text { margin: 0; }
        &.-low #meaning { display: none; }
        &.-low #box OptionList { margin: 0; max-height: 50vh; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "leave", show=False, priority=True),
        Binding("ctrl+q", "interrupt_politely", "leave", show=False),
    ]

    def __init__(
        self,
        start: Workspace | Callable[[NewCircle], Workspace],
        *,
        agenda: str | None,
        at_once: bool = False,
        crash_folder: Path,
        environment: Mapping[str, str],
        today: date,
    ) -> None:
        super().__init__(crash_folder)
        self._start = start
        self._agenda = agenda
        self._at_once = at_once
        self._today = today
        self._ended = False
        themes.dress(self, environment)

    def on_mount(self) -> None:
        """Begin the evening."""
        self._evening()

    @work(group="evening", description="screen after screen")
    async def _evening(self) -> None:
        start = self._start
        if not isinstance(start, Workspace):
            made = await self.push_screen_wait(NewCircleScreen(start, self._today))
            if made is None:
                self.exit()
                return
            start = made
        self.workspace = workspace = start
        await self._take_up(workspace)
        if self._at_once and not self._ended and not workspace.circle.journal.read():
            wanted = overview(workspace, self._agenda).agenda
            if wanted is not None:
                await self._begin(workspace, wanted)
        if self._at_once and self._ended:
            self.exit()
            return
        said = " ".join(workspace.notices)
        while True:
            agenda = await self.push_screen_wait(HomeScreen(workspace, self._agenda, said))
            said = ""
            if agenda is None:
                if await handed_over(self, workspace):
                    break
                continue
            if workspace.circle.journal.read():
                await self._take_up(workspace)
            elif not self._ended or await self._wants_another():
                await self._begin(workspace, agenda)
        self.exit()

    async def _wants_another(self) -> bool:
        """Ask before a second session of an evening: Enter pressed once too often starts none."""
        text = "One has ended just now. This would start another one."
        return await self.push_screen_wait(AskScreen("Start another session?", text, "start it"))

    async def _begin(self, workspace: Workspace, agenda: Agenda) -> None:
        """Ask who is here, then run the session."""
        screen = AttendanceScreen(workspace, agenda)
        present = await self.push_screen_wait(screen)
        if present is None:
            return
        try:
            await self._waiting(
                workspace.writer.run(
                    lambda: seating.start(
                        workspace.circle, screen.agenda, present, workspace.token(), workspace.clock
                    )
                ),
                "Saving who is here ...",
            )
        except CircleError as error:
            await self.push_screen_wait(AskScreen("It could not start", str(error), "back"))
            return
        await self._run(workspace)

    async def _take_up(self, workspace: Workspace) -> None:
        """Offer a session that was running when its process ended, at its exact place."""
        found = recovery.unfinished(workspace.circle, workspace.clock)
        if found is None:
            return
        lost_notes = presenters_parts_begun(found.session) and not workspace.held.session
        if found.session.closed:
            await self._close(workspace, lost_notes=lost_notes)
            return
        now = workspace.clock.now()
        view = live_view(
            found.session,
            now,
            seating.names_by_seat(workspace.circle),
            workspace.zone,
            seating.script_of(workspace.circle, found.session),
        )
        lost = round((now - found.lost_since).total_seconds()) if found.lost_since else 0
        choice = await self.push_screen_wait(ResumeScreen(view, lost, presenters=lost_notes))
        if choice is Choice.LATER:
            return
        # The computer may have slept over the question.
        found = recovery.unfinished(workspace.circle, workspace.clock) or found
        try:
            await recovery.take_up(workspace, found, give_back=choice is Choice.GIVE_BACK)
        except CircleError as error:
            await self.push_screen_wait(AskScreen("It could not go on", str(error), "back"))
            return
        await self._run(workspace)

    async def _run(self, workspace: Workspace) -> None:
        if await self.push_screen_wait(LiveScreen(workspace)):
            await self._close(workspace)

    async def _close(self, workspace: Workspace, *, lost_notes: bool = False) -> None:
        """Write what the session leaves behind, as often as it takes, and hand over the rest."""
        while True:
            try:
                closed = await self._waiting(
                    workspace.writer.run(
                        lambda: closing.finish(
                            workspace.circle,
                            workspace.exports,
                            workspace.clock,
                            workspace.token,
                            workspace.zone,
                            sealed=workspace.lock is not None,
                        )
                    ),
                    "The session has ended. Writing the summary and the invite ...",
                )
            except CircleError as error:
                text = f"{error}\nThe session has ended and nothing of it is lost."
                if await self.push_screen_wait(
                    AskScreen("The summary could not be written", text, "try again")
                ):
                    continue
                return
            self._ended = True
            await handed_over(self, workspace)
            await self.push_screen_wait(ClosedScreen(closed, workspace, lost=lost_notes))
            return

    async def _waiting(self, saving: Awaitable[T], sentence: str) -> T:
        """Wait for a save; say so on the screen when the disk takes its time."""
        task = asyncio.ensure_future(saving)
        done, _ = await asyncio.wait([task], timeout=PATIENCE)
        if done:
            return task.result()
        screen = WaitScreen(sentence)
        await self.push_screen(screen)
        try:
            return await task
        finally:
            await self.unlocked()
            if screen.is_active:  # it was not shown if the lock was on
                screen.dismiss()

    async def save_before_end(self) -> None:
        """Wait for the saves that are under way."""
        if self.workspace is not None:
            await self.workspace.writer.run(lambda: None)

    def action_interrupt(self) -> None:
        """Leave at once, as Ctrl-C does everywhere; a running session can be taken up again.

        Only where something would be lost it asks first, and a second Ctrl-C leaves.
        """
        if isinstance(self.screen, LiveScreen) and (self.screen.has_draft or self._holds):
            self.screen.action_leave()
        else:
            self._leave(130)

    def action_interrupt_politely(self) -> None:
        """Leave, where a screen has no question of its own to ask first."""
        self._leave(0)

    @property
    def _holds(self) -> bool:
        """Whether there are notes in memory alone."""
        return self.workspace is not None and bool(self.workspace.held.notes)

    def _leave(self, status: int) -> None:
        asking = isinstance(self.screen, AskScreen | HandoverScreen)
        if self._holds and not asking and not self.locked:
            self._hand_over_and_leave(status)
        else:
            self.exit(return_code=status)

    @work(group="leave", description="the question before leaving")
    async def _hand_over_and_leave(self, status: int) -> None:
        if self.workspace is not None and await handed_over(self, self.workspace):
            self.exit(return_code=status)
