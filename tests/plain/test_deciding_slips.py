"""What is typed amiss while the room decides, and what was heard is what holds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.seen import MOVED
from tests.plain.scripts import Wait, held, held_in
from tests.plain.test_deciding import BIDS, CASE, TOPICS, WHOEVER, facts, late
from tests.ui.rooms import AGENDA, NAMES, circle_of, running, workspace_of

HOSTILE = "\x1b]52;c;cm0=\x07\u202e[red]\u2028\x9b2J\r\n<b>"


@pytest.mark.parametrize(
    "typed", ["where", "parts", "script", "here", "who", "order", "airtime", "help", HOSTILE]
)
async def test_nothing_reaches_the_terminal_but_letters(tmp_path: Path, typed: str) -> None:
    """Names, prompts and notes that hold escapes are said as letters, whatever is asked for."""
    names = [f"{name}{HOSTILE}" for name in NAMES]
    agenda = replace(
        CASE,
        title=HOSTILE,
        segments=tuple(
            replace(segment, title=f"Part {HOSTILE}", show=HOSTILE, say=HOSTILE)
            for segment in CASE.segments
        ),
    )
    circle = running(circle_of(*names), agenda)
    script = ["", typed, "", f"n Some {HOSTILE} words", "", "kept", "", "next", "end", "yes"]
    heard = await held_in(workspace_of(circle, tmp_path), *script)
    assert all(letter.isprintable() or letter == "\n" for letter in heard.said)
    assert heard.status == 0


NO_NUMBER = "9" * 5_000


@pytest.mark.parametrize(
    ("typed", "agenda"),
    [
        (("bids", NO_NUMBER, "5", "back", ""), BIDS),
        (("promise", NO_NUMBER, f"-{NO_NUMBER}", "-+5", "5", ""), AGENDA),
        (("order", NO_NUMBER, "1", "1"), AGENDA),
        (("here", NO_NUMBER, f"{NO_NUMBER} late", "4 left", ""), AGENDA),
        (("who", NO_NUMBER, "1", NO_NUMBER, "3"), CASE),
        (("vote", f"{NO_NUMBER} 1", "3 1", ""), TOPICS),
        (("n Noor asked", NO_NUMBER, f"always {NO_NUMBER}", "", "kept", NO_NUMBER, "next"), AGENDA),
    ],
    ids=["bids", "promise", "order", "here", "who", "vote", "masks and kept"],
)
async def test_a_number_too_long_to_be_one_is_asked_again(
    tmp_path: Path, typed: tuple[str, ...], agenda: Agenda
) -> None:
    """Whatever leans on a key while a number is asked for, the session goes on from there."""
    heard = await held(tmp_path, *typed, agenda=agenda)
    assert heard.lines[-1] == "Start the program again to go on with it."
    assert len(facts(heard)) == 1


async def test_a_number_too_long_to_be_one_starts_nothing(tmp_path: Path) -> None:
    """Before the clock starts it names nobody, and the question comes again."""
    circle = circle_of(*NAMES)
    heard = await held_in(workspace_of(circle, tmp_path), NO_NUMBER, "4", "", "quit")
    assert any(line.startswith("Nobody is meant by") for line in heard.lines)
    assert heard.session.seats == (1, 2, 3)


async def test_what_was_heard_of_bids_is_what_holds(tmp_path: Path) -> None:
    """While somebody speaks over their time the rest shrinks: it is said anew before it holds."""
    typed = ["bids", "10", "10", "10", "back", "", "bids", "10", "10", "10"]
    heard = await held(tmp_path, *typed, Wait(900), "", "", agenda=BIDS)
    gets = [line for line in heard.lines if line.startswith("Mira Sandoval: asks")]
    assert [line.rpartition("gets ")[2] for line in gets] == [
        *("10 minutes.", "6 minutes 40 seconds.", "5 minutes."),
    ]
    assert heard.lines.count(MOVED.why) == 1
    assert "Shared out: 30 min asked, 15 minutes given." in heard.lines
    assert facts(heard) == ["BidsAccepted"] * 2


async def test_asking_may_take_its_time(tmp_path: Path) -> None:
    """Before the first turn the shares stay as they are, however long the room listens."""
    heard = await held(tmp_path, "bids", "20", "10", "back", Wait(240), "", agenda=BIDS)
    assert MOVED.why not in heard.lines
    assert "Shared out as people asked." in heard.lines


async def test_what_was_undone_is_said(tmp_path: Path) -> None:
    """Who types undo hears what was taken back, as on the screen; nothing if that is nothing."""
    heard = await held(tmp_path, "pause", "undo", "later", "undo", "undo")
    assert "Taken back: the pause." in heard.lines
    assert "Noor Haddad comes back later." in heard.lines
    assert "Taken back: the change of order." in heard.lines
    assert sum(line.startswith("Taken back") for line in heard.lines) == 2


async def test_what_was_decided_is_said(tmp_path: Path) -> None:
    """Who has the turn, who changed places and when the new plan ends are said once they hold."""
    heard = await held(tmp_path, "order", "2", agenda=WHOEVER)
    assert "Mira Sandoval has the turn." in heard.lines
    heard = await held(tmp_path, "order", "1", "2")
    assert "Mira Sandoval and Will Achterberg change places." in heard.lines
    heard = await late(tmp_path, "replan", "1")
    assert any(re.fullmatch(r"Shortened .+: ends 18:53\.", line) for line in heard.lines)


@pytest.mark.parametrize(("seconds", "told"), [(115, "later."), (116, "later, with no time left.")])
async def test_who_has_used_their_time_up_comes_back_with_none(
    seconds: float, told: str, tmp_path: Path
) -> None:
    """Who comes back with nothing of their time left is said to."""
    heard = await held(tmp_path, Wait(seconds), "later")
    assert f"Noor Haddad comes back {told}" in heard.lines


async def test_nobody_comes_back_later_who_is_not_named(tmp_path: Path) -> None:
    """A turn that whoever wants to has not taken is put off without a name."""
    heard = await held(tmp_path, "later", agenda=WHOEVER)
    assert facts(heard) == ["Reordered"]
    assert not [line for line in heard.lines if "comes back later" in line]


async def test_a_promise_that_was_left_lying_is_offered_anew(tmp_path: Path) -> None:
    """Two hours after the question Enter moves nothing to a minute that is over, but asks again."""
    heard = await held(tmp_path, "promise", "5", Wait(7_200), "", "", "promise", Wait(7_200), "3")
    assert "That minute is over, so nobody can promise it any more." in heard.lines
    offered = [line.split(";")[0] for line in heard.lines if line.startswith("Enter promises")]
    assert offered[:2] == ["Enter promises 18:58", "Enter promises 20:51"]
    assert "Promised now: 20:51." in heard.lines
    assert facts(heard) == ["Promised"]
    assert offered[-1] == "Enter promises 22:31"
