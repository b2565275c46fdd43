"""The commands of the live screen, most useful first, as the key line shows them."""

from circle_tui.domain import rules
from circle_tui.domain.airtime import KEPT as AIRTIME_KEPT
from circle_tui.domain.attendance_rules import may_attend
from circle_tui.domain.bid_rules import may_bid
from circle_tui.domain.polls import may_count
from circle_tui.domain.promise_rules import may_promise
from circle_tui.domain.prompts import may_prompt
from circle_tui.domain.replan_rules import may_replan
from circle_tui.domain.review import may_review
from circle_tui.domain.role_rules import may_give
from circle_tui.domain.turn_rules import come_back_later, may_order
from circle_tui.domain.voting_rules import may_vote
from circle_tui.domain.writing import Kind, may_write
from circle_tui.ui.commands.command import Command

PAUSE = Command(
    "toggle_pause",
    ("space", "f5"),
    "space",
    "pause",
    "Pause the clock of this turn, or let it go on. The promised end does not move.",
    rules.toggle_pause,
)
NEXT = Command(
    "advance",
    ("right", "f6"),
    "→",
    "next",
    "Give the floor to the next person or part.",
    rules.advance,
)
NOTE = Command(
    Kind.NOTE.value,
    ("n", "ctrl+n"),
    "n",
    "note",
    "Write a note. What names somebody or leads to them is masked before it is kept; Esc keeps the "
    "draft.",
    gate=may_write(Kind.NOTE),
    writes=True,
)
ACTION = Command(
    Kind.ACTION.value,
    ("a", "ctrl+t"),
    "a",
    "action",
    'Write an action item: "Noor: send the draft by fri". Without a name it is for whoever has '
    "the floor.",
    gate=may_write(Kind.ACTION),
    writes=True,
)
PARK = Command(
    Kind.PARKED.value,
    ("p", "ctrl+g"),
    "p",
    "park",
    "Park something for a later meeting. It waits in the parking lot, masked and nobody's.",
    gate=may_write(Kind.PARKED),
    writes=True,
)
DECIDE = Command(
    Kind.DECISION.value,
    ("d", "ctrl+y"),
    "d",
    "decision",
    "Write down what the group decided, masked and nobody's.",
    gate=may_write(Kind.DECISION),
    writes=True,
)
KEPT = Command(
    "kept",
    ("o",),
    "o",
    "kept",
    "See what was written down in this session, and correct or delete it.",
)
LONGER = Command(
    "lengthen",
    ("plus", "equals_sign", "f7"),
    "+ −",
    "minute",
    "Give this turn one minute more.",
    rules.lengthen,
)
SHORTER = Command(
    "shorten",
    ("minus", "f8"),
    "−",
    "",
    "Take one minute from this turn.",
    rules.shorten,
)
BACK = Command(
    "go_back",
    ("left", "shift+f6"),
    "←",
    "back",
    "Go back one turn; its clock goes on where it stood.",
    rules.go_back,
)
SKIP = Command(
    "pass_turn",
    ("s",),
    "s",
    "skip",
    "Skip this person's turn and give its time back. Going back takes it up again.",
    rules.pass_turn,
)
UNDO = Command(
    "undo",
    ("u", "ctrl+z"),
    "u",
    "undo",
    "Take back the last thing that happened to the clock or the floor, as if it never had: time "
    "since then is that of whoever had the floor. ← keeps everybody's.",
    rules.undo,
)
GIVE_BACK = Command(
    "give_back",
    ("g",),
    "g",
    "give time back",
    "After a sleep, a stop or an undone pause of 15 seconds or more: give that time back to this "
    "turn. After any other interruption, give it minutes.",
    rules.give_back,
)
BIDS = Command(
    "bids",
    ("b",),
    "b",
    "bids",
    "Write down how many minutes each person asks for, see what that comes to, and share the "
    "time out.",
    gate=may_bid,
    decides=True,
)
REPLAN = Command(
    "replan",
    ("r", "f9"),
    "r",
    "re-plan",
    "See new times for what remains, so that it ends on time, and accept them or not. Gives saved "
    "time back, too.",
    gate=may_replan,
    decides=True,
)
HERE = Command(
    "here",
    ("m", "f3"),
    "m",
    "who is here",
    "Say who came late, left early or is back, see what that does to everybody's time, and accept "
    "it or not.",
    gate=may_attend,
    decides=True,
)
LATER = Command(
    "later",
    ("l",),
    "l",
    "later",
    "Let this person come back last in the round, with the time that is left to them: none in "
    "overtime.",
    come_back_later,
)
ORDER = Command(
    "order",
    ("k",),
    "k",
    "order",
    "Say who comes forward for this turn, or let two who are still to speak change places.",
    gate=may_order,
    decides=True,
)
WHO = Command(
    "who",
    ("w",),
    "w",
    "roles",
    "See who has a role that the agenda names, and give it to somebody else: host, facilitator or "
    "timekeeper, if it names them, at any time, others until their part is over.",
    gate=may_give,
    decides=True,
)
PROMISE = Command(
    "promise",
    ("t",),
    "t",
    "end time",
    "Move the promised end, seen before and after. It moves by this and by a re-plan that says so, "
    "never by itself.",
    gate=may_promise,
    decides=True,
)
AIRTIME = Command(
    "airtime",
    ("y",),
    "y",
    "airtime",
    f"See who is short of their share so far: for your eyes only. {AIRTIME_KEPT}",
    decides=True,
)
VOTE = Command(
    "vote",
    ("h",),
    "h",
    "vote",
    "Hands up: count a vote on more time for this topic. A majority adds it; without one the floor "
    "goes on.",
    gate=may_vote,
    decides=True,
)
COUNT = Command(
    "count",
    ("c",),
    "c",
    "count",
    "Count the answers to a check-in by a sign, or the closing rating. Only what is about five "
    "people or more is kept, so with fewer than ten here nothing could be: look round.",
    gate=may_count,
    decides=True,
)
PROMPT = Command(
    "prompt",
    ("f",),
    "f",
    "fresh prompt",
    "See prompts for this check-in that you have not had lately, and take one.",
    gate=may_prompt,
    decides=True,
)
REVIEW = Command(
    "review",
    ("j",),
    "j",
    "last time",
    "Look through the action items of last time, one key for each; others see how far you are.",
    gate=may_review,
    decides=True,
)
SCRIPT = Command(
    "script",
    ("i",),
    "i",
    "script",
    "Read the whole prompt and script of this part, who has a role in it and who is with whom.",
)
SHARE = Command(
    "share",
    ("x", "f2"),
    "x",
    "share",
    "Hide names, notes and action items, for a screen that others see. The same key shows them.",
)
BLANK = Command(
    "blank",
    ("v", "f4"),
    "v",
    "blank view",
    "Blank the public view, which circle screen shows in another terminal, or show it again.",
)
END = Command("end", ("e",), "e", "end", "End the session. Asks first.")
LOCK = Command(
    "app.lock",
    ("ctrl+l",),
    "ctrl+l",
    "",
    "Show nothing but the clock until the passphrase is typed: for a sealed circle.",
)
HELP = Command("help", ("question_mark", "f1"), "?", "more", "Show what every key does here.")
QUIT = Command(
    "leave",
    ("q", "ctrl+q"),
    "q",
    "quit",
    "Leave the program. Asks first; the session keeps its place and its clock runs on.",
)

LIVE_COMMANDS = (
    *(NEXT, PAUSE, BIDS, NOTE, ACTION, PARK, LONGER, HERE, SKIP, LATER, REPLAN, WHO, ORDER),
    *(SCRIPT, HELP),
    *(DECIDE, KEPT, END, BACK, UNDO, SHARE, BLANK, LOCK, QUIT, SHORTER, GIVE_BACK),
    *(PROMISE, AIRTIME, VOTE, PROMPT, COUNT, REVIEW),
)

STEPS = (NEXT, BACK, SKIP, LATER)
"""The commands by which the floor goes to somebody else."""

LIVE_HELP = {
    "The clock and the floor": (
        *(PAUSE, NEXT, BACK, LONGER, SHORTER, SKIP, LATER, ORDER, UNDO, GIVE_BACK),
    ),
    "Ending on time": (REPLAN, PROMISE, AIRTIME),
    "Who is here, and what they decide": (HERE, WHO, BIDS, VOTE, COUNT, PROMPT, SCRIPT),
    "What is kept": (NOTE, ACTION, PARK, DECIDE, KEPT, REVIEW),
    "The screen": (SHARE, BLANK, END, LOCK, HELP, QUIT),
}
"""The same by what they are about, as the help tells them."""
