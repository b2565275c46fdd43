"""A language model in the room: it adds masks when it is done, and no key waits for it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import NoReturn

import pytest
from textual.widgets import Input

from circle_tui.domain.errors import InputError
from circle_tui.domain.ports import Recogniser
from circle_tui.services.opinion import Opinion
from circle_tui.services.wording import UNREAD
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.widgets.bigclock import BigClock
from tests.fakes import FakeCircle, FakeModel
from tests.ui.rooms import NAMES, ROUNDS, Room, circle_of, entered, running, workspace_of

NOT_THERE = 'The language model "none" could not be loaded. The session goes on without it.'


@pytest.fixture
def circle() -> FakeCircle:
    """Return four people in a session that begins now."""
    return running(circle_of(*NAMES))


@pytest.fixture
def model() -> Iterator[FakeModel]:
    """Give a model that takes the words blue and reef for people."""
    model = FakeModel("blue", "reef")
    yield model
    model.free.set()


@asynccontextmanager
async def advised(
    circle: FakeCircle,
    folder: Path,
    load: Callable[[], Recogniser],
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Room]:
    """Open the live screen with a language model."""
    opinion = Opinion(load)
    workspace = replace(workspace_of(circle, folder), opinion=opinion)
    async with entered(workspace, LiveScreen, size=size) as room:
        yield room
    opinion.close(lambda: None)


async def answered(room: Room) -> None:
    """Wait until the model has read all that it was given, and the screen shows it."""
    opinion = room.workspace.opinion
    for _ in range(ROUNDS):
        await opinion.ready()
        async with opinion._turn:
            pass
        await room.settle()


async def write_note(room: Room, text: str) -> None:
    """Open the line and write a note."""
    await room.press("n")
    await room.write(text)
    await room.settle()


def preview(room: Room) -> str:
    """Return what is shown of what would be kept, as one line."""
    return " ".join(room.text("#preview").split())


def notes(circle: FakeCircle) -> list[str]:
    """Return the notes that are kept."""
    return [note.text for note in circle.kept.notes.values()]


async def test_no_key_waits_for_the_model(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """Letters appear and the clock goes on while it reads; its masks come when it is done."""
    async with advised(circle, tmp_path, lambda: model) as room:
        await answered(room)
        model.free.clear()
        await write_note(room, "Noor met blue")
        await room.press("!")
        await room.pass_time(1)
        assert room.live.query_one("#typed", Input).value == "Noor met blue!"
        assert room.live.query_one(BigClock).time == "1:59"
        assert preview(room) == "kept as [A] met blue!"
        model.free.set()
        await answered(room)
        assert preview(room) == "kept as [A] met [person?]!"
        assert room.text("#status").strip().startswith("2 masked")


async def test_a_mask_stays_while_i_type_on(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """What it masked does not flicker with every key that follows."""
    async with advised(circle, tmp_path, lambda: model) as room:
        await write_note(room, "met blue")
        await answered(room)
        model.free.clear()
        await room.press("space", "o")
        assert preview(room) == "kept as met [person?] o"
        model.free.set()


async def test_enter_waits_for_the_model(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """What I keep has its masks, however fast I press Enter; "saved" comes after that."""
    async with advised(circle, tmp_path, lambda: model) as room:
        model.free.clear()
        await write_note(room, "met blue")
        await room.press("enter", "enter", "space", "o", "k")
        room.live.query_one(Writing).under_way._look()
        await room.pilot.pause()
        assert "saving …" in room.shown
        assert not notes(circle)
        model.free.set()
        await answered(room)
        assert notes(circle) == ["met [person]"]
        room.live.query_one(Writing).under_way._look()  # as a timer may that was stopped too late
        await room.pilot.pause()
        assert "saved 18:30" in room.shown
        assert room.live.query_one("#typed", Input).value == "ok"


async def test_an_action_item_has_its_masks(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """In an action item it reads what will be done, and neither whose it is nor by when."""
    async with advised(circle, tmp_path, lambda: model) as room:
        await room.press("a")
        await room.write("Mira: write to blue by fri")
        await answered(room)
        assert preview(room) == "for Mira Sandoval, due Fri 20 Nov: write to [person?]"
        await room.press("enter")
        await answered(room)
        (item,) = circle.kept.actions.values()
        assert (item.owner, item.text) == ("Beacon", "write to [person]")
        assert item.due == item.made + timedelta(days=1)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_loading_is_said_quietly(
    circle: FakeCircle, tmp_path: Path, model: FakeModel, size: tuple[int, int]
) -> None:
    """While the model is loaded one line says so, and I write as always."""
    loaded = Event()

    def load() -> Recogniser:
        assert loaded.wait(60)
        return model

    async with advised(circle, tmp_path, load, size) as room:
        try:
            assert "language model: loading" in room.text("#writing")
            await write_note(room, "met blue again")
            assert "kept as met blue again" in preview(room)
            assert "nothing masked" in room.text("#writing")
        finally:
            loaded.set()
        await answered(room)
        assert "met [person?] again" in preview(room)
        await room.press("escape")
        assert "language model" not in room.shown


async def test_a_model_that_cannot_be_loaded(circle: FakeCircle, tmp_path: Path) -> None:
    """I am told in a sentence, and the session and its notes go on."""

    def load() -> NoReturn:
        raise InputError(NOT_THERE)

    async with advised(circle, tmp_path, load) as room:
        await answered(room)
        assert preview(room) == NOT_THERE
        assert "loading" not in room.shown
        await write_note(room, "Noor met blue")
        await answered(room)
        assert preview(room) == "kept as [A] met blue"
        await room.press("enter")
        await answered(room)
        assert notes(circle) == ["[A] met blue"]
        assert preview(room) == ""


async def test_it_breaks_down(circle: FakeCircle, tmp_path: Path, model: FakeModel) -> None:
    """A text it fails on is kept by the rules, and I am told so after the fact."""
    model.failing = True
    async with advised(circle, tmp_path, lambda: model) as room:
        await write_note(room, "Noor met blue")
        await answered(room)
        assert preview(room) == "kept as [A] met blue"
        await room.press("enter")
        await answered(room)
        assert notes(circle) == ["[A] met blue"]
        assert preview(room) == UNREAD
        assert "saved 18:30" in room.shown


async def test_its_masks_are_mine_to_decide(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """I step to a mask of the model, read whose it is, and take it off."""
    async with advised(circle, tmp_path, lambda: model) as room:
        await write_note(room, "blue met reef")
        await answered(room)
        await room.press("tab")
        assert "blue: a name, says the language model" in room.text("#status")
        await room.press("u", "enter")
        await answered(room)
        assert notes(circle) == ["blue met [person]"]


async def test_the_mask_i_look_at_stays_the_one(
    circle: FakeCircle, tmp_path: Path, model: FakeModel
) -> None:
    """When the model masks something before it meanwhile, I decide over what I looked at."""
    async with advised(circle, tmp_path, lambda: model) as room:
        await answered(room)
        model.free.clear()
        await write_note(room, "blue met Vexlomir")
        await room.press("tab")
        assert room.text("#status").strip().startswith("1 of 1  Vexlomir")
        model.free.set()
        await answered(room)
        assert preview(room) == "kept as [person?] met [person?]"
        assert room.text("#status").strip().startswith("2 of 2  Vexlomir")
        await room.press("u", "enter")
        await answered(room)
        assert notes(circle) == ["[person] met Vexlomir"]


async def test_a_model_is_loaded_once(circle: FakeCircle, tmp_path: Path, model: FakeModel) -> None:
    """Opened again, the screen has the model at hand, and nothing of the text before."""
    opinion = Opinion(lambda: model)
    workspace = replace(workspace_of(circle, tmp_path), opinion=opinion)
    async with entered(workspace, LiveScreen) as room:
        await write_note(room, "met blue")
        await answered(room)
        assert opinion.known("met blue")
        room.live.dismiss(False)
        await room.settle()
        assert opinion.known("met blue") == ()
        await opinion.ready()
        await room.app.push_screen(LiveScreen(workspace))
        assert "loading" not in room.shown
    opinion.close(lambda: None)
