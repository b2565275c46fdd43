"""``circle export cards``: what each member takes home, one card for each."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import say, table
from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add where the cards go, whose they are, and alarms."""
    parser.add_argument("--to", metavar="FOLDER", help="a new folder; else one in the exports")
    parser.add_argument("--only", metavar="ALIAS", help="one member's card, by alias or name")
    parser.add_argument(
        "--alarm", action="store_true", help="with a reminder the day before a thing is due"
    )


def cards(options: Namespace) -> int:
    """Write the cards, and say which is for whom: here, and nowhere else."""
    from circle_tui.export.files import from_home
    from circle_tui.services.cards import free_folder, write_cards

    with workspace_of(options) as workspace:
        members = (
            [workspace.roster.find(options.only)]
            if options.only
            else workspace.circle.people.members()
        )
        if not members:
            say("Nobody is in this circle yet, so there are no cards. See: circle members add")
            return 0
        folder = from_home(options.to).absolute() if options.to else free_folder(workspace)
        deliveries = write_cards(workspace, folder, members, alarm=options.alarm)
        sealed = workspace.lock is not None
    say(f"Cards: {folder}")
    table([(f"card-{delivery.number}", delivery.name) for delivery in deliveries])
    say("Send each to that person alone. No file says whose it is: this list does, so keep it to")
    say("yourself. A card is .html to read and answer, .md to read, .ics for a list of tasks.")
    say("What comes back: circle import reply FILE")
    if sealed:
        say("The cards are not sealed: who has them can read them. Delete the folder when they are")
        say("sent.")
    return 0


COMMAND = Command(
    cards,
    "Write a card for each member: what is theirs, and what the whole circle took on.\n"
    "The next meeting is on it, and the last decisions if the circle agreed to share them (circle\n"
    "share). No card names anybody, not even by alias. The page (.html) can be answered, and\n"
    "circle import reply takes the answers in. See docs/cards.md.",
    (
        "circle export cards",
        "circle export cards --to ~/cards --alarm",
        "circle export cards --only Lantern",
    ),
    add_arguments,
)
"""A verb of ``circle export``."""
