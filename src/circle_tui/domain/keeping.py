"""The ports of what a circle keeps across sessions: values with their own ids, cards, backups."""

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.cards import CardBook
from circle_tui.domain.hours import Hours
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.upkeep import Backup


class Identified(Protocol):
    """A value with a random id of its own, which is never used again."""

    @property
    def id(self) -> str:
        """The id."""
        ...


V = TypeVar("V", bound=Identified)


class Kept(Protocol[V]):
    """Values that have a random id of their own, across sessions."""

    def put(self, *values: V) -> None:
        """Keep values, in place of any with the same ids.

        Raises ``PrivacyError`` if one still names a member, else ``StoreError``.
        """
        ...

    def remove(self, ids: Collection[str]) -> None:
        """Remove the values with these ids; one that is not there is fine."""
        ...

    def all(self) -> tuple[V, ...]:
        """Return every value, oldest first, and never in an order that says who spoke when."""
        ...


Actions = Kept[ActionItem]
Decisions = Kept[Decision]
Parking = Kept[Parked]
Records = Kept[SessionRecord]
HoursLog = Kept[Hours]


class Notes(Kept[Note], Protocol):
    """De-identified notes."""

    def add(self, note: Note) -> None:
        """Keep a note. Raises ``PrivacyError`` if it still names a member, else ``StoreError``."""
        ...

    def all(self, session: str | None = None) -> tuple[Note, ...]:
        """Return the notes (of one session), in an order that says nothing of who spoke when."""
        ...

    def replace(self, notes: Sequence[Note]) -> None:
        """Put notes in place of those with the same ids."""
        ...


class Cards(Protocol):
    """The cards that members were given; kept with the aliases, since a card is somebody's."""

    def put(self, book: CardBook) -> None:
        """Keep the cards in place of those that were kept before."""
        ...

    def get(self) -> CardBook | None:
        """Return the cards, ``None`` while there never was one."""
        ...


class Backups(Protocol):
    """Where backups of the circle were put; kept with the people, since a path can name one."""

    def put_all(self, backups: Sequence[Backup]) -> None:
        """Put these in place of all that were known."""
        ...

    def all(self) -> tuple[Backup, ...]:
        """Return every backup that is known, oldest first."""
        ...
