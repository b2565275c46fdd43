"""Everything an agenda file may say: the one table of keys, kinds, bounds and meanings.

The reader, the documentation and the editor's schema all come from these rows, so that they
cannot disagree. A row's ``meaning`` is the sentence an author reads.
"""

from typing import NamedTuple

from circle_tui.agendas.kinds import Choice, Duration, Kind, Sizes, Text, Whole
from circle_tui.domain.agenda import SEGMENT_KINDS, ClockMode, Fidelity, NotesPolicy

MOST_SEGMENTS = 100
"""More parts than any meeting has; a bound on what a hostile file can ask for."""


class Key(NamedTuple):
    """One key: its name in the file, what it accepts, and what it means.

    ``field`` is the name of the domain's field that it fills. A duration key belongs to one
    ``clock`` mode and is required there.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    clock: ClockMode | None = None

    @property
    def field(self) -> str:
        """The field of ``Agenda`` or ``Segment`` that this key fills."""
        return "seconds" if self.clock else self.name


SEGMENTS_KEY = "segment"
"""The array of tables that holds the segments."""

AGENDA_KEYS = (
    Key("title", Text(80, may_be_empty=False), "What the meeting is called.", required=True),
    Key("summary", Text(300), "One line that helps to choose this agenda."),
    Key("source", Text(1000, lines=True), "Where the format and its timings come from."),
    Key(
        "fidelity",
        Choice(tuple(Fidelity), Fidelity),
        "published: every duration is the source's own. adapted: some were derived (the default).",
    ),
    Key("licence", Text(80), "The licence of this file, best as an SPDX name."),
    Key("sizes", Sizes(1, 40), "The smallest and largest circle it suits, such as [5, 12]."),
    Key("minutes", Whole(1, 600, "minutes"), "The promised length of the whole meeting."),
)

SEGMENT_KEYS = (
    Key("title", Text(80, may_be_empty=False), "What this part is called.", required=True),
    Key("kind", Choice(SEGMENT_KINDS), "What sort of part it is (default: discussion)."),
    Key(
        "clock",
        Choice(tuple(ClockMode), ClockMode),
        "group: one clock for all (the default). each: the same time for every person."
        " divide: a total shared by the people present.",
    ),
    Key(
        "minutes",
        Duration(60, '15, "90s" or "1h30m"'),
        "The length of a part with one clock for all; a bare number is minutes.",
        clock=ClockMode.GROUP,
    ),
    Key(
        "seconds_each",
        Duration(1, '90, "90s" or "2m"'),
        "One person's time; a bare number is seconds.",
        clock=ClockMode.EACH,
    ),
    Key(
        "total",
        Duration(60, '120, "90m" or "2h"'),
        "The time that the people present share; a bare number is minutes.",
        clock=ClockMode.DIVIDE,
    ),
    Key(
        "notes",
        Choice(tuple(NotesPolicy), NotesPolicy),
        "anonymous: de-identified notes may be kept (the default). forbidden: none are.",
    ),
    Key("show", Text(1000, lines=True), "The prompt that everybody may see."),
    Key("say", Text(1000, lines=True), "The facilitator's script, seen by the facilitator only."),
    Key(
        "warn_at",
        Duration(1, '30, "30s" or "1m"'),
        'How long before the end of a turn "soon" begins; a bare number is seconds.',
    ),
)

DEFAULT_KIND = "discussion"

DURATION_KEYS = {key.clock: key.name for key in SEGMENT_KEYS if key.clock}
"""The one duration key of each clock mode."""
