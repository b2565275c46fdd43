"""What is written down in the running session: typed, de-identified, saved, counted, corrected."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.capture import ActionLine, nobody_meets, read_action
from circle_tui.domain.errors import Refused, StoreError
from circle_tui.domain.masking import Choices
from circle_tui.domain.notes import Draft
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.things import Thing, corrected, line_of, new_thing, shelves
from circle_tui.domain.words import Word, confirmed, remembered
from circle_tui.domain.writing import EMPTY, Kind, Moment
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.hints import pointers
from circle_tui.privacy.redaction import warm_up
from circle_tui.services.drafting import Sheets, draft_text
from circle_tui.services.handover import Held
from circle_tui.services.inviting import next_day
from circle_tui.services.masks import NO_CHOICES, Mask, Masked, masked, names_member
from circle_tui.services.opinion import Opinion
from circle_tui.services.owners import owners
from circle_tui.services.seating import names_by_seat
from circle_tui.services.words import always_shown
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import Writer

UNREAD = "It is kept with the masks of the rules alone: the language model failed on it."


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


class Notebook:
    """Where what is said in a session goes: notes, action items, parked things, decisions.

    ``token`` draws random ids, ``meeting`` finds the day of the next meeting. ``kept`` holds what
    is on the disk, so that a screen counts only what is safe; ``held`` is what is a presenter's,
    and on no disk. ``correcting`` are the ids of what is in the line again, by kind. ``opinion`` is
    a language model's, and ``warning`` what to know of the text that was kept last.
    """

    def __init__(
        self,
        circle: OpenCircle,
        session: str,
        token: Callable[[], str],
        writer: Writer,
        held: Held | None = None,
        opinion: Opinion | None = None,
        meeting: Callable[[], date | None] = nobody_meets,
    ) -> None:
        self.held = Held() if held is None else held
        self.opinion = Opinion() if opinion is None else opinion
        self.warning = ""
        self._circle = circle
        self._session = session
        self._token = token
        self._writer = writer
        self._meeting = meeting
        self.members: tuple[Member, ...] = circle.people.members()
        self._owners = owners(self.members)
        self._known = circle.people.known()
        self._words = circle.people.words()
        self._always = always_shown(self._words, self._known)
        self._names = names_by_seat(circle)
        self._shelves = shelves(circle)
        self.kept: dict[Kind, tuple[Thing, ...]] = {
            kind: tuple(thing for thing in shelf.all() if thing.session == session)
            for kind, shelf in self._shelves.items()
        }
        self.correcting: dict[Kind, str] = {
            Kind(draft.kind): draft.of for draft in self._drafts() if draft.of
        }

    def warm_up(self) -> None:
        """Read the word lists, in a thread, so that the first key is as quick as the second."""
        warm_up(self._known)
        pointers("")

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

    def read(self, line: str, moment: Moment) -> ActionLine:
        """Understand an action item's line; names in it are not masked yet.

        Who is named in it owns it, else whoever owns the item that is corrected, else the floor.
        """
        old = self.corrected(Kind.ACTION)
        return self._read(line, moment, old.owner if isinstance(old, ActionItem) else moment.floor)

    def _read(self, line: str, moment: Moment, owner: str = "") -> ActionLine:
        return read_action(line, self._owners, moment.today, owner, name_key, self._meeting)

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

    def _drafts(self) -> list[Draft]:
        return [draft for draft in self._circle.drafts.all() if draft.session == self._session]

    def drafts(self) -> dict[str, str]:
        """Return what was being typed in this session when the program was lost, by its kind."""
        return {draft.kind: draft.text for draft in self._drafts()}

    def drafts_of(
        self, sheets: Sheets, moment: Moment, besides: Kind | None = None
    ) -> tuple[Draft, ...]:
        """Return what is being written as it may lie on the disk until it is kept, but for a kind.

        Nothing of a presenter's note may.
        """
        segment, read = moment.session.current.segment, partial(self._read, moment=moment)
        texts = {
            kind: draft_text(kind, sheet, read, self._known, self.masks)
            for kind, sheet in sheets.items()
            if kind is not besides and sheet.theirs is None
        }
        return tuple(
            Draft(kind, self._session, segment, text, self.correcting.get(kind, ""))
            for kind, text in texts.items()
        )

    async def keep_drafts(self, sheets: Sheets, moment: Moment) -> frozenset[Kind]:
        """Keep what is being written, and return of which kinds: a crash does not lose those.

        What lies on the disk stays as it is while such a thing may not be written down. Raises
        ``StoreError``.
        """
        if any(self.refused(kind, moment) for kind in sheets):
            return frozenset()
        drafts = self.drafts_of(sheets, moment)
        await self._writer.run(lambda: self._circle.drafts.put_all(drafts))
        return frozenset(Kind(draft.kind) for draft in drafts)

    async def _save(
        self, save: Callable[[], object], masks: Sequence[Mask], drafts: Sequence[Draft]
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

    def refused(self, kind: Kind, moment: Moment) -> Refused | None:
        """Return why nothing of a kind may be typed now, or ``None``."""
        return moment.refused(kind, correcting=kind in self.correcting)

    async def keep(
        self,
        kind: Kind,
        moment: Moment,
        line: str,
        drafts: Sequence[Draft] = (),
        choices: Choices = NO_CHOICES,
    ) -> Refused | None:
        """Keep what was typed, de-identified, or say why not.

        A note that is a presenter's own is held in memory, and nothing of it reaches the disk. What
        is being corrected is put in place of what it was.
        ``drafts`` is what is still being typed besides, ``choices`` what was decided over the
        masks. Raises ``StoreError`` when it could not be saved; the text is still the caller's.
        """
        if refused := self.refused(kind, moment):
            return refused
        read = self.read(line, moment) if kind is Kind.ACTION else ActionLine("", line)
        if not read.text.strip():
            return Refused(f"There is nothing to keep yet: {EMPTY[kind]}.")
        found, warning = await self._considered(read.text, choices)
        if kind is Kind.NOTE and moment.theirs is not None:
            await self._save(lambda: None, (), drafts)
            shown = frozenset(mask.key for mask in found.masks if mask.shown and mask.guarded)
            self.held.hold(moment.theirs, found.kept, shown, self._names)
        else:
            await self._put(kind, moment, replace(read, text=found.kept), found.masks, drafts)
        self.warning = warning
        return None

    async def _put(
        self,
        kind: Kind,
        moment: Moment,
        read: ActionLine,
        masks: Sequence[Mask],
        drafts: Sequence[Draft],
    ) -> None:
        """Save a new thing, or the one that is corrected; what is typed meanwhile is another."""
        old = self.corrected(kind)
        thing = corrected(old, read) if old else new_thing(kind, self._token(), moment, read)
        of = self.correcting.pop(kind, "")
        try:
            await self._save(lambda: self._shelves[kind].put(thing), masks, drafts)
        except StoreError:
            self.correcting.update({kind: of} if of else {})
            raise
        kept = {**{other.id: other for other in self.kept[kind]}, thing.id: thing}
        self.kept[kind] = tuple(kept.values())

    def corrected(self, kind: Kind) -> Thing | None:
        """Return what is kept already and is in the line again, if anything of the kind is."""
        id_ = self.correcting.get(kind)
        return next((thing for thing in self.kept[kind] if thing.id == id_), None)

    def take_up(
        self, kind: Kind, thing: Thing, moment: Moment, sheets: Container[Kind] = ()
    ) -> str | Refused:
        """Return the line in which something that is kept can be corrected, until it is kept.

        Refused while one of its kind is among the ``sheets``, which it would take the place of.
        """
        if kind in sheets:
            return Refused(
                f"First keep or delete the {kind.label} you are writing: {kind[0]} goes on with it."
            )
        if refused := moment.refused(kind, correcting=True):
            return refused
        self.correcting[kind] = thing.id
        return line_of(thing)

    async def remove(self, kind: Kind, thing: Thing, drafts: Sequence[Draft] = ()) -> None:
        """Remove something that was kept. Raises ``StoreError``; it is still there then.

        ``drafts`` is what is being typed; what was being corrected is a new thing from now on.
        """
        drafts = [replace(draft, of="") if draft.of == thing.id else draft for draft in drafts]
        await self._save(lambda: self._shelves[kind].remove([thing.id]), (), drafts)
        self.kept[kind] = tuple(other for other in self.kept[kind] if other.id != thing.id)
        if self.correcting.get(kind) == thing.id:
            del self.correcting[kind]


def notebook_for(workspace: Workspace, session: str) -> Notebook:
    """Return the notebook of the session of this id, for whatever the room is run with."""
    space = workspace
    return Notebook(
        space.circle,
        session,
        space.token,
        space.writer,
        space.held,
        space.opinion,
        lambda: next_day(space.circle, space.clock),
    )
