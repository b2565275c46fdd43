"""Drawing the live screen: a ``LiveView`` into its places."""

from textual.content import Content
from textual.screen import Screen

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import RunningOrder
from circle_tui.ui.widgets.tones import CALM, TONES


def draw(
    screen: Screen[bool], view: LiveView, *, circle: str, sharing: bool, kept: bool, blank: bool
) -> None:
    """Draw what has changed of the live screen, but for what is written and the keys.

    ``circle`` is its name; ``sharing``, whether that is ``kept``, and ``blank`` are told in the
    header.
    """
    tone = live_text.tone_of(view)
    small = screen.has_class("small")
    screen.query_one("#head", Header).show(
        live_text.head_left(view, circle, sharing=sharing, kept=kept, blank=blank),
        live_text.head_small(view) if small else live_text.head_right(view),
    )
    aside = live_text.aside(view, small=small)
    crowded = small and bool(aside.plain)
    screen.query_one("#segment", Header).show(
        live_text.segment(view, aside, screen.size.width)
        if small
        else live_text.segment(view, live_text.silence(view)),
        live_text.state(view, "" if crowded else CALM),
    )
    screen.query_one("#aside", Line).show(aside)
    clock = screen.query_one(BigClock)
    clock.time = view.clock
    for name in TONES:
        clock.set_class(name == tone, name)
    screen.query_one("#bar", Line).show(live_text.bar(view))
    screen.query_one("#said", Line).show(live_text.said(view, small=small))
    following = Content("") if screen.has_class("tiny") else live_text.following(view)
    screen.query_one("#who", Header).show(live_text.who(view), following)
    # While somebody writes the key is a letter, and on a shared screen the script is not shown.
    reads = not sharing and screen.query_one(Capture).kind is None
    more = live_text.more(small=small) if reads else Content("")
    screen.query_one("#prompt", Fitted).show(
        live_text.larger() if screen.has_class("tiny") else plain(view.prompt, multiline=True),
        more,
    )
    screen.query_one("#say", Fitted).show(live_text.script(view), more)
    # Where everybody keeps silent nobody is named; the column stays, so that nothing jumps.
    lines = [line for line in view.order if not (view.quiet and line.indent)]
    screen.query_one(RunningOrder).lines = tuple(lines)
    screen.set_class(bool(live_text.hints_of(view)), "hinted")
