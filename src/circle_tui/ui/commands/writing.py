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
    "unmask or mask",
    "Leave this readable in this text, or mask it again. A member's name asks twice.",
)
SWITCH_ALWAYS = Command(
    "switch_always",
    ("c",),
    "c",
    "in this circle",
    "Leave this word readable in this circle from now on, or take that back.",
)
MASK_TYPED = replace(MASK_WORD, keys=("m",), shown="m")
TYPE_ON = Command("type_on", ("escape",), "esc", "type on", "Go back to the line; nothing is lost.")

WRITING_COMMANDS = (
    KEEP,
    PUT_AWAY,
    LOOK,
    MASK_WORD,
    replace(PAUSE, shown="f5"),
    replace(NEXT, shown="f6"),
    replace(HELP, shown="f1"),
)
MASK_COMMANDS = (SWITCH, SWITCH_ALWAYS, FOLLOWING, TYPE_ON, MASK_TYPED, KEEP, PRECEDING, HELP)
WRITING_HELP = (
    *(KEEP, PUT_AWAY, LOOK, MASK_WORD, PAUSE, NEXT),
    *(FOLLOWING, PRECEDING, SWITCH, SWITCH_ALWAYS, MASK_TYPED, TYPE_ON, HELP),
)
"""Both together: who writes is told of the masks, and who looks at them of the line."""
