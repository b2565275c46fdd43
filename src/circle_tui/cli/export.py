"""``circle export``: what leaves the circle as files.

Members' cards, a session's summary, and the way out: a plain file that stock TinyDB opens.
"""

from argparse import ArgumentParser, Namespace

from circle_tui.cli import cards, summary
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError


def add_arguments(parser: ArgumentParser) -> None:
    """Add where it goes and what is in it."""
    parser.add_argument("--tinydb", metavar="FILE", help="where the file goes")
    parser.add_argument(
        "--with-people", action="store_true", help="also members' names and who has which alias"
    )
    parser.add_argument("--force", action="store_true", help="put it in place of a file there")


def run(options: Namespace) -> int:
    """Write the file and say plainly what is in it."""
    from circle_tui.export.files import chosen
    from circle_tui.upkeep import export_plain

    if options.tinydb is None:
        raise InputError(
            "Say what to export: circle export summary (of a session), circle export cards (one "
            "for each member), or circle export --tinydb FILE (everything). Nothing was written."
        )
    file = chosen(options.tinydb, "export", force=options.force)
    with workspace_of(options, looking=True) as workspace:
        documents = export_plain(
            workspace, file, with_people=options.with_people, overwrite=options.force
        )
    say(f"Exported: {file}, {count(documents, 'document')}")
    if options.with_people:
        say("It holds names, addresses, and which alias is whose: the notes' action items can be")
        say("traced to people with it.")
    else:
        say("It holds what was said and done, by alias. To have the people too: --with-people")
    say("It is not sealed: who has the file can read it. Delete it when you do not need it.")
    return 0


VERBS = {
    "data": Command(
        run,
        "Write everything but the people to one plain JSON file, which stock TinyDB opens.",
        (
            "circle export --tinydb circle.json",
            "circle export --tinydb circle.json --with-people --force",
        ),
        add_arguments,
    ),
    "cards": cards.COMMAND,
    "summary": summary.COMMAND,
}
