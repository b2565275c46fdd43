"""What leaves the circle as a file passes the gate again, by today's roster and today's rules.

What is kept passed the gate of its day; a newer version may know more forms of a name. Refusing it
here would leave a session that cannot be closed, so what the gate refuses is masked again, and only
that: a word somebody chose to leave readable stays so. What it refuses even then is left out.

An alias is no name, and the gate lets it pass; where nobody is to be told by alias either, as on a
card, it is masked as a member's name is.
"""

from contextlib import suppress
from dataclasses import replace

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.things import T, reworded
from circle_tui.domain.words import confirmed
from circle_tui.services.screening import screened

WITHHELD = "[withheld]"
"""In place of a text that the gate refuses and no mask makes good."""


class Outlet:
    """The gate on the way out of one circle, by its roster as it is now."""

    def __init__(self, circle: OpenCircle, *, aliases: bool = True) -> None:
        """Read who is to be named nowhere, and what may stand readable all the same.

        Without ``aliases`` also no alias stands in a text, of whoever is or was a member, in
        whatever case: one that is a word as well ("a lantern on the table") is masked with them.
        """
        self._members = circle.people.known()
        self._aliases = () if aliases else tuple(m.alias for m in self._members if m.alias)
        self._roster = [entry for m in self._members for entry in (m.name, m.email) if entry]
        self._shown = confirmed(circle.people.words())

    def text(self, text: str, shown: frozenset[str] = frozenset()) -> str:
        """Return a text as it may leave; ``shown`` may stand readable in this one besides."""
        if not self._passes(text, shown):
            text = screened(text, self._members, self._shown | shown)
            if not self._passes(text, shown):
                return WITHHELD
        return self._by_no_alias(text)

    def _by_no_alias(self, text: str) -> str:
        from circle_tui.privacy.redaction import mask_members

        return mask_members(text, self._aliases) if self._aliases else text

    def _passes(self, document: object, shown: frozenset[str] = frozenset()) -> bool:
        from circle_tui.privacy.gate import check

        with suppress(PrivacyError):
            check(document, self._roster, self._shown | shown)
            return True
        return False

    def document(self, value: object, key: str = "") -> object:
        """Return a document of plain values, nested at will, as it may leave; its keys are ours."""
        match value:
            case str():
                passes = self._passes({key: value})
                return self._by_no_alias(value) if passes else self.text(value)
            case dict():
                return {inner: self.document(item, inner) for inner, item in value.items()}
            case list() | tuple():
                return [self.document(item, key) for item in value]
        return value

    def thing(self, thing: T) -> T:
        """Return what was said and kept as it may leave."""
        if isinstance(thing, ActionItem):
            return replace(reworded(thing, self.text), owner=self.text(thing.owner))
        return reworded(thing, self.text)

    def record(self, record: SessionRecord) -> SessionRecord:
        """Return a session's record as it may leave, and be kept."""
        segments = tuple(replace(s, title=self.text(s.title)) for s in record.segments)
        return replace(record, agenda=self.text(record.agenda), segments=segments)
