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
    """How many of those who count answered what: who was asked by mail, and who said it by mouth.

    ``organizer`` tells whether who invites is a member too, and so one of the ``accepted``.
    ``quorum`` is how many have to come, 0 if the circle has no such number. Of those who may still
    come, ``by_mail`` were asked by mail; ``unasked`` is how many are expected, were not asked and
    said nothing.
    """

    accepted: int
    tentative: int
    declined: int
    waiting: int
    organizer: bool = False
    quorum: int = 0
    by_mail: int = 0
    unasked: int = 0

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
    def short(self) -> str:
        """Who comes, in few words: ``5 of 8 coming``, and the quorum where it is not met."""
        expected = self.accepted + self.tentative + self.declined + self.waiting + self.unasked
        return f"{self.accepted} of {expected} coming" + ("" if self.met else self._quorum)

    @property
    def _quorum(self) -> str:
        if not self.quorum:
            return ""
        if self.met:
            return f"; the quorum of {self.quorum} is met"
        missing, may_come = self.quorum - self.accepted, self.tentative + self.waiting
        if missing > may_come + self.unasked:
            return f"; the quorum of {self.quorum} is out of reach"
        if missing > may_come and not self.by_mail:
            return f"; the quorum of {self.quorum} is out of reach by mail: it needs {missing} more"
        needs = f"; the quorum of {self.quorum} needs {missing} more"
        if missing > may_come:
            return f"{needs}, and only {self.by_mail} of them can answer by mail"
        return needs


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
    asked: Collection[str],
    answers: Iterable[Rsvp],
    quorum: int,
    *,
    organizer: bool = False,
    others: Collection[str] = (),
) -> Tally:
    """Return how many of the members who were ``asked``, by id, answered what.

    ``organizer`` is whether who invites is a member: they accepted by inviting. ``others`` are
    expected and were not asked by mail: they count once they answered, by word of mouth.
    """
    last = {a.member: a.said for a in answers if a.member in asked or a.member in others}
    said = list(last.values())
    silent = sum(member not in last for member in asked)
    unsure = sum(last.get(member) is Said.TENTATIVE for member in asked)
    return Tally(
        said.count(Said.ACCEPTED) + organizer,
        said.count(Said.TENTATIVE),
        said.count(Said.DECLINED),
        silent,
        organizer,
        quorum,
        by_mail=silent + unsure,
        unasked=sum(member not in last for member in others),
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
