"""``circle import reply``: what members answered on their cards, taken in."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import Refusal

if TYPE_CHECKING:
    from circle_tui.domain.replies import Change
    from circle_tui.services.replies import Incoming


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files, and ``--yes``."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="reply files that members sent")
    parser.add_argument("--yes", action="store_true", help="keep what is shown without asking")


def reply(options: Namespace) -> int:
    """Show what the replies change, ask, and keep all of it in one step."""
    from circle_tui.cli.asking import agreed
    from circle_tui.export.files import from_home
    from circle_tui.services.replies import incoming, take_in

    paths = [from_home(name) for name in options.files]
    with workspace_of(options) as workspace:
        wanted = incoming(workspace, paths)
        _show(wanted)
        if wanted.changes and not (options.yes or agreed("Keep this?")):
            raise Refusal("Nothing was imported.")
        take_in(workspace, wanted)
    if wanted.changes:
        say(f"Imported: {count(len(wanted.changes), 'answer')}.")
    return 0


def _show(wanted: "Incoming") -> None:
    """Say what changes, by whom: on this screen a facilitator knows people by name and alias."""
    for each in wanted.arrived:
        if each.changes:
            say(f"{each.member.name} ({each.member.alias}), {each.path}:")
        for change in each.changes:
            _say_change(change)
    for each in wanted.arrived:
        if not each.changes:
            say(
                f"Nothing new in {each.path}: it was imported before, or says how things stand "
                "already."
            )


def _say_change(change: "Change") -> None:
    step = change.after.steps[-1]
    say(f"- {change.before.text}")
    say(f"  before  {change.before.status}")
    say(f"  after   {change.after.status}" + (f", {step.text}" if step.text else ""))


VERBS = {
    "reply": Command(
        reply,
        "Take in the replies that members saved on their cards.\n"
        "What changes is shown first, by whom, and masked as it will be kept. Either all of it is\n"
        "kept or nothing; a reply that was imported before changes nothing. See docs/cards.md.",
        (
            "circle import reply circle-reply-402913.json",
            "circle import reply ~/Downloads/circle-reply-*.json",
        ),
        add_arguments,
    ),
}
