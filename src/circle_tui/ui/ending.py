"""Ending a session: the summary, the invite, what somebody takes along, and going on after all."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from circle_tui.domain.errors import CircleError
from circle_tui.services.ending import FILED, UNFILED, Ended, Filed, file_away, goes_on, take_back
from circle_tui.services.summary_files import as_lying
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import handed_over

if TYPE_CHECKING:
    from circle_tui.ui.app import CircleApp


async def end(app: "CircleApp", workspace: Workspace, *, lost_notes: bool = False) -> Ended:
    """Write what the session leaves behind, as often as it takes, hand over the rest, and show it.

    ``lost_notes`` tells that the program ended between a presenter's part and this.
    """
    while True:
        try:
            filed = await app.waiting(
                workspace.writer.run(partial(file_away, workspace)),
                "The session has ended. Writing the summary and the invite ...",
            )
        except CircleError as error:
            text = f"{error}\nThe session has ended and nothing of it is lost."
            if await app.push_screen_wait(
                AskScreen("The summary could not be written", text, "try again")
            ):
                continue
            return UNFILED
        await handed_over(app, workspace)
        return await _shown(app, workspace, filed, lost_notes=lost_notes)


async def _shown(
    app: "CircleApp", workspace: Workspace, filed: Filed, *, lost_notes: bool
) -> Ended:
    """Show what the session came to, until that is left or taken back."""
    problem = ""
    while True:
        page = ClosedScreen(filed.results, workspace, lost=lost_notes, problem=problem)
        if not await app.push_screen_wait(page):
            return FILED
        filed = replace(filed, results=page.results)
        try:
            told = await app.waiting(
                workspace.writer.run(partial(take_back, workspace, filed)),
                "Taking the end back ...",
            )
        except CircleError as error:
            problem = f"The end was not taken back. {error}"
            filed = replace(filed, results=as_lying(filed.results))
        else:
            return goes_on(told)
