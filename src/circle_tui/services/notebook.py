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
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.things import Thing, corrected, line_of, new_thing, shelves
from circle_tui.domain.writing import Kind, Moment, nothing_yet, says_something
from circle_tui.privacy.folding import name_key
from circle_tui.services.drafting import Sheets, draft_text, pieces, put_drafts, remove_lines
from circle_tui.services.handover import Held
from circle_tui.services.masks import NO_CHOICES, Mask
from circle_tui.services.opinion import Opinion
from circle_tui.services.owners import owners
from circle_tui.services.seating import names_by_seat
from circle_tui.services.wording import Wording
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import Writer


class Notebook(Wording):
    """Where what is said in a session goes: notes, action items, parked things, decisions.

    ``token`` draws random ids, ``meeting`` finds the day of the next meeting. ``kept`` holds what
    is on the disk, so that a screen counts only what is safe; ``held`` is what is a presenter's,
    and on no disk. ``correcting`` are the ids of what is in the line again, by kind.
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
        super().__init__(circle, writer, opinion)
        self.held = Held() if held is None else held
        self._session = session
        self._token = token
        self._meeting = meeting
        self._owners = owners(self.members)
        self._names = names_by_seat(circle)
        self._shelves = shelves(circle)
        self.kept: dict[Kind, tuple[Thing, ...]] = {
            kind: tuple(thing for thing in shelf.all() if thing.session == session)
            for kind, shelf in self._shelves.items()
        }
        last = {Kind(draft.kind): draft.of for draft in self.drafts()}
        self.correcting: dict[Kind, str] = {kind: of for kind, of in last.items() if of}
        self._unkept = False

    def read(self, line: str, moment: Moment) -> ActionLine:
        """Understand an action item's line; names in it are not masked yet.

        Who is named in it owns it, else whoever owns the item that is corrected, else the floor.
        """
        old = self.corrected(Kind.ACTION)
        return self._read(line, moment, old.owner if isinstance(old, ActionItem) else moment.floor)

    def _read(self, line: str, moment: Moment, owner: str = "") -> ActionLine:
        return read_action(line, self._owners, moment.today, owner, name_key, self._meeting)

    def drafts(self) -> list[Draft]:
        """Return what was being typed in this session when the program was lost."""
        return [draft for draft in self._circle.drafts.all() if draft.session == self._session]

    def drafts_of(
        self, sheets: Sheets, moment: Moment, besides: Kind | None = None
    ) -> tuple[Draft, ...]:
        """Return what is being written as it may lie on the disk until it is kept, but for a kind.

        Nothing of a presenter's note may, and of a word that is only begun there may be nothing.
        """
        segment, read = moment.session.current.segment, partial(self._read, moment=moment)
        texts = (
            (kind, draft_text(kind, sheet, read, self._known, self.masks), sheet.of)
            for kind, sheet in pieces(sheets, self.correcting, besides)
            if sheet.theirs is None
        )
        return tuple(
            Draft(kind, self._session, segment, text, of)
            for kind, text, of in texts
            if text.strip()
        )

    def in_memory_alone(self, sheets: Sheets, moment: Moment) -> bool:
        """Tell whether nothing of a text that is being written lies on the disk now.

        It may not, or what was to be kept last could not be.
        """
        kept = {draft.kind for draft in self.drafts_of(sheets, moment)}
        alone = (kind not in kept or self.refused(kind, moment) for kind in sheets)
        return any(self._unkept or one for one in alone)

    async def keep_drafts(self, sheets: Sheets, moment: Moment) -> frozenset[Kind]:
        """Keep what is being written, and return of which kinds: a crash does not lose those.

        What lies on the disk stays as it is while such a thing may not be written down. Raises
        ``StoreError``.
        """
        if any(self.refused(kind, moment) for kind in sheets):
            return frozenset()
        drafts = self.drafts_of(sheets, moment)
        try:
            await self._writer.run(lambda: self._put_drafts(drafts))
        except StoreError:
            self._unkept = True
            raise
        self._unkept = False
        return frozenset(Kind(draft.kind) for draft in drafts)

    def _put_drafts(self, drafts: Sequence[Draft]) -> None:
        """Keep these in place of all that were being typed in this session."""
        put_drafts(self._circle, drafts, self._session)

    async def _save(
        self, save: Callable[[], object], masks: Sequence[Mask], drafts: Sequence[Draft]
    ) -> None:
        """Keep something, and in the same step what is still being typed besides."""

        def step() -> None:
            save()
            self._put_drafts(drafts)

        await self.save_step(step, masks)

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
        if not says_something(read.text):
            return nothing_yet(kind)
        found, warning = await self.considered(read.text, choices)
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

        def remove() -> None:
            self._shelves[kind].remove([thing.id])
            remove_lines(self._circle, [thing.id])

        await self._save(remove, (), drafts)
        self.kept[kind] = tuple(other for other in self.kept[kind] if other.id != thing.id)
        if self.correcting.get(kind) == thing.id:
            del self.correcting[kind]


def notebook_for(workspace: Workspace, session: str) -> Notebook:
    """Return the notebook of the session of this id, for whatever the room is run with."""
    space = workspace

    def meeting() -> date | None:
        # Few lines ask for it, and it brings along how meetings are planned.
        from circle_tui.services.coming import next_day

        return next_day(space.circle, space.clock)

    return Notebook(
        space.circle, session, space.token, space.writer, space.held, space.opinion, meeting
    )
