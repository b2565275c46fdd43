"""The moments of an evening that are kept as snapshots: a screen, and what led to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from textual.screen import Screen

from circle_tui.domain.people import Cue
from circle_tui.services.handover import Due
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.handover import HandoverScreen
from circle_tui.ui.screens.live import LiveScreen
from tests.fakes import FakeCircle
from tests.ui.places import SCREENS
from tests.ui.rooms import NAMES, Room, circle_of, running

Step = str | float
"""A key, minutes that pass, or, beginning with ``=``, a text that is pasted."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen of the running session, and the steps that lead to what is shown of it."""

    screen: Callable[[Workspace], Screen[Any]]
    steps: tuple[Step, ...] = ()


def still_circle() -> FakeCircle:
    """Return a circle with its session running, whose clock does not flash while it is drawn."""
    circle = circle_of(*NAMES)
    circle.people.put_profile(replace(circle.people.profile(), cue=Cue.NONE))
    return running(circle)


def abroad(screen: Callable[[Workspace], Screen[Any]]) -> Callable[[Workspace], Screen[Any]]:
    """Return what opens a screen on the circle with two of its members in other zones."""

    def opened(workspace: Workspace) -> Screen[Any]:
        circle = workspace.circle
        assert isinstance(circle, FakeCircle)
        first, second, third, *others = circle.kept.members
        west = replace(second, zone="America/New_York")
        circle.change(members=(first, west, replace(third, zone="Asia/Kolkata"), *others))
        return screen(workspace)

    return opened


def closed(workspace: Workspace) -> Screen[Any]:
    """End the session, and tell how it went, with files in the folder of nobody in particular."""
    page, folder = SCREENS["closed"](workspace), Path("/home/somebody/exports/2026-11-19-5e5510")
    assert isinstance(page, ClosedScreen)
    results = replace(
        page.results,
        summary=folder / "summary.md",
        written="# A summary",
        invite=folder / "next-meeting.ics",
    )
    return ClosedScreen(results, workspace)


def refused(workspace: Workspace) -> Screen[Any]:
    """Tell how a session went whose end could not be taken back."""
    page = closed(workspace)
    assert isinstance(page, ClosedScreen)
    why = "The end was not taken back. The disk is full."
    return ClosedScreen(page.results, workspace, problem=why)


def handover(workspace: Workspace) -> Screen[Any]:
    """Ask where the notes go, with a folder of nobody in particular to begin with."""
    folder = Path("/home/somebody/exports/2026-11-19-5e5510")
    due = [
        Due(folder / "for-presenter-1.md", NAMES[0], {"Case": 2}),
        Due(folder / "for-presenter-2.md", NAMES[1], {"Talk": 1}),
    ]
    return HandoverScreen(due, folder, "The disk is full.")


async def play(room: Room, steps: tuple[Step, ...]) -> None:
    """Do one step after the other."""
    for step in steps:
        if isinstance(step, float):
            await room.pass_time(minutes=step)
        elif step.startswith("="):
            await room.write(step.removeprefix("="))
        else:
            await room.press(step)


NOTE = ("n", "=Mira asked for time away from the wards", "enter")
ITEM = ("a", "=Teodor: send the draft by fri", "enter")

SCENES = {
    "live": Scene(LiveScreen, (*NOTE, *ITEM, 0.75)),
    "live-soon": Scene(LiveScreen, (1.75,)),
    "live-over": Scene(LiveScreen, (2.1, "right", 4.0)),
    "live-paused": Scene(LiveScreen, (0.5, "space")),
    "live-writing": Scene(LiveScreen, (*NOTE, "n", "=Noor's chair said no to her leave")),
    "live-shared": Scene(LiveScreen, (*NOTE, *ITEM, 0.75, "x")),
    "attendance": Scene(SCREENS["attendance"], ("down", "space")),
    "here": Scene(SCREENS["here"], ("down", "space")),
    "turns": Scene(SCREENS["turns"]),
    "bids": Scene(SCREENS["bids"], ("5",)),
    "replan": Scene(SCREENS["replan"]),
    "promise": Scene(SCREENS["promise"]),
    "airtime": Scene(SCREENS["airtime"]),
    "counting": Scene(SCREENS["counting"], ("=6 4 2",)),
    "resume": Scene(SCREENS["resume"]),
    "commit": Scene(SCREENS["commit"]),
    "prompt": Scene(SCREENS["prompt"]),
    "read": Scene(SCREENS["read"]),
    "kept": Scene(SCREENS["kept"]),
    "ask": Scene(SCREENS["ask"]),
    "pick": Scene(SCREENS["pick"], ("down",)),
    "type-in": Scene(SCREENS["type in"], ("=Ana, Sam",)),
    "new-circle": Scene(SCREENS["new circle"]),
    "masks": Scene(LiveScreen, ("n", "=Mira asked for time", "tab")),
    "handover": Scene(handover),
    "home": Scene(SCREENS["home"]),
    "before": Scene(SCREENS["before"]),
    "help": Scene(SCREENS["help"]),
    "cover": Scene(SCREENS["cover"]),
    "lock": Scene(SCREENS["lock"]),
    "closed": Scene(closed),
    "closed-refused": Scene(refused),
    "calendar": Scene(abroad(SCREENS["calendar"])),
    "fair-time": Scene(abroad(SCREENS["fair time"])),
    "review": Scene(SCREENS["review"]),
    "review-line": Scene(SCREENS["review"], ("n", "=Mira asked her chair")),
    "review-mine": Scene(SCREENS["mine"], ("d",)),
    "summary": Scene(SCREENS["summary"]),
    "public": Scene(SCREENS["public"]),
    "public-blank": Scene(SCREENS["public"], ("space",)),
}
"""Each by the name of its file."""
