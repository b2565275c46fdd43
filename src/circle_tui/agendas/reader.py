"""Read an agenda file: the agenda, or every problem in it at once.

Checking works on plain data and collects faults by key path; only a file with faults is walked
again for their lines and columns.
"""

import os
from typing import TYPE_CHECKING, Any

from circle_tui.agendas.files import plain, read_text
from circle_tui.agendas.key import Key
from circle_tui.agendas.kinds import Wrong, nearest, shown
from circle_tui.agendas.meaning import Fault, beyond_bounds, contradictions
from circle_tui.agendas.problems import AgendaError, Problem, quoted, visible
from circle_tui.agendas.schema import (
    AGENDA_KEYS,
    DEFAULT_KIND,
    MOST_SEGMENTS,
    SEGMENT_KEYS,
    SEGMENTS_KEY,
    rows,
)
from circle_tui.agendas.syntax import read_on
from circle_tui.domain.agenda import Agenda, ClockMode, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circle_tui.agendas.places import KeyPath, Place, Places

MOST_PROBLEMS = 100
"""Problems that are reported at once: nobody mends more in one go."""

_START_ONE = "start each one with a line [[segment]]"


def load_agenda(path: str | os.PathLike[str]) -> Agenda:
    """Return the agenda in a file; ``AgendaError`` with every problem if it cannot be used.

    Only an ordinary file is opened: a pipe would wait for ever.
    """
    file = os.fspath(path)
    text = read_text(file)
    result = text if isinstance(text, Problem) else read_agenda(text, file)
    if isinstance(result, Problem):
        raise AgendaError([result])
    if isinstance(result, list):
        raise AgendaError(result)
    return result


def read_agenda(text: str, file: str) -> Agenda | list[Problem]:
    """Return the agenda that a text describes, or its problems in the order of the text.

    ``file`` names the text in messages, and its stem names the agenda. Never raises.
    """
    parsed = read_on(plain(text), file)
    if parsed.data is None:
        return list(parsed.problems)
    data = parsed.data
    faults: list[Fault] = []
    fields = _read_table(data, {key.name: key for key in AGENDA_KEYS}, (), faults)
    segments = _read_segments(data.get(SEGMENTS_KEY), faults)
    unread = {part for fault in faults for part in (*fault.path, fault.meant)}
    faults += contradictions(segments, roles_known=unread.isdisjoint({"roles", "clock"}))
    if not faults and not parsed.problems:
        name, _ = os.path.splitext(os.path.basename(file))  # noqa: PTH119, PTH122 - see files
        parts = tuple(Segment(**each) for each in segments)
        agenda = Agenda(name=visible(name), segments=parts, **fields)
        faults = beyond_bounds(agenda)
        if not faults:
            return agenda
    return _placed(faults, parsed.text, file, parsed.problems)


def place_warnings(
    path: str | os.PathLike[str], found: "Iterable[tuple[KeyPath, str]]"
) -> list[Problem]:
    """Return warnings about a file that can be used, in its order and with their places.

    Each is given as the way to what it is about, such as ``("segment", 2, "max")``, and a sentence.
    Where that key is not written, the place is that of its segment. No place is known if the file
    is being saved, and is no agenda at this moment.
    """
    file = os.fspath(path)
    text = read_text(file)
    lost = isinstance(text, Problem) or isinstance(read_agenda(text, file), list)
    faults = [Fault(where, sentence) for where, sentence in found]
    placed = _placed(faults, "" if lost else plain(str(text)), file)
    return [problem._replace(warning=True) for problem in placed]


def _read_segments(value: object, faults: list[Fault]) -> list[dict[str, Any]]:
    """Return the fields of every segment as far as they can be read; no segment is a fault too."""
    path = (SEGMENTS_KEY,)
    if isinstance(value, dict):
        faults.append(Fault(path, "a single [segment] is not a list of segments", _START_ONE))
        return []
    if value is not None and not isinstance(value, list):
        faults.append(Fault(path, f"segment is {shown(value)}, but it must be a table", _START_ONE))
        return []
    if not value:
        if SEGMENTS_KEY not in _meant((), faults):
            faults.append(Fault(path, "an agenda needs at least one segment", _START_ONE))
        return []
    if len(value) > MOST_SEGMENTS:
        sentence = f"an agenda may have at most {MOST_SEGMENTS} segments"
        faults.append(Fault((*path, MOST_SEGMENTS), sentence))
    segments = []
    for index, table in enumerate(value[:MOST_SEGMENTS]):
        here = (*path, index)
        if not isinstance(table, dict):
            sentence = f"a segment must be a table, but this is {shown(table)}"
            faults.append(Fault(here, sentence, _START_ONE))
        segments.append(_read_segment(table, here, faults) if isinstance(table, dict) else {})
    return segments


def _read_segment(table: dict[str, Any], path: "KeyPath", faults: list[Fault]) -> dict[str, Any]:
    """Return the fields of one segment.

    The clock decides which other keys there may be; if it cannot be read, only that is said.
    """
    written = table.get("clock", ClockMode.GROUP)
    clock = ClockMode(written) if written in tuple(ClockMode) else None
    right = rows(clock) if clock else {}
    fields = _read_table(table, {key.name: key for key in SEGMENT_KEYS} | right, path, faults)
    if clock and "clock" not in _meant(path, faults):
        _check_clock(table, clock, path, faults)
    return {"kind": DEFAULT_KIND, "clock": clock, **fields}


def _check_clock(
    table: dict[str, Any], clock: ClockMode, path: "KeyPath", faults: list[Fault]
) -> None:
    """Add a fault for every key of another clock mode, and for a length that is not said."""
    right = rows(clock)
    lacking = [key for key in right.values() if key.lasts and key.name not in table]
    wrong = [key for key in SEGMENT_KEYS if key.name in table and key.name not in right]
    for name in {key.name: None for key in wrong}:
        clocks = ", ".join(mode for key in wrong if key.name == name for mode in key.clocks)
        hint = "take it out"
        if any(key.lasts for key in wrong if key.name == name) and lacking:
            hint = f"write {lacking[0].name}, or choose another clock"
        elif name in {key.name for key in AGENDA_KEYS}:
            hint += "; if it is the whole meeting's, move it above the first [[segment]]"
        sentence = f'{name} does not go with clock = "{clock}", but with {clocks}'
        faults.append(Fault((*path, name), sentence, hint, on_key=True))
    if any(key.lasts for key in wrong):
        return
    for key in lacking:
        if key.name not in _meant(path, faults):
            what = "one topic" if key.field == "topic" else "it"
            sentence = f"this segment does not say how long {what} takes"
            hint = f'add {key.name} = ..., because its clock is "{clock}"'
            faults.append(Fault(path, sentence, hint, on_key=True))


def _read_table(
    table: dict[str, Any], keys: dict[str, Key], path: "KeyPath", faults: list[Fault]
) -> dict[str, Any]:
    """Return the fields that a table fills, adding a fault for whatever is wrong with it."""
    fields: dict[str, Any] = {}
    for name, value in table.items():
        if len(faults) > MOST_PROBLEMS:
            break
        key = keys.get(name)
        if key is None:
            if path or name != SEGMENTS_KEY:
                faults.append(_unknown(name, path))
            continue
        try:
            fields[key.field] = key.kind.read(value)
        except Wrong as wrong:
            where = (*path, name, *wrong.inside)
            faults.append(Fault(where, f"{name} {wrong.sentence}", wrong.hint, seek=wrong.seek))
    present = table.keys() | _meant(path, faults)
    for key in keys.values():
        if key.required and not key.clocks and key.name not in present:
            sentence = f"{_owner(path)} needs a {key.name}"
            top = "" if path else " at the top, before the first [[segment]]"
            hint = f'write {key.name} = "..."{top}'
            faults.append(Fault(path, sentence, hint, on_key=True))
    return fields


def _unknown(name: str, path: "KeyPath") -> Fault:
    """Return the fault of a key that does not exist, with the likeliest way out."""
    here, there = (SEGMENT_KEYS, AGENDA_KEYS) if path else (AGENDA_KEYS, SEGMENT_KEYS)
    names = dict.fromkeys(key.name for key in here)
    near = nearest(name, names if path else (*names, SEGMENTS_KEY))
    if name in {key.name for key in there}:
        up, down = "at the top, before the first [[segment]]", "in a [[segment]]"
        hint, near = f"it belongs {up if path else down}", None
    elif near:
        hint = f'did you mean "{near}"?'
    else:
        hint = f"the keys are {', '.join(names)}"
    sentence = f"{quoted(name)} is not a key of {_owner(path)}"
    return Fault((*path, name), sentence, hint, on_key=True, meant=near)


def _meant(path: "KeyPath", faults: list[Fault]) -> set[str]:
    """Return the keys of a table that are there but misspelt."""
    return {fault.meant for fault in faults if fault.meant and fault.path[:-1] == path}


def _owner(path: "KeyPath") -> str:
    """Return what a table is, for a sentence."""
    return "a segment" if path else "an agenda"


def _placed(
    faults: list[Fault], text: str, file: str, told: "Sequence[Problem]" = ()
) -> list[Problem]:
    """Return the faults as problems with their places, in the order of the text.

    They come beside what is ``told`` already; a line of which something is told gets no second
    problem.
    """
    from circle_tui.agendas.places import find_places  # here, because most files have no fault

    places = find_places(text)
    lines = {problem.line for problem in told}
    problems = list(told)
    for fault in faults:
        line, column = _place(fault, places) or (None, None)
        if line is None or line not in lines:
            problems.append(Problem(file, line, column, fault.sentence, fault.hint))
    problems.sort(key=Problem.rank)
    if len(problems) > MOST_PROBLEMS:
        rest = Problem(file, None, None, "there is more to mend than is shown here")
        return [*problems[:MOST_PROBLEMS], rest]
    return problems


def _place(fault: Fault, places: "Places") -> "Place | None":
    """Return the place of a fault, or of the nearest table around it that has one.

    What has no place of its own kind has the other.
    """
    key, value = places.key(fault.path), places.value(fault.path, fault.seek)
    found = (key or value) if fault.on_key else (value or key)
    if found or not fault.path:
        return found
    return _place(fault._replace(path=fault.path[:-1], on_key=True), places)
