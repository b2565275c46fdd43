"""Which circle, where there are several; and the colours that are kept."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import pytest

from circle_tui.ui.app import CircleApp
from circle_tui.ui.choosing import ChoosingApp
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.themes import THEMES
from tests.ui.rooms import NAMES, circle_of, entered, strips_of, workspace_of

CIRCLES = ("Friday circle", "[b]Monday[/b] circle", "Thursday circle")


def choosing(folder: Path, now: int = 0, running: Collection[str] = ()) -> ChoosingApp:
    """Return what asks which circle."""
    return ChoosingApp(CIRCLES, now, running, crash_folder=folder, environment={})


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [(["enter"], 1), (["down", "enter"], 2), (["up", "enter"], 0), (["escape"], None)],
)
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_a_circle_is_chosen(
    tmp_path: Path, keys: list[str], chosen: int | None, size: tuple[int, int]
) -> None:
    """I choose with the arrows, beginning at the one that was open; Esc chooses none."""
    app = choosing(tmp_path, now=1)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PickScreen)
        await pilot.press(*keys)
    assert app.return_value == chosen


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_where_a_session_runs_is_said(tmp_path: Path, size: tuple[int, int]) -> None:
    """I see which circle has a session running, and in text alone which one I would take."""
    app = choosing(tmp_path, 1, CIRCLES[1:2])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for place, keys in ((1, ()), (2, ("down",)), (0, ("down",))):
            await pilot.press(*keys)
            await pilot.pause()
            shown = [strip.text for strip in strips_of(app.screen)]
            (marked,) = (line for line in shown if "▸" in line)
            assert CIRCLES[place][:6] in marked
            (running,) = (line for line in shown if "a session is running" in line)
            assert CIRCLES[1][:6] in running


async def test_names_are_shown_as_they_are(tmp_path: Path) -> None:
    """What a circle is called is text, whatever is in it."""
    app = choosing(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = "\n".join(strip.text for strip in strips_of(app.screen))
        assert all(name in shown for name in CIRCLES)


def app_on(folder: Path, *, others: bool, keep: Callable[[str], None] | None = None) -> CircleApp:
    """Return the app on a circle of four."""
    return CircleApp(
        workspace_of(circle_of(*NAMES), folder),
        agenda=None,
        crash_folder=folder,
        environment={},
        today=date(2026, 11, 19),
        others=others,
        keep_theme=keep or (lambda _word: None),
    )


async def test_o_leaves_for_another_circle(tmp_path: Path) -> None:
    """With several circles the key line offers O, which ends this one to open another."""
    app = app_on(tmp_path, others=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "o other circle" in strips_of(app.screen)[-1].text
        await pilot.press("o")
    assert app.return_code == CircleApp.OTHER


async def test_with_one_circle_there_is_no_other(tmp_path: Path) -> None:
    """With one circle O is not offered, and says how to make another."""
    async with entered(workspace_of(circle_of(*NAMES), tmp_path)) as room:
        await room.on(HomeScreen)
        assert "other circle" not in room.text("#keys")
        await room.press("o")
        assert "circle new" in room.shown


async def test_leaving_is_leaving(tmp_path: Path) -> None:
    """Q ends the program, also where there are other circles."""
    app = app_on(tmp_path, others=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_colours_are_kept_when_they_are_changed(tmp_path: Path) -> None:
    """T changes the colours, and the choice is kept; just looking keeps nothing."""
    kept: list[str] = []
    app = app_on(tmp_path, others=False, keep=kept.append)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert kept == []
        for _ in THEMES:
            await pilot.press("t")
            await pilot.pause()
        assert kept == [*list(THEMES)[1:], next(iter(THEMES))], "by what the environment calls them"
