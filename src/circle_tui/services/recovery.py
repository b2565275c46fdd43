"""Time that got lost: the computer slept, or the program was gone. Never guessed, always told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from circle_tui.domain import rules
from circle_tui.domain.facts import Interrupted
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.rules import LEAST_GAP, Rule
from circle_tui.domain.session import NOTHING, Session, apply, fold
from circle_tui.domain.values import value
from circle_tui.services.workspace import Workspace

BEAT = timedelta(seconds=5)
"""How often a process notes that it is alive, and so how exact a lost time is after a crash."""

LEAST_SLEEP = timedelta(seconds=2)
"""A sleep shorter than this is clock noise."""


class Watch:
    """Notices that time got lost, and when to note that the process is alive.

    It has to be looked at every few seconds: between looks that are far apart the computer slept,
    or the process was stopped.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._slept, self._awake = clock.slept(), clock.awake()
        self._beaten = clock.now() - BEAT

    def lost(self) -> Rule | None:
        """Return the rule that records what got lost since the last look, if anything did.

        A sleep, and all of a time without a look that is no shorter than ``LEAST_GAP``.
        """
        slept, awake = self._clock.slept(), self._clock.awake()
        gap, stood = slept - self._slept, timedelta(seconds=awake - self._awake)
        self._slept, self._awake = slept, awake
        if stood >= LEAST_GAP:
            gap += stood
        return rules.interrupted(self._clock.now() - gap) if gap > LEAST_SLEEP else None

    def beat_is_due(self) -> bool:
        """Return whether to note now that the process is alive; counts as having done so."""
        now = self._clock.now()
        due = now - self._beaten >= BEAT
        if due:
            self._beaten = now
        return due


@value
class Unfinished:
    """A session that was running when its process ended.

    ``alive`` is when the process was last known to be alive, ``None`` when the clock did not run
    then. The time since goes on while somebody is asked about it.
    """

    session: Session
    alive: datetime | None

    def lost_since(self, now: datetime) -> datetime | None:
        """Return since when time was lost, ``None`` if there is none worth a question by ``now``.

        The clock was paused then, or the absence is too short.
        """
        return self.alive if self._away(now) >= LEAST_GAP else None

    def told(self, now: datetime, spoken: Callable[[int], str]) -> str:
        """Say what became of the time up to ``now``; ``spoken`` says a number of seconds."""
        if self.alive is None:
            return "The clock was paused."
        away = self._away(now)
        if away >= LEAST_GAP:
            told = spoken(round(away.total_seconds()))
            after = apply(self.session, Interrupted(now, self.alive)).pending
            # Of an interruption before it that nobody has decided over yet, giving gives both.
            what = f"with what went by before, {spoken(round(after.total_seconds()))}"
            what = what if after > away else "that time"
            return f"The program was away for {told}; {what} counts unless you give it back."
        if seconds := ceil(away.total_seconds()):
            counted = "1 second" if seconds == 1 else f"{seconds} seconds"
            return f"The program was away for {counted} at most, too short to be given back."
        return "No time was lost."

    def _away(self, now: datetime) -> timedelta:
        return NOTHING if self.alive is None else max(NOTHING, now - self.alive)


def unfinished(circle: OpenCircle) -> Unfinished | None:
    """Return the session to take up again, or ``None``."""
    facts = circle.journal.read()
    if not facts:
        return None
    session = fold(facts)
    if session.running_since is None or session.closed:
        return Unfinished(session, None)
    # Without a beat the process may have been gone since its last fact, which an undo may have
    # put before older ones that it states again.
    beat = circle.last_beat()
    since = max(fact.at for fact in facts)
    return Unfinished(session, max(beat.at, since) if beat else since)


async def take_up(workspace: Workspace, found: Unfinished, *, give_back: bool) -> str:
    """Journal what the absence did to a session, before it goes on.

    The lost time counts unless ``give_back``; returns how much was given back, in words, if any
    was. Raises ``StoreError`` when it could not be saved.
    """
    lost_since = found.lost_since(workspace.clock.now())
    if lost_since is None:
        return ""
    from circle_tui.domain.telling import given_back_text  # not before somebody goes on
    from circle_tui.services.live import LiveSession

    live = LiveSession(workspace.circle.journal, workspace.clock, workspace.writer)
    await live.do(rules.interrupted(lost_since, decided=not give_back))
    if not give_back:
        return ""
    told = given_back_text(live.session)
    await live.do(rules.give_back)
    return told
