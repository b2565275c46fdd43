"""Publishing what a public view may show, whenever it changes and as long as the session runs."""

from contextlib import suppress

from circle_tui.domain.errors import StoreError
from circle_tui.domain.session import Session
from circle_tui.domain.stage import initial, stage_of
from circle_tui.services.seating import names_by_seat
from circle_tui.services.workspace import Workspace


class Publisher:
    """Keeps the stage of one session up to date. ``blank`` is whether the public view is blank."""

    def __init__(self, workspace: Workspace) -> None:
        circle = workspace.circle
        self._workspace = workspace
        self.blank = False
        self.initials = (
            {seat: initial(name) for seat, name in names_by_seat(circle).items()}
            if circle.people.profile().initials
            else {}
        )
        """Who sits where, as others may see it; empty unless the circle wants that."""

    async def publish(self, session: Session) -> None:
        """Publish how a session stands now.

        A stage that could not be written is no harm: the public view says that it is waiting, and
        the next one comes in a few seconds.
        """
        workspace = self._workspace
        stage = stage_of(session, workspace.clock.beat(), self.initials, blank=self.blank)
        with suppress(StoreError):
            await workspace.writer.run(lambda: workspace.circle.show(stage))
