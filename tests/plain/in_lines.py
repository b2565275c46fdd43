"""An evening in lines: a process with pipes, on a clock that a test moves by hand.

After each thing that is typed, what is said is held against the facts on the disk: these are read
as another process would read them, and put into words here, beside the program's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from circle_tui import bootstrap
from circle_tui.domain.facts import Closed
from circle_tui.domain.order import Line, Mark
from circle_tui.domain.session import Session, fold
from circle_tui.domain.view import LiveView
from circle_tui.domain.who import WHOLE_GROUP
from tests.e2e.evening import Evening
from tests.e2e.spoken import Spoken
from tests.terminal import PYTHON

ROOT = Path(__file__).parents[2]

UNITS = ("hour", "minute", "second")


def in_words(figure: str) -> str:
    """Return ``1:02:03`` as it is to be heard."""
    parts = [int(part) for part in figure.lstrip("+").split(":")]
    told = [
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number, unit in zip([0] * (3 - len(parts)) + parts, UNITS, strict=True)
        if number
    ]
    return " ".join(told) or "0 seconds"


@dataclass
class InLines(Evening):
    """An evening in lines: what is typed goes through a pipe, and what is said is held to facts."""

    said: str = field(default="", init=False)
    """All that was said, also by processes that are gone."""
    markers: int = field(default=0, init=False)

    def __exit__(self, *_: object) -> None:
        self.spoken.__exit__(None, None, None)

    def speak(self, *words: str) -> Spoken:
        """Start the program in lines."""
        program = [PYTHON, "-m", "tests.e2e.programs.by_hand", str(self.folder / "clock")]
        command = [*program, *words, "--home", str(self.home.root)]
        self.spoken = Spoken(["env", f"PYTHONPATH={ROOT}", *command], self.folder)
        return self.spoken

    def hear(self, *lines: str) -> str:
        """Type lines, up to where nothing is asked any more, and return all that was said to them.

        That nothing is asked is told by a word that is no command: a question would take it.
        """
        begun, self.markers = len(self.spoken.said), self.markers + 1
        word = f"qqq{self.markers}"
        self.spoken.write(*lines, word)
        self.spoken.wait_for(f'There is no command "{word}".')
        return self.spoken.said[begun:]

    def do(self, *lines: str) -> tuple[str, LiveView]:
        """Type lines that make something happen; all then said has to be what the facts come to."""
        before = self.facts()
        said = self.hear(*lines)
        assert self.facts() != before, f"nothing came of {lines} in:\n{said}"
        return said, self.check()

    def check(self) -> LiveView:
        """Hold everything that ``where`` and ``parts`` say against the facts on the disk."""
        view, told = self.view(), self.hear("where", "parts")
        for sentence in (*_stands(view), *map(_in_order, view.order)):
            assert sentence in told, f"no {sentence!r} in:\n{told}"
        places = [told.index(_in_order(line)) for line in view.order]
        assert places == sorted(places), f"not in this order: {told}"
        self.looks += 1
        return view

    def facts(self) -> int:
        """Return how many facts lie on the disk."""
        with bootstrap.opened(self.home, self.circle, looking=True) as looked:
            return len(looked.circle.journal.read())

    def closed_now(self) -> Session:
        """Return what the facts would come to if the session ended at this moment."""
        with bootstrap.opened(self.home, self.circle, looking=True) as looked:
            return fold([*looked.circle.journal.read(), Closed(self.now)])

    def let_pass(self, view: LiveView, more: float = 0) -> str:
        """Let the time of the turn that is on pass, and some seconds more; return what was said."""
        minutes, seconds = map(int, view.clock.split(":"))
        self.pass_time(minutes, seconds + more)
        return self.hear()

    def through(self, turns: int, more: float = 0) -> LiveView:
        """Let so many have their turns, to the second or some seconds more, and give the floor."""
        view = self.check()
        for _ in range(turns):
            told = self.let_pass(view, more)
            who = view.segment if view.who == WHOLE_GROUP else view.who
            assert f" {who}: time. Next: {view.following}" in told, told
            _, view = self.do("next")
        return view


def _stands(view: LiveView) -> Iterator[str]:
    """Yield what has to be said of a moment: whose turn, of how long, who is next, and the end."""
    place = f"{view.segment}, {view.place}" if view.place else view.segment
    yield f"{view.now} {place}{'' if place.endswith('?') else '.'} "
    over = view.clock.startswith("+")
    yield f"{in_words(view.clock)} over" if over else in_words(view.clock)
    yield f"Next: {view.following}"
    if view.who:
        yield view.who
    if view.paused:
        yield f"The clock is {view.pause}; the promise stays."
    if view.on_time:
        yield f"Ends {view.promised}, on time."
    else:
        yield f"Ends {view.projected}, {view.drift}; promised {view.promised}."
    if view.counted:
        yield f"{view.counted[0].upper()}{view.counted[1:]}."
    if view.interruption:
        yield f"{in_words(view.interruption)} went by without the clock."


def _in_order(line: Line) -> str:
    if line.mark is Mark.PASSED:
        return f"{line.title}: {line.time}."
    over = f", {in_words(line.over)} over" if line.over else ""
    return f"{line.title}: {line.mark}, {in_words(line.time)}{over}."
