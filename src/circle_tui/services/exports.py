"""The circle's own earlier summaries, which name nobody after a change of the roster either."""

from pathlib import Path

from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Member
from circle_tui.services.handover import FILES
from circle_tui.services.screening import screened


def mask_summaries(
    exports: Path, members: tuple[Member, ...], shown: frozenset[str] = frozenset()
) -> None:
    """Mask every member's name in the summaries under ``exports``; most need no change.

    So it is with a presenter's notes that still lie there.

    ``shown`` are words of their names that may stand there readable.

    Raises ``StoreError`` when one could not be read or written, after all others were masked.
    """
    paths = sorted(path for name in ("summary.md", FILES) for path in exports.rglob(name))
    failed = [path for path in paths if not _mask(path, members, shown)]
    if failed:
        raise StoreError(
            "The roster was changed and everything kept is safe, but an earlier summary may still "
            f"name a member: {failed[0]} could not be masked. Mend or delete that file."
        )


def _mask(path: Path, members: tuple[Member, ...], shown: frozenset[str]) -> bool:
    """Mask one summary; return whether that could be done."""
    from circle_tui.export.files import write_private
    from circle_tui.export.summary import with_literal_masks

    try:
        text = path.read_bytes().decode()
        masked = screened(text, members, shown)
        if masked != text:
            write_private(path, with_literal_masks(masked).encode())
    except (OSError, UnicodeDecodeError, StoreError):
        return False
    return True
