"""Notes and decisions: de-identified text, tied to a session and to nobody."""

from dataclasses import field
from typing import final

from circle_tui.domain.values import value


@final
@value
class Note:
    """What was kept of what was said.

    There is no author, no turn and no time on purpose, and ``id`` is random, so that nothing in
    the store says who spoke. ``segment`` is the segment's index in the session's agenda.
    """

    id: str
    session: str
    segment: int
    text: str = field(repr=False)


@final
@value
class Decision:
    """What the group decided; it has no author, no turn and no time, and ``id`` is random.

    Nor does it say in which part it was decided: it is the whole circle's.
    """

    id: str
    session: str
    text: str = field(repr=False)


@value
class Draft:
    """What was being typed, as it would be kept: masked, and tied to nobody.

    ``kind`` is what it was to become (``domain.writing.Kind``). ``segment`` is the segment's index,
    as in a ``Note``. ``of`` is the id of what is kept already and was being corrected, if any.
    """

    kind: str
    session: str
    segment: int
    text: str = field(repr=False)
    of: str = ""
