"""The sign of life of a process that runs a session: a point by which a later one sets its clock.

The facts of a session carry the times of one clock. A process that goes on with it must measure by
that same clock, and not by a wall clock that may have been set in between.
"""

from datetime import datetime

from circle_tui.domain.values import value


@value
class Beat:
    """When a process was alive, by each clock it had.

    ``at`` is the session's own time, aware and in UTC. ``running`` is the computer's running clock
    at that moment, in seconds; it means something only within one ``boot`` of the computer, which
    has a name of digits, or an empty one where the system gives none.
    """

    at: datetime
    boot: str
    running: float
