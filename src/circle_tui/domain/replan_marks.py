"""A mark beside words that name times: the agenda's author wrote them for the agenda's times.

"Five minutes each" stays in a prompt when a new plan gave it four. Whoever reads it aloud is told.
"""

from circle_tui.domain.lengths import Said, figure_text
from circle_tui.domain.session import Session
from circle_tui.domain.sharing import STEP


def new_times_text(session: Session, said: Said = figure_text) -> str:
    """Say what the turn that is on was planned for, and what it has: ``planned 15:00, now 11:20``.

    Empty where no new plan moved it by more than a step, and for turns that the agenda states no
    time for. More or less time by hand alone is no new plan: who gave it knows.
    """
    turn = session.turns[session.position]
    planned, now = session.planned(turn), session.allotted(turn)
    if abs(turn.seconds - planned) <= STEP or session.for_volunteers(turn.id):
        return ""
    return f"planned {said(planned)}, now {said(now)}"
