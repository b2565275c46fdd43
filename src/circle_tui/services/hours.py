"""The hours log of a circle: contact time from its sessions, and what was logged by hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from circle_tui.domain.calling import numbers, one_of
from circle_tui.domain.hours import Hours, Work, contact, in_order
from circle_tui.domain.ports import OpenCircle
from circle_tui.services.deidentified import deidentified
from circle_tui.services.leaving import Outlet


def log(circle: OpenCircle, zone: tzinfo | None) -> list[Hours]:
    """Return every entry, the oldest first; ``zone`` is the circle's."""
    return in_order([*contact(circle.records.all(), zone), *circle.hours.all()])


def logged(circle: OpenCircle) -> list[Hours]:
    """Return what was logged and can be removed, the oldest first.

    The contact time that a purge kept cannot: no record is left that it could be had from again.
    """
    return in_order(entry for entry in circle.hours.all() if not entry.whole_month)


def entry_numbers(circle: OpenCircle) -> dict[str, str]:
    """Return what each entry that can be removed is called, by its id; see ``calling``."""
    return numbers([entry.id for entry in logged(circle)])


def add(
    circle: OpenCircle,
    token: Callable[[], str],
    spent: Sequence[tuple[int, Work]],
    on: date,
    note: str = "",
) -> list[Hours]:
    """Log minutes of work on a day, all or nothing, and return the entries as they are kept.

    Each has the note, de-identified. Raises ``StoreError``.
    """
    kept = deidentified(circle, note)
    entries = [Hours(token(), on, minutes, work, kept) for minutes, work in spent]
    circle.hours.put(*entries)
    return entries


def remove(circle: OpenCircle, wanted: str) -> Hours:
    """Remove the entry with this number or id, and return it. Raises ``InputError``."""
    where = (
        "Contact time comes from the sessions and has no number. The others are in: circle hours"
    )
    entry = one_of(wanted, logged(circle), "No entry in the hours log", where)
    circle.hours.remove([entry.id])
    return entry


def as_it_leaves(circle: OpenCircle, entries: list[Hours]) -> list[Hours]:
    """Return entries whose notes passed the gate again, as they may leave the circle."""
    outlet = Outlet(circle)
    return [replace(entry, note=outlet.text(entry.note)) for entry in entries]
