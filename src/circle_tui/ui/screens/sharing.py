"""What others see of a running session: the public view, and the live screen on a shared screen."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from textual import work
from textual._time import get_time
from textual.events import Key, Paste

from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.rules import Rule, undo
from circle_tui.domain.session import Session
from circle_tui.domain.stage import Shown
from circle_tui.services.live import Happening, LiveSession
from circle_tui.services.publishing import Publisher, Seen
from circle_tui.services.troubles import Troubles
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import (
    BLANK,
    END,
    HELP,
    LIVE_COMMANDS,
    LOCK,
    NOTE,
    PROMISE,
    QUIT,
    REVIEW,
    SHARE,
)
from circle_tui.ui.host import host
from circle_tui.ui.screens.deeds import UNREAD, Deed, Deeds
from circle_tui.ui.screens.private import in_private
from circle_tui.ui.screens.public import SAID
from circle_tui.ui.screens.session import SessionScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.capture import Capture

HIDDEN = (
    f"Not while the screen is shared. Wait a moment, then {SHARE.shown} shows everything again."
)

NOWHERE = f"Pasted nowhere: {NOTE.shown} opens a note."

PATIENCE = 0.5
"""Seconds after which a key whose effect waits for the disk is said to be saved."""

HARMLESS = (SHARE, BLANK, HELP, END, LOCK, QUIT, PROMISE, REVIEW)
"""The commands without a rule that show nothing private."""


class SharingScreen(SessionScreen):
    """The base of the live screen: publishes the public view, and can be shared itself.

    While it is ``sharing`` it shows no name, no note and nothing of what to say, and does nothing
    that would. It begins so if it did when its process was lost, or as ``seen`` says.
    """

    def __init__(self, workspace: Workspace, seen: Seen | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.live = LiveSession(workspace.circle.journal, workspace.clock, workspace.writer)
        self.publisher = Publisher(workspace, seen)
        self.deeds = Deeds(workspace.clock)
        self._troubles = Troubles()
        self._news = ""
        self._news_at = workspace.clock.now()
        self.set_class(self.sharing, "sharing")

    @property
    def writing(self) -> Writing:
        """The part where something is written down."""
        return self.query_one(Writing)

    @property
    def sharing(self) -> bool:
        """Whether nothing private is shown."""
        return self.publisher.sharing

    def publish(self, *, asked: bool = False) -> None:
        """Let the public view know how the session stands; ``asked`` is whether a key wants it."""
        # Of the app: the last one, that the session is over, is to outlive this screen.
        self.app.run_worker(
            self._publish(asked=asked),
            group="stage",
            exit_on_error=False,
            description="the public view",
        )

    async def _publish(self, *, asked: bool) -> None:
        """Publish, and say on the screen what holds only once it does."""
        publisher = self.publisher
        before = publisher.holds_sharing, publisher.holds_blank
        trouble = await publisher.publish(self.live.session)
        if not self.is_attached:
            return
        self._heard("view", trouble, asked=asked)
        if before != (publisher.holds_sharing, publisher.holds_blank):
            self.redraw()

    @work(group="beat", exit_on_error=False, description="note that the process is alive")
    async def beat(self) -> None:
        """Note that the process is alive."""
        space, trouble = self.workspace, ""
        try:
            await space.writer.run(lambda: space.circle.beat(space.clock.beat()))
        except StoreError as error:
            trouble = str(error)
        if self.is_attached:
            self._heard("beat", trouble)

    def _heard(self, what: str, trouble: str, *, asked: bool = False) -> None:
        """Say once that something cannot be written by the way, and once that it can again."""
        if news := self._troubles.heard(what, trouble, asked=asked):
            self._news, self._news_at = news, self.workspace.clock.now()
            self.say("", again=False)
        self.writing.show_trouble(there_is=bool(self._troubles))

    def say(self, told: str, *, again: bool) -> None:
        """Say what was ``told`` of a deed, and what nobody has read yet of what cannot be written.

        That takes the place of what was said of it before, and is none of the deeds.
        """
        unread = self.workspace.clock.now() - self._news_at < UNREAD
        said = self.deeds.said(told, again=again)
        self.writing.say(f"{said} {self._news if unread else ''}".strip())

    def do(self, rule: Rule, tell: Callable[[Session], str] = lambda _session: "") -> Happening:
        """Let a rule happen, and say then what it did, as ``tell`` has it, or why it did not."""
        deed = Deed(rule, tell)
        happening = self.live.begin(deed)
        saved = self.writing.under_way.begin(PATIENCE)
        happening.add_done_callback(partial(self._done, deed, saved, self.sharing))
        return happening

    def _done(
        self, deed: Deed, saved: Callable[[], None], shared: bool, happening: Happening
    ) -> None:
        """Say what it did, if nobody looks on by now who did not when its key was pressed."""
        saved()
        self.deeds.over(deed.rule, get_time())
        try:
            refused = happening.result()
        except StoreError as error:
            refused, shared = Refused(str(error)), True  # it names nobody
        except Exception:
            self.call_later(happening.result)  # it ends the app, as a fault of any message does
            return
        if not self.is_attached:
            return
        moved = self.writing.moved()
        told = f"{deed.told} {moved}".strip() if refused is None else refused.why
        if refused is None:
            self.deeds.happened(told, undoes=deed.rule is undo)
        if shared or not self.sharing:
            self.say(told, again=refused is None)

    def shareable(self, commands: Iterable[Command]) -> Iterator[Command]:
        """Yield the commands that may be offered now; while sharing, how to end that comes first.

        The key that blanks the public view shows it, once it is blank. Those without a rule open
        something, so that of them only the ones that are known to show nothing private are left.
        """
        if self.sharing:
            yield replace(SHARE, label="show" if self.has_class("small") else "show all")
        for command in commands:
            if command is BLANK and self.publisher.blank:
                yield replace(BLANK, label="show view")
            elif not self.sharing or not (command is SHARE or is_private(command)):
                yield command

    def on_key(self, event: Key) -> None:
        """Do nothing that shows names or notes while the screen is shared, but say why."""
        if self.sharing and any(
            event.key in command.keys for command in LIVE_COMMANDS if is_private(command)
        ):
            event.stop()
            self.writing.say(HIDDEN)
            if any(event.key in command.keys for command in LIVE_COMMANDS if command.writes):
                host(self).stray.begin()

    def on_paste(self, event: Paste) -> None:
        """Say that a paste went nowhere: no line was open for it."""
        event.stop()
        if self.query_one(Capture).kind is None:
            self.writing.say(HIDDEN if self.sharing else NOWHERE)

    def action_share(self) -> None:
        """Hide everything that is not for all to see, or show it again."""
        self.publisher.sharing = not self.sharing
        self.set_class(self.sharing, "sharing")
        capture = self.query_one(Capture)
        if capture.kind is not None:
            capture.put_away()
            self.writing.keep_drafts()
            host(self).stray.begin()
        writing = self.writing
        writing.say("")
        self.deeds.forget()
        writing.show_trouble(there_is=bool(self._troubles))
        self.publish(asked=True)
        self.redraw()

    def covered(self, *, on: bool) -> None:
        """Take note that a window over it is covered since others look on, or is no more."""
        self.publisher.covered = on
        self.publish()

    @work(group="over", description="the end of the session")
    async def over(self) -> None:
        """Go on to what the session leaves behind, which is not for all to see."""
        await in_private(self.app, *SAID[Shown.OVER])
        self.dismiss(True)

    async def keep_drafts(self) -> bool:
        """Keep what is being typed, for the program is about to end; whether it is safe."""
        await self.writing.keep_drafts().wait()
        return not self.writing.at_risk

    def action_blank(self) -> None:
        """Let the public view show nothing, or show it again."""
        self.publisher.blank = not self.publisher.blank
        self.publish(asked=True)
        self.redraw()

    def redraw(self) -> None:
        """Draw what has changed."""
        raise NotImplementedError


def is_private(command: Command) -> bool:
    """Return whether a command shows something, or takes something, that is not for all to see."""
    return command.rule is None and command not in HARMLESS
