"""The commands of the home screen, most useful first."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP, LOCK

START = Command("start", ("enter",), "enter", "start", "Say who is here, then start the session.")
AGENDA = Command("agenda", ("g",), "g", "agenda", "Choose the agenda for the next session.")
MEMBERS = Command("members", ("m",), "m", "members", "Add members to the circle.")
CALENDAR = Command(
    "calendar", ("c",), "c", "calendar", "Write the next meeting as a file for any calendar."
)
THEME = Command("theme", ("t",), "t", "light or dark", "Change between dark and light colours.")
QUIT = Command("leave", ("q", "ctrl+q"), "q", "quit", "Leave the program.")

HOME_COMMANDS = (START, AGENDA, MEMBERS, CALENDAR, THEME, QUIT, HELP, LOCK)
