"""What the services need from the outside, as Protocols; ``bootstrap`` chooses who answers."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # whoever makes such a thing loads it
    import circle_tui.domain.keeping as keeping
    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.agreement import Agreement
    from circle_tui.domain.beat import Beat
    from circle_tui.domain.facts import Fact
    from circle_tui.domain.masking import Suggestion
    from circle_tui.domain.meeting import Meeting
    from circle_tui.domain.notes import Draft
    from circle_tui.domain.people import Member, Profile
    from circle_tui.domain.prompts import PromptsUsed
    from circle_tui.domain.rotation import Ledger
    from circle_tui.domain.stage import Stage
    from circle_tui.domain.words import Word


class Clock(Protocol):
    """The time, injected everywhere it is needed."""

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC, running on while the computer sleeps."""
        ...

    def slept(self) -> timedelta:
        """Return how long the computer has slept since this clock was made."""
        ...

    def awake(self) -> float:
        """Return seconds since this clock was made, without those of ``slept``."""
        ...

    def beat(self) -> "Beat":
        """Return the sign of life by which a later process can go on with this very clock."""
        ...


class Recogniser(Protocol):
    """A language model's way to tell who is named in a text. Slow: for a thread of its own."""

    def __call__(self, text: str, /) -> "tuple[Suggestion, ...]":
        """Return what it takes for names in the text, and keep nothing of it."""
        ...


class Journal(Protocol):
    """The facts of the one session that may be running in a circle."""

    def append(self, facts: "Sequence[Fact]") -> None:
        """Force the facts to the disk; they are safe when this returns. Raises ``StoreError``."""
        ...

    def read(self) -> "tuple[Fact, ...]":
        """Return the facts of the running session in order, empty when there is none."""
        ...

    def replace(self, facts: "Sequence[Fact]") -> None:
        """Put other facts in place of all of them (empty: forget the session)."""
        ...


class Drafts(Protocol):
    """What is being typed and not kept yet."""

    def put_all(self, drafts: "Sequence[Draft]") -> None:
        """Keep these drafts in place of all of them; none when nothing is left to come back to.

        Raises ``PrivacyError`` if one still names a member, else ``StoreError``.
        """
        ...

    def all(self) -> "tuple[Draft, ...]":
        """Return what was being typed and never kept."""
        ...


class Prompts(Protocol):
    """Which prompts of the bank were taken in which of the circle's last sessions."""

    def put_all(self, used: "Sequence[PromptsUsed]") -> None:
        """Keep these in place of all of them."""
        ...

    def all(self) -> "tuple[PromptsUsed, ...]":
        """Return what was taken, the oldest session first."""
        ...


class Meetings(Protocol):
    """The next meeting, as it was last exported."""

    def put(self, meeting: "Meeting") -> None:
        """Keep the meeting in place of the one before."""
        ...

    def get(self) -> "Meeting | None":
        """Return the meeting that was kept, if any."""
        ...


class People(Protocol):
    """Who is in the circle; kept apart, so that destroying it unlinks the notes from people."""

    def profile(self) -> "Profile":
        """Return the circle's name and rhythm."""
        ...

    def put_profile(self, profile: "Profile") -> None:
        """Keep the circle's name and rhythm."""
        ...

    def members(self) -> "tuple[Member, ...]":
        """Return the members in roster order, without those who have left."""
        ...

    def known(self) -> "tuple[Member, ...]":
        """Return everybody whose name is masked: the members, and those who have left."""
        ...

    def put_members(self, members: "Sequence[Member]") -> None:
        """Put these in place of everybody who is known."""
        ...

    def seating(self) -> Mapping[int, str]:
        """Return who sits where in the running session: seat to member id."""
        ...

    def put_seating(self, seating: Mapping[int, str]) -> None:
        """Keep who sits where; empty when the session closes."""
        ...

    def script(self) -> "Agenda | None":
        """Return the running session's agenda as its author wrote it, if there is one.

        It may name a member, which the facts may not; so it lies with the people.
        """
        ...

    def put_script(self, script: "Agenda | None") -> None:
        """Keep the running session's agenda; ``None`` when the session closes."""
        ...

    def ledger(self) -> "Ledger":
        """Return who had which duty when last."""
        ...

    def put_ledger(self, ledger: "Ledger") -> None:
        """Keep who had which duty when last, in place of what was kept before."""
        ...

    def words(self) -> "tuple[Word, ...]":
        """Return the words that are left readable in this circle, though they would be masked.

        They may be members' names, so they lie with the people and never with the notes.
        """
        ...

    def put_words(self, words: "Sequence[Word]") -> None:
        """Keep these words in place of all of them."""
        ...

    def agreement(self) -> "Agreement":
        """Return every version of the circle's agreement; empty when none was written yet.

        It is read aloud as it was written, members' names and all, so it lies with the people.
        """
        ...

    def put_agreement(self, agreement: "Agreement") -> None:
        """Keep these versions in place of all of them."""
        ...


class OpenCircle(Protocol):
    """One circle's data, held by this process."""

    @property
    def people(self) -> People:
        """The roster."""
        ...

    @property
    def journal(self) -> Journal:
        """The running session's facts."""
        ...

    @property
    def notes(self) -> "keeping.Notes":
        """The notes."""
        ...

    @property
    def drafts(self) -> Drafts:
        """What is being typed."""
        ...

    @property
    def actions(self) -> "keeping.Actions":
        """The action items."""
        ...

    @property
    def decisions(self) -> "keeping.Decisions":
        """The decisions."""
        ...

    @property
    def parking(self) -> "keeping.Parking":
        """The parking lot."""
        ...

    @property
    def records(self) -> "keeping.Records":
        """The sessions that ended."""
        ...

    @property
    def hours(self) -> "keeping.HoursLog":
        """The time that was logged, and contact time whose sessions were purged."""
        ...

    @property
    def prompts(self) -> Prompts:
        """The prompts that were taken lately."""
        ...

    @property
    def meetings(self) -> Meetings:
        """The next meeting."""
        ...

    @property
    def cards(self) -> "keeping.Cards":
        """The cards that members were given."""
        ...

    @property
    def backups(self) -> "keeping.Backups":
        """Where backups of it were put."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether this circle is only looked at, and may be open elsewhere."""
        ...

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told of the files, as sentences."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Make everything done within one step: all of it is on the disk afterwards, or none."""
        ...

    def beat(self, beat: "Beat") -> None:
        """Note that this process is alive, so that a later one knows when it was lost."""
        ...

    def last_beat(self) -> "Beat | None":
        """Return the last sign of life of a session here, ``None`` if there is none to read."""
        ...

    def show(self, stage: "Stage") -> None:
        """Publish what a public view may show now; letting go of the circle takes it back.

        It touches no store. Raises ``StoreError``; what was published before may be there then.
        """
        ...

    def hide(self) -> None:
        """Take back what was published. Raises ``StoreError`` when it is still there."""
        ...

    def left_stage(self) -> "Stage | None":
        """Return what the process before this one left of what it showed, until ``show``.

        ``None`` where a session goes on is not known: nobody may be named before somebody says so.
        """
        ...

    def close(self) -> None:
        """Let go of the circle."""
        ...
