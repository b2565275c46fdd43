"""An agenda: a title and a list of segments, each with a clock and a notes policy.

An agenda knows nothing of who is in the room; ``plan`` lays it over today's people.
All durations are whole seconds.
"""

from dataclasses import dataclass
from enum import StrEnum

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


class ClockMode(StrEnum):
    """How a segment's time is handed out."""

    GROUP = "group"
    """One clock for everybody; ``seconds`` is the whole segment."""
    EACH = "each"
    """The same fixed time for every person present; ``seconds`` is one person's."""
    DIVIDE = "divide"
    """A fixed total shared by the people present; ``seconds`` is that total."""


class NotesPolicy(StrEnum):
    """What may be written down during a segment."""

    ANONYMOUS = "anonymous"
    """De-identified notes are kept."""
    FORBIDDEN = "forbidden"
    """Nothing is written down, not even action items, and the note line says so (Balint work)."""


class Fidelity(StrEnum):
    """Where an agenda's timings come from."""

    PUBLISHED = "published"
    """Every duration is the source's own."""
    ADAPTED = "adapted"
    """Some durations were derived to fill what the source leaves open."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of an agenda.

    ``seconds`` is the whole segment for ``group`` and ``divide``, one person's share for ``each``.
    ``show`` is the prompt everybody may see, ``say`` the facilitator's script.
    ``warn_at`` is how many seconds before the end "soon" begins (``None``: a fifth of the turn,
    at least 10 s and at most 60 s).
    """

    title: str
    kind: str
    clock: ClockMode
    seconds: int
    show: str = ""
    say: str = ""
    notes: NotesPolicy = NotesPolicy.ANONYMOUS
    warn_at: int | None = None


@dataclass(frozen=True, slots=True)
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
    sizes: tuple[int, int] = (2, 30)
    minutes: int | None = None
