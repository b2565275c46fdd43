"""Each screen looks as it did: at every size, in every theme, and without colours.

What is kept of a scene is a page of text for each size, in dark colours. The other looks have to
show the very same words, each legible. After a change that is meant, run this with
``CIRCLE_TUI_SNAPSHOTS=update`` and look at what git says has changed.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.strip import Strip
from textual.theme import Theme

from circle_tui.ui.screens.ask import Question
from circle_tui.ui.themes import CONTRAST, DARK, LIGHT, THEMES
from tests.pictures import contrast, page, runs
from tests.snapshots.scenes import SCENES, play, still_circle
from tests.ui.rooms import Room, opened, strips_of

HERE = Path(__file__).parent

UPDATE = os.environ.get("CIRCLE_TUI_SNAPSHOTS") == "update"

SIZES = ((80, 24), (120, 36), (40, 12))

LEAST = {DARK.name: 4.5, LIGHT.name: 4.5, CONTRAST.name: 7.0}
"""How far text has to stand out from what is behind it: WCAG 2.2, 1.4.3 and 1.4.6."""

TEXT_COLOURS = ("foreground", "accent", "warning", "error", "success")

ORNAMENT = set(" ─│╭╮╰╯┌┐└┘├┤▏▔▁▂▃▄▅▆▇▕░▌▐▎▊")
"""What is no text: lines, frames, a scrollbar, and the part of a bar that is not used yet."""


@pytest.fixture(autouse=True)
def no_looks_of_my_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """See to it that no variable of whoever runs the tests changes what is drawn."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def questions_have_been_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a question as it is once it can be answered, however long the drawing takes."""
    monkeypatch.setattr(Question, "UNSEEN", 0)


Pages = dict[tuple[int, int], list[Strip]]
"""What is drawn at each size."""


async def pages(room: Room, themes: Iterable[Theme]) -> dict[str, Pages]:
    """Return what is drawn in each theme at each size."""
    found: dict[str, Pages] = {theme.name: {} for theme in themes}
    for size in SIZES:
        await room.pilot.resize_terminal(*size)
        await room.settle()
        for theme, drawn_so in found.items():
            room.app.theme = theme
            await room.pilot.pause()
            drawn_so[size] = list(strips_of(room.app.screen))
    return found


@pytest.mark.parametrize("name", SCENES)
async def test_looks(name: str, tmp_path: Path) -> None:
    """A screen looks as it did, and can be read in every theme."""
    scene, kept = SCENES[name], HERE / f"{name}.txt"
    async with opened(still_circle(), tmp_path, scene.screen) as room:
        await play(room, scene.steps)
        found = await pages(room, THEMES.values())
    text = "\n".join(
        f"{width} by {height}\n{page(strips, DARK)}"
        for (width, height), strips in found[DARK.name].items()
    )
    if UPDATE:
        kept.write_text(text, encoding="utf-8")
    assert text.splitlines() == kept.read_text(encoding="utf-8").splitlines()
    assert not uneven(found[DARK.name])
    for theme in THEMES.values():
        assert words(found[theme.name]) == words(found[DARK.name]), theme.name
        for strips in found[theme.name].values():
            assert faint(strips, theme) == [], theme.name


@pytest.mark.parametrize("name", SCENES)
async def test_without_colours(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every word is still there, and nothing is said by a colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(still_circle(), tmp_path, SCENES[name].screen) as room:
        await play(room, SCENES[name].steps)
        found = (await pages(room, [DARK]))[DARK.name]
    kept = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for rows in words(found).values():
        assert all(f"|{row}|" in kept for row in rows)
    for strips in found.values():
        assert faint(strips, DARK) == []
        for run in (run for strip in strips for run in runs(strip, DARK)):
            assert grey(run.ground), run
            assert grey(run.colour) or not run.text.strip(), run


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_the_themes_own_colours(theme: Theme) -> None:
    """Every colour that text can have stands out from everything that can be behind it."""
    grounds = (theme.background, theme.surface, theme.panel)
    colours = [*(getattr(theme, name) for name in TEXT_COLOURS), theme.variables["quiet"]]
    for colour in colours:
        for ground in grounds:
            assert ground
            assert contrast(colour, ground) >= LEAST[theme.name], (colour, ground)


def test_contrast_is_measured_as_it_is_defined() -> None:
    """Black on white is 21 to 1, nothing on itself 1 to 1, and a known grey 4.54 to 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#123456", "#123456") == 1


def test_no_snapshot_is_left_over() -> None:
    """Every page that is kept is of a scene there is."""
    assert {path.stem for path in HERE.glob("*.txt")} == set(SCENES)


def words(found: Pages) -> dict[tuple[int, int], list[str]]:
    """Return what can be read at each size, row by row."""
    return {size: [strip.text for strip in strips] for size, strips in found.items()}


def uneven(found: Pages) -> list[str]:
    """Return the rows that are not as wide as the screen: what stood there before would stay."""
    return [
        strip.text
        for (width, _), strips in found.items()
        for strip in strips
        if cell_len(strip.text) != width
    ]


def faint(strips: list[Strip], theme: Theme) -> list[str]:
    """Return what is too close in colour to what is behind it."""
    return [
        f"{run.text.strip()}: {run.colour} on {run.ground}"
        for strip in strips
        for run in runs(strip, theme)
        if set(run.text) - ORNAMENT and contrast(run.colour, run.ground) < LEAST[theme.name]
    ]


def grey(colour: str) -> bool:
    """Whether a colour is none."""
    return colour[1:3] == colour[3:5] == colour[5:7]
