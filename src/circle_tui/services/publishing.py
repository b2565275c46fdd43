"""Publishing what a public view may show, whenever it changes and as long as the session runs."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from circle_tui.domain.errors import StoreError
from circle_tui.domain.session import Session
from circle_tui.domain.stage import (
    FRESH,
    NO_READING,
    Reading,
    Shown,
    Stage,
    initial,
    shareable,
    stage_before,
    stage_of,
)
from circle_tui.domain.values import value
from circle_tui.domain.view import LiveView
from circle_tui.services.prompting import as_shown
from circle_tui.services.seating import names_by_seat
from circle_tui.services.viewing import Viewing
from circle_tui.services.workspace import Workspace

UNKNOWN = "Whether others see this screen is not known, so nobody is named until you go on."


@value
class Seen:
    """What lookers-on may see: whether the public view is ``blank``, and the console ``shared``."""

    blank: bool = False
    shared: bool = False


class Publisher:
    """Keeps the stage of one session up to date.

    ``blank`` is whether the public view is to be blank, ``sharing`` whether the console's own
    screen is shared, and ``covered`` whether a window over it hides itself from who looks on. A
    crash leaves that as it was, for they are still there: what was covered is shared then.
    ``reading`` is what may be seen of a review that is on. ``seen`` is how it was when this process
    ended a session that goes on after all.
    """

    def __init__(self, workspace: Workspace, seen: Seen | None = None) -> None:
        circle = workspace.circle
        self._workspace = workspace
        self.reading: Reading = NO_READING
        self._there = left = circle.left_stage()
        if seen is None:
            was_shown = left.shown if left else Shown.WAITING
            seen = Seen(blank=was_shown is Shown.BLANK, shared=left is not None and left.sharing)
        self.blank, self.sharing = seen.blank, seen.shared
        self.covered = False
        self.initials = (
            {seat: initial(name) for seat, name in names_by_seat(circle).items()}
            if circle.people.profile().initials
            else {}
        )
        """Who sits where, as others may see it; empty unless the circle wants that."""

    @property
    def seen(self) -> Seen:
        """What lookers-on may see."""
        return Seen(self.blank, self.sharing)

    @property
    def holds_blank(self) -> bool:
        """Whether the public view is blank: what it would read shows nothing, or is gone."""
        return self.blank and (self._there is None or self._there.shown is Shown.BLANK)

    @property
    def holds_sharing(self) -> bool:
        """Whether the console is shared and the next process would know: it names nobody then."""
        return self.sharing and (self._there is None or self._there.sharing)

    async def publish(self, session: Session) -> str:
        """Publish how a session stands now; return why that could not be done, or nothing.

        What was published before is taken away then, which a full disk allows: the public view
        waits, and the next process takes the screen for a shared one.
        """
        workspace = self._workspace
        stage = stage_of(
            as_shown(session),
            workspace.clock.beat(),
            self.initials,
            blank=self.blank,
            sharing=self.sharing or self.covered,
            reading=self.reading,
        )
        self._there, trouble = await workspace.stagehand.run(lambda: self._put(stage))
        return trouble

    def _put(self, stage: Stage) -> tuple[Stage | None, str]:
        """Return what is there then, and what went wrong."""
        circle, before = self._workspace.circle, self._there
        try:
            circle.show(stage)
        except StoreError as error:
            try:
                circle.hide()
            except StoreError:
                return before, f"{_stays(stage)} {error}"
            return None, f"The public view shows nothing now. {error}"
        return stage, ""

    def view(self, session: Session) -> LiveView:
        """Return the picture of this moment that everybody may see."""
        workspace = self._workspace
        return shareable(as_shown(session), workspace.clock.beat(), self.initials, workspace.zone)


class PublisherBefore:
    """Shows others how far the group is in the review that comes before a session.

    There is no session to be seen yet. What cannot be shown is none of the review's troubles: the
    session says so when it starts.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._reading = NO_READING
        self._saving: set[asyncio.Task[None]] = set()

    def look(self, reading: Reading) -> None:
        """Let others see this of the review, unless they do; nobody waits for that."""
        if reading == self._reading:
            return
        self._reading = reading
        task = asyncio.ensure_future(self.renew())
        self._saving.add(task)
        task.add_done_callback(self._saving.discard)

    async def renew(self) -> None:
        """Show it for some seconds more; to be called at every beat."""
        workspace = self._workspace
        stage = stage_before(workspace.clock.beat(), self._reading)
        with suppress(StoreError):
            await workspace.stagehand.run(lambda: workspace.circle.show(stage))

    async def end(self, *, goes_on: bool) -> None:
        """Show it no more. Where the session ``goes_on`` to start, that takes its place."""
        await asyncio.gather(*self._saving)
        if not goes_on:
            with suppress(StoreError):
                await self._workspace.stagehand.run(self._workspace.circle.hide)


def _stays(stage: Stage) -> str:
    """Say what is not safe where neither a stage can be written nor the one before be removed."""
    shows = f"The public view may show what it showed for {FRESH} seconds more."
    return f"A crash now would show names. {shows}" if stage.sharing else shows


def unknown(workspace: Workspace) -> bool:
    """Tell whether it is not known if others see the screen of a session that goes on."""
    return workspace.circle.left_stage() is None


def is_looked_at(workspace: Workspace) -> bool:
    """Tell whether others may see the screen on which a session was lost."""
    left = workspace.circle.left_stage()
    return left is None or left.sharing


def left_view(workspace: Workspace, session: Session) -> Callable[[], LiveView]:
    """Return what makes the picture, at any moment, of a session that its process left.

    It shows what may be seen: nobody is named if the screen was shared then, nor where that is not
    known.
    """
    hidden = is_looked_at(workspace)
    shown = Publisher(workspace) if hidden else Viewing(workspace, session)
    return partial(shown.view, session)
