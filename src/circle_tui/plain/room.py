"""The running session, as the conversation sees it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.replan_marks import new_times_text
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session
from circle_tui.domain.timing import seconds_left, whole_seconds
from circle_tui.domain.view import LiveView
from circle_tui.domain.who import capital
from circle_tui.domain.writing import Kind, Moment
from circle_tui.plain import words
from circle_tui.plain.heard import heard_view
from circle_tui.plain.talk import Talk
from circle_tui.services.drafting import Sheet
from circle_tui.services.live import LiveSession
from circle_tui.services.notebook import notebook_for
from circle_tui.services.publishing import Publisher
from circle_tui.services.seating import aliases_by_seat
from circle_tui.services.troubles import Troubles
from circle_tui.services.viewing import Viewing
from circle_tui.services.workspace import Workspace


class Room:
    """A session that runs: what is done goes through here, and what came of it is said.

    ``sheets`` are the texts that were typed and are not kept yet, ``bids`` what was asked for in
    each part, by seat and in minutes. ``taught`` is whether it was said in full how to keep a text,
    ``shown_out`` how to leave the question for one. ``before`` is the room that ended the session,
    where that goes on after all.
    """

    def __init__(self, workspace: Workspace, talk: Talk, before: "Room | None" = None) -> None:
        circle = workspace.circle
        self.workspace = workspace
        self.talk = talk
        self.live = LiveSession(circle.journal, workspace.clock, workspace.writer)
        self.notebook = notebook_for(workspace, self.session.id)
        seen = before.publisher.seen if before else None
        self.publisher: Publisher = Publisher(workspace, seen)
        self._viewing = Viewing(workspace, self.session)
        self.names, self.script = self._viewing.names, self._viewing.script
        self.zone = workspace.zone
        self.sheets: dict[Kind, Sheet] = before.sheets if before else {}
        self.bids: dict[int, dict[int, int]] = before.bids if before else {}
        self.taught: bool = before.taught if before else False
        self.shown_out: bool = before.shown_out if before else False
        self._aliases = aliases_by_seat(circle)
        self._troubles = Troubles()
        self._works: set[asyncio.Task[None]] = set()

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.live.session

    def view(self) -> LiveView:
        """Return the picture of this moment: the live screen's, with its lengths in words."""
        return heard_view(self._viewing.view(self.session))

    def times(self) -> tuple[int, int]:
        """Return the seconds left of the turn that is on, and those it has in all."""
        left = seconds_left(self.session, self.workspace.clock.now())
        turn = self.session.turns[self.session.position]
        return whole_seconds(left), self.session.allotted(turn)

    def moment(self) -> Moment:
        """Return what a text is written against now."""
        here = self.workspace.clock.now().astimezone(self.zone)
        floor = self._aliases.get(self.session.current.seat, "")
        return Moment(self.session, here.date(), f"{here:%H:%M}", floor)

    def title(self, index: int) -> str:
        """Return what a part is called, as its author wrote it."""
        return self.script.segments[index].title

    # -- saying -------------------------------------------------------------------------

    def tell_turn(self, *, whole: bool) -> None:
        """Say who has the floor, and what else holds; ``whole`` adds the script of the part."""
        view = self.view()
        self.talk.say(words.begins(view, *self.times()))
        if whole:
            self.talk.say(*words.script(view))
        marked = "" if view.asked else new_times_text(self.session, words.spoken)
        self.talk.say(*words.beside(view), words.stopped(capital(marked)) if marked else "")

    def tell_all(self) -> None:
        """Say where everything stands: what a look at the screen would tell."""
        view = self.view()
        self.tell_turn(whole=False)
        self.talk.say("" if view.behind else words.ends(view))
        book = self.notebook
        kept = [
            words.counted(len(book.kept[kind]), kind.label)
            for kind in Kind
            if book.kept[kind] or kind in (Kind.NOTE, Kind.ACTION)
        ]
        if held := len(book.held.notes):
            kept.append(f"{words.counted(held, 'note')} in memory only")
        if self.sheets:
            kept.append(f"not kept yet: {', '.join(kind.label for kind in self.sheets)}")
        self.talk.say(f"{', '.join(kept)}.")

    # -- doing --------------------------------------------------------------------------

    async def do(self, rule: Rule, told: str = "") -> bool:
        """Let a rule happen and say how things stand then, or why it may not; whether it did.

        ``told`` is said before.
        """
        before = self.session
        refused = await self.saved(lambda: self.live.do(rule))
        if refused is not None:
            self.talk.say(refused.why)
            return False
        self.publish()
        self.talk.say(told)
        if self.session.closed:
            return True
        if self.session.current != before.current:
            self.tell_turn(whole=self.session.current.segment != before.current.segment)
        else:
            view = self.view()
            self.talk.say(words.stands(view, *self.times()))
            if self.session.pending != before.pending:
                self.talk.say(*words.away(view))
        return True

    async def saved(self, save: Callable[[], Awaitable[Refused | None]]) -> Refused | None:
        """Wait for something to be saved, and return why it was not, or ``None``."""
        try:
            return await self.talk.wait(save())
        except StoreError as error:
            return Refused(str(error))

    def publish(self) -> None:
        """Let the public view know how the session stands; nobody waits for that."""
        self.by_the_way(self._publish())

    async def _publish(self) -> None:
        self.heard("view", await self.publisher.publish(self.session))

    def heard(self, what: str, trouble: str, *, asked: bool = False) -> None:
        """Say once that something cannot be written by the way, and once that it can again."""
        self.talk.say(self._troubles.heard(what, trouble, asked=asked))

    def by_the_way(self, work: Coroutine[None, None, None]) -> None:
        """Do something that nobody waits for, and whose failure is no harm."""
        task = asyncio.create_task(work)
        self._works.add(task)
        task.add_done_callback(self._works.discard)

    async def settled(self) -> None:
        """Wait for what nobody waited for."""
        await asyncio.gather(*self._works, return_exceptions=True)
