"""The commitment round: between who is here and the clock, when there is a reason for it."""

from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain.agreement import AgreementVersion
from circle_tui.domain.errors import StoreError
from circle_tui.services import agreement
from circle_tui.services.roster import Roster
from circle_tui.ui.screens.ask import AskScreen, Question
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.commit import HOW, CommitScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.live import LiveScreen
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens, choose
from tests.ui.rooms import NAMES, Room, circle_of, opened

TODAY = THURSDAY_EVENING.date()
BEFORE = TODAY - timedelta(weeks=3)
TEXT = "What is said here stays here.\n\nNoor brings the tea, and Will pours it."
LONG = "\n\n".join(f"Rule {number}: we keep it." for number in range(1, 41))


@pytest.fixture
def circle() -> FakeCircle:
    """Return a circle of four whose agreement nobody has adopted yet."""
    circle = circle_of(*NAMES)
    agreement.write(circle, TEXT, BEFORE)
    return circle


async def to_the_round(room: Room) -> CommitScreen:
    """Go from the home screen to the commitment round, with everybody here."""
    await room.on(HomeScreen)
    await room.press("enter")
    await room.on(AttendanceScreen)
    await room.press("enter")
    return await room.on(CommitScreen)


def held(circle: FakeCircle) -> AgreementVersion:
    """Return the version that holds."""
    return circle.kept.agreement[-1]


async def test_the_circle_commits_and_the_clock_starts(circle: FakeCircle, tmp_path: Path) -> None:
    """I read the text from the screen, we say aye, and Enter keeps that and starts the session."""
    async with opened(circle, tmp_path) as room:
        await to_the_round(room)
        assert HOW in room.shown
        assert "not adopted yet" in room.text("#head")
        assert "What is said here stays here." in room.shown
        assert "Noor brings the tea, and Will pours it." in room.shown, "as it was written"
        assert circle.kept.facts == (), "the clock has not begun"
        await room.press("enter")
        await room.on(LiveScreen)
        assert held(circle) == AgreementVersion(1, BEFORE, TEXT, adopted=TODAY)


async def test_it_is_asked_once(circle: FakeCircle, tmp_path: Path) -> None:
    """What we adopted is not put to us again."""
    agreement.adopt(circle, 1, BEFORE)
    async with opened(circle, tmp_path) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)


async def test_a_circle_without_an_agreement_is_not_asked(tmp_path: Path) -> None:
    """As long as we have none, a session begins as it always did."""
    circle = circle_of(*NAMES)
    async with opened(circle, tmp_path) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        assert circle.kept.agreement == ()


async def test_somebody_who_joined_is_told(circle: FakeCircle, tmp_path: Path) -> None:
    """When somebody joined since, we commit again, and the screen says why, and names nobody."""
    agreement.adopt(circle, 1, BEFORE)
    Roster(circle, Tokens(9), choose, today=TODAY).add(["Zuri Okonjo"])
    async with opened(circle, tmp_path) as room:
        await to_the_round(room)
        assert "somebody joined since" in room.text("#head")
        assert "Zuri" not in room.shown
        await room.press("enter")
        await room.on(LiveScreen)
        assert held(circle).adopted == TODAY


async def test_not_today(circle: FakeCircle, tmp_path: Path) -> None:
    """N begins without it: nothing is kept, and the next opening asks again."""
    async with opened(circle, tmp_path) as room:
        before = circle.kept.agreement
        await to_the_round(room)
        await room.press("n")
        await room.on(LiveScreen)
        assert circle.kept.agreement == before
        assert agreement.why_commit(circle, TODAY) is not None


async def test_change_it_later(circle: FakeCircle, tmp_path: Path) -> None:
    """C begins without it, and the home screen remembers that we want another wording."""
    async with opened(circle, tmp_path) as room:
        await to_the_round(room)
        await room.press("c")
        await room.on(LiveScreen)
        assert (held(circle).adopted, held(circle).to_change) == (None, True)
    async with opened(circle, tmp_path, HomeScreen) as room:
        assert "agreement 1, to be changed" in room.shown


async def test_esc_starts_nothing(circle: FakeCircle, tmp_path: Path) -> None:
    """Esc goes back: no session began, nothing was adopted, and who is here is as it was."""
    async with opened(circle, tmp_path) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        await room.press("up", "space")
        assert "23 min for 4" not in room.shown
        before = room.shown
        await room.press("enter")
        await room.on(CommitScreen)
        await room.press("escape")
        await room.on(AttendanceScreen)
        await room.press("up")
        assert room.shown == before
        await room.press("escape")
        await room.on(HomeScreen)
        assert circle.kept.facts == ()
        assert held(circle).adopted is None


async def test_enter_pressed_twice_adopts_nothing(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Enter on the list of who is here does not commit us before anybody read a word."""
    monkeypatch.setattr(Question, "UNSEEN", 3600)
    async with opened(circle, tmp_path) as room:
        screen = await to_the_round(room)
        await room.press("enter", "enter", "n", "c")
        assert room.app.screen is screen
        assert held(circle).adopted is None
        assert not held(circle).to_change
        assert "c once more: change later" in " ".join(room.text("#answers").split())
        screen._offer()
        await room.press("enter")
        assert held(circle).adopted is not None


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 12)])
async def test_a_long_text_can_be_read_to_its_end(tmp_path: Path, size: tuple[int, int]) -> None:
    """However long it is, the arrows bring its end, and the keys stay in sight."""
    circle = circle_of(*NAMES)
    agreement.write(circle, LONG, BEFORE)
    async with opened(circle, tmp_path, size=size) as room:
        await to_the_round(room)
        assert "Rule 1:" in room.shown
        assert "Rule 40:" not in room.shown
        await room.press("down", "down")
        assert "Rule 1:" not in room.shown
        await room.press(*["down"] * 80)
        assert "Rule 40:" in room.shown
        keys = " ".join(room.text("#answers").split())
        assert "enter adopted" in keys
        assert "esc back" in keys
        await room.press(*["up"] * 90)
        assert "Rule 1:" in room.shown


async def test_a_disk_that_is_full(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it cannot be kept that is said, and we may begin all the same or not."""

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    async with opened(circle, tmp_path) as room:
        await to_the_round(room)
        monkeypatch.setattr(circle.people, "put_agreement", full)
        await room.press("enter")
        await room.on(AskScreen)
        assert "The disk is full." in room.prose
        await room.press("enter")
        await room.on(LiveScreen)
        assert held(circle).adopted is None


@pytest.mark.parametrize("away", [(), (0,), (1, 2), (3,)])
async def test_who_is_here_makes_no_difference(tmp_path: Path, away: tuple[int, ...]) -> None:
    """Whoever is there, also without the one who joined, the same is asked and the same is kept."""
    circle = circle_of(*NAMES[:3])
    agreement.write(circle, TEXT, BEFORE)
    agreement.adopt(circle, 1, BEFORE)
    Roster(circle, Tokens(9), choose, today=TODAY).add([NAMES[3]])
    async with opened(circle, tmp_path) as room:
        await room.press("enter")
        await room.on(AttendanceScreen)
        for place in range(len(NAMES)):
            await room.press(*(["space"] if place in away else []), "down")
        await room.press("enter")
        await room.on(CommitScreen)
        await room.press("enter")
        await room.on(LiveScreen)
        assert circle.kept.agreement == (AgreementVersion(1, BEFORE, TEXT, adopted=TODAY),)
