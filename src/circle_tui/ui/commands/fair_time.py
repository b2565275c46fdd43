"""The commands of the screen on which a fair time is seen, most useful first."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

TAKE = Command(
    "take", ("enter",), "enter", "meet then", "Plan the next meeting then, and write its invite."
)
LEAVE = Command(
    "leave", ("escape", "q"), "esc", "leave it", "Go back to the dates; all stays as it is."
)
MORE = Command(
    "more",
    ("plus", "equals_sign", "w"),
    "+",
    "more weeks",
    "Look through more weeks: twice as many each time, half a year at most.",
)

FAIR_TIME_COMMANDS = (TAKE, LEAVE, MORE, HELP)
