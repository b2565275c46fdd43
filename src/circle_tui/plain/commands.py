"""The commands of a session in lines, most useful first, as help says them.

To add one that the live screen has: an entry of the same name, with its words and either the same
rule or a conversation.
"""

from circle_tui.domain import polls, prompts, rules, turn_rules, voting_rules
from circle_tui.domain.airtime import KEPT as AIRTIME_KEPT
from circle_tui.domain.attendance_rules import may_attend
from circle_tui.domain.bid_rules import may_bid
from circle_tui.domain.promise_rules import may_promise
from circle_tui.domain.replan_rules import may_replan
from circle_tui.domain.review import may_review
from circle_tui.domain.role_rules import may_give
from circle_tui.domain.writing import Kind
from circle_tui.plain import counts, review, roll
from circle_tui.plain.basics import blank, end, leave, parts, read, where
from circle_tui.plain.command import Command, Conversation
from circle_tui.plain.deciding import give, plan_again, promise, share_out
from circle_tui.plain.kept import look_back
from circle_tui.plain.people import airtime, who_speaks
from circle_tui.plain.room import Room
from circle_tui.plain.writing import write


def writes(kind: Kind) -> Conversation:
    """Return the conversation in which something of a kind is written down."""

    async def conversation(room: Room, said: str) -> None:
        await write(room, kind, said)

    return conversation


async def tell_help(room: Room, _said: str) -> None:
    """Say every command with its words."""
    for command in COMMANDS:
        takes = f" {command.takes}" if command.takes else ""
        known = ", ".join((command.words[0] + takes, *command.words[1:]))
        room.talk.say(f"{known}: {command.help}")
    room.talk.say("A clear beginning of a word does too. An empty line says where everything is.")


COMMANDS = (
    Command(
        "where",
        ("where",),
        "Say whose turn it is, what is left, when it ends. So does an empty line.",
        conversation=where,
    ),
    Command("advance", ("next", ">"), "Give the floor to the next person or part.", rules.advance),
    Command(
        "pause",
        ("pause",),
        "Pause the clock of this turn. The promised end does not move.",
        rules.pause,
    ),
    Command(
        "resume",
        ("go", "resume"),
        "Let the clock go on after a pause.",
        rules.resume,
        phrases=("go on", "goon"),
    ),
    Command("toggle_pause", ("z",), "Pause, or go on after a pause.", rules.toggle_pause),
    Command(
        "note",
        ("note", "n"),
        "Write a note. What names somebody is masked, and said to you, before it is kept.",
        conversation=writes(Kind.NOTE),
        takes="[text]",
    ),
    Command(
        "action",
        ("action", "a"),
        "Write an action item, as Noor: send the draft by fri. Without a name it is for whoever "
        "has the floor.",
        conversation=writes(Kind.ACTION),
        takes="[text]",
    ),
    Command(
        "parked",
        ("park", "p"),
        "Park something for a later meeting, masked and nobody's.",
        conversation=writes(Kind.PARKED),
        takes="[text]",
    ),
    Command(
        "decision",
        ("decision", "d"),
        "Write down what the group decided, masked and nobody's.",
        conversation=writes(Kind.DECISION),
        takes="[text]",
    ),
    Command(
        "kept",
        ("kept", "o"),
        "Hear what was written down in this session, and correct or delete it.",
        conversation=look_back,
        asks="which, and takes 2 or delete 2",
    ),
    Command(
        "review",
        ("review", "j"),
        "Hear what is open from last time, one after the other, and say what became of each.",
        conversation=review.during,
        gate=may_review,
        asks="about each, and takes d, h, c or x",
        phrases=("last time", "go through them"),
    ),
    Command(
        "lengthen",
        ("+", "more"),
        "Give this turn one minute more.",
        rules.lengthen,
        phrases=("minute more", "one minute more"),
    ),
    Command(
        "shorten",
        ("-", "less"),
        "Take one minute from this turn.",
        rules.shorten,
        phrases=("minute less", "one minute less"),
    ),
    Command(
        "pass_turn",
        ("skip", "s"),
        "Skip this person's turn and give its time back. Going back takes it up again.",
        rules.pass_turn,
    ),
    Command(
        "go_back",
        ("previous", "<"),
        "Go back one turn; its clock goes on where it stood.",
        rules.go_back,
    ),
    Command(
        "undo",
        ("undo", "u"),
        "Take back the last thing that happened to the clock or the floor.",
        rules.undo,
    ),
    Command(
        "here",
        ("here", "m"),
        "Hear who is here, and say who comes late, leaves or comes back.",
        conversation=roll.during,
        gate=may_attend,
        asks="who, and takes 3 late, 5 left, 2 here or 4 excused",
        phrases=("who is here",),
    ),
    Command(
        "later",
        ("later", "l"),
        "Let this person come back last in this round, with the time that is left to them: none in "
        "overtime.",
        turn_rules.come_back_later,
    ),
    Command(
        "order",
        ("order", "k"),
        "Let somebody come forward for this turn, or two who are ahead change places.",
        conversation=who_speaks,
        gate=turn_rules.may_order,
        asks="who, and takes numbers",
        phrases=("who goes",),
    ),
    Command(
        "vote",
        ("vote", "h"),
        "Count who is for more time for this topic, and who is against.",
        conversation=counts.vote,
        gate=voting_rules.may_vote,
        asks="how many, and takes 5 2",
        phrases=("hands", "hands up"),
    ),
    Command(
        "count",
        ("count", "c"),
        "Count the answers of a check-in by a sign, or of the closing rating.",
        conversation=counts.check_in,
        gate=polls.may_count,
        asks="how many, and takes 7 4 1",
    ),
    Command(
        "prompt",
        ("prompt", "f"),
        "Hear check-in prompts until one is taken; light, open or deep.",
        conversation=counts.prompt,
        gate=prompts.may_prompt,
        takes="[depth]",
        phrases=("fresh prompt",),
    ),
    Command(
        "replan",
        ("replan", "r", "re-plan"),
        "Hear new times for what remains, so that it ends on time, and accept them or not.",
        conversation=plan_again,
        gate=may_replan,
        asks="which way, and takes 2",
    ),
    Command(
        "promise",
        ("promise", "t"),
        "Move the promised end; said before and after, and it never moves by itself.",
        conversation=promise,
        gate=may_promise,
        asks="by how much, and takes 5 or -5",
        phrases=("end time",),
    ),
    Command(
        "airtime",
        ("airtime", "y"),
        f"Hear who is short of their share so far. {AIRTIME_KEPT}",
        conversation=airtime,
    ),
    Command(
        "bids",
        ("bids", "b"),
        "Write down how many minutes each person asks for, and share the time out.",
        conversation=share_out,
        gate=may_bid,
        asks="one after the other, and takes minutes",
    ),
    Command(
        "who",
        ("who", "w"),
        "Hear who has which role, and give it to somebody else.",
        conversation=give,
        gate=may_give,
        asks="who, and takes numbers",
        phrases=("roles",),
    ),
    Command(
        "script",
        ("script", "i"),
        "Read the prompt and script of this part, who has a role and who is with whom.",
        conversation=read,
    ),
    Command("parts", ("parts",), "Hear the parts and turns, done and ahead.", conversation=parts),
    Command(
        "give_back",
        ("give", "g"),
        "After an interruption, or an undone pause: give that time back to this turn.",
        rules.give_back,
        phrases=("give time back",),
    ),
    Command(
        "blank",
        ("view", "v", "blank"),
        "Blank the public view in the other terminal, or show it again.",
        conversation=blank,
        phrases=("blank view", "show view"),
    ),
    Command(
        "end",
        ("end", "e"),
        "End the session. Asks first.",
        conversation=end,
        asks="first, and only yes ends it",
    ),
    Command(
        "leave",
        ("quit", "q", "leave", "exit"),
        "Leave the program; the session keeps its place and its clock runs on.",
        conversation=leave,
    ),
    Command("help", ("help", "?"), "Say every command.", conversation=tell_help),
)

ONLY_ON_SCREEN = {
    "share": "a line that was said stays in the terminal, and nothing can hide it again",
    "app.lock": "what was said stays readable above, so a lock would promise what it cannot keep",
}
"""Commands of the live screen that make no sense in lines, each with the reason."""
