"""What the circle exported earlier, which names nobody after a change of the roster either."""

from collections.abc import Callable
from pathlib import Path

from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Member
from circle_tui.export.files import hidden_name, write_private
from circle_tui.services.handover import FILES
from circle_tui.services.screening import screened
from circle_tui.services.summaries import SUMMARY_FILES

CARD_FILES = ("card-*.md", "card-*.html", "card-*.ics")
"""What members' cards are called: by number, and the same for whoever gets them."""

CARD_FOLDERS = ("cards-*", hidden_name("cards-*"))
"""Where they lie; the second is what an export leaves that was killed."""


def mask_exports(
    exports: Path, members: tuple[Member, ...], shown: frozenset[str] = frozenset()
) -> None:
    """Mask every member's name in the summaries under ``exports``; most need no change.

    So it is with the cards and a presenter's notes that still lie there.

    ``shown`` are words of their names that may stand there readable.

    Raises ``StoreError`` when one could not be read or written, after all others were masked.
    """
    names = [*SUMMARY_FILES, FILES]
    names += [f"{folder}/{name}" for folder in CARD_FOLDERS for name in CARD_FILES]
    paths = sorted(path for name in names for path in exports.rglob(name))
    failed = [path for path in paths if not _mask(path, members, shown)]
    if failed:
        raise StoreError(
            "The roster was changed and everything kept is safe, but an earlier summary or card "
            f"may still name a member: {failed[0]} could not be masked. Mend or delete that file."
        )


def _mask(path: Path, members: tuple[Member, ...], shown: frozenset[str]) -> bool:
    """Mask one file; return whether that could be done."""
    from circle_tui.export.markdown import with_literal_masks
    from circle_tui.export.page import reworded

    def word(text: str) -> str:
        return screened(text, members, shown)

    try:
        data = path.read_bytes()
        text = data.decode()
        if path.suffix == ".ics":
            masked = _tasks(data, word)
        elif path.suffix == ".html":
            masked = reworded(text, word).encode()
        else:
            changed = word(text)
            masked = with_literal_masks(changed).encode() if changed != text else data
        if masked != data:
            write_private(path, masked)
    except (OSError, ValueError, StoreError):
        return False
    return True


def _tasks(data: bytes, word: Callable[[str], str]) -> bytes:
    """Return a card's tasks masked; loads a library, which only who has such files should pay."""
    from circle_tui.calendars.todo import reworded

    return reworded(data, word)
