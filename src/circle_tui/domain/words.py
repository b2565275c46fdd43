"""Words that a person chose to leave readable, though they would be masked."""

from collections.abc import Iterable
from dataclasses import field

from circle_tui.domain.values import value


@value
class Word:
    """A word, or several in a row, as names are compared (see ``privacy.folding.name_key``).

    A member's name is as it was written (``written_key``), and readable in that way alone.
    ``always`` leaves it readable in every text of this circle from now on. ``confirmed`` says that
    it stands in a member's name, or could be a number to call, and that somebody was asked twice:
    only then does the gate let it pass. A member's word that was left readable in one note is
    ``confirmed`` alone.
    """

    text: str = field(repr=False)
    always: bool
    confirmed: bool = False


def confirmed(words: Iterable[Word]) -> frozenset[str]:
    """Return the words that the gate lets pass, though they stand in members' names."""
    return frozenset(word.text for word in words if word.confirmed)


def remembered(words: Iterable[Word], *new: Word) -> tuple[Word, ...]:
    """Return the words with new ones among them, in the order of the alphabet.

    One that was confirmed stays so: it may stand in something that is kept.
    """
    known = {word.text: word for word in words}
    for word in new:
        before = known.get(word.text)
        sure = word.confirmed or bool(before and before.confirmed)
        known[word.text] = Word(word.text, word.always, sure)
    kept = (word for word in known.values() if word.always or word.confirmed)
    return tuple(sorted(kept, key=lambda word: word.text))
