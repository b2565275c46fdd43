"""``circle actions``: what members took on."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.actions import ActionItem


def list_actions(options: Namespace) -> int:
    """Print the open items, numbered; with ``--all`` the settled ones too, without numbers."""
    from circle_tui.domain.actions import due_text
    from circle_tui.services.followups import every_item, open_items

    with workspace_of(options, looking=True) as workspace:
        left = open_items(workspace.circle)
        shown = every_item(workspace.circle) if options.all else left
        today = workspace.here().date()
    numbers = {item.id: number for number, item in enumerate(left, start=1)}
    if options.json:
        document({"actions": [_as_json(item, numbers.get(item.id)) for item in shown]})
    elif shown:
        table(
            [
                (str(numbers.get(i.id, "")), i.owner or "everybody", i.text, due_text(i, today))
                for i in shown
            ],
            right=(0,),
        )
    else:
        say("No action items are open.")
    return 0


def done(options: Namespace) -> int:
    """Mark one item as done."""
    from circle_tui.services.followups import mark_done

    with workspace_of(options) as workspace:
        item = mark_done(workspace.circle, options.item, workspace.here().date())
    say(f"Done: {item.text}")
    return 0


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
