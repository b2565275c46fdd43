"""Secrets that are typed in a terminal, or handed over through a file descriptor.

Never as an argument or in the environment: other programs see both. What is typed is not echoed,
and a recovery code stands on the terminal's second screen, so that it is in no scrollback.
"""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, Refusal

if TYPE_CHECKING:
    from circle_tui.bootstrap import Passphrase

TRIES = 3
"""How often a new passphrase, or a part of a code, may be typed."""

ASKED = 2
"""How many groups of a recovery code have to be typed back."""

_LOOK = 0.25
"""Seconds after which whoever waits for a line looks up."""

_LONGEST = 4096
"""Bytes of a line that can be a passphrase."""

_NEW_SCREEN, _OLD_SCREEN = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[?1049l"


def passphrase_of(options: Namespace) -> "Passphrase | None":
    """Return what opens sealed circles, the same for all of a command; ``None`` if nothing can."""
    if not hasattr(options, "passphrase"):
        options.passphrase = _passphrase(options.passphrase_fd)
    found: Passphrase | None = options.passphrase
    return found


def _passphrase(descriptor: int | None) -> "Passphrase | None":
    from circle_tui.bootstrap import Passphrase

    if descriptor is not None:
        return Passphrase(lambda _why: read_line(descriptor), tries=1)
    return Passphrase(_ask) if at_terminal() else None


def _ask(why: str) -> str:
    if why:
        tell(why)
    return hidden("Passphrase: ")


def at_terminal() -> bool:
    """Tell whether somebody can be asked."""
    with suppress(OSError, ValueError):
        return os.isatty(0) and os.isatty(2)
    return False


def require_terminal(what: str) -> None:
    """Raise ``Refusal`` unless somebody can be asked; ``what`` says how to do without."""
    if not at_terminal():
        raise Refusal(f"This asks in a terminal, and there is none here. {what}")


def tell(text: str) -> None:
    """Say something to whoever is at the terminal, whatever the output of the command is."""
    from circle_tui.ui.terminal.characters import clean  # no splash waits for it

    sys.stderr.write(f"{clean(text, multiline=True)}\n")
    sys.stderr.flush()


def read_line(descriptor: int) -> str:
    """Return one line from a file descriptor, and leave what follows it there.

    Raises ``InputError`` when there is no such descriptor, or nothing in it.
    """
    line = bytearray()
    try:
        while not line.endswith(b"\n") and len(line) < _LONGEST:
            byte = os.read(descriptor, 1)
            if not byte:
                break
            line += byte
    except (OSError, OverflowError):
        raise InputError(
            f"There is nothing to read at file descriptor {descriptor}. Nothing was changed. For "
            "example: circle notes --passphrase-fd 3 3< FILE"
        ) from None
    text = bytes(line).removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "surrogateescape")
    if not text:
        raise InputError(
            f"The line from file descriptor {descriptor} is empty, and a passphrase is not. "
            "Nothing was changed."
        )
    return text


def hidden(prompt: str) -> str:
    """Return what is typed, which does not show. Raises ``Refusal`` at the end of the input."""
    from getpass import getpass

    with _ended_in_order():
        try:
            return getpass(prompt)
        except EOFError:
            raise _nothing_typed() from None


def shown(prompt: str) -> str:
    """Return what is typed, which shows. Raises ``Refusal`` at the end of the input."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    with _ended_in_order():
        line = sys.stdin.readline()
    if not line:
        raise _nothing_typed()
    return line.strip()


def new_passphrase() -> str:
    """Ask for a new passphrase, twice. Raises ``Refusal`` when the two never agree."""
    from circle_tui.sealing import accept, warning

    for _ in range(TRIES):
        chosen = hidden("New passphrase: ")
        try:
            accept(chosen)
        except InputError as unfit:
            tell(str(unfit))
            continue
        if weak := warning(chosen):
            tell(f"{weak} Type it once more to take it all the same, or something else.")
        if hidden("The same again: ") == chosen:
            return chosen
        tell("These two were not the same.")
    raise Refusal("No passphrase was chosen. Nothing was changed.")


def confirmed_code() -> str:
    """Show a new recovery code and ask for parts of it, so that none is kept that nobody has.

    Raises ``Refusal`` when the parts are never right; nothing is kept of the code then.
    """
    import secrets

    from circle_tui.sealing import groups, new_code

    code = new_code()
    parts = groups(code)
    for _ in range(TRIES):
        _show_once(parts)
        asked = sorted(secrets.SystemRandom().sample(range(len(parts)), ASKED))
        if all(
            groups(shown(f"Group {place + 1} of the code: ")) == [parts[place]] for place in asked
        ):
            return code
        tell("That is not what was shown. Here it is again.")
    raise Refusal(
        "The recovery code was not confirmed, so it counts for nothing. Nothing was changed."
    )


def _show_once(parts: list[str]) -> None:
    """Show a code on the second screen until Enter is pressed."""
    half = len(parts) // 2
    rows = []
    for start in (0, half):
        here = range(start, start + half)
        rows += ["  " + "".join(f"{place + 1:<7}" for place in here)]
        rows += ["  " + "".join(f"{parts[place]:<7}" for place in here), ""]
    text = (
        "This is the recovery code. It opens the\n"
        "circle when the passphrase is forgotten,\n"
        "and is shown only now.\n\n" + "\n".join(rows) + "\n"
        "Write it on paper, and keep that where\n"
        "the computer is not.\n\n"
    )
    with _ended_in_order():
        try:
            sys.stderr.write(_NEW_SCREEN + text)
            sys.stderr.flush()
            # With the code itself it would be seen a moment before Enter is waited for.
            hidden("Press Enter when it is written down: ")
        finally:
            with suppress(OSError):
                sys.stderr.write(_OLD_SCREEN)
                sys.stderr.flush()


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a signal that ends the program restore the terminal first: typing shows again."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in numbers}
    try:
        with _looked_up():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _looked_up() -> Iterator[None]:
    """Have whoever waits for a line look up now and then: a signal may have come just before.

    Python notes a signal, and acts on it once what it waits for is interrupted. One that comes in
    the instant before the waiting begins interrupts nothing, and would wait for a key with it.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGALRM, lambda _number, _frame: None)
    timer = signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


def _nothing_typed() -> Refusal:
    return Refusal("Nothing was typed. Nothing was changed.")
