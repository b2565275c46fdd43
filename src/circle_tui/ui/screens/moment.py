"""What a text is written against, and what may be written down at that moment."""

from dataclasses import dataclass
from datetime import date

from circle_tui.domain.errors import Refused
from circle_tui.domain.presenting import is_presenters
from circle_tui.domain.rules import no_actions, no_notes
from circle_tui.domain.session import Session
from circle_tui.ui.widgets.capture import Kind


@dataclass(frozen=True, slots=True)
class Moment:
    """What a note or an action item is written against: the session, the day, the clock's text.

    ``floor`` is the alias of whoever's turn it is, empty when it is everybody's.
    """

    session: Session
    today: date
    clock: str
    floor: str

    def refused(self, kind: Kind) -> Refused | None:
        """Return why nothing of a kind may be written down now, or ``None``."""
        return no_notes(self.session) if kind is Kind.NOTE else no_actions(self.session)

    @property
    def theirs(self) -> Session | None:
        """The session, if a note that is written now is a presenter's own."""
        return self.session if is_presenters(self.session) else None
