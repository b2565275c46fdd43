"""The last sign of life: kept whole for the next process, and no hindrance when it is damaged."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from circle_tui.domain.beat import Beat
from circle_tui.domain.errors import StoreError
from circle_tui.storage.alive import NAME, read_beat, write_beat

BEAT = Beat(datetime(2031, 5, 1, 12, 0, 0, 250, tzinfo=UTC), "340282366920938", 86_400.1)


def test_the_last_sign_of_life_outlives_the_process(tmp_path: Path) -> None:
    """After a crash the program knows to the microsecond when it was last alive."""
    assert read_beat(tmp_path) is None
    write_beat(tmp_path, Beat(BEAT.at, "", 0.0))
    assert read_beat(tmp_path) == Beat(BEAT.at, "", 0.0)
    write_beat(tmp_path, BEAT)
    assert read_beat(tmp_path) == BEAT
    assert [entry.name for entry in tmp_path.iterdir()] == [NAME]
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_it_never_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow disk is not made slower every few seconds."""
    forced: list[int] = []
    monkeypatch.setattr(os, "fsync", forced.append)
    write_beat(tmp_path, BEAT)
    assert forced == []


@pytest.mark.parametrize("call", ["write", "replace"])
def test_a_kill_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whatever stops a sign of life half-way, the one before stays, and it is told in words."""

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    write_beat(tmp_path, BEAT)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StoreError, match="sign of life could not be written: the disk is full"):
            write_beat(tmp_path, Beat(BEAT.at, "", 1.0))
    assert read_beat(tmp_path) == BEAT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4242\n",
        "2031-05-01T12:00:00+00:00\n1\n",
        "yesterday\n1\n2.5\n",
        "2031-05-01T12:00:00\n1\n2.5\n",
        "2031-05-01T12:00:00+02:00\n1\n2.5\n",
        "2031-05-01T12:00:00+00:00\n1\nlong\n",
        "2031-05-01T12:00:00+00:00\n1\nnan\n",
        "\xff",
    ],
)
def test_what_cannot_be_read_is_no_sign_of_life(tmp_path: Path, text: str) -> None:
    """A damaged sign of life does not keep me from my circle."""
    (tmp_path / NAME).write_bytes(text.encode("latin-1"))
    assert read_beat(tmp_path) is None
