"""What is kept of what was typed: a new thing of some kind, or one that is corrected."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.capture import ActionLine, with_due
from circle_tui.domain.keeping import Kept
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.writing import Kind, Moment

Thing = Note | ActionItem | Parked | Decision
T = TypeVar("T", Note, ActionItem, Parked, Decision)
"""The same, where what comes out is of the kind that goes in."""


def shelves(circle: OpenCircle) -> Mapping[Kind, Kept[Any]]:
    """Return where each kind of thing is kept: each holds values with a text of their own."""
    return {
        Kind.NOTE: circle.notes,
        Kind.ACTION: circle.actions,
        Kind.PARKED: circle.parking,
        Kind.DECISION: circle.decisions,
    }


def new_thing(kind: Kind, id_: str, moment: Moment, read: ActionLine) -> Thing:
    """Return what is kept of a text that was typed at a moment, under a random id.

    The text of ``read`` is to be masked; owner and date are an action item's alone.
    """
    session = moment.session.id
    match kind:
        case Kind.NOTE:
            return Note(id_, session, moment.session.current.segment, read.text)
        case Kind.ACTION:
            return ActionItem(id_, session, read.owner, read.text, moment.today, read.due)
        case Kind.PARKED:
            return Parked(id_, session, read.text, moment.today)
        case Kind.DECISION:
            return Decision(id_, session, read.text)


def corrected(thing: Thing, read: ActionLine) -> Thing:
    """Return a thing with another text, and owner and date if it is an action item."""
    if isinstance(thing, ActionItem):
        return replace(thing, owner=read.owner, text=read.text, due=read.due)
    return replace(thing, text=read.text)


def reworded(thing: T, word: Callable[[str], str]) -> T:
    """Return a thing with every text of it as ``word`` returns it: an item's lines are texts too.

    So whatever looks through what was said, looks through all of it.
    """
    if isinstance(thing, ActionItem):
        steps = tuple(replace(step, text=word(step.text)) for step in thing.steps)
        return replace(thing, text=word(thing.text), steps=steps)
    return replace(thing, text=word(thing.text))


def line_of(thing: Thing) -> str:
    """Return the line in which a thing can be corrected: its text, and the date as one types it."""
    return with_due(thing.text, thing.due if isinstance(thing, ActionItem) else None)
