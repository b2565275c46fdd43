"""One command of the conversation: its words, what it does, how what is typed finds it."""

from collections.abc import Awaitable, Callable, Sequence

from circle_tui.domain.rules import Rule, give_back, resume, toggle_pause
from circle_tui.domain.telling import told_of
from circle_tui.domain.values import value
from circle_tui.plain.heard import heard
from circle_tui.plain.room import Room
from circle_tui.plain.talk import is_back

NOTHING_ASKED = (
    'Nothing is being asked, so there is nothing to leave. "previous" goes back one turn.'
)
"""What ``back`` comes to where no question is open: it never moves the clock by accident."""

ELSEWHERE = {
    "minute": '"more" gives this turn a minute, "less" takes one.',
    "share": "There is no sharing in lines: what was said stays in the terminal, and nothing can "
    'hide it again. "view" blanks the public view.',
}
"""What is said to words of the screen's key line that are none here."""

SHORTEST_MEANT = 3
"""Only words of so many letters are proposed for one that is not known."""

Conversation = Callable[[Room, str], Awaitable[None]]
"""Does a command: the session, and what was typed after the word."""


@value
class Command:
    """Something that can be typed during a session.

    ``name`` is that of the live screen's command for the same thing, if it has one. ``words`` are
    what may be typed, the usual word first; a clear beginning of one does as well, and so do the
    ``phrases`` by which the screen and its guide call it, whole. A command with a
    ``rule`` lets that rule happen, and one without holds a ``conversation``, which is begun only
    where its ``gate`` allows it. One that ``takes`` something does so on the same line. One that
    ``asks`` for it instead says so to whoever types it there.
    """

    name: str
    words: tuple[str, ...]
    help: str
    rule: Rule | None = None
    conversation: Conversation | None = None
    gate: Rule | None = None
    takes: str = ""
    asks: str = ""
    phrases: tuple[str, ...] = ()

    async def run(self, room: Room, said: str) -> None:
        """Do it, or say why not."""
        refused = room.live.refusal(self.gate) if self.gate else None
        if refused is not None:
            room.talk.say(refused.why)
        elif self.rule is not None:
            await room.do(self.rule, _told(self.rule, room))
        elif self.conversation is not None:
            await self.conversation(room, said)


def _told(rule: Rule, room: Room) -> str:
    """Say what a rule does, also that the clock goes on, which a look at the screen tells."""
    if rule in (resume, toggle_pause) and room.session.running_since is None:
        return "The clock goes on."
    told = told_of(rule, room.session, room.view, room.workspace.clock.now(), room.names)
    # Of these sentences it alone tells a length, and it tells no time of day.
    return heard(told) if rule is give_back else told


def found(line: str, commands: Sequence[Command]) -> tuple[Command, str] | str:
    """Return the command that is meant and what was typed after it, or a sentence if none is."""
    whole = " ".join(line.casefold().split())
    for each in commands:
        if whole in each.phrases:
            return each, ""
    if whole in ELSEWHERE:
        return ELSEWHERE[whole]
    word, _, said = line.partition(" ")
    word, said = word.casefold(), said.strip()
    command = _named(word, commands)
    if command is None:
        return NOTHING_ASKED if is_back(line) else _unknown(word, commands)
    if said and not command.takes:
        usual = command.words[0]
        asks = f' "{usual}" alone asks {command.asks}.' if command.asks else ""
        return f'Nothing comes after "{usual}", so nothing was done.{asks}'
    return command, said


def _named(word: str, commands: Sequence[Command]) -> Command | None:
    exact = [command for command in commands if word in command.words]
    begun = [command for command in commands if _begun(word, command)]
    return exact[0] if exact else begun[0] if len(begun) == 1 else None


def _begun(word: str, command: Command) -> list[str]:
    """Return the words of a command that begin so; one letter is no beginning."""
    return [own for own in command.words if len(word) > 1 and own.startswith(word)]


def _unknown(word: str, commands: Sequence[Command]) -> str:
    if begun := [own for command in commands for own in _begun(word, command)[:1]]:
        return f'"{word[:40]}" could be {", ".join(begun[:-1])} or {begun[-1]}. Type more of it.'
    from difflib import get_close_matches

    every = [own for command in commands for own in command.words if len(own) >= SHORTEST_MEANT]
    near = get_close_matches(word[:40], every, n=1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    return f'There is no command "{word[:40]}".{meant} help lists them all.'
