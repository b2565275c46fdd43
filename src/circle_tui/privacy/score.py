"""``python -m circle_tui.privacy.score FILE.jsonl``: measure the masking on notes with answers.

Each line of the file is one JSON object with ``id``, ``group``, ``text``, ``roster`` (full names)
and ``spans``, a list of ``start``, ``end``, ``type``, ``form``, ``must`` and ``text``. The file is
meant to be invented: ``--misses`` shows what was missed as it stands there.
"""

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import thread_time_ns
from typing import BinaryIO

from circle_tui.domain.errors import InputError
from circle_tui.privacy.redaction import redact
from circle_tui.privacy.scoring import (
    KINDS,
    OTHERS,
    Clock,
    Gold,
    Group,
    Note,
    Redactor,
    Score,
    Tally,
    percentile,
    score,
)

LONGEST_LINE = 1_000_000
"""In bytes; a note is a few hundred, so a longer line is a file of another sort."""

NONE = "-"


def main(
    arguments: Sequence[str] | None = None,
    redactor: Redactor = redact,
    clock: Clock = thread_time_ns,
) -> int:
    """Print the score of a file; return 0, or 2 with a sentence when it cannot be read."""
    parser = argparse.ArgumentParser("python -m circle_tui.privacy.score", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    parser.add_argument(
        "--misses", type=_count, default=0, metavar="N", help="show up to N spans that were missed"
    )
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # names have letters that some terminals lack
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        with options.file.open("rb") as file:
            result = score(read_notes(file), redactor, clock)
    except InputError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{options.file} cannot be read: {error.strerror}.")
    if options.json:
        print(json.dumps(_document(result, options.misses), indent=2))
    else:
        _report(result, options.misses)
    return 0


def read_notes(file: BinaryIO) -> Iterator[Note]:
    """Yield the note of every line; empty lines are passed over.

    Raises ``InputError`` with the number of the first line that is not a note, or when there is
    no note at all.
    """
    number = 0
    empty = True
    for number, line in enumerate(iter(partial(file.readline, LONGEST_LINE + 1), b""), start=1):
        try:
            if note := _note(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line):
                yield note
                empty = False
        except InputError as error:
            raise InputError(f"Line {number} is not a note: {error}") from None
    if empty:
        raise InputError("The file has no notes.")


def _note(line: bytes) -> Note | None:
    """Return the note of a line, or ``None`` for an empty line."""
    if len(line) > LONGEST_LINE:
        raise InputError(f"it is longer than {LONGEST_LINE:,} bytes.")
    try:
        typed = line.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start + 1} of it is not UTF-8.") from None
    if not typed.strip():
        return None
    try:
        content = json.loads(typed)
        json.dumps(content, ensure_ascii=False).encode()  # refuses half of a surrogate pair
    except (ValueError, RecursionError):
        raise InputError("it is not JSON.") from None
    if not isinstance(content, dict):
        raise InputError("it is not a JSON object.")
    text = _text(content, "text")
    roster = content.get("roster")
    if not isinstance(roster, list) or not all(isinstance(name, str) for name in roster):
        raise InputError('"roster" has to be a list of names.')
    spans = content.get("spans")
    if not isinstance(spans, list) or not all(isinstance(span, dict) for span in spans):
        raise InputError('"spans" has to be a list of objects.')
    gold = tuple(_gold(span, text) for span in spans)
    return Note(_text(content, "id"), _text(content, "group"), text, tuple(roster), gold)


def _gold(span: dict[str, object], text: str) -> Gold:
    start, end = span.get("start"), span.get("end")
    # JSON's true is an int for Python, but no place in a text.
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(f"a span from {start!r} to {end!r} is not within its text.")
    if span.get("text") != text[start:end]:
        raise InputError(f'the "text" of the span at {start} is not what stands there.')
    must = span.get("must")
    if not isinstance(must, bool):
        raise InputError(f'"must" of the span at {start} has to be true or false.')
    form = span.get("form")
    if not isinstance(form, str | None):
        raise InputError(f'"form" of the span at {start} has to be text or null.')
    return Gold(start, end, _text(span, "type"), form or "", must)


def _text(content: dict[str, object], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise InputError(f'"{key}" is missing, or is not text.')
    return value


def _document(result: Score, misses: int) -> dict[str, object]:
    """Return the score for other programs; shares in per cent, times in milliseconds."""
    forms: dict[str, dict[str, object]] = {}
    for (type_, form), tally in sorted(result.forms.items()):
        forms.setdefault(type_, {})[form] = _told(tally)
    return {
        "recall": _told(result.all),
        "kinds": {kind: _told(tally) for kind, tally in _by_kind(result)},
        "types": {type_: _told(tally) for type_, tally in sorted(result.types.items())},
        "forms": forms,
        "notes": {name: _group_told(group) for name, group in _by_group(result)},
        "cpu_ms": {name: nanoseconds / 1e6 for name, nanoseconds in _times(result)},
        "misses": [asdict(miss) for miss in result.misses[:misses]],
    }


def _told(tally: Tally) -> dict[str, object]:
    return {"found": tally.found, "of": tally.of, "percent": tally.share}


def _group_told(group: Group) -> dict[str, object]:
    return {
        "notes": group.touched.of,
        "safe": _told(group.safe),
        "touched": {"notes": group.touched.found, "percent": group.touched.share},
        "extra_per_1000": group.extra_per_1000,
    }


def _report(result: Score, misses: int) -> None:
    """Print the score for people."""
    heads: tuple[str, ...] = ("found", "of", "share")
    print(f"notes: {result.notes.touched.of}, spans that must go: {result.all.of}\n")
    _table([("what", *heads), *_rows([*_by_kind(result), ("all", result.all)])])
    _table([("by type", *heads), *_rows(sorted(result.types.items()))])
    forms = [(f"{type_} {form or NONE}", of) for (type_, form), of in sorted(result.forms.items())]
    _table([("by form", *heads), *_rows(forms)])
    heads = ("notes", "fully safe", "touched", "extra per 1,000")
    _table([("by group", *heads), *(_group_row(*group) for group in _by_group(result))])
    _table([("processor time", "ms")] + [(name, f"{ns / 1e6:.3f}") for name, ns in _times(result)])
    for miss in result.misses[:misses]:
        print(f"{miss.note} {miss.type} {miss.form or NONE}: {miss.text!r}\n    {miss.left!r}")
    if misses and (more := len(result.misses) - misses) > 0:
        print(f"and {more} more")


def _by_kind(result: Score) -> list[tuple[str, Tally]]:
    """Return the kinds that occur, in the order of ``KINDS``."""
    kinds = [*dict.fromkeys(KINDS.values()), OTHERS]
    return [(kind, result.kinds[kind]) for kind in kinds if kind in result.kinds]


def _by_group(result: Score) -> list[tuple[str, Group]]:
    together = [("all", result.notes), ("all clean_*", result.clean), ("all trap_*", result.traps)]
    return [*sorted(result.groups.items()), *together]


def _times(result: Score) -> list[tuple[str, int]]:
    times = [(f"p{percent}", percentile(result.times, percent)) for percent in (50, 99)]
    return [*times, ("most", max(result.times, default=0)), ("first call", result.first)]


def _rows(tallies: Iterable[tuple[str, Tally]]) -> list[tuple[str, ...]]:
    return [(name, str(of.found), str(of.of), _percent(of.share)) for name, of in tallies]


def _group_row(name: str, group: Group) -> tuple[str, ...]:
    extra = group.extra_per_1000
    return (
        name,
        str(group.touched.of),
        _percent(group.safe.share),
        _percent(group.touched.share),
        NONE if extra is None else f"{extra:.2f}",
    )


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share:.2f} %"


def _table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns, figures ending at one edge, and an empty line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
    print()


def _count(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise argparse.ArgumentTypeError(f"{typed!r} is not a number of spans")
    return int(typed)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
