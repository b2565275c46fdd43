"""Made-up circles and meetings for hypothesis: agendas, rosters, and meetings that have begun.

What is done in them is a walk (``tests.walks``).
"""

import os
from dataclasses import replace
from datetime import time, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.agenda import (
    Agenda,
    Capture,
    ClockMode,
    EachInGroup,
    NotesPolicy,
    Order,
    Poll,
    Segment,
    Silent,
)
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.cast import NOBODY, Cast
from circle_tui.domain.people import Member
from circle_tui.domain.session import Session, fold
from tests.fakes import THURSDAY_EVENING
from tests.walks import (
    COUNTING,
    KEYS,
    NUMBERS,
    PAUSES,
    RETURNS,
    STEPS,
    WALKS,
    Moment,
    Step,
    Steps,
    walk,
)

__all__ = [
    "AGENDAS",
    "COUNTING",
    "CROWDED",
    "EXAMPLES",
    "GROUPED",
    "KEYS",
    "LAW",
    "NAMES",
    "NUMBERS",
    "PAUSES",
    "RETURNS",
    "ROSTERS",
    "SEATS",
    "SEGMENTS",
    "SESSIONS",
    "STEPS",
    "WALKS",
    "Moment",
    "Step",
    "Steps",
    "made_up",
    "walk",
]

EXAMPLES = int(os.environ.get("CIRCLE_TUI_EXAMPLES", "100"))
"""How many examples each law is tried with; ``make laws`` asks for thousands."""

LAW = settings(deadline=None, max_examples=EXAMPLES)
"""How a law is tried: no deadline, since a busy machine is no broken promise."""

TEXT = st.sampled_from(
    ["Round", "", "[b]bold[/", "Frühstück \u202e \x1b[2J", "\U0001f469\u200d\U0001f52c"]
)
"""Titles and prompts: hypothesis spends its time on the clocks, not on the letters."""

SEGMENTS = st.builds(
    Segment,
    title=TEXT,
    kind=st.sampled_from(["check-in", "round", "discussion", "closing"]),
    clock=st.sampled_from(ClockMode),
    seconds=st.integers(min_value=1, max_value=7_200),
    show=TEXT,
    say=TEXT,
    notes=st.sampled_from(NotesPolicy),
    warn_at=st.none() | st.integers(min_value=0, max_value=600),
    least=st.none() | st.integers(min_value=1, max_value=3_600),
    most=st.none() | st.integers(min_value=1, max_value=7_200),
    protected=st.booleans(),
    absorb=st.booleans(),
    ends_at=st.sampled_from([None, None, time(19, 0), time(20, 30), time(1, 0)]),
    weight=st.integers(min_value=1, max_value=5),
    rounds=st.integers(min_value=1, max_value=3),
    order=st.sampled_from(Order),
    roles=st.sampled_from([(), ("presenter",), ("host", "timekeeper")]),
    exclude=st.sampled_from([(), ("presenter",), ("host", "presenter")]),
    may_pass=st.booleans(),
    each_in_group=st.sampled_from(EachInGroup),
    silent_for=st.sampled_from([Silent.NONE, Silent.NONE, Silent.ALL, Silent.PRESENTER]),
    capture=st.sampled_from([(), (Capture.NONE,), (Capture.ACTION, Capture.THEME)]),
    topic=st.none() | st.integers(min_value=300, max_value=600),
    extend=st.sampled_from([(), (120, 60), (120, 60), (600,)]),
    poll=st.sampled_from(Poll),
)

AGENDAS = st.builds(
    Agenda,
    name=st.just("made-up"),
    title=TEXT,
    segments=st.lists(SEGMENTS, min_size=1, max_size=4).map(tuple),
    minutes=st.none() | st.integers(min_value=1, max_value=480),
)

SEATS = st.integers(min_value=1, max_value=6).map(lambda people: tuple(range(1, people + 1)))

AWAY = ((7, Attendance.ABSENT), (8, Attendance.EXCUSED))
"""Two who are not here when a made-up session begins, and may come."""

MOST = 12
"""People in the largest made-up session: as many as it takes to count, and a few more."""


def _begun(agenda: Agenda, seats: tuple[int, ...]) -> Session:
    began = rules.begin(agenda, seats, "5e551011", THURSDAY_EVENING)
    return fold([replace(began, attendance=AWAY)])


def _as_held(segment: Segment) -> Segment:
    """Return a part with what its clock needs, so that it can come to everything there is in it."""
    if segment.clock is ClockMode.VOTE_EXTEND:
        topic = segment.topic or 120
        return replace(segment, topic=topic, seconds=segment.seconds % 1_800 + 2 * topic)
    return segment


PARTS = st.builds(
    replace,
    SEGMENTS,
    clock=st.sampled_from([*ClockMode, ClockMode.EACH, ClockMode.DIVIDE, ClockMode.VOTE_EXTEND]),
    seconds=st.one_of(
        st.sampled_from([60, 120, 300, 600, 905]), st.integers(min_value=1, max_value=3_600)
    ),
    order=st.sampled_from([*Order, Order.VOLUNTEER]),
    protected=st.sampled_from([False, False, False, True]),
    ends_at=st.sampled_from([None] * 7 + [time(19, 0), time(20, 30), time(1, 0)]),
).map(_as_held)
"""Parts as meetings have them: more often by turns, and mostly without a wall time."""

MEETINGS = st.builds(
    Agenda,
    name=st.just("made-up"),
    title=TEXT,
    segments=st.lists(PARTS, min_size=1, max_size=6).map(tuple),
    minutes=st.sampled_from([None, None, None, 45, 90, 150]),
)


@st.composite
def _meetings(draw: st.DrawFn) -> Session:
    """Draw a meeting that has just begun, punctual or late, of any size."""
    agenda = draw(MEETINGS)
    seats = _seats(draw(st.sampled_from([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 10, 11, MOST])))
    cast = Cast(
        first=draw(st.sampled_from([None, *seats])),
        drawn=tuple(draw(st.permutations(seats))),
        roles=tuple(
            (role, draw(st.sampled_from([*seats, NOBODY])))
            for role in draw(st.sampled_from([(), (), ("presenter",), ("presenter", "host")]))
        ),
    )
    late = draw(st.sampled_from([None, None, 0, 4, 13]))
    return _opened(agenda, seats, cast, late, awaited=draw(st.booleans()))


def _seats(people: int) -> tuple[int, ...]:
    """Return the seats of so many, beside those who are away."""
    return tuple(seat for seat in range(1, people + 3) if seat not in dict(AWAY))[:people]


def _opened(
    agenda: Agenda, seats: tuple[int, ...], cast: Cast, late: int | None, *, awaited: bool
) -> Session:
    """Return a meeting that begins so many minutes late, if it was planned at all.

    Whoever has the last seat is ``awaited``, or here.
    """
    scheduled = None if late is None else THURSDAY_EVENING - timedelta(minutes=late)
    began = rules.begin(agenda, seats, "5e551011", THURSDAY_EVENING, cast, scheduled)
    on_the_way = ((seats[-1], Attendance.LATE),) if awaited else ()
    return fold([replace(began, attendance=(*AWAY, *on_the_way))])


SESSIONS = _meetings()
"""Sessions that have just begun."""


def made_up(chance: Random) -> Session:
    """Return a meeting that has just begun, without hypothesis: thousands of them take no time.

    No two are alike, where hypothesis varies one of them for a while.
    """
    parts = [_part(chance) for _ in range(chance.randint(1, 6))]
    minutes = chance.choice([None, None, None, 45, 90, 150])
    seats = _seats(chance.randint(1, MOST))
    roles = tuple(
        (role, chance.choice([*seats, NOBODY]))
        for role in chance.choice([(), (), ("presenter",), ("presenter", "host")])
    )
    cast = Cast(chance.choice([None, *seats]), tuple(chance.sample(seats, len(seats))), roles)
    late = chance.choice([None, None, 0, 4, 13])
    agenda = Agenda("made-up", "Made up", tuple(parts), minutes=minutes)
    return _opened(agenda, seats, cast, late, awaited=chance.random() < 0.3)


def _part(chance: Random) -> Segment:
    """Return any part of a meeting."""
    seconds = chance.choice([60, 120, 300, 600, 905, chance.randint(1, 3_600)])
    return _as_held(
        Segment(
            *("Part", chance.choice(["check-in", "round", "discussion", "closing"])),
            clock=chance.choice(list(ClockMode)),
            seconds=seconds,
            least=chance.choice([None, None, None, chance.randint(1, seconds)]),
            most=chance.choice([None, None, seconds + chance.randint(0, 3_600)]),
            protected=chance.random() < 0.2,
            absorb=chance.random() < 0.3,
            ends_at=chance.choice([None] * 8 + [time(19, 0), time(20, 30)]),
            weight=chance.randint(1, 5),
            rounds=chance.randint(1, 3),
            order=chance.choice(list(Order)),
            roles=chance.choice([(), (), ("presenter",), ("host", "timekeeper")]),
            exclude=chance.choice([(), (), ("presenter",), ("host", "presenter")]),
            may_pass=chance.random() < 0.8,
            each_in_group=chance.choice(list(EachInGroup)),
            topic=chance.choice([None, 120, 300, chance.randint(60, 600)]),
            extend=chance.choice([(), (120, 60), (120, 60), (600,)]),
            poll=chance.choice([Poll.NONE, *Poll]),
        )
    )


GROUPED = st.builds(
    _begun,
    st.builds(
        Agenda,
        name=st.just("made-up"),
        title=TEXT,
        segments=st.lists(
            st.builds(
                Segment,
                *(TEXT, st.just("exercise")),
                clock=st.sampled_from([ClockMode.PAIRS, ClockMode.TRIOS, ClockMode.FOURS]),
                seconds=st.just(300),
                rounds=st.integers(min_value=2, max_value=4),
                each_in_group=st.sampled_from(EachInGroup),
            ),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
    st.integers(min_value=3, max_value=6).map(lambda people: tuple(range(1, people + 1))),
)
"""Sessions that have just begun and are in small groups all the time."""

CROWDED = st.builds(
    _begun,
    st.just(
        Agenda(
            *("made-up", "Signs"),
            (
                Segment(*("Lights", "check-in", ClockMode.GROUP, 300), poll=Poll.TRAFFIC_LIGHT),
                Segment("Round", "round", ClockMode.EACH, 60),
                Segment(*("Lights", "closing", ClockMode.GROUP, 300), poll=Poll.TRAFFIC_LIGHT),
            ),
        )
    ),
    st.just((*range(1, 7), *range(9, 15))),
)
"""Sessions of twelve that have just begun with a sign that is counted, and end with one."""

NAMES = ("Noor Haddad", "Mira Sandoval", "Will Achterberg", "Grace Okonjo", "Teodor Lind")
"""Made-up people, two of whose first names are everyday words."""

ROSTERS = st.lists(st.sampled_from(NAMES), unique=True, max_size=5).map(
    lambda names: tuple(
        Member(f"{place:016x}", name, alias)
        for place, (name, alias) in enumerate(
            zip(names, ("Anchor", "Beacon", "Cedar", "Delta", "Ember"), strict=False)
        )
    )
)
