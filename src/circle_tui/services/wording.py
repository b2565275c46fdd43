"""What is typed in a circle, as it may be kept: its masks, and the words that are left readable."""

from collections.abc import Callable, Iterable, Sequence

from circle_tui.domain.masking import Choices
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.words import Word, confirmed, remembered
from circle_tui.privacy.hints import pointers
from circle_tui.privacy.redaction import warm_up
from circle_tui.services.masks import NO_CHOICES, Mask, Masked, masked, names_member
from circle_tui.services.opinion import Opinion
from circle_tui.services.writer import Writer

UNREAD = "It is kept with the masks of the rules alone: the language model failed on it."


def always_shown(words: Iterable[Word], members: tuple[Member, ...]) -> frozenset[str]:
    """Return the words that every new text of the circle leaves readable.

    One that could name a member since, in whatever case, and that nobody was asked twice about, is
    not one.
    """
    return frozenset(
        word.text
        for word in words
        if word.always and (word.confirmed or not names_member(word.text, members))
    )


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


class Wording:
    """The base of what takes texts in: says how each would be kept, and keeps it in one step.

    ``opinion`` is a language model's, and ``warning`` what to know of the text that was kept last.
    """

    def __init__(self, circle: OpenCircle, writer: Writer, opinion: Opinion | None = None) -> None:
        self.opinion = Opinion() if opinion is None else opinion
        self.warning = ""
        self._circle = circle
        self._writer = writer
        self.members: tuple[Member, ...] = circle.people.members()
        self._known = circle.people.known()
        self._words = circle.people.words()
        self._always = always_shown(self._words, self._known)

    def warm_up(self) -> None:
        """Read the word lists, in a thread, so that the first key is as quick as the second."""
        warm_up(self._known)
        pointers("")

    def masks(self, text: str, choices: Choices = NO_CHOICES) -> Masked:
        """Return the text as it would be kept, and what is masked in it.

        A language model adds what it has said so far.
        """
        text = _in_one_line(text)
        return masked(text, self._known, choices, self._always, self.opinion.known(text))

    async def consider(self, text: str) -> None:
        """Wait until the language model, if there is one, has read what is typed."""
        await self.opinion.of(_in_one_line(text))

    async def considered(self, text: str, choices: Choices) -> tuple[Masked, str]:
        """Return the text as it is kept, once the language model has read it, and a warning."""
        text = _in_one_line(text)
        answer = await self.opinion.of(text)
        read = masked(text, self._known, choices, self._always, answer.suggested)
        return read, UNREAD if answer.failed else ""

    def masked(self, text: str, choices: Choices = NO_CHOICES) -> str:
        """Return the text as it would be kept."""
        return self.masks(text, choices).kept

    def names_member(self, text: str) -> bool:
        """Tell whether a text could name a member, written another way or elsewhere."""
        return names_member(text, self._known)

    async def switch_always(self, mask: Mask) -> None:
        """Leave a word readable in this circle from now on, or mask it again if it was.

        Nobody is asked here whether a member's name may stand there. Raises ``StoreError``.
        """
        await self._remember(Word(mask.key, always=not mask.always, confirmed=mask.guarded))

    async def _remember(self, word: Word) -> None:
        def save() -> tuple[Word, ...]:
            words = remembered(self._circle.people.words(), word)
            self._circle.people.put_words(words)
            return words

        self._words = await self._writer.run(save)
        self._always = always_shown(self._words, self._known)

    async def save_step(self, save: Callable[[], object], masks: Sequence[Mask]) -> None:
        """Keep something in one step. Raises ``StoreError``; nothing of it is kept then.

        What somebody was asked twice about is noted first, or the gate would refuse it.
        """
        shown = [
            Word(mask.key, always=mask.always, confirmed=True)
            for mask in masks
            if mask.shown and mask.guarded and mask.key not in confirmed(self._words)
        ]

        def step() -> None:
            with self._circle.transaction():
                if shown:
                    self._circle.people.put_words(remembered(self._circle.people.words(), *shown))
                save()

        await self._writer.run(step)
        self._words = remembered(self._words, *shown)
