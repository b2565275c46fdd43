"""Says what the clock brings, while somebody types and while nobody does."""

from contextlib import suppress

from circle_tui.domain.cues import look
from circle_tui.domain.errors import StoreError
from circle_tui.domain.rules import Rule
from circle_tui.domain.timing import Tone
from circle_tui.plain import words
from circle_tui.plain.cues import minutes_over, seconds_to_cue
from circle_tui.plain.room import Room
from circle_tui.services.recovery import BEAT, Watch

PAST = 0.002
"""Seconds to wait past the moment of a cue: a look that came early would find nothing."""


class Crier:
    """``talk.Meanwhile`` of a running session: cues, signs of life, sleeps of the computer."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._watch = Watch(room.workspace.clock)
        self._rings = room.workspace.circle.people.profile().cue.rings
        self._look = look(None, room.session, room.workspace.clock.now())
        self._over = minutes_over(room.session, room.workspace.clock.now())

    def seconds(self) -> float:
        """Return in how many seconds there may be something to say or to note."""
        cue = seconds_to_cue(self._room.session, self._room.workspace.clock.now())
        beat = BEAT.total_seconds()
        return beat if cue is None else min(beat, cue + PAST)

    async def tick(self) -> None:
        """Say what is due. A turn that just came on says its own time, and is not told again."""
        room = self._room
        if lost := self._watch.lost():
            await self._tell_lost(lost)
        if self._watch.beat_is_due():
            room.by_the_way(self._beat())
            room.publish()
        if room.session.closed:
            return
        before, now = self._look, room.workspace.clock.now()
        self._look = look(before, room.session, now)
        since, self._over = self._over, minutes_over(room.session, now)
        same = before.session.current == room.session.current
        if self._look.due is not None:
            self._tell_cue(self._look.due)
        elif same and self._over > since:
            self._tell_over(self._over)

    def _tell_cue(self, due: Tone) -> None:
        view, (left, _) = self._room.view(), self._room.times()
        head = f"{view.now} {words.floor(view)}:"
        if due is Tone.OVER:
            told = f"{head} time. Next: {words.stopped(view.following)}"
            if left <= -BEAT.total_seconds():  # as where a pause was taken back
                told += f" It was up {words.spoken(left)} ago."
            self._room.talk.say(told)
        else:
            self._room.talk.say(f"{head} {words.spoken(left)} left.")
        if self._rings:
            self._room.talk.ring()

    def _tell_over(self, minutes: int) -> None:
        view = self._room.view()
        over = words.counted(minutes, "minute")
        self._room.talk.say(f"{view.now} {words.floor(view)}: {over} over. {words.ends(view)}")

    async def _tell_lost(self, lost: Rule) -> None:
        """Record time without the program, and say how to have it back."""
        with suppress(StoreError):  # it counts then, as it would anyway
            if await self._room.live.do(lost) is None:
                self._room.talk.say(*words.away(self._room.view()))

    async def _beat(self) -> None:
        space, trouble = self._room.workspace, ""
        try:
            await space.writer.run(lambda: space.circle.beat(space.clock.beat()))
        except StoreError as error:
            trouble = str(error)
        self._room.heard("beat", trouble)
