"""``circle actions``: what members took on, and what became of it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from datetime import date

    from circle_tui.domain.actions import ActionItem
    from circle_tui.services.workspace import Workspace


def list_actions(options: Namespace) -> int:
    """Print the open items, each by its number; with ``--all`` the settled ones after them."""
    from circle_tui.services.followups import ages, every_item, item_numbers

    mine: str | None = None
    with workspace_of(options, looking=True) as workspace:
        items = every_item(workspace.circle)
        numbers = item_numbers(workspace.circle)
        known = ages(workspace.circle, workspace.zone)
        if options.mine is not None:
            from circle_tui.services.taking_on import owner_of

            mine = owner_of(workspace, options.mine)
        today = workspace.here().date()
    listed = [
        (numbers[item.id], item)
        for item in items
        if (item.is_open or options.all) and mine in (None, item.owner)
    ]
    if options.json:
        document({"actions": [_as_json(item, number, known) for number, item in listed]})
    elif listed:
        _print(listed, known, today, history=options.history or options.all)
    else:
        say(f"No action items {'are kept yet' if options.all else 'are open'}.")
    return 0


def _print(
    listed: "Sequence[tuple[str, ActionItem]]",
    ages: Mapping[str, int],
    today: "date",
    *,
    history: bool,
) -> None:
    from circle_tui.domain.actions import WHOLE_CIRCLE, age_text

    rows = [
        (n, i.owner or WHOLE_CIRCLE, i.text, _standing(i, today), age_text(ages[i.id]))
        for n, i in listed
    ]
    below = [_history(item, today) if history else [] for _, item in listed]
    table(rows, below=below)


def _standing(item: "ActionItem", today: "date") -> str:
    """Return how an item stands: partly done or carried, if it is, and to its date."""
    from circle_tui.domain.actions import ActionStatus, due_text

    plain = item.status is ActionStatus.OPEN or not item.is_open
    return ", ".join(filter(None, ("" if plain else item.status, due_text(item, today))))


def _history(item: "ActionItem", today: "date") -> list[str]:
    """Return the dates of an item, and below them how it went."""
    from circle_tui.domain.actions import history_text

    told = [f"{step.on.isoformat()}: {step.text}" for step in item.steps if step.text]
    return [history_text(item, today), *told]


def take(status: str, options: Namespace) -> int:
    """Keep what became of one item, and tell it as it is kept."""
    from circle_tui.domain.actions import ActionStatus, Step
    from circle_tui.services.deidentified import deidentified
    from circle_tui.services.followups import find_item, item_numbers, last_ended, take_step

    with workspace_of(options) as workspace:
        circle, today = workspace.circle, workspace.here().date()
        how = deidentified(circle, options.how or "")
        step = Step(today, ActionStatus(status), how, after=last_ended(circle))
        item = take_step(circle, find_item(circle, options.item), step)
        number = item_numbers(circle)[item.id]
    say(f"{status.capitalize()}: {item.text}")
    if how:
        say(f"How it went, as it is kept: {how}")
    say(f"To take that back: circle actions back {number}")
    return 0


def back(options: Namespace) -> int:
    """Take the last step of one item back."""
    from circle_tui.services.followups import find_item, step_back

    with workspace_of(options) as workspace:
        item = step_back(workspace.circle, find_item(workspace.circle, options.item))
    say(f"Taken back, it is {item.status} now: {item.text}")
    return 0


def add(options: Namespace) -> int:
    """Keep a new item, and tell it as it is kept."""
    from circle_tui.services.taking_on import take_on

    with workspace_of(options) as workspace:
        item = take_on(workspace, options.text, options.owner, options.due)
        say(item_line(item, workspace))
    return 0


def item_line(item: "ActionItem", workspace: "Workspace") -> str:
    """Return a new item's number, whose it is, what it is and by when, as it was kept."""
    from circle_tui.domain.actions import WHOLE_CIRCLE, due_text
    from circle_tui.services.followups import item_numbers

    told = (f"{item.owner or WHOLE_CIRCLE}: {item.text}", due_text(item, workspace.here().date()))
    number = item_numbers(workspace.circle)[item.id]
    return f"Kept as {number}: {' · '.join(filter(None, told))}"


def _as_json(item: "ActionItem", number: str, ages: Mapping[str, int]) -> dict[str, object]:
    return {
        "number": number,
        "id": item.id,
        "owner": item.owner,
        "text": item.text,
        "status": item.status.value,
        "made": item.made.isoformat(),
        "due": item.due.isoformat() if item.due else None,
        "closed": item.closed.isoformat() if item.closed else None,
        "age": ages[item.id],
        "steps": [
            {"on": step.on.isoformat(), "status": step.status.value, "text": step.text}
            for step in item.steps
        ],
    }


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="also those that are done or dropped, and the history"
    )
    parser.add_argument("--mine", metavar="ALIAS", help="only those of this alias")
    parser.add_argument(
        "--history", action="store_true", help="tell the days on which something became of them"
    )
    json_option(parser)


def _item_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "item",
        metavar="ITEM",
        help="its number in circle actions list (or list --all); that stays the same",
    )


def _step_arguments(parser: ArgumentParser) -> None:
    _item_argument(parser)
    parser.add_argument(
        "--how", metavar="TEXT", help="a line on how it went; names are masked before it is kept"
    )


def taking_options(parser: ArgumentParser) -> None:
    """Add whose an action item is to be, and by when."""
    parser.add_argument("--owner", metavar="ALIAS", help="whose it is; the whole circle's if not")
    parser.add_argument(
        "--due", metavar="WORDS", help='such as fri, "next tue", "3 Dec" or "next meeting"'
    )


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", help="what is taken on, as in a session: an owner may come first"
    )
    taking_options(parser)


VERBS = {
    "list": Command(
        list_actions,
        "List the open action items: by alias, due when, and how many sessions old.\n"
        "Each begins with a number of its own, by which the other commands know it. It stays the\n"
        "same, whatever else is added or settled.",
        (
            "circle actions",
            "circle actions list --mine Cedar --history",
            "circle actions list --all",
            "circle actions list --json",
        ),
        _list_arguments,
    ),
    "done": Command(
        partial(take, "done"),
        "Mark an action item as done: it leaves the list, and stays in list --all.",
        ("circle actions done 412", 'circle actions done 412 --how "It took one mail."'),
        _step_arguments,
    ),
    "partly": Command(
        partial(take, "partly"),
        "Mark an action item as partly done: it stays open.",
        ('circle actions partly 412 --how "The first page is there."',),
        _step_arguments,
    ),
    "carry": Command(
        partial(take, "carried"),
        "Carry an action item to the next session. What nobody looks at is carried by itself.",
        ("circle actions carry 087",),
        _step_arguments,
    ),
    "drop": Command(
        partial(take, "dropped"),
        "Drop an action item on purpose: it is not needed any more.",
        ('circle actions drop 087 --how "The form is not needed any more."',),
        _step_arguments,
    ),
    "add": Command(
        add,
        "Take something on between two sessions.",
        (
            'circle actions add "send the draft aims" --owner Cedar --due "next tue"',
            'circle actions add "book the room by next meeting"',
        ),
        _add_arguments,
    ),
    "back": Command(
        back,
        "Take back what became of an action item last: it stands as it stood before.",
        ("circle actions back 412",),
        _item_argument,
    ),
}
