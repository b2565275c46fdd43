"""Read an agenda file: the agenda, or every problem in it at once.

Checking works on plain data and collects faults by key path; only a file with faults is walked
again for their lines and columns.
"""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from circle_tui.agendas.files import read_text
from circle_tui.agendas.kinds import Wrong, nearest, shown
from circle_tui.agendas.problems import AgendaError, Problem, quoted, visible
from circle_tui.agendas.schema import (
    AGENDA_KEYS,
    DEFAULT_KIND,
    DURATION_KEYS,
    MOST_SEGMENTS,
    SEGMENT_KEYS,
    SEGMENTS_KEY,
    Key,
)
from circle_tui.agendas.syntax import parse
from circle_tui.domain.agenda import Agenda, ClockMode, Segment

if TYPE_CHECKING:
    from circle_tui.agendas.places import KeyPath, Place, Places

MOST_PROBLEMS = 100
"""Problems that are reported at once: nobody mends more in one go."""

_START_ONE = "start each one with a line [[segment]]"


class _Fault(NamedTuple):
    """A problem before it has a place.

    ``path`` leads to its value, or to its key if ``on_key``; ``seek`` is the offending text within
    the value. ``meant`` is the key that a misspelt one stands for: that one was not forgotten.
    """

    path: "KeyPath"
    sentence: str
    hint: str = ""
    on_key: bool = False
    seek: str = ""
    meant: str | None = None


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
    text = text.removeprefix("\ufeff")
    data = parse(text, file)
    if isinstance(data, Problem):
        return [data]
    faults: list[_Fault] = []
    fields = _read_table(data, AGENDA_KEYS, (), faults)
    segments = _read_segments(data.get(SEGMENTS_KEY), faults)
    if faults:
        return _placed(faults, text, file)
    name, _ = os.path.splitext(os.path.basename(file))  # noqa: PTH119, PTH122 - see files
    return Agenda(name=visible(name), segments=tuple(segments), **fields)


def _read_segments(value: object, faults: list[_Fault]) -> list[Segment]:
    """Return the segments that can be read; a missing list is a fault too."""
    path = (SEGMENTS_KEY,)
    if isinstance(value, dict):
        faults.append(_Fault(path, "a single [segment] is not a list of segments", _START_ONE))
        return []
    if value is not None and not isinstance(value, list):
        faults.append(
            _Fault(path, f"segment is {shown(value)}, but it must be a table", _START_ONE)
        )
        return []
    if not value:
        if SEGMENTS_KEY not in _meant((), faults):
            faults.append(_Fault(path, "an agenda needs at least one segment", _START_ONE))
        return []
    if len(value) > MOST_SEGMENTS:
        sentence = f"an agenda may have at most {MOST_SEGMENTS} segments"
        faults.append(_Fault((*path, MOST_SEGMENTS), sentence))
    segments = []
    for index, table in enumerate(value[:MOST_SEGMENTS]):
        here = (*path, index)
        if isinstance(table, dict):
            segments.append(_read_segment(table, here, faults))
        else:
            sentence = f"a segment must be a table, but this is {shown(table)}"
            faults.append(_Fault(here, sentence, _START_ONE))
    return [segment for segment in segments if segment]


def _read_segment(table: dict[str, Any], path: "KeyPath", faults: list[_Fault]) -> Segment | None:
    """Return one segment, ``None`` if it has faults."""
    before = len(faults)
    fields = _read_table(table, SEGMENT_KEYS, path, faults)
    if "clock" in fields or "clock" not in table:
        fields.setdefault("clock", ClockMode.GROUP)
        _check_duration_key(table, fields["clock"], path, faults)
    if len(faults) > before:
        return None
    return Segment(**{"kind": DEFAULT_KIND, **fields})


def _check_duration_key(
    table: dict[str, Any], clock: ClockMode, path: "KeyPath", faults: list[_Fault]
) -> None:
    """Add a fault unless the segment has the one duration key of its clock mode."""
    right = DURATION_KEYS[clock]
    wrong = [(mode, key) for mode, key in DURATION_KEYS.items() if key in table and key != right]
    for mode, key in wrong:
        sentence = f'{key} belongs to clock = "{mode}", but the clock of this segment is "{clock}"'
        hint = "take it out" if right in table else f'write {right}, or set clock = "{mode}"'
        faults.append(_Fault((*path, key), sentence, hint, on_key=True))
    if right not in table and not wrong and right not in _meant(path, faults):
        sentence = "this segment does not say how long it takes"
        hint = f'add {right} = ..., because its clock is "{clock}"'
        faults.append(_Fault(path, sentence, hint, on_key=True))


def _read_table(
    table: dict[str, Any], keys: tuple[Key, ...], path: "KeyPath", faults: list[_Fault]
) -> dict[str, Any]:
    """Return the fields that a table fills, adding a fault for whatever is wrong with it."""
    fields: dict[str, Any] = {}
    known = {key.name: key for key in keys}
    for name, value in table.items():
        if len(faults) > MOST_PROBLEMS:
            break
        key = known.get(name)
        if key is None:
            if path or name != SEGMENTS_KEY:
                faults.append(_unknown(name, path))
            continue
        try:
            fields[key.field] = key.kind.read(value)
        except Wrong as wrong:
            where = (*path, name, *wrong.inside)
            faults.append(_Fault(where, f"{name} {wrong.sentence}", wrong.hint, seek=wrong.seek))
    present = table.keys() | _meant(path, faults)
    for key in keys:
        if key.required and key.name not in present:
            sentence = f"{_owner(path)} needs a {key.name}"
            hint = f'write {key.name} = "..."'
            faults.append(_Fault(path, sentence, hint, on_key=True))
    return fields


def _unknown(name: str, path: "KeyPath") -> _Fault:
    """Return the fault of a key that does not exist, with the likeliest way out."""
    here, there = (SEGMENT_KEYS, AGENDA_KEYS) if path else (AGENDA_KEYS, SEGMENT_KEYS)
    names = tuple(key.name for key in here)
    near = nearest(name, names if path else (*names, SEGMENTS_KEY))
    if name in {key.name for key in there}:
        up, down = "at the top, before the first [[segment]]", "in a [[segment]]"
        hint, near = f"it belongs {up if path else down}", None
    elif near:
        hint = f'did you mean "{near}"?'
    else:
        hint = f"the keys are {', '.join(names)}"
    sentence = f"{quoted(name)} is not a key of {_owner(path)}"
    return _Fault((*path, name), sentence, hint, on_key=True, meant=near)


def _meant(path: "KeyPath", faults: list[_Fault]) -> set[str]:
    """Return the keys of a table that are there but misspelt."""
    return {fault.meant for fault in faults if fault.meant and fault.path[:-1] == path}


def _owner(path: "KeyPath") -> str:
    """Return what a table is, for a sentence."""
    return "a segment" if path else "an agenda"


def _placed(faults: list[_Fault], text: str, file: str) -> list[Problem]:
    """Return the faults as problems with their places, in the order of the text."""
    from circle_tui.agendas.places import find_places  # here, because most files have no fault

    places = find_places(text)
    problems = []
    for fault in faults:
        line, column = _place(fault, places) or (None, None)
        problems.append(Problem(file, line, column, fault.sentence, fault.hint))
    problems.sort(key=Problem.rank)
    if len(problems) > MOST_PROBLEMS:
        rest = Problem(file, None, None, "there is more to mend than is shown here")
        return [*problems[:MOST_PROBLEMS], rest]
    return problems


def _place(fault: _Fault, places: "Places") -> "Place | None":
    """Return the place of a fault; what has no place of its own kind has the other."""
    key, value = places.key(fault.path), places.value(fault.path, fault.seek)
    return (key or value) if fault.on_key else (value or key)
