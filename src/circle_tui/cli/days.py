"""A day, as it is typed after an option."""

from datetime import date

from circle_tui.domain.capture import read_day, read_past_day
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


def day_ahead(words: str | None, today: date) -> date | None:
    """Return the day still to come that is meant, ``None`` for none. Raises ``InputError``.

    It is written as the day an action item is due by: ``3 Dec``, ``next tue``, ``2026-12-03``.
    """
    if words is None:
        return None
    if day := read_day(words, today):
        return day
    raise InputError(
        f'"{words}" is no day from today on. Write it as 3 Dec or as 2026-12-03. Nothing was '
        "changed."
    )


def day_behind(words: str, today: date) -> date:
    """Return the day up to today that is meant: ``yesterday``, ``mon``, ``3 Dec``, ``2026-12-03``.

    Raises ``InputError`` for one that is ahead, and for what is no day.
    """
    if day := read_past_day(words, today):
        return day
    raise InputError(
        f'"{words[:40]}" is no day up to today. Write it as yesterday, mon, 3 Dec or 2026-12-03. '
        "Nothing was changed."
    )
