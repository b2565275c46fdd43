"""A mark beside words that name times: the agenda's author wrote them for the agenda's times.

"Five minutes each" stays in a prompt when a new plan gave it four. Whoever reads it aloud is told.
"""

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.facts import Began
from circle_tui.domain.lengths import Said, figure_text
from circle_tui.domain.plan import Turn, plan
from circle_tui.domain.session import Session
from circle_tui.domain.sharing import STEP


def new_times_text(session: Session, said: Said = figure_text) -> str:
    """Say what the turn that is on was planned for, and what it has: ``planned 15:00, now 11:20``.

    Empty where no new plan moved it by more than a step, and for turns that the agenda states no
    time for. More or less time by hand alone is no new plan: who gave it knows.
    """
    turn = session.turns[session.position]
    if abs(turn.seconds - session.planned(turn)) <= STEP or session.for_volunteers(turn.id):
        return ""
    planned, now = _first_planned(session, turn), session.allotted(turn)
    return f"planned {said(planned)}, now {said(now)}" if abs(now - planned) > STEP else ""


def _first_planned(session: Session, turn: Turn) -> int:
    """Return the seconds that a turn was planned for as the meeting began.

    Of a total each had a share then. When somebody leaves, what the others were planned for is laid
    anew with the rest of the session: such a figure nobody ever planned.
    """
    began = session.standing[0]
    if session.segment.clock is ClockMode.DIVIDE and isinstance(began, Began):
        for first in plan(began.agenda, began.seats, began.cast):
            if first.id == turn.id:
                return first.seconds
    return session.planned(turn)
