"""The live screen: whose turn it is, how long is left, whether we end on time, what to press."""

from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.facts import Began, Closed, Interrupted, Moved
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.terminal.keys import StrayTyping
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.keyline import KeyLine
from tests.ui.rooms import AGENDA, NAMES, Room, circle_of, opened, running

LARGE = (120, 36)

FORBIDDEN = "Nothing is written down in this part"


def offered(room: Room) -> list[str]:
    """Return the names of the commands that the key line offers, in its order."""
    return [command.name for command in room.live.query_one(KeyLine).commands]


async def test_who_and_how_long(tmp_path: Path) -> None:
    """One look tells whose turn it is, who is next, how long is left and what is asked."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(12)
        assert "Thursday circle · Small circle" in room.text("#head")
        assert room.text("#segment").split("○")[0].strip() == "CHECK-IN  1 of 4"
        assert room.live.query_one(BigClock).time == "1:48"
        assert "1:48 left of 2:00 · 0:12 used" in room.text("#words")
        assert room.text("#who").split("next:")[0].strip() == "Noor Haddad"
        assert room.text("#who").endswith("next: Mira Sandoval")
        assert room.text("#prompt").strip() == "How are you?"
        assert room.text("#say").strip() == "Begin."


async def test_urgency_is_a_word(tmp_path: Path) -> None:
    """Soon, over and paused are words on the screen, and overtime goes on counting."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        clock = room.live.query_one(BigClock)
        await room.pass_time(95)
        assert "○ calm" in room.text("#segment")
        assert clock.has_class("calm")
        await room.pass_time(1)
        assert "● soon" in room.text("#segment")
        assert clock.has_class("soon")
        await room.pass_time(24)
        assert clock.time == "0:00"
        assert "▲ time is up" in room.text("#segment")
        for second in range(1, 4):
            await room.pass_time(1)
            assert clock.time == f"+0:0{second}"
        assert "0:03 over 2:00 · 2:03 used" in room.text("#words")
        assert clock.has_class("over")
        await room.press("space")
        await room.pass_time(20)
        assert clock.time == "+0:03"
        assert "‖ PAUSED" in room.text("#segment")
        assert [name for name in ("calm", "soon", "over", "paused") if clock.has_class(name)] == [
            "paused"
        ]


async def test_end_against_the_promise(tmp_path: Path) -> None:
    """I always see when the circle will end, and in words how that stands to the promise."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        assert "18:30   ends 18:53   on time" in room.text("#head")
        await room.pass_time(minutes=6)
        assert "18:36   promised 18:53   ends 18:57   4 min late" in room.text("#head")
        await room.press("right", "s", "s")
        assert "promised 18:53   ends 18:53" not in room.text("#head")
        assert "ends 18:53   on time" in room.text("#head")
        await room.press("s")
        assert "promised 18:53   ends 18:51   2 min early" in room.text("#head")


async def test_a_pause_takes_time_from_the_meeting(tmp_path: Path) -> None:
    """While the clock is paused its time stands still, and the projected end moves."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("space")
        await room.pass_time(minutes=3)
        assert "3 min late" in room.text("#head")
        assert room.live.query_one(BigClock).time == "2:00"
        assert "space go on" in room.text("#keys")


async def test_running_order(tmp_path: Path) -> None:
    """The side shows what is done with its time, who is on, who was skipped, what is ahead."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(140)
        await room.press("right", "s")
        rows = [" ".join(row.strip("▏").split()) for row in room.text("#order").splitlines()]
        assert [row for row in rows if row] == [
            "▸ Check-in 6:20",
            "✓ Noor Haddad 2:20 +0:20",
            "– Mira Sandoval passed",
            "▸ Teodor Lind 2:00",
            "Will Achterberg 2:00",
            "Talk 10:00",
            "Case 5:00",
        ]
        await room.press("right", "right")
        assert "✓ Check-in" in room.text("#order")
        assert "▸ Talk" in room.text("#order")
        assert "Noor" not in room.text("#order")


async def test_keys_follow_the_rules(tmp_path: Path) -> None:
    """The key line offers what can be done now, and nothing that would be refused."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=LARGE) as room:
        assert not {"go_back", "undo", "give_back"} & set(offered(room))
        assert "s skip" in room.text("#keys")
        await room.press("right")
        assert {"go_back", "undo"} <= set(offered(room))
        await room.press("right", "right", "right")
        assert "Everybody" in room.text("#who")
        assert "s skip" not in room.text("#keys")
        await room.press("s")
        assert "This part belongs to everybody" in room.text("#writing")
        await room.press("right")
        assert "→ next" not in room.text("#keys")
        assert room.text("#keys").startswith(" e end")
        assert offered(room).count("end") == 1
        await room.press("right")
        assert "That was the last part." in room.text("#writing")


async def test_a_text_for_which_no_line_opened_presses_no_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be written, the words that I type on are no commands until Enter."""
    monkeypatch.setattr(StrayTyping, "PAUSE", 1.5)
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("right", "right", "right", "right", "right")
        await room.press(*"ask q e", "enter")
        assert isinstance(room.app.screen, LiveScreen)
        assert FORBIDDEN in room.text("#writing")
        await room.press("space")
        assert "PAUSED" in room.shown


async def test_parts_without_notes(tmp_path: Path) -> None:
    """Where a format forbids writing, n and a say so and open nothing; the other keys work."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right", "right", "right", "right", "right")
        for key in ("n", "a"):
            await room.press(key)
            assert FORBIDDEN in room.text("#writing")
            assert room.app.focused is None
        await room.press("space")
        assert "PAUSED" in room.shown


async def test_forbidden_meanwhile(tmp_path: Path) -> None:
    """Where a part without notes begins the line closes; what I had begun waits till it is over."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right", "right", "right", "right", "n")
        await room.write("Ask about leave")
        await room.press("f6")
        assert FORBIDDEN in room.text("#writing")
        assert "Ask about leave" not in room.text("#writing")
        await room.press("enter", "n", "enter")
        assert not circle.kept.notes
        await room.press("shift+f6", "n", "enter")
        assert [note.text for note in circle.kept.notes.values()] == ["Ask about leave"]


async def test_the_line_closes_also_where_something_else_is_told(tmp_path: Path) -> None:
    """The last of a round leaves while I write, and a part without notes begins: I hear of both."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("right", "right", "right", "right", "n")
        await room.write("Ask about leave")
        room.live.do(rules.advance, lambda _session: "Said of it.")
        await room.settle()
        assert f"Said of it. {FORBIDDEN}" in room.prose
        assert "Ask about leave" not in room.text("#writing")


async def test_sleep_is_a_question(tmp_path: Path) -> None:
    """When the computer slept I am told for how long, and g gives the time back to the turn."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(30)
        room.clock.sleep(minutes=12)
        room.live._tick()
        await room.settle()
        assert "12:00 without the clock, and it counts. Press g to give it back." in room.prose
        assert room.text("#keys").startswith(" g give 12:00 back")
        assert room.live.query_one(BigClock).time == "+10:30"
        assert "ends 19:04 11 min late" in " ".join(room.text("#head").split())
        await room.press("g")
        assert room.live.query_one(BigClock).time == "1:30"
        assert "12:00 without the clock" not in room.prose
        assert "12:00 given back to this turn." in room.text("#writing")
        assert room.text("#say").strip().startswith("12 min behind. Press r")
        await room.press("g")
        assert "No interruption to give back, or one too short." in room.prose
        assert [f for f in circle.kept.facts if isinstance(f, Interrupted)]


async def test_a_sleep_is_told_before_the_key_that_ended_it(tmp_path: Path) -> None:
    """Whatever key wakes the computer, the time it slept was that of who had the floor then."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(30)
        asleep(room)
        await room.press("space")
        assert "12:00 without the clock, and it counts. Press g to give it back." in room.prose
        await room.press("g", "space")
        assert room.live.query_one(BigClock).time == "1:30"
        asleep(room)
        await room.press("right")
        kinds = [type(fact) for fact in circle.kept.facts]
        assert kinds[-2:] == [Interrupted, Moved]


@pytest.mark.parametrize("shared", [False, True])
async def test_a_pause_taken_back_is_a_question(tmp_path: Path, shared: bool) -> None:
    """After u on a pause I see how much counts by that, also shared, and g gives it back."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press(*["x"] * shared)
        await room.pass_time(30)
        await room.press("space")
        await room.pass_time(20)
        await room.press("u")
        assert room.live.query_one(BigClock).time == "1:10"
        assert "Taken back: the pause." in room.text("#writing")
        assert "0:20 without the clock, and it counts. Press g to give it back." in room.prose
        assert " g give 0:20 back" in room.text("#keys")
        await room.press("g")
        assert room.live.query_one(BigClock).time == "1:30"
        assert "0:20 given back to this turn." in room.text("#writing")
        assert "without the clock" not in room.prose


async def test_a_short_pause_taken_back_is_none(tmp_path: Path) -> None:
    """A slip on the space bar that is taken back at once asks me nothing."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("space")
        await room.pass_time(14)
        await room.press("u")
        assert room.live.query_one(BigClock).time == "1:46"
        assert "without the clock" not in room.prose


async def test_a_stop_of_the_program_is_a_question(tmp_path: Path) -> None:
    """When the program was stopped I am told for how long; a pause goes on meanwhile."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        room.clock.stop(22)
        room.live._tick()
        await room.settle()
        assert "0:22 without the clock, and it counts. Press g to give it back." in room.prose
        await room.press("g")
        assert room.live.query_one(BigClock).time == "2:00"
        await room.press("space")
        room.clock.stop(22)
        room.live._tick()
        await room.settle()
        assert "without the clock" not in room.prose


def asleep(room: Room) -> None:
    """Let the computer sleep for twelve minutes, until a key is pressed."""
    assert room.live._timer is not None
    room.live._timer.stop()
    room.clock.sleep(minutes=12)


async def test_the_clock_changes_with_the_second(tmp_path: Path) -> None:
    """A second that is over is off the screen within 50 ms, and none goes before it is over."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        for into_it in (0.0, 0.4, 0.999):
            room.clock.advance(into_it)
            change = room.live.seconds_to_change()
            assert 0 < change - (1 - into_it) <= 0.05
            room.clock.advance(1 - into_it)


async def test_sleep_is_told_in_a_small_window(tmp_path: Path) -> None:
    """The question about a sleep is there too where the window has no room for the script."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(40, 12)) as room:
        room.clock.sleep(minutes=12)
        room.live._tick()
        await room.settle()
        assert "g give 12:00 back" in room.text("#keys")


async def test_the_script_in_full(tmp_path: Path) -> None:
    """I reads the whole script while the clock goes on, and Esc comes back to it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("i")
        await room.on(ReadScreen)
        assert "Begin." in room.shown
        room.clock.advance(40)
        await room.press("escape")
        room.live.redraw()
        assert room.live.query_one(BigClock).time == "1:20"


async def test_ending_asks_first(tmp_path: Path) -> None:
    """E says what ending would leave undone; Esc leaves everything as it was."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.pass_time(minutes=8)
        await room.press("e")
        await room.on(AskScreen)
        assert "Would end 18:38: 15 min early, promised for 18:53." in room.shown
        assert "Not yet done: Mira Sandoval, and after." in room.shown
        await room.press("escape")
        await room.on(LiveScreen)
        assert [type(fact) for fact in circle.kept.facts] == [Began]


async def test_leaving_asks_first(tmp_path: Path) -> None:
    """Q and ctrl+q ask; the session stays in the journal for the next start."""
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        for key in ("q", "ctrl+q"):
            await room.press(key)
            await room.on(AskScreen)
            await room.press("escape")
            await room.on(LiveScreen)
        await room.press("q", "enter")
    assert not room.app.is_running
    assert room.app.return_code == 0
    assert len(circle.kept.facts) == 1


async def test_writing_without_a_line_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence typed while no line is open never ends the session, nor does Enter after it."""
    monkeypatch.setattr(AskScreen, "UNSEEN", 3600)
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press(*"th", "e", "space", *"chair was her", "e", "enter")
        assert not any(isinstance(fact, Closed) for fact in circle.kept.facts)


async def test_an_answer_that_comes_too_early_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Enter before I can have read the question is no answer, and I am told to press it again."""
    monkeypatch.setattr(AskScreen, "UNSEEN", 3600)
    circle = running(circle_of(*NAMES))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("e")
        asked = await room.on(AskScreen)
        assert "once more" not in room.shown
        await room.press("enter")
        assert "enter once more: end it" in room.shown
        asked._offer()
        await room.press("enter")
        assert any(isinstance(fact, Closed) for fact in circle.kept.facts)


async def test_a_letter_is_no_answer(tmp_path: Path) -> None:
    """A question that a letter opened is closed by the next letter."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("e")
        await room.on(AskScreen)
        await room.press("c")
        await room.on(LiveScreen)


async def test_a_longer_prompt_has_its_room(tmp_path: Path) -> None:
    """When the next part's prompt is longer than the one before, all of it is shown."""
    agenda = replace(
        AGENDA,
        segments=(
            replace(AGENDA.segments[1], show="Short."),
            replace(AGENDA.segments[2], show="One.\nTwo, which is long enough to go on " * 2),
        ),
    )
    circle = running(circle_of(*NAMES), agenda)
    async with opened(circle, tmp_path, LiveScreen, size=(80, 24)) as room:
        await room.press("right")
        assert "…" not in room.text("#prompt")
        assert room.text("#prompt").count("One.") == 2


LONG = replace(
    AGENDA,
    segments=(
        replace(
            AGENDA.segments[0],
            show="Say your name.\nSay where you are from.\nAsk: what do you hope for?",
            say="First line of a script. " * 9,
        ),
        *AGENDA.segments[1:],
    ),
)
"""A prompt of three lines, and a script that has no room."""


async def test_what_has_no_room_names_its_key(tmp_path: Path) -> None:
    """Where the script is cut i stands behind it; not while I type, when it would be a letter."""
    async with opened(running(circle_of(*NAMES), LONG), tmp_path, LiveScreen) as room:
        assert room.text("#say").rstrip().endswith("… i script")
        await room.press("n")
        assert room.text("#say").rstrip().endswith("…")
        await room.press("escape", "x")
        assert "i script" not in room.shown
        await room.pilot.resize_terminal(40, 12)
        await room.press("x")
        assert room.text("#prompt").rstrip().endswith("Say your name. … i")


async def test_a_hint_takes_no_line_from_the_prompt(tmp_path: Path) -> None:
    """When we fall behind, the prompt stays whole and where it was; the hint is below it."""
    async with opened(running(circle_of(*NAMES), LONG), tmp_path, LiveScreen) as room:
        before = room.text("#prompt")
        assert before.rstrip().endswith("Ask: what do you hope for?")
        await room.pass_time(minutes=4)
        assert room.text("#prompt") == before
        assert "2 min behind. Press r for new times." in room.text("#say")


async def test_more_is_offered_where_there_is_more(tmp_path: Path) -> None:
    """A script that is all to be seen names no key to read on; one that is not does."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("i")
        await room.on(ReadScreen)
        assert "↑ ↓ more" not in room.shown
        assert "esc back" in room.shown
    async with opened(
        running(circle_of(*NAMES), LONG), tmp_path, LiveScreen, size=(40, 12)
    ) as room:
        await room.press("i")
        await room.on(ReadScreen)
        assert "↑ ↓ more   esc back" in room.shown


async def test_whose_turn_was_skipped_is_said(tmp_path: Path) -> None:
    """Skipping says whom, so that a slip is seen; where others look on it names nobody."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("s")
        assert "Skipped: Noor Haddad." in room.shown
        await room.press("x", "s")
        assert "Skipped" not in room.shown


async def test_who_has_spoken_was_not_skipped(tmp_path: Path) -> None:
    """The key that skips ends the turn of who has spoken: said as the running order says it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.pass_time(seconds=90)
        await room.press("s")
        assert "Ended early: Noor Haddad." in room.shown
        await room.pass_time(minutes=3)
        await room.press("s")
        assert "Ended: Mira Sandoval." in room.shown
        assert "passed" not in room.text("#order")
        await room.pass_time(seconds=9)
        await room.press("s")
        assert "Skipped: Teodor Lind." in room.shown
        assert "passed" in room.text("#order")


async def test_the_question_before_the_end_stays_true(tmp_path: Path) -> None:
    """However long I think it over, the end it tells is that of this minute."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen) as room:
        await room.press("e")
        question = await room.on(AskScreen)
        assert "Would end 18:30: 23 min early" in room.prose
        room.clock.advance(minutes=2)
        question._tell()
        await room.settle()
        assert "Would end 18:32: 21 min early" in room.prose
