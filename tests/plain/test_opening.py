"""Before the session and after a loss: who is here, what gives, and where it goes on."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain.agreement import Why
from circle_tui.domain.errors import StoreError
from circle_tui.domain.session import fold
from circle_tui.domain.stage import stage_of
from circle_tui.plain.opening import WHY
from circle_tui.services import agreement
from tests.plain.scripts import Held, Typed, Wait, held, held_in
from tests.ui.rooms import NAMES, SMALL, circle_of, running, workspace_of


async def opened(folder: Path, *typed: Typed, agenda: str = SMALL) -> Held:
    """Begin a session with a circle of four, whose own agenda this is."""
    return await held_in(workspace_of(circle_of(*NAMES), folder, agenda), *typed)


async def test_enter_twice_starts_with_everybody(tmp_path: Path) -> None:
    """Everybody is asked for by number; the plan and its end are said; Enter starts the clock."""
    heard = await opened(tmp_path, "", "")
    assert heard.lines[0] == "1 Noor Haddad, 2 Mira Sandoval, 3 Teodor Lind, 4 Will Achterberg"
    assert "Small circle: 23 min for 4, would end 18:53." in heard.lines
    assert len(heard.session.seats) == 4


@pytest.mark.parametrize("typed", ["2, 4", "2 4", "mira, will", "4; Mira Sandoval"])
async def test_who_is_not_here(tmp_path: Path, typed: str) -> None:
    """Numbers or names tell who is away; the plan is for the others."""
    heard = await opened(tmp_path, typed, "")
    assert "Small circle: 19 min for 2, would end 18:49." in heard.lines
    assert len(heard.session.seats) == 2


@pytest.mark.parametrize("typed", ["5", "Zora", "0", "1 2 3 4"])
async def test_nobody_of_that_name(tmp_path: Path, typed: str) -> None:
    """A number or name that is nobody's, or everybody being away, is said, and asked again."""
    heard = await opened(tmp_path, typed, "", "")
    assert any(
        "Nobody is meant by" in line or "nobody would be here" in line for line in heard.lines
    )
    assert len(heard.session.seats) == 4


async def test_it_can_be_asked_again(tmp_path: Path) -> None:
    """Going back from the plan asks again who is here, and back from there starts nothing."""
    heard = await opened(tmp_path, "2", "back", "", "")
    assert len(heard.session.seats) == 4
    heard = await opened(tmp_path, "2", "what", "back", "back")
    assert (heard.status, heard.circle.kept.facts) == (0, ())


async def test_words_that_others_see_masked_are_told_before(tmp_path: Path) -> None:
    """An agenda that speaks of "Will" is masked for others where a member is called so."""
    told = "1 word of this agenda is a member's name too; others see a mask for it."
    assert told not in (await opened(tmp_path, "", "")).lines
    agenda = SMALL.replace("What stays with you?", "What will stay with you?")
    assert told in (await opened(tmp_path, "", "", agenda=agenda)).lines


async def test_what_gives_is_chosen(tmp_path: Path) -> None:
    """A plan that does not fit says so, and one of the ways out is taken by its number."""
    agenda = f"minutes = 20\n{SMALL}"
    heard = await opened(tmp_path, "", "ways", "2", "", agenda=agenda)
    assert any("3 min more than the promised 20 min" in line for line in heard.lines)
    (way,) = (line for line in heard.lines if line.startswith("2: Shorten"))
    assert "Talk from 10 minutes to " in way
    assert not re.search(r"\d:\d", way.partition("Ends ")[0]), "each length in words"
    assert way.count("Talk") == 1, "each part once"
    session = heard.session
    planned = timedelta(seconds=sum(turn.seconds for turn in session.turns))
    assert session.began + planned <= session.promised_end


async def test_an_agenda_that_cannot_be_used(tmp_path: Path) -> None:
    """A broken agenda is said, and nothing is started."""
    heard = await opened(tmp_path, "", agenda="title = ")
    assert (heard.status, heard.circle.kept.facts) == (1, ())


@pytest.mark.parametrize(
    ("typed", "adopted"), [("", True), ("adopted", True), ("not today", False), ("change", False)]
)
async def test_the_commitment_round(tmp_path: Path, typed: str, adopted: bool) -> None:
    """An agreement that was not adopted yet is read before the clock starts, and asked about."""
    circle = circle_of(*NAMES)
    space = workspace_of(circle, tmp_path)
    agreement.write(circle, "We listen.\nWe come on time.", space.here().date())
    heard = await held_in(space, "", "", typed)
    assert {"| We listen.", "| We come on time."} <= {*heard.lines}
    assert any(line.startswith("Enter goes on to the agreement") for line in heard.lines)
    assert heard.session.position == 0
    version = agreement.current(circle)
    assert version is not None
    assert (version.adopted is not None) is adopted


def test_every_reason_for_a_commitment_has_words() -> None:
    """Whatever a circle is asked for, it is said why."""
    assert set(WHY) == set(Why)


@pytest.mark.parametrize(("typed", "given_back"), [("", 0), ("give", 300)])
async def test_time_lost_is_asked_about(tmp_path: Path, typed: str, given_back: int) -> None:
    """After a crash the time since the last sign of life counts, unless it is given back."""
    circle = running(circle_of(*NAMES))
    circle.beat(circle.clock.beat())
    circle.clock.advance(300)
    heard = await held_in(workspace_of(circle, tmp_path), typed, "pause")
    assert "The program was away for 5 minutes; that time counts unless you give it back." in (
        heard.lines
    )
    used = heard.session.used[heard.session.current]
    assert used == timedelta(seconds=300 - given_back)
    assert ("5 minutes given back to this turn." in heard.lines) is bool(given_back)


TOO_SHORT = "The program was away for 4 seconds at most, too short to be given back."


async def test_what_cannot_be_given_back_is_not_taken(tmp_path: Path) -> None:
    """Back within seconds "give" is not offered: typed all the same it does nothing, and I hear."""
    circle = running(circle_of(*NAMES))
    circle.clock.advance(4)
    heard = await held_in(workspace_of(circle, tmp_path), "give", "later")
    at = heard.lines.index("Enter goes on, later leaves it>")
    assert heard.lines[at - 1] == TOO_SHORT
    assert heard.lines[at + 1 : at + 4] == ["Nothing was done yet.", TOO_SHORT, heard.lines[at]]
    assert len(circle.kept.facts) == 1


async def test_the_question_follows_the_clock(tmp_path: Path) -> None:
    """While I hesitate the absence grows: asked anew, I hear how long it is and that I may."""
    circle = running(circle_of(*NAMES))
    circle.clock.advance(4)
    heard = await held_in(workspace_of(circle, tmp_path), Wait(20), "give", "give", "pause")
    assert "Enter goes on, give goes on and gives it back, later leaves it>" in heard.lines
    assert "24 seconds given back to this turn." in heard.lines


async def test_the_time_that_was_lost_is_said_as_it_is_by_then(tmp_path: Path) -> None:
    """A word that is none is answered with the absence of now, and not of when it was asked."""
    circle = running(circle_of(*NAMES))
    circle.clock.advance(300)
    heard = await held_in(workspace_of(circle, tmp_path), Wait(60), "hm", "later")
    told = [line for line in heard.lines if line.startswith("The program was away for")]
    assert [line.partition(";")[0] for line in told] == [
        "The program was away for 5 minutes",
        "The program was away for 6 minutes",
    ]


@pytest.mark.parametrize(("typed", "names"), [(("later",), False), (("", ""), True)])
async def test_a_screen_that_was_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], names: bool
) -> None:
    """Where the screen was shared as the session was left, nobody is named before I say so."""
    circle = running(circle_of(*NAMES))
    stage = stage_of(fold(circle.kept.facts), circle.clock.beat(), {}, sharing=True)
    monkeypatch.setattr(circle, "left_stage", lambda: stage)
    heard = await held_in(workspace_of(circle, tmp_path), *typed)
    assert heard.lines[0].startswith("The screen was shared")
    assert any(name in heard.said for name in NAMES) is names


async def test_a_screen_of_which_nothing_is_known(tmp_path: Path) -> None:
    """After a crash that left nothing to read nobody is named before I say so."""
    circle = running(circle_of(*NAMES))
    circle.left = None
    heard = await held_in(workspace_of(circle, tmp_path), "later")
    assert heard.lines[0].startswith("It is not known if the screen was shared")
    assert not any(name in heard.said for name in NAMES)


async def test_later_leaves_it(tmp_path: Path) -> None:
    """A session can be left for later where it stands."""
    circle = running(circle_of(*NAMES))
    before = circle.kept.facts
    heard = await held_in(workspace_of(circle, tmp_path), "hm", "later")
    assert (heard.status, circle.kept.facts) == (0, before)


async def test_a_closed_session_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session that ended as the disk was full is finished at the next start, unasked."""
    circle = running(circle_of(*NAMES))

    def full(*_words: object, **_more: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("circle_tui.services.closing.finish", full)
        heard = await held_in(workspace_of(circle, tmp_path), "", "end", "yes", "", "back")
    assert heard.status == 1
    assert heard.lines.count("The disk is full.") == 2
    heard = await held_in(workspace_of(circle, tmp_path))
    assert heard.status == 0
    assert "The session has ended." in heard.lines


async def test_cues_wait_for_nobody(tmp_path: Path) -> None:
    """While a question stands unanswered the clock goes on saying what it has to say."""
    heard = await held(tmp_path, "end", Wait(125), "")
    assert any("time. Next:" in line for line in heard.lines)
