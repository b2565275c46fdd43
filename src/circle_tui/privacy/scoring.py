"""Scoring: how much of what must go is masked, how much else is, and what it costs.

Pure: the masking and the clock are handed in, so that the score itself can be tested.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil

from circle_tui.domain.masking import Redaction
from circle_tui.domain.values import value

Redactor = Callable[[str, Sequence[str]], Redaction]
"""What is scored: a text and a roster of full names in, the masked text and its spans out."""

Clock = Callable[[], int]
"""Processor time spent so far, in nanoseconds."""

IDENTIFIERS = "identifiers"
OTHERS = "anything else"

KINDS = {
    "ROSTER_NAME": "roster names",
    "OTHER_PERSON": "other people",
    "INSTITUTION": "organisations",
    "LOCATION": "places",
    **dict.fromkeys(("EMAIL", "PHONE", "URL", "HANDLE", "IP", "ZIP", "ADDRESS"), IDENTIFIERS),
    **dict.fromkeys(("ID", "DATE", "DOB", "AGE90"), IDENTIFIERS),
}
"""What each type of a gold span is reported as; a type that is not here is ``OTHERS``."""


@value
class Gold:
    """A marked range of a note; ``must`` when no letter of it may be left, else either will do."""

    start: int
    end: int
    type: str
    form: str
    must: bool


@value
class Note:
    """A note with the answers: its circle's full names, and what in it is to be found."""

    id: str
    group: str
    text: str = field(repr=False)
    roster: tuple[str, ...]
    gold: tuple[Gold, ...]


@value
class Miss:
    """A gold span of which some letter or digit was left, and the text after masking."""

    note: str
    type: str
    form: str
    text: str = field(repr=False)
    left: str = field(repr=False)


@dataclass(slots=True)
class Tally:
    """How many were found of how many."""

    found: int = 0
    of: int = 0

    def add(self, found: bool) -> None:
        """Count one more."""
        self.found += found
        self.of += 1

    @property
    def share(self) -> float | None:
        """Return the share that was found, in per cent; nothing of nothing has none."""
        return 100 * self.found / self.of if self.of else None


@dataclass(slots=True)
class Group:
    """The notes of one group, or of several.

    ``safe`` counts the notes with every must span found, of those that have any. ``touched``
    counts the notes in which something outside of the gold was masked. ``extra`` are the
    characters that were, of ``characters`` in all.
    """

    safe: Tally = field(default_factory=Tally)
    touched: Tally = field(default_factory=Tally)
    extra: int = 0
    characters: int = 0

    @property
    def extra_per_1000(self) -> float | None:
        """Return the masked characters outside of the gold for every 1,000 of text."""
        return 1000 * self.extra / self.characters if self.characters else None


@dataclass(slots=True)
class Score:
    """The whole result; times in nanoseconds of processor time.

    ``first`` is the very first call, which loads the word lists; ``times`` are the others, the
    first call with a new roster among them, as a circle meets it.
    """

    all: Tally = field(default_factory=Tally)
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    types: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    forms: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    notes: Group = field(default_factory=Group)
    clean: Group = field(default_factory=Group)
    traps: Group = field(default_factory=Group)
    groups: defaultdict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    misses: list[Miss] = field(default_factory=list)
    first: int = 0
    times: list[int] = field(default_factory=list)

    def of_group(self, name: str) -> list[Group]:
        """Return everything that a note of this group counts for; a trap is never clean."""
        groups = [self.notes, self.groups[name]]
        if name.startswith("clean_"):
            groups.append(self.clean)
        elif name.startswith("trap_"):
            groups.append(self.traps)
        return groups


def score(notes: Iterable[Note], redact: Redactor, clock: Clock) -> Score:
    """Mask every note once, in order, and compare with its gold."""
    result = Score()
    for number, note in enumerate(notes):
        before = clock()
        redaction = redact(note.text, note.roster)
        spent = clock() - before
        if number:
            result.times.append(spent)
        else:
            result.first = spent
        _compare(note, redaction, result)
    return result


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that ``percent`` of the values do not exceed; 0 for no values."""
    if not values:
        return 0
    return sorted(values)[max(0, ceil(len(values) * percent / 100) - 1)]


def _compare(note: Note, redaction: Redaction, result: Score) -> None:
    masked = _covered(note.text, [(span.start, span.end) for span in redaction.spans])
    marked = _covered(note.text, [(gold.start, gold.end) for gold in note.gold])
    must = [gold for gold in note.gold if gold.must]
    missed = False
    for gold in must:
        found = _is_gone(note.text, gold, masked)
        result.all.add(found)
        result.kinds[KINDS.get(gold.type, OTHERS)].add(found)
        result.types[gold.type].add(found)
        result.forms[gold.type, gold.form].add(found)
        if not found:
            missed = True
            text = note.text[gold.start : gold.end]
            result.misses.append(Miss(note.id, gold.type, gold.form, text, redaction.text))
    extra = sum(mask and not mark for mask, mark in zip(masked, marked, strict=True))
    for group in result.of_group(note.group):
        if must:
            group.safe.add(not missed)
        group.touched.add(extra > 0)
        group.extra += extra
        group.characters += len(note.text)


def _covered(text: str, ranges: Iterable[tuple[int, int]]) -> bytearray:
    """Return a 1 for each character that lies in a range, a 0 for every other."""
    covered = bytearray(len(text))
    for start, end in ranges:
        covered[start:end] = b"\1" * len(covered[start:end])
    return covered


def _is_gone(text: str, gold: Gold, masked: bytearray) -> bool:
    """Tell whether all letters and digits of a span are masked; all of it if it has none."""
    places = range(gold.start, gold.end)
    telling = [place for place in places if text[place].isalnum()]
    return all(masked[place] for place in telling or places)
