"""Nothing falls between two meetings, whatever becomes of the action items in one."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from hypothesis import example, given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.actions import (
    SETTLED,
    ActionItem,
    ActionStatus,
    Since,
    Step,
    age,
    carried_over,
    history_text,
    taken,
    taken_back,
)
from circle_tui.domain.errors import Refusal
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member
from circle_tui.domain.session import fold
from circle_tui.services.closing import finish
from circle_tui.services.followups import (
    ages,
    every_item,
    find_item,
    last_ended,
    step_back,
    take_step,
)
from circle_tui.services.reviewing import Reviewing, opens_before
from circle_tui.services.seating import start
from circle_tui.services.workspace import Workspace
from circle_tui.services.writer import Writer
from tests.fakes import THURSDAY_EVENING, FakeCircle, Killed, Tokens
from tests.strategies import LAW
from tests.unit.circles import AGENDA

T = TypeVar("T")
TODAY = THURSDAY_EVENING.date()
NOOR = Member("a1", "Noor Haddad", "Cedar")
MADE = ActionItem("1" * 18, "5" * 18, "Cedar", "send the draft", TODAY)

DAYS = st.integers(min_value=-40, max_value=40).map(lambda days: TODAY + timedelta(days=days))
STEPS = st.builds(
    Step, DAYS, st.sampled_from(ActionStatus), st.sampled_from(["", "one page", "[A] helped"])
)
ITEMS = st.builds(
    lambda made, due, steps: _after(replace(MADE, made=made, due=due), steps),
    DAYS,
    st.none() | DAYS,
    st.lists(STEPS, max_size=5),
)


def _after(item: ActionItem, steps: Sequence[Step]) -> ActionItem:
    for step in steps:
        item = taken(item, step)
    return item


@given(ITEMS, STEPS)
@LAW
def test_a_step_taken_back_was_never_taken(item: ActionItem, step: Step) -> None:
    """After u everything about an item is as it was, also where it was settled."""
    after = taken(item, step)
    assert after.steps == (*item.steps, step)
    assert taken_back(after) == item
    assert (after.closed is None) == after.is_open == (after.status not in SETTLED)


@given(st.lists(ITEMS, max_size=6), DAYS, st.integers(min_value=0, max_value=2))
@LAW
def test_carrying_twice_is_carrying_once(items: list[ActionItem], began: date, days: int) -> None:
    """What a session carries over is open still, and closing it again carries nothing more."""
    items = [replace(item, id=str(number)) for number, item in enumerate(items)]
    today = began + timedelta(days=days)
    since = Since(began, "8" * 18)
    carried = {item.id: item for item in carried_over(items, "9" * 18, since, today)}
    assert all(item.is_open and item.steps[-1].on == today for item in carried.values())
    after = [carried.get(item.id, item) for item in items]
    assert not carried_over(after, "9" * 18, since, today)
    assert [item.is_open for item in after] == [item.is_open for item in items]


@given(ITEMS)
@LAW
def test_a_history_tells_every_day_and_blames_nobody(item: ActionItem) -> None:
    """Every day on which something became of an item stands in its history, and its beginning."""
    told = history_text(item, TODAY)
    days = [item.made, *(step.on for step in item.steps)]
    assert all(f"{day.day} {day:%b}" in told for day in days)
    assert not any(word in told for word in ("overdue", "late", "fail", "miss"))


@given(DAYS, st.lists(DAYS, max_size=5).map(sorted))
@LAW
def test_age_counts_the_sessions_since(made: date, days: list[date]) -> None:
    """An item ages by one with each session, wherever it was taken on; a purge changes nothing."""
    held = [(str(number), day) for number, day in enumerate(days)]
    between = age(replace(MADE, session="", made=made), held)
    assert between == sum(day > made for day in days)
    for number, (id_, day) in enumerate(held):
        item = replace(MADE, session=id_, made=day)
        assert age(item, held) == len(held) - 1 - number
        later = [(other, at) for other, at in held[number + 1 :] if at > day]
        assert age(item, later) == len(later)


class AtOnce(Writer):
    """Saves at once and on no thread, so that a kill comes out where the save was asked for."""

    async def run(self, save: Callable[[], T]) -> T:
        """Run ``save`` and return what it returns."""
        return save()


@dataclass
class Life:
    """A circle over some sessions, and what has to be so, told without the program's own rules.

    ``told`` has for every item, step by step, how many sessions had ended by then and the day.
    Every change may be interrupted by a kill at one of its calls; it is made again then.
    """

    folder: Path
    circle: FakeCircle = field(default_factory=lambda: FakeCircle(NOOR))
    token: Tokens = field(default_factory=Tokens)
    session: str = ""
    ended: int = 0
    began: date = TODAY
    told: dict[str, list[tuple[int, date]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the circle for work."""
        self.space = Workspace(
            self.circle,
            self.circle.clock,
            self.token,
            lambda words: words[0],
            self.folder,
            self.folder,
            AtOnce(),
        )

    @property
    def today(self) -> date:
        """The day on which something is done."""
        return self.circle.clock.now().date()

    @property
    def review(self) -> Reviewing:
        """The review of now, as it is when somebody comes back to it."""
        facts = self.circle.journal.read()
        return Reviewing(self.space, fold(facts) if facts else None)

    def said(self, item: ActionItem) -> bool:
        """Whether something became of an item in this review: since the last end, and of late."""
        since = self.began if self.session else self.today
        return any(ended == self.ended and day >= since for ended, day in self.told[item.id])

    def surviving(self, kill: int, change: Callable[[], object]) -> object:
        """Make a change; a kill at that call (0 for none) leaves all of it, or nothing."""
        before = self.circle.kept
        if kill:
            self.circle.break_at(kill, Killed())
            try:
                return change()
            except Killed:
                assert self.circle.kept == before
            finally:
                self.circle.mend()
        return change()

    def begin(self) -> None:
        """Begin a session: its review asks about all that is open, before the clock and after."""
        before = opens_before(self.space, AGENDA)
        items = self.circle.kept.actions.values()
        assert (before is not None) == any(item.closed is None for item in items)
        if before is not None:
            self.asks(before)
        self.session, self.began = self.token(), self.today
        start(self.circle, AGENDA, [NOOR], self.session, self.circle.clock)
        self.asks(self.review)

    def asks(self, review: Reviewing) -> None:
        """Check that a review asks about what is open and earlier, once, as not looked at yet."""
        items = self.circle.kept.actions.values()
        earlier = [item for item in items if not self.session or item.session != self.session]
        asked = [item.id for item in review.asked]
        assert len(asked) == len(set(asked))
        assert set(asked) == {i.id for i in earlier if i.closed is None or self.said(i)}
        looked = {item.id for item in review.asked if review.looked_at(item)}
        assert looked == {item.id for item in earlier if self.said(item)}
        assert review.progress == (len(looked), len(asked))

    def end(self, kill: int) -> None:
        """End the session: what was not looked at is carried, and all else is as it was."""
        self.asks(self.review)
        clock, before = self.circle.clock, dict(self.circle.kept.actions)
        session = fold(self.circle.journal.read())
        clock.advance(minutes=20)
        outcome = rules.close(session, clock.now())
        assert isinstance(outcome, tuple)
        self.circle.journal.append(outcome)
        self.surviving(
            kill, lambda: finish(self.circle, self.folder, clock, self.token, UTC, sealed=True)
        )
        after = self.circle.kept.actions
        assert after.keys() == before.keys()
        for old in before.values():
            new = after[old.id]
            if old.closed is not None or old.session == self.session or self.said(old):
                assert new == old
                continue
            assert (new.steps[:-1], new.closed) == (old.steps, None)
            assert (new.steps[-1].on, new.steps[-1].status) == (self.today, ActionStatus.CARRIED)
            assert new.status == (
                ActionStatus.PARTLY if old.status is ActionStatus.PARTLY else ActionStatus.CARRIED
            )
            self.told[old.id].append((self.ended, self.today))
        self.session = ""
        self.ended += 1

    def do(self, key: str, place: int, kill: int, command: bool) -> None:
        """Do one thing, with the item at a place if it needs one."""
        circle = self.circle
        before = dict(circle.kept.actions)
        if key == "make":
            item = ActionItem(self.token(), self.session, "Cedar", "send the draft", self.today)
            self.surviving(kill, lambda: circle.actions.put(item))
            assert circle.kept.actions == {**before, item.id: item}
            self.told[item.id] = []
            return
        if key == "note":
            circle.notes.add(Note(self.token(), self.session, 0, "We want clearer roles."))
            return
        if not before:
            return
        item = find_item(circle, every_item(circle)[place % len(before)].id)
        steps, told = item.steps, self.told[item.id]
        again = bool(told) and told[-1] == (self.ended, self.today)
        if key == "back":
            if steps:
                self.surviving(kill, lambda: step_back(circle, item))
                told.pop()
                steps = steps[:-1]
        elif self.surviving(kill, self.saying(key, item, command and not self.session)):
            # What is said twice in one review is said once; all that was said before stays.
            assert again or item.closed is None
            told[:] = [*(told[:-1] if again else told), (self.ended, self.today)]
            steps = steps[:-1] if again else steps
        else:
            assert item.closed is not None
            assert not again
        after = circle.kept.actions
        assert {**after, item.id: item} == before
        now = after[item.id].steps
        assert (now[: len(steps)], len(now)) == (steps, len(told))

    def saying(self, key: str, item: ActionItem, command: bool) -> Callable[[], bool]:
        """Return what says something of an item, by command or in a review; whether it may."""
        review = self.review
        if key == "line":
            text = "one page is there"
            return lambda: isinstance(asyncio.run(review.add_line(item, text)), ActionItem)
        status = ActionStatus(key)
        if not command:
            return lambda: isinstance(asyncio.run(review.say(item, status)), ActionItem)

        def by_command() -> bool:
            try:
                take_step(
                    self.circle, item, Step(self.today, status, after=last_ended(self.circle))
                )
            except Refusal:
                return False
            return True

        return by_command


Deed = tuple[str, int, int, bool]
Meetings = list[tuple[int, list[Deed], list[Deed], int]]

MAKES: Deed = ("make", 0, 0, False)
DONE_HALF: Deed = ("partly", 0, 0, False)
SAYS_DONE: Deed = ("done", 0, 0, False)

KEYS = [*(s.value for s in ActionStatus), "make", "make", "note", "line", "back"]
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.integers(min_value=0, max_value=5),
        st.sampled_from([0, 0, 1, 2, 3]),
        st.booleans(),
    ),
    max_size=8,
)
MEETINGS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 6, 5 * 60, 24 * 60, 14 * 24 * 60]),
        DEEDS,
        DEEDS,
        st.integers(min_value=0, max_value=25),
    ),
    min_size=2,
    max_size=4,
)
"""Minutes until a session begins, what is done before it and in it, and when its end is killed.

Few minutes: two sessions on one day. Some hours: the next one is after midnight.
"""


@given(MEETINGS)
@example([(0, [MAKES], [DONE_HALF], 0), (6, [], [], 0), (6, [], [SAYS_DONE], 0)])
@LAW
def test_what_is_not_closed_comes_back_next_time(meetings: Meetings) -> None:
    """Every item that is open at the end of a session is in the next one's review, exactly once.

    It is asked about there, also on the same day: nobody has looked at it since.
    """
    with TemporaryDirectory() as folder:
        life = Life(Path(folder))
        for minutes, between, within, kill in meetings:
            for deed in between:
                life.do(*deed)
            life.circle.clock.advance(minutes=minutes)
            life.begin()
            for deed in within:
                life.do(*deed)
            life.end(kill)
        old = [ages(life.circle, UTC)[item.id] for item in every_item(life.circle)]
        assert all(0 <= sessions <= len(meetings) for sessions in old)
        assert all(
            one.closed is None or two.closed for one, two in pairwise(every_item(life.circle))
        )
