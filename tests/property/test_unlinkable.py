"""What is kept cannot be traced to who spoke when: on the bytes of everything a session leaves.

Two sessions that differ only in who spoke when are held with the same dice: wherever one draws
something for a note, the other draws the same for that note. If what they leave is then the same,
byte for byte, nobody who has the files can tell which of the two it was: each is as likely as the
other to have left them.
"""

import asyncio
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from circle_tui.calendars.zones import zone
from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.attendance_rules import attend
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.session import fold
from circle_tui.domain.writing import Kind, Moment
from circle_tui.privacy.gate import check
from circle_tui.services.closing import finish
from circle_tui.services.drafting import Sheet
from circle_tui.services.live import LiveSession
from circle_tui.services.notebook import Notebook
from circle_tui.services.seating import start
from circle_tui.services.writer import Writer
from circle_tui.storage.circle import StoredCircle, open_circle
from circle_tui.storage.keys import Keys, create_keys, open_keys
from circle_tui.storage.layout import CIRCLE, DECISIONS, KEYS, KINDS, PEOPLE, SAID
from circle_tui.storage.making import create_circle
from circle_tui.storage.sealing import Random
from tests.fakes import FakeClock
from tests.unit.draws import CHEAP, drawn

PEOPLE_HERE = tuple(
    Member(f"{number:018}", name, alias)
    for number, (name, alias) in enumerate(
        [
            ("Noor Quillhaddad", "Anchor"),
            ("Mira Sandovalen", "Beacon"),
            ("Teodor Lindqvarn", "Cedar"),
            ("Zuri Okonjavelo", "Delta"),
        ],
        start=1,
    )
)
EVERYBODY = len(PEOPLE_HERE)
BRIEF = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""A session takes a while: a failing pair is shown as it was drawn, and not made smaller."""

PASSPHRASE = "a lamp in the window"
RHYTHM = Cadence(Rhythm.WEEKS, 3, 3, time(18, 30), "Europe/Berlin", 90, anchor=date(2026, 11, 19))
TODAY = date(2026, 11, 19)

ROUNDS = 2
AGENDA = Agenda(
    "plan",
    "Slow circle",
    tuple(Segment(f"Round {n}", "round", ClockMode.EACH, 600) for n in range(1, ROUNDS + 1)),
)
"""Two rounds in which each of four speaks once: eight turns."""

OTHERS = (Kind.ACTION, Kind.PARKED, Kind.DECISION)

NOTES = tuple(f"clearer thing {letter}" for letter in "klmnopq")


@dataclass(frozen=True)
class Turn:
    """What happens in one turn: how many seconds it takes, and which keys are pressed.

    ``passed`` is how it ends, unless it is the last.
    """

    seconds: int
    keys: tuple[str, ...] = ()
    passed: bool = False


@dataclass(frozen=True)
class Evening:
    """A session by what happens in it.

    ``seats`` is who sits where, by place on the roster. ``turns`` go on, four to a round.
    ``written`` are pairs of a turn, and which of the texts is written down in it, in that order;
    ``taken`` the same for what is no note: action items, which are Mira's, and the like. ``late``
    is the seat of who came late, ``gone`` of who has left by the last turn.
    """

    seats: tuple[int, ...]
    turns: tuple[Turn, ...]
    written: tuple[tuple[int, int], ...]
    taken: tuple[tuple[int, int], ...]
    late: int = 1
    gone: int = 1

    def said(self, turn: int) -> Iterator[tuple[Kind, str]]:
        """Yield what is written down in a turn: its kind and the text."""
        yield from ((Kind.NOTE, NOTES[text]) for where, text in self.written if where == turn)
        yield from (
            (OTHERS[text % len(OTHERS)], NOTES[text]) for where, text in self.taken if where == turn
        )


TURNS = st.builds(
    Turn,
    st.integers(20, 900),
    st.sampled_from([(), ("pause", "resume"), ("lengthen",), ("lengthen", "undo")]),
    st.booleans(),
)


def in_round(places: st.SearchStrategy[int], turn: int) -> st.SearchStrategy[int]:
    """Draw a turn of the same round as this one."""
    return places.map(lambda place: turn // EVERYBODY * EVERYBODY + place)


@st.composite
def evenings(draw: st.DrawFn, *, first_stays: bool) -> tuple[Evening, Evening]:
    """Draw a session, and another that differs only in who spoke when.

    The other has the people on other seats (with ``first_stays``, whoever begins is the same), the
    turns of a round in another order, and every text written in some other turn of its round, in
    another order. Others come late and leave early.
    """
    places = st.integers(0, EVERYBODY - 1)
    turns = [
        Turn(draw(st.integers(120, 900))),
        *draw(st.lists(TURNS, min_size=2 * EVERYBODY - 1, max_size=2 * EVERYBODY - 1)),
    ]
    texts = draw(st.lists(st.integers(0, len(NOTES) - 1), unique=True, max_size=len(NOTES)))
    where = [draw(st.integers(0, len(turns) - 1)) for _ in texts]
    written = list(zip(where, texts, strict=True))
    notes, items = written[: len(written) // 2], written[len(written) // 2 :]
    seats = tuple(range(EVERYBODY))
    one = Evening(seats, tuple(turns), tuple(notes), tuple(items))
    rounds = [turns[1:EVERYBODY], turns[EVERYBODY:]]
    others = [turns[0], *(turn for part in rounds for turn in draw(st.permutations(part)))]

    def elsewhere(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        moved = [(draw(in_round(places, turn)), text) for turn, text in pairs]
        return tuple(draw(st.permutations(moved)))

    moving = draw(st.permutations(seats[1:] if first_stays else seats))
    swapped = (*seats[:1], *moving) if first_stays else tuple(moving)
    late, gone = draw(st.integers(1, EVERYBODY)), draw(st.integers(1, EVERYBODY - 1))
    return one, Evening(swapped, tuple(others), elsewhere(notes), elsewhere(items), late, gone)


class Dice:
    """The random source: what is drawn for a text depends on the text, all else on its turn."""

    def __init__(self, seed: str = "tokens") -> None:
        self.wanted = ""
        self._draw = drawn(seed)
        self._for: dict[str, str] = {}
        for text in NOTES:
            self._for[text] = self._token()

    def _token(self) -> str:
        return f"{int.from_bytes(self._draw(8)) % 10**18:018}"

    def __call__(self) -> str:
        """Draw an id."""
        return self._for.get(self.wanted) or self._token()


@contextmanager
def dice() -> Iterator[None]:
    """Let what the store draws by itself be the same in every session."""
    numbers = count()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "urandom", lambda size: drawn(f"hex {next(numbers)}")(size))
        yield


async def hold(
    circle: StoredCircle, evening: Evening, exports: Path, token: Dice, writer: Writer
) -> None:
    """Hold the session through the services, as the screens do, and close it."""
    clock = FakeClock()
    start(circle, AGENDA, [PEOPLE_HERE[place] for place in evening.seats], token(), clock)
    live = LiveSession(circle.journal, clock, writer)
    book = Notebook(circle, live.session.id, token, writer)
    assert await live.do(attend({evening.late: Attendance.LATE})) is None
    for number, turn in enumerate(evening.turns):
        clock.advance(turn.seconds)
        if number == len(evening.turns) - 1:
            assert await live.do(attend({evening.gone: Attendance.LEFT})) is None
        for key in turn.keys:
            assert await live.do(getattr(rules, key)) is None
        for kind, text in evening.said(number):
            token.wanted = text
            await book.keep_drafts({kind: Sheet(text[:9])}, Moment(live.session, TODAY))
            line = f"Mira: {text}" if kind is Kind.ACTION else text
            assert await book.keep(kind, Moment(live.session, TODAY), line) is None
            token.wanted = ""
        last = number == len(evening.turns) - 1
        onward = rules.pass_turn if turn.passed else rules.advance
        assert await live.do(rules.close if last else onward) is None
    finish(circle, exports, clock, token, zone(RHYTHM.zone))


def held(circle: StoredCircle, evening: Evening, exports: Path, token: Dice) -> None:
    """Hold a session, whatever becomes of it."""
    writer = Writer()
    try:
        asyncio.run(hold(circle, evening, exports, token, writer))
    finally:
        writer.close()


Left = dict[str, bytes]


def left(folder: Path) -> Left:
    """Return every file below a folder; what it is called counts as well."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def opened(folder: Path, draw: Random, *, sealed: bool) -> StoredCircle:
    """Open a circle."""
    path = folder / KEYS
    keys = open_keys(path, PASSPHRASE, cost=CHEAP, urandom=draw) if sealed else None
    return open_circle(folder, check, keys=keys)


def leaves(evening: Evening, *, sealed: bool) -> tuple[Left, Left, Left]:
    """Return what a session leaves: as it is closed, with the circle closed, and once opened again.

    The first is what a kill leaves that comes right after the closing.
    """
    with TemporaryDirectory() as root, dice():
        draw, token = drawn("keys"), Dice()

        def create(path: Path) -> Keys:
            return create_keys(path, PASSPHRASE, cost=CHEAP, urandom=draw)

        profile, keys = Profile("Thursdays", RHYTHM), create if sealed else None
        folder = create_circle(Path(root), profile, PEOPLE_HERE, check, token, keys=keys)
        found = []
        circle = opened(folder, draw, sealed=sealed)
        held(circle, evening, folder / "exports", token)
        found.append(left(folder))
        circle.close()
        found.append(left(folder))
        opened(folder, draw, sealed=sealed).close()
        found.append(left(folder))
    return found[0], found[1], found[2]


def but_people(files: Left) -> Left:
    """Return the files but for those of the people."""
    return {name: data for name, data in files.items() if not name.startswith(PEOPLE)}


@pytest.mark.parametrize("sealed", [False, True])
def test_who_spoke_when_leaves_no_trace(*, sealed: bool) -> None:
    """Whoever has all my files, and the passphrase, cannot tell who said what, or when."""

    @given(evenings(first_stays=True))
    @settings(BRIEF, max_examples=8 if sealed else 30)
    def law(pair: tuple[Evening, Evening]) -> None:
        one, other = (leaves(evening, sealed=sealed) for evening in pair)
        assert one == other

    law()


@given(evenings(first_stays=False))
@settings(BRIEF, max_examples=12)
def test_who_began_is_known_to_the_people_file_alone(pair: tuple[Evening, Evening]) -> None:
    """The fair rotation remembers who began; nothing beside the notes tells even that."""
    for one, other in zip(*(leaves(evening, sealed=False) for evening in pair), strict=True):
        assert but_people(one) == but_people(other)


def texts_in_order(data: bytes) -> list[str]:
    """Return the texts as they stand in a file, one after the other."""
    return sorted(
        filter(lambda text: text.encode() in data, NOTES),
        key=lambda text: data.index(text.encode()),
    )


def test_the_order_on_the_disk_is_drawn(tmp_path: Path) -> None:
    """My notes stand in the file in an order that chance made, not in that of writing."""
    written = tuple((0, place) for place in range(len(NOTES)))
    turns = tuple(Turn(120) for _ in range(ROUNDS * EVERYBODY))
    orders = set()
    for seed in range(4):
        with dice():
            token = Dice(f"seed {seed}")
            root = tmp_path / str(seed)
            folder = create_circle(root, Profile("Thursdays", RHYTHM), PEOPLE_HERE, check, token)
            circle = open_circle(folder, check)
            held(circle, Evening((0, 1, 2, 3), turns, written, ()), folder / "e", token)
            circle.close()
        orders.add(tuple(texts_in_order((folder / CIRCLE).read_bytes())))
    assert len(orders) == 4
    assert NOTES not in orders


def test_nothing_of_the_session_is_left_but_what_is_kept() -> None:
    """When a session is over, no turn, no seat, no draft and no older file of it is there."""
    turns = tuple(Turn(120, ("pause", "resume")) for _ in range(ROUNDS * EVERYBODY))
    written = tuple((place, place) for place in range(len(NOTES)))
    taken = ((7, 0), (7, 1), (7, 2))
    for files in leaves(Evening((0, 1, 2, 3), turns, written, taken), sealed=False):
        stores = {name for name in files if "/" not in name}
        assert stores == {
            *KINDS,
            *(f"{name}.head" for name in KINDS),
            *(f"{name}.lock" for name in KINDS),
            "lock",
        }
        lines = [line for name in KINDS for line in files[name].splitlines()[1:]]
        kept = [json.loads(line.split(b" ", 3)[3])["tables"] for line in lines]
        tables = {name for tables in kept for name, table in tables.items() if table.get("put")}
        assert tables == {*(*SAID, "records", "profile", "members", "ledger", "meeting", "aliases")}
        notes = [next(iter(t["notes"]["put"].values())) for t in kept if "notes" in t]
        assert all(note.keys() == {"id", "session", "segment", "text"} for note in notes)
        decisions = [next(iter(t[DECISIONS]["put"].values())) for t in kept if DECISIONS in t]
        assert all(decision.keys() == {"id", "session", "text"} for decision in decisions)
        ids = [int(next(iter(tables["notes"]["put"]))) for tables in kept if "notes" in tables]
        assert ids == sorted(ids)


@pytest.mark.parametrize("way", ["quit", "killed a moment later", "come back"])
def test_no_note_stands_among_the_turns(tmp_path: Path, way: str) -> None:
    """I quit in the middle, am killed, or come back after a crash: no order of writing is left."""
    with dice():
        token, folder = Dice(), tmp_path / "circle"
        folder = create_circle(tmp_path, Profile("Thursdays", RHYTHM), PEOPLE_HERE, check, token)
        circle = open_circle(folder, check)
        start(circle, AGENDA, PEOPLE_HERE, token(), FakeClock())
        session = fold(circle.journal.read())
        for text in NOTES:
            token.wanted = text
            circle.notes.add(Note(token(), session.id, 0, text))
            moved = rules.advance(session, session.began)
            assert isinstance(moved, tuple)
            circle.journal.append(moved)
            session = fold(circle.journal.read())
        if way == "killed a moment later":
            circle.beat(FakeClock().beat())
        elif way == "quit":
            circle.close()
        else:
            killed = shutil.copytree(folder, tmp_path / "killed")
            circle.close()
            circle, folder = open_circle(killed, check), killed
        data = (folder / CIRCLE).read_bytes()
        circle.close()
    steps = [json.loads(line.split(b" ", 3)[3])["tables"] for line in data.splitlines()[1:]]
    tables = [next(iter(step)) for step in steps]
    assert tables == sorted(tables)
    order = texts_in_order(data)
    assert sorted(order) == sorted(NOTES)
    assert order != list(NOTES)


def test_what_follows_a_deletion_does_not_stand_among_the_turns(tmp_path: Path) -> None:
    """I delete a note and write another: a moment later no order of writing is left either."""
    with dice():
        token = Dice()
        folder = create_circle(tmp_path, Profile("Thursdays", RHYTHM), PEOPLE_HERE, check, token)
        circle = open_circle(folder, check)
        start(circle, AGENDA, PEOPLE_HERE, token(), FakeClock())
        session = fold(circle.journal.read())
        circle.notes.add(Note("1" * 18, session.id, 0, NOTES[0]))
        circle.beat(FakeClock().beat())
        circle.notes.remove(["1" * 18])
        circle.notes.add(Note("2" * 18, session.id, 0, NOTES[1]))
        moved = rules.advance(session, session.began)
        assert isinstance(moved, tuple)
        circle.journal.append(moved)
        circle.beat(FakeClock().beat())
        data = (folder / CIRCLE).read_bytes()
        circle.close()
    steps = [json.loads(line.split(b" ", 3)[3])["tables"] for line in data.splitlines()[1:]]
    tables = [next(iter(step)) for step in steps]
    assert tables == sorted(tables)
    assert texts_in_order(data) == [NOTES[1]]
