"""When a meeting is to start, from the words typed: a time that exists, once, and lies ahead."""

from collections.abc import Mapping
from datetime import datetime, time

from circle_tui.calendars.phrases import parse_start
from circle_tui.calendars.zone_words import renamed, zone_typed
from circle_tui.calendars.zones import WallTimeProblem, instant, zone
from circle_tui.domain.errors import InputError
from circle_tui.domain.values import value


@value
class TypedStart:
    """A start as it was typed: ``starts`` is naive wall time in ``zone``.

    ``renamed`` is the sentence about a zone that is kept under another name, empty for any other.
    """

    starts: datetime
    zone: str
    renamed: str = ""


def start_typed(
    words: str,
    now: datetime,
    zone_name: str,
    usual: Mapping[str, time],
    zone_words: str | None = None,
) -> TypedStart:
    """Return the start that is meant by words such as ``next thu 18:00``.

    ``zone_words`` tells the zone, else the end of ``words``, else it is ``zone_name``. ``usual``
    are the times at which a day alone is meant, by zone. ``now`` is aware. Raises ``InputError``
    for what cannot be read, for a time that clocks skip or repeat, and for one that is over.
    """
    if zone_words is None:
        words, zone_words = _zone_apart(words)
    name = zone_name if zone_words is None else zone_typed(zone_words)
    today = now.astimezone(zone(name)).date()
    starts = parse_start(words, usual.get(name), today)
    ahead(starts, name, now)
    return TypedStart(starts, name, renamed(zone_words, name))


def ahead(starts: datetime, zone_name: str, now: datetime) -> datetime:
    """Return the instant (UTC) of a start (naive). Raises ``InputError`` for one that is over.

    And, as ``instant`` does, for one that clocks skip or repeat.
    """
    over = InputError(
        f"{starts:%Y-%m-%d %H:%M} in {zone_name} is over already. Name a time that is ahead."
    )
    try:
        begins = instant(starts, zone_name)
    except WallTimeProblem as problem:
        if all(instant(valid, zone_name) <= now for valid in problem.valid):
            raise over from None  # and no time to be offered instead is ahead either
        raise
    if begins <= now:
        raise over
    return begins


def _zone_apart(words: str) -> tuple[str, str | None]:
    """Return words about a start without the zone at their end, and that zone if there is one.

    ``3 Dec 18:30 Europe/Berlin`` and ``3 Dec 18:30 in Berlin`` have one, ``in 2 weeks`` has none.
    """
    words = " ".join(words.split())
    start, _, place = words.rpartition(" in ")
    if place[:1].isalpha() and any(character.isdigit() for character in start):
        return start, place
    start, _, place = words.rpartition(" ")
    if start and (place.upper() == "UTC" or ("/" in place and place[0].isalpha())):
        return start, place
    return words, None
