"""Ending a session: the summary, the invite, the notes that somebody takes along."""

from typing import TYPE_CHECKING

from circle_tui.domain.errors import CircleError
from circle_tui.services import closing
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import handed_over

if TYPE_CHECKING:
    from circle_tui.ui.app import CircleApp


async def end(app: "CircleApp", workspace: Workspace, *, lost_notes: bool = False) -> bool:
    """Write what the session leaves behind, as often as it takes, and hand over the rest.

    Returns whether it is written.
    """
    while True:
        try:
            closed = await app.waiting(
                workspace.writer.run(
                    lambda: closing.finish(
                        workspace.circle,
                        workspace.exports,
                        workspace.clock,
                        workspace.token,
                        workspace.zone,
                        sealed=workspace.lock is not None,
                    )
                ),
                "The session has ended. Writing the summary and the invite ...",
            )
        except CircleError as error:
            text = f"{error}\nThe session has ended and nothing of it is lost."
            if await app.push_screen_wait(
                AskScreen("The summary could not be written", text, "try again")
            ):
                continue
            return False
        await handed_over(app, workspace)
        await app.push_screen_wait(ClosedScreen(closed, workspace, lost=lost_notes))
        return True
