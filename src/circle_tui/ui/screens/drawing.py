"""Drawing the live screen: a ``LiveView`` into its places."""

from textual.content import Content
from textual.screen import Screen

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import RunningOrder
from circle_tui.ui.widgets.tones import CALM, TONES


def draw(screen: Screen[bool], view: LiveView, *, circle: str, sharing: bool, blank: bool) -> None:
    """Draw what has changed of the live screen, but for what is written and the keys.

    ``circle`` is its name; ``sharing`` and ``blank`` are told in the header.
    """
    tone = live_text.tone_of(view)
    small = screen.has_class("small")
    screen.query_one("#head", Header).show(
        live_text.head_left(view, circle, sharing=sharing, blank=blank),
        live_text.head_small(view) if small else live_text.head_right(view),
    )
    aside = live_text.aside(view, small=small)
    crowded = small and bool(aside.plain)
    screen.query_one("#segment", Header).show(
        live_text.segment(view, aside, screen.size.width) if small else live_text.segment(view),
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
    screen.query_one("#prompt", Fitted).show(
        live_text.larger() if screen.has_class("tiny") else plain(view.prompt, multiline=True)
    )
    screen.query_one("#say", Fitted).show(live_text.script(view))
    screen.query_one(RunningOrder).lines = view.order
    screen.set_class(view.quiet, "quiet")
    screen.set_class(bool(live_text.hints_of(view)), "hinted")
