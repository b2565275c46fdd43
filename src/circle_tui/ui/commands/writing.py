"""The commands of the line to write in: letters are letters there, so these are other keys."""

from dataclasses import replace

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP, NEXT, PAUSE

KEEP = Command("keep", ("enter",), "enter", "keep it", "Keep what is typed.")
PUT_AWAY = Command("put_away", ("escape",), "esc", "put it away", "Keep it as a draft for later.")

WRITING_COMMANDS = (
    KEEP,
    PUT_AWAY,
    replace(PAUSE, shown="f5"),
    replace(NEXT, shown="f6"),
    replace(HELP, shown="f1"),
)
