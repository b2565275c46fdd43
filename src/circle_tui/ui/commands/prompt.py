"""The commands of the window that offers prompts for a check-in."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

TAKE = Command(
    "take", ("enter",), "enter", "take", "Show this prompt in the check-in. Undo takes it back."
)
ANOTHER = Command(
    "another", ("f", "space", "right"), "f", "other", "See another prompt of this depth."
)
DEPTH = Command(
    "depth", ("d", "tab", "down"), "d", "depth", "Go from light to open to deep, and back to light."
)
LEAVE = Command("leave", ("escape",), "esc", "back", "Leave the check-in as it is.")

PROMPT_COMMANDS = (TAKE, ANOTHER, LEAVE, DEPTH, HELP)
