"""What is printed once the screens are gone."""

import os
from pathlib import Path

import pytest

from circle_tui.bootstrap import wrapped


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there is no terminal to be had")
@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_word_is_broken(width: int) -> None:
    """A terminal shows what is said at parting in whole words; a path stays whole to be copied."""
    import fcntl
    import struct
    import termios

    said = "The demo's files are in /tmp/circle-tui-demo-ab12/a-long-name-of-a-folder. Delete them."
    ours, theirs = os.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        with os.fdopen(os.dup(theirs), "w") as terminal:
            lines = wrapped(said, terminal).split("\n")
    finally:
        os.close(ours)
        os.close(theirs)
    assert " ".join(lines) == said
    assert all(len(line) <= width or " " not in line for line in lines)
    assert len(lines) > 1


def test_a_file_has_it_as_one_line(tmp_path: Path) -> None:
    """In a file or a pipe a sentence stays one line, for whatever reads it."""
    with (tmp_path / "out.txt").open("w") as file:
        assert wrapped("word " * 40, file) == "word " * 40
