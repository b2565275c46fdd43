"""Taking something on between two sessions: whose it is and by when, in a person's words."""

from datetime import date
from functools import partial

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.capture import ActionLine, read_action, read_day, split_owner
from circle_tui.domain.errors import InputError
from circle_tui.privacy.folding import name_key
from circle_tui.services.coming import next_day
from circle_tui.services.deidentified import deidentified
from circle_tui.services.owners import owners
from circle_tui.services.workspace import Workspace

NEXT_MEETING = "next meeting"


def take_on(
    workspace: Workspace, text: str, owner: str | None = None, due: str | None = None
) -> ActionItem:
    """Keep a new action item, de-identified, and return it.

    The text is read as in a session (``Cedar: send the draft by fri``), but for what ``owner`` and
    ``due`` say. Raises ``InputError`` where one of them is not understood or nothing is left to do,
    else ``StoreError``.
    """
    circle, today = workspace.circle, workspace.here().date()
    alias = None if owner is None else owner_of(workspace, owner)
    day = None if due is None else due_day(workspace, due)
    named = owners(circle.people.members())
    line = " ".join(text.split())
    if due is None:
        meeting = partial(next_day, circle, workspace.clock)
        read = read_action(line, named, today, "", name_key, meeting)
    else:
        read = ActionLine(*split_owner(line, named, name_key), day)
    kept = deidentified(circle, read.text)
    if not kept:
        raise InputError("An action item needs a text that says what to do. Nothing was kept.")
    item = ActionItem(
        workspace.token(), "", read.owner if alias is None else alias, kept, today, read.due
    )
    circle.actions.put(item)
    return item


def owner_of(workspace: Workspace, wanted: str) -> str:
    """Return the alias that is meant by an alias, or by a member's name.

    Items of members who have left go on under their alias. Raises ``InputError`` for nobody's.
    """
    for item in workspace.circle.actions.all():
        if item.owner and name_key(item.owner) == name_key(wanted):
            return item.owner
    return workspace.roster.find(wanted).alias


def due_day(workspace: Workspace, words: str) -> date:
    """Return the day that is meant. Raises ``InputError`` for one that is over, or for none."""
    if " ".join(words.split()).casefold() == NEXT_MEETING:
        day = next_day(workspace.circle, workspace.clock)
        if day is None:
            raise InputError(
                "No next meeting is known, so nothing can be due then. Nothing was changed. Plan "
                "one with: circle next"
            )
        return day
    day = read_day(words, workspace.here().date())
    if day is None:
        raise InputError(
            f'"{words}" is no day that is still to come. Say it as in: fri, "next tue", "in 2 '
            'weeks", "3 Dec", 2026-12-03 or "next meeting". Nothing was changed.'
        )
    return day
