"""``circle actions``: what members took on."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.actions import ActionItem
    from circle_tui.services.workspace import Workspace


def list_actions(options: Namespace) -> int:
    """Print the open items, numbered; with ``--all`` the settled ones too, without numbers."""
    with workspace_of(options) as workspace:
        items = _sorted(workspace)
        today = workspace.here().date()
    numbers = {item.id: number for number, item in enumerate(_open(items), start=1)}
    shown = [item for item in items if options.all or item.id in numbers]
    if options.json:
        document({"actions": [_as_json(item, numbers.get(item.id)) for item in shown]})
    elif shown:
        table(
            [
                (str(numbers.get(i.id, "")), i.owner or "everybody", i.text, _when(i, today))
                for i in shown
            ],
            right=(0,),
        )
    else:
        say("No action items are open.")
    return 0


def done(options: Namespace) -> int:
    """Mark one item as done."""
    from dataclasses import replace

    from circle_tui.domain.actions import ActionStatus

    with workspace_of(options) as workspace:
        item = _find(_sorted(workspace), options.item)
        today = workspace.here().date()
        workspace.circle.actions.put(replace(item, status=ActionStatus.DONE, closed=today))
    say(f"Done: {item.text}")
    return 0


def _sorted(workspace: "Workspace") -> "list[ActionItem]":
    """Return all items, the most urgent first; what has no date comes last."""
    never = date.max
    return sorted(
        workspace.circle.actions.all(),
        key=lambda item: (item.due or never, item.made, item.id),
    )


def _open(items: "Sequence[ActionItem]") -> "list[ActionItem]":
    return [item for item in items if item.status == "open"]


def _find(items: "Sequence[ActionItem]", wanted: str) -> "ActionItem":
    """Return the open item with this id or number. Raises ``InputError`` when there is none."""
    from circle_tui.domain.errors import InputError

    still_open = _open(items)
    for number, item in enumerate(still_open, start=1):
        if wanted in (item.id, str(number)):
            return item
    if any(item.id == wanted for item in items):
        raise InputError("That action item is done already. Nothing was changed.")
    has = f"1 to {len(still_open)} are open" if still_open else "none is open"
    raise InputError(f'There is no open action item "{wanted}"; {has}. See: circle actions list')


def _when(item: "ActionItem", today: date) -> str:
    """Return how an item stands to its date: ``due today``, ``overdue since 3 December 2026``."""
    if item.closed:
        return f"{item.status} {_day(item.closed)}"
    if item.due is None or item.due == today:
        return "due today" if item.due else ""
    return f"{'overdue since' if item.due < today else 'due'} {_day(item.due)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _as_json(item: "ActionItem", number: int | None) -> dict[str, object]:
    return {
        "number": number,
        "id": item.id,
        "owner": item.owner,
        "text": item.text,
        "status": item.status.value,
        "made": item.made.isoformat(),
        "due": item.due.isoformat() if item.due else None,
        "closed": item.closed.isoformat() if item.closed else None,
    }


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also those that are done")
    json_option(parser)


def _done_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "item", metavar="ITEM", help="the number in circle actions list, or the id in its --json"
    )


VERBS = {
    "list": Command(
        list_actions,
        "List the open action items, with who took them on by alias.",
        ("circle actions", "circle actions list --all", "circle actions list --json"),
        _list_arguments,
    ),
    "done": Command(
        done, "Mark an action item as done.", ("circle actions done 2",), _done_arguments
    ),
}
