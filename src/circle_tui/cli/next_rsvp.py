"""``circle next --import`` and ``--answered``: what members answered, and how many are coming."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, say
from circle_tui.domain.errors import Refusal

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Meeting
    from circle_tui.domain.rsvp import Rsvp, Tally
    from circle_tui.services.rsvps import IncomingRsvps
    from circle_tui.services.workspace import Workspace

_SAID = {"ACCEPTED": "accepted", "TENTATIVE": "maybe", "DECLINED": "declined"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the files that are taken in, and the answers that were given by word of mouth."""
    group = parser.add_argument_group("what members answered")
    group.add_argument(
        "--import",
        dest="answers",
        metavar="FILE",
        nargs="+",
        help="take in answers (.ics, or the mail as .eml); with --dry only show them",
    )
    group.add_argument("--yes", action="store_true", help="with --import: do not ask")
    group.add_argument(
        "--answered",
        metavar="NAME=yes",
        nargs="+",
        action="extend",
        help="take in yes, no or maybe by word of mouth; a later mail counts more; with --dry only "
        "show it",
    )


def run(options: Namespace) -> int:
    """Show what the answers change, ask about files, keep all of it in one step, and count."""
    from circle_tui.services.rsvps import take_in_rsvps, tally_of

    with workspace_of(options, looking=options.dry) as workspace:
        wanted = _incoming(options, workspace)
        if not options.json:
            _show(wanted)
        if wanted.changes and not options.dry:
            if options.answers is not None:
                _ask(options)
            take_in_rsvps(workspace, wanted)
        standing = tally_of(workspace.circle, wanted.meeting)
    if options.json:
        document(
            {"taken_in": 0 if options.dry else wanted.changes}
            | _arrived(wanted)
            | as_json(standing)
        )
        return 0
    if wanted.changes:
        say(
            f"Nothing was kept. With {count(wanted.changes, 'answer')} taken in:"
            if options.dry
            else f"Taken in: {count(wanted.changes, 'answer')}."
        )
    tell(standing)
    return 0


def standing(workspace: "Workspace", meeting: "Meeting") -> "Tally | None":
    """Return how the answers to a meeting stand, as it is kept; ``None`` if nobody was asked."""
    from circle_tui.services.rsvps import tally_of

    kept = workspace.circle.meetings.get()
    return tally_of(workspace.circle, kept) if kept and kept.uid == meeting.uid else None


def tell(tally: "Tally | None") -> None:
    """Say how the answers stand, if anybody was asked."""
    if tally:
        say(f"Answers: {tally.words}")


def as_json(tally: "Tally | None") -> dict[str, object]:
    """Return how the answers stand, for ``--json``: numbers, and nobody."""
    if tally is None:
        return {"answers": None}
    counts = {
        "accepted": tally.accepted,
        "maybe": tally.tentative,
        "declined": tally.declined,
        "not_yet": tally.waiting,
        "quorum": tally.quorum or None,
        "met": tally.met,
    }
    return {"answers": counts}


def _incoming(options: Namespace, workspace: "Workspace") -> "IncomingRsvps":
    """Return what the files, or the answers that were typed, change. Raises as these do."""
    from circle_tui.export.files import from_home
    from circle_tui.services.rsvps import incoming_rsvps, spoken_rsvps

    if options.answers is None:
        return spoken_rsvps(workspace, options.answered)
    return incoming_rsvps(workspace, [from_home(name) for name in dict.fromkeys(options.answers)])


def _ask(options: Namespace) -> None:
    """Ask whether what came in files is to be kept. Raises ``Refusal``."""
    from circle_tui.cli.asking import agreed

    if not options.yes and (options.json or not agreed("Keep this?")):
        raise Refusal(
            "Nothing was taken in." + (" With --json, add --yes." if options.json else "")
        )


def _show(wanted: "IncomingRsvps") -> None:
    """Say who answers what: on this screen a facilitator knows people by name and alias."""
    for each in wanted.arrived:
        if each.old:
            say(f"Nothing new in {each.path}: {each.old}.")
            continue
        before = f", before: {_said(each.before)}" if each.before else ""
        who = f"{each.member.name} ({each.member.alias})"
        source = f"  [{each.path}]" if each.path else ""
        say(f"{who}: {_said(each.rsvp)}{before}{source}")


def _arrived(wanted: "IncomingRsvps") -> dict[str, object]:
    """Return what arrived for other programs: by alias, nobody by name."""
    return {
        "arrived": [
            {
                "alias": each.member.alias,
                "answer": _said(each.rsvp),
                "new": not each.old,
                "why": each.old or None,
            }
            for each in wanted.arrived
        ]
    }


def _said(rsvp: "Rsvp") -> str:
    return _SAID[rsvp.said]
