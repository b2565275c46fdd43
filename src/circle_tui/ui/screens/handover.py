"""A presenter's notes are in memory only: hand them over as files, or lose them."""

import os
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from circle_tui.domain.errors import CircleError
from circle_tui.services.handover import Due
from circle_tui.services.summaries import folder_name
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen, Question
from circle_tui.ui.screens.cover import ONE_MOMENT
from circle_tui.ui.screens.private import in_private
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.text import path_in_lines, plain
from circle_tui.ui.widgets.line import Line

LONG = "A presenter's notes are in memory only, and lost with the program:"
SHORT = "A presenter's notes, in memory only:"

WAITING = "Notes in memory wait to be handed over."
"""What a covered screen says of it."""

HIGH = 16
"""Rows from which on there is room for the longer of the two."""

WIDTH, MARGIN = 72, 6
"""Columns of the window where there is room, and of its border and the air in it."""


class Answer(StrEnum):
    """What to do with the notes."""

    GIVE = "give"
    ELSEWHERE = "elsewhere"
    LOSE = "lose"
    BACK = "back"


class HandoverScreen(Question[Answer]):
    """Says how many notes there are, whose file is whose, and where they would go.

    ``problem`` is why they did not get there. Of several presenters it tells the names, each with
    the number of a file, because no file does.
    """

    CSS_PATH = "handover.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('give', 'enter')", "hand over", show=False),
        Binding("p", "answer('elsewhere', 'p')", "another place", show=False),
        Binding("l", "answer('lose', 'l')", "lose them", show=False),
        Binding("escape", "answer('back')", "back", show=False),
    ]

    def __init__(self, due: Sequence[Due], folder: Path, problem: str = "") -> None:
        super().__init__(("enter", "hand over"), ("p", "place"), ("l", "lose"), ("esc", "back"))
        self._due = due
        self._folder = folder
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Lay out what is held, where it would go, and the keys, which do not count yet."""
        with Vertical(id="box"):
            yield Static(Content.styled("Hand the notes over?", "bold"))
            yield Static(self._held(), id="text")
            yield Static(self._parts(), id="parts")
            yield Static(
                "A plain text file for each number; who it is stands here only. In"
                if len(self._due) > 1
                else "A plain text file for the presenter, in",
                id="meaning",
            )
            yield Static(self._place(), id="folder")
            if self._problem:
                yield Static(plain(self._problem).stylize("$warning"), id="problem")
            yield Line(id="answers")

    def on_resize(self, _event: Resize) -> None:
        """Say as much as there is room for now."""
        self.query_one("#text", Static).update(self._held())
        self.query_one("#parts", Static).update(self._parts())
        self.query_one("#folder", Static).update(self._place())

    def _held(self) -> Content:
        return plain(LONG if self.app.size.height >= HIGH else SHORT)

    def _parts(self) -> Content:
        return _rows(self._due, max(2, self.app.size.height - 19))

    def _place(self) -> Content:
        room = min(WIDTH, self.app.size.width) - MARGIN
        return Content("\n").join(path_in_lines(self._folder, room))

    def action_answer(self, answer: str, key: str = "") -> None:
        """Answer; going back, which has no ``key``, counts at once."""
        if not key or self.counts(key):
            self.dismiss(Answer(answer))


def _rows(due: Sequence[Due], most: int) -> Content:
    """Return a line for each part that there are notes about, with whose they are if they differ.

    Those that find no room are counted: there are ``most`` lines.
    """
    rows = []
    for file in due:
        number = file.path.stem.rpartition("-")[2]
        whose = f"{number}: {file.whose or 'nobody by name'}, " if len(due) > 1 else ""
        rows += [f"{whose}{count} about {title}" for title, count in file.parts.items()]
    if len(rows) > most:
        rows[most - 1 :] = [f"and {len(rows) - most + 1} more"]
    return Content("\n").join(map(plain, rows))


async def handed_over(app: App[Any], workspace: Workspace) -> bool:
    """Ask until no presenter's note is held any more; ``False`` when somebody went back."""
    held = workspace.held
    if held.notes:
        await in_private(app, ONE_MOMENT, WAITING)
    folder = _usual_folder(workspace)
    problem = ""
    while held.notes:
        due = await workspace.writer.run(partial(held.due, folder))
        match await app.push_screen_wait(HandoverScreen(due, folder, problem)):
            case Answer.GIVE:
                problem = await _given(workspace, folder)
            case Answer.ELSEWHERE:
                folder, problem = await _place(app, folder), ""
            case Answer.LOSE:
                text = "Nobody has them then, and nothing brings them back."
                if await app.push_screen_wait(AskScreen("Lose the notes?", text, "lose them")):
                    held.let_go()
            case Answer.BACK:
                return False
    return True


def _usual_folder(workspace: Workspace) -> Path:
    """Return the session's own folder of exports."""
    held = workspace.held
    if held.began is None:
        return workspace.exports
    return workspace.exports / folder_name(held.began.astimezone(workspace.zone), held.session)


async def _given(workspace: Workspace, folder: Path) -> str:
    """Write the files, and return why that could not be, or nothing."""
    try:
        await workspace.writer.run(
            lambda: workspace.held.hand_over(workspace.circle, folder, workspace.zone)
        )
    except CircleError as error:
        return str(error).replace(f"{folder}{os.sep}", "")  # it stands above, and may be long
    return ""


async def _place(app: App[Any], folder: Path) -> Path:
    """Return the folder that is typed, or the one there was; ask again if it is none."""
    line, problem = str(folder), ""
    while True:
        screen = TypeInScreen("Into which folder?", "a folder", line, problem)
        typed = await app.push_screen_wait(screen)
        if not typed or not typed.strip():
            return folder
        try:
            return Path(typed).expanduser().absolute()
        except (RuntimeError, OSError):  # no such user, or the current folder is gone
            line, problem = typed, "That is no folder here. Type the whole of it, from / or ~/ on."
