"""Which keys the clock alone may open or close: the live screen looks at no others in a pause."""

from datetime import datetime, timedelta
from random import Random

from circle_tui.domain import rules
from circle_tui.domain.errors import Refused
from circle_tui.domain.session import Session, apply
from circle_tui.ui.commands.live import LIVE_COMMANDS, REPLAN
from tests.strategies import made_up
from tests.walks import Chosen, walk

WALKS = 600


def open_keys(session: Session, now: datetime) -> set[str]:
    """Return the commands that would do something at an instant."""
    return {
        command.name
        for command in LIVE_COMMANDS
        if command.allowed_by and not isinstance(command.allowed_by(session, now), Refused)
    }


def paused(number: int) -> tuple[Session, datetime] | None:
    """Return a meeting in a pause and an instant in it; ``None`` where it has come to its end."""
    chance = Random(f"offer {number}")
    steps = [Chosen(chance.getrandbits(32)) for _ in range(chance.randint(1, 6))]
    last = list(walk(made_up(chance), steps))[-1]
    session = last.after
    if session.closed:
        return None
    if session.running_since is not None:
        facts = rules.toggle_pause(session, last.now)
        assert not isinstance(facts, Refused)
        for fact in facts:
            session = apply(session, fact)
    return session, last.now


def test_in_a_pause_only_the_key_to_plan_again_opens_by_itself() -> None:
    """However long we talk in a pause, every other key is what it was when it began."""
    opened = 0
    for number in range(WALKS):
        if (found := paused(number)) is None:
            continue
        session, now = found
        before = open_keys(session, now)
        for seconds in (1, 16, 90, 3_600):
            changed = before ^ open_keys(session, now + timedelta(seconds=seconds))
            assert changed <= {REPLAN.name}, number
            opened += bool(changed)
    assert opened > WALKS // 20
