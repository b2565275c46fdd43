"""Made-up circles and meetings for hypothesis: agendas, rosters, and walks of rules.

A walk is what a facilitator may do in a meeting: keys pressed at any moments, in any order, many
of them pointless, with the computer asleep now and then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

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
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.bid_rules import accept_bids
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Fact
from circle_tui.domain.people import Member
from circle_tui.domain.polls import count
from circle_tui.domain.promise_rules import promise_end
from circle_tui.domain.prompts import take_prompt
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.rules import Outcome, Rule
from circle_tui.domain.session import Session, apply, fold
from circle_tui.domain.turn_rules import (
    NO_ORDER,
    come_back_later,
    come_forward,
    still_to_speak,
    swap,
)
from circle_tui.domain.voting_rules import vote
from tests.fakes import THURSDAY_EVENING
from tests.unit.circles import take

LAW = settings(deadline=None, max_examples=60)
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


def _begun(agenda: Agenda, seats: tuple[int, ...]) -> Session:
    began = rules.begin(agenda, seats, "5e551011", THURSDAY_EVENING)
    return fold([replace(began, attendance=AWAY)])


SESSIONS = st.builds(_begun, AGENDAS, SEATS)
"""Sessions that have just begun."""

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

PAUSES = st.one_of(
    st.just(timedelta(0)),
    st.integers(min_value=0, max_value=300).map(lambda seconds: timedelta(seconds=seconds)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=3)),
)
"""How long until something happens; often whole seconds, as tests of edges need."""


@dataclass(frozen=True)
class Step:
    """One thing tried ``after`` some time; ``away`` is how long a sleep before it was."""

    name: str
    after: timedelta
    away: timedelta = timedelta(0)

    def rule(self, now: datetime) -> Rule:
        """Return the rule that is tried."""
        if self.name == "interrupted":
            return rules.interrupted(now - self.away)
        return KEYS[self.name]


def _swap_ends(session: Session, now: datetime) -> Outcome:
    """Let the first and the last of those who are still to speak change places."""
    ahead = still_to_speak(session)
    if not ahead:
        return rules.ENDED if session.closed else NO_ORDER
    return swap(ahead[0], ahead[-1])(session, now)


KEYS: dict[str, Rule] = {
    "advance": rules.advance,
    "go_back": rules.go_back,
    "pass_turn": rules.pass_turn,
    "pause": rules.pause,
    "resume": rules.resume,
    "toggle_pause": rules.toggle_pause,
    "lengthen": rules.lengthen,
    "shorten": rules.shorten,
    "give_back": rules.give_back,
    "bids": accept_bids([(2, 900), (1, 0), (4, 300), (3, 1_200)]),
    "other bids": accept_bids([(1, 60)]),
    "bids of all": accept_bids([(seat, 300 * seat) for seat in range(1, 7)]),
    "another presenter": give_role("presenter", 2),
    "the first presents": give_role("presenter", 1),
    "another host": give_role("host", 3),
    "shorten what remains": take("shorten"),
    "give saved time back": take("lengthen"),
    "volunteers only": take("volunteers 1"),
    "leave a part out": take("leave out 2"),
    "end later": take("later"),
    "shorten, and end later": take("shorten, later"),
    "promise half an hour more": promise_end(THURSDAY_EVENING + timedelta(minutes=150)),
    "promise an earlier end": promise_end(THURSDAY_EVENING + timedelta(minutes=20)),
    "one comes late": attend({7: Attendance.LATE}),
    "another comes": attend({8: Attendance.PRESENT}),
    "one comes, one goes": attend({7: Attendance.LATE, 1: Attendance.LEFT}),
    "one goes": attend({1: Attendance.LEFT}),
    "another goes": attend({2: Attendance.LEFT, 7: Attendance.ABSENT}),
    "they come back": attend({1: Attendance.PRESENT, 2: Attendance.LATE}),
    "one is left": attend(dict.fromkeys((1, 2, 4, 5, 6), Attendance.LEFT)),
    "come back later": come_back_later,
    "change places": _swap_ends,
    "second comes forward": come_forward(2),
    "late one comes forward": come_forward(7),
    "most want more": vote(2, 0),
    "one wants more": vote(1, 0),
    "nobody wants more": vote(0, 1),
    "count traffic lights": count(0, (7, 5, 0)),
    "count them again": count(0, (6, 5, 0)),
    "count the others": count(2, (5, 5, 0)),
    "count from 1 to 5": count(1, (0, 0, 1, 1, 0)),
    "take a prompt": take_prompt("l01"),
    "take another prompt": take_prompt("d02"),
    "undo": rules.undo,
    "close": rules.close,
}

STEPS = st.one_of(
    st.builds(Step, st.sampled_from([name for name in KEYS if name != "close"]), PAUSES),
    st.builds(Step, st.just("interrupted"), PAUSES, PAUSES),
)

WALKS = st.builds(
    lambda steps, end: [*steps, *end],
    st.lists(STEPS, max_size=15),
    st.lists(st.builds(Step, st.sampled_from(["close", "undo", "advance"]), PAUSES), max_size=2),
)

RETURNS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                *("advance", "advance", "go_back", "go_back", "one comes late", "another comes"),
                *("one goes", "another goes", "they come back", "one is left", "undo"),
            ]
        ),
        st.sampled_from([timedelta(0), timedelta(minutes=1)]),
    ),
    max_size=20,
)
"""Walks in which people come and go while the floor goes on and back."""


COUNTING = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                *("count traffic lights", "count them again", "count the others", "undo"),
                *("one goes", "one comes late", "they come back", "advance", "go_back"),
            ]
        ),
        st.just(timedelta(minutes=1)),
    ),
    max_size=30,
)
"""Walks in which signs are counted while people come and go."""


@dataclass(frozen=True)
class Moment:
    """What one step of a walk did; ``facts`` is empty when the rule refused."""

    step: Step
    before: Session
    now: datetime
    facts: tuple[Fact, ...]
    after: Session


def walk(session: Session, steps: Sequence[Step]) -> Iterator[Moment]:
    """Take the steps one after the other, as the live session would."""
    now = session.began
    for step in steps:
        now += step.after + step.away
        outcome = step.rule(now)(session, now)
        facts = () if isinstance(outcome, Refused) else outcome
        after = session
        for fact in facts:
            after = apply(after, fact)
        yield Moment(step, session, now, facts, after)
        session = after
