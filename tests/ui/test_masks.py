"""Masks in the room: I see what will be kept, why something is masked, and decide otherwise."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from circle_tui.domain import rules
from circle_tui.domain.errors import StoreError
from circle_tui.domain.words import Word
from circle_tui.domain.writing import Kind
from circle_tui.services.closing import finish
from circle_tui.services.masks import Mask
from circle_tui.ui.commands.live import LIVE_COMMANDS
from circle_tui.ui.commands.writing import MASK_COMMANDS, WRITING_COMMANDS, WRITING_HELP
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.help import HelpScreen, key_names
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.previewing import REST
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.masks import Preview, fitted
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, Room, circle_of, entered, opened, running, workspace_of

SIZES = ((80, 24), (120, 36), (40, 12))


@pytest.fixture
def circle() -> FakeCircle:
    """Return four people, one of them called Will, in a session that begins now."""
    return running(circle_of(*NAMES))


async def write_note(room: Room, text: str) -> None:
    """Open the line and write a note."""
    await room.press("n")
    await room.write(text)
    # What is pasted ends with its last word; a blank tells that the word is finished.
    await room.press(*["space"] * text.endswith(" "))
    await room.settle()


def preview(room: Room) -> str:
    """Return what is shown of what would be kept, as one line."""
    return " ".join(room.text("#preview").split())


def status(room: Room) -> str:
    """Return what is said of the masks."""
    return room.text("#status").strip()


def asked(room: Room) -> str:
    """Return what the question on top says that it means."""
    return " ".join(room.text("#text").split())


def line(room: Room) -> Input:
    """Return the line to write in."""
    return room.live.query_one("#typed", Input)


def notes(circle: FakeCircle) -> list[str]:
    """Return the notes that are kept."""
    return [note.text for note in circle.kept.notes.values()]


async def test_what_is_typed_is_shown_as_it_will_be_kept(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Masks are shown as I type, an unsure one with a sign; what is kept has no sign."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor wants to meet Vexlomir again")
        assert preview(room) == "kept as [A] wants to meet [person?] again"
        assert status(room) == "2 masked (1 guess)   Tab to look"
        await room.press("enter")
        assert notes(circle) == ["[A] wants to meet [person] again"]
        assert status(room) == ""


async def test_what_an_action_item_names_is_shown_too(circle: FakeCircle, tmp_path: Path) -> None:
    """An action item has its masks as a note has; whose it is stays readable here."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("a")
        await room.write("Mira: write to Vexlomir by fri")
        assert preview(room) == "for Mira Sandoval, due Fri 20 Nov: write to [person?]"
        await room.press("tab", "u", "enter")
        (item,) = circle.kept.actions.values()
        assert (item.owner, item.text) == ("Beacon", "write to Vexlomir")


async def test_stepping_tells_why(circle: FakeCircle, tmp_path: Path) -> None:
    """Tab goes from mask to mask and says what stood there and why; then I type on."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor wants to meet Vexlomir again")
        line(room).cursor_position = 4
        await room.press("tab")
        assert re.fullmatch(r"1 of 2 +Noor: .*member's name", status(room))
        await room.press("right")
        assert re.fullmatch(r"2 of 2 +Vexlomir: .*in no list", status(room))
        await room.press("left")
        assert status(room).startswith("1 of 2")
        await room.press("tab", "tab")
        assert status(room).startswith("2 masked")
        await room.press("!")
        assert line(room).value == "Noor! wants to meet Vexlomir again"


@pytest.mark.parametrize("key", ["escape", "shift+tab", "left"])
async def test_the_line_is_as_it_was(circle: FakeCircle, tmp_path: Path, key: str) -> None:
    """Going back from the masks leaves text and cursor as they were."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor was here")
        line(room).cursor_position = 8
        await room.press("tab", key)
        assert room.app.focused is line(room)
        assert (line(room).value, line(room).cursor_position) == ("Noor was here", 8)


async def test_tab_where_nothing_is_masked(circle: FakeCircle, tmp_path: Path) -> None:
    """Without a mask Tab leaves me typing, and without a line it does nothing at all."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await room.press("tab")
        assert room.app.focused is None
        await write_note(room, "a thought")
        assert status(room) == "nothing masked"
        await room.press("tab", "s")
        assert line(room).value == "a thoughts"


async def test_unmasking_and_masking_again(circle: FakeCircle, tmp_path: Path) -> None:
    """One key leaves a word readable in this note, the same key masks it again."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "she met Vexlomir ")
        await room.press("tab", "u")
        assert preview(room) == "kept as she met Vexlomir"
        assert status(room) == "1 of 1  Vexlomir: shown here"
        await room.press("u")
        assert preview(room) == "kept as she met [person?]"
        await room.press("u", "enter")
        assert notes(circle) == ["she met Vexlomir"]
        assert circle.kept.words == ()
        await write_note(room, "she met Vexlomir ")
        assert preview(room) == "kept as she met [person?]"


async def test_a_choice_holds_while_i_type_on(circle: FakeCircle, tmp_path: Path) -> None:
    """What I decided stays decided as the text grows, and when it is put away and taken up."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir ")
        await room.press("tab", "u", "escape", "space")
        await room.write("and then Vexlomir left")
        await room.press("escape", "n")
        assert preview(room) == "kept as met Vexlomir and then Vexlomir left"
        assert status(room).startswith("nothing masked, 2 left readable")
        await room.press("ctrl+u", "x", "backspace")
        await room.write("met Vexlomir.")
        assert preview(room) == "kept as met [person?]."


async def test_the_other_kind_has_its_own_choices(circle: FakeCircle, tmp_path: Path) -> None:
    """What I decided for the note does not hold for the action item."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir ")
        await room.press("tab", "u", "ctrl+t")
        await room.write("call Vexlomir.")
        assert "call [person?]" in preview(room)
        assert room.app.focused is line(room)


async def test_a_members_name_asks_twice(circle: FakeCircle, tmp_path: Path) -> None:
    """A member's name is left readable only after two questions, which say what it means."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "where there is a Will")
        await room.press("tab", "u")
        await room.on(AskScreen)
        assert asked(room) == (
            "This is a member's name. It would stand readable in the notes and in everything "
            "exported from them. So would every “Will” in this text."
        )
        await room.press("enter")
        await room.on(AskScreen)
        assert "Is nobody meant?" in room.prose
        await room.press("enter")
        await room.on(LiveScreen)
        assert preview(room) == "kept as where there is a Will"
        assert room.live.focused is room.live.query_one(Preview)
        await room.press("enter")
        assert notes(circle) == ["where there is a Will"]
        assert circle.kept.words == (Word("Will", always=False, confirmed=True),)
        await write_note(room, "will it")
        assert preview(room) == "kept as [A] it"


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("n",), ("enter", "n")])
async def test_a_name_stays_masked_unless_i_say_so_twice(
    circle: FakeCircle, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """Any answer but two times yes leaves the name masked, and me among the masks."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "where there is a Will")
        await room.press("tab", "u", *keys)
        await room.on(LiveScreen)
        assert preview(room) == "kept as where there is a [A]"
        assert status(room).startswith("1 of 1")
        await room.press("enter")
        assert notes(circle) == ["where there is a [A]"]
        assert circle.kept.words == ()


async def test_a_word_is_left_readable_from_now_on(circle: FakeCircle, tmp_path: Path) -> None:
    """A word can be left readable in the whole circle; it lies with the people."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir ")
        await room.press("tab", "c")
        assert status(room) == "1 of 1  Vexlomir: shown always"
        await room.press("enter")
        await write_note(room, "Vexlomir again")
        await room.press("enter")
    assert circle.kept.words == (Word("vexlomir", always=True),)
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "and Vexlomir later")
        assert preview(room) == "kept as and Vexlomir later"
        await room.press("tab", "u")
        assert "Vexlomir" not in preview(room)
        await room.press("u")
        assert "Vexlomir" in preview(room)
        await room.press("c")
        assert preview(room) == "kept as and [person?] later"
    assert not circle.people.words()
    assert notes(circle) == ["met Vexlomir", "Vexlomir again"]


async def test_a_members_name_asks_twice_for_the_circle_too(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """The questions say that it is for every text from now on; the store lets the word pass."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "they will see")
        await room.press("tab", "c")
        await room.on(AskScreen)
        assert "every “will” in small letters in this circle. That holds for every" in asked(room)
        await room.press("enter", "enter")
        await room.on(LiveScreen)
        assert circle.kept.words == (Word("will", always=True, confirmed=True),)
        await room.press("enter")
        await write_note(room, "it will do; Will Achterberg agrees")
        assert preview(room) == "kept as it will do; [A] agrees"
        await room.press("enter")
        assert notes(circle) == ["they will see", "it will do; [A] agrees"]


async def test_a_word_at_the_cursor_is_masked(circle: FakeCircle, tmp_path: Path) -> None:
    """One key masks the word I am at, the same key leaves it readable, also among the masks."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "the hamster project")
        line(room).cursor_position = 8
        await room.press("ctrl+r")
        assert preview(room) == "kept as the [word] project"
        assert status(room) == "1 masked   Tab to look"
        await room.press("ctrl+r")
        assert preview(room) == "kept as the hamster project"
        await room.press("ctrl+r", "tab")
        assert "hamster" in status(room)
        await room.press("u")
        assert preview(room) == "kept as the hamster project"
        await room.press("u", "enter")
        assert notes(circle) == ["the [word] project"]


async def test_what_is_looked_at_is_masked_again(circle: FakeCircle, tmp_path: Path) -> None:
    """Looking at the masks, m masks what I look at again, and says so if that is masked."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Vexlomir and the hamster")
        await room.press("tab", "u", "m")
        assert preview(room) == "kept as [person?] and the hamster"
        await room.press("m")
        assert preview(room) == "kept as [person?] and the hamster"
        assert status(room) == "This is masked already: u leaves it readable."
        await room.press("c", "m")
        assert "Vexlomir" not in preview(room)


@pytest.fixture
def rest(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Return the moments at which nobody has typed for a while; they come when they are called."""
    moments = list[Callable[[], object]]()

    def once(writing: Writing, seconds: float, call: Callable[[], object]) -> Timer:
        if seconds == REST:
            moments.append(call)
        return Timer(writing, 3_600, name="rest")

    monkeypatch.setattr("circle_tui.ui.screens.previewing.once", once)
    return moments


async def test_a_word_that_is_only_begun_is_undecided(
    circle: FakeCircle, tmp_path: Path, rest: list[Callable[[], object]]
) -> None:
    """The word I am typing is not taken for a name before it is finished; a member's is at once."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor met Vexl")
        assert preview(room) == "kept as [A] met Vexl…"
        assert status(room) == "1 masked, last word unfinished   Tab to look"
        await room.press("space")
        assert preview(room) == "kept as [A] met [person?]"
        await room.press("backspace", "tab")
        assert preview(room) == "kept as [A] met [person?]"
        await room.press("escape", "enter")
        assert notes(circle) == ["[A] met [person]"]


async def test_a_word_i_stopped_at_is_shown_as_it_is_kept(
    circle: FakeCircle, tmp_path: Path, rest: list[Callable[[], object]]
) -> None:
    """Once nobody has typed for a moment I see what Enter keeps, up to the last letter."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor met Vexl")
        await room.press("o")
        (rested,) = rest
        rested()
        await room.settle()
        assert preview(room) == "kept as [A] met [person?]"
        assert status(room) == "2 masked (1 guess)   Tab to look"
        await room.press("m")
        assert preview(room) == "kept as [A] met Vexlom…"
        rest[-1]()
        await room.settle()
        await room.press("enter")
        assert notes(circle) == ["[A] met [person]"]


async def test_a_message_stays_where_i_stopped(
    circle: FakeCircle, tmp_path: Path, rest: list[Callable[[], object]]
) -> None:
    """Why a text was not kept is not replaced by what would be kept of it."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexl")
        room.live.query_one(Writing).say("The disk is full.")
        rest[-1]()
        await room.settle()
        assert preview(room) == "The disk is full."


@pytest.mark.parametrize("size", SIZES)
async def test_an_unfinished_word_contradicts_nothing(
    size: tuple[int, int], circle: FakeCircle, tmp_path: Path, rest: list[Callable[[], object]]
) -> None:
    """Where the last word alone is open, nothing is said to be unmasked."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await write_note(room, "see you in 2 weeksx")
        assert "nothing masked" not in room.shown
        assert "last word unfinished   Tab to look" in room.shown


async def test_a_begun_word_can_be_masked_by_hand(circle: FakeCircle, tmp_path: Path) -> None:
    """What is not decided yet I can decide with one key."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir")
        await room.press("ctrl+r")
        assert preview(room) == "kept as met [word]"


async def test_a_choice_is_for_the_name_as_written(circle: FakeCircle, tmp_path: Path) -> None:
    """Leaving the verb "will" readable frees no Will, neither here nor in the circle."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "it will do, says Will to WILL, as is Will's way")
        await room.press("tab", "u", "enter", "enter")
        await room.on(LiveScreen)
        assert preview(room) == "kept as it will do, says [A] to [A], as is [A]'s way"
        await room.press("enter")
        assert notes(circle) == ["it will do, says [A] to [A], as is [A]'s way"]


async def test_too_long_a_paste_is_said(circle: FakeCircle, tmp_path: Path) -> None:
    """Of a text that is too long the line takes what it can, and says that it left something."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "a " * 1999 + "b")
        assert "Full" not in status(room)
        await room.write("xyz")
        assert (len(line(room).value), line(room).value[-2:]) == (4000, "bx")
        assert status(room).startswith("Full at 4,000 characters: what came after is left out.")
        await room.press("y")
        assert len(line(room).value) == 4000
        await room.press("backspace")
        assert "Full" not in status(room)


async def test_a_name_left_readable_is_told_at_the_end(circle: FakeCircle, tmp_path: Path) -> None:
    """At the end I read how many members' names I left readable, and not that all are masked."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "they will see")
        await room.press("tab", "u", "enter", "enter", "enter")
        await room.live.do(rules.close)
    space = workspace_of(circle, tmp_path)
    closing = finish(circle, space.exports, space.clock, space.token, space.zone)
    async with entered(space, lambda opened: ClosedScreen(closing, opened)) as room:
        assert (
            "1 note, 0 action items; 1 word that is a member's name was left readable by you "
            "(circle words)"
        ) in room.prose
        assert "are masked" not in room.prose


async def test_the_line_shows_what_is_looked_at(circle: FakeCircle, tmp_path: Path) -> None:
    """Of a long text the line shows the mask I look at, and then where I typed again."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "At first Vexlomir went " + "on and on and " * 40 + "home again")
        assert "home again" in room.text("#typed")
        await room.press("tab")
        assert "Vexlomir" in room.text("#typed")
        await room.press("escape")
        assert "home again" in room.text("#typed")


async def test_the_keys_in_a_small_window(circle: FakeCircle, tmp_path: Path) -> None:
    """Where there is little room I am told how to keep the note and how to look at masks."""
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await write_note(room, "met Vexlomir ")
        assert room.text("#keys").split("  ")[:2] == [" enter keep", "tab look"]


async def test_a_word_that_cannot_be_masked(circle: FakeCircle, tmp_path: Path) -> None:
    """Where there is no word, and where it is masked already, I am told so."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "?! Noor")
        await room.press("ctrl+r")
        assert status(room) == "That word is masked already: Tab goes to the masks."
        await room.press("home", "ctrl+r")
        assert status(room) == "There is no word at the cursor to mask."
        await room.press("end", "x")
        assert "masked" in status(room)


async def test_a_way_to_reach_somebody_is_never_shown(circle: FakeCircle, tmp_path: Path) -> None:
    """An e-mail address stays masked, and I read why."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "write to zb@example.org")
        await room.press("tab", "u")
        assert "zb@" not in preview(room)
        assert "never kept" in status(room)
        await room.press("c", "enter")
        assert "zb@" not in notes(circle)[0]
        assert circle.kept.words == ()


async def test_letters_among_the_masks_do_not_move_the_session(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """A letter that means nothing among the masks does nothing, to the session least of all."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir ")
        await room.press("tab", *"sgebwiq+-", "space")
        assert len(circle.kept.facts) == 1
        assert status(room).startswith("1 of 1")
        await room.press("f6")
        assert "Mira Sandoval" in room.text("#who").split("next")[0]
        assert status(room).startswith("1 of 1")


async def test_a_draft_on_the_disk_has_every_mask(circle: FakeCircle, tmp_path: Path) -> None:
    """What lies on the disk before I keep it is masked, whatever I decided, and more if I did."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Will met Vexlomir and the hamster ")
        await room.press("ctrl+r", "tab", "u", "enter", "enter", "right", "u")
        assert preview(room) == "kept as Will met Vexlomir and the [word]"
        room.live.query_one(Writing).keep_drafts()
        await room.settle()
        assert [draft.text for draft in circle.drafts.all()] == ["[A] met [person] and the [word]"]
        await room.press("enter")
        assert notes(circle) == ["Will met Vexlomir and the [word]"]
        assert circle.drafts.all() == ()


async def test_a_hint_stops_nothing(circle: FakeCircle, tmp_path: Path) -> None:
    """A phrase that may point to one person is named quietly, and Enter keeps the note."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "she is the only woman in the room")
        assert status(room) == "nothing masked   Could point to one person: 'only woman in'"
        await room.press("enter")
        assert notes(circle) == ["she is the only woman in the room"]


async def test_a_choice_that_cannot_be_saved(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a word cannot be remembered I read why, and it stays masked."""

    def full(_words: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path, LiveScreen) as room:
        monkeypatch.setattr(circle.people, "put_words", full)
        await write_note(room, "met Vexlomir ")
        await room.press("tab", "c")
        assert "The disk is full." in room.text("#preview")
        assert line(room).value == "met Vexlomir "
        await room.press("enter")
        assert notes(circle) == ["met [person]"]


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_moves(circle: FakeCircle, tmp_path: Path, size: tuple[int, int]) -> None:
    """While I write and look at masks every part of the screen stays where it is."""
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await room.press("n")
        before = [widget.region for widget in room.live.query("*")]
        for keys in (("x",), ("tab",), ("u",), ("escape",)):
            await room.press(*keys)
            await room.write(" Vexlomir met Noor. " * 8)
            assert [widget.region for widget in room.live.query("*")] == before
        assert "masked" in room.text("#writing")


@pytest.mark.parametrize("size", SIZES)
async def test_a_chosen_mask_is_in_sight(
    circle: FakeCircle, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Of a long text I see the end while I type, and each mask while I look at it."""
    text = "At first Vexlomir went " + "on and on and " * 40 + "home with Noor at last"
    async with opened(circle, tmp_path, LiveScreen, size=size) as room:
        await write_note(room, text)
        assert preview(room).endswith("home with [A] at last")
        assert preview(room).startswith("…")
        await room.press("tab")
        assert "[person?]" in preview(room)
        assert preview(room).endswith("…")
        assert "Vexlomir" in room.text("#writing")
        await room.press("tab")
        assert "[A] at last" in preview(room)
        assert "2 of 2" in room.text("#writing")


async def test_a_small_window_tells_of_masks(circle: FakeCircle, tmp_path: Path) -> None:
    """In a small window the masks are counted where the notes were; they come back after."""
    async with opened(circle, tmp_path, LiveScreen, size=(40, 12)) as room:
        await write_note(room, "met Vexlomir ")
        assert "1 masked (1?)" in room.text("#kept")
        await room.press("tab")
        assert "1 of 1  Vexlomir" in room.text("#kept")
        await room.pilot.resize_terminal(80, 24)
        assert "notes 0" in room.text("#kept")
        assert status(room).startswith("1 of 1  Vexlomir")
        await room.pilot.resize_terminal(40, 12)
        await room.press("enter")
        assert "notes 1" in room.text("#kept")


async def test_a_mask_can_be_clicked(circle: FakeCircle, tmp_path: Path) -> None:
    """A click on a mask chooses it, a click on the line goes back to typing."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "Noor wants to meet Vexlomir again")
        at = room.text("#preview").index("[person?]")
        await room.pilot.click("#preview", offset=(at + 2, 0))
        assert status(room).startswith("2 of 2  Vexlomir")
        await room.pilot.click("#typed")
        assert status(room).startswith("2 masked")
        await room.press("x")
        assert "x" in line(room).value


async def test_nothing_of_a_put_away_text_is_left_to_see(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Esc from the line leaves nothing of the text on the screen, nor in the widgets."""
    async with opened(circle, tmp_path, LiveScreen) as room:
        await write_note(room, "met Vexlomir ")
        await room.press("tab", "escape", "escape")
        assert "Vexlomir" not in room.shown
        assert "masked" not in room.text("#writing")
        assert not room.live.query_one(Preview).has_masks


def test_messages_tell_nothing() -> None:
    """No message about masks shows a word of the text when it is logged."""
    from circle_tui.services.masks import masked

    secret = "Vexlomir"
    (mask,) = masked(f"met {secret}", ()).masks
    assert isinstance(mask, Mask)
    messages = [
        *(Preview.Decided(mask, always=True), Preview.Stepped(), Preview.Left()),
        *(Preview.Pointed(3), Capture.WordPicked(), Capture.Switched()),
        *(Capture.Typed(Kind.NOTE, secret), Capture.Submitted(Kind.NOTE, secret, lambda: None)),
    ]
    for told in (*messages, mask, masked(f"met {secret}", ())):
        assert secret.casefold() not in repr(told).casefold()
        assert secret.casefold() not in str(told).casefold()


@pytest.mark.parametrize("commands", [WRITING_COMMANDS, MASK_COMMANDS])
def test_one_meaning_a_key(commands: tuple[object, ...]) -> None:
    """No key means two things in the line, nor among the masks; each is explained in the help."""
    keys = [key for command in commands for key in command.keys]  # type: ignore[attr-defined]
    assert len(keys) == len(set(keys))
    told = {command.name for command in WRITING_HELP}
    assert {command.name for command in commands} <= told  # type: ignore[attr-defined]


def test_keys_of_the_line_are_free() -> None:
    """The keys to look at masks and to mask a word neither edit the line nor move the session."""
    ours = {"tab", "ctrl+r"}
    editing = {key for binding in Input.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    session = {key for command in LIVE_COMMANDS for key in command.keys}
    assert not ours & (editing | session)


async def test_help_while_writing(circle: FakeCircle, tmp_path: Path) -> None:
    """Help tells the keys of the line and of the masks while I write, and comes back there."""
    async with opened(circle, tmp_path, LiveScreen, size=(80, 60)) as room:
        await write_note(room, "met Vexlomir ")
        for keys in (("f1",), ("tab", "?")):
            await room.press(*keys)
            await room.on(HelpScreen)
            for command in WRITING_HELP:
                assert command.help in room.prose
                assert key_names(command) in room.prose
            await room.press("escape")
            await room.on(LiveScreen)
        assert "u unmask" in room.text("#keys")
        assert status(room).startswith("1 of 1")


@pytest.mark.parametrize("height", [1, 2, 3])
@pytest.mark.parametrize("width", [1, 2, 7, 38, 200])
def test_a_text_is_fitted_to_any_room(width: int, height: int) -> None:
    """However little room there is, what is drawn fits into it, and shows the end if it can."""
    for text in ("", "end", "words " * 60 + "end", "x" * 500 + "end", "漢字" * 90 + "end"):
        lines = fitted(Content(text), width, height, None).split("\n")
        assert len(lines) <= height
        if text.isascii():
            assert all(line.cell_length <= max(2, width) for line in lines)
        if width > 4:
            assert "".join(line.plain for line in lines).endswith(text[-3:])


def test_help_names_the_keys_that_work() -> None:
    """While I write, only function keys pause and go on; the others are letters and moves."""
    told = {command.name: key_names(command) for command in WRITING_HELP}
    assert (told["toggle_pause"], told["advance"]) == ("f5", "f6")
