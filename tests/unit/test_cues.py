"""When the room is told that time is nearly up, and that it is: once, and not again for nothing."""

from dataclasses import replace
from datetime import datetime

from circle_tui.domain import rules
from circle_tui.domain.agenda import Silent
from circle_tui.domain.cues import Look, look
from circle_tui.domain.rules import Rule
from circle_tui.domain.session import Session
from circle_tui.domain.timing import Tone
from tests.unit.circles import AGENDA, after, at, begun


class Evening:
    """A session that is looked at every second, and at every command."""

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or begun()
        self.told: list[tuple[int, Tone]] = []
        self.last: Look | None = None
        self.second = 0
        self.look()

    @property
    def now(self) -> datetime:
        """The instant it is."""
        return at(0, self.second)

    def look(self) -> None:
        """Look once, and note what is due."""
        self.last = look(self.last, self.session, self.now)
        if self.last.due:
            self.told.append((self.second, self.last.due))

    def until(self, second: int) -> None:
        """Let the clock run, looking at each second."""
        while self.second < second:
            self.second += 1
            self.look()

    def do(self, *commands: Rule) -> None:
        """Do something, and look, as a redraw after a key does."""
        for rule in commands:
            self.session = after(self.session, (rule, self.now))
            self.look()


SOON, UP = (96, Tone.SOON), (120, Tone.OVER)


def test_each_is_told_once() -> None:
    """At soon and at time is up, once each, however often the screen is drawn."""
    evening = Evening()
    evening.until(300)
    for _ in range(5):
        evening.look()
    assert evening.told == [SOON, UP]


def test_next_turn_has_its_own() -> None:
    """Every turn is told of; what the one before was told of is no matter."""
    evening = Evening()
    evening.until(130)
    evening.do(rules.advance)
    evening.until(130 + 120)
    assert evening.told == [SOON, UP, (130 + 96, Tone.SOON), (130 + 120, Tone.OVER)]


def test_pause_and_go_on_repeat_nothing() -> None:
    """While paused nothing is told, and going on tells nothing again."""
    evening = Evening()
    evening.until(100)
    evening.do(rules.pause)
    evening.until(200)
    evening.do(rules.resume)
    evening.until(219)
    assert evening.told == [SOON]
    evening.until(220)
    assert evening.told == [SOON, (220, Tone.OVER)]


def test_undo_repeats_nothing() -> None:
    """A minute that is taken back again brings no cue back."""
    evening = Evening()
    evening.until(125)
    evening.do(rules.lengthen, rules.undo)
    evening.do(rules.advance, rules.undo)
    evening.do(rules.pause, rules.undo)
    evening.until(300)
    assert evening.told == [SOON, UP]


def test_a_minute_more_has_an_end_of_its_own() -> None:
    """Who was given a minute more is told when that is up, too."""
    evening = Evening()
    evening.until(120)
    evening.do(rules.lengthen)
    evening.until(300)
    assert evening.told == [SOON, UP, (180 - 36, Tone.SOON), (180, Tone.OVER)]


def test_time_taken_away_is_told_once() -> None:
    """Time that a key takes away is told at once, and only the first time."""
    evening = Evening()
    evening.do(rules.shorten)
    evening.until(40)
    evening.do(rules.shorten)
    assert evening.told == [(40, Tone.SOON), (40, Tone.OVER)] or evening.told == [(40, Tone.OVER)]
    before = list(evening.told)
    evening.do(rules.undo, rules.shorten, rules.undo)
    assert evening.told == before


def test_coming_back_to_a_turn_tells_nothing() -> None:
    """Going back to a turn whose time is up is no news."""
    evening = Evening()
    evening.until(130)
    evening.do(rules.advance, rules.go_back)
    evening.until(200)
    assert evening.told == [SOON, UP]


def test_the_program_coming_back_tells_nothing() -> None:
    """After a crash the clock goes on where it is, without a bell for what was rung before."""
    evening = Evening()
    evening.until(130)
    again = Evening(evening.session)
    again.last = None
    again.second = 130
    again.told.clear()
    again.look()
    again.until(200)
    assert again.told == []


def test_the_floor_comes_to_a_turn_that_was_over_before_the_program_came_back() -> None:
    """Started again in the second turn, I go back to the first: that its time is up is no news."""
    evening = Evening()
    evening.until(130)
    evening.do(rules.advance)
    again = Evening(evening.session)
    again.last = None
    again.second = 140
    again.look()
    again.do(rules.go_back)
    again.until(200)
    assert again.told == []


def test_a_sleep_tells_the_last_thing_only() -> None:
    """Woken when time is up, it says so, and not first that it will be."""
    evening = Evening()
    evening.second = 400
    evening.look()
    evening.do(rules.interrupted(at(0, 10)), rules.give_back)
    evening.until(400 + 120)
    assert [stage for _, stage in evening.told] == [Tone.OVER, Tone.SOON, Tone.OVER]


def test_silence_is_broken_by_its_end_only() -> None:
    """Where everybody keeps silent there is one cue: the end."""
    quiet = replace(AGENDA.segments[0], silent_for=Silent.ALL)
    evening = Evening(begun(replace(AGENDA, segments=(quiet, *AGENDA.segments[1:]))))
    evening.until(200)
    assert evening.told == [UP]


def test_no_warning_is_no_cue() -> None:
    """Where the author wants no warning, time is up without one."""
    plain = replace(AGENDA.segments[0], warn_at=0)
    evening = Evening(begun(replace(AGENDA, segments=(plain, *AGENDA.segments[1:]))))
    evening.until(200)
    assert evening.told == [UP]
