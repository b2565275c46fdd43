"""The app: one evening with a circle, screen after screen."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.theme import Theme

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError
from circle_tui.services import recovery, writer
from circle_tui.services.workspace import Workspace
from circle_tui.ui import themes
from circle_tui.ui.locking import LockingApp
from circle_tui.ui.screens.cover import ONE_MOMENT
from circle_tui.ui.terminal import collector

if TYPE_CHECKING:
    from circle_tui.services.founding import NewCircle
    from circle_tui.ui.screens.room import Left

T = TypeVar("T")

LATER = ("screens.handover", "screens.home", "starting", "screens.live", "ending")
"""Modules that the first screen does without, in the order in which they may be needed."""

GOING_ON = ("screens.live",)
"""Those of them that a session which goes on needs: home and the end are loaded after it."""


class CircleApp(LockingApp[None]):
    """Home, attendance, live session, closing, and home again.

    ``start`` is the circle, opened for work, or what makes a first one of what is typed; whoever
    opened it closes it. ``agenda`` is one that was named for today. ``at_once`` goes past the home
    screen to who is here, and ends the program with the session. ``others`` tells that there are
    other circles to open; the app ends with ``OTHER`` when one of them is wanted. ``keep_theme`` is
    called with the word for the colours that were chosen.
    """

    OTHER: ClassVar[int] = -1
    """The exit status that asks for another circle; no process ends with it."""

    TITLE = "circle"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Input > .input--placeholder, Input > .input--suggestion { color: $quiet; }
    Window {
        align: center middle;
        background: $background 70%;

        &.-low #box { padding: 0 1; }
        &.-low #text { margin: 0; }
        &.-low #meaning { display: none; }
        &.-low #box OptionList { margin: 0; max-height: 50vh; }
        &.-tiny #box { padding: 0; border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "leave", show=False, priority=True),
        Binding("ctrl+q", "leave(0)", "leave", show=False),
    ]

    def __init__(
        self,
        start: "Workspace | Callable[[NewCircle], Workspace]",
        *,
        agenda: str | None,
        at_once: bool = False,
        crash_folder: Path,
        environment: Mapping[str, str],
        today: date,
        others: bool = False,
        keep_theme: Callable[[str], None] = lambda _word: None,
    ) -> None:
        super().__init__(crash_folder)
        self._others = others
        self._keep_theme = keep_theme
        self._start = start
        self._agenda = agenda
        self._at_once = at_once
        self._today = today
        self._ended = False
        self._went_on = False
        themes.dress(self, environment)
        self._theme_kept = self.theme

    def on_mount(self) -> None:
        """Begin the evening."""
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        self._evening()
        # Once the first screen is drawn, and after what else waits for that: loading holds it up.
        self.call_after_refresh(self.call_later, self._warm_up)

    @work(group="warm", thread=True, exit_on_error=False, description="load the screens to come")
    def _warm_up(self) -> None:
        for module in GOING_ON if self._went_on else LATER:
            import_module(f"circle_tui.ui.{module}")

    def _theme_chosen(self, theme: Theme) -> None:
        """Keep the colours that were chosen with a key for the next time."""
        if theme.name != self._theme_kept:
            self._theme_kept = theme.name
            self._keep_theme(theme.name.removeprefix("circle-"))

    @work(group="evening", description="screen after screen")
    async def _evening(self) -> None:
        start = self._start
        if not isinstance(start, Workspace):
            from circle_tui.ui.screens.new_circle import NewCircleScreen

            made = await self.push_screen_wait(NewCircleScreen(start, self._today))
            if made is None:
                self.exit()
                return
            start = made
        self.workspace = workspace = start
        await self._take_up(workspace)
        from circle_tui.services.overview import overview
        from circle_tui.ui.screens.home import HomeScreen

        if self._at_once and not self._ended and not workspace.circle.journal.read():
            wanted = overview(workspace, self._agenda).agenda
            if wanted is not None:
                await self._begin(workspace, wanted)
        if self._at_once and self._ended:
            self.exit()
            return
        said = " ".join(workspace.notices)
        while True:
            if self._went_on:  # from here another session can be started
                self._went_on = False
                self.call_after_refresh(self.call_later, self._warm_up)
            home = HomeScreen(workspace, self._agenda, said, others=self._others)
            agenda = await self.push_screen_wait(home)
            said = ""
            if agenda is None:
                from circle_tui.ui.screens.handover import handed_over

                if await handed_over(self, workspace):
                    self.exit(return_code=self.OTHER if home.other else 0)
                    return
                continue
            del home  # and all that it drew: a session is long
            if workspace.circle.journal.read():
                await self._take_up(workspace)
            elif not self._ended or await self._wants_another():
                await self._begin(workspace, agenda)

    async def _wants_another(self) -> bool:
        """Ask before a second session of an evening: Enter pressed once too often starts none."""
        from circle_tui.ui.screens.ask import AskScreen

        text = "One has ended just now. This would start another one."
        return await self.push_screen_wait(AskScreen("Start another session?", text, "start it"))

    async def _begin(self, workspace: Workspace, agenda: Agenda) -> None:
        """Start a session and run it; nothing happens if whoever was asked thinks better of it."""
        from circle_tui.ui.starting import start

        if await start(self, workspace, agenda):
            await self._run(workspace)

    async def _take_up(self, workspace: Workspace) -> None:
        """Offer a session that was running when its process ended, at its exact place."""
        found = recovery.unfinished(workspace.circle)
        if found is None:
            return
        from circle_tui.domain.presenting import presenters_parts_begun
        from circle_tui.services.publishing import is_looked_at, left_view, unknown
        from circle_tui.ui.screens.resume import Choice, ResumeScreen

        lost_notes = presenters_parts_begun(found.session) and not workspace.held.session
        if found.session.closed:
            if is_looked_at(workspace) and not unknown(workspace):
                await self.until_shown(ONE_MOMENT)
            if goes_on := await self._close(workspace, lost_notes=lost_notes):
                await self._run(workspace, goes_on, lost_notes=lost_notes)
            return
        self._went_on = True
        choice = await self.push_screen_wait(
            ResumeScreen(
                found,
                left_view(workspace, found.session),
                workspace.clock,
                presenters=lost_notes,
                unknown=unknown(workspace),
            )
        )
        if choice is Choice.LATER:
            if is_looked_at(workspace):
                await self.until_shown(ONE_MOMENT)  # what comes next names people
            return
        try:
            told = await recovery.take_up(workspace, found, give_back=choice is Choice.GIVE_BACK)
        except CircleError as error:
            from circle_tui.ui.screens.ask import AskScreen

            await self.push_screen_wait(AskScreen("It could not go on", str(error), "back"))
            return
        await self._run(workspace, told)

    async def _run(self, workspace: Workspace, told: str = "", *, lost_notes: bool = False) -> None:
        """Run the session to its end, again where that is taken back.

        ``told`` is what going on with it did; ``lost_notes`` is as ``end`` has it.
        """
        from circle_tui.ui.screens.live import LiveScreen

        left: Left | None = None
        while True:
            if not self.is_headless:
                collector.sweep()  # the screens that led here are gone
            screen = LiveScreen(workspace, told, left)
            if not await self.push_screen_wait(screen):
                return
            left = screen.left
            del screen  # and all that it drew
            told = await self._close(workspace, lost_notes=lost_notes)
            if not told:
                return

    async def _close(self, workspace: Workspace, *, lost_notes: bool = False) -> str:
        """Write what the session leaves behind; return what taking its end back did, if it was."""
        from circle_tui.ui.ending import end

        ended = await end(self, workspace, lost_notes=lost_notes)
        self._ended = self._ended or ended.filed
        return ended.goes_on

    async def waiting(self, saving: Awaitable[T], sentence: str) -> T:
        """Wait for a save; say so on the screen when the disk takes its time."""
        from circle_tui.ui.screens.wait import WaitScreen

        task = asyncio.ensure_future(saving)
        done, _ = await asyncio.wait([task], timeout=writer.PATIENCE)
        if done:
            return task.result()
        screen = WaitScreen(sentence)
        await self.push_screen(screen)
        try:
            return await task
        finally:
            await self.in_view()
            if screen.is_active:  # it was not shown behind a curtain
                screen.dismiss()

    def action_interrupt(self) -> None:
        """Leave at once, as Ctrl-C does everywhere; a running session can be taken up again.

        Only where something would be lost it asks first, also below a window, and a second Ctrl-C
        leaves.
        """
        session = self.session_screen
        asks = self._may_ask and not self.covered  # a question would wait behind the cover
        if session is not None and asks and (session.has_draft or self._holds):
            session.action_leave()
        else:
            self.action_leave(130)

    @property
    def _holds(self) -> bool:
        """Whether there are notes in memory alone."""
        return self.workspace is not None and bool(self.workspace.held.notes)

    @property
    def _may_ask(self) -> bool:
        """Whether somebody can be asked before the program ends, and was not asked yet."""
        from circle_tui.ui.screens.ask import AskScreen
        from circle_tui.ui.screens.handover import HandoverScreen

        return not self.locked and not isinstance(self.screen, AskScreen | HandoverScreen)

    async def may_leave(self) -> bool:
        """Ask first where notes in memory alone would be lost."""
        from circle_tui.ui.screens.handover import handed_over

        if self.workspace is None or not self._holds or not self._may_ask:
            return True
        return await handed_over(self, self.workspace)
