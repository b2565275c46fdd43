"""Folders of which other computers get a copy: found by name, by mark, and by kind of disk."""

from pathlib import Path

import pytest

from circle_tui.config.synced import TOLD, keeper, warning

NOWHERE = Path("/nonexistent/mountinfo")


@pytest.mark.parametrize(
    ("folder", "who"),
    [
        ("/home/ana/Dropbox/circles", "Dropbox"),
        ("/Users/ana/Dropbox (Personal)/x", "Dropbox"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Example/x", "OneDrive"),
        ("/mnt/c/Users/ana/OneDrive - Example Clinic/x", "OneDrive"),
        ("/home/ana/Google Drive/x", "Google Drive"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/x", "Google Drive"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("/mnt/c/Users/ana/iCloudDrive/x", "iCloud Drive"),
        ("/Users/ana/Library/CloudStorage/Box-Box/x", "cloud"),
        ("/home/ana/Nextcloud/x", "Nextcloud"),
    ],
)
def test_synced_folders_are_known_by_their_names(folder: str, who: str) -> None:
    """The usual names of the usual programs are found anywhere above the data folder."""
    assert who in keeper(Path(folder), NOWHERE)


@pytest.mark.parametrize(
    "folder",
    ["/home/ana/.local/share/circle-tui", "/home/ana/not-a-dropbox/x", "/home/ana/drive/x"],
)
def test_other_folders_are_nobodys(folder: str) -> None:
    """A name that only sounds like it is no reason to warn."""
    assert keeper(Path(folder), NOWHERE) == ""


@pytest.mark.parametrize(
    ("mark", "is_folder", "who"),
    [
        (".dropbox", False, "Dropbox"),
        (".dropbox", True, ""),
        (".dropbox.cache", True, "Dropbox"),
        (".tmp.driveupload", True, "Google Drive"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", False, "OneDrive"),
        (".stfolder", True, "Syncthing"),
    ],
)
def test_synced_folders_are_known_by_their_marks(
    tmp_path: Path, mark: str, is_folder: bool, who: str
) -> None:
    """A renamed folder is found by what its program leaves in it; Dropbox's settings are not it."""
    if is_folder:
        (tmp_path / mark).mkdir()
    else:
        (tmp_path / mark).touch()
    found = keeper(tmp_path / "data" / "circle", NOWHERE)
    assert who in found
    assert bool(found) == bool(who)


def mounts(folder: Path, *points: tuple[str, str]) -> Path:
    """Write a table of what is mounted where, as Linux tells it."""
    table = folder / "mountinfo"
    lines = [
        f"{n} 1 0:{n} / {point} rw,relatime shared:1 - {kind} source rw"
        for n, (point, kind) in enumerate(points, start=20)
    ]
    table.write_text("\n".join([*lines, "a line nobody understands", ""]))
    return table


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        ([("/", "ext4"), ("/net", "nfs4")], "nfs4"),
        ([("/", "ext4"), ("/net/my\\040share", "cifs"), ("/net", "ext4")], "cifs"),
        ([("/", "nfs"), ("/net", "ext4")], ""),
        ([("/", "ext4"), ("/net", "fuse.sshfs"), ("/net", "ext4")], ""),
        ([("/", "ext4"), ("/net", "ext4"), ("/net", "fuse.sshfs")], "fuse.sshfs"),
        ([("/", "ext4"), ("/network", "nfs")], ""),
        ([], ""),
    ],
)
def test_network_disks_are_known_by_their_kind(
    tmp_path: Path, points: list[tuple[str, str]], kind: str
) -> None:
    """What counts is the disk the folder is really on: the deepest, and the last one mounted."""
    found = keeper(Path("/net/my share/data"), mounts(tmp_path, *points))
    assert found == (f"a disk on another computer ({kind})" if kind else "")


def test_it_is_said_once(tmp_path: Path) -> None:
    """The warning names the folder and a way out, and is not said again until things change."""
    root = tmp_path / "Dropbox" / "data"
    assert warning(root, NOWHERE) == "", "where there is no data yet, nothing is made"
    assert not root.exists()
    root.mkdir(parents=True)
    said = warning(root, NOWHERE)
    assert str(root) in said
    assert "--home" in said
    assert warning(root, NOWHERE) == ""
    assert (root / TOLD).stat().st_mode & 0o077 == 0
    (root / TOLD).write_text("another place\n")
    assert warning(root, NOWHERE) == said


def test_where_it_cannot_be_remembered_it_is_said_again(tmp_path: Path) -> None:
    """A data folder that can only be read is no reason to fail."""
    root = tmp_path / "Dropbox"
    (root / TOLD).mkdir(parents=True)
    assert warning(root, NOWHERE)
    assert warning(root, NOWHERE)
