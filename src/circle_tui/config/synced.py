"""Tells whether the data folder lies where other computers get a copy of it.

A synced folder takes a file away to somebody's server, keeps old versions of what was removed, and
may put another computer's copy in the place of ours in the middle of a session. A network file
system breaks the promise that what was forced to the disk is there, and often that of a lock.

What can be known: names of folders, marks that the programs leave, and on Linux the kind of file
system. A Mac tells the kind of file system to no Python program, and whether Desktop and Documents
are in iCloud to nobody: there only the names are looked at.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath

TOLD = "synced-folder-told"
"""The file in the data folder that says which warning was given, so that it is given once."""

_NAMES = (
    ("dropbox", r"( \(.+\)|-.+)?", "Dropbox"),
    ("onedrive", r"( ?- ?.+)?", "OneDrive"),
    ("google", r" ?drive( \(.+\)|-.+)?", "Google Drive"),
    ("icloud", r" ?drive( \(.+\))?", "iCloud Drive"),
    ("com~apple~clouddocs", "", "iCloud Drive"),
    ("mobile documents", "", "iCloud Drive"),
    ("cloudstorage", "", "a cloud drive"),
    ("nextcloud", r"\d*", "Nextcloud"),
    ("owncloud", "", "Nextcloud"),
)
"""How such a folder is called, in lower case: how that begins, how it goes on, and by whom."""

_MARKS = (
    (".dropbox", Path.is_file, "Dropbox"),  # in the home folder a folder has that name
    (".dropbox.cache", Path.is_dir, "Dropbox"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", Path.is_file, "OneDrive"),
    (".tmp.driveupload", Path.is_dir, "Google Drive"),
    (".tmp.drivedownload", Path.is_dir, "Google Drive"),
    (".nextcloudsync.log", Path.is_file, "Nextcloud"),
    (".owncloudsync.log", Path.is_file, "Nextcloud"),
    (".stfolder", Path.exists, "Syncthing"),
)
"""What lies at the top of a folder that such a program looks after."""

_NETWORK = frozenset(
    (  # noqa: SIM905 - to be read at a glance
        "nfs nfs4 cifs smb smb2 smb3 smbfs ncpfs afs coda 9p ceph glusterfs lustre davfs "
        "fuse.sshfs fuse.rclone fuse.davfs fuse.davfs2 fuse.s3fs fuse.glusterfs fuse.ceph "
        "fuse.gvfsd-fuse fuse.google-drive-ocamlfuse fuse.onedriver"
    ).split()
)
"""Kinds of file systems that are on another computer, as Linux calls them."""

MOUNTS = Path("/proc/self/mountinfo")


def keeper(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return in words who else gets what is in ``folder``; empty for nobody that can be known.

    Looks only; the folder need not be there yet.
    """
    with suppress(OSError, RuntimeError):
        folder = folder.resolve()
    above = [folder, *folder.parents]
    for place in above:
        name = place.name.casefold()
        for begins, goes_on, said in _NAMES:
            if name.startswith(begins) and re.fullmatch(goes_on, name.removeprefix(begins)):
                return (
                    f"a folder that {said} copies to other computers"
                    if said[0].isupper()
                    else (f"the folder of {said}")
                )
        for mark, is_there, said in _MARKS:
            with suppress(OSError):
                if is_there(place / mark):
                    return f"a folder that {said} copies to other computers"
    if folder.drive.startswith("\\\\"):
        return "a folder on another computer"
    kind = _kind_of_disk(folder, mounts)
    return f"a disk on another computer ({kind})" if kind else ""


def warning(root: Path, mounts: Path = MOUNTS) -> str:
    """Return the sentence about the data folder ``root`` if it has to be said now, else nothing.

    It is said once: a small file in the data folder remembers that. Where that cannot be written it
    is said again. Nothing is made where there is no data folder yet.
    """
    who = keeper(root, mounts)
    if not who or not root.is_dir():
        return ""
    told = root / TOLD
    with suppress(OSError, UnicodeDecodeError):
        if told.read_text(encoding="utf-8").strip() == who:
            return ""
    with suppress(OSError):
        told.write_text(f"{who}\n", encoding="utf-8")
        told.chmod(0o600)
    return (
        f"Your data folder ({root}) is in {who}. What is kept there leaves this computer, old "
        "versions stay after you remove something, and a copy may come back over a newer one. "
        "Better choose a folder that stays here, with --home or CIRCLE_TUI_HOME, and move what is "
        "in it. This is said once."
    )


def _kind_of_disk(folder: PurePath, mounts: Path) -> str:
    """Return the kind of the network file system a folder is on, empty if it is on none."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""  # no Linux
    kind = max(_mounted(lines, folder), default=(0, 0, ""))[2]
    return kind if kind in _NETWORK else ""


def _mounted(lines: Sequence[str], folder: PurePath) -> Iterator[tuple[int, int, str]]:
    """Yield what is mounted above a folder: how deep, in which order, and its kind.

    As in man 5 proc_pid_mountinfo. What counts is the deepest, and of two at one place the later:
    the greatest.
    """
    above = {str(place): len(place.parts) for place in (folder, *folder.parents)}
    for order, line in enumerate(lines):
        left, _, right = line.partition(" - ")
        fields, kinds = left.split(" "), right.split(" ")
        if len(fields) > 4:
            point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
            if point in above:
                yield above[point], order, kinds[0]
