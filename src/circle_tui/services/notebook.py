"""Notes and action items of the running session: typed, de-identified, saved, counted."""

from collections.abc import Callable, Mapping
from datetime import date

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import NotesPolicy
from circle_tui.domain.capture import ActionLine, read_action
from circle_tui.domain.errors import Refused
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.session import Session
from circle_tui.services.screening import screened
from circle_tui.services.writer import Writer


class Notebook:
    """Where a session's notes and action items go.

    ``token`` draws random ids. ``notes`` and ``actions`` hold what is on the disk, so that a
    screen counts only what is safe.
    """

    def __init__(
        self, circle: OpenCircle, session: str, token: Callable[[], str], writer: Writer
    ) -> None:
        self._circle = circle
        self._session = session
        self._token = token
        self._writer = writer
        self.members: tuple[Member, ...] = circle.people.members()
        self.notes: tuple[Note, ...] = circle.notes.all(session)
        self.actions: tuple[ActionItem, ...] = tuple(
            item for item in circle.actions.all() if item.session == session
        )

    def masked(self, text: str) -> str:
        """Return the text as it would be kept."""
        return screened(" ".join(text.split()), self.members)

    def understood(self, line: str, today: date, owner: str = "") -> ActionLine:
        """Return an action item's line as it would be kept."""
        read = read_action(line, self._owners(), today, owner)
        return ActionLine(read.owner, self.masked(read.text), read.due)

    def _owners(self) -> Mapping[str, str]:
        """Map every way to name an owner to the alias: the alias itself, the name, its first part.

        A first name that two members share names neither of them.
        """
        owners: dict[str, str] = {}
        firsts = [member.name.casefold().split()[0] for member in self.members if member.name]
        for member in self.members:
            owners[member.alias.casefold()] = member.alias
            owners[" ".join(member.name.casefold().split())] = member.alias
            first = member.name.casefold().split()[0] if member.name else ""
            if firsts.count(first) == 1:
                owners[first] = member.alias
        return owners

    def refusal(self, session: Session) -> Refused | None:
        """Return why nothing may be written down in the current segment, or ``None``."""
        if session.segment.notes is NotesPolicy.FORBIDDEN:
            return Refused("Nothing is written down in this part; that is how this format works.")
        return None

    async def keep_note(self, session: Session, text: str) -> Refused | None:
        """Keep a note of the current segment, de-identified, or say why not.

        Raises ``StoreError`` when it could not be saved; the text is still the caller's.
        """
        if refused := self.refusal(session):
            return refused
        if not text.strip():
            return Refused("There is nothing to keep yet: type the note first.")
        note = Note(self._token(), self._session, session.current.segment, self.masked(text))
        await self._writer.run(lambda: self._circle.notes.add(note))
        self.notes = (*self.notes, note)
        return None

    async def keep_action(
        self, session: Session, line: str, today: date, owner: str = ""
    ) -> Refused | None:
        """Keep an action item, or say why not.

        ``owner`` is the alias that holds when the line names nobody. Raises ``StoreError`` when it
        could not be saved.
        """
        if refused := self.refusal(session):
            return refused
        read = self.understood(line, today, owner)
        if not read.text.strip():
            return Refused("There is nothing to keep yet: type what will be done.")
        item = ActionItem(
            self._token(), self._session, read.owner, read.text, made=today, due=read.due
        )
        await self._writer.run(lambda: self._circle.actions.put(item))
        self.actions = (*self.actions, item)
        return None
