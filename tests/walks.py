"""Walks for hypothesis: what a facilitator may do in a meeting, at any moment and in any order.

A walk is keys pressed, some of them pointless or too late, with the computer asleep now and then.
Most steps choose among the keys that the meeting accepts at that moment, so that walks get
somewhere; whom, which part and how many a key is about is taken from the session. Which step it
came to be is noted when a law fails, as it can be written into an ``example``.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.attendance import HERE, Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.bid_rules import accept_bids, bidders, open_part
from circle_tui.domain.cast import roles_of
from circle_tui.domain.choices import Way
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Fact
from circle_tui.domain.polls import ANSWERS, count, poll_of
from circle_tui.domain.promise_rules import as_it_stands, promise_end, within_reach
from circle_tui.domain.prompts import take_prompt
from circle_tui.domain.replan_rules import Replans, replan, replans
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.rules import ENDED, Outcome, Rule
from circle_tui.domain.session import Session, apply
from circle_tui.domain.timing import seconds_left
from circle_tui.domain.turn_rules import (
    come_back_later,
    come_forward,
    may_come_forward,
    still_to_speak,
    swap,
)
from circle_tui.domain.voting_rules import vote

T = TypeVar("T")

Key = Callable[[int], Rule]
"""What a key does, given a number: whom, which part and how many it is about follow from that."""

NOTHING_THERE = Refused("There is nothing in this meeting that this could be about.")


def _plain(rule: Rule) -> Key:
    """Return a key that is about nobody in particular."""
    return lambda _: rule


def _about(choose: Callable[[Session, datetime, int], Rule | None]) -> Key:
    """Return a key whose rule is chosen from the session; ``None`` where there is no choice."""

    def key(number: int) -> Rule:
        def rule(session: Session, now: datetime) -> Outcome:
            chosen = choose(session, now, number)
            if chosen is None:
                return ENDED if session.closed else NOTHING_THERE
            return chosen(session, now)

        return rule

    return key


def _one(options: Sequence[T], number: int) -> T:
    return options[number % len(options)]


def _away(session: Session) -> list[int]:
    return [seat for seat, state in session.attendance.items() if state not in HERE]


def _goes(session: Session, _: datetime, number: int) -> Rule:
    return attend({_one(session.seats, number): Attendance.LEFT})


def _who_is_on_goes(session: Session, _: datetime, number: int) -> Rule:
    on = session.current.seat or _one(session.seats, number)
    return attend({on: Attendance.LEFT})


def _comes(session: Session, _: datetime, number: int) -> Rule | None:
    away = _away(session)
    state = _one((Attendance.LATE, Attendance.PRESENT), number // 7)
    return attend({_one(away, number): state}) if away else None


def _comes_and_goes(session: Session, _: datetime, number: int) -> Rule | None:
    away = _away(session)
    if not away:
        return None
    goes = {_one(session.seats, number // 3): Attendance.LEFT}
    return attend({**goes, _one(away, number): Attendance.LATE})


def _all_come(session: Session, _: datetime, number: int) -> Rule:
    return attend(dict.fromkeys(_away(session), Attendance.PRESENT))


def _one_is_left(session: Session, _: datetime, number: int) -> Rule:
    stays = _one(session.seats, number)
    return attend({seat: Attendance.LEFT for seat in session.seats if seat != stays})


def _stands_otherwise(session: Session, _: datetime, number: int) -> Rule:
    seats = list(session.attendance)
    return attend({_one(seats, number): _one(list(Attendance), number // len(seats))})


def _changes_places(session: Session, _: datetime, number: int) -> Rule | None:
    ahead = still_to_speak(session)
    return swap(_one(ahead, number), _one(ahead, number // 2 - 1)) if ahead else None


def _comes_forward(session: Session, _: datetime, number: int) -> Rule:
    may = may_come_forward(session) or session.seats
    return come_forward(_one(may, number))


def _role(session: Session, _: datetime, number: int) -> Rule | None:
    roles = roles_of(session.agenda)
    return give_role(_one(roles, number), _one(session.seats, number // 3)) if roles else None


def _bids(*, of_all: bool) -> Key:
    """Return a key by which people ask for some minutes each, all of them or only some."""

    def choose(session: Session, now: datetime, number: int) -> Rule | None:
        part = open_part(session)
        if part is None:
            return None
        chance, asked = Random(number), list(bidders(session, part))
        chance.shuffle(asked)
        some = asked if of_all else asked[: 1 + number % len(asked)]
        least = 60 if of_all else 0
        return accept_bids([(seat, chance.choice([least, 60, 300, 605, 1_200])) for seat in some])

    return _about(choose)


_LAST: list[tuple[Session, datetime, Replans | Refused]] = []


def _ways_out(session: Session, now: datetime) -> Replans | Refused:
    """Return the ways to plan what remains; several keys ask one after the other."""
    if not _LAST or _LAST[0][0] is not session or _LAST[0][1] != now:
        _LAST[:] = [(session, now, replans(session, now, UTC))]
    return _LAST[0][2]


WAYS: Mapping[str, Way] = {
    "shorten what remains": Way.SHORTEN,
    "give saved time back": Way.LENGTHEN,
    "volunteers only": Way.VOLUNTEERS,
    "leave a part out": Way.DROP,
    "end later": Way.LATER,
}
"""The keys that plan what remains again. Where the floors do not let it be, the end moves, too."""


def _way(kind: Way) -> Key:
    """Return the key that takes a way of this kind."""

    def choose(session: Session, now: datetime, number: int) -> Rule | None:
        found = _ways_out(session, now)
        if isinstance(found, Refused):
            return lambda _session, _now: found
        ways = [way for way in found.ways if way.choice.way is kind]
        return replan(_one(ways, number), UTC) if ways else None

    return _about(choose)


def _promise(session: Session, now: datetime, number: int) -> Rule:
    apart = timedelta(minutes=number % 61 - 30)
    return promise_end(within_reach(session.promised_end + apart, now))


def _promise_as_it_stands(session: Session, now: datetime, _: int) -> Rule:
    return promise_end(as_it_stands(session, now))


def _vote(*, more: bool) -> Key:
    def choose(session: Session, _: datetime, number: int) -> Rule:
        people = len(session.seats)
        fewer = number % (people // 2 + 1)
        if more:
            fewer = number % ((people + 1) // 2)
        return vote(people - fewer, fewer) if more else vote(fewer, people - fewer)

    return _about(choose)


def _count(session: Session, _: datetime, number: int) -> Rule | None:
    """Count the answers in a part so far: most gave one of them, a few another or none."""
    parts = enumerate(session.agenda.segments[: session.current.segment + 1])
    asked = [index for index, segment in parts if ANSWERS[poll_of(segment)]]
    if not asked:
        return None
    part = _one(asked, number)
    answers = ANSWERS[poll_of(session.agenda.segments[part])]
    chance, counts = Random(number), [0] * len(answers)
    for _seat in session.seats[number // 5 % 2 :]:
        counts[chance.choice([0, 0, 1, len(answers) - 1])] += 1
    return count(part, counts)


KEYS: Mapping[str, Key] = {
    "advance": _plain(rules.advance),
    "go_back": _plain(rules.go_back),
    "pass_turn": _plain(rules.pass_turn),
    "pause": _plain(rules.pause),
    "resume": _plain(rules.resume),
    "toggle_pause": _plain(rules.toggle_pause),
    "lengthen": _plain(rules.lengthen),
    "shorten": _plain(rules.shorten),
    "give_back": _plain(rules.give_back),
    "bids of some": _bids(of_all=False),
    "bids of all": _bids(of_all=True),
    "a role is given": _about(_role),
    **{name: _way(way) for name, way in WAYS.items()},
    "promise another end": _about(_promise),
    "promise the end as it stands": _about(_promise_as_it_stands),
    "one goes": _about(_goes),
    "who is on goes": _about(_who_is_on_goes),
    "one comes": _about(_comes),
    "one comes, one goes": _about(_comes_and_goes),
    "all come": _about(_all_come),
    "one is left": _about(_one_is_left),
    "one stands otherwise": _about(_stands_otherwise),
    "come back later": _plain(come_back_later),
    "change places": _about(_changes_places),
    "come forward": _about(_comes_forward),
    "most want more": _vote(more=True),
    "most want no more": _vote(more=False),
    "count": _about(_count),
    "take a prompt": _about(lambda _s, _n, number: take_prompt(f"l{number % 3:02}")),
    "undo": _plain(rules.undo),
    "close": _plain(rules.close),
}
"""Everything that a person can do in a meeting: each kind of fact comes to be by one of them."""

GROUPS: Mapping[str, Sequence[str]] = {
    "floor": ["advance", "advance", "pass_turn", "go_back"],
    "clock": ["pause", "resume", "toggle_pause", "lengthen", "shorten", "give_back"],
    "plan": [*WAYS, "volunteers only", "volunteers only", "leave a part out"],
    "promise": ["promise another end", "promise the end as it stands"],
    "people": [
        *("one comes", "one comes, one goes", "all come", "one stands otherwise"),
        *("one goes", "one goes", "who is on goes", "one is left"),
    ],
    "order": ["come back later", "change places", "come forward", "come forward"],
    "bids": ["bids of some", "bids of all"],
    "roles": ["a role is given"],
    "votes": ["most want more", "most want more", "most want no more"],
    "counts": ["count"],
    "prompts": ["take a prompt"],
    "undo": ["undo"],
}
"""What is chosen among; a name that stands twice is chosen twice as often."""

OFTEN: Mapping[str, int] = {
    **dict.fromkeys(GROUPS, 4),
    **{"floor": 9, "plan": 8, "people": 6, "bids": 5, "votes": 5},
    **{"undo": 2, "promise": 1, "roles": 1, "prompts": 1},
}
"""How often each group is chosen; where nothing of it is accepted the floor goes on."""


@dataclass(frozen=True)
class Step:
    """One thing tried ``after`` some time; ``away`` is how long a sleep before it was.

    ``number`` says whom or what it is about, where that has to be chosen.
    """

    name: str
    after: timedelta
    away: timedelta = timedelta(0)
    number: int = 0

    def rule(self, now: datetime) -> Rule:
        """Return the rule that is tried."""
        if self.name == "interrupted":
            return rules.interrupted(now - self.away)
        return KEYS[self.name](self.number)

    def tried(self, session: Session, now: datetime) -> tuple["Step", Outcome]:
        """Return this, and what comes of it when the last thing was done ``now``."""
        at = now + self.after + self.away
        return self, self.rule(at)(session, at)


@dataclass(frozen=True)
class Chosen:
    """What somebody may do at that moment, drawn by a number: which step it is, the session tells.

    One number stands for everything that is drawn, so that hypothesis varies and shortens walks,
    and does not spend its time on what a step is made of.
    """

    number: int

    @property
    def name(self) -> str:
        """What it is called as long as there is no session."""
        return "something"

    def tried(self, session: Session, now: datetime) -> tuple[Step, Outcome]:
        """Return the step that this is in a session, and what comes of it.

        Mostly that is a key of one group that is accepted then, else the floor goes on; now and
        then any key at all, or an interruption, whose time may then be given back.
        """
        chance = Random(self.number)
        wait = _wait(chance, max(0, int(seconds_left(session, now))))
        about, kind = chance.randrange(1_000), chance.random()
        if kind < SLEEPS:
            away = timedelta(seconds=chance.choice([1, 40, 300, chance.uniform(0, 1_200)]))
            return Step("interrupted", wait, away).tried(session, now)
        if session.pending and kind > 1 - GIVEN_BACK:
            return Step("give_back", wait).tried(session, now)
        if kind < SLEEPS + BLIND:
            return Step(chance.choice(ANY), wait, number=about).tried(session, now)
        group = GROUPS[chance.choices(list(GROUPS), [OFTEN[name] for name in GROUPS])[0]]
        for name in chance.sample(group, len(group)):
            step, outcome = Step(name, wait, number=about).tried(session, now)
            if not isinstance(outcome, Refused):
                return step, outcome
        return Step("advance", wait, number=about).tried(session, now)


SLEEPS = 0.1
"""How often the computer sleeps or the program is away, of all that happens."""

GIVEN_BACK = 0.3
"""How often the answer to a question about lost time is that it is given back."""

BLIND = 0.1
"""How often any key is pressed, which is refused as often as not."""

ANY = [name for name in KEYS if name != "close"]


def _wait(chance: Random, left: int) -> timedelta:
    """Return how long until somebody does something; ``left`` is what the clock says."""
    seconds = chance.choice(
        [0, 0, 1, 60, left, left, left + 1, left // 2, chance.randrange(200), chance.uniform(0, 90)]
    )
    if chance.random() < 0.02:
        seconds = chance.uniform(0, 5_000)
    return timedelta(seconds=min(seconds, 5_000))


Steps = Sequence[Step | Chosen]

PAUSES = st.one_of(
    st.just(timedelta(0)),
    st.integers(min_value=0, max_value=300).map(lambda seconds: timedelta(seconds=seconds)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=3)),
)
"""How long until something happens; often whole seconds, as tests of edges need."""

NUMBERS = st.integers(min_value=0, max_value=999)

_DRAWN = st.integers(min_value=0, max_value=2**32 - 1)


def _chosen(salt: int, drawn: Sequence[int]) -> list[Chosen]:
    """Return steps that differ where hypothesis drew the same number, as it often does."""
    often: Counter[int] = Counter()
    steps = []
    for number in drawn:
        steps.append(Chosen(Random(f"{salt} {number} {often[number]}").getrandbits(32)))
        often[number] += 1
    return steps


CHOSEN = st.builds(
    _chosen,
    _DRAWN,
    st.one_of(
        st.lists(_DRAWN, min_size=5, max_size=15),
        st.lists(_DRAWN, min_size=10, max_size=25),
        st.lists(_DRAWN, min_size=20, max_size=40),
    ),
)
"""Walks of what is possible at each moment."""

STEPS = st.one_of(
    st.builds(Step, st.sampled_from(ANY), PAUSES, number=NUMBERS),
    st.builds(Step, st.just("interrupted"), PAUSES, PAUSES),
)
"""Any key at any moment, most of them refused; and as many interruptions."""

WALKS = st.builds(
    lambda steps, end: [*steps, *end],
    st.sampled_from([CHOSEN, CHOSEN, CHOSEN, st.lists(STEPS, max_size=15)]).flatmap(lambda s: s),
    st.lists(st.builds(Step, st.sampled_from(["close", "undo", "advance"]), PAUSES), max_size=2),
)
"""Walks of what is possible; every fourth is one in the dark."""

RETURNS = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                *("advance", "advance", "go_back", "go_back", "one comes", "all come"),
                *("one goes", "who is on goes", "one comes, one goes", "one is left", "undo"),
            ]
        ),
        st.sampled_from([timedelta(0), timedelta(minutes=1)]),
        number=NUMBERS,
    ),
    max_size=20,
)
"""Walks in which people come and go while the floor goes on and back."""

COUNTING = st.lists(
    st.builds(
        Step,
        st.sampled_from(
            [
                *("count", "count", "count", "undo", "undo", "one goes", "one comes"),
                *("all come", "one stands otherwise", "advance", "go_back"),
            ]
        ),
        st.just(timedelta(minutes=1)),
        number=NUMBERS,
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


def walk(session: Session, steps: Steps) -> Iterator[Moment]:
    """Take the steps one after the other, as the live session would."""
    now = session.began
    for one in steps:
        step, outcome = one.tried(session, now)
        now += step.after + step.away
        if currently_in_test_context():
            note(step)
        facts = () if isinstance(outcome, Refused) else outcome
        after = session
        for fact in facts:
            after = apply(after, fact)
        yield Moment(step, session, now, facts, after)
        session = after
