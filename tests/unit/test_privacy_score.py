"""The score of the masking, on notes so few that its figures can be worked out by hand."""

import json
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.masking import Certainty, Kind, Redaction, Span
from circle_tui.privacy.score import LONGEST_LINE, main
from circle_tui.privacy.scoring import percentile

Line = dict[str, object]
Result = dict[str, Any]


def _span(text: str, part: str, type_: str, form: str | None = None, must: bool = True) -> Line:
    start = text.index(part)
    end = start + len(part)
    place: Line = {"start": start, "end": end, "text": part}
    return {**place, "type": type_, "form": form, "must": must}


def _note(text: str, *spans: Line, group: str = "roster_notes") -> Line:
    roster = ["Ana Ruizo", "Tom Ekwalla"]
    return {"id": "n1", "group": group, "text": text, "roster": roster, "spans": [*spans]}


def _file(folder: Path, *notes: Line) -> str:
    path = folder / "notes.jsonl"
    path.write_text("".join(json.dumps(note) + "\n" for note in notes), encoding="utf-8")
    return str(path)


def _masks(*parts: str) -> "FakeRedactor":
    return FakeRedactor(parts)


class FakeRedactor:
    """Masks the first place of each given part, and nothing else."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts
        self.rosters: list[Sequence[str]] = []

    def __call__(self, text: str, roster: Sequence[str]) -> Redaction:
        """Return the text with X for every masked character."""
        self.rosters.append(roster)
        spans = [
            Span(text.index(part), text.index(part) + len(part), Kind.NAME, Certainty.SURE, "", "")
            for part in self.parts
            if part in text
        ]
        left = list(text)
        for span in spans:
            left[span.start : span.end] = "X" * (span.end - span.start)
        return Redaction("".join(left), tuple(spans))


class FakeClock:
    """Makes each call that is measured take the next of the given milliseconds."""

    def __init__(self, *milliseconds: int) -> None:
        calls = ((0, spent * 1_000_000) for spent in chain(milliseconds, repeat(0)))
        self._ticks = chain.from_iterable(calls)

    def __call__(self) -> int:
        """Return the processor time, from 0 at the beginning of every call."""
        return next(self._ticks)


def _scored(
    capsys: pytest.CaptureFixture[str], file: str, redactor: FakeRedactor, *options: str
) -> Result:
    assert main([file, "--json", *options], redactor, FakeClock()) == 0
    read: Result = json.loads(capsys.readouterr().out)
    return read


@pytest.mark.parametrize(
    ("masked", "found"),
    [
        (("Ana Ruizo",), 1),
        (("Ana", "Ruizo"), 1),
        (("asked Ana Ruizo to",), 1),
        (("Ana Ruiz",), 0),
        (("na Ruizo",), 0),
        (("Ana",), 0),
        ((), 0),
    ],
)
def test_a_name_is_found_when_no_letter_of_it_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], masked: tuple[str, ...], found: int
) -> None:
    """A name of which one letter is left was not found; the blank inside it gives nothing away."""
    text = "We asked Ana Ruizo to wait"
    file = _file(tmp_path, _note(text, _span(text, "Ana Ruizo", "ROSTER_NAME", "full")))
    result = _scored(capsys, file, _masks(*masked))
    assert result["forms"]["ROSTER_NAME"]["full"] == {
        "found": found,
        "of": 1,
        "percent": 100.0 * found,
    }
    assert result["notes"]["all"]["safe"] == {"found": found, "of": 1, "percent": 100.0 * found}


def test_what_counts_neither_way_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A country may be masked or not: it is neither missed nor masked in excess."""
    text = "back from Norway now"
    file = _file(tmp_path, _note(text, _span(text, "Norway", "STATE_COUNTRY", must=False)))
    for redactor in (_masks(), _masks("Norway")):
        result = _scored(capsys, file, redactor)
        assert result["recall"] == {"found": 0, "of": 0, "percent": None}
        assert result["types"] == {}
        assert result["notes"]["all"]["safe"] == {"found": 0, "of": 0, "percent": None}
        assert result["notes"]["all"]["touched"] == {"notes": 0, "percent": 0.0}
        assert result["notes"]["all"]["extra_per_1000"] == 0


def test_types_are_gathered_into_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """E-mail, numbers, dates and ages are one kind; people, organisations and places are theirs."""
    text = "Ana Zed Mercy Oslo a@b.co 4711 92 nine"
    parts = {
        "Ana": "ROSTER_NAME",
        "Zed": "OTHER_PERSON",
        "Mercy": "INSTITUTION",
        "Oslo": "LOCATION",
        "a@b.co": "EMAIL",
        "4711": "ID",
        "92": "AGE90",
        "nine": "SHOE_SIZE",
    }
    spans = [_span(text, part, type_) for part, type_ in parts.items()]
    result = _scored(capsys, _file(tmp_path, _note(text, *spans)), _masks("Ana", "4711"))
    figures = {kind: (told["found"], told["of"]) for kind, told in result["kinds"].items()}
    assert figures == {
        "roster names": (1, 1),
        "other people": (0, 1),
        "organisations": (0, 1),
        "places": (0, 1),
        "identifiers": (1, 3),
        "anything else": (0, 1),
    }
    assert result["recall"] == {"found": 2, "of": 8, "percent": 25.0}


def test_clean_notes_and_traps_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Masking in a trap is the safe thing to do, so it never counts as a clean note touched."""
    trap = "will Tom Will it"
    file = _file(
        tmp_path,
        _note("will it ever end", group="clean_hard"),
        _note("nine to five is good", group="clean_easy"),
        _note(trap, _span(trap, "Tom", "ROSTER_NAME"), group="trap_name"),
    )
    groups = _scored(capsys, file, _masks("will", "Tom"))["notes"]
    assert groups["all clean_*"] == {
        "notes": 2,
        "safe": {"found": 0, "of": 0, "percent": None},
        "touched": {"notes": 1, "percent": 50.0},
        "extra_per_1000": pytest.approx(1000 * 4 / 36),
    }
    assert groups["clean_easy"]["touched"] == {"notes": 0, "percent": 0.0}
    assert groups["all trap_*"] == {
        "notes": 1,
        "safe": {"found": 1, "of": 1, "percent": 100.0},
        "touched": {"notes": 1, "percent": 100.0},
        "extra_per_1000": pytest.approx(1000 * 4 / 16),
    }
    assert groups["all"]["extra_per_1000"] == pytest.approx(1000 * 8 / 52)


def test_the_very_first_call_is_timed_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The call that loads the word lists is told by itself, all others as they come."""
    notes = [_note("quiet evening") for _ in range(5)]
    assert main([_file(tmp_path, *notes), "--json"], _masks(), FakeClock(90, 1, 2, 3, 9)) == 0
    times = json.loads(capsys.readouterr().out)["cpu_ms"]
    assert times == {"p50": 2, "p99": 9, "most": 9, "first call": 90}


def test_percentiles_are_values_that_were_measured() -> None:
    """The 99th of a hundred values is the last but one, of ten the last, of none 0."""
    assert percentile(range(1, 101), 99) == 99
    assert percentile([10, 1, 9, 2, 8, 3, 7, 4, 6, 5], 99) == 10
    assert percentile([4, 1, 3, 2], 50) == 2
    assert percentile([], 50) == 0


def test_the_table_is_aligned_and_misses_are_shown_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The score is plain text, and a missed span is shown with what was left of its note."""
    text = "Ana and\x1b Tom Tomas"
    spans = [_span(text, part, "ROSTER_NAME", "first") for part in ("Ana", "Tom", "Tomas")]
    file = _file(tmp_path, _note(text, *spans))
    assert main([file, "--misses", "1"], _masks("Ana"), FakeClock(1)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "notes: 1, spans that must go: 3\n"
        "\n"
        "what          found  of    share\n"
        "roster names      1   3  33.33 %\n"
        "all               1   3  33.33 %\n"
    )
    assert "ROSTER_NAME first      1   3  33.33 %\n" in printed
    assert printed.endswith(
        "n1 ROSTER_NAME first: 'Tom'\n    'XXX and\\x1b Tom Tomas'\nand 1 more\n"
    )


def test_each_note_is_masked_with_its_own_roster(tmp_path: Path) -> None:
    """The names handed to the masking are the full names of the note's circle."""
    redactor = _masks()
    assert main([_file(tmp_path, _note("quiet"))], redactor, FakeClock()) == 0
    assert redactor.rosters == [("Ana Ruizo", "Tom Ekwalla")]


GOOD = _note("call Ana", _span("call Ana", "Ana", "ROSTER_NAME", "first"))


def _with_span(**changes: object) -> bytes:
    span = {**_span("call Ana", "Ana", "ROSTER_NAME"), **changes}
    return json.dumps(_note("call Ana", span)).encode()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"{", "it is not JSON."),
        (b"[" * 100_000, "it is not JSON."),
        (json.dumps(_note("\ud800")).encode(), "it is not JSON."),
        (b"[]", "it is not a JSON object."),
        (b'{"id": "caf\xe9"}', "byte 12 of it is not UTF-8."),
        (b"{}", '"text" is missing, or is not text.'),
        (json.dumps({**GOOD, "id": 3}).encode(), '"id" is missing, or is not text.'),
        (json.dumps({**GOOD, "roster": "Ana"}).encode(), '"roster" has to be a list of names.'),
        (json.dumps({**GOOD, "spans": [3]}).encode(), '"spans" has to be a list of objects.'),
        (_with_span(end=9), "a span from 5 to 9 is not within its text."),
        (_with_span(start=-3), "a span from -3 to 8 is not within its text."),
        (_with_span(start=8), "a span from 8 to 8 is not within its text."),
        (_with_span(start=True), "a span from True to 8 is not within its text."),
        (_with_span(text="Ann"), 'the "text" of the span at 5 is not what stands there.'),
        (_with_span(must=1), '"must" of the span at 5 has to be true or false.'),
        (_with_span(form=1), '"form" of the span at 5 has to be text or null.'),
        (_with_span(type=None), '"type" is missing, or is not text.'),
        (b" " * (LONGEST_LINE + 1), "it is longer than 1,000,000 bytes."),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: bytes, sentence: str
) -> None:
    """The first line that is not a note is told by its number, with what is wrong with it."""
    file = tmp_path / "notes.jsonl"
    file.write_bytes(json.dumps(GOOD).encode() + b"\n\n" + line + b"\n")
    assert main([str(file)], _masks(), FakeClock()) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"Line 3 is not a note: {sentence}\n"


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_notes_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """A score of nothing would look like a good one."""
    file = tmp_path / "notes.jsonl"
    file.write_bytes(content)
    assert main([str(file)], _masks(), FakeClock()) == 2
    assert capsys.readouterr().err == "The file has no notes.\n"


def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there, or is a folder, gets a sentence and status 2."""
    missing = tmp_path / "missing.jsonl"
    assert main([str(missing)], _masks(), FakeClock()) == 2
    assert main([str(tmp_path)], _masks(), FakeClock()) == 2
    assert capsys.readouterr().err == (
        f"{missing} cannot be read: No such file or directory.\n"
        f"{tmp_path} cannot be read: Is a directory.\n"
    )


@pytest.mark.parametrize("typed", ["-1", "many", "1.5", "9" * 5000])
def test_a_number_of_misses_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    """``--misses`` wants a count."""
    with pytest.raises(SystemExit, match="2"):
        main([_file(tmp_path, GOOD), f"--misses={typed}"], _masks(), FakeClock())
    assert "is not a number of spans" in capsys.readouterr().err
