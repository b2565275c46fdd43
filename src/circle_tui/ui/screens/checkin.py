"""A check-in by a sign, or the closing rating: the counts are typed, what may be shown is kept."""

from circle_tui.domain.polls import ANSWERS, count, count_means, part_to_count, poll_of, room_text
from circle_tui.domain.suppression import suppressed
from circle_tui.ui.screens.counting import Counts, Question, counted
from circle_tui.ui.screens.room import Decision, Room


async def decide_count(room: Room) -> Decision | None:
    """Ask how many gave each answer; only what may be shown of it is kept."""
    session = room.live.session
    part = part_to_count(session)
    assert part is not None, "the gate lets nobody here without something to count"
    segment = room.script.segments[part]
    answers = ANSWERS[poll_of(segment)]
    people = len(session.seats)

    def means(counts: Counts) -> str:
        return count_means(answers, suppressed(counts, people))

    example = "such as 5 2 1" if len(answers) == 3 else "such as 0 1 2 4 2"
    hint = f"{', '.join(answers)}: {example}"
    question = Question(segment.title, room_text(answers, people), hint, answers, means)
    counts = await counted(room, question)
    return None if counts is None else Decision(count(part, counts), means(counts))
