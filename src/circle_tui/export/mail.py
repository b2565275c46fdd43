"""Invitations as mails: RFC 6047 (iMIP), as drafts that a mail program opens and sends."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.post import Letter
from circle_tui.export.files import is_there, reason_of
from circle_tui.export.folders import write_folder

if TYPE_CHECKING:
    from email.message import EmailMessage

_HEADERS = {
    *("X-Unsent", "Date", "Message-ID", "From", "To", "Subject", "MIME-Version", "Content-Type"),
}
"""What stands above a mail, and nothing else."""

KINDS: Mapping[str, str] = MappingProxyType({"REQUEST": "invitation", "CANCEL": "cancellation"})
"""What people call a letter by the method of its calendar file; drafts are named so too."""


def message(letter: Letter) -> bytes:
    """Return a letter as a mail; the same letter always gives the same bytes, all of them ASCII.

    Readers see the text, or buttons where their program knows the calendar part, which comes last
    of the alternatives; the same bytes are attached for all other programs. As base64, because a
    mail server may change line ends and trailing blanks of anything else. ``X-Unsent`` makes
    Outlook open it as a draft.
    """
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    mail["Date"] = format_datetime(letter.stamp)
    mail["Message-ID"] = f"<{letter.key}@{letter.sender.address.partition('@')[2]}>"
    mail["From"] = _address(letter.sender.address, letter.sender.name)
    mail["To"] = _address(letter.to.address, letter.to.name)
    mail["Subject"] = _literal(letter.subject)
    mail.set_content(letter.text)
    mail.add_alternative(
        letter.calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": letter.method, "charset": "UTF-8"},
    )
    mail.add_attachment(
        letter.calendar, maintype="application", subtype="ics", filename="invite.ics"
    )
    _settle_parts(mail, letter.key)
    data = mail.as_bytes()
    _require_one_recipient(data, letter)
    return data


def file_name(letter: Letter) -> str:
    """Return what a draft is called: its kind and number, and nothing about whose it is."""
    return f"{KINDS[letter.method]}-{letter.number}.eml"


class DraftFolder:
    """The port ``Post`` over a folder of drafts: all of them are in it, or there is no folder.

    Without a place of its own (``exact`` is ``False``) a number is added where the folder is taken:
    what was not sent yet stays, and what lies in one folder belongs together.
    """

    def __init__(self, folder: Path, *, exact: bool) -> None:
        self.folder = folder
        self._exact = exact

    def hand_over(
        self, letters: Sequence[Letter], kept: Callable[[], object] = lambda: None
    ) -> Sequence[str]:
        """Write a draft for each letter, and return their paths.

        Where the same drafts lie already, they stay. Before there is a folder ``kept`` is called,
        and if that raises there is none. Raises ``InputError`` for a chosen folder that holds
        anything else, else ``StoreError``, and what ``kept`` raises.
        """
        drafts = {file_name(letter): message(letter) for letter in letters}
        try:
            self._settle(drafts)
            if not drafts or _holds(self.folder, drafts):
                kept()
            else:
                write_folder(self.folder, drafts, kept)
        except OSError as error:
            raise StoreError(
                f"The drafts could not be written to {self.folder}: {reason_of(error)}. The "
                "circle's own data is safe and unchanged. Put that right or choose another place, "
                "and try again."
            ) from error
        return [str(self.folder / name) for name in drafts]

    def _settle(self, drafts: Mapping[str, bytes]) -> None:
        """Settle on a folder that is still to be made, is empty, or holds these very drafts."""
        first, count = self.folder, 1
        while not _is_free(self.folder) and not _holds(self.folder, drafts):
            if self._exact:
                raise InputError(
                    f"{first} is there already and is no empty folder. Nothing was written or "
                    "changed. Name one that is still to be made: drafts of another day would be "
                    "sent with these."
                )
            count += 1
            self.folder = first.with_name(f"{first.name}-{count}")


def _is_free(folder: Path) -> bool:
    """Tell whether a folder is still to be made, or is empty."""
    if not is_there(folder):
        return True
    return folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir())


def _holds(folder: Path, drafts: Mapping[str, bytes]) -> bool:
    """Tell whether a folder has just these drafts in it, to the byte."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != set(drafts):
        return False
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == data
        for name, data in drafts.items()
    )


def _address(address: str, name: str) -> object:
    """Return an address as a header takes it, which sees to quotes and to letters beyond ASCII."""
    from email.headerregistry import Address

    user, _, domain = address.partition("@")
    # The library leaves the quotes out where it folds a long name, and these mean something then.
    shown = "".join(" " if sign in "@<>()[]" else sign for sign in _literal(name))
    return Address(" ".join(shown.split()), user, domain)


def _literal(text: str) -> str:
    """Return a header's text as it is meant: the library decodes what looks encoded (RFC 2047).

    What comes out of that was never cleaned: line ends, and with them headers of somebody else's.
    """
    return text.replace("=?", "= ?")


def _require_one_recipient(data: bytes, letter: Letter) -> None:
    """Raise ``InputError`` unless a mail goes to whom it is for, from whom it is, and is whole."""
    from email import message_from_bytes
    from email.policy import SMTP

    read = message_from_bytes(data, policy=SMTP)
    ends = {"From": letter.sender.address, "To": letter.to.address}
    for header, address in ends.items():
        found = [each.addr_spec for value in read.get_all(header, ()) for each in value.addresses]
        if found != [address] or set(read.keys()) != _HEADERS:
            raise InputError(
                "A name or the title of the meeting cannot stand in a mail as it is. Nothing was "
                "written or changed. Write it in plain letters, and try again."
            )


def _settle_parts(mail: "EmailMessage", key: str) -> None:
    """Part the mail by lines of our own, where the library would draw random ones.

    None can be in a part: ``=_`` is in no base64 and no quoted-printable (RFC 2045, 6.7). And only
    the mail itself says which version of MIME it is written in.
    """
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{key}_{number}")
        if part is not mail:
            del part["MIME-Version"]
