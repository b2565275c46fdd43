"""``circle next --mail``: each member's invitation as a mail, which a mail program sends."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli import next_invite
from circle_tui.cli.output import say, table
from circle_tui.domain.errors import InputError
from circle_tui.domain.invitation import Method
from circle_tui.domain.values import value

if TYPE_CHECKING:
    from circle_tui.domain.meeting import Meeting
    from circle_tui.services.workspace import Workspace


@value
class Mailed:
    """Each member's mail: their name, REQUEST or CANCEL, its place, and its text in a dry run.

    ``file`` is the invite for everybody, ``folder`` where the drafts are, ``None`` in a dry run.
    ``abreast`` are those who get none, as what they have is true still; ``again`` tells that these
    are the mails of the last time.
    """

    file: Path
    folder: Path | None
    each: tuple[tuple[str, str, str, str], ...] = field(repr=False)
    unreachable: tuple[str, ...] = field(repr=False)
    abreast: tuple[str, ...] = field(repr=False)
    again: bool = False
    sealed: bool = False

    def as_json(self) -> dict[str, object]:
        """Return what the mails are, for ``--json``."""
        if self.folder is None:
            mails = [{"name": n, "method": m, "message": text} for n, m, _, text in self.each]
        else:
            mails = [{"name": n, "method": m, "file": file} for n, m, file, _ in self.each]
        return {
            "mails": mails,
            "no_address": list(self.unreachable),
            "nothing_new": list(self.abreast),
        }

    def tell(self) -> None:
        """Say whose mail is which, or show them all."""
        if self.folder is None:
            self._show()
        else:
            say(f"Invite: {self.file}")
        if self.folder is not None and self.each:
            from circle_tui.export.mail import KINDS

            say(f"Drafts: {self.folder}")
            table([(Path(file).name, KINDS[m], name) for name, m, file, _ in self.each])
            say("Open each with your mail program and send it from the organizer's address.")
        if not self.each and not self.abreast:
            say("Nobody was invited by mail, so there is nobody to tell.")
        if self.again and self.each:
            say("These are the mails of the last time once more: nothing is new since.")
        if self.abreast:
            say(
                f"Nothing new for: {', '.join(self.abreast)}. What they have by mail is true still."
            )
        if self.unreachable:
            say(f"Without an e-mail address, so no mail: {', '.join(self.unreachable)}")
        if self.folder is not None and self.sealed and self.each:
            say("The drafts are not sealed: who has them can read them. Delete them when sent.")

    def _show(self) -> None:
        from circle_tui.export.mail import KINDS

        for name, method, _, text in self.each:
            say(f"--- {KINDS[method]} for {name}")
            for line in text.splitlines():
                say(line)
        say("--- A dry run: nothing was kept, written or sent.")


def add_arguments(parser: ArgumentParser) -> None:
    """Add the mails."""
    parser.add_argument_group("by mail").add_argument(
        "--mail",
        action="store_true",
        help="write a mail for each member, ready to send, into the folder --out; with --dry only "
        "show them",
    )


def hand_out(
    options: Namespace,
    workspace: "Workspace",
    meeting: "Meeting",
    file: Path,
    kept: Callable[[], None],
) -> Mailed:
    """Write a draft for each member, and the invite for everybody: the organizer needs one too.

    ``kept`` ends the step that all of it is one of. In a dry run nothing is written, and the mails
    themselves are returned. Raises ``InputError`` without an organizer, and for a chosen folder
    that holds something.
    """
    from circle_tui.export.files import from_home
    from circle_tui.export.mail import message
    from circle_tui.services.handing_out import prepare, write
    from circle_tui.services.mailing import draft_folder, letters_to_each, posted

    if options.method == Method.PUBLISH:
        raise InputError(
            "--mail asks each member by themselves, and --method publish is for everybody at once: "
            "leave one of them out. Nothing was changed."
        )
    mailing = letters_to_each(workspace.circle, workspace.clock, meeting)
    letters = mailing.letters
    folder: Path | None = None
    places = [""] * len(letters)
    texts = [message(letter).decode("ascii") if options.dry else "" for letter in letters]
    if not options.dry:
        chosen = from_home(options.out).absolute() if options.out else None
        next_invite.require_ours(file, force=options.force)
        drafts = draft_folder(mailing.meeting, workspace.exports, chosen)
        prepared = prepare(workspace.circle, workspace.clock, mailing.meeting, each=False)
        places = list(drafts.hand_over(letters, lambda: write(prepared, file, kept)))
        posted(workspace.circle, mailing)
        folder = drafts.folder
    rows = zip(mailing.members, letters, places, texts, strict=False)
    return Mailed(
        file,
        folder,
        tuple((member.name, letter.method, place, text) for member, letter, place, text in rows),
        tuple(member.name for member in mailing.unreachable),
        tuple(member.name for member in mailing.abreast),
        mailing.again,
        workspace.lock is not None,
    )
