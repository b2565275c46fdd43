"""``circle next --series``: the coming meetings as one series, for who wants them all at once."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli import next_invite
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import count, document, say
from circle_tui.domain.errors import InputError

FILE = "meetings.ics"

_MOST = 100
"""Meetings in a series; calendars keep what was long ago."""


def add_arguments(parser: ArgumentParser) -> None:
    """Add how many meetings the series has."""
    parser.add_argument(
        "--series", metavar="N", type=int, help="write the next N meetings as one series instead"
    )


def run(options: Namespace) -> int:
    """Write the series, and say what it is not for."""
    from circle_tui.calendars.words import describe
    from circle_tui.calendars.zones import WallTimeProblem
    from circle_tui.export.files import write_private
    from circle_tui.services.meeting_series import export_series

    if not 2 <= options.series <= _MOST:
        raise InputError(f"A series has 2 to {_MOST} meetings, not {options.series}.")
    chosen = next_invite.file_for(options, FILE)
    with workspace_of(options) as workspace:
        try:
            series, data = export_series(
                workspace.circle, workspace.clock, workspace.token, options.series
            )
        except WallTimeProblem as problem:
            raise InputError(
                f"{problem} A series has one hour for all its meetings. Nothing was written. To "
                f'leave that one out: circle rhythm --not-on "{problem.starts:%Y-%m-%d}"'
            ) from None
        file = chosen or workspace.exports / FILE
        write_private(file, data)
    plan = series.plan
    if options.json:
        document(
            {
                "first": plan.first_step.isoformat(timespec="minutes"),
                "last": plan.last_step.isoformat(timespec="minutes"),
                "zone": plan.cadence.zone,
                "without": [step.isoformat(timespec="minutes") for step in plan.without],
                "file": str(file),
            }
        )
        return 0
    say(f"Series: {count(options.series, 'meeting')} ahead, {describe(plan.cadence)}")
    say(f"File: {file}")
    say("It stands beside the invites of single meetings: who has both has each meeting twice.")
    say("After a meeting was moved or called off, write it again and hand it out again.")
    return 0
