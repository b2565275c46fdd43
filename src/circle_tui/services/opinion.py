"""A language model's second opinion on who is named in a text, for those who installed one.

A model is slow. It has a thread of its own, and nobody who types waits for it: only what is kept
does, so that nothing is kept which it has not read.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import field
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError
from circle_tui.domain.ports import Recogniser
from circle_tui.domain.values import value
from circle_tui.services import writer

if TYPE_CHECKING:
    from circle_tui.domain.masking import Suggestion


@value
class Answer:
    """What the model takes for names in a text; ``failed`` if it broke down over it."""

    text: str = field(repr=False)
    suggested: "tuple[Suggestion, ...]" = ()
    failed: bool = False


NO_ANSWER = Answer("")


class Opinion:
    """What a language model says, one text after the other; nothing where no model is wanted.

    ``load`` returns the model, in seconds, or raises ``InputError``. The last answer is the only
    one in memory, until it is forgotten.
    """

    def __init__(self, load: Callable[[], Recogniser] | None = None) -> None:
        self._load = load
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="language-model")
        self._model: Future[Recogniser] | None = None
        self._turn = asyncio.Lock()
        self._last = NO_ANSWER

    @property
    def wanted(self) -> bool:
        """Whether there is a model to be asked."""
        return self._load is not None

    @property
    def loading(self) -> bool:
        """Whether the model is being loaded."""
        return self._model is not None and not self._model.done()

    def begin(self) -> None:
        """Begin to load the model, unless that was done or there is none."""
        if self._model is None and self._load is not None:
            self._model = self._thread.submit(self._load)

    async def ready(self) -> str:
        """Wait for the model; return why it cannot be used, as a sentence, or nothing."""
        self.begin()
        if self._model is not None:
            try:
                await asyncio.shield(asyncio.wrap_future(self._model))
            except InputError as error:
                return str(error)
        return ""

    async def of(self, text: str) -> Answer:
        """Return what the model says of a text; waits for its loading, too.

        Who is cancelled while waiting is passed over, so that the newest text comes next.
        """
        async with self._turn:
            self.begin()
            if self._model is not None and text != self._last.text:
                loop = asyncio.get_running_loop()
                reading = loop.run_in_executor(self._thread, _read, self._model, text)
                self._last = await reading
            return self._last

    def known(self, text: str) -> "tuple[Suggestion, ...]":
        """Return what the model said of a text, as far as it was asked.

        Of a text that has changed since, that is what lies before the change: masks stay where
        they are while the typing goes on behind them.
        """
        read = self._last.text
        return tuple(n for n in self._last.suggested if text.startswith(read[: n.end]))

    def forget(self) -> None:
        """Forget the last answer, and the text with it."""
        self._last = NO_ANSWER

    def close(self, tell: Callable[[], None]) -> None:
        """Let the thread go; ``tell`` is called if something keeps it, which cannot be stopped."""
        if self._model is not None:
            ending = self._thread.submit(bool)
            if not wait([ending], timeout=writer.PATIENCE).done:
                tell()
        self._thread.shutdown()


def _read(model: Future[Recogniser], text: str) -> Answer:
    """Ask the model, in its thread, where it has been loaded before."""
    if model.exception() is not None:
        return Answer(text)
    try:
        return Answer(text, model.result()(text))
    except Exception:
        # Somebody else's program, which may fail in any way; its words could quote the text.
        return Answer(text, failed=True)
