"""Notes: de-identified text, tied to a session and a segment and to nobody."""

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


@dataclass(frozen=True, slots=True)
class Draft:
    """What was being typed, as it would be kept: masked, and tied to nobody.

    ``kind`` is what it was to become, in a word of the screen that asks for it. ``segment`` is the
    segment's index, as in a ``Note``.
    """

    kind: str
    session: str
    segment: int
    text: str = field(repr=False)
