"""``circle parking``: what was put off to a later meeting."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.parking import Parked


def list_parked(options: Namespace) -> int:
    """Print what waits, each by its number; with ``--all`` what is done or dropped too."""
    from circle_tui.domain.parking import standing_text
    from circle_tui.services.parking import every_thing, parked_things, thing_numbers

    with workspace_of(options, looking=True) as workspace:
        circle = workspace.circle
        shown = every_thing(circle) if options.all else parked_things(circle)
        numbers = thing_numbers(circle)
        settled = len(every_thing(circle)) - len(parked_things(circle))
    if options.json:
        document({"parking": [_as_json(thing, numbers[thing.id]) for thing in shown]})
    elif shown:
        table([(numbers[t.id], t.text, standing_text(t)) for t in shown])
    elif settled:
        say("Nothing waits in the parking lot. What is done or dropped: circle parking list --all")
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
    from circle_tui.services.parking import settle_thing, thing_numbers

    with workspace_of(options) as workspace:
        today = workspace.here().date()
        thing = settle_thing(workspace.circle, options.thing, ParkedStatus(status), today)
        number = thing_numbers(workspace.circle)[thing.id]
    say(f"{status.capitalize()}: {thing.text}")
    say(f"To take that back: circle parking back {number}")
    return 0


def back(options: Namespace) -> int:
    """Let one thing wait again."""
    from circle_tui.services.parking import thing_back

    with workspace_of(options) as workspace:
        thing = thing_back(workspace.circle, options.thing)
    say(f"Waiting again: {thing.text}")
    if thing.became:
        say(f"What was made of it ({thing.became}) stays as it is.")
    return 0


def to_action(options: Namespace) -> int:
    """Make an action item of one thing, and tell it as it is kept."""
    from circle_tui.cli.actions import item_line
    from circle_tui.services.parking import to_action
    from circle_tui.services.taking_on import due_day, owner_of

    with workspace_of(options) as workspace:
        owner = "" if options.owner is None else owner_of(workspace, options.owner)
        due = None if options.due is None else due_day(workspace, options.due)
        item = to_action(workspace, options.thing, owner, due)
        say(item_line(item, workspace))
    return 0


def to_agenda(options: Namespace) -> int:
    """Make a part of an agenda of one thing, and tell where that is."""
    from circle_tui.services.parking import to_agenda

    with workspace_of(options) as workspace:
        thing, file, added = to_agenda(workspace, options.thing, options.agenda, options.minutes)
    if added:
        say(f"On the agenda: {thing.text}, {options.minutes} min")
    else:
        say(f"On the agenda already: {thing.text}. Its part stays as it is.")
    say(f"In {file}, as plain text, and on the public view as the title of its part.")
    say(f"Change it with: circle agenda edit {file.stem}")
    return 0


def _as_json(thing: "Parked", number: str) -> dict[str, object]:
    return {
        "number": number,
        "id": thing.id,
        "text": thing.text,
        "status": thing.status.value,
        "made": thing.made.isoformat(),
        "closed": thing.closed.isoformat() if thing.closed else None,
        "became": thing.became.value if thing.became else None,
    }


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="also what is done or dropped, with the day"
    )
    json_option(parser)


def _thing_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "thing",
        metavar="THING",
        help="its number in circle parking list (or list --all); that stays the same",
    )


def _to_action_arguments(parser: ArgumentParser) -> None:
    from circle_tui.cli.actions import taking_options

    _thing_argument(parser)
    taking_options(parser)


def _to_agenda_arguments(parser: ArgumentParser) -> None:
    _thing_argument(parser)
    parser.add_argument("agenda", metavar="AGENDA", help="an agenda of your own, by name or file")
    parser.add_argument(
        "--minutes", metavar="M", type=int, default=10, help="how long that part is (default: 10)"
    )


VERBS = {
    "list": Command(
        list_parked,
        "List what was put off to a later meeting, the oldest first. Nobody stands beside it.\n"
        "Each begins with a number of its own, by which the other commands know it. It stays the\n"
        "same, whatever else is parked or settled.",
        ("circle parking", "circle parking list --all", "circle parking list --json"),
        _list_arguments,
    ),
    "done": Command(
        done,
        "Mark a parked thing as done: it was taken up.",
        ("circle parking done 412",),
        _thing_argument,
    ),
    "drop": Command(
        drop,
        "Drop a parked thing on purpose: it is not needed any more.",
        ("circle parking drop 087",),
        _thing_argument,
    ),
    "back": Command(
        back,
        "Let a parked thing wait again that was done or dropped.",
        ("circle parking list --all", "circle parking back 412"),
        _thing_argument,
    ),
    "to-action": Command(
        to_action,
        "Make an action item of a parked thing.",
        ("circle parking to-action 412", "circle parking to-action 412 --owner Cedar --due fri"),
        _to_action_arguments,
    ),
    "to-agenda": Command(
        to_agenda,
        "Make a part of one of your own agendas of a parked thing.",
        (
            "circle parking to-agenda 412 my-circle",
            "circle parking to-agenda 412 my-circle --minutes 15",
        ),
        _to_agenda_arguments,
    ),
}
