"""Laws of the store: it behaves as a plain model, reopened or not, whatever the disk does."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.errors import StoreError
from circle_tui.domain.facts import Fact
from circle_tui.domain.invitation import Organizer, Style
from circle_tui.domain.meeting import Cadence, Holiday, Meeting
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SegmentRecord, SessionRecord
from circle_tui.domain.rsvp import Rsvp
from circle_tui.domain.series import Moved, Series, SeriesPlan
from circle_tui.storage import circle as circle_module
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.codec import decode, decode_fact, encode, encode_fact
from circle_tui.storage.disk import RealDisk, RealHandle
from circle_tui.storage.making import create_circle

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
INSTANTS = st.datetimes(timezones=st.just(UTC))
DRAWN: Mapping[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(2**53), 2**53),
    datetime: INSTANTS,
    date: st.dates(),
    date | None: st.none() | st.dates(),
    time: st.times(),
}


def built(kind: type, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw values of a dataclass: texts a file can hold, instants in UTC, the rest by its type."""
    plain = {name: DRAWN[hint] for name, hint in kind.__annotations__.items() if hint in DRAWN}
    return st.builds(kind, **{**plain, **known})


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a short tuple."""
    return st.lists(strategy, max_size=3).map(tuple)


IDS = st.sampled_from(["i1", "i2", "i3"])
AGENDAS = built(Agenda, segments=some(built(Segment)))
FACTS: st.SearchStrategy[Fact] = st.one_of(
    [
        built(kind, **({"agenda": AGENDAS} if "agenda" in kind.__annotations__ else {}))
        for kind in get_args(Fact)
    ]
)
NOTES: st.SearchStrategy[Note] = built(Note, id=IDS)
ITEMS: st.SearchStrategy[ActionItem] = built(ActionItem, id=IDS)
RECORDS: st.SearchStrategy[SessionRecord] = built(
    SessionRecord, id=IDS, segments=some(built(SegmentRecord))
)
MEETINGS: st.SearchStrategy[Meeting] = built(
    Meeting,
    starts=st.datetimes(),
    sent=st.none() | INSTANTS,
    stands_for=st.none() | INSTANTS,
    rsvps=some(built(Rsvp)),
    **dict.fromkeys(("asked", "dropped", "withdrawn", "without"), some(TEXTS)),
)
MEMBERS: st.SearchStrategy[Member] = built(Member)
CADENCES: st.SearchStrategy[Cadence] = built(
    Cadence, skipped=some(st.integers(1, 12)), holidays=some(built(Holiday))
)
STYLES: st.SearchStrategy[Style] = built(Style, organizer=st.none() | built(Organizer))
PLANS: st.SearchStrategy[SeriesPlan] = built(
    SeriesPlan,
    cadence=CADENCES,
    first_step=st.datetimes(),
    last_step=st.datetimes(),
    without=some(st.datetimes()),
    moved=some(built(Moved)),
)
SERIES: st.SearchStrategy[Series] = built(Series, plan=PLANS)
PROFILES: st.SearchStrategy[Profile] = built(
    Profile,
    cadence=st.none() | CADENCES,
    invite=st.none() | STYLES,
    series=st.none() | SERIES,
)
DRAFTS: st.SearchStrategy[Draft] = built(Draft)
SEATINGS = st.dictionaries(st.integers(1, 30), TEXTS, max_size=4)


@dataclass
class Model:
    """What a circle holds, in plain lists and dictionaries."""

    profile: Profile
    members: tuple[Member, ...] = ()
    seating: dict[int, str] = field(default_factory=dict)
    meeting: Meeting | None = None
    facts: tuple[Fact, ...] = ()
    notes: dict[str, Note] = field(default_factory=dict)
    items: dict[str, ActionItem] = field(default_factory=dict)
    records: dict[str, SessionRecord] = field(default_factory=dict)
    script: Agenda | None = None
    drafts: tuple[Draft, ...] = ()

    def settled(self) -> "Model":
        """Return what the next opening finds: nothing of a session where none is running."""
        return self if self.facts else replace(self, seating={}, script=None, drafts=())


def contents(circle: StoredCircle) -> Model:
    """Read everything a circle holds."""
    return Model(
        circle.people.profile(),
        circle.people.members(),
        dict(circle.people.seating()),
        circle.meetings.get(),
        circle.journal.read(),
        {note.id: note for note in circle.notes.all()},
        {item.id: item for item in circle.actions.all()},
        {record.id: record for record in circle.records.all()},
        circle.people.script(),
        circle.drafts.all(),
    )


Step = tuple[str, Any]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("append"), st.lists(FACTS, max_size=3)),
    st.tuples(st.just("restart"), st.lists(FACTS, max_size=2)),
    st.tuples(st.just("note"), NOTES),
    st.tuples(st.just("notes"), st.lists(NOTES, max_size=3)),
    st.tuples(st.just("actions"), st.lists(ITEMS, max_size=3)),
    st.tuples(st.just("records"), st.lists(RECORDS, max_size=2)),
    st.tuples(st.just("meeting"), MEETINGS),
    st.tuples(st.just("no notes"), st.lists(IDS, max_size=2)),
    st.tuples(st.just("no actions"), st.lists(IDS, max_size=2)),
    st.tuples(st.just("no records"), st.lists(IDS, max_size=2)),
    st.tuples(st.just("members"), st.lists(MEMBERS, max_size=3, unique_by=lambda m: m.id)),
    st.tuples(st.just("script"), st.none() | AGENDAS),
    st.tuples(st.just("drafts"), st.lists(DRAFTS, max_size=2)),
    st.tuples(st.just("profile"), PROFILES),
    st.tuples(st.just("seating"), SEATINGS),
)
WALKS = st.lists(st.lists(STEPS, min_size=1, max_size=4), max_size=6)
"""Transactions of steps."""


def do(circle: StoredCircle, step: Step) -> None:
    """Do one step on the real thing."""
    name, value = step
    actions: dict[str, Callable[[Any], None]] = {
        "append": circle.journal.append,
        "restart": circle.journal.replace,
        "note": circle.notes.add,
        "notes": circle.notes.replace,
        "actions": lambda items: circle.actions.put(*items),
        "records": lambda records: circle.records.put(*records),
        "meeting": circle.meetings.put,
        "no notes": circle.notes.remove,
        "no actions": circle.actions.remove,
        "no records": circle.records.remove,
        "members": circle.people.put_members,
        "script": circle.people.put_script,
        "drafts": circle.drafts.put_all,
        "profile": circle.people.put_profile,
        "seating": circle.people.put_seating,
    }
    actions[name](value)


def imagine(model: Model, step: Step) -> None:
    """Do one step on the model."""
    match step:
        case "append", facts:
            model.facts += tuple(facts)
        case "restart", facts:
            model.facts = tuple(facts)
        case "note", note:
            model.notes[note.id] = note
        case "notes", notes:
            model.notes.update({note.id: note for note in notes})
        case "actions", items:
            model.items.update({item.id: item for item in items})
        case "records", records:
            model.records.update({record.id: record for record in records})
        case "meeting", meeting:
            model.meeting = meeting
        case "no notes", ids:
            model.notes = {key: note for key, note in model.notes.items() if key not in ids}
        case "no actions", ids:
            model.items = {key: item for key, item in model.items.items() if key not in ids}
        case "no records", ids:
            model.records = {key: kept for key, kept in model.records.items() if key not in ids}
        case "script", script:
            model.script = script
        case "drafts", drafts:
            model.drafts = tuple(drafts)
        case "members", members:
            model.members = tuple(members)
        case "profile", profile:
            model.profile = profile
        case "seating", seating:
            model.seating = seating


def lenient(document: object, roster: Sequence[str], allowed: Set[str] = frozenset()) -> None:
    """Let everything pass: these laws are not about names."""


@contextmanager
def fresh_circle() -> Iterator[Path]:
    """Make a circle in a folder of its own."""
    with TemporaryDirectory() as root:
        yield create_circle(Path(root), Profile("Thursdays"), (), lenient, lambda: "t1")


def reopened(folder: Path) -> Model:
    """Read everything as the next process will."""
    circle = open_circle(folder, lenient)
    try:
        return contents(circle)
    finally:
        circle.close()


@pytest.fixture(scope="module", autouse=True)
def _facts_of_no_session() -> Iterator[None]:
    """Let any facts be opened: those drawn here are kept exactly, but tell no session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(circle_module, "require_session", lambda facts: None)
        yield


@given(st.one_of(NOTES, ITEMS, RECORDS, MEETINGS, MEMBERS, PROFILES, AGENDAS))
def test_every_value_comes_back_exactly(value: object) -> None:
    """Nothing I save comes back rounded, shortened or in another zone."""
    assert decode(type(value), encode(value)) == value


@given(FACTS)
def test_every_fact_comes_back_exactly(fact: Fact) -> None:
    """A session that is resumed is told by the very facts that happened."""
    assert decode_fact(encode_fact(fact)) == fact


@given(WALKS)
@settings(max_examples=40, deadline=None)
def test_any_walk_reads_back_as_the_model(walk: list[list[Step]]) -> None:
    """Whatever I do in whatever order, the next opening shows exactly that."""
    with fresh_circle() as folder:
        model = Model(Profile("Thursdays"))
        circle = open_circle(folder, lenient)
        for number, steps in enumerate(walk):
            with circle.transaction():
                for step in steps:
                    do(circle, step)
                    imagine(model, step)
            assert contents(circle) == model
            if number % 2:
                circle.close()
                circle = open_circle(folder, lenient)
                model = model.settled()
        circle.close()
        assert reopened(folder) == model.settled()


@given(WALKS, st.lists(STEPS, min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_a_step_that_breaks_off_never_was(walk: list[list[Step]], broken: list[Step]) -> None:
    """When a step fails half way, I am where I was, and what I do next is right."""
    with fresh_circle() as folder:
        model = Model(Profile("Thursdays"))
        circle = open_circle(folder, lenient)

        def break_off() -> None:
            with circle.transaction():
                for step in broken:
                    do(circle, step)
                raise KeyError

        for steps in walk:
            with pytest.raises(KeyError):
                break_off()
            assert contents(circle) == model
            for step in steps:
                do(circle, step)
                imagine(model, step)
            assert contents(circle) == model
        circle.close()
        assert reopened(folder) == model.settled()


CALLS = frozenset({"create", "append", "write", "overwrite", "truncate", "sync", "close"})
CALLS |= {"replace", "remove", "sync_folder"}
"""What a save may ask of the disk."""


@contextmanager
def failing(patch: pytest.MonkeyPatch, after: int, code: int) -> Iterator[list[str]]:
    """Let the call to the disk that comes after so many others fail; yield the names of those made.

    A write that fails leaves half of its bytes, and a close has closed.
    """
    made: list[str] = []

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *args: Any) -> Any:  # noqa: ANN401 - any call to the disk
            made.append(name)
            if len(made) != after + 1:
                return real(self, *args)
            if name == "close":
                real(self)
            elif name == "write":
                real(self, args[0][: len(args[0]) // 2])
            raise OSError(code, os.strerror(code))

        return call

    with patch.context() as inner:
        for kind in (RealDisk, RealHandle):
            for name in CALLS & vars(kind).keys():
                inner.setattr(kind, name, faulty(name, getattr(kind, name)))
        yield made


MOST_CALLS = 38
"""No step asks more often of the disk, be it joint over three stores, all of them written anew."""


@pytest.mark.parametrize("failing_call", range(MOST_CALLS))
@given(
    kept=st.lists(STEPS, max_size=3),
    change=st.lists(STEPS, min_size=1, max_size=3),
    code=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EROFS]),
)
@settings(max_examples=6, deadline=None)
def test_whichever_call_fails_the_circle_is_before_or_after(
    failing_call: int, kept: list[Step], change: list[Step], code: int
) -> None:
    """A disk that fails at any moment costs at most the save that it failed in, and says so."""
    with fresh_circle() as folder, pytest.MonkeyPatch.context() as patch:
        before = Model(Profile("Thursdays"))
        circle = open_circle(folder, lenient)
        for step in kept:
            do(circle, step)
            imagine(before, step)
        after = deepcopy(before)
        for step in change:
            imagine(after, step)

        def save() -> None:
            with circle.transaction():
                for step in change:
                    do(circle, step)

        with failing(patch, failing_call, code) as made:
            refusal = None
            try:
                save()
            except StoreError as error:
                refusal = error
            saving = len(made)
            assert contents(circle) == (after if refusal is None else before)
            circle.close()
        assert saving <= MOST_CALLS
        found = reopened(folder)
        if refusal is None:
            assert found == after.settled()
        else:
            assert "is safe" in str(refusal)
            unsure = made[failing_call] == "sync"
            assert found in ([before.settled()] + [after.settled()] * unsure)
        assert not list(folder.glob("*.new"))
