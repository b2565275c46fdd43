"""The ports of who is in the circle, over ``people.store`` and ``aliases.store``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.agreement import Agreement, AgreementVersion
from circle_tui.domain.cards import CardBook
from circle_tui.domain.errors import StoreError
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.rotation import Duty, Ledger
from circle_tui.domain.upkeep import Backup
from circle_tui.domain.values import value
from circle_tui.domain.words import Word
from circle_tui.storage.database import Database
from circle_tui.storage.stores import Stores
from circle_tui.storage.tables import Step, shelf


class StoredMeetings:
    """The next meeting, kept with the people: its zone is a place, and a place can be a name."""

    def __init__(self, db: Database, step: Step) -> None:
        self._meetings = shelf(db, "meeting", Meeting, step)

    def put(self, meeting: Meeting) -> None:
        """Keep the meeting in place of the one before."""
        self._meetings.put_all([meeting])

    def get(self) -> Meeting | None:
        """Return the meeting that was kept, if any."""
        return next(iter(self._meetings.all()), None)


class StoredCards:
    """The cards that members were given, kept with the aliases: whose a card is unlinks as well."""

    def __init__(self, db: Database, step: Step) -> None:
        self._books = shelf(db, "cards", CardBook, step)

    def put(self, book: CardBook) -> None:
        """Keep the cards in place of those that were kept before."""
        self._books.put_all([book])

    def get(self) -> CardBook | None:
        """Return the cards, ``None`` while there never was one."""
        return next(iter(self._books.all()), None)


class StoredBackups:
    """Where backups were put, kept with the people: a path can hold a name."""

    def __init__(self, db: Database, step: Step) -> None:
        self._backups = shelf(db, "backups", Backup, step)

    def put_all(self, backups: Sequence[Backup]) -> None:
        """Put these in place of all that were known."""
        self._backups.put_all(backups)

    def all(self) -> tuple[Backup, ...]:
        """Return every backup that is known, oldest first."""
        return tuple(sorted(self._backups.all(), key=lambda backup: backup.made))


@value
class Seat:
    """Who sits on one seat of the running session."""

    number: int
    member: str


@value
class Alias:
    """Which alias stands for a member, by the member's id."""

    member: str
    alias: str


class StoredPeople:
    """Who is in the circle; nothing here passes the gate, since names are what it is for."""

    def __init__(self, stores: Stores, step: Step) -> None:
        db = stores.people
        self._stores = stores
        self._step = step
        self._profile = shelf(db, "profile", Profile, step)
        self._members = shelf(db, "members", Member, step)
        self._seats = shelf(db, "seats", Seat, step)
        self._script = shelf(db, "script", Agenda, step)
        self._ledger = shelf(db, "ledger", Duty, step)
        self._words = shelf(db, "words", Word, step)
        self._agreement = shelf(db, "agreement", AgreementVersion, step)
        self._aliases = shelf(stores.aliases, "aliases", Alias, step)
        self._roster: tuple[object, tuple[Member, ...]] = (None, ())

    def profile(self) -> Profile:
        """Return the circle's name and rhythm. Raises ``StoreError`` when there is none."""
        for profile in self._profile.all():
            return profile
        raise StoreError(
            "This circle's people file lacks the circle's name. It was left as it is. Put a copy "
            "from a backup in its place, then open the circle again."
        )

    def put_profile(self, profile: Profile) -> None:
        """Keep the circle's name and rhythm."""
        self._profile.put_all([profile])

    def members(self) -> tuple[Member, ...]:
        """Return the members in roster order, without those who have left."""
        return tuple(member for member in self.known() if not member.former)

    def known(self) -> tuple[Member, ...]:
        """Return everybody whose name is masked: the members, and those who have left.

        Every saved document is checked against them, so they are read once per change.
        A member whose alias is not here, as after a backup was put back, has an empty one.
        """
        stores = (self._stores.people.journal, self._stores.aliases.journal)
        if any(store.staged for store in stores):
            return self._read_known()
        state = tuple(store.changes for store in stores)
        seen, roster = self._roster  # both at once: another thread may be here as well
        if seen != state:
            roster = self._read_known()
            self._roster = state, roster
        return roster

    def _read_known(self) -> tuple[Member, ...]:
        aliases = {entry.member: entry.alias for entry in self._aliases.all()}
        return tuple(
            replace(member, alias=aliases.get(member.id, "")) for member in self._members.all()
        )

    def put_members(self, members: Sequence[Member]) -> None:
        """Put these in place of everybody who is known, and their aliases apart from them."""
        with self._step():
            self._members.put_all(replace(member, alias="") for member in members)
            self._aliases.put_all(Alias(member.id, member.alias) for member in members)

    def seating(self) -> Mapping[int, str]:
        """Return who sits where in the running session: seat to member id."""
        return {seat.number: seat.member for seat in self._seats.all()}

    def put_seating(self, seating: Mapping[int, str]) -> None:
        """Keep who sits where; empty when the session closes."""
        self._seats.put_all(Seat(number, member) for number, member in seating.items())

    def script(self) -> Agenda | None:
        """Return the running session's agenda as its author wrote it, if there is one."""
        return next(iter(self._script.all()), None)

    def put_script(self, script: Agenda | None) -> None:
        """Keep the running session's agenda; ``None`` when the session closes."""
        self._script.put_all([] if script is None else [script])

    def ledger(self) -> Ledger:
        """Return who had which duty when last."""
        return tuple(self._ledger.all())

    def put_ledger(self, ledger: Ledger) -> None:
        """Keep who had which duty when last, in place of what was kept before."""
        self._ledger.put_all(ledger)

    def words(self) -> tuple[Word, ...]:
        """Return the words that are left readable in this circle, though they would be masked."""
        return tuple(self._words.all())

    def put_words(self, words: Sequence[Word]) -> None:
        """Keep these words in place of all of them."""
        self._words.put_all(words)

    def agreement(self) -> Agreement:
        """Return every version of the circle's agreement, the oldest first."""
        return tuple(self._agreement.all())

    def put_agreement(self, agreement: Agreement) -> None:
        """Keep these versions in place of all of them."""
        self._agreement.put_all(agreement)
