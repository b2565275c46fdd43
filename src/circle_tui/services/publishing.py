"""Publishing what a public view may show, whenever it changes and as long as the session runs."""

from contextlib import suppress

from circle_tui.domain.errors import StoreError
from circle_tui.domain.session import Session
from circle_tui.domain.stage import Shown, initial, shareable, stage_of
from circle_tui.domain.view import LiveView
from circle_tui.services.prompting import as_shown
from circle_tui.services.seating import names_by_seat
from circle_tui.services.viewing import Viewing
from circle_tui.services.workspace import Workspace


class Publisher:
    """Keeps the stage of one session up to date.

    ``blank`` is whether the public view is blank, ``sharing`` whether the console's own screen is
    shared. After a crash both are as they were: whoever looks on is still there.
    """

    def __init__(self, workspace: Workspace) -> None:
        circle = workspace.circle
        self._workspace = workspace
        left = circle.left_stage()
        self.blank = left is not None and left.shown is Shown.BLANK
        self.sharing = left is not None and left.sharing
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
        stage = stage_of(
            as_shown(session),
            workspace.clock.beat(),
            self.initials,
            blank=self.blank,
            sharing=self.sharing,
        )
        with suppress(StoreError):
            await workspace.writer.run(lambda: workspace.circle.show(stage))

    def view(self, session: Session) -> LiveView:
        """Return the picture of this moment that everybody may see."""
        workspace = self._workspace
        return shareable(as_shown(session), workspace.clock.beat(), self.initials, workspace.zone)


def left_view(workspace: Workspace, session: Session) -> LiveView:
    """Return the picture of a session that its process left; as then, if its screen was shared."""
    publisher = Publisher(workspace)
    return (publisher if publisher.sharing else Viewing(workspace, session)).view(session)
