"""The files of a meeting: the one for everybody, and each member's own beside it.

They reach the disk before what they say is kept, and take their names afterwards: so a meeting is
never moved with nobody able to say so, and no file tells of a move that was not kept.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import field
from pathlib import Path

from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.people import Member
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.values import value
from circle_tui.services.invitations import (
    Invitation,
    Invitations,
    for_each,
    for_everybody,
    mail_owed,
)

FOLDER = "invitations"
"""Where members' own files go, beside the one for everybody."""


@value
class Prepared:
    """The files of a meeting as it is kept: the one for everybody, and members' own.

    ``unreachable`` are those who should have one and have no address; ``mail_owed`` tells whether
    members have the meeting by mail, and these mails are not true any more.
    """

    meeting: Meeting
    data: bytes = field(repr=False)
    each: tuple[Invitation, ...] = ()
    unreachable: tuple[Member, ...] = ()
    mail_owed: bool = False


@value
class Written:
    """What was written: ``file`` for everybody, and each member's own, if they have one."""

    file: Path
    prepared: Prepared
    each: tuple[tuple[Invitation, Path], ...] = ()


def prepare(
    circle: OpenCircle, clock: Clock, meeting: Meeting, *, each: bool | None = None
) -> Prepared:
    """Return the files of the kept ``meeting``, with members' own if ``each``.

    Unless it is said, members have one from the first time on, so that a move or a cancellation
    reaches whoever has the invitation in hand; but not where they are told by mail. Raises as
    ``for_each`` does.
    """
    if each is None:
        each = bool(meeting.asked or meeting.withdrawn) and meeting.posted is None
    invited = for_each(circle, clock, meeting) if each else Invitations(meeting, (), ())
    meeting, data = for_everybody(circle, clock, invited.meeting)
    owed = mail_owed(circle, clock, meeting)
    return Prepared(meeting, data, invited.each, invited.unreachable, owed)


def write(prepared: Prepared, file: Path, kept: Callable[[], None] = lambda: None) -> Written:
    """Write the files of a meeting, ``file`` and members' own in a folder beside it.

    Once they are on the disk ``kept`` is called, and they take their names if that raises nothing.
    Older invitations go; what took this meeting back from somebody stays, to be sent still. Raises
    ``StoreError``, and what ``kept`` raises; nothing is written then.
    """
    from circle_tui.export.files import write_together

    folder = file.parent / FOLDER
    if folder.is_symlink():
        raise StoreError(
            f"{folder} is a link to somewhere else, where others may look. Nothing was written or "
            "changed. Remove it, and try again."
        )
    each = [(invitation, folder / file_name(invitation.member)) for invitation in prepared.each]
    write_together([(file, prepared.data), *((path, i.data) for i, path in each)], kept)
    if each:
        _clear(folder, {path for _, path in each}, prepared.meeting.uid)
    return Written(file, prepared, tuple(each))


def hand_out(
    circle: OpenCircle,
    clock: Clock,
    decide: Callable[[], Meeting],
    file: Path,
    *,
    each: bool | None = None,
) -> Written:
    """Keep what ``decide`` does and returns, and write the files of that meeting, in one step.

    Raises as ``decide``, ``prepare`` and ``write`` do; nothing is kept or written then.
    """
    with one_step(circle) as kept:
        return write(prepare(circle, clock, decide(), each=each), file, kept)


@contextmanager
def one_step(circle: OpenCircle) -> Iterator[Callable[[], None]]:
    """Make all that is kept one step, which ends where what is yielded is called, or else here.

    What raises before that takes everything back.
    """
    with ExitStack() as step:
        step.enter_context(circle.transaction())
        yield step.close


def file_name(member: Member) -> str:
    """Return the name of a member's own file: always the same one, and telling nothing.

    An alias in it would tell whoever carries the mail whose alias it is.
    """
    from hashlib import sha256

    return f"invite-{sha256(member.id.encode()).hexdigest()[:8]}.ics"


def _clear(folder: Path, new: set[Path], uid: str) -> None:
    """Remove invites of ours from members' folder that are not true any more.

    That is all but the ``new`` ones, and those that took this meeting back from somebody.
    """
    from circle_tui.calendars.read_back import MOST_BYTES, is_ours
    from circle_tui.export.files import read_within

    still = f"\r\nUID:{uid}\r\n".encode(), b"\r\nMETHOD:CANCEL\r\n"
    for path in folder.glob("invite-*.ics"):
        with suppress(OSError, InputError):
            data = b"" if path in new else read_within(path, MOST_BYTES) or b""
            if is_ours(data) and not all(line in data for line in still):
                path.unlink()
