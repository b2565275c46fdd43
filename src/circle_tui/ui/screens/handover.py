"""A presenter's notes are in memory only: hand them over as files, or lose them."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from circle_tui.domain.errors import CircleError
from circle_tui.services.closing import folder_name
from circle_tui.services.workspace import Workspace
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.screens.window import Window
from circle_tui.ui.text import plain


class Answer(StrEnum):
    """What to do with the notes."""

    GIVE = "give"
    ELSEWHERE = "elsewhere"
    LOSE = "lose"
    BACK = "back"


class HandoverScreen(Window[Answer]):
    """Says how many notes there are, where they would go, and why they did not get there.

    As with any question, Enter counts only once this has stood long enough to be seen.
    """

    CSS_PATH = "handover.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('give')", "hand over", show=False),
        Binding("p", "answer('elsewhere')", "another place", show=False),
        Binding("l", "answer('lose')", "lose them", show=False),
        Binding("escape", "answer('back')", "back", show=False),
    ]

    def __init__(self, notes: Mapping[str, int], folder: Path, problem: str = "") -> None:
        super().__init__()
        self._notes = notes
        self._folder = folder
        self._problem = problem
        self._seen = False

    def compose(self) -> ComposeResult:
        """Lay out what is held, where it would go, and the keys, which are not offered yet."""
        told = ", ".join(f"{count} about {title}" for title, count in self._notes.items())
        text = f"A presenter's notes are in memory only, and lost with the program: {told}."
        keys = (("enter", "hand over"), ("p", "place"), ("l", "lose"), ("esc", "back"))
        answers = [Content.assemble((key, "bold $accent"), f" {what}") for key, what in keys]
        with Vertical(id="box"):
            yield Static(Content.styled("Hand the notes over?", "bold"))
            yield Static(plain(text), id="text")
            yield Static("A plain text file for each presenter, in", id="meaning")
            yield Static(plain(str(self._folder)), id="folder")
            if self._problem:
                yield Static(plain(self._problem).stylize("$warning"), id="problem")
            offer = Static(Content("   ").join(answers), id="offer")
            offer.visible = False
            yield offer

    def on_mount(self) -> None:
        """Offer the answers once the question can have been seen."""
        if AskScreen.UNSEEN:
            self.set_timer(AskScreen.UNSEEN, self._offer)
        else:
            self._offer()

    def _offer(self) -> None:
        self._seen = True
        self.query_one("#offer").visible = True

    def action_answer(self, answer: str) -> None:
        """Answer."""
        if self._seen or answer == Answer.BACK:
            self.dismiss(Answer(answer))


async def handed_over(app: App[Any], workspace: Workspace) -> bool:
    """Ask until no presenter's note is held any more; ``False`` when somebody went back."""
    held = workspace.held
    folder = _usual_folder(workspace)
    problem = ""
    while held.notes:
        match await app.push_screen_wait(HandoverScreen(held.by_title(), folder, problem)):
            case Answer.GIVE:
                problem = await _given(workspace, folder)
            case Answer.ELSEWHERE:
                folder = await _place(app, folder)
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
        return str(error)
    return ""


async def _place(app: App[Any], folder: Path) -> Path:
    """Return the folder that is typed, or the one there was."""
    typed = await app.push_screen_wait(TypeInScreen("Into which folder?", "a folder", str(folder)))
    try:
        return Path(typed).expanduser().absolute() if typed and typed.strip() else folder
    except RuntimeError:  # no such user
        return folder
