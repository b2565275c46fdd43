"""What keys do to a running session, said as it happens, also where several come together."""

from collections.abc import Callable
from datetime import datetime, timedelta

from circle_tui.domain.errors import Refused
from circle_tui.domain.ports import Clock
from circle_tui.domain.rules import Outcome, Rule
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
    """The deeds of one session: which is not to happen, and what to say of one that has."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._step: Rule | None = None
        self._step_shown = 0.0
        self._keys_lost = False
        self._last: Rule | None = None
        self._said = ""
        self._said_at = clock.now()

    def too_early(self, rule: Rule, came: float) -> bool:
        """Tell whether the key of a step was pressed for what was shown before the last one.

        ``came`` is when it was, in the seconds of Textual's events. It is not to happen: it would
        skip somebody unseen. A step that may happen is taken for one that does.
        """
        if all(rule is not step.rule for step in STEPS):
            return False
        self._keys_lost = self._step is not None or came < self._step_shown
        if not self._keys_lost:
            self._step = rule
        return self._keys_lost

    @property
    def step_told(self) -> str:
        """What the last steps did, and that keys came too early after them."""
        return f"{self._said} {TOO_EARLY if self._keys_lost else ''}".strip()

    def forget(self) -> None:
        """Say nothing of it again: others look on now, and it may name somebody."""
        self._last, self._said = None, ""

    def said(self, rule: Rule, told: str, shown: float, *, refused: bool) -> str:
        """Return what to say once what a rule did is shown.

        ``told`` is what it did, or why it is ``refused``, which is said once; ``shown`` is the time
        as of ``came``. Before it stands what the same key did just now, which nobody has read yet.
        """
        now = self._clock.now()
        unread = self._said if rule is self._last and now - self._said_at < UNREAD else ""
        if not (refused and unread.endswith(told)):
            unread = f"{unread} {told}".strip()
        self._said = unread
        self._last, self._said_at = rule, now
        if rule is self._step:
            self._step, self._step_shown = None, shown
            return self.step_told
        return self._said
