"""What may be written down while a session runs: four kinds of thing, and where each is refused.

One table says what differs between them. The screen, the plain mode and the notebook read it, so
that none of them allows what another refuses.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from unicodedata import category

from circle_tui.domain.agenda import Capture, NotesPolicy
from circle_tui.domain.errors import Refused
from circle_tui.domain.presenting import is_presenters
from circle_tui.domain.session import Session
from circle_tui.domain.values import value


class Kind(StrEnum):
    """What is being written; its first letter is its key."""

    NOTE = "note"
    ACTION = "action"
    PARKED = "parked"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """What one such thing is called: ``note``, ``action item``, ``parked thing``."""
        return {Kind.ACTION: "action item", Kind.PARKED: "parked thing"}.get(self, self.value)


EMPTY: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NOTE: "type the note first",
        Kind.ACTION: "type what will be done",
        Kind.PARKED: "type what is to wait",
        Kind.DECISION: "type what was decided",
    }
)
"""What is to be done where nothing was typed yet."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and signs that show nothing: fillers of Hangul, Braille without dots, a silent note."""


def says_something(text: str) -> bool:
    """Tell whether a text has one character that can be seen: else there is nothing to keep.

    An accent or a joiner alone shows nothing; nor does what Unicode gives no meaning.
    """
    return any(category(c)[0] in "LNPS" and c not in _BLANK for c in text)


NOTHING_WRITTEN = Refused("Nothing is written down in this part; that is how this format works.")
THEIRS = Refused("What comes of this part is the presenter's own, and is not kept here.")
NOT_NOW = Refused(
    "What is typed in this part is the presenter's own, so a note of another part is corrected "
    "when this one is over."
)

_MEANT: Mapping[Kind, Capture] = MappingProxyType(
    {Kind.ACTION: Capture.ACTION, Kind.PARKED: Capture.PARKING}
)
"""What an agenda says of a presenter's part that is to leave such a thing behind after all.

Nothing says so of a decision: the group decides nothing about somebody's own story.
"""


def nothing_yet(kind: Kind) -> Refused:
    """Return why nothing is kept where nothing was typed, or of an action item only its day."""
    return Refused(f"There is nothing to keep yet: {EMPTY[kind]}.")


def refusal(session: Session, kind: Kind) -> Refused | None:
    """Return why nothing of a kind may be written in the part that is on, or ``None``.

    Where notes are the presenter's own, a note may be written and is held in memory alone. Anything
    else would stay in the circle, with the presenter's story in it; so it is kept only if the
    agenda means that very part to have some.
    """
    segment = session.segment
    if segment.notes is NotesPolicy.FORBIDDEN or Capture.NONE in segment.capture:
        return NOTHING_WRITTEN
    if is_presenters(session) and kind is not Kind.NOTE:
        return None if _MEANT.get(kind) in segment.capture else THEIRS
    return None


def may_write(kind: Kind) -> Callable[[Session, datetime], tuple[()] | Refused]:
    """Return the rule that allows a kind of thing to be written; it leaves no fact."""

    def rule(session: Session, _now: datetime) -> tuple[()] | Refused:
        return refusal(session, kind) or ()

    return rule


@value
class Moment:
    """What a text is written against: the session, and the day where the circle is.

    ``clock`` is the time of that instant in words, for the screen alone. ``floor`` is the alias of
    whoever's turn it is, empty when it is everybody's.
    """

    session: Session
    today: date
    clock: str = ""
    floor: str = ""

    def refused(self, kind: Kind, *, correcting: bool = False) -> Refused | None:
        """Return why nothing of a kind may be written down now, or ``None``.

        A note that is kept already (``correcting``) is not put right in a presenter's part: what is
        typed there is the presenter's own.
        """
        if correcting and kind is Kind.NOTE and self.theirs is not None:
            return NOT_NOW
        return refusal(self.session, kind)

    @property
    def theirs(self) -> Session | None:
        """The session, if a note that is written now is a presenter's own."""
        return self.session if is_presenters(self.session) else None
