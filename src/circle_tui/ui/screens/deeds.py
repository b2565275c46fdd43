"""What keys do to a running session, said as it happens, also where several come together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf

from circle_tui.domain.errors import Refused
from circle_tui.domain.ports import Clock
from circle_tui.domain.rules import Outcome, Rule, undo
from circle_tui.domain.session import Session
from circle_tui.ui.commands.live import STEPS

UNREAD = timedelta(seconds=1.5)
"""How long nobody can have read what was said."""

TOO_EARLY = "Keys pressed too fast were not taken."


class Deed:
    """A rule that finds out what it does when it happens, to be ``told`` then.

    When its key is pressed, what was pressed before may still wait for the disk.
    """

    def __init__(self, rule: Rule, tell: Callable[[Session], str]) -> None:
        self.rule = rule
        self.told = ""
        self._tell = tell

    def __call__(self, session: Session, now: datetime) -> Outcome:
        """Do what the rule does."""
        outcome = self.rule(session, now)
        if not isinstance(outcome, Refused):
            self.told = self._tell(session)
        return outcome


class Deeds:
    """The deeds of one session: which is not to happen, and what to say of those that have."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._step: Rule | None = None
        self._step_shown = 0.0
        self._shown = inf
        self._unread: list[str] = []
        self._happened: list[str] = []
        self._said_at = clock.now()

    def too_early(self, rule: Rule, came: float) -> bool:
        """Tell whether the key of a step was pressed for what was shown before the last one.

        ``came`` is when it was, in the seconds of Textual's events. It is not to happen: it would
        skip somebody unseen. A step that may happen is taken for one that does. Nor is an undo for
        what the screen before this one showed, as the second of two that took an end back.
        """
        if rule is undo:
            return came < self._shown
        if all(rule is not step.rule for step in STEPS):
            return False
        early = self._step is not None or came < self._step_shown
        if not early:
            self._step = rule
        return early

    def begin(self, shown: float) -> None:
        """Take note that the session is on the screen since ``shown``."""
        self._shown = shown

    def over(self, rule: Rule, shown: float) -> None:
        """Take note that a rule has happened, or was refused, and is shown as of ``shown``."""
        if rule is self._step:
            self._step, self._step_shown = None, shown

    def forget(self) -> None:
        """Say nothing of it again: others look on now, and it may name somebody."""
        self._unread.clear()

    def happened(self, told: str, *, undoes: bool) -> None:
        """Take note of what will be ``told`` of a deed; what an undo takes back is not so then."""
        if not undoes:
            self._happened.append(told)
        elif self._happened and (gone := self._happened.pop()) in self._unread:
            self._unread.remove(gone)

    def said(self, told: str, *, again: bool = True) -> str:
        """Return what to say now: what was ``told`` of a deed, with what nobody has read yet.

        What is told twice is said twice, unless ``again`` is false. Of more than two deeds the last
        is said, and how many messages came before it: all of them would have no room.
        """
        now = self._clock.now()
        if now - self._said_at >= UNREAD:
            self._unread.clear()
        if told and (again or told not in self._unread):
            self._unread.append(told)
            self._said_at = now
        deeds = [sentence for sentence in self._unread if sentence != TOO_EARLY]
        if len(deeds) > 2:
            deeds = [deeds[-1], f"({len(deeds) - 1} earlier messages)"]
        return " ".join([*deeds, *({TOO_EARLY} & set(self._unread))])
