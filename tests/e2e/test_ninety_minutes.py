"""Ninety minutes of a circle of eight, in a real terminal on a clock that is moved by hand."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui import bootstrap
from tests.e2e.evening import Evening

AGENDA = """
title = "Ninety minutes"
minutes = 90

[[segment]]
title = "Check-in"
kind = "check-in"
clock = "each"
seconds_each = "2m"
show = "What has happened since last time?"

[[segment]]
title = "Turns"
kind = "round"
clock = "divide"
total = "60m"
show = "What do you need from us?"

[[segment]]
title = "Close"
kind = "closing"
minutes = 14
protected = true
"""

NAMES = (
    "Ada Fenwick, Bo Marrow, Cleo Vantage, Dov Quill, Ede Lund, Fay Ostrow, Gil Harbour, Hana Brisk"
)
"""Made-up people, in roster order."""


@pytest.fixture
def evening(tmp_path: Path) -> Evening:
    """Return a circle of eight that is to meet today at 18:30, half an hour after the clock's 0."""
    evening = Evening(tmp_path)
    (tmp_path / "ninety.toml").write_text(AGENDA, encoding="utf-8")
    words = ["new", "Thursday circle", "--members", NAMES, "--every", "3 weeks", "--on", "thu"]
    with evening.start(*words, "--at", "18:30", "--zone", "UTC", "--minutes", "90") as shell:
        assert shell.wait_exit() == 0, shell.text()
    return evening


def run(evening: Evening) -> None:
    """Start the program on the circle."""
    evening.start("run", str(evening.folder / "ninety.toml"))


def start_late(evening: Evening) -> None:
    """Begin at 18:37 instead of 18:30, with one of the eight not there yet."""
    evening.pass_time(37)
    run(evening)
    evening.screen.wait_for("Who is here?")
    evening.screen.send("up", "space")
    evening.screen.wait_for("88 min for 7")
    evening.screen.wait_for("Planned for 18:30, starts 7 min late")
    evening.screen.answer("enter start", "left of 2:00")


def speak(evening: Evening, turns: int, *, over: float = 0) -> None:
    """Let people use their turns to the second, or some seconds more, and give the floor on."""
    for _ in range(turns):
        minutes, seconds = map(int, evening.look().clock.split(":"))
        evening.pass_time(minutes, seconds + over)
        evening.look()
        evening.press("right")


def test_ninety_minutes_end_at_the_promised_minute(evening: Evening) -> None:
    """Whatever the evening brings, the screen is what the facts come to, and it ends on time."""
    start_late(evening)
    with evening:
        view = evening.look()
        assert (view.promised, view.drift) == ("20:00", "5 min late")

        speak(evening, 1)
        speak(evening, 1, over=90)  # the first overrun
        latecomer(evening)
        speak(evening, 6)
        assert evening.look().segment == "Turns"

        speak(evening, 1)
        undo_a_slip(evening)
        pause(evening)
        early_leaver(evening)
        crash(evening)
        sleep(evening)
        speak(evening, 1, over=75)  # the second overrun

        end_on_time(evening)
        while not (view := evening.look()).last:
            speak(evening, 1)
        minutes, seconds = map(int, view.clock.split(":"))
        evening.pass_time(minutes, seconds)
        view = evening.look()
        assert (view.now, view.promised, view.drift) == ("20:00", "20:00", "on time")
        close(evening)
    assert evening.looks > 40, "every step was held against the facts"


def latecomer(evening: Evening) -> None:
    """Let Hana in: what that does is seen before it is accepted, and she has turns like anybody."""
    evening.screen.send("m")
    evening.screen.wait_for("Who is here: 7 of 8")
    evening.screen.send("up", "l")
    evening.screen.wait_for("Hana Brisk")
    before = evening.session
    assert len(before.seats) == 7, "nothing has happened yet"
    evening.screen.answer("enter accept", "left of 2:00")
    evening.look()
    assert len(evening.session.seats) == 8
    assert sum(turn.id.segment == 0 for turn in evening.session.turns) == 8


def undo_a_slip(evening: Evening) -> None:
    """Take a key too much back: the clock is where it was."""
    evening.pass_time(1)
    before = evening.look()
    evening.press("right")
    after = evening.press("u")
    assert (after.who, after.clock) == (before.who, before.clock)


def pause(evening: Evening) -> None:
    """Pause for a minute: it costs the turn nothing, and the promise stays."""
    before = evening.press("space")
    assert before.paused
    evening.pass_time(1)
    after = evening.look()
    assert (after.clock, after.promised) == (before.clock, before.promised)
    assert not evening.press("space").paused


def early_leaver(evening: Evening) -> None:
    """Let Gil go before his turn: it goes to the others, and the order passes over him."""
    evening.screen.send("m")
    evening.screen.wait_for("Who is here: 8 of 8")
    evening.screen.send("up", "up", "e")
    evening.screen.wait_for("left early")
    evening.screen.send("enter")
    evening.screen.wait_for(lambda screen: "Who is here" not in screen.text())
    evening.look()
    session = evening.session
    assert len(session.seats) == 7
    ahead = {turn.id.seat for turn in session.turns[session.position :] if turn.id.segment == 1}
    assert len(ahead) == 6


def crash(evening: Evening) -> None:
    """Kill the program and start it again two minutes later: that time is asked about."""
    before = evening.look()
    evening.screen.signal(signal.SIGKILL)
    evening.screen.wait_exit()
    evening.pass_time(2)
    run(evening)
    evening.screen.wait_for("A session is running")
    evening.screen.wait_for("away for 2:0")
    evening.screen.answer("enter go on", "left of")
    after = evening.look()
    assert (after.who, after.segment) == (before.who, before.segment)
    assert after.interruption, "until it is known whether that time counts"


def sleep(evening: Evening) -> None:
    """Let the computer sleep for three minutes, and give them back to who had the floor."""
    before = evening.look()
    evening.pass_time(3, asleep=True)
    evening.screen.wait_for("and it counts")
    evening.look()
    after = evening.press("g")
    assert after.who == before.who
    assert not after.interruption


def end_on_time(evening: Evening) -> None:
    """See times that end on time before they hold, take them back and accept them once more."""
    behind = evening.look()
    assert behind.behind
    evening.screen.send("r")
    evening.screen.wait_for("What remains")
    evening.screen.wait_for("Would end 20:00")
    evening.screen.send("enter")
    evening.screen.wait_for(lambda screen: "What remains" not in screen.text())
    assert evening.look().drift == "on time"
    assert evening.press("u").drift == behind.drift
    evening.screen.send("r")
    evening.screen.wait_for("Would end 20:00")
    evening.screen.send("enter")
    evening.screen.wait_for(lambda screen: "What remains" not in screen.text())
    assert evening.look().drift == "on time"


def close(evening: Evening) -> None:
    """End the session: its record has the promised minute and the people who were there."""
    promised = evening.session.promised_end
    evening.screen.send("e")
    evening.screen.answer("enter end it", "The session has ended")
    with bootstrap.opened(evening.home, evening.circle, looking=True) as looked:
        (record,) = looked.circle.records.all()
    assert abs(record.ended - promised) < timedelta(minutes=1)
    assert record.people == 8
