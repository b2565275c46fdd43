"""Files that arrive from somebody else, and what is said of those that cannot be used."""

import os
from pathlib import Path

import pytest

from circle_tui.domain.errors import InputError
from circle_tui.services.arriving import read_file


def _sentence(size: int) -> str:
    return f"{size} bytes are too many."


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """What has just as many bytes as it may have is taken as it is."""
    (tmp_path / "f").write_bytes(b"12345")
    assert read_file(tmp_path / "f", 5, _sentence) == b"12345"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder", "It is no file."),
        ("pipe", "It is no file."),
        ("large", "6 bytes are too many."),
        ("missing", "It cannot be read: no such file"),
        ("a\0b", "It cannot be read: that is no name for a file."),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, name: str, said: str) -> None:
    """A folder, a pipe, too much, nothing, and what is no name: a sentence each, and no waiting."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"123456")
    with pytest.raises(InputError, match=said):
        read_file(tmp_path / name, 5, _sentence)
