"""``circle prompts``: the check-in prompts there are, and which of them were used lately."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import home_of, workspace_of
from circle_tui.cli.output import count, document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.services.prompting import Use

DEPTHS = ("light", "open", "deep")
"""How far prompts go, as ``domain.prompts.Depth`` has it; here, so that help imports nothing."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add which prompts are meant."""
    parser.add_argument("--depth", choices=DEPTHS, help="only those that go so far")
    json_option(parser)


def run(options: Namespace) -> int:
    """Print the prompts with when the circle used them; without a circle, the prompts alone."""
    from circle_tui.bootstrap import circle_names
    from circle_tui.domain.prompts import Depth
    from circle_tui.services.prompting import uses

    depth = Depth(options.depth) if options.depth else None
    if options.circle or circle_names(home_of(options)):
        with workspace_of(options, looking=True) as workspace:
            listed = uses(workspace.circle, depth)
    else:
        listed = uses(None, depth)
    if options.json:
        document({"prompts": list(map(_as_json, listed))})
        return 0
    table([(use.prompt.depth, use.prompt.text, _used(use)) for use in listed])
    used = sum(use.ago is not None for use in listed)
    say()
    say(f"{count(len(listed), 'prompt')}, {used or 'none'} of them used lately.")
    return 0


def _used(use: "Use") -> str:
    return "" if use.ago is None else f"used {count(use.ago, 'session')} ago"


def _as_json(use: "Use") -> dict[str, object]:
    return {
        "id": use.prompt.id,
        "depth": use.prompt.depth.value,
        "text": use.prompt.text,
        "sessions_ago": use.ago,
    }


COMMAND = Command(
    run,
    "List the check-in prompts, and when this circle used them last. During a check-in the key f\n"
    "offers those that none of the last twelve sessions used.",
    ("circle prompts", "circle prompts --depth deep", "circle prompts --json"),
    add_arguments,
)
