"""``circle parking``: what was put off to a later meeting."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.parking import Parked


def list_parked(options: Namespace) -> int:
    """Print what waits, numbered; with ``--all`` what is done or dropped too, without numbers."""
    from circle_tui.domain.parking import standing_text
    from circle_tui.services.followups import every_thing, parked_things

    with workspace_of(options, looking=True) as workspace:
        left = parked_things(workspace.circle)
        shown = every_thing(workspace.circle) if options.all else left
    numbers = {thing.id: number for number, thing in enumerate(left, start=1)}
    if options.json:
        document({"parking": [_as_json(thing, numbers.get(thing.id)) for thing in shown]})
    elif shown:
        rows = [(str(numbers.get(t.id, "")), t.text, standing_text(t)) for t in shown]
        table(rows, right=(0,))
    else:
        say("The parking lot is empty.")
    return 0


def done(options: Namespace) -> int:
    """Mark one thing as done."""
    return _settled(options, "done")


def drop(options: Namespace) -> int:
    """Drop one thing on purpose."""
    return _settled(options, "dropped")


def _settled(options: Namespace, status: str) -> int:
    from circle_tui.domain.parking import ParkedStatus
    from circle_tui.services.followups import settle_thing

    with workspace_of(options) as workspace:
        today = workspace.here().date()
        thing = settle_thing(workspace.circle, options.thing, ParkedStatus(status), today)
    say(f"{status.capitalize()}: {thing.text}")
    return 0


def _as_json(thing: "Parked", number: int | None) -> dict[str, object]:
    return {
        "number": number,
        "id": thing.id,
        "text": thing.text,
        "status": thing.status.value,
        "made": thing.made.isoformat(),
        "closed": thing.closed.isoformat() if thing.closed else None,
    }


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also what is done or dropped")
    json_option(parser)


def _thing_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "thing",
        metavar="THING",
        help="the number in circle parking list, or the id in its --json",
    )


VERBS = {
    "list": Command(
        list_parked,
        "List what was put off to a later meeting, the oldest first. Nobody stands beside it.",
        ("circle parking", "circle parking list --all", "circle parking list --json"),
        _list_arguments,
    ),
    "done": Command(
        done,
        "Mark a parked thing as done: it was taken up.",
        ("circle parking done 1",),
        _thing_argument,
    ),
    "drop": Command(
        drop,
        "Drop a parked thing on purpose.",
        ("circle parking drop 2",),
        _thing_argument,
    ),
}
