"""A question before something that weighs much, or cannot be taken back."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key, Resize
from textual.screen import ScreenResultType
from textual.widgets import Static

from circle_tui.ui.screens.cover import HIDING
from circle_tui.ui.screens.window import Window
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.line import Line


class Question(Window[ScreenResultType]):
    """A window whose answers count only once it has stood long enough to be seen.

    Somebody who presses a key as it comes up must not answer it with that. ``KEYS`` are the keys of
    the answers and what they do; a ``Line`` with the id ``answers`` shows them.
    """

    UNSEEN: ClassVar[float] = 0.6
    """Seconds in which nobody can have read the question."""

    def __init__(self, *keys: tuple[str, str]) -> None:
        super().__init__()
        self._keys = keys
        self._early = ""
        self.seen = False

    def on_mount(self) -> None:
        """Let the answers count once the question can have been seen."""
        self._show_answers()
        if self.UNSEEN:
            once(self, self.UNSEEN, self._offer)
        else:
            self._offer()

    def on_resize(self, _event: Resize) -> None:
        """Say the keys anew, in the width there is now."""
        self._show_answers()

    def _offer(self) -> None:
        self.seen = True
        self._show_answers()

    def counts(self, key: str) -> bool:
        """Tell whether an answer counts by now; one that does not is to be given once more."""
        if not self.seen:
            self._early = key
            self._show_answers()
        return self.seen

    def _show_answers(self) -> None:
        keys = ((key, f"{'once more: ' * (key == self._early)}{does}") for key, does in self._keys)
        self.query_one("#answers", Line).show(self.fitting(*keys, counting=self.seen))


class AskScreen(Question[bool]):
    """Enter does it, Esc leaves everything as it was, and so does any letter.

    Somebody who writes while no line is open must not answer a question with it: letters close the
    question, but for the one that covers it. A ``text`` that is a function is asked again each
    second: what a question means can change while it stands.
    """

    CSS_PATH = "ask.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "yes", show=False),
        Binding("escape", "no", "no", show=False),
    ]

    def __init__(self, question: str, text: str | Callable[[], str], yes: str) -> None:
        super().__init__(("enter", yes), ("esc", "back"))
        self._question = question
        self._text = text if callable(text) else None
        self._told = text() if callable(text) else text

    def compose(self) -> ComposeResult:
        """Lay out the question, what it means, and the two keys."""
        with Vertical(id="box"):
            yield Static(plain(self._question).stylize("bold"))
            text = Fitted(id="text")
            text.show(plain(self._told, multiline=True))
            yield text
            yield Line(id="answers")

    def on_mount(self) -> None:
        """Keep true what it says."""
        if self._text is not None:
            self.set_interval(1, self._tell)

    def _tell(self) -> None:
        if self._text is not None and (told := self._text()) != self._told:
            self._told = told
            self.query_one("#text", Fitted).show(plain(told, multiline=True))

    def on_key(self, event: Key) -> None:
        """Take a letter for what it is: writing, and no answer."""
        if event.is_printable and event.key not in HIDING:
            event.stop()
            if event.key != "question_mark":  # it asks for help, which stands there
                self.dismiss(False)

    def action_yes(self) -> None:
        """Do it; said too early, it is to be said once more."""
        if self.counts("enter"):
            self.dismiss(True)

    def action_no(self) -> None:
        """Leave everything as it was."""
        self.dismiss(False)
