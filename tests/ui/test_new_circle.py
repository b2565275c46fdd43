"""The first start: three steps, each of which can wait."""

from pathlib import Path

from textual.widgets import Input

from circle_tui.domain.errors import InputError
from circle_tui.domain.meeting import Rhythm
from circle_tui.services.founding import NewCircle
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.new_circle import NewCircleScreen
from tests.ui.rooms import Room, circle_of, entered, workspace_of


class Maker:
    """Takes what was typed; refuses as long as ``problem`` says why."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.made: list[NewCircle] = []

    def __call__(self, new: NewCircle) -> None:
        """Make the circle, or raise ``InputError``."""
        if self.problem:
            raise InputError(self.problem)
        self.made.append(new)


def typed(room: Room) -> list[str]:
    """Return what stands in the three lines."""
    return [field.value for field in room.app.screen.query(Input)]


async def test_three_steps(tmp_path: Path) -> None:
    """A name, the people and a rhythm make a circle, and the home screen follows."""
    make = Maker()
    async with entered(workspace_of(circle_of(), tmp_path), make=make) as room:
        await room.on(NewCircleScreen)
        await room.write("Thursday circle")
        await room.press("enter")
        await room.write("Noor Haddad, Mira Sandoval,, ")
        await room.press("enter")
        await room.write("every 3 weeks on thu at 18:30")
        await room.press("enter")
        await room.on(HomeScreen)
    (new,) = make.made
    assert (new.name, new.members) == ("Thursday circle", ("Noor Haddad", "Mira Sandoval"))
    assert new.cadence is not None
    assert (new.cadence.rhythm, new.cadence.every, new.cadence.weekday) == (Rhythm.WEEKS, 3, 3)


async def test_every_step_can_wait(tmp_path: Path) -> None:
    """Three times Enter makes a circle too; the rest can be filled in later."""
    make = Maker()
    circle = circle_of(cadence=None)
    async with entered(workspace_of(circle, tmp_path), make=make) as room:
        await room.on(NewCircleScreen)
        await room.press("enter", "enter", "enter")
        await room.on(HomeScreen)
        assert "none yet: press m to add them" in room.shown
        assert "no rhythm yet" in room.shown
        await room.press("enter")
        assert "Nobody is in this circle yet" in room.shown
    assert make.made == [NewCircle("Our circle", (), None)]


async def test_a_rhythm_that_is_not_understood(tmp_path: Path) -> None:
    """A rhythm that is not understood is answered with an example; nothing typed is lost."""
    make = Maker()
    async with entered(workspace_of(circle_of(), tmp_path), make=make) as room:
        await room.on(NewCircleScreen)
        await room.write("Thursday circle")
        await room.press("enter", "enter")
        for words, said in (
            ("now and then", 'Say it like "every 3 weeks on thu at 18:30"'),
            ("every 3 weeks on thu at 25:99", "25:99"),
        ):
            room.app.screen.query_one("#when", Input).value = ""
            await room.write(words)
            await room.press("enter")
            assert said in room.text("#said")
            assert typed(room) == ["Thursday circle", "", words]
            assert isinstance(room.app.screen, NewCircleScreen)
    assert not make.made


async def test_a_name_that_is_taken(tmp_path: Path) -> None:
    """What the circle cannot be made of is said in a sentence; mended, it is made."""
    make = Maker("Two members are called Noor Haddad. Tell them apart.")
    async with entered(workspace_of(circle_of(), tmp_path), make=make) as room:
        await room.on(NewCircleScreen)
        await room.press("enter")
        await room.write("Noor Haddad, Noor Haddad")
        await room.press("enter", "enter")
        assert "Two members are called Noor Haddad" in room.text("#said")
        assert typed(room) == ["", "Noor Haddad, Noor Haddad", ""]
        make.problem = ""
        await room.press("up", "end", "backspace", "2", "enter", "enter")
        await room.on(HomeScreen)
    assert make.made[0].members == ("Noor Haddad", "Noor Hadda2")


async def test_leaving(tmp_path: Path) -> None:
    """Esc and ctrl+q leave without making anything."""
    for key in ("escape", "ctrl+q"):
        make = Maker()
        async with entered(workspace_of(circle_of(), tmp_path), make=make) as room:
            await room.on(NewCircleScreen)
            await room.write("Thursday circle")
            await room.press(key)
        assert not room.app.is_running
        assert not make.made
