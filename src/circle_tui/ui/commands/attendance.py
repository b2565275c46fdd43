"""The commands of the attendance screen."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

BEGIN = Command("begin", ("enter",), "enter", "start the clock", "Start the session's clock.")
WAYS = Command(
    "ways",
    ("w",),
    "w",
    "ways out",
    "When it does not fit: choose what gives today, or take that back.",
)
TOGGLE = Command("mark", ("space",), "space", "here or not", "Mark this person here or not.")
UP = Command("move(-1)", ("up", "k"), "↑ ↓", "move", "Go to the person above or below.")
DOWN = Command("move(1)", ("down", "j"), "↓", "", "Go to the person below.")
EVERYBODY = Command("everybody", ("a",), "a", "all or none", "Mark everybody here, or nobody.")
BACK = Command("back", ("escape",), "esc", "back", "Go back; nothing is started.")

ATTENDANCE_COMMANDS = (BEGIN, WAYS, TOGGLE, UP, DOWN, EVERYBODY, BACK, HELP)
