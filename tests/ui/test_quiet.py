"""A clock that costs little: what has not changed is not painted again."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection
from textual.style import Style
from textual.widget import Widget

from circle_tui.services.viewing import Viewing
from circle_tui.ui.commands.live import REPLAN
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.terminal.painting import SparingScreen
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.order import RunningOrder
from tests.ui.rooms import NAMES, circle_of, opened, running


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Note every widget that asks to be painted, by its id, and whether all is laid out again."""
    seen: list[tuple[str, bool]] = []
    refresh = Widget.refresh

    def noted(self: Widget, *regions: Any, layout: bool = False, **options: Any) -> Widget:  # noqa: ANN401
        seen.append((self.id or type(self).__name__, layout))
        return refresh(self, *regions, layout=layout, **options)

    monkeypatch.setattr(Widget, "refresh", noted)
    return seen


async def test_nothing_new_nothing_painted(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """Looked at again within the same second, the live screen paints nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("right", "space", "space")
        painted.clear()
        for _ in range(5):
            room.live.redraw()
            room.clock.advance(0.19)
        assert painted == []


async def test_a_second_paints_the_clock(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """A second that passes paints the clock and its words, and moves nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        for _ in range(3):
            painted.clear()
            room.clock.advance(1)
            room.live.redraw()
            assert sorted(set(painted)) == [("clock", False), ("said", False)]


async def test_typing_leaves_the_clock_alone(
    painted: list[tuple[str, bool]], tmp_path: Path
) -> None:
    """A letter typed paints the line and its preview, and no other part of the screen."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("n", "a")
        painted.clear()
        await room.press("b")
        assert {name for name, _ in painted} == {"typed", "preview"}


async def test_paused_is_still(painted: list[tuple[str, bool]], tmp_path: Path) -> None:
    """While the clock is paused only the pause and the end are painted, once a minute."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("space")
        await room.pass_time(minutes=2)
        painted.clear()
        for _ in range(10):
            room.clock.advance(1)
            room.live.redraw()
        assert painted == []
        room.clock.advance(minutes=1)
        room.live.redraw()
        assert {name for name, _ in painted} == {"head", "aside", "say"}


async def test_a_hint_that_comes_and_goes_moves_nothing(
    painted: list[tuple[str, bool]], tmp_path: Path
) -> None:
    """A minute that makes us late, and one that does not, paint what they change where it is."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("plus", "plus")
        assert "behind. Press r for new times." in room.text("#say")
        painted.clear()
        await room.press("minus", "minus")
        assert "behind" not in room.prose
        await room.press("plus", "plus")
        assert "behind. Press r for new times." in room.text("#say")
        assert ("say", False) in painted
        assert not any(layout for _, layout in painted)


async def test_a_key_draws_few_lines_of_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A minute more changes the part's line and the turn's; the other lines are not drawn anew."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.press("right")
        await room.settle()
        ahead = room.live.query_one(RunningOrder).render_line(3).text.strip()
        assert ahead in room.text("#order")
        drawn: list[str] = []
        render = Content.render

        def noted(text: Content, *given: Any, **named: Any) -> Iterable[tuple[str, Style]]:  # noqa: ANN401
            drawn.append(text.plain)
            return render(text, *given, **named)

        monkeypatch.setattr(Content, "render", noted)
        await room.press("plus")
        await room.settle()
        assert any("▸" in text for text in drawn)
        assert not any(ahead in text for text in drawn)


async def test_lines_of_the_order_can_be_copied(tmp_path: Path) -> None:
    """What I mark in the running order is lit up where it stands, and is what I copy."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        order = room.live.query_one(RunningOrder)
        await room.settle()
        second = order.render_line(1).text.strip()
        assert second in room.text("#order")
        before = [order.render_line(y) for y in range(3)]
        room.live.selections = {order: Selection(Offset(0, 1), Offset(80, 1))}
        await room.settle()
        marked, _ = order.get_selection(room.live.selections[order]) or ("", "")
        assert marked.strip() == second
        after = [order.render_line(y) for y in range(3)]
        assert [after[y] == before[y] for y in range(3)] == [True, False, True]


async def test_the_screen_that_was_touched_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key makes the picture once and paints it; only then the others' screen is told."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.settle()
        done: list[str] = []

        def note(of: type[Any], name: str, what: str) -> None:
            before = getattr(of, name)

            def noted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
                done.append(what)
                return before(*arguments, **options)

            monkeypatch.setattr(of, name, noted)

        note(Viewing, "view", "seen")
        note(SparingScreen, "_compositor_refresh", "painted")
        note(type(room.workspace.circle), "show", "published")
        await room.press("plus")
        await room.settle()
        assert done[:2] == ["seen", "painted"]
        assert "seen" not in done[1:]
        assert "published" in done[2:]


async def test_a_key_is_offered_as_soon_as_it_does_something(tmp_path: Path) -> None:
    """In a pause new times are offered in the very second from which there may be any."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.press("space")
        offered = []
        for _ in range(40):
            room.clock.advance(1)
            room.live._tick()
            may = room.live.live.refusal(REPLAN.allowed_by) is None if REPLAN.allowed_by else True
            commands = room.live.query_one(KeyLine).commands
            offered.append((may, any(command.name == REPLAN.name for command in commands)))
        assert {(True, True), (False, False)} == set(offered)


async def test_a_clock_that_stands_is_drawn_when_what_it_tells_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pause nothing is drawn that is on my screen already, and the end moves on all the same.

    A pause may be an hour, on a laptop's battery.
    """
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 36)) as room:
        await room.press("space")
        drawn: list[str] = []
        monkeypatch.setattr(Header, "show", lambda head, *_: drawn.append(head.id or ""))
        room.live._tick()
        room.live._tick()
        assert not drawn
        assert room.live._timer is not None, "it looks again"
        room.clock.advance(minutes=1)
        room.live._tick()
        assert "head" in drawn
        monkeypatch.undo()
        room.clock.advance(minutes=1)
        room.live._tick()
        await room.settle()
        assert "2 min late" in room.text("#head")
