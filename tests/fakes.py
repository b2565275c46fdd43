"""Stand-ins for the outside world: a clock that is moved by hand and a circle kept in memory.

``FakeCircle`` keeps the promises of ``domain/ports.py`` (a transaction happens whole or not at
all) and can be told to break down at any one of its calls, as a killed process or a full disk
would.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import Any, Generic, TypeVar

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.agreement import Agreement
from circle_tui.domain.beat import Beat
from circle_tui.domain.cards import CardBook
from circle_tui.domain.facts import Fact
from circle_tui.domain.hours import Hours
from circle_tui.domain.keeping import Identified
from circle_tui.domain.masking import Kind, Suggestion
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Decision, Draft, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.prompts import PromptsUsed
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.rotation import Ledger
from circle_tui.domain.stage import Shown, Stage, left_behind
from circle_tui.domain.upkeep import Backup
from circle_tui.domain.words import Word, confirmed
from circle_tui.privacy.gate import check

THURSDAY_EVENING = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
"""When tests begin unless they say otherwise: 18:30 in Berlin, on a Thursday."""


class FakeClock:
    """``ports.Clock`` that stands still until it is moved."""

    def __init__(self, start: datetime = THURSDAY_EVENING) -> None:
        self._now = start
        self._slept = timedelta(0)
        self._stood = 0.0

    def now(self) -> datetime:
        """Return the instant the clock was moved to."""
        return self._now

    def slept(self) -> timedelta:
        """Return the sum of all sleeps."""
        return self._slept

    def awake(self) -> float:
        """Return the sum of all stops: what time passes else passes between two looks."""
        return self._stood

    def beat(self) -> Beat:
        """Return a sign of life of the instant the clock was moved to."""
        return Beat(self._now, "1", self._now.timestamp())

    def advance(self, seconds: float = 0, *, minutes: float = 0) -> None:
        """Let time pass while the computer is awake."""
        self._now += timedelta(seconds=seconds, minutes=minutes)

    def sleep(self, seconds: float = 0, *, minutes: float = 0) -> None:
        """Let time pass while the computer sleeps."""
        self.advance(seconds, minutes=minutes)
        self._slept += timedelta(seconds=seconds, minutes=minutes)

    def stop(self, seconds: float) -> None:
        """Let time pass while the computer is awake and the program does nothing, not even look."""
        self.advance(seconds)
        self._stood += seconds


NOBODY_LOOKS = Stage(Shown.WAITING, "", 0.0)
"""What a process leaves whose screen was not shared."""


class Tokens:
    """Draws ids in order, each different from all before: call it as ``token()``.

    ``drawn`` is how many were drawn already, where others went before.
    """

    def __init__(self, drawn: int = 0) -> None:
        self.drawn = drawn

    def __call__(self) -> str:
        """Return the next id, 18 digits as the real ones."""
        self.drawn += 1
        return f"{self.drawn:018}"


def choose(words: Sequence[str]) -> str:
    """Draw the first of several words, every time."""
    return words[0]


class FakeModel:
    """``ports.Recogniser`` that takes some words for people, and waits while it is not ``free``.

    ``failing`` makes it break down, ``asked`` counts the texts it was asked to read.
    """

    def __init__(self, *names: str, free: bool = True) -> None:
        self._names = names
        self.free = Event()
        self.failing = False
        self.asked = 0
        if free:
            self.free.set()

    def __call__(self, text: str, /) -> tuple[Suggestion, ...]:
        """Return where the words stand."""
        self.asked += 1
        assert self.free.wait(60)
        if self.failing:
            raise LookupError(text)
        return tuple(
            Suggestion(found.start(), found.end(), Kind.PERSON)
            for name in self._names
            for found in re.finditer(name, text)
        )


V = TypeVar("V")
K = TypeVar("K", bound=Identified)


def _without(kept: Mapping[str, V], ids: Collection[str]) -> dict[str, V]:
    return {key: value for key, value in kept.items() if key not in ids}


class Killed(Exception):
    """Stands for the end of the process: nothing in the program catches it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything a circle holds; a new one for every change, so that going back is easy."""

    profile: Profile = field(default_factory=lambda: Profile("Test circle"))
    members: tuple[Member, ...] = ()
    seating: Mapping[int, str] = field(default_factory=dict)
    script: Agenda | None = None
    ledger: Ledger = ()
    words: tuple[Word, ...] = ()
    agreement: Agreement = ()
    facts: tuple[Fact, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    actions: Mapping[str, ActionItem] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    parking: Mapping[str, Parked] = field(default_factory=dict)
    records: Mapping[str, SessionRecord] = field(default_factory=dict)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    prompts: tuple[PromptsUsed, ...] = ()
    drafts: tuple[Draft, ...] = ()
    meeting: Meeting | None = None
    cards: CardBook | None = None
    backups: tuple[Backup, ...] = ()
    beat: Beat | None = None


class FakeCircle:
    """``ports.OpenCircle`` in memory.

    ``break_at(n, error)`` makes the ``n``-th call from then on raise ``error`` instead of doing
    anything; ``calls`` counts them all.
    """

    read_only = False
    notices: tuple[str, ...] = ()

    def __init__(self, *members: Member, clock: FakeClock | None = None) -> None:
        self.kept = Kept(members=members)
        self.clock = clock or FakeClock()
        self.calls = 0
        self.closed = False
        self.stage: Stage | None = None
        self.left: Stage | None = NOBODY_LOOKS
        self._breakdown: tuple[int, Exception] | None = None
        self.people = FakePeople(self)
        self.journal = FakeJournal(self)
        self.notes = FakeNotes(self, "notes")
        self.actions = FakeKept[ActionItem](self, "actions", lambda item: item.made)
        self.decisions = FakeKept[Decision](self, "decisions")
        self.parking = FakeKept[Parked](self, "parking", lambda thing: thing.made)
        self.records = FakeKept[SessionRecord](self, "records", lambda record: record.began)
        self.hours = FakeKept[Hours](self, "hours", lambda entry: entry.on)
        self.prompts = FakePrompts(self)
        self.drafts = FakeDrafts(self)
        self.meetings = FakeMeetings(self)
        self.cards = FakeCards(self)
        self.backups = FakeBackups(self)

    def break_at(self, call: int, error: Exception) -> None:
        """Let the ``call``-th call from now on (1 is the next) raise ``error``."""
        self.calls = 0
        self._breakdown = (call, error)

    def mend(self) -> None:
        """Let every call from now on do what it should."""
        self._breakdown = None

    def guard(self, *values: Any) -> None:  # noqa: ANN401 - any dataclass of the domain
        """Raise ``PrivacyError`` if any of the values names a member, as the real store does."""
        for value in values:
            roster = [entry for m in self.kept.members for entry in (m.name, m.email)]
            check(asdict(value), roster, confirmed(self.kept.words))

    def look(self) -> Kept:
        """Return what is kept, as one counted call."""
        self.calls += 1
        if self._breakdown and self.calls == self._breakdown[0]:
            raise self._breakdown[1]
        return self.kept

    def change(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Kept
        """Keep something else, as one counted call."""
        self.kept = replace(self.look(), **changes)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all of what is done within, or on any exception nothing of it."""
        before = self.kept
        try:
            yield
        except BaseException:
            self.kept = before
            raise

    def beat(self, beat: Beat) -> None:
        """Note that this process is alive."""
        self.change(beat=beat)

    def last_beat(self) -> Beat | None:
        """Return the last sign of life."""
        return self.look().beat

    def show(self, stage: Stage) -> None:
        """Publish what a public view may show, which is not counted: it comes by itself."""
        self.left, self.stage = None, stage

    def hide(self) -> None:
        """Take back what was published."""
        self.left = self.stage = None

    def left_stage(self) -> Stage | None:
        """Return what was left of what the process before showed."""
        return self.left

    def close(self) -> None:
        """Let go of the circle."""
        self.closed = True
        self.left = left_behind(self.left or self.stage) if self.kept.facts else None
        self.stage = None


class FakePeople:
    """``ports.People`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def profile(self) -> Profile:
        """Return the circle's name and rhythm."""
        return self._circle.look().profile

    def put_profile(self, profile: Profile) -> None:
        """Keep the circle's name and rhythm."""
        self._circle.change(profile=profile)

    def members(self) -> tuple[Member, ...]:
        """Return the members in roster order, without those who have left."""
        return tuple(member for member in self.known() if not member.former)

    def known(self) -> tuple[Member, ...]:
        """Return the members, and those who have left."""
        return self._circle.look().members

    def put_members(self, members: Sequence[Member]) -> None:
        """Put these members in place of the whole roster."""
        self._circle.change(members=tuple(members))

    def seating(self) -> Mapping[int, str]:
        """Return who sits where."""
        return self._circle.look().seating

    def put_seating(self, seating: Mapping[int, str]) -> None:
        """Keep who sits where."""
        self._circle.change(seating=dict(seating))

    def script(self) -> Agenda | None:
        """Return the running session's agenda as it was written."""
        return self._circle.look().script

    def put_script(self, script: Agenda | None) -> None:
        """Keep the running session's agenda."""
        self._circle.change(script=script)

    def ledger(self) -> Ledger:
        """Return who had which duty when last."""
        return self._circle.look().ledger

    def put_ledger(self, ledger: Ledger) -> None:
        """Keep who had which duty when last."""
        self._circle.change(ledger=ledger)

    def words(self) -> tuple[Word, ...]:
        """Return the words that are left readable."""
        return self._circle.look().words

    def put_words(self, words: Sequence[Word]) -> None:
        """Keep these words in place of all of them."""
        self._circle.change(words=tuple(words))

    def agreement(self) -> Agreement:
        """Return every version of the circle's agreement."""
        return self._circle.look().agreement

    def put_agreement(self, agreement: Agreement) -> None:
        """Keep these versions in place of all of them."""
        self._circle.change(agreement=tuple(agreement))


class FakeJournal:
    """``ports.Journal`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def append(self, facts: Sequence[Fact]) -> None:
        """Keep the facts after those before."""
        self._circle.guard(*facts)
        self._circle.change(facts=(*self._circle.kept.facts, *facts))

    def read(self) -> tuple[Fact, ...]:
        """Return the facts of the running session."""
        return self._circle.look().facts

    def replace(self, facts: Sequence[Fact]) -> None:
        """Put other facts in place of all of them."""
        self._circle.guard(*facts)
        self._circle.change(facts=tuple(facts))


class FakePrompts:
    """``ports.Prompts`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def put_all(self, used: Sequence[PromptsUsed]) -> None:
        """Keep these in place of all of them."""
        self._circle.change(prompts=tuple(used))

    def all(self) -> tuple[PromptsUsed, ...]:
        """Return what was taken, the oldest session first."""
        return self._circle.look().prompts


class FakeDrafts:
    """``ports.Drafts`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def put_all(self, drafts: Sequence[Draft]) -> None:
        """Keep these drafts in place of all of them."""
        self._circle.guard(*drafts)
        self._circle.change(drafts=tuple(drafts))

    def all(self) -> tuple[Draft, ...]:
        """Return what was being typed and never kept."""
        return self._circle.look().drafts


class FakeKept(Generic[K]):
    """``ports.Kept`` in memory; what is equal by ``by`` is in the order of the random ids."""

    def __init__(
        self, circle: FakeCircle, name: str, by: Callable[[K], date] | None = None
    ) -> None:
        self._circle = circle
        self._name = name
        self._by = by

    def put(self, *values: K) -> None:
        """Keep values, in place of any with the same ids."""
        self._circle.guard(*values)
        changed = {value.id: value for value in values}
        self._circle.change(**{self._name: {**getattr(self._circle.kept, self._name), **changed}})

    def remove(self, ids: Collection[str]) -> None:
        """Remove the values with these ids."""
        kept = _without(getattr(self._circle.kept, self._name), ids)
        self._circle.change(**{self._name: kept})

    def all(self) -> tuple[K, ...]:
        """Return every value, oldest first."""
        kept: Mapping[str, K] = getattr(self._circle.look(), self._name)
        values = [kept[id_] for id_ in sorted(kept)]
        return tuple(sorted(values, key=self._by) if self._by else values)


class FakeNotes(FakeKept[Note]):
    """``ports.Notes`` in memory; the order is that of the random ids."""

    def add(self, note: Note) -> None:
        """Keep a note."""
        self.put(note)

    def all(self, session: str | None = None) -> tuple[Note, ...]:
        """Return the notes (of one session)."""
        return tuple(note for note in super().all() if session in (None, note.session))

    def replace(self, notes: Sequence[Note]) -> None:
        """Put notes in place of those with the same ids."""
        self.put(*notes)


class FakeMeetings:
    """``ports.Meetings`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def put(self, meeting: Meeting) -> None:
        """Keep the meeting in place of the one before."""
        self._circle.change(meeting=meeting)

    def get(self) -> Meeting | None:
        """Return the meeting that was kept, if any."""
        return self._circle.look().meeting


class FakeCards:
    """``ports.Cards`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def put(self, book: CardBook) -> None:
        """Keep the cards in place of those before."""
        self._circle.change(cards=book)

    def get(self) -> CardBook | None:
        """Return the cards, if there ever was one."""
        return self._circle.look().cards


class FakeBackups:
    """``keeping.Backups`` in memory."""

    def __init__(self, circle: FakeCircle) -> None:
        self._circle = circle

    def put_all(self, backups: Sequence[Backup]) -> None:
        """Put these in place of all that were known."""
        self._circle.change(backups=tuple(backups))

    def all(self) -> tuple[Backup, ...]:
        """Return every backup that is known, oldest first."""
        return tuple(sorted(self._circle.look().backups, key=lambda backup: backup.made))
