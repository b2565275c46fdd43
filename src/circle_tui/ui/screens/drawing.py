"""Drawing the live screen: a ``LiveView`` into its places."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from textual.screen import Screen

from circle_tui.domain.errors import Refused
from circle_tui.domain.order import Line as OrderLine
from circle_tui.domain.replan_rules import may_replan
from circle_tui.domain.rules import Rule
from circle_tui.domain.view import LiveView
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import REPLAN
from circle_tui.ui.screens import live_text
from circle_tui.ui.screens.headline import headline, is_hidden, tiny_headline
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.fitted import NOTHING, Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import RunningOrder
from circle_tui.ui.widgets.tones import CALM, TONES

Refusal = Callable[[Rule], Refused | None]
"""Says why a rule does not apply now, or ``None`` when it does."""


def layouts(width: int, height: int) -> dict[str, bool]:
    """Return the classes of the stylesheet, each with whether it holds in a window of this size."""
    small, tiny = width < 60 or height < 20, width < 40 or height < 10
    return {
        "small": small,
        "narrow": width < 80,
        "low": height < 24 and not small,
        "short": height < 12,
        "tiny": tiny,
        "untitled": tiny and height < live_text.TITLE_FROM,
        "worded": tiny and height >= live_text.WORDS_FROM,
        "large": width >= 116 and height >= 34,
    }


class Places(NamedTuple):
    """The live ``screen`` and what is where on it: looked for once, not for each second."""

    screen: Screen[bool]
    head: Header
    segment: Header
    aside: Line
    clock: BigClock
    bar: Line
    said: Line
    who: Header
    prompt: Fitted
    say: Fitted
    order: RunningOrder
    writing: Writing
    capture: Capture
    keys: KeyLine

    @classmethod
    def of(cls, screen: Screen[bool]) -> "Places":
        """Return the places of a screen that is there."""
        find = screen.query_one
        return cls(
            screen=screen,
            head=find("#head", Header),
            segment=find("#segment", Header),
            aside=find("#aside", Line),
            clock=find(BigClock),
            bar=find("#bar", Line),
            said=find("#said", Line),
            who=find("#who", Header),
            prompt=find("#prompt", Fitted),
            say=find("#say", Fitted),
            order=find(RunningOrder),
            writing=find(Writing),
            capture=find(Capture),
            keys=find(KeyLine),
        )


def draw(
    places: Places,
    view: LiveView,
    *,
    circle: str,
    sharing: bool,
    kept: bool,
    blank: bool,
) -> None:
    """Draw what has changed of the live screen, but for the order, what is written and the keys.

    ``circle`` is its name; ``sharing``, whether that is ``kept``, and ``blank`` are told in the
    header.
    """
    screen, tone = places.screen, live_text.tone_of(view)
    small, tiny, (width, height) = screen.has_class("small"), screen.has_class("tiny"), screen.size
    hidden = {"sharing": sharing, "kept": kept, "blank": blank}
    places.head.show(
        *tiny_headline(view, width, height)
        if tiny
        else headline(view, width, circle=circle, small=small, **hidden)
    )
    # Where the clock in words has no row of its own, or a pause is told there, this one tells it.
    room = places.segment.content_size.width
    if tiny:
        told_here = bool(view.pause) or height < live_text.WORDS_FROM
        beside, state = NOTHING, live_text.figures(view) if told_here else NOTHING
    elif small:
        told_here = bool(view.pause) or screen.has_class("short")
        state, full = live_text.state(view, brief=True), live_text.state(view, CALM)
        beside = live_text.beside(view, room - state.cell_length - Header.APART, used=told_here)
        if live_text.segment(view, beside).cell_length + Header.APART + full.cell_length <= room:
            state = full
    else:
        beside, state = live_text.silence(view), live_text.state(view, CALM)
    room -= state.cell_length + Header.APART
    places.segment.show(live_text.segment(view, beside, room), state)
    places.aside.show(live_text.aside(view, places.aside.content_size.width))
    places.clock.time = view.clock
    if not places.clock.has_class(tone):
        for name in TONES:
            places.clock.set_class(name == tone, name)
    places.bar.show(live_text.bar(view))
    places.said.show(live_text.said(view, small=small, width=width))
    told = is_hidden(**hidden) if tiny else live_text.following(view)
    places.who.show(live_text.who(view, bare=tiny and bool(told)), told)
    # While somebody writes the key is a letter, and on a shared screen the script is not shown.
    reads = not sharing and not tiny and places.capture.kind is None
    more = live_text.more(small=small) if reads else NOTHING
    larger = live_text.larger(width, height) if tiny else plain(view.prompt, multiline=True)
    places.prompt.show(larger, more)
    hinted = bool(live_text.hints_of(view))
    apart = not hinted and not screen.has_class("large")
    places.say.show(live_text.script(view), more, apart=apart)
    # Of it alone: a class of the screen would have all of that styled anew.
    places.prompt.set_class(hinted and screen.has_class("low"), "hinted")


def draw_order(
    places: Places, view: LiveView, order: Sequence[OrderLine], *, sharing: bool
) -> None:
    """Draw the running order: a column of its own, which may follow what was touched.

    Beneath it stands what was written down, in a large window that nobody else looks at.
    """
    # Where everybody keeps silent nobody is named; the column stays, so that nothing jumps.
    lines = [line for line in order if not (view.quiet and line.indent)]
    places.order.lines = tuple(lines)
    listed = places.screen.has_class("large") and not (sharing or view.quiet)
    places.order.written = places.writing.written if listed else ()


def draw_keys(places: Places, wanted: Iterable[Command], refusal: Refusal) -> None:
    """Name those of the commands that would do something now; while somebody writes, the line's."""
    places.keys.commands = tuple(places.capture.commands) or tuple(
        command
        for command in wanted
        if command.allowed_by is None or refusal(command.allowed_by) is None
    )


def plans_otherwise(places: Places, refusal: Refusal) -> bool:
    """Tell whether the key to plan again does something now and is not named, or the reverse.

    It is the only one that a pause opens or closes by itself.
    """
    named = any(command.name == REPLAN.name for command in places.keys.commands)
    return named != (refusal(may_replan) is None)
