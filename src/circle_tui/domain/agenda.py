"""An agenda: a title and a list of segments, each with a clock and a notes policy.

An agenda knows nothing of who is in the room; ``plan`` lays it over today's people.
All durations are whole seconds.
"""

from datetime import time
from enum import StrEnum

from circle_tui.domain.values import value

SEGMENT_KINDS = (
    "welcome",
    "check-in",
    "round",
    "discussion",
    "exercise",
    "break",
    "actions",
    "closing",
)
"""What sort of part a segment may be."""

MOST_PEOPLE = 99
"""More people than any circle has: a bound on sizes, and on whom an agenda is laid over."""

USUAL_SIZES = (2, 30)
"""The smallest and the largest circle an agenda is taken to suit when its author does not say."""


class ClockMode(StrEnum):
    """How a segment's time is handed out."""

    GROUP = "group"
    """One clock for everybody; ``seconds`` is the whole segment."""
    EACH = "each"
    """The same fixed time for every person present; ``seconds`` is one person's."""
    DIVIDE = "divide"
    """A fixed total shared by the people present; ``seconds`` is that total."""
    BID = "bid"
    """A total shared by what each person says they need; ``seconds`` is that total."""
    PAIRS = "pairs"
    """Everybody in pairs at once, a new partner each round; ``seconds`` is one round."""
    TRIOS = "trios"
    """Everybody in threes at once, fours where they do not come out even, and five people together;
    the same each round. ``seconds`` is one round."""
    FOURS = "fours"
    """Everybody in fours at once, the same each round: two pairs of the part before come together
    where there are pairs. ``seconds`` is one round."""
    ONE = "one"
    """One named speaker, the holder of the segment's first role; ``seconds`` is theirs."""
    VOTE_EXTEND = "vote-extend"
    """Topic after topic, each lengthened by vote; ``seconds`` is the whole, ``topic`` one topic."""


IN_GROUPS = frozenset({ClockMode.PAIRS, ClockMode.TRIOS, ClockMode.FOURS})
"""The clocks by which everybody is in a small group at the same time."""


class EachInGroup(StrEnum):
    """Whether everybody in a small group has a turn of a segment, one after the other."""

    NO = "no"
    PART = "part"
    """The segment comes once for each person of a group."""
    BLOCK = "block"
    """So do the segments beside it that say the same, all of them for one person, then the next."""


class NotesPolicy(StrEnum):
    """What becomes of notes during a segment."""

    ANONYMOUS = "anonymous"
    """De-identified notes are kept."""
    FORBIDDEN = "forbidden"
    """Nothing is written down, not even action items, and the note line says so (Balint work)."""
    PRESENTER_KEEPS = "presenter-keeps"
    """Notes belong to whoever the segment is about: they are handed over at the end, and not kept
    here. Action items are kept where ``capture`` names them."""


class Fidelity(StrEnum):
    """Where an agenda's timings come from."""

    PUBLISHED = "published"
    """Every duration is the source's own."""
    ADAPTED = "adapted"
    """Some durations were derived to fill what the source leaves open."""


class Strictness(StrEnum):
    """How rigid the timings are meant to be; an action learning set agrees on it."""

    FLEXIBLE = "flexible"
    """The clock informs, the group decides."""
    STRICT = "strict"
    """Time is up when time is up."""


class Order(StrEnum):
    """Who speaks after whom."""

    ROSTER = "roster"
    REVERSE = "reverse"
    ROTATE = "rotate"
    """Roster order, beginning with whoever began longest ago."""
    RANDOM = "random"
    VOLUNTEER = "volunteer"


class Silent(StrEnum):
    """Who keeps silent during a segment."""

    NONE = "none"
    ALL = "all"
    PRESENTER = "presenter"
    OTHERS = "others"


class Capture(StrEnum):
    """What a segment is meant to leave behind."""

    NONE = "none"
    THEME = "theme"
    ANONYMOUS = "anonymous"
    ACTION = "action"
    PARKING = "parking"
    VOTE = "vote"
    RATING = "rating"
    PRESENTER = "presenter"


class Poll(StrEnum):
    """What everybody answers at once in a part; the answers are entered as counts, of nobody."""

    NONE = "none"
    TRAFFIC_LIGHT = "traffic-light"
    """Green, yellow or red: how people are."""
    ONE_TO_FIVE = "one-to-five"
    """A number, shown by the fingers of a hand."""


@value
class Segment:
    """One part of an agenda.

    What ``seconds`` measures depends on ``clock``. ``show`` is the prompt everybody may see,
    ``say`` the facilitator's script. ``warn_at`` is how many seconds before the end "soon" begins
    (``None``: a fifth of the turn, at least 10 s and at most 60 s).

    For a plan that does not fit: ``least`` and ``most`` bound the whole segment in seconds,
    ``protected`` is never shortened, ``absorb`` takes whatever is left over, ``ends_at`` is a wall
    time it must end at, ``weight`` is its share when time is handed out. ``least`` of a ``bid``
    segment is one person's floor.

    ``roles`` are held by one person each; ``exclude`` names roles whose holders have no turn here.
    ``rounds`` repeats the turns; ``each_in_group`` repeats them as often as the largest group has
    people, so that nobody in a four goes without. ``extend`` are the seconds that votes add to a
    topic, one after the other; ``votes`` is how many each person has. ``poll`` is what everybody is
    asked at once.
    """

    title: str
    kind: str
    clock: ClockMode
    seconds: int
    show: str = ""
    say: str = ""
    notes: NotesPolicy = NotesPolicy.ANONYMOUS
    warn_at: int | None = None
    least: int | None = None
    most: int | None = None
    protected: bool = False
    absorb: bool = False
    ends_at: time | None = None
    weight: int = 1
    rounds: int = 1
    each_in_group: EachInGroup = EachInGroup.NO
    order: Order = Order.ROSTER
    may_pass: bool = True
    roles: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    silent_for: Silent = Silent.NONE
    capture: tuple[Capture, ...] = ()
    topic: int | None = None
    extend: tuple[int, ...] = ()
    votes: int | None = None
    poll: Poll = Poll.NONE


@value
class Agenda:
    """A meeting's outline as its author wrote it.

    ``name`` is the file's name without ``.toml``; ``minutes`` is the promised length if the author
    stated one; ``sizes`` is the smallest and largest circle the format is meant for.
    """

    name: str
    title: str
    segments: tuple[Segment, ...]
    summary: str = ""
    source: str = ""
    fidelity: Fidelity = Fidelity.ADAPTED
    licence: str = ""
    sizes: tuple[int, int] = USUAL_SIZES
    minutes: int | None = None
    strictness: Strictness = Strictness.FLEXIBLE
