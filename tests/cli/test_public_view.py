"""``circle screen`` on the command line, and the stage that a circle publishes for it."""

from pathlib import Path

import pytest

from circle_tui.bootstrap import choose_circle, open_workspace
from circle_tui.config.home import Home
from circle_tui.domain.stage import Shown, Stage
from circle_tui.storage.stage import read_stages, write_stage
from tests.cli.conftest import Circle
from tests.cli.test_upkeep import at_work, folder_of

STAGE = Stage(Shown.TURN, "1", 2.0, title="Talk", left=60.0)


def test_it_needs_a_terminal(circle: Circle, home: Path) -> None:
    """Without a terminal it says so, and nothing is made."""
    answer = circle("screen")
    assert answer.status == 2
    assert "needs a terminal" in answer.err
    assert not home.exists()


@pytest.mark.parametrize("named", ["Thursday circle", "thursday", "../circles", "*", ""])
def test_a_circle_is_named_by_its_folder(thursday: Circle, named: str) -> None:
    """A circle's name means nothing to it, which is said together with what does."""
    answer = thursday("screen", "--circle", named)
    assert answer.status == 2
    assert "Name the circle by its folder" in answer.err
    assert "circle locate" in answer.err


def test_the_beginning_of_the_folder_will_do(thursday: Circle, home: Path) -> None:
    """The first digits of a circle's folder name it; what is missing then is the terminal."""
    answer = thursday("screen", "--circle", folder_of(home).name[:4])
    assert "needs a terminal" in answer.err


def test_initials_are_a_choice(thursday: Circle, home: Path) -> None:
    """Whether the public view tells who is next is the circle's choice; at first it does not."""
    for words, told in (((), False), (("on",), True), (("off",), False)):
        if words:
            answer = thursday("members", "initials", *words)
            assert answer.status == 0
            assert ("by initials" in answer.out) == told
        with at_work(home) as workspace:
            assert workspace.circle.people.profile().initials == told
    assert thursday("members", "initials").status == 2


def test_the_stage_goes_with_the_session(thursday: Circle, home: Path) -> None:
    """What was published is gone when the program is left; looking meanwhile leaves it there."""
    folder = folder_of(home)
    with at_work(home) as workspace:
        workspace.circle.show(STAGE)
        assert thursday("members").status == 0
        assert read_stages(folder.parent) == {folder.name: STAGE}
    assert list(folder.glob("stage*")) == []


def test_what_a_crash_left_is_gone_at_the_next_start(thursday: Circle, home: Path) -> None:
    """A stage that a crash left behind, whole or half written, is taken away when work goes on."""
    where = Home(home, "the test")
    folder = choose_circle(where, None)
    write_stage(folder, STAGE)
    (folder / "stage.new").write_text("{")
    open_workspace(where, folder, looking=True).close()
    assert (folder / "stage").exists()
    workspace = open_workspace(where, folder)
    assert list(folder.glob("stage*")) == []
    workspace.close()
