"""The commands of the home screen, most useful first."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP, LOCK

START = Command("start", ("enter",), "enter", "start", "Say who is here, then start the session.")
AGENDA = Command("agenda", ("g",), "g", "agenda", "Choose the agenda for the next session.")
REVIEW = Command(
    "review", ("v",), "v", "review", "Look through what is open, and say what became of it."
)
MEMBERS = Command("members", ("m",), "m", "members", "Add members to the circle.")
CALENDAR = Command(
    "calendar",
    ("c",),
    "c",
    "calendar",
    "See the coming dates; move the next one, call it off, find a fair time for it.",
)
OTHER = Command("other", ("o",), "o", "other circle", "Open another one of your circles.")
THEME = Command(
    "theme", ("t",), "t", "colours", "Change between dark, light and high-contrast colours."
)
QUIT = Command("leave", ("q", "ctrl+q"), "q", "quit", "Leave the program.")

HOME_COMMANDS = (START, AGENDA, REVIEW, MEMBERS, CALENDAR, OTHER, THEME, QUIT, HELP, LOCK)
