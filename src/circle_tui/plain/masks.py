"""What somebody decides over the masks of a text, said by their numbers."""

from collections.abc import Iterator
from typing import Protocol

from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.masking import Choices
from circle_tui.plain.talk import Talk
from circle_tui.services import unmasking
from circle_tui.services.masks import (
    Mask,
    Masked,
    hint,
    is_hidden,
    switched,
    with_masked,
    without_hidden,
)
from circle_tui.services.wording import Wording


def told(masked: Masked) -> Iterator[str]:
    """Yield the masks with their numbers, and what may point to one person all the same."""
    for number, mask in enumerate(masked.masks, 1):
        if mask.shown:
            why = "left readable in this circle" if mask.always else "left readable here"
            yield f'{number}: "{mask.text}", {why}'
        else:
            guess = ", a guess" if mask.unsure else ""
            yield f'{number}: {mask.span.placeholder} for "{mask.text}", {mask.span.reason}{guess}'
    if not masked.masks:
        yield "Nothing is masked in it."
    if points := hint(masked.kept):
        yield f'Could point to one person: "{points}".'


class Asking(Protocol):
    """Somebody who can be asked over the masks of a text."""

    @property
    def notebook(self) -> Wording:
        """Whose masks they are."""
        ...

    @property
    def talk(self) -> Talk:
        """The conversation."""
        ...


async def switch(room: Asking, choices: Choices, mask: Mask, *, always: bool) -> Choices:
    """Return the choices with a mask taken off or put on again, once somebody was asked who has to.

    ``always`` is for every text of the circle, and on the disk afterwards.
    """
    asked = unmasking.questions(room.notebook, mask, always=always)
    if isinstance(asked, Refused):
        room.talk.say(asked.why)
        return choices
    for question in asked:
        room.talk.say(question.title, question.text)
        if not await room.talk.agreed(question.does):
            return choices
    try:
        return await room.talk.wait(unmasking.switch(room.notebook, choices, mask, always=always))
    except StoreError as error:
        room.talk.say(str(error))
        return choices


def hide(masked: Masked, choices: Choices, word: str) -> Choices | str:
    """Return the choices with a word masked, or readable again if it was masked so; or why not."""
    there = [mask for mask in masked.masks if mask.stands_for(word)]
    if is_hidden(choices, word):
        return without_hidden(choices, word)
    if not there:
        return with_masked(choices, word)
    if there[0].shown:
        return switched(choices, there[0])
    return "That word is masked already: its number leaves it readable."
