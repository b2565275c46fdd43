"""The live session: the one writer of facts.

``do(rule)`` is the only way anything happens: the rule decides, the journal forces the facts to
the disk, the fold takes them in, and only then do listeners hear of it: what is shown is safe.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Fact
from circle_tui.domain.polls import taken_back
from circle_tui.domain.ports import Clock, Journal
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.services.writer import Writer

Listener = Callable[[Session], None]


class LiveSession:
    """A session that is running, from its journal."""

    def __init__(self, journal: Journal, clock: Clock, writer: Writer) -> None:
        """Take up the session in ``journal``. Raises ``ValueError`` when it holds none."""
        self._journal = journal
        self._clock = clock
        self._writer = writer
        self._listeners: list[Listener] = []
        self._turn = asyncio.Lock()
        self.session = fold(journal.read())

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with the session after every change that is on the disk."""
        self._listeners.append(listener)

    def refusal(self, rule: Rule) -> Refused | None:
        """Return why a rule does not apply now, or ``None`` when it does; nothing happens."""
        outcome = rule(self.session, self._clock.now())
        return outcome if isinstance(outcome, Refused) else None

    async def do(self, rule: Rule) -> Refused | None:
        """Let a rule happen, or return why it may not.

        Rules asked for at the same time run one after the other, each on the state the one before
        left. Raises ``StoreError`` when the facts could not be saved; nothing has happened then.
        Whoever stops waiting does not stop it: what reaches the disk also reaches the screen.
        """
        # The instant of the key, not of its turn: a slow disk must not move what happened.
        return await asyncio.shield(self._happen(rule, self._clock.now()))

    async def _happen(self, rule: Rule, now: datetime) -> Refused | None:
        async with self._turn:
            outcome = rule(self.session, now)
            if isinstance(outcome, Refused):
                return outcome
            facts: tuple[Fact, ...] = outcome
            after = self.session
            for fact in facts:
                after = apply(after, fact)
            await self._writer.run(lambda: self._keep(facts, after))
            self.session = after
        for listener in self._listeners:
            listener(self.session)
        return None

    def _keep(self, facts: Sequence[Fact], after: Session) -> None:
        """Journal facts; where they take a count back, those that stand then, and no other."""
        if taken_back(self.session, after):
            self._journal.replace(after.standing)
        else:
            self._journal.append(facts)
