"""``circle next``: the next meeting, and the file that puts it in everybody's calendar."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli import (
    next_alone,
    next_find,
    next_invite,
    next_mail,
    next_rsvp,
    next_series,
    next_when,
)
from circle_tui.cli.next_modes import mode_of
from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError

if TYPE_CHECKING:
    from circle_tui.services.inviting import NextMeeting
    from circle_tui.services.workspace import Workspace


def add_arguments(parser: ArgumentParser) -> None:
    """Add when to meet, whether to call it off, and where the file goes."""
    parser.add_argument(
        "--dry", action="store_true", help="only tell when: nothing is kept or written"
    )
    parser.add_argument("--cancel", action="store_true", help="call the next meeting off")
    parser.add_argument(
        "-o", "--out", metavar="FILE", help="where the .ics goes; else the circle's exports"
    )
    parser.add_argument("--force", action="store_true", help="put it in place of a file there")
    json_option(parser)
    next_when.add_arguments(parser)
    next_find.add_arguments(parser)
    next_invite.add_arguments(parser)
    next_series.add_arguments(parser)
    next_mail.add_arguments(parser)
    next_rsvp.add_arguments(parser)


def run(options: Namespace) -> int:
    """Keep the next meeting, write its invite, and say both; or what else is asked for."""
    mode = mode_of(options)
    if options.out is not None and not options.out.strip():
        raise InputError("--out names no file and no folder. Nothing was changed.")
    match mode:
        case "import":
            return next_rsvp.run(options)
        case "find":
            return next_find.run(options)
        case "series":
            return next_series.run(options)
        case "list":
            return next_when.run_list(options)
        case "dry":
            return _tell(options)
    next_when.check(options)
    next_invite.check(options)
    from circle_tui.services.inviting import INVITE

    if mode == "plan" and next_alone.meant(options):
        return next_alone.run(options, INVITE)
    return _plan(options, by_mail=mode == "mail")


def _plan(options: Namespace, *, by_mail: bool) -> int:
    """Keep the next meeting and hand it out, in one step; in a dry run nothing stays."""
    from circle_tui.services.handing_out import one_step
    from circle_tui.services.inviting import INVITE
    from circle_tui.services.moving import moved_from, moved_words

    chosen = None if by_mail else next_invite.file_for(options, INVITE)
    with workspace_of(options) as workspace, suppress(_Undone), one_step(workspace.circle) as kept:
        next_invite.remember(options, workspace)
        before = workspace.circle.meetings.get()
        following = next_when.following(options, workspace)
        meeting = next_invite.meant(options, workspace, following.meeting)
        following = replace(following, meeting=meeting)
        ways = next_mail.hand_out if by_mail else next_invite.hand_out
        handed = ways(options, workspace, meeting, chosen or workspace.exports / INVITE, kept)
        serving = _serving(workspace, following)
        told = next_when.Told(workspace, following, before)
        answers = next_rsvp.standing(workspace, meeting)
        ways_on = _ways_on(workspace, following)
        if options.dry:
            raise _Undone
    if options.json:
        own = _as_json(following, None if options.dry else handed.file, serving)
        own["moved_from"] = moved_from(before, meeting) or None
        document(own | next_rsvp.as_json(answers) | told.as_json() | handed.as_json())
        return 0
    _say(following, serving, told, moved_words(before, meeting))
    next_rsvp.tell(answers)
    handed.tell()
    for line in ways_on:
        say(line)
    return 0


class _Undone(Exception):
    """Takes back what a dry run has done."""


def _tell(options: Namespace) -> int:
    """Tell when the circle meets next, and change nothing."""
    with workspace_of(options, looking=True) as workspace:
        following = next_when.seen(workspace)
        serving = _serving(workspace, following)
        told = next_when.Told(workspace, following)
        answers = next_rsvp.standing(workspace, following.meeting)
        ways_on = _ways_on(workspace, following)
    if options.json:
        own = _as_json(following, None, serving) | next_rsvp.as_json(answers)
        document(own | told.as_json())
        return 0
    _say(following, serving, told)
    next_rsvp.tell(answers)
    for line in ways_on:
        say(line)
    return 0


def _ways_on(workspace: "Workspace", following: "NextMeeting") -> tuple[str, ...]:
    """Return how it goes on after a meeting that was called off; nothing is said of any other."""
    from circle_tui.domain.errors import Refusal
    from circle_tui.services.inviting import proposed

    if not following.called_off:
        return ()
    way = f"circle next --on {next_when.another(workspace)}"
    try:
        words = proposed(workspace.circle, workspace.clock).words
    except (InputError, Refusal):  # no rhythm, or a time that does not exist
        return (f"To meet at another time instead: {way}",)
    return f"After it the rhythm has: {words}", f"To plan that, or any other time: {way}"


def _say(
    following: "NextMeeting",
    serving: dict[str, str],
    told: next_when.Told,
    moved: Sequence[str] = (),
) -> None:
    """Say when the meeting is, for everybody, what that changed, and who sees to what."""
    what = "Cancelled" if following.called_off else "Next meeting"
    say(f"{what}: {following.words}, {following.meeting.minutes} min")
    for line in moved:
        say(line)
    told.say()
    absent = {member.name for member in told.not_invited}
    for duty, name in serving.items():
        say(f"{duty.capitalize()}: {name}{', who is not invited' if name in absent else ''}")


def _serving(workspace: "Workspace", following: "NextMeeting") -> dict[str, str]:
    """Return whose turn it is to see to a meeting, by duty; nobody's at one that is called off."""
    from circle_tui.cli.members import turn_to_serve

    day = following.meeting.starts.date()
    return {} if following.called_off else dict(turn_to_serve(workspace, day))


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
    "The invite says when, and nothing about anyone unless you choose so.",
    (
        "circle next",
        'circle next --on "2099-12-03 18:30" --zone Europe/Berlin --minutes 90 \\\n'
        "      --out ~/invite.ics",
        'circle next --move "next thu 18:00"',
        "circle next --cancel",
        "circle next --list 6",
        "circle next --dry",
        "circle next --find --weeks 2",
        "circle next --find --busy Otter=otter.ics --busy Heron=heron.ics",
        "circle next --link https://meet.example.org/room --alarm 30",
        "circle next --organizer ada@example.org --method request --out ~/mail",
        "circle next --uninvite Noor",
        "circle next --mail --out ~/mails",
        "circle next --import reply.ics answer.eml",
        "circle next --answered Noor=yes Will=no Ana=maybe",
        "circle next --series 6",
    ),
    add_arguments,
)
