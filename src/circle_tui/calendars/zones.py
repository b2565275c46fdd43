"""Time zones by IANA name, and wall times that do not exist or come twice.

``zoneinfo`` prefers the system's zone data whatever its age, and an old machine then shows the
wrong hour where the law has changed since. Here the newer of the system's data and the ``tzdata``
package is used. ``zoneinfo``'s own search path is left alone.
"""

import os
import re
import zoneinfo
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from circle_tui.calendars.changes import ClockChange, clock_changes
from circle_tui.calendars.text import one_line
from circle_tui.domain.errors import InputError

_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
"""Entries of zone folders that name no place and mean something else on every machine."""

_YEARS = range(1970, 2900)
"""Years a meeting may fall in: zone data says little before, and typing errors lie outside."""


class WallTimeProblem(InputError):
    """A wall time that a clock change skips or repeats.

    ``starts`` (naive) is that time in ``zone_name``. ``valid`` holds the next times that exist
    exactly once (naive, earliest first), to be offered.
    """

    def __init__(
        self, sentence: str, starts: datetime, zone_name: str, valid: tuple[datetime, ...]
    ) -> None:
        super().__init__(sentence)
        self.starts, self.zone_name, self.valid = starts, zone_name, valid


def zone(name: str) -> ZoneInfo:
    """Return the zone with this exact IANA name, from the newest zone data at hand.

    The same object comes back every time. Raises InputError, with the nearest names, for a name
    that is not in the data.
    """
    if name not in _packaged_names() and name not in zone_names():
        raise InputError(_unknown(name))
    return _load(name)


@cache
def zone_names() -> tuple[str, ...]:
    """Return every zone name, sorted. Walks the zone folders: 0.1 s the first time."""
    return tuple(sorted((zoneinfo.available_timezones() | _packaged_names()) - _NO_PLACE))


def zone_data_version() -> str:
    """Return the version of the zone data in use, for example ``2026f``; ``unknown`` if unnamed."""
    return _version(_folders()[0]) or "unknown"


def current_name(name: str) -> str:
    """Return the name that a zone in the data has today: ``Europe/Kyiv`` for ``Europe/Kiev``.

    A name is an old one when it is a link and no country lists it (``zone.tab``): Amsterdam is a
    link too, to Brussels, and is a place nevertheless.
    """
    links, places = _links()
    target = links.get(name, name)
    return name if name in places or target not in places else target


def is_utc(name: str) -> bool:
    """Say whether this zone name is one of UTC's own, which calendars write with a Z."""
    return name.removeprefix("Etc/") in {"UTC", "UCT", "Universal", "Zulu"}


def instant(starts: datetime, name: str) -> datetime:
    """Return the instant (UTC) at which clocks in the zone ``name`` show ``starts`` (naive).

    Raises WallTimeProblem when a clock change skips that time or lets it come twice: programs
    that guess disagree by an hour, and a calendar file cannot say which of two is meant.
    """
    if starts.year not in _YEARS:
        raise InputError(f"The year {starts.year} is not one a meeting can be planned in.")
    tz = zone(name)
    early, late = (starts.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early != late:
        change = clock_changes(tz, min(early, late), max(early, late))[-1]
        raise _wall_time_problem(starts, name, change)
    return early


def local_zone_name(
    environ: Mapping[str, str] = os.environ, localtime: Path = Path("/etc/localtime")
) -> str:
    """Return the best guess of this machine's zone: ``TZ``, the system's link, else ``UTC``."""
    for guess in _local_guesses(environ, localtime):
        name = guess.rpartition("zoneinfo/")[2].removeprefix("posix/")
        if name in _packaged_names() or name in zone_names():
            return name
    return "UTC"


def _local_guesses(environ: Mapping[str, str], localtime: Path) -> Iterator[str]:
    """Yield what the environment and the system call the local zone, as path or name."""
    if told := environ.get("TZ", "").removeprefix(":"):
        yield told
    try:
        # One step only: on Debian, Europe/Amsterdam is itself a link to Europe/Brussels.
        yield str(localtime.readlink())
    except OSError:
        return


def _wall_time_problem(starts: datetime, name: str, change: ClockChange) -> WallTimeProblem:
    """Describe what ``change`` does to ``starts`` and which times come next."""
    step = abs(change.after - change.before)
    # Skipped or doubled, the stretch ends where the later of the two clock readings is.
    valid = tuple(dict.fromkeys((max(change.wall, change.set_to), starts + step)))
    skipped = change.after > change.before
    sentence = (
        f"{starts:%H:%M} on {_day(starts)} {'does not exist' if skipped else 'comes twice'} "
        f"in {name}: clocks go{'' if skipped else ' back'} from {_time(change.wall, starts)} "
        f"to {_time(change.set_to, starts)}. "
        f"Next valid times: {' or '.join(_time(time, starts) for time in valid)}."
    )
    return WallTimeProblem(sentence, starts, name, valid)


def _day(moment: datetime) -> str:
    """Return the day in full, for example ``Sunday 28 March 2027``."""
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}"


def _time(moment: datetime, beside: datetime) -> str:
    """Return the time of day, with the day when it is another one than ``beside``'s."""
    same_day = moment.date() == beside.date()
    return f"{moment:%H:%M}" if same_day else f"{moment:%H:%M} on {_day(moment)}"


@cache
def _load(name: str) -> ZoneInfo:
    """Read a zone that is known to exist from the first folder that has it."""
    for folder in _folders():
        file = folder / name
        if file.is_file():
            with file.open("rb") as data:
                return ZoneInfo.from_file(data, key=name)
    return ZoneInfo(name)


@cache
def _folders() -> tuple[Path, ...]:
    """Return the folders with zone data, newest data first; unversioned ones last."""
    folders = [*_package_folder(), *(Path(p) for p in zoneinfo.TZPATH if Path(p).is_dir())]
    return tuple(sorted(folders, key=_version, reverse=True))


def _package_folder() -> list[Path]:
    """Return the zone folder of the ``tzdata`` package, if it is installed as files."""
    spec = find_spec("tzdata")
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / "zoneinfo" for place in places or ()]


@cache
def _links() -> tuple[dict[str, str], frozenset[str]]:
    """Return which names are links to which, and the names that countries list."""
    links: dict[str, str] = {}
    places: set[str] = set()
    for folder in _folders():
        for line in _lines(folder / "tzdata.zi"):
            if line.startswith("L "):
                _, target, name = line.split()
                links.setdefault(name, target)
        places.update(line.split("\t")[2] for line in _lines(folder / "zone.tab") if line[0] != "#")
    return links, frozenset(places)


def _lines(file: Path) -> list[str]:
    """Return the lines of a file of the zone data that are not empty; none without it."""
    if not file.is_file():
        return []
    return [line for line in file.read_text("utf-8", "replace").split("\n") if line.strip()]


@cache
def _packaged_names() -> frozenset[str]:
    """Return the zone names that the ``tzdata`` package lists."""
    lists = [folder.parent / "zones" for folder in _package_folder()]
    return frozenset(name for file in lists for name in file.read_text().split()) - _NO_PLACE


@cache
def _version(folder: Path) -> str:
    """Return a zone folder's version, for example ``2025b``; empty when it does not say."""
    for file in (folder / "tzdata.zi", folder / "+VERSION"):
        if file.is_file():
            with file.open(encoding="utf-8", errors="replace") as lines:
                if found := re.search(r"\b\d{4}[a-z]+", lines.readline()):
                    return found[0]
    return ""


def _unknown(name: str) -> str:
    """Return the sentence for a zone name that is in no list, with the nearest that are."""
    import difflib  # slow to import, and wanted for this sentence only

    shown = one_line(name)[:60]
    known: dict[str, str] = {}
    for candidate in zone_names():
        known[candidate.casefold()] = candidate
        known.setdefault(candidate.rpartition("/")[2].casefold(), candidate)
    wanted = shown.replace(" ", "_").casefold()
    near = difflib.get_close_matches(wanted, known, n=4, cutoff=0.7)
    names = list(dict.fromkeys(known[match] for match in near))[:3]
    hint = f"Did you mean {' or '.join(names)}?" if names else "Examples: Europe/Berlin, UTC."
    return f'"{shown}" is not a time zone. {hint} Zones are named as area and city.'
