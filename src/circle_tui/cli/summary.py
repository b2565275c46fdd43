"""``circle export summary``: what a session came to, looked at before it leaves the circle."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import say, tell
from circle_tui.cli.parsing import Command


def add_arguments(parser: ArgumentParser) -> None:
    """Add which session, what of it, and where it goes."""
    parser.add_argument(
        "--session",
        metavar="DAY",
        default="last",
        help='the day it was held, such as "3 Dec" or 2026-12-03; the last one if left out',
    )
    parser.add_argument("--html", action="store_true", help="as a page for any browser, printable")
    parser.add_argument(
        "--no-owners", action="store_true", help="tell of nobody by alias: no owners"
    )
    parser.add_argument(
        "--to", metavar="FILE", help="a file or a folder; else the session's folder in the exports"
    )
    parser.add_argument("--force", action="store_true", help="put it in place of a file there")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--preview", action="store_true", help="only print what would leave")
    how.add_argument("--yes", action="store_true", help="do not show it first, and do not ask")


def run(options: Namespace) -> int:
    """Print what would leave word for word, ask, and write it; nothing is written before that."""
    from circle_tui.export.files import chosen
    from circle_tui.services import summaries, summary_files

    owners = not options.no_owners
    with workspace_of(options, looking=True) as workspace:
        zone, today = workspace.zone, workspace.here().date()
        record = summaries.held(workspace.circle, options.session, today, zone)
        closing = summaries.looked_back(
            workspace.circle, record, workspace.clock, zone, owners=owners
        )
        exports = workspace.exports
    name = summaries.HTML if options.html else summaries.MARKDOWN
    file = summaries.place_of(closing, exports, zone, name)
    if options.to is not None:
        file = chosen(options.to, "summary", name, force=options.force)
    if summaries.says_nothing(closing):
        tell(
            "No note, decision, action item or parked thing of that session is kept: there was "
            "none, or it was removed since. Its times are left, and when the circle meets next."
        )
    text = summaries.as_markdown(closing, zone, owners=owners)
    if not options.yes:
        sys.stdout.write(text)
        if options.preview:
            return 0
        sys.stdout.flush()
        if not _agreed(file, html=options.html):
            say("Nothing was written.")
            return 0
    if options.html:
        text = summaries.as_page(closing, zone, owners=owners)
    summary_files.write(text, file)
    say(f"Summary: {file}")
    say("It is not sealed: who has the file can read it. Names are masked; a story can still be")
    say("recognised. Delete it when you do not need it.")
    return 0


def _agreed(file: Path, *, html: bool) -> bool:
    """Ask whether what was shown may be written."""
    from circle_tui.cli.asking import agreed

    say()
    what = "exactly these words, as a page," if html else "exactly this"
    instead = " in place of the one that is there" if file.exists() else ""
    return agreed(f"Write {what} to {file}{instead}?")


COMMAND = Command(
    run,
    "Show a session's summary, and write it for others if you agree.\n"
    "It has themes, decisions, what became of last time's action items, the new ones, and the\n"
    "next meeting. What leaves is shown word for word; nothing is written before that.",
    (
        "circle export summary",
        'circle export summary --session "3 Dec" --html --no-owners',
        "circle export summary --preview",
        "circle export summary --yes --to ~/summary.md --force",
    ),
    add_arguments,
)
"""A verb of ``circle export``."""
