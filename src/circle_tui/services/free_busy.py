"""When members are busy, from calendar files of theirs: for one search, and kept nowhere.

Of a file only spans are taken in. Neither its path nor a word of it is kept or told again. The
circle's own meeting, which lies in members' calendars too, makes nobody busy: it is what is being
moved.
"""

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from circle_tui.domain.errors import InputError
from circle_tui.domain.fair_time import Span
from circle_tui.domain.people import Member, home_of
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value
from circle_tui.services.arriving import read_file
from circle_tui.services.finding import LookedThrough
from circle_tui.services.inviting import planned


@value
class Calendars:
    """What the calendars of some members say of the time that is looked through.

    ``busy`` is by the member's id, each with spans in order that do not touch. ``notes`` are
    sentences for whoever named the files, with the file's name in front.
    """

    busy: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default=(), repr=False)


def read_calendars(
    circle: OpenCircle,
    clock: Clock,
    looked: LookedThrough,
    files: Sequence[tuple[Member, Path]],
) -> Calendars:
    """Return when members are busy by these files; one may have several, which add up.

    Each is read in a process of its own, which takes half a second at least: where there is a
    screen, call this in a thread. Raises ``InputError`` with a sentence for each file that cannot
    be used; then none is.
    """
    from circle_tui.calendars.freebusy import MOST_BYTES, TOO_LARGE, merged
    from circle_tui.calendars.freebusy_process import busy_apart

    found: dict[str, list[Span]] = {}
    notes: list[str] = []
    failed: list[str] = []
    ours, cadence = _ours(circle, clock), circle.people.profile().cadence
    for member, path in files:
        zone = home_of(member, cadence, looked.zone)
        try:
            data = read_file(path, MOST_BYTES, lambda _size: TOO_LARGE)
            told = busy_apart(data, zone, looked.first, looked.last, ours)
        except InputError as error:
            failed.append(f"{path}: {error}")
            continue
        found.setdefault(member.id, []).extend(told.spans)
        notes += [f"{path}: {note}" for note in told.notes]
    if failed:
        raise InputError("\n".join([*failed, "Nothing was changed."]))
    busy = {who: merged(spans, looked.first, looked.last) for who, spans in found.items()}
    return Calendars(busy, tuple(notes))


def _ours(circle: OpenCircle, clock: Clock) -> tuple[str, ...]:
    """Return what the circle's own meetings are known by in calendars."""
    kept, series = planned(circle, clock), circle.people.profile().series
    return tuple(each.uid for each in (kept.meeting if kept else None, series) if each)
