"""The commands of the public view: as few as there can be, for it has nothing to decide."""

from circle_tui.ui.commands.command import Command

BLANK = Command("blank", ("space", "b"), "space", "blank", "Show nothing, or show it again.")
QUIT = Command("app.quit", ("q",), "q", "quit", "Leave. The session does not notice.")

PUBLIC_COMMANDS = (BLANK, QUIT)
