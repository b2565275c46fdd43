"""Keys that arrive all at once, as over a slow network, do what they would have done one by one."""

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from circle_tui.domain.facts import Polled
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import END, HELP, KEPT, LIVE_COMMANDS, QUIT, SCRIPT
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.here import HereScreen
from circle_tui.ui.screens.live import LiveScreen
from tests.ui.rooms import NAMES, ROUNDS, Room, circle_of, opened, running
from tests.ui.test_counting import AGENDA, crowd

SPECIAL = {"\r": "enter", " ": "space", "\x1b": "escape", "\x01": "right"}


def post(room: Room, keys: str) -> None:
    """Let keys arrive."""
    for key in keys:
        name = SPECIAL.get(key) or _character_to_key(key)
        room.app.post_message(events.Key(name, None if key in "\r\x1b\x01" else key))


async def burst(room: Room, keys: str) -> None:
    """Let all keys arrive before the first of them is looked at."""
    post(room, keys)
    for _ in range(2 * len(keys)):
        await room.settle()


async def test_a_note_typed_while_the_computer_was_busy_is_whole(tmp_path: Path) -> None:
    """The letters after "n" are the note, and none of them is a key; the Enter keeps it."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await burst(room, "nthe sad quick session\r")
        assert [note.text for note in circle.kept.notes.values()] == ["the sad quick session"]
        assert "CHECK-IN  1 of 4" in room.text("#segment")


async def test_a_paste_stands_where_it_was_pasted(tmp_path: Path) -> None:
    """What I typed before it stands before it, and Enter behind it keeps all of it."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        for keys, pasted in (("nthe sad ", "quick"), (" session\rd", "we meet again"), ("\r", "")):
            post(room, keys)
            if pasted:
                room.app.post_message(events.Paste(pasted))
        for _ in range(80):
            await room.settle()
        assert [note.text for note in circle.kept.notes.values()] == ["the sad quick session"]
        assert [one.text for one in circle.kept.decisions.values()] == ["we meet again"]


@pytest.mark.parametrize(
    ("key", "said"), [("", "n opens a note"), ("x", "while the screen is shared")]
)
async def test_a_paste_for_which_no_line_is_open(key: str, said: str, tmp_path: Path) -> None:
    """A text that I pasted before I pressed n went nowhere, and I am told so."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press(*key)
        room.app.post_message(events.Paste("a thought qqq"))
        await room.settle()
        assert said in room.prose
        assert "thought" not in room.shown
        assert "CHECK-IN  1 of 4" in room.text("#segment")


async def test_a_key_behind_the_enter_is_no_part_of_the_counts(tmp_path: Path) -> None:
    """Enter takes the counts as they stood, and the letter right behind it is the next key."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c")
        await burst(room, "6 4 2\re")
        assert room.workspace.circle.journal.read()[1:] == (
            Polled(room.clock.now(), 0, (6, None, None)),
        )
        assert isinstance(room.app.screen, AskScreen)


async def test_what_is_put_away_is_the_whole_text(tmp_path: Path) -> None:
    """Escape right after the last letter keeps the draft up to that letter."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await burst(room, "nan idea\x1b")
        assert "draft kept" in room.shown
        await room.press("n")
        assert "an idea" in room.text("#writing")


WINDOWS = (*(c for c in LIVE_COMMANDS if c.decides), KEPT, SCRIPT, HELP, END, QUIT)


async def test_each_undo_is_said(tmp_path: Path) -> None:
    """Two keys that come together undo two things, and both are named."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("plus", "space")
        room.clock.advance(2)
        await burst(room, "uu")
        both = "Taken back: the pause. Taken back: the change of this turn's time."
        assert both in room.prose
        room.clock.advance(2)
        await room.press("u")
        assert "There is nothing to undo yet." in room.text("#writing")
        assert "Taken back" not in room.text("#writing")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_of_many_deeds_the_last_is_said(size: tuple[int, int], tmp_path: Path) -> None:
    """However many keys come together, I read what the last one did, and how many came before."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=size) as room:
        await room.press("space", *["plus"] * 6)
        room.clock.advance(2)
        await burst(room, "u" * 7)
        assert "Taken back: the pause. (6 earlier messages)" in room.prose


async def test_an_undo_takes_the_place_of_what_it_undoes(tmp_path: Path) -> None:
    """What I read after an undo is so: not what was done before it, however short ago."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s")
        assert "Skipped: Noor Haddad." in room.prose
        await room.press("u")
        assert "Taken back: the skipped turn" in room.prose
        assert "Skipped: Noor Haddad." not in room.prose


async def test_who_was_skipped_is_still_named_with_the_next_key(tmp_path: Path) -> None:
    """A skip, and at once a step that says nothing of its own: I can read who was skipped."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s", "right")
        assert "CHECK-IN  3 of 4" in room.text("#segment")
        assert "Skipped: Noor Haddad." in room.prose
        room.clock.advance(2)
        await room.press("plus")
        assert "Skipped" not in room.prose


async def test_an_undo_takes_back_what_was_said_of_its_own_deed_alone(tmp_path: Path) -> None:
    """A skip, a pause, and the pause taken back: who was skipped still is, and I can read it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s", "space", "u")
        assert "Skipped: Noor Haddad. Taken back: the pause." in room.prose
        await room.press("u")
        assert "Skipped: Noor" not in room.prose
        assert "CHECK-IN  1 of 4" in room.text("#segment")


async def test_what_was_said_long_ago_is_not_said_with_keys_that_came_too_early(
    tmp_path: Path,
) -> None:
    """Who was skipped five minutes ago is not named as if that had been just now."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s")
        await room.pass_time(300)
        await burst(room, "\x01\x01")
        assert "Keys pressed too fast were not taken." in room.prose
        assert "Skipped" not in room.prose


async def test_a_key_pressed_before_the_step_was_shown_came_too_early(tmp_path: Path) -> None:
    """A key that waited in the queue while the step was drawn was meant for what stood before."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        late = events.Key("right", None)
        await room.press("right")
        assert "CHECK-IN  2 of 4" in room.text("#segment")
        room.app.post_message(late)
        await room.settle()
        assert "CHECK-IN  2 of 4" in room.text("#segment")
        assert "Keys pressed too fast were not taken." in room.prose


@pytest.mark.parametrize(
    ("keys", "told"),
    [("sss", "Skipped: Noor Haddad. "), ("s\x01", "Skipped: Noor Haddad. "), ("\x01\x01", "")],
)
async def test_nobody_is_skipped_unseen(keys: str, told: str, tmp_path: Path) -> None:
    """Of steps that come together the first is taken; I am told of the others, and can go on."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await burst(room, keys)
        assert "CHECK-IN  2 of 4" in room.text("#segment")
        assert f"{told}Keys pressed too fast were not taken." in room.prose
        room.clock.advance(2)
        await room.press("s")
        assert "CHECK-IN  3 of 4" in room.text("#segment")
        assert "Skipped: Mira Sandoval." in room.text("#writing")
        assert "were not taken" not in room.shown


async def test_everybody_skipped_is_named(tmp_path: Path) -> None:
    """Two persons skipped one right after the other are both named, until that can be read."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s", "s")
        assert "CHECK-IN  3 of 4" in room.text("#segment")
        assert "Skipped: Noor Haddad. Skipped: Mira Sandoval." in room.prose


async def test_nobody_is_named_again_once_others_look_on(tmp_path: Path) -> None:
    """Who was skipped just before the screen is shared is not named with who is skipped then."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s", "x", "s")
        assert "CHECK-IN  3 of 4" in room.text("#segment")
        assert "Noor" not in room.shown


async def test_a_refusal_is_said_once(tmp_path: Path) -> None:
    """A key that is pressed again where it does nothing says why, and not twice."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("u", "u")
        assert room.prose.count("There is nothing to undo yet.") == 1


async def test_an_undo_behind_a_step_takes_that_back(tmp_path: Path) -> None:
    """What is taken back is named as it happens, and not as it was when the key was pressed."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("plus")
        await burst(room, "\x01u")
        assert "CHECK-IN  1 of 4" in room.text("#segment")
        assert "Taken back: the last step. Noor Haddad is on again." in room.prose


@pytest.mark.parametrize("opening", WINDOWS, ids=lambda command: command.name)
async def test_a_key_waits_for_the_window_that_opens(opening: Command, tmp_path: Path) -> None:
    """Whatever I press right after the key that opens a window, nothing breaks."""
    key = opening.keys[0]
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        live = room.live
        enter = () if opening in (END, QUIT) else ("enter",)  # there it would be the end
        for second in ("up", "delete", "plus", "q", "l", *enter, key):
            for name in (key, second):
                room.app.post_message(events.Key(name, name if len(name) == 1 else None))
            for _ in range(2 * ROUNDS):
                await room.settle()
            while (window := room.app.screen) is not live:
                if window.is_mounted:
                    window.dismiss(None)
                await room.settle()
        assert live.is_running


async def test_a_key_counts_in_the_window_it_came_too_early_for(tmp_path: Path) -> None:
    """What I pressed while a window was still opening is done there, and once."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await burst(room, "ml")
        await room.on(HereScreen)
        await room.settle()
        assert room.text("Roll").count("late") == 1
