"""What members answered to their invitations, and whether enough of them are coming.

Whose answer it is lies with the people, in the meeting it is about, and goes when that is moved.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value

MOST_QUORUM = 99
"""More than any circle has members."""


class Said(StrEnum):
    """What somebody answers; the values are iCalendar's own words (RFC 5545, 3.2.12)."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


_CAUTION = tuple(Said)
"""Of two answers of one second the more careful one counts: nobody comes by chance."""


@value
class Rsvp:
    """What a member, by id, answered last.

    ``sequence`` is that of the invitation which it answers, ``stamp`` (aware, UTC) when the
    member's calendar wrote it.
    """

    member: str
    said: Said
    sequence: int
    stamp: datetime


@value
class Tally:
    """How many of those who were asked answered what.

    ``organizer`` tells whether who invites is a member too, and so one of the ``accepted``.
    ``quorum`` is how many have to come, 0 if the circle has no such number.
    """

    accepted: int
    tentative: int
    declined: int
    waiting: int
    organizer: bool = False
    quorum: int = 0

    @property
    def met(self) -> bool | None:
        """Whether enough have accepted; ``None`` without a quorum."""
        return self.accepted >= self.quorum if self.quorum else None

    @property
    def words(self) -> str:
        """The count in words: ``5 accepted, 1 declined, 2 not yet; the quorum of 5 is met``."""
        told = [f"{self.accepted} accepted" + (", you among them" if self.organizer else "")]
        counts = ((self.tentative, "maybe"), (self.declined, "declined"), (self.waiting, "not yet"))
        told += [f"{number} {word}" for number, word in counts if number]
        return ", ".join(told) + self._quorum

    @property
    def _quorum(self) -> str:
        if not self.quorum:
            return ""
        if self.met:
            return f"; the quorum of {self.quorum} is met"
        asked = self.accepted + self.tentative + self.declined + self.waiting
        if asked < self.quorum:
            return f"; the quorum is {self.quorum}, and only {asked} of them can answer by mail"
        missing = self.quorum - self.accepted
        if missing > self.tentative + self.waiting:
            return f"; the quorum of {self.quorum} is out of reach"
        return f"; the quorum of {self.quorum} needs {missing} more"


def newest(*answers: Rsvp) -> tuple[Rsvp, ...]:
    """Return the last answer of each member, in whatever order they came in (RFC 5546, 2.1.5).

    The later invitation counts before the later stamp. Sorted by member, so that what is kept does
    not tell who answered first.
    """
    last: dict[str, Rsvp] = {}
    for answer in answers:
        last[answer.member] = max(last.get(answer.member, answer), answer, key=_age)
    return tuple(last[member] for member in sorted(last))


def tally(
    asked: Collection[str], answers: Iterable[Rsvp], quorum: int, *, organizer: bool = False
) -> Tally:
    """Return how many of the members who were ``asked``, by id, answered what.

    ``organizer`` is whether who invites is a member: they accepted by inviting.
    """
    said = [answer.said for answer in answers if answer.member in asked]
    return Tally(
        said.count(Said.ACCEPTED) + organizer,
        said.count(Said.TENTATIVE),
        said.count(Said.DECLINED),
        len(asked) - len(said),
        organizer,
        quorum,
    )


def parse_quorum(number: int) -> int:
    """Return how many have to come to a meeting, 0 for no such number. Raises ``InputError``."""
    if not 0 <= number <= MOST_QUORUM:
        raise InputError(
            f"A quorum is how many have to come, 1 to {MOST_QUORUM}, or 0 for none, not {number}. "
            "Nothing was changed."
        )
    return number


def _age(answer: Rsvp) -> tuple[int, datetime, int]:
    return answer.sequence, answer.stamp, _CAUTION.index(answer.said)
