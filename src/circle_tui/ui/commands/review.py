"""The commands of the screen on which action items are looked through, most useful first."""

from collections.abc import Sequence
from dataclasses import replace

from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import HELP, LOCK
from circle_tui.ui.commands.writing import (
    COMPLETE,
    NARROW_COMMANDS,
    NEXT_HERE,
    PAUSE_HERE,
    WRITING_COMMANDS,
    WRITING_HELP,
)

DONE = Command("say('done')", ("d",), "d", "done", "It is done.")
PARTLY = Command("say('partly')", ("h",), "h", "half", "It is partly done, and stays open.")
CARRY = Command("say('carried')", ("c",), "c", "carry", "Carry it to the next session.")
DROP = Command("drop", ("x",), "x", "drop", "Drop it on purpose. Asks once.")
SKIP = Command(
    "skip",
    ("s",),
    "s",
    "skip",
    "Go on to the next one that was not looked at; this one is asked again.",
)
PRECEDING = Command(
    "move(-1)", ("left", "up", "k"), "←", "back", "Go to the one before, also to answer it anew."
)
NEXT = Command("move(1)", ("down", "right", "j"), "↓", "", "Go to the one below.")
LINE = Command(
    "line",
    ("n",),
    "n",
    "line",
    "Add a line on how it went: to what you answered last, until you move on. Names are masked.",
)
UNDO = Command(
    "undo", ("u", "ctrl+z"), "u", "undo", "Take back what was said last, one after the other."
)
FIND = Command("find", ("slash",), "/", "find", "Show only what has these words in it.")
SORT = Command(
    "sort", ("o",), "o", "order", "By date, by age, or by whose they are, one after the other."
)
SHARE = Command(
    "share",
    ("f2",),
    "f2",
    "",
    "Hide this for a screen that others see; the same key shows it again.",
)
LEAVE = Command(
    "leave", ("escape", "q"), "esc", "stop", "Stop here. What was said is kept; go on any time."
)
START = Command("start", ("enter",), "enter", "begin", "Start the session. The rest can wait.")

REVIEW_COMMANDS = (
    *(DONE, PARTLY, CARRY, DROP, SKIP, LEAVE, LINE, UNDO, PRECEDING, FIND, SORT, HELP),
    *(NEXT, SHARE, LOCK),
)
CHANGING = (DONE, PARTLY, CARRY, DROP, LINE, UNDO)
"""What cannot be done while another process holds the circle."""

SHOWING = (LINE, FIND)
"""What shows private words, and so is not done on a shared screen."""

BEFORE_COMMANDS = (
    *(DONE, PARTLY, CARRY, DROP, SKIP, START, LINE, UNDO),
    *(replace(LEAVE, keys=("escape",), label="who is here", help="Go back to who is here."),),
    *(PRECEDING, FIND, SORT, HELP, NEXT, SHARE, LOCK),
)
"""Before the session, where it goes on to its start."""

SHOW = Command(
    "show",
    ("tab",),
    "tab",
    "open/due/done",
    "Show what is open, what is due, what is settled, or all.",
)
MINE = Command("mine", ("m",), "m", "mine or all", "Show your own items, or everybody's.")
WHO = Command("who", ("w",), "w", "", "Say which alias is yours.")
MINE_COMMANDS = (
    *(DONE, PARTLY, CARRY, DROP, LINE, LEAVE, SHOW, MINE, FIND, SORT, UNDO, SKIP, PRECEDING),
    *(HELP, NEXT, WHO, SHARE, LOCK),
)

_IN_SHORT = {PARTLY.name: "½", HELP.name: ""}


def narrow(commands: Sequence[Command]) -> tuple[Command, ...]:
    """Return commands for a narrow window: the answers and skipping first, all in its one line.

    What starts the session goes before dropping and skipping, for which there is no room then.
    """
    first = (DONE, PARTLY, CARRY, START, DROP, SKIP)
    there = [c for c in first if c in commands] + [c for c in commands if c not in first]
    return tuple(replace(c, label=_IN_SHORT.get(c.name, c.label)) for c in there)


_OF_SESSIONS = (PAUSE_HERE, NEXT_HERE, COMPLETE)


def _of_a_line(commands: Sequence[Command]) -> tuple[Command, ...]:
    return tuple(command for command in commands if command not in _OF_SESSIONS)


LINE_COMMANDS = _of_a_line(WRITING_COMMANDS)
NARROW_LINE_COMMANDS = _of_a_line(NARROW_COMMANDS)
LINE_HELP = _of_a_line(WRITING_HELP)
"""While a line on how it went is typed; what moves a session is not there then."""
