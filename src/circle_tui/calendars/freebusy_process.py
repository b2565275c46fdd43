"""Reading a calendar file in a process of its own, which can be stopped.

A file is anybody's, and one line of it can ask for hours of counting. A thread could not be told to
stop, and would take turns with the screen; a process ends when its time is over. It is handed the
file's bytes on its standard input and gives back spans: it is told no path, and no name but that
of a zone, and writes nothing anywhere.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from circle_tui.calendars.freebusy import BusyTimes, busy
from circle_tui.domain.errors import InputError
from circle_tui.domain.fair_time import Span

SECONDS = 30
"""How long reading one file may take. 20 MB take a few seconds."""

_SECONDS_EACH = 2
"""How much of a processor one series may take: the longest of ten years takes a few hundredths.

Not by a clock on the wall: beside other work a plain series would be one that cannot be followed.
"""

_FAILED = (
    "It could not be read: what reads it could not be started, or gave up. Export fewer years, or "
    "only busy times."
)


def busy_apart(
    data: bytes,
    zone_name: str,
    first: datetime,
    last: datetime,
    ours: Iterable[str] = (),
    seconds: float = SECONDS,
) -> BusyTimes:
    """Return what ``freebusy.busy`` does, after so many seconds at most.

    Blocks until then: where there is a screen, call it in a thread. Raises ``InputError`` as
    ``busy`` does, and for a file that takes too long.
    """
    times = {"first": first.isoformat(), "last": last.isoformat()}
    asked = {"zone": zone_name, "ours": list(ours), **times}
    try:
        done = subprocess.run(
            # -P: no module out of the folder that somebody happens to be in.
            [sys.executable, "-P", "-m", "circle_tui.calendars.freebusy_process"],
            input=json.dumps(asked).encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
        told: Any = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"Reading it took longer than {seconds:g} seconds and was stopped. Export fewer years, "
            "or only busy times."
        ) from None
    except (OSError, ValueError):  # it did not start, or ended without an answer
        raise InputError(_FAILED) from None
    if "refused" in told:
        raise InputError(told["refused"])
    spans = (Span(*(datetime.fromtimestamp(at, UTC) for at in span)) for span in told["spans"])
    return BusyTimes(tuple(spans), tuple(told["notes"]))


def main() -> None:
    """Read what ``busy_apart`` hands in, and print the answer as JSON."""
    asked = json.loads(sys.stdin.buffer.readline())
    first, last = (datetime.fromisoformat(asked[key]) for key in ("first", "last"))
    data = sys.stdin.buffer.read()
    try:
        found = busy(data, asked["zone"], first, last, asked["ours"], _limited)
    except InputError as error:
        print(json.dumps({"refused": str(error)}))
        return
    spans = [(span.start.timestamp(), span.end.timestamp()) for span in found.spans]
    print(json.dumps({"spans": spans, "notes": found.notes}))


@contextmanager
def _limited() -> Iterator[None]:
    """Raise ``TimeoutError`` in what takes too much time, where the system can tell."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS_EACH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _over(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
