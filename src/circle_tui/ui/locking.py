"""An app with a curtain before its screens: a lock, or a cover while others look on.

A sealed circle is locked by a key, and by itself when nobody touches anything; every circle can be
covered by a key.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, runtime_checkable

from textual import events, work
from textual.app import ReturnType
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from circle_tui.domain.view import LiveView
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.cover import HIDING, ONE_MOMENT, CoverScreen
from circle_tui.ui.screens.session import SessionScreen
from circle_tui.ui.terminal.app import GuardedApp
from circle_tui.ui.terminal.keys import StrayTyping
from circle_tui.ui.terminal.memory import forget_texts


@runtime_checkable
class KeepsDrafts(Protocol):
    """A screen on which something is typed that is not kept yet."""

    async def keep_drafts(self) -> bool:
        """Keep what is being typed, for the program is about to end; whether it is safe."""
        ...


class LockingApp(GuardedApp[ReturnType]):
    """Locks the screens of a sealed circle with ``ctrl+l``, and after its idle minutes.

    ``workspace`` is the circle that is open, if one is. Behind a curtain, that is while the lock or
    a cover is on, no other screen opens: who waits for one is kept waiting, and a key that was
    pressed just before opens none. And none is taken away: Textual takes the topmost, whichever was
    dismissed, and that is the curtain.
    """

    LOOK: ClassVar[float] = 5.0
    """Seconds between looks whether nobody touches anything. A timer that is set once would stand
    still while the computer sleeps, and what was on the screen would be there when it wakes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "lock", "lock", show=False, priority=True),
        Binding(",".join(HIDING), "cover", "share", show=False),
    ]

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*arguments, **options)
        self.workspace: Workspace | None = None
        self._touched: datetime | None = None
        self._locked = False
        self._cover: CoverScreen | None = None
        self._in_view = asyncio.Event()
        self._in_view.set()
        self._done_with = 0
        self._asked_to_leave = False
        self.stray = StrayTyping()
        self.lost_typing = False
        """Whether something that was being typed at the end did not get to the disk."""

    @property
    def session_screen(self) -> SessionScreen | None:
        """The screen of the session that runs, also below others."""
        return next((s for s in self.screen_stack if isinstance(s, SessionScreen)), None)

    @work(group="leave", description="keeping what is typed, and leaving")
    async def action_leave(self, status: int) -> None:
        """Leave; what was kept is on the disk, and so is what was being typed on any screen.

        Asked once more while it is still asked whether to, it leaves.
        """
        if not self._asked_to_leave:
            self._asked_to_leave = True
            try:
                if not await self.may_leave():
                    return
            finally:
                self._asked_to_leave = False
        await self.save_before_end()
        self.exit(return_code=status)

    async def may_leave(self) -> bool:
        """Return whether to leave. Override it where something is asked before."""
        return True

    async def save_before_end(self) -> None:
        """Keep what is being typed, and wait for the saves that are under way."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDrafts) and not await screen.keep_drafts():
                self.lost_typing = True
        if self.workspace is not None:
            await self.workspace.writer.run(lambda: None)

    @property
    def locked(self) -> bool:
        """Whether nothing but the clock is shown."""
        return self._locked

    @property
    def covered(self) -> bool:
        """Whether a cover hides everything, also beneath the lock."""
        return self._cover is not None

    @property
    def curtained(self) -> bool:
        """Whether the screens are hidden."""
        return self.locked or self.covered

    async def in_view(self) -> None:
        """Wait until nothing hides the screens."""
        while self.curtained:
            await self._in_view.wait()

    def on_mount(self) -> None:
        """Begin to look whether nobody touches anything."""
        self.set_interval(self.LOOK, self.lock_if_idle)

    async def on_event(self, event: events.Event) -> None:
        """Take note that somebody is there; a key that comes too late opens the lock screen."""
        if isinstance(event, events.Key) and not self._screen_stack:
            return  # a key that waited, and the app ends
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            if self.lock_if_idle():
                return
            self._touch()
        if isinstance(event, events.Key) and (self.stray.takes(event) or self._hid(event)):
            return
        await super().on_event(event)

    def _hid(self, key: events.Key) -> bool:
        """Cover a screen that is opening before any of it is seen; tell whether this was done.

        Any other key waits until all of a screen is there.
        """
        opening = not self.screen.is_mounted and self._keys.idle
        if key.key not in HIDING or self.curtained or not opening:
            return False
        self.action_cover()
        return True

    def _touch(self) -> None:
        if self.workspace is not None:
            self._touched = self.workspace.clock.now()

    def lock_if_idle(self) -> bool:
        """Lock if nobody has touched anything for so long, and return whether this was done now."""
        workspace = self.workspace
        if self.locked or workspace is None or workspace.lock is None or not workspace.lock.after:
            return False
        if self._touched is None:
            self._touch()
            return False
        idle = workspace.clock.now() - self._touched
        if idle < timedelta(minutes=workspace.lock.after):
            return False
        self.action_lock()
        return True

    def action_cover(self) -> None:
        """Cover what is on the screen, which others look at now, until the same key is pressed.

        A session that runs is shared meanwhile: lost now, it goes on without a name.
        """
        if self.curtained:
            return
        if isinstance(self.focused, Input):
            self.stray.begin()  # the rest of what is being typed must not take the cover away
        if session := self.session_screen:
            session.covered(on=True)
        self._cover_with(ONE_MOMENT, "")

    def _cover_with(self, said: str, more: str) -> None:
        self._cover = CoverScreen(said, more)
        super().push_screen(self._cover)
        self._in_view.clear()

    def action_uncover(self) -> None:
        """Show again what is beneath the cover, and what waited for that."""
        if self.locked or not self.covered:
            return
        self._cover = None
        if session := self.session_screen:
            session.covered(on=False)
        self._draw_back()

    async def until_shown(self, said: str, more: str = "") -> None:
        """Hide everything behind these words until the key is pressed that shows it again."""
        if self._cover is None:
            await self.in_view()  # not before the lock, which hides more
            self._cover_with(said, more)
        else:
            self._cover.say(said, more)
        await self.in_view()

    def action_lock(self) -> None:
        """Show nothing but the clock until the passphrase is typed; say how to seal if need be."""
        if self.locked or self.workspace is None:
            return
        lock = self.workspace.lock
        if lock is None:
            self.notify(
                "Only a sealed circle can be locked. Leave the program, then: circle seal",
                markup=False,
            )
            return
        from circle_tui.ui.screens.lock import LockScreen

        self.clear_notifications()
        super().push_screen(LockScreen(lock, self._look, self._open))
        self._locked = True
        self._in_view.clear()

    def _open(self) -> None:
        """Take the lock away, and show what it hid unless that is covered."""
        self._touch()
        self._locked = False
        self._draw_back()
        self.call_after_refresh(forget_texts)

    def _draw_back(self) -> None:
        """Take the curtain away, and the screens beneath it that were done with meanwhile."""
        super().pop_screen()
        if self.curtained:
            return
        for _ in range(self._done_with):
            super().pop_screen()
        self._done_with = 0
        self._in_view.set()

    def _look(self) -> tuple[LiveView, float] | None:
        """Return the running session as it is at this moment, and when it will look different."""
        screen = self.session_screen
        return None if screen is None else (screen.view(), screen.seconds_to_change())

    async def push_screen_wait(  # type: ignore[override]  # no screen here has but a name
        self, screen: Screen[ScreenResultType], *, mode: str | None = None
    ) -> ScreenResultType:
        """Show a screen and return what it is dismissed with; behind a curtain, wait before."""
        await self._flush_next_callbacks()
        await self.in_view()
        return await asyncio.shield(self.push_screen(screen, wait_for_dismiss=True, mode=mode))

    def push_screen(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as in Textual
        """Show a screen, unless all are hidden."""
        return AwaitComplete() if self.curtained else super().push_screen(*arguments, **options)

    def pop_screen(self) -> AwaitComplete:
        """Take the topmost screen away; behind a curtain, once that is drawn back."""
        if self.curtained:
            self._done_with += 1
            return AwaitComplete()
        return super().pop_screen()
