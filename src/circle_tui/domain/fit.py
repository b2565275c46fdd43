"""Whether a plan keeps its promise, in the one wording that every screen and command uses."""

from collections.abc import Sequence

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.cast import NOTHING_SETTLED, Cast
from circle_tui.domain.choices import Choice
from circle_tui.domain.lengths import Said, minutes_text
from circle_tui.domain.plan import Turn, plan, planned_seconds
from circle_tui.domain.values import value
from circle_tui.domain.warnings import unfillable
from circle_tui.domain.ways import ways_out


@value
class Fit:
    """A plan held against its promise, in seconds; ``promised`` is ``None`` when there is none.

    ``late`` of the promised seconds are over already when the meeting begins. ``people`` are in the
    room. ``choices`` are the ways out when it does not fit or a part takes more than its headline.
    ``unfilled`` are the segments (by index) that need more people.
    """

    people: int
    turns: tuple[Turn, ...]
    promised: int | None
    choices: tuple[Choice, ...] = ()
    unfilled: tuple[int, ...] = ()
    late: int = 0

    @property
    def planned(self) -> int:
        """Return how long the meeting takes when everybody is on time."""
        return planned_seconds(self.turns)

    @property
    def slack(self) -> int | None:
        """Return the seconds left over, negative when there are too few; ``None``: no promise."""
        return None if self.promised is None else self.promised - self.late - self.planned

    @property
    def fits(self) -> bool:
        """Return whether the promise holds; without one it does."""
        return self.slack is None or self.slack >= 0


def fit(agenda: Agenda, seats: Sequence[int], cast: Cast = NOTHING_SETTLED, late: int = 0) -> Fit:
    """Plan an agenda for the seats present, once, and hold the plan against its ``minutes``.

    ``late`` is how many seconds of those are over already (``promise.seconds_late``).

    Raises ``InputError`` when nobody is present or the agenda has no segment.
    """
    turns = plan(agenda, seats, cast)
    return Fit(
        people=len(seats),
        turns=turns,
        promised=None if agenda.minutes is None else agenda.minutes * 60,
        choices=ways_out(agenda, turns, seats, cast, late),
        unfilled=unfillable(agenda, len(seats)),
        late=late,
    )


def fit_text(found: Fit, said: Said = minutes_text) -> str:
    """Say how long a meeting takes for those present, and whether that is what was promised.

    For example ``107 min for 12, 7 min more than the promised 100 min``. Time alone does not make
    it fit: parts that nobody can fill are said.
    """
    told = f"{said(found.planned)} for {found.people}"
    count = len(found.unfilled)
    empty = f"nobody can fill {count} {'part' if count == 1 else 'parts'}" if count else ""
    if found.slack is None or found.promised is None:
        return f"{told}, but {empty}" if empty else told
    promised = f"the promised {said(found.promised)}"
    if found.late:
        promised = f"the {said(found.promised - found.late)} left of {promised}"
    if found.slack < 0:
        told += f", {said(-found.slack)} more than {promised}"
        return f"{told}, and {empty}" if empty else told
    if empty:
        return f"{told}, within {promised}, but {empty}"
    spare = f" with {said(found.slack)} to spare" if found.slack else ""
    return f"{told}, fits into {promised}{spare}"


def written_text(found: Fit, said: Said = minutes_text) -> str:
    """Say what leaving an agenda as it was written does to the promise."""
    if found.fits or found.slack is None:
        return "As it is written"
    return f"As it is written: ends {said(-found.slack)} late, promise stays"


def way_text(choice: Choice) -> str:
    """Say what a way out is in a few words, and that the promise moves where it does."""
    return f"{choice.title}: promise moves" if choice.later else choice.title
