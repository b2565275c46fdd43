"""Whether a mask may be taken off, and what has to be agreed to before.

Whatever a session is run with asks here, so that none of it leaves a name readable more lightly.
"""

from dataclasses import field, replace

from circle_tui.domain.errors import Refused
from circle_tui.domain.masking import Choices
from circle_tui.domain.values import value
from circle_tui.services.masks import Mask, switched, without_hidden
from circle_tui.services.wording import Wording

STAYS = Refused("How to reach somebody is never kept: this stays masked.")


@value
class Question:
    """Something to agree to: what is asked, what it means, and what agreeing does."""

    title: str = field(repr=False)
    text: str = field(repr=False)
    does: str


def questions(wording: Wording, mask: Mask, *, always: bool) -> tuple[Question, ...] | Refused:
    """Return what is to be agreed to, all of it, before a mask is switched, or why it stays.

    ``always`` is for every text of the circle. What the store refuses by itself asks twice, because
    one question is answered by habit: what it means, and whether a person is meant.
    """
    opens = not mask.always if always else not (mask.shown or mask.always)
    if not opens:
        return ()
    if not mask.may_be_shown:
        return STAYS
    mask = _held_against_members(wording, mask, always=always)
    if not mask.guarded:
        return ()
    return (
        Question(
            f"Leave “{mask.text}” readable?",
            "\n".join(_meaning(mask, always=always)),
            "leave it readable",
        ),
        Question(
            "Is nobody meant?",
            f"Only if nobody can be meant by “{mask.text}”, as by a word that is also a name.",
            "say that nobody is meant",
        ),
    )


async def switch(wording: Wording, choices: Choices, mask: Mask, *, always: bool) -> Choices:
    """Return the choices with a mask taken off or put on again, once its questions were agreed to.

    What holds ``always`` is on the disk then. Raises ``StoreError``; nothing has changed then.
    """
    if not always:
        return switched(choices, mask)
    await wording.switch_always(_held_against_members(wording, mask, always=always))
    return without_hidden(replace(choices, shown=choices.shown - {mask.key}), mask.key)


def _held_against_members(wording: Wording, mask: Mask, *, always: bool) -> Mask:
    """Return a mask as it is in every text, where it is taken off in every text.

    There a word can name a member that names none in this one.
    """
    if always and not mask.always and wording.names_member(mask.text):
        return replace(mask, member=True)
    return mask


def _meaning(mask: Mask, *, always: bool) -> list[str]:
    """Return what it means to leave readable what is masked."""
    is_it = "looks like" if mask.unsure else "is"
    what = "a member's name" if mask.member else "a way to reach somebody"
    means = [
        f"This {is_it} {what}. It would stand readable in the notes and in everything exported "
        "from them."
    ]
    if mask.member:
        where = "this circle" if always else "this text"
        means.append(f"So would every “{mask.key}”{_written(mask.key)} in {where}.")
    if always:
        means.append("That holds for every text of this circle from now on.")
    return means


def _written(name: str) -> str:
    """Say how a word is written, where it is left readable in that way alone."""
    if name.islower():
        return " in small letters"
    return " in capitals" if name.isupper() and len(name) > 1 else ""
