"""Starting a session: who is here, the agreement, what is open from last time, the first fact."""

from typing import TYPE_CHECKING

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError
from circle_tui.services import agreement, seating
from circle_tui.services.reviewing import opens_before
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.commit import Commitment, CommitScreen

if TYPE_CHECKING:
    from circle_tui.ui.app import CircleApp


async def start(app: "CircleApp", workspace: Workspace, agenda: Agenda) -> bool:
    """Ask who is here, lead the commitment round if one is due, go through what is open.

    Then record that it runs. Returns whether it does.
    """
    screen = AttendanceScreen(workspace, agenda)
    while (present := await app.push_screen_wait(screen)) is not None:
        if await _commit(app, workspace) and await _last_time(app, workspace, screen.agenda):
            break
        screen = AttendanceScreen(workspace, agenda, screen.attendance)
    else:
        return False
    try:
        await app.waiting(
            workspace.writer.run(
                lambda: seating.start(
                    workspace.circle,
                    screen.agenda,
                    present,
                    workspace.token(),
                    workspace.clock,
                    screen.attendance,
                )
            ),
            "Saving who is here ...",
        )
    except CircleError as error:
        await app.push_screen_wait(AskScreen("It could not start", str(error), "back"))
        return False
    return True


async def _last_time(app: "CircleApp", workspace: Workspace, agenda: Agenda) -> bool:
    """Go through what is open, unless a part of the agenda does; tell whether it is to start."""
    review = opens_before(workspace, agenda)
    if review is None:
        return True
    from circle_tui.services.publishing import PublisherBefore
    from circle_tui.ui.screens.review_group import BeforeScreen

    publisher, goes_on = PublisherBefore(workspace), False
    try:
        goes_on = await app.push_screen_wait(BeforeScreen(review, publisher))
    finally:
        await publisher.end(goes_on=goes_on)
    return goes_on


async def _commit(app: "CircleApp", workspace: Workspace) -> bool:
    """Lead the commitment round if one is due; tell whether the session is to start."""
    circle, today = workspace.circle, workspace.here().date()
    version, why = agreement.current(circle), agreement.why_commit(circle, today)
    if version is None or why is None:
        return True
    answer = await app.push_screen_wait(CommitScreen(version, why))
    if answer is Commitment.BACK:
        return False
    try:
        if answer is Commitment.ADOPTED:
            await workspace.writer.run(lambda: agreement.adopt(circle, version.number, today))
        elif answer is Commitment.TO_CHANGE:
            await workspace.writer.run(lambda: agreement.leave_to_change(circle, version.number))
    except CircleError as error:
        text = f"{error}\nThe session can start all the same; the next one asks again."
        return await app.push_screen_wait(AskScreen("It could not be kept", text, "start"))
    return True
