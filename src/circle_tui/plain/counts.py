"""Conversations in which something is counted or drawn: votes, check-ins by a sign, prompts."""

from collections.abc import Callable, Sequence

from circle_tui.domain import polls, rules, voting_rules
from circle_tui.domain.counting import read_counts
from circle_tui.domain.errors import CircleError, Refused
from circle_tui.domain.prompts import Depth, take_prompt
from circle_tui.domain.suppression import suppressed
from circle_tui.plain.heard import heard
from circle_tui.plain.room import Room
from circle_tui.plain.talk import is_back
from circle_tui.services.prompting import Offers

Counts = tuple[int, ...]


async def vote(room: Room, _said: str) -> None:
    """Ask how many are for and against more time; where there is none, offer to go on."""
    session, following = room.session, room.view().following
    if why := voting_rules.no_more_time(session):
        room.talk.say(why)
        if not await room.talk.hear(f"Enter goes on to {following}, back stays"):
            await room.do(rules.advance)
        return
    room.talk.say(heard(voting_rules.stands_text(session, following)))
    counts = await _counted(
        room,
        voting_rules.ANSWERS,
        lambda counts: heard(voting_rules.vote_means(session, counts[0], counts[1], following)),
    )
    if counts is not None:
        await room.do(voting_rules.vote(counts[0], counts[1]))


async def check_in(room: Room, _said: str) -> None:
    """Ask how many gave each answer; only what may be shown of it is kept."""
    session = room.session
    part = polls.part_to_count(session)
    assert part is not None, "the gate lets nobody here without something to count"
    answers = polls.ANSWERS[polls.poll_of(session.agenda.segments[part])]
    people = len(session.seats)
    room.talk.say(polls.room_text(answers, people))
    counts = await _counted(
        room,
        answers,
        lambda counts: polls.count_means(answers, suppressed(counts, people)),
    )
    if counts is not None:
        await room.do(polls.count(part, counts))


async def _counted(
    room: Room, answers: Sequence[str], means: Callable[[Counts], str]
) -> Counts | None:
    """Ask for the counts of those who are here, say what they come to, and ask once more."""
    question = f"{', '.join(answers)}: the numbers with blanks between, or back"
    while True:
        said = await room.talk.hear(question)
        if is_back(said):
            room.talk.say("All stays as it was.")
            return None
        counts = read_counts(said, answers, len(room.session.seats))
        if isinstance(counts, Refused):
            room.talk.say(counts.why)
            continue
        room.talk.say(means(counts))
        if not await room.talk.hear("Enter takes it, back types it again"):
            return counts


async def prompt(room: Room, said: str) -> None:
    """Offer prompts of the bank, one after the other, until one is taken or none is wanted."""
    circle, choose = room.workspace.circle, room.workspace.choose
    try:
        offers = Offers(circle, room.session, choose)
    except CircleError as error:
        room.talk.say(str(error))
        return
    depths = [depth.value for depth in Depth]
    depth = said.casefold() if said.casefold() in depths else Depth.LIGHT.value
    question = f"Enter takes it, another, or {', '.join(depths)}; back leaves it"
    while True:
        offered = offers.next(Depth(depth))
        if offered is None:
            room.talk.say(f"No fresh prompt of this depth is left ({depth}).")
        else:
            room.talk.say(f"{depth}: {offered.text}")
        answer = (await room.talk.hear(question)).casefold()
        if is_back(answer) or (not answer and offered is None):
            return
        if not answer and offered is not None:
            await room.do(take_prompt(offered.id), f"Prompt: {offered.text}")
            return
        depth = answer if answer in depths else depth
