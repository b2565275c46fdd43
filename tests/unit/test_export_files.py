"""A folder that is written in one step, and what lies where it is prepared."""

import errno
import os
import tracemalloc
from pathlib import Path

import pytest

from circle_tui.domain.errors import InputError, StoreError
from circle_tui.export.files import hidden_name, read_within
from circle_tui.export.folders import write_folder

FILES = {"card-1.md": b"one\n", "card-2.md": b"two\n"}


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_no_export_left_is_not_touched(tmp_path: Path, kind: str) -> None:
    """Whatever of mine has the name of a half-written export, I am told, and all of it is there."""
    mine = tmp_path / hidden_name("cards")
    (tmp_path / "elsewhere").mkdir()
    mine.mkdir()
    for name in ("a.txt", "z.txt"):
        (mine / name).write_text("mine")
    if kind == "folder":
        (mine / "m").mkdir()
    else:
        (mine / "m").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"\.cards\.new is in the way") as told:
        write_folder(tmp_path / "cards", FILES)
    assert "nothing in it was changed" in str(told.value)
    assert sorted(path.name for path in mine.iterdir()) == ["a.txt", "m", "z.txt"]
    assert not (tmp_path / "cards").exists()
    mine.rename(tmp_path / "mine")
    write_folder(tmp_path / "cards", FILES)
    assert sorted(path.name for path in (tmp_path / "cards").iterdir()) == sorted(FILES)


def test_what_a_crash_left_makes_room(tmp_path: Path) -> None:
    """Files of an export that was killed are gone with the next one, which is whole."""
    left = tmp_path / hidden_name("cards")
    left.mkdir()
    (left / "card-1.md").write_text("on")
    (left / "card-9.md").touch()
    write_folder(tmp_path / "cards", FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["cards"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "cards").iterdir()} == FILES


def test_a_file_of_mine_is_not_touched(tmp_path: Path) -> None:
    """A folder that happens to be called so keeps what I have in it."""
    mine = tmp_path / hidden_name("cards")
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="in the way"):
        write_folder(tmp_path / "cards", FILES)
    assert (mine / "thesis.txt").read_text() == "mine"


def test_two_at_once_do_not_mix(tmp_path: Path) -> None:
    """While one circle's cards are being written to a stick, another's are refused there."""

    def meanwhile() -> None:
        with pytest.raises(StoreError, match="Another export"):
            write_folder(tmp_path / "cards", {"card-1.md": b"of another circle"})

    write_folder(tmp_path / "cards", FILES, written=meanwhile)
    assert {path.name: path.read_bytes() for path in (tmp_path / "cards").iterdir()} == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["cards"]


def test_a_place_that_leads_to_itself(tmp_path: Path) -> None:
    """A link to itself is answered with a sentence."""
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(StoreError, match="Nothing was put there"):
        write_folder(tmp_path / "loop" / "cards", FILES)


def test_of_a_huge_file_little_is_read(tmp_path: Path) -> None:
    """A film at the place I name is known to be none of ours at once."""
    file = tmp_path / "meeting.ics"
    assert read_within(file, 8) == b""
    for size, held in ((8, b"\0" * 8), (9, None), (2**27, None)):
        with file.open("wb") as made:
            made.truncate(size)
        tracemalloc.start()
        assert read_within(file, 8) == held
        assert tracemalloc.get_traced_memory()[1] < 2**20, "bytes held at most"
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "device"])
def test_what_is_no_file_is_not_read(tmp_path: Path, kind: str) -> None:
    """Nothing waits for a pipe, and nothing is read through a link."""
    place = Path("/dev/zero") if kind == "device" else tmp_path / kind
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "link":
        (tmp_path / "mine").write_bytes(b"x")
        place.symlink_to("mine")
    with pytest.raises(InputError, match="no plain file"):
        read_within(place, 8)


@pytest.mark.parametrize("meanwhile", ["pipe", "link", "folder"])
def test_what_takes_its_place_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """Whoever puts a pipe or a link there between two looks keeps me from nothing."""
    place = tmp_path / "meeting.ics"
    monkeypatch.setattr("circle_tui.export.files.require_plain", lambda _: True)
    if meanwhile == "pipe":
        os.mkfifo(place)
        assert read_within(place, 8) == b""
        return
    if meanwhile == "link":
        (tmp_path / "mine").write_bytes(b"x")
        place.symlink_to("mine")
    else:
        place.mkdir()
    with pytest.raises(InputError, match=r"cannot be read: .*Nothing was written"):
        read_within(place, 8)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told in a sentence, and nothing takes its place."""
    place = tmp_path / "meeting.ics"
    place.write_bytes(b"mine")

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(place))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputError, match="cannot be read: permission denied"):
        read_within(place, 8)
