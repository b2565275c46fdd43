"""The commands of the screen on which bids are written down."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

NUMBER = Command(
    "number",
    (),
    "0-9",
    "minutes",
    "Type how many minutes the person at the cursor asks for. 0 is no turn; – was not asked yet.",
)
ENTER = Command(
    "enter", ("enter",), "enter", "next line", "Go to the next person; on the last line, accept."
)
UP = Command("move(-1)", ("up", "k"), "↑ ↓", "move", "Go to the person above.")
DOWN = Command("move(1)", ("down", "j"), "↓", "", "Go to the person below.")
ERASE = Command(
    "erase", ("backspace", "delete"), "⌫", "erase", "Take back the last digit that was typed."
)
POT = Command(
    "pot",
    ("t", "tab", "right", "left"),
    "t",
    "other end",
    "Share out what the promised end leaves, or what was planned, which may end later.",
)
LATER = Command(
    "later",
    ("escape",),
    "esc",
    "later",
    "Go back to the clock; what was written down is still here next time.",
)

BID_COMMANDS = (NUMBER, ENTER, POT, UP, ERASE, LATER, HELP, DOWN)
"""What may be typed comes first, then the key that goes on."""
