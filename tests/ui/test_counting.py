"""Votes, check-ins by a sign and the closing rating on the screen: typed as counts, quickly."""

from pathlib import Path

import pytest
from textual.widgets import Input

from circle_tui.domain.agenda import Agenda, Capture, ClockMode, Poll, Segment
from circle_tui.domain.facts import Fact, Moved, Polled, Voted
from circle_tui.domain.people import Member, Profile
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.counting import CountingScreen
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.widgets.keyline import KeyLine
from tests.fakes import FakeCircle
from tests.ui.rooms import NAMES, RHYTHM, Room, circle_of, opened, running

TALK = Segment(
    *("Talk", "discussion", ClockMode.VOTE_EXTEND, 1_200),
    show="Up for more, down for the next.",
    topic=300,
    extend=(120, 60),
    votes=3,
)

AGENDA = Agenda(
    "signs",
    "Signs",
    (
        Segment(
            *("Lights", "check-in", ClockMode.GROUP, 300),
            show="Green, yellow or red?",
            poll=Poll.TRAFFIC_LIGHT,
        ),
        TALK,
        Segment("Close", "closing", ClockMode.GROUP, 300, capture=(Capture.RATING,)),
    ),
)
"""Lights, four topics of five minutes, and a rating at the end."""

TOPICS = Agenda("topics", "Topics", (TALK, AGENDA.segments[2]))


def crowd(people: int) -> FakeCircle:
    """Return a circle of so many made-up people."""
    names = [f"Person {'ABCDEFGHIJKLMNOPQRST'[place]}." for place in range(people)]
    circle = FakeCircle(
        *(
            Member(f"{place:016x}", name, f"Alias{place}")
            for place, name in enumerate(names, start=1)
        )
    )
    circle.people.put_profile(Profile("Thursday circle", RHYTHM, "small"))
    return circle


def facts(room: Room) -> tuple[Fact, ...]:
    """Return what happened since the beginning."""
    return room.workspace.circle.journal.read()[1:]


def words(room: Room, selector: str) -> str:
    """Return what can be read in the place of one widget, as one line."""
    return " ".join(room.text(selector).split())


def offered(room: Room) -> list[str]:
    """Return the commands on the key line."""
    return [command.name for command in room.live.query_one(KeyLine).commands]


async def test_a_check_in_is_counted_in_one_line(tmp_path: Path) -> None:
    """Three numbers after c, enter: what may be shown of them is on the screen, no more is kept."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        assert "To be counted: traffic lights. Press c." in room.prose
        assert offered(room)[0] == "count"
        await room.press("c")
        assert "How many gave green, yellow and red? 12 are here." in room.prose
        assert "5:00 left of 5:00" in room.shown
        await room.press(*"6 4 2")
        assert "Counted: 6 gave green; the rest too few to show." in room.prose
        assert not facts(room)
        await room.press("enter")
        assert facts(room) == (Polled(room.clock.now(), 0, (6, None, None)),)
        assert room.text("#aside").strip() == "6 gave green; the rest too few to show"
        assert "To be counted" not in room.shown
        assert "4" not in room.text("#aside")


async def test_too_few_are_told_and_not_asked_for_numbers(tmp_path: Path) -> None:
    """With eight people nothing can be shown or kept: I am told so, and nothing is asked."""
    async with opened(running(crowd(8), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c")
        assert isinstance(room.app.screen, LiveScreen)
        assert "8 are here: of fewer than 10 no count is shown or kept." in room.prose
        assert "count" not in offered(room)
        assert not facts(room)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("999999999999", "Only whole numbers up to 999, one each for green"),
        ("-1 2 3", "Only whole numbers up to 999, one each for green"),
        ("five two one", "Only whole numbers up to 999, one each for green"),
        ("\N{GRINNING FACE} [b]5[/]", "Only whole numbers up to 999, one each for green"),
        ("5 2", "2 numbers are there, but it takes three numbers, one each for green"),
        ("5 5 5", "That is 15 in all, but only 12 are here."),
    ],
)
async def test_what_is_no_count_is_answered_and_nothing_typed_is_lost(
    tmp_path: Path, typed: str, said: str
) -> None:
    """Whatever I typed, enter leaves it there with a sentence under it; esc changes nothing."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c")
        await room.write(typed)
        await room.press("enter")
        screen = await room.on(CountingScreen)
        assert said in words(room, "#after")
        assert screen.query_one(Input).value == typed
        await room.press("escape")
        assert not facts(room)
        assert isinstance(room.app.screen, LiveScreen)


@pytest.mark.parametrize("keys", ["6 tab 4 tab 2", "6 4 2", "6 tab tab 4 , 2 tab"])
async def test_the_numbers_are_told_apart_by_what_the_hand_does(tmp_path: Path, keys: str) -> None:
    """Tab goes on to the next number; digits in a row are one each where no number could be so."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c", *keys.split())
        assert "Counted: 6 gave green; the rest too few to show." in room.prose
        await room.press("enter")
        assert facts(room) == (Polled(room.clock.now(), 0, (6, None, None)),)


async def test_a_number_that_could_be_one_is_one(tmp_path: Path) -> None:
    """With twenty people here 12 is twelve, and I am asked for the other number."""
    async with opened(running(crowd(20), TOPICS), tmp_path, LiveScreen) as room:
        await room.press("h", *"12")
        assert "1 number is there" in words(room, "#after")
        await room.press("tab", *"3")
        assert "12 for, 3 against" in words(room, "#after")


async def test_a_long_paste_is_cut_and_answered(tmp_path: Path) -> None:
    """Ten thousand characters in the line harm nothing."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c")
        await room.write("9 " * 5_000)
        await room.press("enter")
        assert "40 numbers are there" in room.prose


async def test_a_count_can_be_undone_and_typed_again(tmp_path: Path) -> None:
    """Undo takes a count back; the check-in waits to be counted again, also one part later."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press("c", *"6 4 2", "enter", "u")
        assert "To be counted: traffic lights." in room.prose
        await room.press("right", "c")
        assert "Lights" in room.text("#head")
        await room.press(*"5 7 0", "enter")
        assert room.live.live.session.polled == {0: (None, 7, None)}


async def test_the_closing_rating_is_counted_the_same_way(tmp_path: Path) -> None:
    """In a part that captures a rating, c takes five numbers."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen) as room:
        await room.press(*["right"] * 5)
        assert "To be counted: 1 to 5." in room.prose
        await room.press("c", *"0 1 2 7 2", "enter")
        assert room.live.live.session.polled == {2: (None, None, None, 7, None)}
        assert "7 gave 4; the rest too few to show" in room.text("#aside")


async def test_a_majority_gives_a_topic_more_time(tmp_path: Path) -> None:
    """Near the end h is offered; two numbers and enter, and the topics ahead make room."""
    async with opened(running(crowd(8), TOPICS), tmp_path, LiveScreen) as room:
        assert "Each has 3 votes." in room.prose
        assert "Vote on" not in room.shown
        await room.pass_time(minutes=4, seconds=30)
        assert "Vote on 2 min more? Press h." in room.prose
        assert offered(room)[0] == "vote"
        await room.press("h")
        assert (
            "A majority adds 2 min, else on to topic 2. Ahead in this part: 3 topics in 15:00."
            in room.prose
        )
        await room.press(*"5 3")
        assert "5 for, 3 against: 2 min more, then 2 topics ahead." in room.prose
        await room.press("enter")
        assert facts(room) == (Voted(room.clock.now(), 5, 3),)
        assert "topic 1 of 3, extended once" in room.text("#segment")
        assert "Topic 1, extended" in room.text("#order")
        assert "2:30" in room.text("#said")
        assert "on time" in room.text("#head")
        await room.press("u")
        assert "topic 1 of 4" in room.text("#segment")
        assert "extended" not in room.shown


async def test_a_tie_goes_on_to_the_next_topic(tmp_path: Path) -> None:
    """I see before I press enter that a tie is no majority, and what comes next."""
    async with opened(running(crowd(8), TOPICS), tmp_path, LiveScreen) as room:
        await room.press("h", *"4 4")
        assert "4 for, 4 against: no majority, on to topic 2." in room.prose
        await room.press("enter")
        assert room.live.live.session.current.round == 2
        assert "no majority, on to topic 2" in room.prose


async def test_why_there_is_nothing_to_count_can_be_read_in_a_small_window(tmp_path: Path) -> None:
    """In 40 by 12 the sentences of h and c are whole."""
    async with opened(running(crowd(8), AGENDA), tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("h")
        assert words(room, "#preview") == 'No topics to vote on here; they are in "Talk".'
        await room.press("c")
        assert words(room, "#preview").endswith("no count is shown or kept. Look round.")
    async with opened(running(crowd(8), TOPICS), tmp_path, LiveScreen, size=(40, 12)) as room:
        await room.press("c")
        assert words(room, "#preview").endswith("no part so far asked for lights or 1 to 5.")


async def test_when_no_extension_is_left_i_am_told_and_the_floor_goes_on(tmp_path: Path) -> None:
    """After two extensions h says that there is no third; enter gives the floor to the next."""
    async with opened(running(crowd(8), TOPICS), tmp_path, LiveScreen) as room:
        for _ in range(2):
            await room.press("h", *"8 0", "enter")
        assert "extended twice" in room.text("#segment")
        await room.press("h")
        asked = await room.on(AskScreen)
        assert "It was extended as often as it can be." in room.prose
        assert "Next: topic 2." in room.prose
        asked._offer()
        await room.press("enter")
        assert isinstance(facts(room)[-1], Moved)
        assert room.live.live.session.current.round == 2


async def test_windows_are_there_only_where_they_mean_something(tmp_path: Path) -> None:
    """Without topics there is no vote, without a question no count: a sentence says so."""
    async with opened(running(crowd(8), TOPICS), tmp_path, LiveScreen) as room:
        await room.press("c")
        assert "Nothing to count yet" in room.prose
        await room.press(*["right"] * 4, "h")
        assert f'No topics to vote on here; they are in "{TOPICS.segments[0].title}".' in room.prose


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12), (20, 5)])
async def test_counting_works_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """The line and what it comes to are there in the smallest window that shows anything."""
    async with opened(running(crowd(12), AGENDA), tmp_path, LiveScreen, size=size) as room:
        await room.press("c", *"6 4 2")
        if size >= (40, 12):
            assert "6 gave green" in room.prose
            assert "5:00 left" in room.prose
            assert "esc" in room.shown
        await room.press("enter")
        assert room.live.live.session.polled == {0: (6, None, None)}


async def test_the_help_says_from_how_many_people_on_a_count_is_worth_it(tmp_path: Path) -> None:
    """In a circle of eight I read in the help that c can do nothing here, before I try it."""
    async with opened(running(circle_of(*NAMES)), tmp_path, LiveScreen, size=(120, 60)) as room:
        await room.press("question_mark")
        assert "with fewer than ten here nothing could be: look round." in room.prose
        assert "After any other interruption, give it minutes." in room.prose
