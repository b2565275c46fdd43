"""What is open from last time, for the whole group: before a session, in it, or between two."""

from typing import ClassVar

from textual import work
from textual.binding import BindingType

from circle_tui.domain.stage import NO_READING, Reading
from circle_tui.services.publishing import PublisherBefore
from circle_tui.services.recovery import BEAT
from circle_tui.services.reviewing import Reviewing
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.commands.review import BEFORE_COMMANDS, REVIEW_COMMANDS, START
from circle_tui.ui.screens.ask import Question
from circle_tui.ui.screens.review import ReviewScreen
from circle_tui.ui.screens.room import Decision, Room
from circle_tui.ui.terminal.timers import once


class LastTimeScreen(ReviewScreen):
    """What is open from last time, for the group: in a session, or between two."""

    COMMANDS_HERE = REVIEW_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVIEW_COMMANDS)


class BeforeScreen(ReviewScreen):
    """The same between who is here and the start of the clock."""

    COMMANDS_HERE = BEFORE_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(BEFORE_COMMANDS)
    LEAVING = "enter goes on"

    _seen = False

    def __init__(self, review: Reviewing, publisher: PublisherBefore) -> None:
        super().__init__(review)
        self._publisher = publisher

    def _show_others(self, reading: Reading) -> None:
        """Let others see how far the group is, until whoever opened this ends that."""
        if reading != NO_READING:
            self._publisher.look(reading)

    def on_mount(self) -> None:
        """Let Enter count once this can have been seen: who is here ends with Enter, too."""
        self.set_interval(BEAT.total_seconds(), self._publisher.renew)
        if Question.UNSEEN:
            once(self, Question.UNSEEN, self._let_start)
        else:
            self._let_start()

    def _let_start(self) -> None:
        self._seen = True
        self.look()

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done here; to start only once this can have been seen."""
        return tuple(c for c in super().commands if self._seen or c is not START)

    @work(group="leave", description="leaving the review")
    async def action_start(self) -> None:
        """Go on to the start of the clock."""
        if self._seen:
            await self._end(goes_on=True)


async def decide_review(room: Room) -> Decision | None:
    """Look through the action items while the clock runs; nothing is decided for the session."""
    await room.app.push_screen_wait(LastTimeScreen(Reviewing(room.workspace, room.session), room))
    return None
