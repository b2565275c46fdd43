"""A line on how something went that is being typed: kept by the way, and offered again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.timer import Timer

from circle_tui.domain.notes import LINE, Draft
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.previewing import KEPT_WITHIN
from circle_tui.ui.screens.review_group import LastTimeScreen
from circle_tui.ui.screens.review_line import ReviewLine
from tests.fakes import FakeCircle
from tests.ui.rooms import OneScreen, opened
from tests.ui.test_review import TEXTS, furnished, together

FIRST, SECOND = f"{0:018}", f"{1:018}"
OFFER = "a line is begun: n goes on with it"


def lines(circle: FakeCircle) -> dict[str, str]:
    """Return the lines that are being typed, by item, as they lie on the disk."""
    assert {(draft.kind, draft.session) for draft in circle.drafts.all()} <= {(LINE, "")}
    return {draft.of: draft.text for draft in circle.drafts.all()}


async def test_a_crash_loses_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While I type a line a draft is kept every few seconds, masked, with its item."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        writing, due = room.app.screen.query_one(ReviewLine), list[Callable[[], object]]()

        def set_timer(seconds: float, call: Callable[[], object]) -> Timer:
            assert seconds == KEPT_WITHIN <= 4
            due.append(call)
            return Timer(writing, seconds, name="draft")

        monkeypatch.setattr(writing, "set_timer", set_timer)
        await room.press("n")
        await room.write("Mira asked for away")
        await room.press("space", "d", "a", "y", "s", "space")
        (keep,) = due
        keep()
        await room.settle()
        assert lines(circle) == {FIRST: "[A] asked for away days"}
        await room.write("again")
        assert len(due) == 2


async def test_it_is_offered_when_i_come_back(tmp_path: Path) -> None:
    """After a crash the item says that a line was begun; n goes on with it, and Enter keeps it."""
    circle = furnished()
    circle.drafts.put_all([Draft(LINE, "", 0, "[A] asked for", SECOND)])
    async with opened(circle, tmp_path, together) as room:
        assert OFFER not in room.shown
        await room.press("s")
        assert TEXTS[1] in room.text("#text")
        assert OFFER in room.shown
        await room.press("n")
        assert "[A] asked for" in room.text("#typed")
        await room.press("space")
        await room.write("away days")
        await room.press("enter")
        assert lines(circle) == {}
        assert circle.kept.actions[SECOND].steps[-1].text == "[A] asked for away days"
        assert OFFER not in room.shown


async def test_more_is_added_behind_what_is_kept(tmp_path: Path) -> None:
    """What I add to a line that is kept is a word of its own; adding nothing changes nothing."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("half of it went well")
        await room.press("enter", "n")
        assert not room.app.screen.query_one(ReviewLine).waiting
        await room.write("waits for an answer")
        await room.press("enter")
        kept = "half of it went well waits for an answer"
        assert circle.kept.actions[FIRST].steps[-1].text == kept
        await room.press("n", "enter")
        assert circle.kept.actions[FIRST].steps[-1].text == kept
        assert lines(circle) == {}


async def test_what_i_did_not_touch_stays(tmp_path: Path) -> None:
    """A line from before that I do not go on with is not asked about, and waits on."""
    circle = furnished()
    circle.drafts.put_all([Draft(LINE, "", 0, "it went", SECOND)])
    async with opened(circle, tmp_path, together) as room:
        await room.press("d", "escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False
    assert lines(circle) == {SECOND: "it went"}


async def test_put_away_it_is_kept_at_once(tmp_path: Path) -> None:
    """Esc keeps the draft and says so; leaving the review asks, and leaving it out removes it."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("it went well")
        await room.press("escape")
        assert lines(circle) == {FIRST: "it went well"}
        assert "What you typed waits with its item" in room.shown
        await room.press("s")
        assert OFFER not in room.shown
        await room.press("escape")
        await room.on(AskScreen)
        await room.press("escape")
        await room.on(LastTimeScreen)
        assert lines(circle) == {FIRST: "it went well"}
        await room.press("escape")
        await room.on(AskScreen)
        await room.press("enter")
        await room.settle()
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False
    assert lines(circle) == {}


async def test_a_line_that_is_emptied_is_no_draft(tmp_path: Path) -> None:
    """Deleting what I typed removes it from the disk as well; nothing is asked then."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("it")
        await room.press("escape", "n", "backspace", "backspace", "escape")
        assert lines(circle) == {}
        await room.press("escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False


async def test_a_word_that_i_mask_stays_masked(tmp_path: Path) -> None:
    """What I decided over a line's masks holds while I look at other items, and on the disk."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("we met on the stairs")
        await room.press("ctrl+r", "escape", "down", "n")
        await room.write("soon")
        await room.press("escape", "up", "n", "space")
        assert "we met on the [word]" in room.text("#preview")
        await room.press("escape")
        assert lines(circle) == {FIRST: "we met on the [word]", SECOND: "soon"}


async def test_looking_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where I typed nothing, leaving leaves what was begun alone, also while I may only look."""
    circle = furnished()
    circle.drafts.put_all([Draft(LINE, "", 0, "it went", FIRST)])
    written: list[object] = []
    monkeypatch.setattr(circle.drafts, "put_all", written.append)
    monkeypatch.setattr(circle, "read_only", True)
    async with opened(circle, tmp_path, together) as room:
        await room.press("escape")
        assert isinstance(room.app, OneScreen)
        assert room.app.answer is False
    assert not written


WAYS = {"signal": 143, "ctrl+c": 130, "ctrl+q": 0}
"""How the program is left at once, and the status that it ends with."""


@pytest.mark.parametrize(
    ("how", "window"), [*((how, ()) for how in WAYS), ("signal", ("f1",)), ("ctrl+c", ("f1",))]
)
async def test_leaving_at_once_keeps_it(tmp_path: Path, how: str, window: tuple[str, ...]) -> None:
    """A closed terminal, a signal and Ctrl-C lose nothing of a line, also while I read the help."""
    circle = furnished()
    async with opened(circle, tmp_path, together) as room:
        await room.press("n")
        await room.write("it went well ")
        assert lines(circle) == {}
        await room.press(*window)
        if how == "signal":
            room.app.end_by_signal(15)
            await room.settle()
        else:
            await room.press(how)
        assert room.app.return_code == WAYS[how]
    assert lines(circle) == {FIRST: "it went well"}
