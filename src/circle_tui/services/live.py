"""The live session: the one writer of facts while it runs.

``do(rule)`` is the only way anything happens: the rule decides, the journal forces the facts to
the disk, the fold takes them in, and only then do listeners hear of it: what is shown is safe.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeAlias

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Fact
from circle_tui.domain.polls import taken_back
from circle_tui.domain.ports import Clock, Journal
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.services.writer import Writer

Listener = Callable[[Session], None]
Happening: TypeAlias = "asyncio.Future[Refused | None]"


class LiveSession:
    """A session that is running, from its journal."""

    def __init__(self, journal: Journal, clock: Clock, writer: Writer) -> None:
        """Take up the session in ``journal``. Raises ``ValueError`` when it holds none."""
        self._journal = journal
        self._clock = clock
        self._writer = writer
        self._listeners: list[Listener] = []
        self._asked: deque[tuple[Rule, datetime, Happening]] = deque()
        self._saving = False
        self.session = fold(journal.read())

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with the session after every change that is on the disk."""
        self._listeners.append(listener)

    def refusal(self, rule: Rule) -> Refused | None:
        """Return why a rule does not apply now, or ``None`` when it does; nothing happens."""
        outcome = rule(self.session, self._clock.now())
        return outcome if isinstance(outcome, Refused) else None

    async def do(self, rule: Rule) -> Refused | None:
        """Let a rule happen, or return why it may not; see ``begin``, whose end this waits for.

        Whoever stops waiting does not stop it: what reaches the disk also reaches the screen.
        """
        return await asyncio.shield(self.begin(rule))

    def begin(self, rule: Rule) -> Happening:
        """Let a rule happen; the future tells when it has, or why it may not.

        Rules asked for at the same time happen one after the other, each on the state the one
        before left. The future has a ``StoreError`` where the facts could not be saved; nothing has
        happened then. No task is made: of a key's way to the screen that would be a twentieth.
        """
        happening: Happening = asyncio.get_running_loop().create_future()
        # The instant of the key, not of its turn: a slow disk must not move what happened.
        self._asked.append((rule, self._clock.now(), happening))
        self._go_on()
        return happening

    def _go_on(self) -> None:
        """Let the next rule happen, once nothing is being saved."""
        while self._asked and not self._saving:
            rule, now, happening = self._asked.popleft()
            try:
                self._save(rule, now, happening)
            except Exception as error:
                happening.set_exception(error)

    def _save(self, rule: Rule, now: datetime, happening: Happening) -> None:
        """Begin to save what a rule wants, or tell why it may not happen."""
        outcome = rule(self.session, now)
        if isinstance(outcome, Refused):
            happening.set_result(outcome)
            return
        facts: tuple[Fact, ...] = outcome
        after = self.session
        for fact in facts:
            after = apply(after, fact)
        saved = self._writer.begin(partial(self._keep, facts, after))
        saved.add_done_callback(partial(self._saved, after, happening))
        self._saving = True

    def _saved(self, after: Session, happening: Happening, saved: "asyncio.Future[None]") -> None:
        """Let it be seen, unless it could not be saved."""
        self._saving = False
        try:
            saved.result()
            self.session = after
            for listener in self._listeners:
                listener(after)
        except Exception as error:
            happening.set_exception(error)
        else:
            happening.set_result(None)
        self._go_on()

    def _keep(self, facts: Sequence[Fact], after: Session) -> None:
        """Journal facts; where they take a count back, those that stand then, and no other."""
        if taken_back(self.session, after):
            self._journal.replace(after.standing)
        else:
            self._journal.append(facts)
