"""The commands of the line to write in: letters are letters there, so these are other keys.

Among the masks nothing is typed, and letters are commands again.
"""

from dataclasses import replace

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP, NEXT, PAUSE

KEEP = Command("keep", ("enter",), "enter", "keep it", "Keep what is typed.")
PUT_AWAY = Command("put_away", ("escape",), "esc", "put it away", "Keep it as a draft for later.")
LOOK = Command(
    "look",
    ("tab",),
    "tab",
    "look at masks",
    "Step through what is masked, see why, and decide otherwise.",
)
MASK_WORD = Command(
    "mask_word",
    ("ctrl+r",),
    "ctrl+r",
    "mask word",
    "Mask the word at the cursor, in this text. The same key leaves it readable again.",
)
COMPLETE = Command(
    "complete",
    ("right",),
    "→",
    "",
    "At the end of an action item's line: take the name that is offered.",
)

FOLLOWING = Command(
    "step(1)",
    ("tab", "right"),
    "tab",
    "next",
    "Go to the next mask; Tab after the last one types on.",
)
PRECEDING = Command(
    "step(-1)",
    ("shift+tab", "left"),
    "shift+tab",
    "",
    "Go to the mask before; Shift+Tab before the first one types on.",
)
SWITCH = Command(
    "switch",
    ("u",),
    "u",
    "unmask",
    "Leave this readable in this text, or mask it again. A member's name asks twice.",
)
SWITCH_ALWAYS = Command(
    "switch_always",
    ("c",),
    "c",
    "in this circle",
    "Leave this word readable in this circle from now on, or take that back.",
)
MASK_AGAIN = replace(
    MASK_WORD,
    keys=("m",),
    shown="m",
    label="mask",
    help="Mask this again in this text, if it was left readable.",
)
TYPE_ON = Command("type_on", ("escape",), "esc", "type on", "Go back to the line; nothing is lost.")

PAUSE_HERE = replace(PAUSE, keys=("f5",), shown="f5")
NEXT_HERE = replace(NEXT, keys=("f6",), shown="f6")
"""The keys that mean these on the live screen are letters and moves of the cursor here."""

_SESSION = (PAUSE_HERE, NEXT_HERE, replace(HELP, shown="f1"))
WRITING_COMMANDS = (KEEP, PUT_AWAY, LOOK, MASK_WORD, *_SESSION)
NARROW_COMMANDS = (
    *(replace(KEEP, label="keep"), replace(LOOK, label="look"), replace(PUT_AWAY, label="out")),
    *(MASK_WORD, *_SESSION),
)
"""The same in fewer words, for a narrow window."""

MASK_COMMANDS = (SWITCH, SWITCH_ALWAYS, FOLLOWING, TYPE_ON, KEEP, MASK_AGAIN, PRECEDING, HELP)
WRITING_HELP = (
    *(KEEP, PUT_AWAY, LOOK, MASK_WORD, COMPLETE, PAUSE_HERE, NEXT_HERE),
    *(FOLLOWING, PRECEDING, SWITCH, SWITCH_ALWAYS, MASK_AGAIN, TYPE_ON, HELP),
)
"""Both together: who writes is told of the masks, and who looks at them of the line."""
