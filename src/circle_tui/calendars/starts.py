"""When a meeting is to start, from the words typed: a time that exists, once, and lies ahead."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time

from circle_tui.calendars.phrases import parse_start
from circle_tui.calendars.words import place
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


def no_meeting() -> None:
    """Tell that no meeting is known."""


def start_typed(
    words: str,
    now: datetime,
    zone_name: str,
    usual: Mapping[str, time],
    zone_words: str | None = None,
    *,
    following: Callable[[], datetime | None] = no_meeting,
    zones: Collection[str] = (),
) -> TypedStart:
    """Return the start that is meant by words such as ``next thu 18:00``.

    ``zone_words`` tells the zone, else the end of ``words``, else it is ``zone_name``. That, those
    of ``usual`` and ``zones`` are known by their city alone, as they are told: ``in Berlin``.
    ``usual`` are the times at which a day alone is meant, by zone. A time alone is on the day of
    the meeting that begins at ``following()`` (aware), by the clocks of the zone that is meant;
    it is asked only then. ``now`` is aware. Raises ``InputError`` for what cannot be read, for a
    time that clocks skip or repeat, and for one that is over.
    """
    if zone_words is None:
        words, zone_words = _zone_apart(words, {zone_name, *usual, *zones})
    name = zone_name if zone_words is None else zone_typed(zone_words)
    there = zone(name)

    def day_of() -> date | None:
        begins = following()
        return begins.astimezone(there).date() if begins else None

    starts = parse_start(words, usual.get(name), now.astimezone(there).date(), day_of)
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


def _zone_apart(words: str, known: Collection[str]) -> tuple[str, str | None]:
    """Return words about a start without the zone at their end, and that zone if there is one.

    ``3 Dec 18:30 Europe/Berlin`` and ``3 Dec 18:30 in Berlin`` have one, ``in 2 weeks`` has none.
    ``known`` are the zones of which a city alone is enough.
    """
    words = " ".join(words.split())
    start, _, city = words.rpartition(" in ")
    if city[:1].isalpha() and any(character.isdigit() for character in start):
        called = [name for name in known if place(name).casefold() == city.casefold()]
        return start, called[0] if len(called) == 1 else city
    start, _, name = words.rpartition(" ")
    if start and (name.upper() == "UTC" or ("/" in name and name[0].isalpha())):
        return start, name
    return words, None
