"""Four kinds of things to write down, one line for all, and a list to correct them from."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment, Silent
from circle_tui.domain.errors import StoreError
from circle_tui.domain.things import shelves
from circle_tui.domain.writing import Kind
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.kept import KeptScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.order import latest
from tests.fakes import FakeCircle
from tests.ui.rooms import AGENDA, NAMES, Room, circle_of, opened, running

KEYS = {Kind.NOTE: "n", Kind.ACTION: "a", Kind.PARKED: "p", Kind.DECISION: "d"}
CHORDS = {
    Kind.NOTE: "ctrl+n",
    Kind.ACTION: "ctrl+t",
    Kind.PARKED: "ctrl+g",
    Kind.DECISION: "ctrl+y",
}
SIZES = [(80, 24), (120, 36), (40, 12)]


@pytest.fixture
def circle() -> FakeCircle:
    """Return four people in a session that begins now."""
    return running(circle_of(*NAMES))


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every question count at once."""
    monkeypatch.setattr(AskScreen, "UNSEEN", 0)


def typed(room: Room) -> str:
    """Return what stands in the line."""
    return room.live.query_one("#typed", Input).value


def texts(circle: FakeCircle, kind: Kind) -> list[str]:
    """Return what is kept of a kind."""
    return [thing.text for thing in shelves(circle)[kind].all()]


async def keep(room: Room, kind: Kind, text: str) -> None:
    """Write something down."""
    await room.press(KEYS[kind])
    await room.write(text)
    await room.press("enter")


async def look(room: Room) -> KeptScreen:
    """Open the list of what was written down."""
    await room.press("o")
    return await room.on(KeptScreen)


@pytest.mark.parametrize("kind", Kind)
async def test_one_key_each(circle: FakeCircle, tmp_path: Path, kind: Kind) -> None:
    """One key opens the line, names are masked as I type, Enter keeps it, and it is counted."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press(KEYS[kind])
        await room.write("ask Mira again")
        assert "ask [A] again" in room.text("#writing")
        await room.press("enter")
        assert texts(circle, kind) == ["ask [A] again"]
        word = {"note": "notes", "action": "actions", "decision": "decided"}.get(kind, kind)
        assert f"{word} 1" in room.text("#kept")
        assert "saved 18:30" in room.text("#kept")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", Kind)
async def test_nothing_moves_when_the_line_opens(
    circle: FakeCircle, tmp_path: Path, kind: Kind, size: tuple[int, int]
) -> None:
    """While I write, clock, name and prompt stay where they are, and the clock goes on."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:

        def stage() -> list[str]:
            return room.shown.splitlines()[: room.live.query_one(Writing).region.y]

        # In a small window a message has the line's row until it is opened.
        swapped = {"keys", "typed", "preview"} if size[0] < 60 else {"keys"}
        regions = {w: w.region for w in room.live.query("*") if w.id and w.id not in swapped}
        before = stage()
        await room.press(KEYS[kind])
        await room.write("a thought of some length, which fills more than one line of it all")
        assert stage() == before
        assert all(widget.region == region for widget, region in regions.items())
        await room.pass_time(3)
        assert room.live.query_one(BigClock).time == "1:57"
        await room.press("escape")
        assert all(widget.region == region for widget, region in regions.items())


async def test_each_kind_keeps_its_draft(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc keeps what I typed of each of the four; the same key, or its chord, goes on with it."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        for kind, key in KEYS.items():
            await room.press(key)
            await room.write(f"half a {kind}")
            await room.press("escape")
        assert "draft waiting: a, d, n, p" in room.text("#kept")
        for kind, chord in CHORDS.items():
            await room.press(chord)
            assert typed(room) == f"half a {kind}"
        assert not any(texts(circle, kind) for kind in Kind)


async def test_four_drafts_survive_the_program(circle: FakeCircle, tmp_path: Path) -> None:
    """When the program is lost, all that I was typing is offered back, masked."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        for kind, key in CHORDS.items():
            await room.press(key)
            await room.write(f"half a {kind} of Mira Sandoval ")
        room.live.query_one(Writing).keep_drafts()
        await room.settle()
    async with opened(circle, tmp_path, LiveScreen) as room:
        said = "note (n) and action item (a) and parked thing (p) and decision (d)"
        assert (
            f"What you were typing is still here: {said}, maybe without its last words."
            in room.prose
        )
        for kind, key in CHORDS.items():
            await room.press(key)
            assert typed(room) == f"half a {kind} of [A]"


async def test_a_name_is_completed_by_one_key(circle: FakeCircle, tmp_path: Path) -> None:
    """As I begin a name it is offered; → at the end takes it, and elsewhere moves the cursor."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a", "m", "i")
        assert "→ Mira:" in room.text("#writing")
        await room.press("left", "right")
        assert typed(room) == "mi"
        await room.press("right")
        assert typed(room) == "Mira: "
        assert "→" not in room.text("#writing")
        assert len(circle.kept.facts) == 1, "the session did not move"
        await room.write("send it by fri")
        assert "for Mira Sandoval, due Fri 20 Nov:  send it" in room.text("#writing")
        await room.press("enter")
        (item,) = circle.kept.actions.values()
        assert item.owner == "Beacon"


async def test_a_line_that_begins_with_a_name_is_offered_as_theirs(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """I forget the colon: it is for whoever has the floor, and → makes it Mira's."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("Mira reads the paper by fri")
        said = " ".join(room.text("#writing").split())
        assert "→ Mira: for Noor Haddad, due Fri 20 Nov: [A] reads the paper" in said
        await room.press("right", "enter")
        (item,) = circle.kept.actions.values()
        assert (item.owner, item.text) == ("Beacon", "reads the paper")
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("a")
        await room.write("Mira reads the paper")
        assert "[A] reads" in room.text("#writing"), "in one row that goes before an offer"
        await room.press("right")
        assert typed(room) == "Mira reads the paper"


async def test_a_name_is_offered_in_a_small_window(circle: FakeCircle, tmp_path: Path) -> None:
    """In 40 columns the offer alone is shown, so that it is read."""
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("a", "m", "i")
        assert "→ Mira:" in room.text("#writing")


async def test_the_next_meeting_is_a_day(circle: FakeCircle, tmp_path: Path) -> None:
    """By next meeting is the day of it, and I see it before I press Enter."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("find a room by next meeting")
        assert "due Thu 10 Dec:  find a room" in room.text("#writing")


async def test_without_a_rhythm_the_words_stay(tmp_path: Path) -> None:
    """Where no next meeting is known I am told so, and what I typed is kept as it is."""
    circle = running(circle_of(*NAMES, cadence=None))
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("find a room by next meeting")
        assert "no rhythm yet" in room.text("#writing")
        await room.press("enter")
        assert texts(circle, Kind.ACTION) == ["find a room by next meeting"]


async def test_what_is_the_presenters_is_not_parked(tmp_path: Path) -> None:
    """In a presenter's part nothing but their own note is taken, and I read why."""
    theirs = Segment("Case", "exercise", ClockMode.GROUP, 300, notes=NotesPolicy.PRESENTER_KEEPS)
    circle = running(circle_of(*NAMES), Agenda("small", "Small circle", (theirs,)))
    async with opened(circle, tmp_path, LiveScreen) as room:
        for kind in (Kind.ACTION, Kind.PARKED, Kind.DECISION):
            await room.press(KEYS[kind])
            assert "presenter's own" in room.text("#writing")
        await keep(room, Kind.NOTE, "a story")
        await look(room)
        assert "in memory only: a story" in room.prose
        await room.press("enter")
        await room.on(KeptScreen)
        assert "Delete it, and write it anew." in room.prose
        await room.press("delete", "enter")
        await room.on(LiveScreen)
        assert not room.workspace.held.notes
    assert not any(texts(circle, kind) for kind in Kind)


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_kept_is_taken_back_and_corrected(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """I choose a text from the list, mend it in the line, and it is masked and kept in place."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await keep(room, Kind.NOTE, "Noor has an idea")
        await keep(room, Kind.DECISION, "we begin at six")
        await look(room)
        assert "1  note" in room.shown
        assert "2  decision" in room.shown
        await room.press("down", "enter")
        assert typed(room) == "we begin at six"
        await room.write(", says Mira")
        await room.press("enter")
        assert texts(circle, Kind.DECISION) == ["we begin at six, says [A]"]
        assert texts(circle, Kind.NOTE) == ["[A] has an idea"]


async def test_a_correction_put_away_changes_nothing(circle: FakeCircle, tmp_path: Path) -> None:
    """What I take back and put away stays as it was; emptied, the line is for something new."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.NOTE, "an idea")
        await look(room)
        await room.press("enter", "escape")
        assert texts(circle, Kind.NOTE) == ["an idea"]
        await room.press("n", "ctrl+u", "escape")
        await keep(room, Kind.NOTE, "another")
        assert sorted(texts(circle, Kind.NOTE)) == ["an idea", "another"]


async def test_what_i_am_typing_is_not_overwritten(circle: FakeCircle, tmp_path: Path) -> None:
    """While I have a half-written note, no other note is taken back over it."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.NOTE, "an idea")
        await room.press("n")
        await room.write("half a tho")
        await room.press("escape")
        await look(room)
        await room.press("enter")
        assert "First keep or delete the note you are writing: n goes on with it." in room.prose
        await room.press("n")
        assert typed(room) == "half a tho"


async def test_a_correction_that_was_put_away_goes_on(circle: FakeCircle, tmp_path: Path) -> None:
    """What I took back, changed and put away is gone on with from the list as with its key."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.ACTION, "Noor: send the draft")
        await look(room)
        await room.press("enter")
        await room.write(", twice")
        await room.press("escape")
        assert "draft kept: a goes on with it" in room.shown
        await look(room)
        await room.press("enter")
        assert typed(room) == "send the draft, twice"


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (40, 12)])
async def test_what_i_would_change_is_seen_in_a_small_window(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """However small the window is, I see which text Enter corrects and Del deletes."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.NOTE, "Rest")
        await keep(room, Kind.NOTE, "Sleep")
        await look(room)
        await room.pilot.resize_terminal(*size)
        await room.settle()
        for key, text, other in (("down", "Sleep", "Rest"), ("up", "Rest", "Sleep")):
            await room.press(key)
            assert text in room.shown
            assert other not in room.shown or "↑↓" not in room.shown
            assert "enter edit" in room.shown
            assert "esc back" in room.shown


async def test_deleting_asks(circle: FakeCircle, tmp_path: Path) -> None:
    """Delete asks with the text before my eyes; Esc leaves it, Enter removes it from the disk."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.PARKED, "the stairs")
        await look(room)
        await room.press("delete")
        await room.on(AskScreen)
        assert "Delete this parked thing?" in room.shown
        assert "the stairs" in room.shown
        await room.press("escape")
        await room.on(KeptScreen)
        assert texts(circle, Kind.PARKED) == ["the stairs"]
        await room.press("delete", "enter")
        await room.on(LiveScreen)
        assert not texts(circle, Kind.PARKED)
        assert "parked 0" in room.text("#kept")


async def test_a_failed_deletion_is_told(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it cannot be removed I read why, and it is listed still."""

    def full(_ids: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.NOTE, "an idea")
        monkeypatch.setattr(circle.notes, "remove", full)
        await look(room)
        await room.press("delete", "enter")
        await room.on(KeptScreen)
        assert "The disk is full." in room.shown
        assert texts(circle, Kind.NOTE) == ["an idea"]


async def test_nothing_to_look_at(circle: FakeCircle, tmp_path: Path) -> None:
    """Before anything was written down there is no list, and I am told."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("o")
        assert "Nothing was written down in this session yet." in room.text("#writing")


async def test_nothing_of_it_while_the_screen_is_shared(circle: FakeCircle, tmp_path: Path) -> None:
    """On a shared screen there is no list, no line and no count."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await keep(room, Kind.NOTE, "an idea")
        await room.press("x")
        for key in ("o", "n", "a", "p", "d", *CHORDS.values()):
            await room.press(key)
            assert isinstance(room.app.screen, LiveScreen)
            assert "Not while the screen is shared" in room.text("#writing")
            assert room.live.query_one(Writing).drafts is False
        assert "idea" not in room.shown
        assert "notes 1" not in room.shown


def listed(room: Room) -> str:
    """Return what stands beneath the running order."""
    return room.text("#order").partition("Written down")[2]


async def test_a_large_window_lists_it(circle: FakeCircle, tmp_path: Path) -> None:
    """At 120 by 36 I see what was written down without a key, while a pause lasts too."""
    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        assert "Written down" not in room.shown
        await room.press("space")
        await keep(room, Kind.DECISION, "meet outdoors")
        await keep(room, Kind.NOTE, "patience helps")
        await keep(room, Kind.ACTION, "Mira: ask about leave")
        lines = [" ".join(line.split()) for line in listed(room).split("\n")]
        assert [line.strip("▏ ") for line in lines if line.strip("▏ ")] == [
            "note patience helps",
            "action Mira: ask about leave",
            "decision meet outdoors",
        ]
        await look(room)
        await room.press("delete")
        await room.on(AskScreen)
        await room.press("enter")
        await room.on(KeptScreen)
        await room.press("escape")
        await room.on(LiveScreen)
        assert "patience" not in listed(room)
        assert "meet outdoors" in listed(room)


async def test_others_do_not_see_the_list(circle: FakeCircle, tmp_path: Path) -> None:
    """It is gone at once when the screen is shared, and in a window that has no room for it."""
    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        await keep(room, Kind.NOTE, "patience helps")
        await room.press("x")
        assert "patience" not in room.shown
        await room.press("x")
        assert "patience" in room.shown
        await room.pilot.resize_terminal(80, 24)
        await room.settle()
        assert "patience" not in room.shown


async def test_while_all_keep_silent_nothing_is_listed(tmp_path: Path) -> None:
    """A silent part looks silent: nothing to be read stands beside the clock."""
    first = replace(AGENDA.segments[0], silent_for=Silent.ALL)
    quiet = replace(AGENDA, segments=(*AGENDA.segments[1:], first))
    async with opened(
        running(circle_of(*NAMES), quiet), tmp_path, LiveScreen, size=(120, 36)
    ) as room:
        await keep(room, Kind.NOTE, "patience helps")
        assert "patience" in room.text("#order")
        while "CHECK-IN" not in room.text("#segment"):
            await room.press("right")
        assert "patience" not in room.shown


async def test_the_list_stays_where_it_is(circle: FakeCircle, tmp_path: Path) -> None:
    """What comes, and another part with other lines above it, moves nothing of it."""
    async with opened(circle, tmp_path, LiveScreen, size=(120, 36)) as room:
        await keep(room, Kind.NOTE, "patience helps")
        before = room.text("#order").split("\n")
        row = next(row for row, line in enumerate(before) if "patience" in line)
        await keep(room, Kind.NOTE, "so does tea")
        await room.press("right", "right", "right", "right")
        after = room.text("#order").split("\n")
        assert (after[row], "so does tea" in after[row + 1]) == (before[row], True)


@given(st.lists(st.lists(st.integers(), max_size=6), max_size=4), st.integers(0, 20))
def test_the_latest_of_each_kind_has_room(groups: list[list[int]], room: int) -> None:
    """No kind is crowded out by another, and no row stays free that something could have."""
    marked = [[(kind, place) for place, _ in enumerate(group)] for kind, group in enumerate(groups)]
    shown = latest(marked, room)
    assert len(shown) == min(room, sum(map(len, groups)))
    assert shown == [one for group in marked for one in group if one in shown]
    counts = [len([one for one in group if one in shown]) for group in marked]
    for group, count in zip(marked, counts, strict=True):
        assert [one for one in group if one in shown] == group[len(group) - count :]
        assert count == len(group) or max(counts) - count <= 1


@pytest.mark.parametrize("size", SIZES)
async def test_what_waits_and_what_is_kept_are_told_whole(
    size: tuple[int, int], circle: FakeCircle, tmp_path: Path
) -> None:
    """With a draft of each kind I read every key to go on with, and no figure is cut."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        for kind in Kind:
            for text in ("one", "two"):
                await keep(room, kind, text)
        for key in "npad":
            await room.press(key)
            await room.write("waits")
            await room.press("escape")
        told = " ".join(room.text("#kept").split())
        if size[0] == 40:
            assert told == "draft: a, d, n, p kept 8 saved 18:30"
        else:
            draft = "draft" if size[0] == 80 else "draft waiting"
            counted = "notes 2 actions 2 parked 2 decided 2"
            assert told == f"{counted} {draft}: a, d, n, p saved 18:30"
