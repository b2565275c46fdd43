"""What somebody decides over the masks of a text, said by their numbers."""

from collections.abc import Iterator
from dataclasses import replace

from circle_tui.domain.errors import StoreError
from circle_tui.domain.masking import Choices
from circle_tui.plain.room import Room
from circle_tui.services.masks import (
    Mask,
    Masked,
    hint,
    is_hidden,
    switched,
    with_masked,
    without_hidden,
)

STAYS = "How to reach somebody is never kept: this stays masked."


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


async def switch(room: Room, choices: Choices, mask: Mask, *, always: bool) -> Choices:
    """Return the choices with a mask taken off or put on again, once somebody was asked who has to.

    ``always`` is for every text of the circle, and on the disk afterwards.
    """
    opens = not mask.always if always else not (mask.shown or mask.always)
    if opens and not mask.may_be_shown:
        room.talk.say(STAYS)
        return choices
    if opens and always and room.notebook.names_member(mask.text):
        mask = replace(mask, member=True)
    if opens and mask.guarded and not await _asked_twice(room, mask, always=always):
        return choices
    if not always:
        return switched(choices, mask)
    try:
        await room.talk.wait(room.notebook.switch_always(mask))
    except StoreError as error:
        room.talk.say(str(error))
        return choices
    return without_hidden(replace(choices, shown=choices.shown - {mask.key}), mask.key)


async def _asked_twice(room: Room, mask: Mask, *, always: bool) -> bool:
    """Ask twice whether what the store refuses by itself may be left readable."""
    is_it = "looks like" if mask.unsure else "is"
    what = "a member's name" if mask.member else "a way to reach somebody"
    where = "every text of this circle from now on" if always else "this text"
    room.talk.say(
        f'"{mask.text}" {is_it} {what}. It would stand readable in {where}, and in everything '
        "exported from it."
    )
    if not await room.talk.agreed("leave it readable"):
        return False
    room.talk.say(
        f'Only if nobody can be meant by "{mask.text}", as by a word that is also a name.'
    )
    return await room.talk.agreed("say that nobody is meant")


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
