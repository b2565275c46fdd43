"""``circle decisions``: what the group decided, de-identified."""

from argparse import Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.services.kept import KeptDecision


def list_decisions(options: Namespace) -> int:
    """Print the decisions, newest session last, under the day they were made."""
    from circle_tui.services.kept import kept_decisions

    with workspace_of(options, looking=True) as workspace:
        decisions = kept_decisions(workspace.circle, workspace.zone)
    if options.json:
        document({"decisions": [_as_json(decision) for decision in decisions]})
        return 0
    if not decisions:
        say("No decisions are kept yet.")
    heading = ""
    for decision in decisions:
        here = str(decision.day or "The session that is running")
        if here != heading:
            if heading:
                say()
            say(heading := here)
        say(f"  {decision.text}")
    return 0


def _as_json(decision: "KeptDecision") -> dict[str, str | None]:
    return {
        "session": decision.session,
        "date": decision.day.isoformat() if decision.day else None,
        "text": decision.text,
    }


VERBS = {
    "list": Command(
        list_decisions,
        "List the decisions of every session. No decision has an author.",
        ("circle decisions", "circle decisions list --json"),
        json_option,
    ),
}
