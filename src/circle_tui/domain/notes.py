"""A note: de-identified text, tied to a session and a segment and to nobody."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """What was kept of what was said.

    There is no author, no turn and no time on purpose, and ``id`` is random, so that nothing in
    the store says who spoke. ``segment`` is the segment's index in the session's agenda.
    """

    id: str
    session: str
    segment: int
    text: str = field(repr=False)
