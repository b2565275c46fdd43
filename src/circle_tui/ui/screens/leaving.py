"""What is said before a session is ended, or left for later."""

from circle_tui.domain.telling import not_done_text
from circle_tui.domain.timing import drift_of, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.ui.screens.room import Room


def ending_text(room: Room, *, draft: bool) -> str:
    """Say what ending the session at this moment would come to; it is another thing a minute on.

    ``draft`` tells that something was typed and not entered.
    """
    now, view = room.now(), room.view()
    ends = wall(to_the_minute(now), room.workspace.zone)
    lines = [
        f"Would end {ends}: {drift_of(now, room.session.promised_end)}, "
        f"promised for {view.promised}.",
        not_done_text(room.session, view, now),
        "What you were typing waits as a draft only, and would be lost." if draft else "",
    ]
    return "\n".join(filter(None, lines))


def leaving_text(room: Room, *, draft: bool, at_risk: bool) -> str:
    """Say what becomes of a session that is left for later.

    ``draft`` is as above; one ``at_risk`` does not get to the disk.
    """
    waits = "would be lost" if at_risk else "waits as a draft, maybe without its last words"
    lines = [
        f"It keeps its place and its clock {'stays paused' if room.view().paused else 'runs on'}.",
        "Start the program again to go on.",
        f"What you were typing {waits}." if draft else "",
    ]
    return "\n".join(filter(None, lines))
