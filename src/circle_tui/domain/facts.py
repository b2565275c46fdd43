"""Facts: what happened in a session, each at an instant.

The journal holds nothing else. Nothing here counts: how much time is left, whether a turn is over
and when the meeting will end are computed from facts and the clock, so a session that was killed
goes on at the exact place ("Facts, not ticks" in docs/architecture.md).

Facts name seats, never people. Notes are not facts: a fact has an instant and a place among its
neighbours, and a note must have neither.
"""

from datetime import datetime

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.attendance import Marks
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.plan import TurnId
from circle_tui.domain.values import value


@value
class Began:
    """The session started; everything needed to go on after a crash is in here.

    ``at`` and ``promised_end`` are aware datetimes in UTC, as all instants are. ``seats`` are those
    who are here, ``attendance`` says of whom there is more to say, here or not.
    """

    at: datetime
    session: str
    agenda: Agenda
    seats: tuple[int, ...]
    promised_end: datetime
    cast: Cast = NOTHING_SETTLED
    attendance: Marks = ()


@value
class Moved:
    """The floor went to another turn, forwards or back."""

    at: datetime
    to: TurnId


@value
class Passed:
    """The person whose turn it was passed; what they had left is given back to the meeting."""

    at: datetime
    to: TurnId


@value
class Paused:
    """The clock of the turn stopped; the promised end did not move."""

    at: datetime


@value
class Resumed:
    """The clock of the turn went on."""

    at: datetime


@value
class Extended:
    """The current turn was given ``seconds`` more, or less when negative."""

    at: datetime
    seconds: int


@value
class BidsAccepted:
    """A segment was shared out as people asked: pairs of a seat and the seconds it asked for.

    The order of the bids is the order of the turns; who asked for nothing has none, and who was
    not asked is not in it. Turns that were had by then stay as they are; ``budget`` are the seconds
    they left to share out, ``None`` for the whole segment.
    """

    at: datetime
    segment: int
    bids: tuple[tuple[int, int], ...]
    budget: int | None = None


@value
class RolesGiven:
    """Roles went to other people, or were confirmed: pairs of a role and its holder's seat.

    Who holds the other roles stays as it is.
    """

    at: datetime
    roles: tuple[tuple[str, int], ...]


@value
class Replanned:
    """What remained was planned again: every turn from the one that is on, with its seconds.

    Turns that were ahead and are not in it are left out; turns of everybody in a part that had a
    turn for each person are for volunteers. ``promised_end`` is the promise from now on.
    """

    at: datetime
    turns: tuple[tuple[TurnId, int], ...]
    promised_end: datetime


@value
class AttendanceChanged:
    """People came or went, or it was found out how they stand: pairs of a seat and its state.

    Turns of those who went and the roles they held go to others; who came has turns in what
    remains. Turns that were had stay as they were; with ``again``, one in which somebody left goes
    on when they are back. Facts that were kept before there was that do not tell it.
    """

    at: datetime
    states: Marks
    again: bool = False


@value
class Reordered:
    """Turns of one round, from the one that is on or ahead of it, come in this order now.

    Each keeps its time, and what it has used of it.
    """

    at: datetime
    turns: tuple[TurnId, ...]


@value
class Volunteered:
    """Somebody, by their seat, came forward for the turn that is on.

    What was taken of the turn until then was spent on asking, and is nobody's.
    """

    at: datetime
    seat: int


@value
class Promised:
    """The room agreed to end at another minute; nobody's time changed."""

    at: datetime
    promised_end: datetime


@value
class Voted:
    """The room voted on more time for the topic that is on: how many for it, how many against.

    A majority of the votes lengthens the topic; otherwise the floor goes on to what comes next.
    """

    at: datetime
    for_: int
    against: int


@value
class Polled:
    """What was asked in a segment was counted; ``shown`` is what may be shown of the answers.

    One figure for each answer, ``None`` for what is too few to show. Nothing else of the count is
    in here, and nothing of it can be told from the rest: a count that is taken back or counted
    again leaves no fact, or the difference between the two would tell of one person.
    """

    at: datetime
    segment: int
    shown: tuple[int | None, ...]


@value
class Prompted:
    """A prompt of the bank, by its id, took the place of what the agenda shows in a segment."""

    at: datetime
    segment: int
    prompt: str


@value
class Interrupted:
    """From ``since`` to ``at`` a clock ran that nobody saw run.

    The computer slept, the program was away, or a pause was taken back, as if there had been none.
    The time counts unless it is given back. ``decided`` tells that somebody was asked and said that
    it counts: a later interruption is given back without it.
    """

    at: datetime
    since: datetime
    decided: bool = False


@value
class GivenBack:
    """The time of the turn's interruptions was given back to it."""

    at: datetime


@value
class Undone:
    """The last fact that still stood was taken back, as if it had never happened."""

    at: datetime


@value
class Closed:
    """The session ended."""

    at: datetime


Fact = (
    Began
    | Moved
    | Passed
    | Paused
    | Resumed
    | Extended
    | BidsAccepted
    | RolesGiven
    | Replanned
    | AttendanceChanged
    | Reordered
    | Volunteered
    | Promised
    | Voted
    | Polled
    | Prompted
    | Interrupted
    | GivenBack
    | Undone
    | Closed
)
