"""``circle next`` where there is no circle yet: one meeting, kept in nothing but its file.

The file carries the meeting's identity, so that writing it again moves the meeting in calendars and
``--cancel`` takes it back.
"""

from argparse import Namespace
from typing import TYPE_CHECKING

from circle_tui.cli import next_invite
from circle_tui.cli.opening import home_of
from circle_tui.cli.output import document, say, tell
from circle_tui.domain.errors import InputError, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from circle_tui.domain.meeting import Meeting
    from circle_tui.domain.ports import Clock


def meant(options: Namespace) -> bool:
    """Tell whether a file is wanted, and there is no circle that could keep the meeting."""
    if options.out is None or options.circle is not None:
        return False
    if options.on is None and not options.cancel:
        return False
    from circle_tui.bootstrap import circle_names

    return not circle_names(home_of(options))


def run(options: Namespace, name: str) -> int:
    """Write the file, and say what it holds; ``name`` is what it is called in a folder.

    Raises ``InputError`` for what needs a circle, and as with a circle; nothing is written then.
    """
    from circle_tui.bootstrap import token
    from circle_tui.calendars.invite import invite
    from circle_tui.calendars.read_back import MOST_BYTES
    from circle_tui.calendars.words import start_text
    from circle_tui.export.files import read_within, write_private
    from circle_tui.services.clock import AnchoredClock

    asked = Namespace(**{**vars(options), "method": None})
    if options.method == "request" or options.update or next_invite.chosen(asked):
        raise InputError(
            "Without a circle there is only a plain invite: when, and nothing else. Nothing was "
            'written. Make a circle with: circle new "Thursday circle"'
        )
    path = next_invite.file_for(options, name)
    assert path is not None
    data = read_within(path, MOST_BYTES) or b""
    meeting = _meeting(options, data, AnchoredClock(), token)
    write_private(path, invite(meeting))
    words = start_text(meeting.starts, meeting.zone)
    if options.json:
        document(
            {
                "starts": meeting.starts.isoformat(timespec="minutes"),
                "zone": meeting.zone,
                "minutes": meeting.minutes,
                "status": meeting.status.value.lower(),
                "words": words,
                "file": str(path),
            }
        )
        return 0
    say(f"{'Cancelled' if options.cancel else 'Meeting'}: {words}, {meeting.minutes} min")
    say(f"Invite: {path}")
    tell("There is no circle here, so the meeting is kept in this file alone.")
    return 0


def _meeting(
    options: Namespace, data: bytes, clock: "Clock", token: "Callable[[], str]"
) -> "Meeting":
    """Return the meeting that is asked for, with the identity of the one that lies in the file."""
    from circle_tui.calendars.phrases import length
    from circle_tui.calendars.read_back import meeting_in
    from circle_tui.calendars.starts import start_typed
    from circle_tui.calendars.zones import instant, local_zone_name
    from circle_tui.domain.meeting import USUAL_MINUTES, cancel, plan_meeting

    now = clock.now()
    before = meeting_in(data)
    if before is not None and instant(before.starts, before.zone) <= now:
        before = None
    if options.cancel:
        if before is None:
            raise Refusal("There is no meeting ahead in that file, so there is none to call off.")
        return cancel(before, now)
    name = before.zone if before else local_zone_name()
    usual = {name: before.starts.time()} if before else {}
    typed = start_typed(
        options.on,
        now,
        name,
        usual,
        options.zone,
        following=lambda: instant(before.starts, before.zone) if before else None,
    )
    tell(typed.renamed)
    minutes = options.minutes
    if minutes is None:
        minutes = before.minutes if before else USUAL_MINUTES
    uid = token() + token()
    return plan_meeting(before, typed.starts, typed.zone, length(minutes), uid=uid, stamp=now)
