"""A circle in the middle of an evening: eight people, a session that runs, and many notes."""

from pathlib import Path

from circle_tui import bootstrap
from circle_tui.agendas.library import find_agenda
from circle_tui.agendas.reader import load_agenda
from circle_tui.config.home import Home
from circle_tui.domain import rules
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Profile
from circle_tui.domain.session import fold
from circle_tui.services import seating
from circle_tui.services.demo import AGENDA, NAMES

NOTES = 300
"""Notes of the running session, as the design's budgets have it."""

HOME = "circles-of-the-bench"
"""The data folder beneath the program's home."""


def running_session(home: Path) -> None:
    """Make the circle in ``home / HOME`` and leave its session in the first turn, as a kill would.

    The notes go in by the same door as in the room; they are about nobody.
    """
    root = Home(home / HOME, "the bench")
    folder = bootstrap.make_circle(root, Profile("Thursday circle"), NAMES)
    with bootstrap.opened(root, folder) as workspace:
        circle, clock = workspace.circle, workspace.clock
        agenda = load_agenda(find_agenda(AGENDA))
        seating.start(circle, agenda, circle.people.members(), workspace.token(), clock)
        session = fold(circle.journal.read())
        moved = rules.advance(session, clock.now())
        assert isinstance(moved, tuple), moved
        with circle.transaction():
            circle.journal.append(moved)
            for number in range(NOTES):
                text = (
                    f"The group suggested a log of nights on call, and looked at it {number} times."
                )
                circle.notes.add(Note(workspace.token(), session.id, 1, text))
        circle.beat(clock.beat())
