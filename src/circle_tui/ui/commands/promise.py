"""The commands of the window in which the promised end is moved."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

ACCEPT = Command("accept", ("enter",), "enter", "promise", "Promise it. Undo takes it back.")
LATER = Command(
    "move(1)", ("up", "k", "right", "plus", "equals_sign"), "↑ ↓", "minute", "A minute later."
)
EARLIER = Command("move(-1)", ("down", "j", "left", "minus"), "↓", "", "A minute earlier.")
MUCH_LATER = Command("move(5)", ("pageup",), "page up", "", "Five minutes later.")
MUCH_EARLIER = Command("move(-5)", ("pagedown",), "page down", "", "Five minutes earlier.")
STANDS = Command(
    "stands", ("s", "t"), "s", "as it stands", "The end as it is if everybody keeps to their time."
)
LEAVE = Command("leave", ("escape", "q"), "esc", "back", "Go back; the promise stays as it is.")

PROMISE_COMMANDS = (ACCEPT, LATER, LEAVE, STANDS, HELP, EARLIER, MUCH_LATER, MUCH_EARLIER)
