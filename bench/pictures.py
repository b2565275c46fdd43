"""``python -m bench.pictures [FOLDER]``: draw the pictures of the documentation anew.

Each is a moment of an evening with the demo circle, on a clock that stands still, so that the same
program draws the same bytes: what git shows afterwards is what has changed on the screen.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes import FakeCircle
from tests.pictures import svg
from tests.snapshots.scenes import Scene, Step, play
from tests.ui.places import SCREENS
from tests.ui.rooms import RHYTHM, opened, strips_of

from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.people import Cue, Member, Profile
from circle_tui.services import seating
from circle_tui.services.demo import AGENDA, NAMES
from circle_tui.ui.screens.ask import Question
from circle_tui.ui.themes import CONTRAST, DARK, LIGHT

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"

ALIASES = ("Heron", "Maple", "Otter", "Quartz", "Rowan", "Sable", "Tern", "Willow")

THIRD_TURN: tuple[Step, ...] = (5.0, "right", 15.2, "right", 15.4, "right", 2.4)
NOTES: tuple[Step, ...] = (
    *("n", "=Ask the chair for protected writing time", "enter"),
    *("a", "=Jo: one page on protected time by fri", "enter"),
)
TYPING: tuple[Step, ...] = ("n", "=Jo's chair at Fernwick said no to her leave")


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene at a size and in a theme. ``environment`` is what the program is started with."""

    title: str
    scene: Scene
    size: tuple[int, int] = (80, 24)
    theme: str = DARK.name
    environment: Mapping[str, str] = field(default_factory=dict)


LIVE = Scene(SCREENS["live"], (*THIRD_TURN, *NOTES))
WRITING = Scene(SCREENS["live"], (*THIRD_TURN, *NOTES, *TYPING))
LATE = Scene(SCREENS["live"], (5.0, "right", 17.2, "right", 15.4, "right", 19.0, "r"))
SHARED = Scene(SCREENS["live"], (*THIRD_TURN, *NOTES, "x"))
PUBLIC = Scene(SCREENS["public"])

PICTURES = {
    "live": Picture("The live console while a note is written", WRITING),
    "live-large": Picture("The live console in a large window", LIVE, (120, 36)),
    "live-small": Picture("The live console in a small window", LIVE, (40, 12)),
    "live-light": Picture("The live console in light colours", LIVE, theme=LIGHT.name),
    "live-contrast": Picture("The live console in high contrast", LIVE, theme=CONTRAST.name),
    "live-no-color": Picture(
        "The live console without colours", LIVE, environment={"NO_COLOR": "1"}
    ),
    "replan": Picture("New times for what remains, before and after", LATE),
    "shared": Picture("The live console on a shared screen", SHARED),
    "public": Picture("The public view", PUBLIC),
}
"""Each by the name of its file."""


def demo_circle() -> FakeCircle:
    """Return the demo circle with its session running, everybody present."""
    people = zip(NAMES, ALIASES, strict=True)
    circle = FakeCircle(*(Member(f"{n:018}", *person) for n, person in enumerate(people)))
    circle.people.put_profile(Profile("Thursday circle", RHYTHM, AGENDA, cue=Cue.NONE))
    agenda = load_agenda(find_agenda(AGENDA))
    seating.start(circle, agenda, circle.people.members(), "5" * 18, circle.clock)
    return circle


async def draw(picture: Picture) -> str:
    """Return one picture as SVG."""
    before = {name: os.environ.pop(name, None) for name in ("NO_COLOR", *picture.environment)}
    os.environ.update(picture.environment)
    try:
        with TemporaryDirectory() as folder:
            circle, make = demo_circle(), picture.scene.screen
            async with opened(circle, Path(folder), make, size=picture.size) as room:
                room.app.theme = picture.theme
                await room.settle()
                await play(room, picture.scene.steps)
                theme = room.app.current_theme
                return svg(strips_of(room.app.screen), theme, f"{picture.title}.")
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def main(arguments: list[str]) -> int:
    """Draw all pictures into a folder."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    Question.UNSEEN = 0
    for name, picture in PICTURES.items():
        (folder / f"{name}.svg").write_text(asyncio.run(draw(picture)), encoding="utf-8")
        print(folder / f"{name}.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
