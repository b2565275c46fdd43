"""The people of a circle: members, and the circle's own name and rhythm."""

from dataclasses import dataclass, field

from circle_tui.domain.meeting import Cadence


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the circle.

    ``id`` is random and means nothing; ``alias`` is drawn at random, never derived from the
    person, and is the only handle that appears outside the people store. ``zone`` is an IANA
    name, empty when it is the circle's own. ``former`` members have left; their names are still
    masked, for a circle goes on talking about them.
    """

    id: str
    name: str = field(repr=False)
    alias: str
    email: str = field(default="", repr=False)
    zone: str = ""
    former: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What a circle is called and when it meets; kept with the people, since a name can tell."""

    name: str = field(repr=False)
    cadence: Cadence | None = None
    agenda: str = ""
    """Name of the agenda to offer first; empty for none chosen."""
    keep_days: int | None = None
    """How many days notes, settled items and session records are kept; ``None`` is for ever."""
    lock_after: int = 10
    """Idle minutes after which the screens of a sealed circle are locked; 0 for never."""
    initials: bool = False
    """Whether the public view tells who is next, by initials; otherwise it tells nobody."""
