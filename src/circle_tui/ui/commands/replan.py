"""The commands of the screen on which new times for what remains are seen and accepted."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

ACCEPT = Command(
    "accept", ("enter",), "enter", "accept", "Let these times hold. Undo takes it back."
)
UP = Command("move(-1)", ("up", "k", "left"), "↑ ↓", "other way", "See another way to do it.")
DOWN = Command("move(1)", ("down", "j", "right", "r", "f9"), "↓", "", "See the next way to do it.")
LEAVE = Command(
    "leave", ("escape",), "esc", "leave it", "Go back to the clock; all stays as it is."
)

REPLAN_COMMANDS = (ACCEPT, LEAVE, UP, HELP, DOWN)
"""How to leave comes before how to choose: a small window has room for two."""
