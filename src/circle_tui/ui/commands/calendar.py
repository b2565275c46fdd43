"""The commands of the calendar screen, most useful first."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

DONE = Command("leave", ("enter", "escape", "q"), "enter", "done", "Leave the calendar.")
MOVE = Command(
    "move",
    ("m",),
    "m",
    "move",
    "Plan the next meeting, or put it on another day, typed in words; asks first.",
)
OFF = Command(
    "off",
    ("o",),
    "o",
    "off or on",
    "Call the next meeting off, or leave out the date at the cursor; again to take that back.",
)
WRITE = Command("write", ("w",), "w", "write invite", "Write the file for any calendar.")
FAIR = Command(
    "fair",
    ("f",),
    "f",
    "fair time",
    "Look for the time that is fairest to all, and see everybody's hours before it holds.",
)

CALENDAR_COMMANDS = (DONE, MOVE, OFF, WRITE, FAIR, HELP)
