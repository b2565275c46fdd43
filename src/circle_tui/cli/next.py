"""``circle next``: the next meeting, and the file that puts it in everybody's calendar."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command
from circle_tui.cli.rhythm import cadence_from, rhythm_options
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Cadence, Meeting
    from circle_tui.services.workspace import Workspace

FILE = "next-meeting.ics"


def add_arguments(parser: ArgumentParser) -> None:
    """Add when to meet, whether to call it off, and where the file goes."""
    parser.add_argument("--date", metavar="WHEN", help='move it: "2026-12-03 18:30", or a date')
    parser.add_argument("--cancel", action="store_true", help="call the next meeting off")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where the .ics goes; else the circle's exports"
    )
    json_option(parser)
    rhythm_options(parser)


def run(options: Namespace) -> int:
    """Keep the next meeting, write its invite, and say both."""
    from circle_tui.services.inviting import cadence_of, words, write_invite

    if options.cancel and options.date:
        raise InputError("Either --cancel or --date: a meeting is called off, or it is moved.")
    with workspace_of(options) as workspace:
        circle = workspace.circle
        profile = circle.people.profile()
        cadence = cadence_from(options, workspace.clock.now(), profile.cadence)
        with circle.transaction():
            if cadence:
                circle.people.put_profile(replace(profile, cadence=cadence))
            else:
                cadence = cadence_of(circle)
            meeting = _meeting(options, workspace, cadence, changed=cadence != profile.cadence)
        file = _file(options.output, workspace.exports)
        write_invite(circle, meeting, file)
    if options.json:
        document(_as_json(meeting, words(meeting), file))
        return 0
    cancelled = meeting.status == "CANCELLED"
    say(f"{'Cancelled' if cancelled else 'Next meeting'}: {words(meeting)}, {meeting.minutes} min")
    say(f"Invite: {file}")
    if cancelled:
        say('To meet at another time instead: circle next --date "2026-12-03 18:30"')
    return 0


def _meeting(
    options: Namespace, workspace: "Workspace", cadence: "Cadence", *, changed: bool
) -> "Meeting":
    """Return the meeting that the options ask for, kept.

    One that lies ahead stays as it is, moved or called off though it may be, unless the options
    or a changed rhythm say otherwise.
    """
    from circle_tui.calendars.zones import instant
    from circle_tui.domain.meeting import cancel
    from circle_tui.services.inviting import propose, settle

    circle, clock = workspace.circle, workspace.clock
    kept = circle.meetings.get()
    if kept and instant(kept.starts, kept.zone) <= clock.now():
        kept = None
    if options.date:
        starts = _read_date(options.date, cadence.at)
        if instant(starts, cadence.zone) <= clock.now():
            raise InputError(f'"{options.date}" is over already. Name a time that is ahead.')
        return settle(circle, clock, workspace.token, starts).meeting
    if kept is None and options.cancel:
        raise InputError(
            "No meeting is planned, so there is none to call off. Plan one with: circle next"
        )
    if kept is None or changed:
        kept = settle(circle, clock, workspace.token, propose(circle, clock)).meeting
    if options.cancel:
        kept = cancel(kept, clock.now())
        circle.meetings.put(kept)
    return kept


def _read_date(words: str, at: time) -> datetime:
    """Return wall time from ``2026-12-03 18:30``; a date alone is at the usual time."""
    try:
        starts = datetime.fromisoformat(words.strip())
    except ValueError:
        starts = None
    if starts is None or starts.tzinfo:
        raise InputError(
            f'"{words}" is not a date that can be read. Write year, month, day and time, '
            'as in "2026-12-03 18:30", in the zone of the circle.'
        )
    date_alone = len(words.strip()) <= len("2026-12-03")
    return datetime.combine(starts, at) if date_alone else starts.replace(second=0, microsecond=0)


def _file(output: str | None, exports: Path) -> Path:
    """Return where the invite goes; a folder gets it under its usual name."""
    if output is None:
        return exports / FILE
    path = Path(output).expanduser().absolute()
    return path / FILE if path.is_dir() else path


def _as_json(meeting: "Meeting", words: str, file: Path) -> dict[str, object]:
    return {
        "starts": meeting.starts.isoformat(timespec="minutes"),
        "zone": meeting.zone,
        "minutes": meeting.minutes,
        "status": meeting.status.value.lower(),
        "words": words,
        "file": str(file),
    }


COMMAND = Command(
    run,
    "Plan the next meeting from the circle's rhythm and write its calendar invite.\n"
    "The invite says when, and nothing about anyone.",
    (
        "circle next",
        'circle next --every "3 weeks" --on thu --at 18:30 --zone America/Denver',
        'circle next --date "2099-12-03 18:30" -o ~/invite.ics',
        "circle next --cancel",
    ),
    add_arguments,
)
