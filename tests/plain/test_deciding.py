"""What the whole room decides, in lines: said before and after, and only then held to."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Poll, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.seen import MOVED
from circle_tui.plain.roll import read_marks
from tests.plain.scripts import Held, Typed, Wait, held, held_in
from tests.ui.rooms import AGENDA, NAMES, circle_of, running, workspace_of
from tests.ui.test_counting import crowd

BIDS = Agenda(
    "bids",
    "Bids",
    (Segment("Asking", "round", ClockMode.BID, 1_800, least=300),),
)
CASE = Agenda(
    "case",
    "Case",
    (
        Segment("Round", "round", ClockMode.EACH, 120),
        Segment("Case", "exercise", ClockMode.ONE, 600, roles=("presenter", "scribe")),
    ),
)
TOPICS = Agenda(
    "topics",
    "Topics",
    (
        Segment(
            *("Topics", "discussion", ClockMode.VOTE_EXTEND, 1_200), topic=300, extend=(120, 60)
        ),
    ),
)
LIGHTS = Agenda(
    "lights",
    "Lights",
    (Segment("Arrive", "check-in", ClockMode.GROUP, 300, poll=Poll.TRAFFIC_LIGHT, show="How?"),),
)
WHOEVER = Agenda(
    "whoever", "Whoever", (Segment("Round", "round", ClockMode.EACH, 120, order=Order.VOLUNTEER),)
)

NOTHING_DONE = "All stays as it was."


def facts(heard: Held) -> list[str]:
    """Return what happened in the session after its beginning, by the names of the facts."""
    return [type(fact).__name__ for fact in heard.circle.kept.facts[1:]]


async def late(folder: Path, *typed: Typed) -> Held:
    """Hold a conversation over a session that is six minutes behind in its last but one part."""
    circle = running(circle_of(*NAMES), AGENDA)
    script: list[Typed] = ["", Wait(14 * 60), *["next"] * 4, *typed]
    return await held_in(workspace_of(circle, folder), *script)


async def test_bids_are_shared_out(tmp_path: Path) -> None:
    """Each is asked in turn; what it comes to is said; Enter shares it out."""
    heard = await held(tmp_path, "bids", "20", "x", "10", "0", "", "", agenda=BIDS)
    assert "A number of minutes is meant, up to 240." in heard.lines
    assert "Noor Haddad: asks 20 min, gets 20:00." in heard.lines
    assert "Not asked, so no turn: Will Achterberg." in heard.lines
    assert facts(heard) == ["BidsAccepted"]


async def test_bids_wait_for_later(tmp_path: Path) -> None:
    """What was asked for is still there when it was not shared out."""
    typed = ["bids", "20", "back", "back", "bids", "", "10", "back", ""]
    heard = await held(tmp_path, *typed, agenda=BIDS)
    assert "Noor Haddad, 20 so far>" in heard.lines
    ((_, bids),) = heard.session.shared.items()
    assert bids == ((1, 1_200), (2, 600))


async def test_a_new_plan_is_heard_before_it_holds(tmp_path: Path) -> None:
    """Behind, the ways to end on time are said with their figures, and one is taken by number."""
    heard = await late(tmp_path, "replan", "1")
    assert any(line.startswith("The meeting would end 6 min after") for line in heard.lines)
    assert any(line.startswith("1: Shorten ") and "Would end" in line for line in heard.lines)
    assert facts(heard)[-1] == "Replanned"


async def test_the_plan_that_was_heard_is_the_one_that_holds(tmp_path: Path) -> None:
    """A plan whose times have moved while I listened is said anew, and holds as it was heard then.

    So it does with a few seconds more.
    """
    heard = await late(tmp_path, Wait(720), "replan", Wait(180), "2", Wait(20), "2")
    said = [line for line in heard.lines if line.startswith("2: End ")]
    assert [line.partition("Would end ")[2] for line in said] == [
        "19:01: on time.",
        "19:04: on time.",
    ]
    assert MOVED.why in heard.lines
    assert heard.session.promised_end == heard.session.began + timedelta(minutes=34)
    assert facts(heard).count("Replanned") == 1


async def test_a_new_plan_can_be_left(tmp_path: Path) -> None:
    """A number that is none is asked again; Enter leaves all as it was."""
    heard = await late(tmp_path, "r", "99", "next", "")
    assert NOTHING_DONE in heard.lines
    assert "Replanned" not in facts(heard)


@pytest.mark.parametrize(
    ("typed", "later"),
    [(("",), 6), (("5", ""), 5), (("-1", "x", ""), -1), (("back",), 0)]
    + [((odd, "+5", ""), 5) for odd in ("-+5", "+-5", "--5", "- 5", "-", "+", "5-", "٣")],
)
async def test_the_promise_is_moved(tmp_path: Path, typed: tuple[str, ...], later: int) -> None:
    """The promise moves to the end as it stands or by so many minutes, once Enter says so."""
    heard = await late(tmp_path, "promise", *typed)
    session = heard.session
    assert session.promised_end == session.began + timedelta(minutes=23 + later)


async def test_an_early_promise_is_not_moved_by_a_key_too_many(tmp_path: Path) -> None:
    """Ahead of time, Enter leaves the promise where it is."""
    heard = await held(tmp_path, "shorten", "shorten", "promise", "")
    assert any(line.startswith("Enter leaves 18:53;") for line in heard.lines)
    assert "The promise stays as it is." in heard.lines
    assert "Promised" not in facts(heard)


async def test_a_role_goes_to_somebody(tmp_path: Path) -> None:
    """Who has which role is said, and given to somebody else by two numbers."""
    heard = await held(tmp_path, "who", "1", "3", agenda=CASE)
    assert "Presenter: Teodor Lind." in heard.lines
    assert facts(heard) == ["RolesGiven"]
    heard = await held(tmp_path, "who", "", "who", "1", "", agenda=CASE)
    assert facts(heard) == []


async def test_somebody_leaves_and_comes_back(tmp_path: Path) -> None:
    """Who comes and goes is heard with what it does to the others before it holds."""
    heard = await held(tmp_path, "here", "4 left", "", "here", "4", "")
    assert any(line.startswith("Will Achterberg leaves: 2:00 given") for line in heard.lines)
    assert any(line.startswith("Ends 18:51, 2 min earlier") for line in heard.lines)
    assert any(line.startswith("Will Achterberg is back") for line in heard.lines)
    assert facts(heard) == ["AttendanceChanged"] * 2
    assert len(heard.session.seats) == 4


async def test_the_same_number_twice_leaves_somebody_as_they_are(tmp_path: Path) -> None:
    """A number typed again takes the change back, before the session and in it."""
    heard = await held(tmp_path, "here", "4", "4", "")
    assert NOTHING_DONE in heard.lines
    assert facts(heard) == []


async def test_who_goes_is_heard_anew_when_the_times_have_moved(tmp_path: Path) -> None:
    """Over time for minutes, what somebody's going does to the end is said as it is by then."""
    heard = await held(tmp_path, Wait(150), "here", "4 left", Wait(180), "", "")
    ends = [line for line in heard.lines if line.startswith("Ends ")]
    assert [line[:10] for line in ends[-2:]] == ["Ends 18:52", "Ends 18:55"]
    assert MOVED.why in heard.lines
    assert facts(heard) == ["AttendanceChanged"]


async def test_nobody_comes_or_goes(tmp_path: Path) -> None:
    """Going back, no change at all, and somebody nobody knows leave all as it was."""
    heard = await held(tmp_path, "m", "", "m", "Zora left", "2 left", "back", "m", "2 present", "")
    assert heard.lines.count(NOTHING_DONE) == 3
    assert facts(heard) == []


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("2, 4", [(1, None), (3, None)]),
        ("2 4 late", [(1, Attendance.LATE), (3, Attendance.LATE)]),
        ("Mira excused; 1", [(1, Attendance.EXCUSED), (0, None)]),
        ("te", [(2, None)]),
        (", ,", []),
        ("5", "5"),
        ("late", "late"),
        ("no, one", "one"),
        ("1 soon", "1 soon"),
    ],
)
def test_marks_as_they_are_typed(said: str, marks: object) -> None:
    """Numbers, names and states are understood together; what is none of it is quoted."""
    assert read_marks(said, NAMES) == marks


async def test_somebody_comes_back_later(tmp_path: Path) -> None:
    """Who is not ready comes last in the round, on one word."""
    heard = await held(tmp_path, "later")
    assert heard.session.turns[3].id.seat == 1


async def test_two_change_places(tmp_path: Path) -> None:
    """Two who are still to speak change places by their numbers."""
    heard = await held(tmp_path, "order", "1", "2")
    assert "Still to speak: Will Achterberg, Teodor Lind, Mira Sandoval." in heard.lines
    heard = await held(tmp_path, "order", "1", "")
    assert facts(heard) == []


async def test_somebody_comes_forward(tmp_path: Path) -> None:
    """Where whoever wants to begins, it is asked who does, and said once it is known."""
    heard = await held(tmp_path, "order", "2", agenda=WHOEVER)
    assert 'Who goes first? Type "order" when somebody comes forward.' in heard.lines
    assert facts(heard) == ["Volunteered"]
    said = "18:30 Round, 1 of 4. Mira Sandoval has 2 minutes. Next: whoever wants to."
    assert said in heard.lines


async def test_a_vote(tmp_path: Path) -> None:
    """The counts are typed, what they come to is said, and Enter lets it hold."""
    heard = await held(tmp_path, "vote", "3 x", "9 9", "3 1", "", agenda=TOPICS)
    assert any(line.startswith("Only whole numbers") for line in heard.lines)
    assert any(line.startswith("3 for, 1 against: 2 min more") for line in heard.lines)
    assert facts(heard) == ["Voted"]
    heard = await held(tmp_path, "vote", "3 1", "back", "back", agenda=TOPICS)
    assert facts(heard) == []


async def test_a_check_in_by_a_sign(tmp_path: Path) -> None:
    """What may be shown of the counts is said, and taken on Enter."""
    workspace = workspace_of(running(crowd(12), LIGHTS), tmp_path)
    heard = await held_in(workspace, "", "count", "6 4 2", "")
    assert "How many gave green, yellow and red? 12 are here." in heard.lines
    assert "Counted: 6 gave green; the rest too few to show." in heard.lines
    assert facts(heard) == ["Polled"]


async def test_a_few_are_not_counted(tmp_path: Path) -> None:
    """Where nothing of a count could be shown I am told so, and asked for no numbers."""
    heard = await held(tmp_path, "count", agenda=LIGHTS)
    assert "4 are here. With fewer than 10 no count may be shown or kept" in heard.said, heard.said
    assert not any("How many" in line for line in heard.lines)
    assert facts(heard) == []


async def test_a_prompt_is_taken(tmp_path: Path) -> None:
    """One prompt after the other is read out until one is taken, which then is the part's own."""
    heard = await held(tmp_path, "prompt deep", "another", "open", "", "script", agenda=LIGHTS)
    offered = [line for line in heard.lines if line.startswith(("deep: ", "open: "))]
    assert [line.split(":")[0] for line in offered] == ["deep", "deep", "open"]
    assert len(set(offered)) == 3
    assert heard.lines.count(f"Prompt: {offered[-1].removeprefix('open: ')}") == 2
    heard = await held(tmp_path, "prompt", "back", agenda=LIGHTS)
    assert facts(heard) == []


async def test_airtime_is_for_the_facilitator(tmp_path: Path) -> None:
    """Who is short of their share is said on one word, and that nothing of it is kept."""
    heard = await held(tmp_path, Wait(30), "next", Wait(10), "airtime")
    assert "Noor Haddad: 0:30 of 2:00, short 1:30." in heard.lines
    assert "Mira Sandoval: 0:10 of 2:00, speaks." in heard.lines


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
    assert [line.rpartition(" ")[2] for line in gets] == ["10:00.", "6:40.", "5:00."]
    assert heard.lines.count(MOVED.why) == 1
    assert "Shared out: 30 min asked, 15 given." in heard.lines
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
