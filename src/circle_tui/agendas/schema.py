"""Everything an agenda file may say: the one table of keys, kinds, bounds and meanings.

The reader, the reference page and the editor's schema all come from these rows, so that they
cannot disagree. A row's ``meaning`` is the sentence an author reads.
"""

from circle_tui.agendas.key import Key
from circle_tui.agendas.kinds import (
    Choice,
    Duration,
    Flag,
    ListOf,
    Sizes,
    Text,
    TimeOfDay,
    Whole,
)
from circle_tui.domain.agenda import (
    MOST_PEOPLE,
    SEGMENT_KINDS,
    USUAL_SIZES,
    Capture,
    ClockMode,
    EachInGroup,
    Fidelity,
    NotesPolicy,
    Order,
    Poll,
    Silent,
    Strictness,
)
from circle_tui.domain.cast import PRESENTER

MOST_SEGMENTS = 100
"""More parts than any meeting has; a bound on what a hostile file can ask for."""


SEGMENTS_KEY = "segment"
"""The array of tables that holds the segments."""

AGENDA_KEYS = (
    Key("title", Text(80, may_be_empty=False), "What the meeting is called.", required=True),
    Key("summary", Text(300), "One line that helps to choose this agenda."),
    Key("source", Text(1000, lines=True), "Where the format and its timings come from."),
    Key(
        "fidelity",
        Choice(
            {
                Fidelity.PUBLISHED: "every duration is the source's own",
                Fidelity.ADAPTED: "some durations were derived (the default)",
            },
            Fidelity,
        ),
        "How close the durations are to the source.",
    ),
    Key("licence", Text(80), "The licence of this file, best as an SPDX name."),
    Key(
        "sizes",
        Sizes(1, MOST_PEOPLE),
        f"The smallest and the largest circle it suits (default: {list(USUAL_SIZES)}).",
    ),
    Key("minutes", Whole(1, 600, "minutes"), "The promised length of the whole meeting."),
    Key(
        "strictness",
        Choice(
            {
                Strictness.FLEXIBLE: "the clock informs, the group decides (the default)",
                Strictness.STRICT: "time is up when time is up",
            },
            Strictness,
        ),
        "How rigid the timings are meant to be.",
        advice=True,
    ),
)

_GROUPED = (ClockMode.PAIRS, ClockMode.TRIOS, ClockMode.FOURS)
_ONE_CLOCK = (ClockMode.GROUP, *_GROUPED, ClockMode.ONE)
_SHARED = (ClockMode.DIVIDE, ClockMode.BID, ClockMode.VOTE_EXTEND)
_IN_TURN = (ClockMode.EACH, ClockMode.DIVIDE, ClockMode.BID)
_REPEATED = (ClockMode.EACH, *_GROUPED)
_MINUTES = Duration(60, '15, "90s" or "1h30m"')
_TOTAL = Duration(60, '120, "90m" or "2h"')
_SECONDS = Duration(1, '90, "90s" or "2m"')
_ROLES = ListOf(Text(40, may_be_empty=False), 6)

LONGEST_TITLE = 80
"""Characters of a part's title."""

LONGEST_SCRIPT = 1000
"""Characters of what the facilitator says in a part."""

SEGMENT_KEYS = (
    Key(
        "title", Text(LONGEST_TITLE, may_be_empty=False), "What this part is called.", required=True
    ),
    Key(
        "kind",
        Choice({kind: "" for kind in SEGMENT_KINDS}),
        "What sort of part it is (default: discussion).",
    ),
    Key(
        "clock",
        Choice(
            {
                ClockMode.GROUP: "one clock for everybody (the default)",
                ClockMode.EACH: "the same fixed time for every person present",
                ClockMode.DIVIDE: "a total shared equally by the people present",
                ClockMode.BID: "a total shared by what each person says they need",
                ClockMode.PAIRS: "all in pairs at once, with a new partner each round",
                ClockMode.TRIOS: "all in threes (or fours, or five) at once, the same each round",
                ClockMode.FOURS: "all in fours at once, made of pairs if the part before has them",
                ClockMode.ONE: f"one speaker: whoever holds its first role, or the {PRESENTER}",
                ClockMode.VOTE_EXTEND: "topic after topic, each made longer if a vote says so",
            },
            ClockMode,
        ),
        "How the time of this part is handed out.",
    ),
    Key(
        "minutes",
        _MINUTES,
        "How long it lasts; with pairs, trios or fours, one round of it.",
        required=True,
        clocks=_ONE_CLOCK,
        fills="seconds",
    ),
    Key(
        "seconds_each",
        _SECONDS,
        "One person's time.",
        required=True,
        clocks=(ClockMode.EACH,),
        fills="seconds",
    ),
    Key(
        "total",
        _TOTAL,
        "The time of the whole part, which people or topics share.",
        required=True,
        clocks=_SHARED,
        fills="seconds",
    ),
    Key(
        "minutes",
        _MINUTES,
        "The time of one topic, before any vote.",
        required=True,
        clocks=(ClockMode.VOTE_EXTEND,),
        fills="topic",
    ),
    Key(
        "extend",
        ListOf(Duration(60, "[2, 1]"), 5, unique=False),
        "What a first vote adds to a topic, what a second one adds, and so on.",
        clocks=(ClockMode.VOTE_EXTEND,),
    ),
    Key(
        "votes",
        Whole(1, 20, "votes"),
        "How many votes each person may give to the topics. It is said in the part it stands in.",
        clocks=(ClockMode.GROUP, ClockMode.VOTE_EXTEND),
        advice=True,
    ),
    Key("rounds", Whole(1, 12, "rounds"), "How many times the turns go round.", clocks=_REPEATED),
    Key(
        "each_in_group",
        Choice(
            {
                EachInGroup.NO: "the groups share the time as they like (the default)",
                EachInGroup.PART: "it comes once for each of them, one after the other",
                EachInGroup.BLOCK: "so do those beside it that say block: all for one, then on",
            },
            EachInGroup,
        ),
        "Whether each person in a group has a turn of this part.",
        clocks=(ClockMode.TRIOS,),
    ),
    Key(
        "order",
        Choice(
            {
                Order.ROSTER: "as on the list of members (the default)",
                Order.REVERSE: "the list backwards",
                Order.ROTATE: "the list, beginning with whoever began longest ago",
                Order.RANDOM: "drawn by lot",
                Order.VOLUNTEER: "whoever wants to be next (the plan has the list)",
            },
            Order,
        ),
        "Who speaks after whom.",
        clocks=_IN_TURN,
    ),
    Key(
        "pass",
        Flag(),
        "Whether a person may pass (default: true).",
        fills="may_pass",
    ),
    Key("roles", _ROLES, "Roles that one person each holds in this part; see Roles below."),
    Key("exclude", _ROLES, "Roles whose holders have no turn in this part.", clocks=_IN_TURN),
    Key(
        "silent_for",
        Choice(
            {
                Silent.NONE: "nobody (the default)",
                Silent.ALL: "everybody: people think or write",
                Silent.PRESENTER: "the presenter, or whoever it is about: the others speak",
                Silent.OTHERS: "all but the one whose turn it is",
            },
            Silent,
        ),
        "Who keeps silent during this part.",
        advice=True,
    ),
    Key(
        "capture",
        ListOf(
            Choice(
                {
                    Capture.NONE: "nothing: not even a note can be written",
                    Capture.THEME: "what it was about, without who said it",
                    Capture.ANONYMOUS: "texts that nobody's name stands on",
                    Capture.ACTION: "action items",
                    Capture.PARKING: "things for later",
                    Capture.VOTE: "the counts of a vote",
                    Capture.RATING: "a rating of the meeting, from 1 to 5",
                    Capture.PRESENTER: "notes that the presenter takes away",
                },
                Capture,
            ),
            8,
        ),
        "What this part is meant to leave behind.",
    ),
    Key(
        "notes",
        Choice(
            {
                NotesPolicy.ANONYMOUS: "de-identified notes may be kept (the default)",
                NotesPolicy.FORBIDDEN: "nothing is written down, not even action items",
                NotesPolicy.PRESENTER_KEEPS: "they are the presenter's, or those of whoever it is "
                "about, and not kept here; action items are if captured",
            },
            NotesPolicy,
        ),
        "What becomes of notes.",
    ),
    Key(
        "poll",
        Choice(
            {
                Poll.NONE: "nothing (the default)",
                Poll.TRAFFIC_LIGHT: "green, yellow or red: how people are",
                Poll.ONE_TO_FIVE: "a number from 1 to 5",
            },
            Poll,
        ),
        "What everybody answers at once by a sign; see Counts below.",
    ),
    Key(
        "show", Text(1000, lines=True), "The prompt that everybody may see: 3 short lines at most."
    ),
    Key(
        "say",
        Text(LONGEST_SCRIPT, lines=True),
        "The facilitator's script, seen by the facilitator only.",
    ),
    Key("warn_at", _SECONDS, 'How long before the end of a turn "soon" begins.'),
    Key(
        "min",
        _MINUTES,
        "Never shortened below this; with bid, the least one person gets.",
        fills="least",
    ),
    Key("max", _MINUTES, "The most that the whole part should take.", fills="most"),
    Key("protected", Flag(), "Whether it keeps its length when time runs short (default: false)."),
    Key("absorb", Flag(), "Whether it takes what is left over, up to its max (default: false)."),
    Key("weight", Whole(1, 100, "shares"), "A heavier part gives less of its time (default: 1)."),
    Key(
        "ends_at",
        TimeOfDay(),
        "The time on the wall at which it must end; only the plan sees to it.",
    ),
)

DEFAULT_KIND = "discussion"


def rows(clock: ClockMode) -> dict[str, Key]:
    """Return the keys that a segment of a clock mode may have, by their names."""
    return {key.name: key for key in SEGMENT_KEYS if not key.clocks or clock in key.clocks}
