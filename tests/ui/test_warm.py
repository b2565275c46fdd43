"""The word lists are read while nobody waits for them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from circle_tui.domain.people import Member
from circle_tui.services import wording
from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import circle_of, opened, running


async def test_the_lists_are_read_before_the_first_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first letter of my first note is as quick as the second: all is there already."""
    read = Event()

    def warm_up(known: Sequence[Member]) -> None:
        assert len(known) == 2
        read.set()

    monkeypatch.setattr(wording, "warm_up", warm_up)
    circle = running(circle_of("Noor Haddad", "Mira Sandoval"))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.settle()
        assert await asyncio.to_thread(read.wait, 10)
