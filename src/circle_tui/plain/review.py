"""What is open from last time, said one after the other, and what became of each."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.masking import Choices
from circle_tui.domain.stage import NO_READING, Reading
from circle_tui.plain import masks
from circle_tui.plain.lines import LONGEST
from circle_tui.plain.room import Room
from circle_tui.plain.talk import Nothing, Talk, is_back, number
from circle_tui.plain.writing import GOES_ON, LEAVES
from circle_tui.services.masks import NO_CHOICES, Masked
from circle_tui.services.publishing import PublisherBefore
from circle_tui.services.recovery import BEAT
from circle_tui.services.reviewing import NOTHING_OPEN, Reviewing, opens_before
from circle_tui.services.walking import Walk
from circle_tui.services.workspace import Workspace

WORDS = {
    **dict.fromkeys(("done", "d"), ActionStatus.DONE),
    **dict.fromkeys(("half", "h", "partly"), ActionStatus.PARTLY),
    **dict.fromkeys(("carry", "c"), ActionStatus.CARRIED),
    **dict.fromkeys(("drop", "x"), ActionStatus.DROPPED),
}
"""What may be said of an item, by the letters of the screen."""

HOW = (
    "d done, h half, c carry, x drop, s skip, n and how it went, u undo, < and > the ones beside "
    "it; what is said is kept at once."
)
AGAIN = "go to it with < or >"
KEEP = (
    "Enter keeps it. A number leaves that word readable, or masks it again; mask and a word masks "
    "that word; back leaves it out."
)


class Left(StrEnum):
    """How somebody left the review."""

    ON = "on"
    BACK = "back"


async def before(workspace: Workspace, talk: Talk, agenda: Agenda) -> bool:
    """Go through what is open before the clock starts; whether it is to start.

    Where the agenda has a part for it, or nothing is open, nothing is said.
    """
    review = opens_before(workspace, agenda)
    if review is None:
        return True
    leaving = "Enter starts the clock, back asks again who is here"
    publisher = PublisherBefore(workspace)
    talk.meanwhile = _Renewing(publisher)
    left = Left.BACK
    try:
        left = await _Asking(review, talk, leaving, publisher.look).all()
    finally:
        talk.meanwhile = Nothing()
        await publisher.end(goes_on=left is Left.ON)
    return left is Left.ON


class _Renewing:
    """Keeps what others see of a review before the clock starts, while nobody types."""

    def __init__(self, publisher: PublisherBefore) -> None:
        self._publisher = publisher

    def seconds(self) -> float:
        """Return in how many seconds it is to be renewed."""
        return BEAT.total_seconds()

    async def tick(self) -> None:
        """Renew it."""
        await self._publisher.renew()


async def during(room: Room, _said: str) -> None:
    """Go through what is open while the session runs; others see how far the group is."""

    def show(reading: Reading) -> None:
        room.publisher.reading = reading
        room.publish()

    review = Reviewing(room.workspace, room.session)
    if not review.asked:
        room.talk.say(NOTHING_OPEN)
        return
    try:
        await _Asking(review, room.talk, "Enter goes back to the session", show).all()
    finally:
        show(NO_READING)


class _Asking:
    """Asks about the items of a walk. ``leaving`` says what Enter does, ``show`` tells others."""

    def __init__(
        self,
        review: Reviewing,
        talk: Talk,
        leaving: str,
        show: Callable[[Reading], None] = lambda _reading: None,
    ) -> None:
        self.notebook = review.book
        self.talk = talk
        self._review = review
        self._leaving = leaving
        self._show = show
        self._shown_out = False
        self._walk = Walk(review, AGAIN, leaving)

    async def all(self) -> Left:
        """Ask about one item after the other until somebody leaves."""
        self.talk.say(f"Last time: {self._progress()}.", HOW)
        self._tell()
        while True:
            said = await self.talk.hear(f"What became of it? {self._leaving}")
            if not said or is_back(said):
                return Left.BACK if said else Left.ON
            await self._answer(said)

    def _progress(self) -> str:
        done, count = self._review.progress
        return f"{done} of {count} looked at"

    def _tell(self) -> None:
        """Say the item that is asked about, and what became of it so far."""
        self._show(self._walk.reading)
        if (item := self._walk.item) is None:
            return
        told, place = self._review.told(item), self._walk.shown.index(item) + 1
        stands = ", ".join(filter(None, (told.due, told.age)))
        line = f" How it went: {told.line}" if told.line else ""
        whose = self._review.whose(item)
        self.talk.say(
            f"{place}, {whose}: {item.text} ({stands}). {told.history}.{line}",
            "A line is begun on it: n alone goes on with it." if self._walk.begun(item) else "",
        )

    async def _answer(self, said: str) -> None:
        word, _, rest = said.partition(" ")
        match word.casefold():
            case "n" | "note" | "line":
                await self._line(rest.strip())
            case _ if rest:
                self.talk.say(f"Nothing was said of it yet. {HOW}")
            case known if known in WORDS:
                await self._judge(WORDS[known])
            case "s" | "skip" | "next":
                if self._walk.skip():
                    self._tell()
                else:
                    self.talk.say(self._walk.left)
            case ">":
                self._move(1)
            case "<" | "previous":
                self._move(-1)
            case "u" | "undo":
                if await self._saved(self._walk.undo()) is not None:
                    self._tell()
            case _:
                self.talk.say(f"Nothing was said of it yet. {HOW}")

    def _move(self, by: int) -> None:
        self._walk.move(by)
        self._tell()

    async def _judge(self, status: ActionStatus) -> None:
        """Keep what became of the item, and go on to the next that was not looked at."""
        item = self._walk.may_answer()
        if isinstance(item, Refused):
            self.talk.say(item.why)
            return
        if status is ActionStatus.DROPPED and not await self.talk.agreed("drop this on purpose"):
            return
        said = await self._saved(self._walk.say(item, status))
        if said is None:
            return
        self.talk.say(f"{said.status}. {self._progress()}.")
        if (now := self._walk.item) is not None and now.id != item.id:
            self._tell()
        else:
            self._show(self._walk.reading)

    async def _line(self, said: str) -> None:
        """Take a line on how an item went, which is on the disk as a draft at once."""
        if (item := self._walk.line_for) is None:
            return
        before = self._walk.begun(item)
        if before:
            self.talk.say(f"You were writing: {before}", "" if said else GOES_ON)
        elif not (said or self._shown_out):
            self.talk.say(LEAVES)
            self._shown_out = True
        typed = said or await self.talk.hear(f"how it went: {item.text}")
        if is_back(typed) or not (typed or before):
            self.talk.say("Nothing was kept.")
            return
        text = " ".join(filter(None, (before, typed)))[:LONGEST]
        self.talk.say(f"How this went: {item.text}")
        if not await self._decided(item, text):
            with suppress(StoreError):  # it is offered again then
                await self.talk.wait(self._walk.leave_out([item.id]))
            self.talk.say("Nothing was kept.")

    async def _decided(self, item: ActionItem, text: str) -> bool:
        """Say how a line would be kept until it is kept, or left out; whether it was kept."""
        choices = NO_CHOICES
        await self._keep_draft(item, text, choices)
        await self.talk.wait(self.notebook.consider(text))
        while True:
            masked = self.notebook.masks(text, choices)
            self.talk.say(f"Would be kept: {masked.kept}", *masks.told(masked), KEEP)
            said = await self.talk.hear("keep")
            if is_back(said):
                return False
            if said:
                choices = await self._chosen(said, masked, choices)
                await self._keep_draft(item, text, choices)
            elif await self._saved(self._walk.add_line(item, text, choices)) is not None:
                self.notebook.opinion.forget()
                self.talk.say(f"saved: {masked.kept}", self.notebook.warning)
                return True

    async def _keep_draft(self, item: ActionItem, text: str, choices: Choices) -> None:
        """Let a crash lose nothing of a line."""
        with suppress(StoreError):  # a full disk is said when the line is to be kept
            await self.talk.wait(self.notebook.keep_draft(item.id, text, choices))

    async def _chosen(self, said: str, masked: Masked, choices: Choices) -> Choices:
        """Return the choices after what was said over the masks."""
        word, _, rest = said.partition(" ")
        place = number(said)
        if place is not None and 1 <= place <= len(masked.masks):
            return await masks.switch(self, choices, masked.masks[place - 1], always=False)
        if word.casefold() == "mask" and rest:
            hidden = masks.hide(masked, choices, rest.strip())
            if not isinstance(hidden, str):
                return hidden
            self.talk.say(hidden)
        else:
            self.talk.say("It is not kept yet.")
        return choices

    async def _saved(self, saving: Awaitable[ActionItem | Refused]) -> ActionItem | None:
        """Wait for something to be saved, and return it; or say why it was not."""
        said = await self.talk.wait(saving)
        if isinstance(said, Refused):
            self.talk.say(said.why)
            return None
        return said
