"""Keys and pastes in the order in which they came, each done before the next one begins.

Textual hands a letter to the line that has the focus at once, and asks for a key's binding only
when nobody took it, in a queue of its own. So keys that arrive together, as they do over a slow
network or after the computer was busy, overtake one another: a text that was typed after "n" goes
to nobody, and Enter comes before the last letters. A screen that is only just opening has nothing
in it yet that a key could be for: its keys wait until all of it is there. A paste is a key with a
long name: what was typed before it stands before it, and Enter behind it keeps it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.events import Callback, Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE = 0.25
"""Seconds after which the next key goes on all the same: what had this one may be gone."""

MOST = 0.5
"""Seconds that keys wait at most for one that is done only when the disk has answered."""

Typed = Key | Paste
"""What comes from somebody's hands, and waits its turn."""


class Patience:
    """Calls once that a moment has gone by, in which the computer could do something.

    It is told in short pieces, one after the other: where the computer stood still, it is one of
    them that has gone by, and what came meanwhile is done while there are others.
    """

    PIECES: ClassVar[int] = 25

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._call = call
        self._seconds = seconds / self.PIECES
        self._left = self.PIECES
        self._loop = asyncio.get_running_loop()
        self._piece = self._loop.call_later(self._seconds, self._one_less)

    def _one_less(self) -> None:
        self._left -= 1
        if self._left:
            self._piece = self._loop.call_later(self._seconds, self._one_less)
        else:
            self._call()

    def cancel(self) -> None:
        """Do not call, if it has not been done."""
        self._piece.cancel()


class _Onward:
    """A call that says itself that it wants nothing: Textual would look that up each time."""

    _param_count = 0

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call

    def __call__(self) -> None:
        self._call()


class OneKeyAtATime:
    """Lets keys through one after the other; ``post`` puts one that waited before the app again.

    A paste counts as one.
    """

    def __init__(self, post: Callable[[Typed], object]) -> None:
        self._post = post
        self._waiting: deque[Typed] = deque()
        self._turn: Typed | None = None
        self._held: Typed | None = None
        self._busy: Patience | None = None
        self._stops: set[Patience] = set()
        self._path: list[MessagePump] = []
        self._again: list[MessagePump] = []
        self.came = 0.0
        """When the key that was let through last was pressed, in the seconds of events."""

    def admit(self, key: Typed, screen: Widget) -> bool:
        """Tell whether a key may go on now; if not, it is posted again when its turn comes.

        That is once every key before it is done and the ``screen``, which it is for, is there.
        """
        if key is not self._turn and (self._busy or self._turn or self._stops):
            self._waiting.append(key)
            return False
        if not screen.is_mounted:
            self.hold(key, screen)
            return False
        self._turn = None
        self.came = key.time
        self._busy = Patience(PATIENCE, self._done)
        return True

    def stop(self) -> Callable[[], None]:
        """Let no key go on that comes from now on, until what this returns is called.

        For a key that is done only when the disk has answered. That is not waited for longer than
        ``MOST``: a keyboard that does nothing is worse than one that is ahead.
        """

        def go_on() -> None:
            if patience in self._stops:
                patience.cancel()
                self._stops.remove(patience)
                self._next()

        patience = Patience(MOST, go_on)
        self._stops.add(patience)
        return go_on

    @property
    def idle(self) -> bool:
        """Whether no key waits, and none is under way."""
        return not (self._waiting or self._turn or self._held)

    def hold(self, key: Typed, screen: Widget) -> None:
        """Post a key once a screen that is opening is there; those after it wait for that."""
        self._turn = self._held = key
        Patience(PATIENCE, partial(self._release, key))
        screen.call_later(self._release, key)

    def _release(self, key: Typed) -> None:
        """Let a key try again that waited for a screen, once."""
        if key is self._held:
            self._held = None
            self._post(key)

    def follow(self, path: list[MessagePump]) -> None:
        """Wait until everybody on the key's path, from the focus up to the app, has had it."""
        self._path = path
        self._hop(self._busy, path)

    def follow_again(self) -> None:
        """Wait for the same path once more: what the app made of the key goes up there, too.

        Enter is a key that no line takes itself. The app has the line submit its text then, which
        is a message that goes from the line to the screen, and a letter must not overtake it.
        """
        if self._busy is not None:  # else it took too long, and that is over
            self._again = self._path

    def _hop(self, busy: Patience | None, path: list[MessagePump]) -> None:
        """Go on to whoever is next on the path, behind all that this one has to do before."""
        if self._busy is not busy:
            return  # it took too long, and another key is on its way
        for place, pump in enumerate(path):
            onward = _Onward(partial(self._hop, busy, path[place + 1 :]))
            if pump.post_message(Callback(callback=onward)):
                return
        if self._again:
            path, self._again = self._again, []
            self._hop(busy, path)
        else:
            self._done()

    def _done(self) -> None:
        if self._busy is not None:
            self._busy.cancel()
            self._busy = None
        self._path, self._again = [], []  # a window that is closed is not kept for its last key
        self._next()

    def _next(self) -> None:
        """Post the key that waited longest, where none is under way."""
        if self._waiting and self._turn is None and not (self._busy or self._stops):
            self._turn = self._waiting.popleft()
            self._post(self._turn)


class StrayTyping:
    """Takes what is typed after a line that did not open, or that closed under somebody's fingers.

    Whoever types a text looks at the keys: its letters must not be taken for commands. That ends
    with Enter or Esc, or once nothing was typed for a moment.
    """

    PAUSE: ClassVar[float] = 1.5
    """Seconds without a key after which a key is meant again: as long as a refusal takes to read,
    and longer than anybody searches for a letter who has a text in mind."""

    def __init__(self) -> None:
        self._patience: Patience | None = None

    def begin(self) -> None:
        """Take what is typed from now on."""
        self.end()
        if self.PAUSE:
            self._patience = Patience(self.PAUSE, self.end)

    def end(self) -> None:
        """Take no more of it."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def takes(self, key: Key) -> bool:
        """Tell whether a key is part of such a text, and so does nothing."""
        if self._patience is None:
            return False
        if key.key in ("enter", "escape"):
            self.end()
            return True
        if key.is_printable or key.key == "backspace":
            self.begin()
            return True
        return False
