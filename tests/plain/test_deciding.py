"""What the whole room decides, in lines: said before and after, and only then held to."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, Order, Poll, Segment
from circle_tui.domain.attendance import Attendance
from circle_tui.domain.seen import MOVED
from circle_tui.plain.roll import FORMS, STATES, read_marks
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
    assert "Noor Haddad: asks 20 min, gets 20 minutes." in heard.lines
    assert "Not asked, so no turn: Will Achterberg." in heard.lines
    assert facts(heard) == ["BidsAccepted"]


async def test_late_both_ends_of_the_bids_are_heard(tmp_path: Path) -> None:
    """Ten minutes late Enter keeps the promise; "other" says and takes what was planned."""
    typed: list[Typed] = [Wait(420), "bids", "10", "10", "5", "5"]
    kept = await held(tmp_path, *typed, "", agenda=BIDS)
    assert "Noor Haddad: asks 10 min, gets 6 minutes 30 seconds." in kept.lines
    told = "30 min asked, 23 minutes left until the promised end. Would end 19:00: on time."
    assert told in kept.lines
    assert "Other, as planned, 30 minutes: Would end 19:07: 7 min late." in kept.lines
    assert [turn.seconds for turn in kept.session.turns] == [390, 390, 300, 300]
    heard = await held(tmp_path, *typed, "other", "", agenda=BIDS)
    assert "30 min asked, 30 minutes there. Would end 19:07: 7 min late." in heard.lines
    told = "Other, what the promise leaves, 23 minutes: Would end 19:00: on time."
    assert told in heard.lines
    assert [turn.seconds for turn in heard.session.turns] == [600, 600, 300, 300]


async def test_hearing_the_bids_again_changes_nobodys_time(tmp_path: Path) -> None:
    """With nothing else asked for, Enter leaves everybody what they have, and says so."""
    asked = ["bids", "10", "10", "10", "10", ""]
    heard = await held(tmp_path, *asked, "bids", *[""] * 4, agenda=BIDS)
    told = "30 min asked, 22 minutes 30 seconds given already. Would end 19:00: on time."
    assert told in heard.lines
    assert any(line.startswith("Enter leaves it so") for line in heard.lines)
    assert "Everybody keeps the time they have, so nothing was changed." in heard.lines
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
    heard = await late(tmp_path, Wait(720), "replan", Wait(180), "3", Wait(20), "3")
    said = [line for line in heard.lines if line.startswith("3: End ")]
    assert [line.partition("Would end ")[2] for line in said] == [
        "19:01: 8 min later than promised.",
        "19:04: 11 min later than promised.",
    ]
    assert MOVED.why in heard.lines
    assert heard.session.promised_end == heard.session.began + timedelta(minutes=34)
    assert facts(heard).count("Replanned") == 1


async def test_a_part_left_out_and_an_end_moved_is_heard_as_a_sum(tmp_path: Path) -> None:
    """Eight minutes late, five left out and three added at the end: said so, and done so."""
    heard = await late(tmp_path, Wait(720), "replan", "2", "undo")
    told = (
        '2: Leave out "Case", end 3 min later: Case would take 5 minutes; the other parts keep '
        "their time. Would end 18:56: 3 min later than promised."
    )
    assert told in heard.lines
    assert 'Left out "Case", moved the end 3 min later: ends 18:56.' in heard.lines
    assert heard.session.promised_end == heard.session.began + timedelta(minutes=23)


async def test_a_way_with_a_minute_more_holds_as_it_was_heard(tmp_path: Path) -> None:
    """While I listen a minute more is needed; what I say yes to is still what I heard."""
    heard = await late(tmp_path, Wait(750), "replan", Wait(20), "1")
    assert MOVED.why not in heard.lines
    assert heard.session.promised_end == heard.session.began + timedelta(minutes=29)


async def test_a_plan_that_was_heard_while_paused_ends_on_time(tmp_path: Path) -> None:
    """A paused clock moves the end while I listen; what I accept makes up for that as well."""
    heard = await late(tmp_path, Wait(360), "pause", "replan", Wait(20), "1")
    place = next(i for i, line in enumerate(heard.lines) if "moved the end" in line)
    assert heard.lines[place].endswith("moved the end 1 min later: ends 18:54.")
    assert heard.lines[place + 1].endswith("Ends 18:54, on time.")
    assert facts(heard)[-1] == "Replanned"


async def test_a_new_plan_can_be_left(tmp_path: Path) -> None:
    """A number that is none is asked again, and how to leave said; Enter leaves all as it was."""
    heard = await late(tmp_path, "r", "99", "next", "")
    assert "; Enter or back leaves the question." in " ".join(heard.lines)
    assert NOTHING_DONE in heard.lines
    assert "Replanned" not in facts(heard)


@pytest.mark.parametrize(
    ("typed", "later"),
    [
        (("",), 0),
        (("s", ""), 6),
        (("As it stands", ""), 6),
        (("5", ""), 5),
        (("-1", "x", ""), -1),
        (("back",), 0),
    ]
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
    assert any(line.startswith("Will Achterberg leaves: 2 minutes given") for line in heard.lines)
    assert any(line.startswith("Ends 18:51, 2 min earlier") for line in heard.lines)
    assert any(line.startswith("Will Achterberg is back") for line in heard.lines)
    assert facts(heard) == ["AttendanceChanged"] * 2
    assert len(heard.session.seats) == 4


async def test_who_will_be_alone_in_a_group_is_heard_before(tmp_path: Path) -> None:
    """One of a pair leaves, or somebody is back to no group: it is heard before it holds."""
    pairs = Agenda("pairs", "Pairs", (Segment("Pairs", "exercise", ClockMode.PAIRS, 300),) * 2)
    heard = await held(tmp_path, "here", "1 left", "back", agenda=pairs)
    assert "Will Achterberg is alone in the group that is on." in heard.lines
    assert facts(heard) == []
    heard = await held(
        tmp_path, "here", "1 left", "", "next", "here", "1 here", "back", agenda=pairs
    )
    assert f"{NAMES[0]} is in no group of this part: choose one together." in heard.lines


async def test_two_changes_at_once_are_both_heard(tmp_path: Path) -> None:
    """Who is marked late beside somebody who leaves is said before it holds, and when it does."""
    heard = await held(tmp_path, "here", "2 late, 3 left", "", "here", "back")
    late, left = NAMES[1], NAMES[2]
    assert heard.lines.count(f"{late}: came late.") == 1
    assert any(line.startswith(f"{left} leaves: ") for line in heard.lines)
    assert any(line.endswith(f"{left} has left. {late}: came late.") for line in heard.lines)
    assert f"2: {late}, came late" in heard.lines


async def test_who_is_late_alone_is_heard(tmp_path: Path) -> None:
    """A mark that changes nobody's turn is said with the name it is put at."""
    heard = await held(tmp_path, "here", "2 late", "")
    at = heard.lines.index(f"{NAMES[1]}: came late.")
    assert heard.lines[at + 1] == "Nobody's turn changes."
    assert heard.lines[at + 2 :].count(f"{NAMES[1]}: came late.") == 1


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


async def test_who_is_not_understood_hears_what_is(tmp_path: Path) -> None:
    """Who comes or goes can be said in a few forms, and whoever finds none of them hears all."""
    heard = await held(tmp_path, "m", "m 2 left", "2 left", "back")
    (said,) = (line for line in heard.lines if line.startswith("Nobody is meant by"))
    assert said == (
        'Nobody is meant by "m 2 left". A number of the list is, or a name, alone or with one word '
        "behind it: late, left, here, excused or absent, as in 5 left."
    )
    assert "Mira Sandoval leaves: 2 minutes given back." in heard.lines
    assert all(isinstance(read_marks(f"2 {state}", NAMES), list) for state in STATES)
    assert set(re.findall(r"\w+", FORMS)) >= STATES.keys() - {"present"}


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


async def test_a_turn_without_a_name_is_nobodys(tmp_path: Path) -> None:
    """Two turns go by without a name: airtime tells of nobody, and everybody is still offered."""
    heard = await held(tmp_path, "next", "next", "airtime", "order", "4", agenda=WHOEVER)
    assert "Nobody has had a turn of their own yet." in heard.lines
    assert facts(heard)[-1] == "Volunteered"


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
    assert "4 are here: of fewer than 10 no count is shown or kept." in heard.said, heard.said
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
    assert "Noor Haddad: 30 seconds of 2 minutes, short 1 minute 30 seconds." in heard.lines
    assert "Mira Sandoval: 10 seconds of 2 minutes, speaks." in heard.lines


async def test_what_is_protected_is_heard(tmp_path: Path) -> None:
    """Before the ways I hear which parts keep their time by their author's word.

    Each length is said in words, and once.
    """
    close = replace(AGENDA.segments[-1], title="Close", protected=True)
    agenda = replace(AGENDA, segments=(*AGENDA.segments, close))
    heard = await held(tmp_path, Wait(300), "replan", "", "quit", agenda=agenda)
    assert "Protected, so it keeps its time: Close." in heard.lines
    (way,) = (line for line in heard.lines if line.startswith("1: Shorten"))
    assert way.count("Talk") == 1
    assert " minutes" in way
    assert not re.search(r"\d:\d", way.partition("Would end ")[0])
