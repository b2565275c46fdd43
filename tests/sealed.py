"""What the tests of sealed circles share: a circle, a disk that dies, what may not show."""

import errno
import json
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.disk import RealDisk, RealHandle
from circle_tui.storage.keys import Keys, create_keys, open_keys
from circle_tui.storage.layout import KEYS
from circle_tui.storage.making import create_circle
from tests.unit.draws import CHEAP

PASSPHRASE = "Anemone, 4 grey boats"
NEW = "seven slow lighthouses"

MEMBERS = (
    Member("1" * 18, "Zorabella Quellmann", "Cometary", "zq@example.org"),
    Member("2" * 18, "Ivomarin Brandtner", "Raftsman"),
)
NOTE = Note("3" * 18, "9" * 18, 0, "clearer roles on wards")
ITEM = ActionItem("4" * 18, "9" * 18, "Cometary", "bring the blue folder", date(2031, 5, 1))
AGENDA = Agenda("small", "Slowly", (Segment("Weathervane round", "round", ClockMode.GROUP, 60),))

WORDS = (
    *("Zorabella", "Quellmann", "zq@example", "Ivomarin", "Brandtner", "Cometary", "Raftsman"),
    *("clearer", "blue folder", "Weathervane", "Thursdays"),
)
"""Names, an address, aliases, a note, an action item, the title of a part, the circle's name.

Long ones: three letters are found in any base 64."""


def gate(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Refuse a document that holds a roster entry letter for letter."""
    if any(entry in json.dumps(document) for entry in roster):
        raise PrivacyError("refused")


def made(root: Path, keys: Callable[[Path], Keys] | None = None) -> Path:
    """Make a circle of two with a note, an action item and an agenda; return its folder."""
    names = iter(str(number) for number in range(10**17, 10**17 + 9))
    profile = Profile("Thursdays")
    folder = create_circle(root, profile, MEMBERS, gate, lambda: next(names), keys=keys)
    circle = opened(folder)
    circle.notes.add(NOTE)
    circle.actions.put(ITEM)
    circle.people.put_script(AGENDA)
    circle.people.put_seating({1: MEMBERS[0].id})
    circle.close()
    return folder


def sealed(root: Path) -> Path:
    """Make that circle, sealed from the start."""
    return made(root, lambda path: create_keys(path, PASSPHRASE, cost=CHEAP))


def opened(folder: Path, *secrets: str) -> StoredCircle:
    """Open a circle, with the first of these secrets that is right if it is sealed."""
    keys = None
    for secret in secrets or (PASSPHRASE,):
        with suppress(Exception):
            keys = open_keys(folder / KEYS, secret, cost=CHEAP)
            break
    return open_circle(folder, gate, keys=keys)


def everything(circle: StoredCircle) -> tuple[object, ...]:
    """Return all that a circle holds."""
    people = circle.people
    return (
        *(people.profile(), people.known(), dict(people.seating()), people.script()),
        *(circle.notes.all(), circle.actions.all()),
    )


def held(folder: Path, *secrets: str) -> tuple[object, ...]:
    """Open a circle, and return all that it holds."""
    with closing(opened(folder, *secrets)) as circle:
        return everything(circle)


def showing(folder: Path, words: Sequence[str] = WORDS) -> set[str]:
    """Return which of these words any file of a folder shows, in any common encoding."""
    data = b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
    return {
        word
        for word in words
        if any(word.lower().encode(coding) in data for coding in ("utf-8", "utf-16-le"))
    }


class Stopped(BaseException):
    """The process was killed, or its power cut."""


KILLED, FULL, BROKEN = Stopped(), OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "broken")

_CALLS = {
    RealDisk: ("create", "append", "replace", "remove", "sync_folder"),
    RealHandle: ("write", "overwrite", "truncate", "sync"),
}


@contextmanager
def failing(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> Iterator[list[int]]:
    """Let the call to the disk after so many fail, and after a kill all others too.

    Yields a list of one number: how many more calls there may be, below 0 once one has failed.
    """
    left = [after]

    def wrapped(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            left[0] -= 1
            if left[0] == -1 or (left[0] < 0 and isinstance(error, Stopped)):
                raise error
            return call(*arguments)

        return counted

    with monkeypatch.context() as patch:
        for owner, names in _CALLS.items():
            for name in names:
                patch.setattr(owner, name, wrapped(getattr(owner, name)))
        yield left


def let_go(circle: StoredCircle) -> None:
    """Let go of the locks of a circle whose process has died; nothing is written any more."""
    for db in circle.stores.all:
        with suppress(Stopped):
            db.close()
    with suppress(Stopped):
        circle.close()
