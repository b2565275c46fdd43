"""Cards whose export stops anywhere: all of them are there or none, and what is held stays good."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from circle_tui.domain.cards import KEPT_DAYS
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.services.cards import free_folder, write_cards
from circle_tui.services.purging import planned, remove_exports
from circle_tui.services.replies import incoming
from tests.cards import MEMBERS, NOOR, OUTLINE, answered, circle_of_two, data_of, space_of, take_on
from tests.fakes import FakeCards, FakeCircle

CALLS = ("mkdir", "open", "fsync", "rename", "rmdir", "unlink")
"""What an export asks the system for; a process that is killed gets nowhere with any of them."""


class Killed(BaseException):
    """Stands for the end of the process: nothing is done to the disk any more."""


class Power:
    """Lets so many calls through, then fails one or ends the process."""

    def __init__(self, patch: pytest.MonkeyPatch, calls: int, *, kill: bool) -> None:
        self.left, self.kill = calls, kill
        for name in CALLS:
            full = OSError(errno.ENOSPC, "full")
            patch.setattr(os, name, self._counted(getattr(os, name), full))
        patch.setattr(FakeCards, "put", self._counted(FakeCards.put, StoreError("full")))

    @property
    def spent(self) -> bool:
        """Whether a call came that was one too many."""
        return self.left < 0

    def _counted(self, call: Callable[..., Any], error: Exception) -> Callable[..., Any]:
        def counted(*arguments: object, **named: object) -> object:
            self.left -= 1
            if self.kill and self.left < 0:
                raise Killed
            if self.left == -1:
                raise error
            return call(*arguments, **named)

        return counted


def card_of_noor(folder: Path) -> dict[str, Any]:
    """Return what the script knows on the page of the one who has something to send."""
    pages = [page.read_text(encoding="utf-8") for page in folder.glob("card-*.html")]
    (page,) = (page for page in pages if "send the outline" in page)
    return data_of(page)


def can_answer(circle: FakeCircle, folder: Path, card: dict[str, Any]) -> bool:
    """Tell whether a reply to a card comes in."""
    reply = folder / "reply.json"
    reply.write_bytes(answered(card, (OUTLINE, "done", "")))
    return bool(incoming(space_of(circle, folder), [reply]).changes)


@pytest.mark.parametrize("kill", [True, False], ids=["killed", "full"])
@pytest.mark.parametrize("there", [True, False], ids=["empty folder", "new folder"])
def test_wherever_it_stops_all_cards_are_there_or_none(
    kill: bool, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every step: no half of a folder, the card I got long ago is good, and again is whole."""
    stopped = 0
    for calls in range(200):
        place = tmp_path / str(calls)
        circle = circle_of_two()
        place.mkdir()
        write_cards(space_of(circle, place), place / "first", MEMBERS)
        old = card_of_noor(place / "first")
        circle.clock.advance(minutes=(KEPT_DAYS + 1) * 24 * 60)
        take_on(circle, "71" * 9, "bring the tea")
        folder = place / "cards"
        if there:
            folder.mkdir()
        with monkeypatch.context() as patch:
            power = Power(patch, calls, kill=kill)
            try:
                write_cards(space_of(circle, place), folder, MEMBERS)
            except (Killed, StoreError):
                out = False
            else:
                out = True
        files = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        assert len(files) in (0, 6)
        assert len(files) == 6 or can_answer(circle, place, old)
        if files:
            assert can_answer(circle, place, card_of_noor(folder))
        elif not kill:
            assert not (place / ".cards.new").exists()
        if not files:
            write_cards(space_of(circle, place), folder, MEMBERS)
            assert len(list(folder.iterdir())) == 6
            assert can_answer(circle, place, card_of_noor(folder))
        assert not list(place.glob(".cards*"))
        if out and not power.spent:
            break
        stopped += 1
    assert stopped > 15, "it was stopped at every step"


def test_an_export_that_stopped_leaves_what_was_handed_out_good(tmp_path: Path) -> None:
    """Cards that nobody got, time and again, do not push out the one that I hold."""
    circle = circle_of_two()
    space = space_of(circle, tmp_path)
    write_cards(space, tmp_path / "first", [NOOR])
    old = card_of_noor(tmp_path / "first")
    circle.clock.advance(minutes=(KEPT_DAYS + 1) * 24 * 60)
    for number in range(3):
        take_on(circle, f"{number}" * 18, "one more")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "rename", _killed)
            with pytest.raises(Killed):
                write_cards(space, tmp_path / "cards", [NOOR])
        assert can_answer(circle, tmp_path, old)


def _killed(*_: object) -> None:
    raise Killed


def test_a_place_that_cannot_be_replaced_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where I stand, and a whole stick: I am told to name a new folder in it."""
    space = space_of(circle_of_two(), tmp_path)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(InputError, match=r"new folder in it: .*here/cards"):
        write_cards(space, here, MEMBERS)
    assert not list(here.iterdir())


def test_a_link_to_an_empty_folder_is_followed(tmp_path: Path) -> None:
    """The cards are in the folder that a link of mine leads to, and the link stays."""
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    write_cards(space_of(circle_of_two(), tmp_path), tmp_path / "link", MEMBERS)
    assert (tmp_path / "link").is_symlink()
    assert len(list(real.iterdir())) == 6


def test_what_a_kill_left_goes_with_a_purge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hidden folder of cards that never came out is removed by its age as the others are."""
    circle = circle_of_two()
    space = space_of(circle, tmp_path)
    space.exports.mkdir()
    with monkeypatch.context() as patch:
        for name in ("rename", "unlink", "rmdir"):
            patch.setattr(os, name, _killed)
        with pytest.raises(Killed):
            write_cards(space, free_folder(space), MEMBERS)
    assert len(list(space.exports.glob(".cards-*/card-*"))) == 6
    later = space.here().date() + timedelta(days=91)
    remove_exports(planned(circle, space.exports, later, space.zone, 90))
    assert not list(space.exports.iterdir())
