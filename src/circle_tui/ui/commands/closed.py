"""The keys of the page after a session."""

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP

DONE = Command("done", ("enter", "escape", "q"), "enter", "done", "Leave this page.")
SUMMARY = Command(
    "summary",
    ("s",),
    "s",
    "the summary",
    "Read the summary as it leaves. That of a sealed circle is only written if you say so there.",
)
HAND_OVER = Command(
    "hand_over",
    ("h",),
    "h",
    "hand notes over",
    "Write the notes that are a presenter's own to files, or lose them: they are in memory only.",
)

CALENDAR = Command(
    "calendar",
    ("c",),
    "c",
    "calendar",
    "Move the next meeting, call it off, or find a fair time for it. Shows names.",
)

UNDO = Command(
    "undo",
    ("u", "ctrl+z"),
    "u",
    "undo the end",
    "Go on with the session, as if it had not ended. Shows names, unless it was shared.",
)

CLOSED_COMMANDS = (DONE, HAND_OVER, UNDO, CALENDAR, SUMMARY, HELP)

CLOSED_HELP = {"After the session": CLOSED_COMMANDS}
