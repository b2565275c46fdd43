"""Check-ins by a sign, and the closing rating: counts of answers, and nothing about whose.

What is typed are counts; what becomes a fact is only what ``suppression`` lets be shown.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from circle_tui.domain.agenda import Capture, Poll, Segment
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Polled
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session
from circle_tui.domain.suppression import LEAST, Shown, suppressed

ANSWERS: Mapping[Poll, tuple[str, ...]] = MappingProxyType(
    {
        Poll.NONE: (),
        Poll.TRAFFIC_LIGHT: ("green", "yellow", "red"),
        Poll.ONE_TO_FIVE: ("1", "2", "3", "4", "5"),
    }
)
"""What may be answered, in the order in which the counts are typed."""

ASKED: Mapping[Poll, str] = MappingProxyType(
    {Poll.NONE: "", Poll.TRAFFIC_LIGHT: "traffic lights", Poll.ONE_TO_FIVE: "1 to 5"}
)
"""What is counted, in a few words."""

TOO_FEW = "too few to show"

COUNTED_WITH_OTHERS = Refused(
    "Somebody came or left since it was counted; another count would tell how they answered."
)


def poll_of(segment: Segment) -> Poll:
    """Return what is asked in a part: its own poll, or the rating that it is meant to leave."""
    if segment.poll is Poll.NONE and Capture.RATING in segment.capture:
        return Poll.ONE_TO_FIVE
    return segment.poll


def part_to_count(session: Session) -> int | None:
    """Return the segment whose answers are counted now: the one that is on, else the last before.

    So a check-in that went round can still be counted when the next part has begun.
    """
    here = session.current.segment
    parts = range(here, -1, -1)
    return next((i for i in parts if poll_of(session.agenda.segments[i]) is not Poll.NONE), None)


def may_count(session: Session, _now: datetime) -> Outcome:
    """Allow answers to be counted; it leaves no fact."""
    if session.closed:
        return ENDED
    if (part := part_to_count(session)) is None:
        return Refused("Nothing to count yet: no part so far asked for lights or 1 to 5.")
    if too_few(session):
        here = "1 is" if len(session.seats) == 1 else f"{len(session.seats)} are"
        return Refused(
            f"Only {here} here: of fewer than {2 * LEAST} no count is shown or kept. Look round."
        )
    return COUNTED_WITH_OTHERS if _counted_with_others(session, part) else ()


def _counted_with_others(session: Session, segment: int) -> bool:
    return set(session.counted.get(segment, session.seats)) != set(session.seats)


def too_few(session: Session) -> bool:
    """Tell whether so few are here that nothing of a count could be shown or kept."""
    return len(session.seats) < 2 * LEAST


def to_count_text(session: Session) -> str:
    """Say what is asked in the part that is on, while it is not counted; empty if nothing is.

    Nobody is asked for a count of which nothing could become.
    """
    uncounted = session.current.segment not in session.polled and not too_few(session)
    return ASKED[poll_of(session.segment)] if uncounted else ""


def counted_here(session: Session) -> str:
    """Say what may be shown of the count in the part that is on; empty if there was none.

    Where so few are here that nothing may, it is for the eye alone: ``traffic lights by eye``.
    """
    shown, asked = session.polled.get(session.current.segment), ASKED[poll_of(session.segment)]
    if shown is not None:
        return counted_text(ANSWERS[poll_of(session.segment)], shown)
    return f"{asked} by eye" if asked and too_few(session) else ""


def count(segment: int, counts: Sequence[int]) -> Rule:
    """Return the rule that keeps, of the answers in a segment, what may be shown of them.

    Counting again takes the place of what was counted before, and is refused where other people
    are here than were then: the two counts together would tell what one of them answered.
    """

    def rule(session: Session, now: datetime) -> Outcome:
        refused = may_count(session, now)
        if isinstance(refused, Refused):
            return refused
        segments = session.agenda.segments
        answers = ANSWERS[poll_of(segments[segment])] if segment < len(segments) else ()
        if not answers or len(counts) != len(answers) or segment > session.current.segment:
            return Refused("Nothing that is answered like this was asked in that part.")
        if _counted_with_others(session, segment):
            return COUNTED_WITH_OTHERS
        people = len(session.seats)
        if min(counts) < 0 or not 0 < sum(counts) <= people:
            return Refused("That is no count of the people who are here.")
        return (Polled(now, segment, suppressed(counts, people)),)

    return rule


def taken_back(before: Session, after: Session) -> bool:
    """Tell whether a count that stood in a session stands no more: no trace of it may be left."""
    stands = [fact for fact in after.standing if isinstance(fact, Polled)]
    return any(isinstance(fact, Polled) and fact not in stands for fact in before.standing)


def room_text(answers: Sequence[str], people: int) -> str:
    """Say what is to be typed, and how many people are here."""
    return f"How many gave {', '.join(answers[:-1])} and {answers[-1]}? {people} are here."


def count_means(answers: Sequence[str], shown: Shown) -> str:
    """Say what is kept of a count: what may be shown of it, or that it is nothing."""
    told = counted_text(answers, shown)
    if told == TOO_FEW:
        return "Counted. Too few to show, so nothing of it is kept."
    return f"Counted: {told}."


def kept_of(session: Session, index: int) -> tuple[Poll, Shown]:
    """Return what is kept of a segment's answers once the session has closed, if anything is."""
    shown = session.polled.get(index, ())
    if all(figure is None for figure in shown):
        return Poll.NONE, ()
    return poll_of(session.agenda.segments[index]), shown


def counted_text(answers: Sequence[str], shown: Shown) -> str:
    """Say what may be shown of a count: ``6 gave green; the rest too few to show``."""
    told = [
        f"{figure} gave {answer}"
        for answer, figure in zip(answers, shown, strict=True)
        if figure is not None
    ]
    if not told:
        return TOO_FEW
    rest = f"; the rest {TOO_FEW}" if len(told) < len(shown) else ""
    return f"{', '.join(told)}{rest}"
