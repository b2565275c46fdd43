"""One small meeting that the unit tests run: a check-in by turns, a talk, a closing."""

from datetime import UTC, datetime, timedelta

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.errors import Refused
from circle_tui.domain.replan_rules import replan, replans
from circle_tui.domain.rules import Outcome, Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.writing import Moment
from tests.fakes import THURSDAY_EVENING

AGENDA = Agenda(
    name="small",
    title="Small circle",
    segments=(
        Segment("Check-in", "check-in", ClockMode.EACH, 120, show="How are you?", say="Begin."),
        Segment("Talk", "discussion", ClockMode.GROUP, 600),
        Segment("Case", "balint", ClockMode.GROUP, 300, notes=NotesPolicy.FORBIDDEN),
    ),
)
"""Two minutes for each of three, then ten minutes, then five: 21 minutes."""

NAMES = {1: "Noor", 2: "Mira", 3: "Teodor"}


def at(minutes: float = 0, seconds: float = 0) -> datetime:
    """Return the instant so long after the beginning."""
    return THURSDAY_EVENING + timedelta(minutes=minutes, seconds=seconds)


def begun(agenda: Agenda = AGENDA, people: int = 3) -> Session:
    """Return a session that has just begun."""
    return fold([rules.begin(agenda, range(1, people + 1), "5e551011", at())])


def at_moment(session: Session, floor: str = "") -> Moment:
    """Return what a text is written against while a session is on, on the day it began."""
    return Moment(session, session.began.date(), floor=floor)


def after(session: Session, *steps: tuple[Rule, datetime]) -> Session:
    """Return the session after these rules at these instants, none of which may be refused."""
    for rule, now in steps:
        outcome = rule(session, now)
        assert not isinstance(outcome, Refused), outcome.why
        for fact in outcome:
            session = apply(session, fact)
    return session


def take(pick: str) -> Rule:
    """Return the rule that takes the way called ``pick`` of those that there are at its instant."""

    def rule(session: Session, now: datetime) -> Outcome:
        found = replans(session, now, UTC)
        if isinstance(found, Refused):
            return found
        ways = [way for way in found.ways if way.pick == pick]
        return replan(ways[0], UTC)(session, now) if ways else Refused("There is no such way.")

    return rule


def refusal(session: Session, rule: Rule, now: datetime | None = None) -> str:
    """Return why a rule is refused."""
    outcome = rule(session, now or at())
    assert isinstance(outcome, Refused)
    return outcome.why
