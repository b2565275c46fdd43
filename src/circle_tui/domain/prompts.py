"""Check-in prompts: the bank's, what a circle used lately, and the rule that takes one.

What was used is kept by the number of the session and by the prompt's id, never with people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Prompted
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session
from circle_tui.domain.values import value

SESSIONS_APART = 12
"""In so many of a circle's sessions no prompt comes twice: with one every three weeks, most of a
year."""

CHECK_IN = "check-in"
"""The kind of part that prompts are for."""


class Depth(StrEnum):
    """How far a prompt goes into what is personal."""

    LIGHT = "light"
    OPEN = "open"
    DEEP = "deep"


@value
class Prompt:
    """One prompt of the bank; its ``id`` never changes, whatever becomes of the words."""

    id: str
    depth: Depth
    text: str = field(repr=False)


@value
class PromptsUsed:
    """The ids of the prompts that were taken in one session, numbered from 1 in each circle."""

    session: int
    prompts: tuple[str, ...]


def used_after(history: Sequence[PromptsUsed], taken: Iterable[str]) -> tuple[PromptsUsed, ...]:
    """Return what a circle used lately, with a session more in which these prompts were taken.

    Once a prompt was taken, sessions without any count too; what lies further back than matters is
    let go.
    """
    taken = tuple(sorted(set(taken)))
    if not history and not taken:
        return ()
    number = max((used.session for used in history), default=0) + 1
    new = PromptsUsed(number, taken)
    return tuple(sorted((*history, new), key=lambda used: used.session))[-SESSIONS_APART:]


def sessions_ago(history: Sequence[PromptsUsed], prompt: str) -> int | None:
    """Return how many sessions ago a prompt was used last (1: in the last one), if it was."""
    last = max((used.session for used in history), default=0)
    when = [used.session for used in history if prompt in used.prompts]
    return last - max(when) + 1 if when else None


def taken_in(session: Session) -> frozenset[str]:
    """Return the ids of the prompts that a session took.

    Also those that others took the place of: they were shown.
    """
    return frozenset(fact.prompt for fact in session.standing if isinstance(fact, Prompted))


def may_prompt(session: Session, _now: datetime) -> Outcome:
    """Allow a prompt of the bank to be looked for; it leaves no fact."""
    if session.closed:
        return ENDED
    if session.segment.kind != CHECK_IN:
        return Refused("Prompts are offered in a check-in, and this part is none.")
    return ()


def take_prompt(prompt: str) -> Rule:
    """Return the rule that shows a prompt (its id) in the place of the check-in's own."""

    def rule(session: Session, now: datetime) -> Outcome:
        refused = may_prompt(session, now)
        if isinstance(refused, Refused):
            return refused
        here = session.current.segment
        if session.prompted.get(here) == prompt:
            return Refused("This prompt is shown already.")
        return (Prompted(now, here, prompt),)

    return rule
