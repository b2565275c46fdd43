"""``circle next``: the next meeting, and the file that puts it in everybody's calendar."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from circle_tui.services.inviting import NextMeeting
    from circle_tui.services.workspace import Workspace

FILE = "next-meeting.ics"


def add_arguments(parser: ArgumentParser) -> None:
    """Add when to meet, whether to call it off, and where the file goes."""
    parser.add_argument("--on", metavar="WHEN", help='move it: "2026-12-03 18:30", or a date')
    parser.add_argument(
        "--dry", action="store_true", help="only tell when: nothing is kept or written"
    )
    parser.add_argument("--cancel", action="store_true", help="call the next meeting off")
    parser.add_argument(
        "-o", "--out", metavar="FILE", help="where the .ics goes; else the circle's exports"
    )
    parser.add_argument("--force", action="store_true", help="put it in place of a file there")
    json_option(parser)


def run(options: Namespace) -> int:
    """Keep the next meeting, write its invite, and say both."""
    from circle_tui.services.inviting import upcoming, write_invite

    if options.cancel and options.on:
        raise InputError("Either --cancel or --on: a meeting is called off, or it is moved.")
    if options.dry:
        return _tell(options)
    chosen = None if options.out is None else _chosen(options.out, force=options.force)
    with workspace_of(options) as workspace:
        circle = workspace.circle
        following = _following(options, workspace)
        file = chosen or workspace.exports / FILE
        write_invite(circle, following.meeting, file)
        another, _ = upcoming(circle, workspace.clock)
        serving = _serving(workspace, following)
    if options.json:
        document(_as_json(following, file, serving))
        return 0
    told = "Cancelled" if following.called_off else "Next meeting"
    say(f"{told}: {following.words}, {following.meeting.minutes} min")
    _say_serving(serving)
    say(f"Invite: {file}")
    if following.called_off:
        say(f'To meet at another time instead: circle next --on "{another:%Y-%m-%d %H:%M}"')
    return 0


def _tell(options: Namespace) -> int:
    """Tell when the circle meets next, and change nothing."""
    from circle_tui.services.inviting import planned, proposed

    if options.cancel or options.on or options.out or options.force:
        raise InputError(
            "--dry only tells when the circle meets next: leave the other options out."
        )
    with workspace_of(options, looking=True) as workspace:
        circle, clock = workspace.circle, workspace.clock
        following = planned(circle, clock) or proposed(circle, clock)
        serving = _serving(workspace, following)
    if options.json:
        document(_as_json(following, None, serving))
    else:
        told = "Cancelled" if following.called_off else "Next meeting"
        say(f"{told}: {following.words}, {following.meeting.minutes} min")
        _say_serving(serving)
    return 0


def _serving(workspace: "Workspace", following: "NextMeeting") -> dict[str, str]:
    """Return whose turn it is to see to a meeting, by duty; nobody's at one that is called off."""
    from circle_tui.cli.members import turn_to_serve

    day = following.meeting.starts.date()
    return {} if following.called_off else dict(turn_to_serve(workspace, day))


def _say_serving(serving: dict[str, str]) -> None:
    for duty, name in serving.items():
        say(f"{duty.capitalize()}: {name}")


def _following(options: Namespace, workspace: "Workspace") -> "NextMeeting":
    """Return the meeting that the options ask for; one that is called off is told as such."""
    from circle_tui.services.inviting import cadence_of, call_off, move, planned, settle

    circle, clock, token = workspace.circle, workspace.clock, workspace.token
    if options.cancel:
        return call_off(circle, clock)
    if options.on:
        from circle_tui.calendars.phrases import parse_start

        return move(circle, clock, token, parse_start(options.on, cadence_of(circle).at))
    return planned(circle, clock) or settle(circle, clock, token)


def _chosen(output: str, *, force: bool) -> Path:
    """Return the file that was named, or a file of the usual name in a folder that was.

    Raises ``InputError`` for what is there and is no plain file, and, unless there is ``force``,
    for a file that is no invite of ours.
    """
    from circle_tui.calendars.invite import is_ours
    from circle_tui.export.files import require_plain

    path = Path(output).expanduser().absolute()
    path = path / FILE if path.is_dir() else path
    if require_plain(path) and not force and not is_ours(path.read_bytes()):
        raise InputError(
            f"{path} is there already, and is no invite of this program. Nothing was written. "
            "Choose another name, or add --force to put the invite in its place."
        )
    return path


def _as_json(
    following: "NextMeeting", file: Path | None, serving: dict[str, str]
) -> dict[str, object]:
    meeting = following.meeting
    return {
        "starts": meeting.starts.isoformat(timespec="minutes"),
        "zone": meeting.zone,
        "minutes": meeting.minutes,
        "status": meeting.status.value.lower(),
        "words": following.words,
        "file": str(file) if file else None,
        "serving": serving,
    }


COMMAND = Command(
    run,
    "Plan the next meeting from the circle's rhythm and write its calendar invite.\n"
    "The invite says when, and nothing about anyone.",
    (
        "circle next",
        'circle next --on "2099-12-03 18:30" --out ~/invite.ics',
        "circle next --cancel",
        "circle next --dry",
    ),
    add_arguments,
)
