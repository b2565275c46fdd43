"""Notes and action items of the running session: typed, de-identified, saved, counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.capture import ActionLine, read_action
from circle_tui.domain.errors import Refused
from circle_tui.domain.masking import Choices
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.presenting import is_presenters
from circle_tui.domain.rules import no_actions, no_notes
from circle_tui.domain.session import Session, fold
from circle_tui.domain.words import Word, confirmed, remembered
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.redaction import warm_up
from circle_tui.services.handover import Held
from circle_tui.services.masks import (
    NO_CHOICES,
    Mask,
    Masked,
    masked,
    names_member,
    while_typing,
    without_begun_name,
)
from circle_tui.services.opinion import Opinion
from circle_tui.services.seating import names_by_seat
from circle_tui.services.words import always_shown
from circle_tui.services.writer import Writer

OTHER = "Other"
"""Where notes are listed whose part of the meeting is not known."""

UNREAD = "It is kept with the masks of the rules alone: the language model failed on it."


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A note as it is read later: its session, that one's day, the segment's title, the text.

    ``day`` is ``None`` while the session runs, or where no session is known. A note that belongs
    to no part that is known is under ``Other``.
    """

    session: str
    day: date | None
    segment: str
    text: str = field(repr=False)


def kept_notes(circle: OpenCircle, zone: tzinfo | None) -> list[KeptNote]:
    """Return all notes, the newest session last, in the order of the session's segments.

    ``zone`` is the circle's, in which a session has its day. Notes of a session that is not
    known, as after a kill or an old backup, come first.
    """
    sessions: list[tuple[str, date | None, tuple[str, ...]]] = [
        (record.id, record.began.astimezone(zone).date(), tuple(s.title for s in record.segments))
        for record in circle.records.all()
    ]
    if facts := circle.journal.read():
        running = fold(facts)
        sessions.append((running.id, None, tuple(s.title for s in running.agenda.segments)))
    notes = sorted(circle.notes.all(), key=lambda note: note.segment)
    known = {session for session, _, _ in sessions}
    strays = sorted({note.session for note in notes} - known)
    return [
        KeptNote(session, day, _title(titles, note.segment), note.text)
        for session, day, titles in [*((stray, None, ()) for stray in strays), *sessions]
        for note in notes
        if note.session == session
    ]


def _title(titles: tuple[str, ...], segment: int) -> str:
    return titles[segment] if 0 <= segment < len(titles) else OTHER


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _told_apart(ways: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the keys of the ways that name one alias only, with that alias."""
    named: dict[str, set[str]] = {}
    for way, alias in ways:
        named.setdefault(name_key(way), set()).add(alias)
    return {key: next(iter(aliases)) for key, aliases in named.items() if key and len(aliases) == 1}


class Notebook:
    """Where a session's notes and action items go.

    ``token`` draws random ids. ``notes`` and ``actions`` hold what is on the disk, so that a
    screen counts only what is safe; ``held`` is what is a presenter's, and on no disk.
    ``opinion`` is a language model's, and ``warning`` what to know of the text that was kept last.
    """

    def __init__(
        self,
        circle: OpenCircle,
        session: str,
        token: Callable[[], str],
        writer: Writer,
        held: Held | None = None,
        opinion: Opinion | None = None,
    ) -> None:
        self.held = Held() if held is None else held
        self.opinion = Opinion() if opinion is None else opinion
        self.warning = ""
        self._circle = circle
        self._session = session
        self._token = token
        self._writer = writer
        self.members: tuple[Member, ...] = circle.people.members()
        self._known = circle.people.known()
        self._words = circle.people.words()
        self._always = always_shown(self._words, self._known)
        self._names = names_by_seat(circle)
        self.notes: tuple[Note, ...] = circle.notes.all(session)
        self.actions: tuple[ActionItem, ...] = tuple(
            item for item in circle.actions.all() if item.session == session
        )

    def warm_up(self) -> None:
        """Read the word lists, in a thread, so that the first key is as quick as the second."""
        warm_up(self._known)

    def masks(self, text: str, choices: Choices = NO_CHOICES) -> Masked:
        """Return the text as it would be kept, and what is masked in it.

        A language model adds what it has said so far.
        """
        text = _in_one_line(text)
        return masked(text, self._known, choices, self._always, self.opinion.known(text))

    async def consider(self, text: str) -> None:
        """Wait until the language model, if there is one, has read what is typed."""
        await self.opinion.of(_in_one_line(text))

    async def _considered(self, text: str, choices: Choices) -> tuple[Masked, str]:
        """Return the text as it is kept, once the language model has read it, and a warning."""
        text = _in_one_line(text)
        answer = await self.opinion.of(text)
        read = masked(text, self._known, choices, self._always, answer.suggested)
        return read, UNREAD if answer.failed else ""

    def masked(self, text: str, choices: Choices = NO_CHOICES) -> str:
        """Return the text as it would be kept."""
        return self.masks(text, choices).kept

    def read(self, line: str, today: date, owner: str = "") -> ActionLine:
        """Understand an action item's line; names in it are not masked yet."""
        return read_action(line, self._owners(), today, owner, key=name_key)

    def understood(
        self, line: str, today: date, owner: str = "", choices: Choices = NO_CHOICES
    ) -> ActionLine:
        """Return an action item's line as it would be kept."""
        read = self.read(line, today, owner)
        return ActionLine(read.owner, self.masked(read.text, choices), read.due)

    def names_member(self, text: str) -> bool:
        """Tell whether a text could name a member, written another way or elsewhere."""
        return names_member(text, self._known)

    async def switch_always(self, mask: Mask) -> None:
        """Leave a word readable in this circle from now on, or mask it again if it was.

        Nobody is asked here whether a member's name may stand there. Raises ``StoreError``.
        """
        await self._remember(Word(mask.key, always=not mask.always, confirmed=mask.guarded))

    async def _remember(self, word: Word) -> None:
        def save() -> tuple[Word, ...]:
            words = remembered(self._circle.people.words(), word)
            self._circle.people.put_words(words)
            return words

        self._words = await self._writer.run(save)
        self._always = always_shown(self._words, self._known)

    def _owners(self) -> Mapping[str, str]:
        """Map every way to name an owner to the alias: the alias itself, the name, its first part.

        The keys are ``name_key``s. What two members share names neither of them, but a full name
        goes before another's first part.
        """
        full = [(way, m.alias) for m in self.members for way in (m.alias, m.name)]
        firsts = [(m.name.partition(" ")[0], m.alias) for m in self.members]
        return {**_told_apart(firsts), **_told_apart(full)}

    def drafts(self) -> dict[str, str]:
        """Return what was being typed in this session when the program was lost, by its kind."""
        return {d.kind: d.text for d in self._circle.drafts.all() if d.session == self._session}

    def as_draft(self, kind: str, segment: int, text: str, choices: Choices = NO_CHOICES) -> Draft:
        """Return a text that is being typed as it may lie on the disk until it is kept.

        Names are masked, and a word that is only begun is left out if it may become a member's
        name, or is not known.
        What was chosen to be shown in this text is masked as well, until the text is kept.
        """
        closed = Choices(hidden=choices.hidden)
        text = without_begun_name(text, self._known)
        read = while_typing(self.masks(text, closed), text)
        return Draft(kind, self._session, segment, read.finished)

    async def keep_drafts(self, drafts: Sequence[Draft]) -> None:
        """Keep what is being typed, so that a crash does not lose it. Raises ``StoreError``."""
        await self._writer.run(lambda: self._circle.drafts.put_all(drafts))

    async def _keep(
        self, save: Callable[[], None], masks: Sequence[Mask], drafts: Sequence[Draft]
    ) -> None:
        """Keep something and forget the draft it was, in one step.

        What somebody was asked twice about is noted first, or the gate would refuse it.
        """
        shown = [
            Word(mask.key, always=mask.always, confirmed=True)
            for mask in masks
            if mask.shown and mask.guarded and mask.key not in confirmed(self._words)
        ]

        def step() -> None:
            with self._circle.transaction():
                if shown:
                    people = self._circle.people
                    people.put_words(remembered(people.words(), *shown))
                save()
                self._circle.drafts.put_all(drafts)

        await self._writer.run(step)
        self._words = remembered(self._words, *shown)

    async def keep_note(
        self,
        session: Session,
        text: str,
        drafts: Sequence[Draft] = (),
        choices: Choices = NO_CHOICES,
    ) -> Refused | None:
        """Keep a note of the current segment, de-identified, or say why not.

        One that is a presenter's own is held in memory, and nothing of it reaches the disk.
        ``drafts`` is what is still being typed besides, ``choices`` what was decided over the
        masks. Raises ``StoreError`` when it could not be saved; the text is still the caller's.
        """
        if refused := no_notes(session):
            return refused
        if not text.strip():
            return Refused("There is nothing to keep yet: type the note first.")
        read, warning = await self._considered(text, choices)
        if is_presenters(session):
            await self._keep(lambda: None, (), drafts)
            shown = frozenset(mask.key for mask in read.masks if mask.shown and mask.guarded)
            self.held.hold(session, read.kept, shown, self._names)
        else:
            note = Note(self._token(), self._session, session.current.segment, read.kept)
            await self._keep(lambda: self._circle.notes.add(note), read.masks, drafts)
            self.notes = (*self.notes, note)
        self.warning = warning
        return None

    async def keep_action(
        self,
        session: Session,
        line: str,
        today: date,
        owner: str = "",
        drafts: Sequence[Draft] = (),
        choices: Choices = NO_CHOICES,
    ) -> Refused | None:
        """Keep an action item, or say why not.

        ``owner`` is the alias that holds when the line names nobody, ``drafts`` what is still being
        typed besides, ``choices`` what was decided over the masks. Raises ``StoreError`` when it
        could not be saved.
        """
        if refused := no_actions(session):
            return refused
        line_read = self.read(line, today, owner)
        if not line_read.text.strip():
            return Refused("There is nothing to keep yet: type what will be done.")
        read, warning = await self._considered(line_read.text, choices)
        item = ActionItem(
            self._token(), self._session, line_read.owner, read.kept, made=today, due=line_read.due
        )
        await self._keep(lambda: self._circle.actions.put(item), read.masks, drafts)
        self.actions = (*self.actions, item)
        self.warning = warning
        return None
