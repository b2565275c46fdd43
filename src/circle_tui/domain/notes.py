"""Notes and decisions: de-identified text, tied to a session and to nobody."""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import final

from circle_tui.domain.actions import ActionItem, Since, said_in
from circle_tui.domain.values import value


@final
@value
class Note:
    """What was kept of what was said.

    There is no author, no turn and no time on purpose, and ``id`` is random, so that nothing in
    the store says who spoke. ``segment`` is the segment's index in the session's agenda.
    """

    id: str
    session: str
    segment: int
    text: str = field(repr=False)


@final
@value
class Decision:
    """What the group decided; it has no author, no turn and no time, and ``id`` is random.

    Nor does it say in which part it was decided: it is the whole circle's.
    """

    id: str
    session: str
    text: str = field(repr=False)


LINE = "line"
"""What a draft is called that is to become a line on how an action item went."""


@value
class Draft:
    """What was being typed, as it would be kept: masked, and tied to nobody.

    ``kind`` is what it was to become (``domain.writing.Kind``, or ``LINE``). ``segment`` is the
    segment's index, as in a ``Note``. ``of`` is the id of what is kept already and was being
    corrected, if any. A line on how an action item went belongs to no session: ``session`` is
    empty, and ``of`` the item's id.
    """

    kind: str
    session: str
    segment: int
    text: str = field(repr=False)
    of: str = ""


def is_line(draft: Draft) -> bool:
    """Tell whether a draft is a line on how an action item went, which no session ends."""
    return draft.kind == LINE


def line_draft(item: str, text: str) -> Draft:
    """Return the draft of a line on how the action item with this id went."""
    return Draft(LINE, "", 0, text, item)


def staying(drafts: Iterable[Draft], items: Iterable[ActionItem], ended: str) -> list[Draft]:
    """Return the drafts that stay where no session runs: the lines that can still be taken in.

    Those are lines on what is open, and on what was settled since the last session ended: how it
    went may be written behind the answer. ``ended`` is the id of that session.
    """
    still = {item.id for item in items if item.is_open or _settled_since(item, ended)}
    return [draft for draft in drafts if is_line(draft) and draft.of in still]


def _settled_since(item: ActionItem, ended: str) -> bool:
    return bool(item.steps) and said_in(item.steps[-1], Since(date.min, ended))
