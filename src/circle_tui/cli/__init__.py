"""The command line: ``circle`` and ``circle-tui`` are this program.

One module per command. A command costs what it imports, so this module and ``parsing`` import
next to nothing, and a command imports the floors below only where it needs them.

Exit status: 0 done, 1 refused or failed, 2 usage or invalid input, 130 after Ctrl-C, and 141 when
the reader of a pipe has gone, as with every other program in a pipe.
"""

import gc
import sys
from collections.abc import Sequence

CLOSED_PIPE = 141
"""128 + SIGPIPE: what a shell reports of ``yes | head -1``."""

INTERRUPTED = 130
"""128 + SIGINT."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status of the process.

    ``argv`` is the words after the program's name, ``None`` for those of this process. Raises
    nothing: every failure becomes one sentence on standard error.
    """
    if argv is None:
        gc.disable()  # a command keeps what it loads; the live screen collects again
        _fill_closed_streams()
        _keep_python_silent()
    options = None
    try:
        from circle_tui.cli.parsing import parse

        _never_fail_to_encode()
        try:
            run, options = parse(list(sys.argv[1:] if argv is None else argv))
            status = run(options)
        except SystemExit as ending:  # argparse after --help; a signal while the app was loading
            status = ending.code if isinstance(ending.code, int) else 0
        _flush()
    except BrokenPipeError:
        _drop_output()
        return CLOSED_PIPE
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return INTERRUPTED
    except Exception as error:
        from circle_tui.cli.failures import explain

        status = explain(error, options)
        try:
            _flush()
        except OSError:
            _drop_output()
    if argv is None:
        gc.freeze()  # or all that was loaded would be looked through once more at the end
    return status


def _fill_closed_streams() -> None:
    """Open nowhere in the place of a stream that the caller closed, as with ``2>&-``.

    The next file to be opened would get its number, and what is said on that stream be written into
    a circle. Python itself knows it as closed all the same.
    """
    import os

    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free: this one


def _keep_python_silent() -> None:
    """Let Python itself print no fault, because its words quote values, and these may be notes.

    Only what nobody could catch comes there: a fault while another one is explained, in a
    destructor, or as the process ends. A developer sees it.
    """
    import os

    if os.environ.get("CIRCLE_TUI_DEVELOPER") != "1":  # as terminal.environment, which is large
        sys.excepthook, sys.unraisablehook = _last_words, _no_words


def _last_words(kind: type[BaseException], _error: BaseException, _where: object) -> None:
    if issubclass(kind, Exception) and sys.stderr is not None:
        sys.stderr.write("circle: a fault in the program; what it told as saved is safe.\n")


def _no_words(_args: object) -> None:
    """Say nothing."""


def _never_fail_to_encode() -> None:
    """Let a terminal that knows only ASCII show ``?`` for the rest, rather than fail."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _flush() -> None:
    """Write out what was printed now, while a failure can still be told from success."""
    if sys.stdout is not None:  # closed by the caller: circle agenda list >&-
        sys.stdout.flush()


def _drop_output() -> None:
    """Send what is left of the output nowhere, or the interpreter would complain as it ends."""
    import os

    if sys.stdout is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
