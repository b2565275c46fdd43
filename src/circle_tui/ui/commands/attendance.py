"""The commands by which it is said who is here: before the session, and at any moment of it."""

from circle_tui.domain.attendance import Attendance
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

BEGIN = Command("begin", ("enter",), "enter", "start", "Start the session's clock.")
WAYS = Command(
    "ways",
    ("w", "r", "f9"),
    "w",
    "ways out",
    "When it does not fit: choose what gives today, or take that back.",
)
TOGGLE = Command("mark", ("space",), "space", "here or not", "Mark this person here or not.")
UP = Command("move(-1)", ("up", "k"), "↑ ↓", "move", "Go to the person above.")
DOWN = Command("move(1)", ("down", "j"), "↓", "", "Go to the person below.")
EVERYBODY = Command(
    "everybody",
    ("asterisk", "ctrl+a"),
    "*",
    "all or none",
    "Mark everybody here, or nobody. Who pauses is left as they are.",
)
BACK = Command("back", ("escape",), "esc", "back", "Go back; nothing is started.")


def _marks(state: Attendance, key: str, meaning: str) -> Command:
    label = state.value.split()[0]
    return Command(f"state('{state.name}')", (key,), key, label, meaning)


PRESENT = _marks(Attendance.PRESENT, "p", "Present: this person is here.")
LATE = _marks(
    Attendance.LATE,
    "l",
    "Late: this person came late, or before the start is on the way, and has turns like anybody. "
    "Later it says that who was on the way has come.",
)
LEFT = _marks(
    Attendance.LEFT,
    "e",
    "Left early: this person was here and has gone; what they had ahead goes to others.",
)
EXCUSED = _marks(Attendance.EXCUSED, "c", "Excused: this person is not here, and had called off.")
ABSENT = _marks(Attendance.ABSENT, "a", "Absent: this person is not here.")

ACCEPT = Command(
    "accept", ("enter",), "enter", "accept", "Let all of this hold, at once. Undo takes it back."
)
AS_IT_WAS = Command("leave", ("escape",), "esc", "back", "Go back to the clock; nothing changes.")

ATTENDANCE_COMMANDS = (
    *(BEGIN, WAYS, TOGGLE, LATE, EXCUSED, ABSENT, PRESENT, EVERYBODY, BACK, UP, DOWN, HELP),
)
HERE_COMMANDS = (ACCEPT, AS_IT_WAS, TOGGLE, LATE, LEFT, EXCUSED, ABSENT, PRESENT, UP, DOWN, HELP)
"""What is most often done comes first; the letters of the states stand together."""
