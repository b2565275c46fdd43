"""What somebody decides over masks: words that are picked, and questions before a name is shown."""

from textual.app import App

from circle_tui.domain.errors import Refused
from circle_tui.domain.masking import Choices
from circle_tui.domain.writing import Kind
from circle_tui.services import unmasking
from circle_tui.services.masks import (
    NO_CHOICES,
    Mask,
    Masked,
    is_hidden,
    switched,
    with_masked,
    without_hidden,
)
from circle_tui.services.wording import Wording
from circle_tui.ui.commands.writing import SWITCH
from circle_tui.ui.screens.ask import AskScreen


class Decisions:
    """What was decided over the masks of each kind of text that is being typed.

    They hold while the typing goes on and while the text is put away, in memory alone, until it is
    kept or deleted.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._choices: dict[Kind, Choices] = {}

    def of(self, kind: Kind) -> Choices:
        """Return the choices for one kind of text."""
        return self._choices.get(kind, NO_CHOICES)

    def take_up(self, kind: Kind, choices: Choices) -> None:
        """Go on with a text and what was decided over it, in place of the one before."""
        self._choices[kind] = choices

    def forget(self, kind: Kind) -> None:
        """Forget them: the text is kept or deleted."""
        self._choices.pop(kind, None)

    def pick(self, kind: Kind, word: str, masked: Masked, chosen: Mask | None = None) -> str:
        """Mask a word, or leave it readable if it was masked so; return why not, or nothing.

        ``word`` is as it was written, ``masked`` the text as it stands. A ``chosen`` mask goes
        before: it is put on again, and never taken off here.
        """
        choices = self.of(kind)
        if chosen is not None and not chosen.shown:
            return f"This is masked already: {SWITCH.shown} leaves it readable."
        if chosen is not None:
            self._choices[kind] = switched(choices, chosen)
            return ""
        there = [mask for mask in masked.decided if mask.stands_for(word)]
        if not word:
            return "There is no word at the cursor to mask."
        if is_hidden(choices, word):
            self._choices[kind] = without_hidden(choices, word)
        elif not there:
            self._choices[kind] = with_masked(choices, word)
        elif there[0].shown:
            self._choices[kind] = switched(choices, there[0])
        else:
            return "That word is masked already: Tab goes to the masks."
        return ""

    async def decide(self, app: App[object], kind: Kind, mask: Mask, *, always: bool) -> str:
        """Take a mask off or put it on again, once somebody was asked who has to be.

        ``always`` is for every text of the circle, and on the disk afterwards. Returns why nothing
        was done, if there is more to say than that somebody thought better of it. Raises
        ``StoreError``.
        """
        asked = unmasking.questions(self._wording, mask, always=always)
        if isinstance(asked, Refused):
            return asked.why
        for question in asked:
            screen = AskScreen(question.title, question.text, question.does)
            if not await app.push_screen_wait(screen):
                return ""
        self._choices[kind] = await unmasking.switch(
            self._wording, self.of(kind), mask, always=always
        )
        return ""
