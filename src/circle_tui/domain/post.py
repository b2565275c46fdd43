"""Invitations on their way to members, and the port that whoever brings them there answers."""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from circle_tui.domain.invitation import Guest, Organizer
from circle_tui.domain.values import value


@value
class Letter:
    """One invitation, cancellation or withdrawal for one member, ready to go.

    ``number`` tells it from the others that go with it, ``method`` is what ``calendar`` (an
    iCalendar file) says to calendars, REQUEST or CANCEL. ``sender`` and ``to`` have names and
    addresses that can stand in a mail as they are. ``stamp`` (aware, UTC) is when the meeting was
    last changed, ``key`` random to whoever sees it, and the same for the same letter.
    """

    number: int
    method: str
    sender: Organizer
    to: Guest
    subject: str = field(repr=False)
    text: str = field(repr=False)
    calendar: bytes = field(repr=False)
    stamp: datetime
    key: str


class Post(Protocol):
    """Brings letters to members; each goes to that one member, and shows nobody else.

    A folder of drafts today. Whoever sends or publishes them takes the same letters: everything of
    them is made before, so that no way of sending can say something else than another.
    """

    def hand_over(
        self, letters: Sequence[Letter], kept: Callable[[], object] = lambda: None
    ) -> Sequence[str]:
        """Hand all letters over, and return where each is now, in words.

        ``kept`` is called when all are ready and before the first one goes, to keep that they are.
        Raises ``CircleError`` if one cannot go, and what ``kept`` raises; none has gone then.
        """
        ...
