"""How the facilitator sees a session: with everybody's names, and in the words of its author."""

from collections.abc import Mapping

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.order import Line, running_order
from circle_tui.domain.session import Session
from circle_tui.domain.view import LiveView, live_view
from circle_tui.services.prompting import with_prompts
from circle_tui.services.seating import names_by_seat, script_of
from circle_tui.services.workspace import Workspace


class Viewing:
    """Makes the pictures of one session, on the screen and in lines.

    ``names`` says who sits where, ``script`` is the agenda as its author wrote it: which prompts
    were taken is the session's own matter, and asked of it for each picture.
    """

    def __init__(self, workspace: Workspace, session: Session) -> None:
        self._workspace = workspace
        self.names: Mapping[int, str] = names_by_seat(workspace.circle)
        self.script: Agenda = script_of(workspace.circle, session)
        self._zone = workspace.zone
        self._ordered: tuple[Session, tuple[Line, ...]] | None = None

    def view(self, session: Session, *, ordered: bool = True) -> LiveView:
        """Return the picture of this moment; without its running order unless ``ordered``."""
        now, script = self._workspace.clock.now(), with_prompts(self.script, session)
        order = self.order(session) if ordered else ()
        return live_view(session, now, self.names, self._zone, script, order)

    def order(self, session: Session) -> tuple[Line, ...]:
        """Return the running order, which no clock changes: it is made once for each state."""
        if self._ordered is None or self._ordered[0] is not session:
            script = with_prompts(self.script, session)
            self._ordered = session, tuple(running_order(session, self.names, script))
        return self._ordered[1]
