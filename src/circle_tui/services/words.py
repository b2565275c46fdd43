"""The words that a circle leaves readable: remembered with its people, and forgotten again."""

from dataclasses import replace
from pathlib import Path

from circle_tui.domain.errors import InputError
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.words import Word, confirmed
from circle_tui.privacy.folding import name_key, written_key
from circle_tui.services.exports import mask_exports
from circle_tui.services.screening import screen_said


def forget(circle: OpenCircle, wanted: str, exports: Path | None = None) -> Word:
    """Mask a word again from now on, and a member's name in what is kept as well.

    It need not be written as it was chosen; all that differ from it only in case are meant then.
    ``exports`` is the folder of the circle's own summaries, which are masked too. Raises
    ``InputError`` when the circle leaves no such word readable.
    """
    words = circle.people.words()
    found = [word for word in words if word.text == written_key(wanted)]
    found = found or [word for word in words if name_key(word.text) == name_key(wanted)]
    if not found:
        listing = ", ".join(word.text for word in words) or "none"
        raise InputError(
            f'"{wanted}" is not a word that this circle leaves readable; those are: {listing}. '
            "Nothing was changed."
        )
    word = replace(found[0], confirmed=any(word.confirmed for word in found))
    left = tuple(other for other in words if other not in found)
    members = circle.people.known()
    shown = confirmed(left)
    with circle.transaction():
        circle.people.put_words(left)
        if word.confirmed:
            screen_said(circle, members, shown)
    if word.confirmed and exports is not None:
        mask_exports(exports, members, shown)
    return word
