"""Cues: when the room is to be told that a turn's time is nearly up, and that it is.

A front end looks at the session every so often and tells what has come to pass since its last
look, by whatever means it has: a bell, a flash, a line. What is due is decided here alone.

Each is told once for a turn. It comes again only where time itself leads there again, as after a
minute that was added; never because something was undone or drawn again, because the clock went on
after a pause, or because the floor or the program came back to a turn.
"""

from datetime import datetime

from circle_tui.domain.session import Session
from circle_tui.domain.timing import Tone, tone
from circle_tui.domain.values import value
from circle_tui.domain.who import silent_for_all

STAGES = (Tone.SOON, Tone.OVER)
"""What there is to tell, in the order in which it comes."""


@value
class Look:
    """How a session stood at the last look.

    ``due`` is what that look found to be told, ``None`` for nothing; ``reached`` how far the turn's
    time had come, and ``told`` what needs no telling for this turn any more.
    """

    session: Session
    due: Tone | None
    reached: frozenset[Tone]
    told: frozenset[Tone]


def look(before: Look | None, session: Session, now: datetime) -> Look:
    """Return how a session stands now, and what is due since the look ``before``.

    The first look at a session tells nothing: what was reached by then was told, or missed.
    """
    here = tone(session, now)
    reached = frozenset(STAGES[: STAGES.index(here) + 1] if here in STAGES else ())
    if before is None or before.session.current != session.current:
        return Look(session, None, reached, reached)
    if session.running_since is None:
        return Look(session, None, before.reached, before.told)
    by_time = frozenset(reached - before.reached) if session == before.session else frozenset()
    new = (reached - before.told) | by_time
    told = before.told | reached
    audible = [stage for stage in STAGES if stage in new and not _quiet(session, stage)]
    return Look(session, audible[-1] if audible else None, reached, told)


def _quiet(session: Session, stage: Tone) -> bool:
    """Tell whether a stage goes by unannounced: where all keep silent, all but the end."""
    return stage is Tone.SOON and silent_for_all(session)
