"""``circle purge``: remove what is older than the circle wants to keep."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError
from circle_tui.domain.upkeep import KEEPABLE, NEVER, days_in, days_text

if TYPE_CHECKING:
    from circle_tui.services.purging import Purge
    from circle_tui.services.workspace import Workspace


def add_arguments(parser: ArgumentParser) -> None:
    """Add how long things are kept, and what stays all the same."""
    parser.add_argument(
        "--older-than", metavar="TIME", help='such as 90d, "12 weeks" or "6 months"'
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--keep",
        metavar="WHAT",
        action="append",
        default=[],
        choices=KEEPABLE,
        help="keep the records of sessions, the exports, or the copies that were set aside",
    )
    parser.add_argument(
        "--default", metavar="TIME", help="how long this circle keeps things; never removes nothing"
    )


def run(options: Namespace) -> int:
    """Show what would go, ask, and remove it in one step."""
    from circle_tui.upkeep import plan_purge, purge

    if options.default is not None:
        return _set_default(options)
    days = days_in(options.older_than) if options.older_than else None
    with workspace_of(options) as workspace:
        if days is None:
            days = workspace.circle.people.profile().keep_days
        if days is None:
            say("This circle keeps everything. Nothing was removed.")
            say("To remove once what is old:  circle purge --older-than 90d")
            say("To be told when there is some:  circle purge --default 90d")
            return 0
        plan = plan_purge(workspace, days, options.keep)
        if not plan:
            say(f"Nothing is older than {days_text(days)}, so nothing was removed.")
            return 0
        _preview(plan)
        if not options.yes:
            from circle_tui.cli.asking import agreed

            if not agreed("Remove this for good?"):
                say("Nothing was removed.")
                return 0
        purge(workspace, plan)
        say("It is removed, and no longer in the files of the circle.")
        _name_backups(workspace)
    return 0


def _set_default(options: Namespace) -> int:
    """Keep how long this circle keeps things; nothing is removed by that."""
    from dataclasses import replace

    if options.older_than:
        raise InputError("Either --default or --older-than: keep a length of time, or remove now.")
    days = None if options.default.strip().casefold() == NEVER else days_in(options.default)
    with workspace_of(options) as workspace:
        people = workspace.circle.people
        people.put_profile(replace(people.profile(), keep_days=days))
    if days is None:
        say("This circle keeps everything until you purge it.")
    else:
        say(f"This circle wants to keep things for {days_text(days)}.")
        say("Nothing goes by itself: you are told when there is something older.")
    return 0


def _preview(plan: "Purge") -> None:
    """Print what would go."""
    say(f"Up to {plan.last:%A} {plan.last.day} {plan.last:%B %Y}, from here go:")
    rows = [
        (plan.notes, "note", f" from {count(plan.sessions, 'session')}"),
        (plan.decisions, "decision", " of these sessions"),
        (plan.items, "action item", ", settled (open ones stay)"),
        (plan.parked, "parked thing", ", settled (what waits stays)"),
        (plan.records, "session record", ", with when it was and how long it took"),
        (plan.files, "exported file", ", of sessions and meetings up to then"),
        (plan.copies, "copy", ", set aside in the circle's folder (of any age)"),
    ]
    for going, thing, more in rows:
        if going:
            plural = "copies" if thing == "copy" and len(going) != 1 else None
            say(f"  {f'{len(going)} {plural}' if plural else count(len(going), thing)}{more}")
    if plan.meeting:
        say("  who was invited to the last meeting, and what they answered")
    for path in (*plan.files, *plan.copies):
        say(f"    {path}")
    if plan.contact:
        say("Their contact time stays, added up by month: circle hours")
    if plan.ageless:
        say(f"{count(plan.ageless, 'text')} without a known session will stay: nobody can tell how")
        say("old they are.")


def _name_backups(workspace: "Workspace") -> None:
    """Name the backups that still hold what was removed."""
    from circle_tui.services.keeping import known_backups

    backups = known_backups(workspace.circle)
    if backups:
        say("These backups were made before and still hold it; delete them if it should be gone:")
        for backup in backups:
            say(f"  {backup.folder}  ({backup.made.astimezone(workspace.zone):%Y-%m-%d})")


COMMAND = Command(
    run,
    "Remove what is old: notes, decisions, what was settled of action items and of the parking\n"
    "lot, session records, exports (invites and drafts of mails, too), and who was invited to a\n"
    "meeting that is over. What would go is shown first. What is open stays.",
    (
        "circle purge --older-than 90d",
        'circle purge --older-than "6 months" --keep records --yes',
        "circle purge --default 90d",
    ),
    add_arguments,
)
