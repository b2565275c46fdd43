"""A day, as it is typed after an option."""

from datetime import date

from circle_tui.domain.errors import InputError


def day_in(words: str | None) -> date | None:
    """Return the day written as ``2026-12-03``, ``None`` for none. Raises ``InputError``."""
    if words is None:
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise InputError(
            f'"{words}" is not a day. Write year, month and day, as in 2026-12-03. Nothing was '
            "changed."
        ) from None
