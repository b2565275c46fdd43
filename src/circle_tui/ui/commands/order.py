"""The commands of the window in which it is said who speaks when; letters find a name there."""

from dataclasses import replace

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

NAME = Command(
    "name",
    (),
    "a-z",
    "find",
    "Type how a name begins: the first one that does is looked at.",
)
TAKE = Command(
    "take",
    ("enter",),
    "enter",
    "has the turn",
    "This person has the turn. Where two change places: take one, then the other.",
)
UP = Command("move(-1)", ("up",), "↑ ↓", "move", "Look at the person above or below.")
DOWN = Command("move(1)", ("down",), "↓", "", "Look at the person below.")
HIDE = Command(
    "app.cover",
    ("f2",),
    "f2",
    "hide",
    "Cover this window, which names people; the same key shows it again.",
)
LEAVE = Command("leave", ("escape",), "esc", "back", "Go back to the clock; nothing changes.")

ORDER_COMMANDS = (TAKE, LEAVE, NAME, HIDE, UP, replace(HELP, keys=("f1",), shown="f1"), DOWN)
