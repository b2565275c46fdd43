"""The end of a session: filed at once, and taken back as long as somebody looks at what it came to.

What filing takes away is remembered until then, and nowhere but in memory: who sat where and when
each turn began is to be gone with the session.
"""

from collections.abc import Mapping
from dataclasses import field

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.facts import Fact
from circle_tui.domain.notes import Draft
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.prompts import PromptsUsed
from circle_tui.domain.rotation import Ledger
from circle_tui.domain.rules import reopen
from circle_tui.domain.session import fold
from circle_tui.domain.taken_back import THE_END
from circle_tui.domain.values import value
from circle_tui.services import closing
from circle_tui.services.summaries import Results
from circle_tui.services.summary_files import left_lying, removed
from circle_tui.services.workspace import Workspace


@value
class Ended:
    """What became of a session that had ended: one of the three there are.

    ``goes_on`` is what taking the end back did, in words; a session that goes on is not filed.
    """

    filed: bool
    goes_on: str = ""


FILED, UNFILED = Ended(filed=True), Ended(filed=False)


def goes_on(told: str) -> Ended:
    """Return that the end was taken back."""
    return Ended(filed=False, goes_on=told)


@value
class Before:
    """What a circle kept of a session that has ended, before it was filed."""

    facts: tuple[Fact, ...] = field(repr=False)
    seating: Mapping[int, str] = field(repr=False)
    script: Agenda | None = field(repr=False)
    ledger: Ledger = field(repr=False)
    drafts: tuple[Draft, ...] = field(repr=False)
    prompts: tuple[PromptsUsed, ...] = field(repr=False)
    actions: tuple[ActionItem, ...] = field(repr=False)


@value
class Filed:
    """A session that was filed, what it came to, and what it takes to take its end back."""

    results: Results
    before: Before = field(repr=False)


def file_away(workspace: Workspace) -> Filed:
    """Write what a closed session leaves behind and file it. Raises as ``closing.finish`` does.

    For the thread of the store, as ``take_back``.
    """
    before = _before(workspace.circle)
    results = closing.finish(
        workspace.circle,
        workspace.exports,
        workspace.clock,
        workspace.token,
        workspace.zone,
        sealed=workspace.lock is not None,
    )
    return Filed(results, before)


def take_back(workspace: Workspace, filed: Filed) -> str:
    """Let a session that was filed go on at its place, as if it had not ended, and say so.

    The summary goes first, which tells of an end that did not come; the next meeting stays agreed,
    and its invite true. What was handed over to a presenter stays where it is. Raises
    ``CircleError``: the session has ended then and stays filed.
    """
    circle, was = workspace.circle, filed.before
    facts = (*was.facts, *reopen(fold(was.facts), workspace.clock.now()))
    filed_items = {item.id: item for item in circle.actions.all()}
    carried = [item for item in was.actions if filed_items.get(item.id, item) != item]
    told = f"{THE_END} What was handed over stays so." if workspace.held.lying else THE_END
    with removed(filed.results), circle.transaction():
        circle.records.remove([filed.results.record.id])
        circle.actions.put(*carried)
        circle.prompts.put_all(was.prompts)
        circle.drafts.put_all(was.drafts)
        circle.people.put_ledger(was.ledger)
        circle.people.put_seating(was.seating)
        circle.people.put_script(was.script)
        circle.journal.replace(facts)
    if left := left_lying(filed.results, workspace.exports, workspace.zone):
        names = " and ".join(path.name for path in left)
        told = f"{told} {names} in {left[0].parent.name} still tells of that end: delete it."
    return told


def _before(circle: OpenCircle) -> Before:
    people = circle.people
    return Before(
        facts=circle.journal.read(),
        seating=people.seating(),
        script=people.script(),
        ledger=people.ledger(),
        drafts=circle.drafts.all(),
        prompts=circle.prompts.all(),
        actions=circle.actions.all(),
    )
