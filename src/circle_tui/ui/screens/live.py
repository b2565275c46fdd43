"""The live screen: whose turn it is, how long is left, what comes next.

It draws ``LiveView`` and turns keys into rules. It keeps no time: each redraw is computed from
facts and the clock, and the next one is asked for at the moment when the shown second changes.
"""

from functools import cached_property, partial
from typing import ClassVar

from textual import on, work
from textual._time import get_time
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.timer import Timer

from circle_tui.domain import rules
from circle_tui.domain.session import Session
from circle_tui.domain.taken_back import NO_NAMES
from circle_tui.domain.telling import told_of
from circle_tui.domain.timing import seconds_left, until_change
from circle_tui.domain.view import LiveView
from circle_tui.domain.writing import Kind, Moment
from circle_tui.services.notebook import notebook_for
from circle_tui.services.recovery import Watch
from circle_tui.services.seating import aliases_by_seat
from circle_tui.services.viewing import Viewing
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.live import LIVE_COMMANDS, LIVE_HELP
from circle_tui.ui.commands.writing import WRITING_HELP
from circle_tui.ui.cueing import Cueing
from circle_tui.ui.host import host
from circle_tui.ui.screens import decisions, drawing, live_text
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.deeds import TOO_EARLY
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.leaving import ending_text, leaving_text
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.room import Left, Room, Written
from circle_tui.ui.screens.sharing import SharingScreen
from circle_tui.ui.screens.writing import Writing
from circle_tui.ui.terminal.memory import forget_texts
from circle_tui.ui.terminal.timers import once
from circle_tui.ui.widgets.bigclock import BigClock
from circle_tui.ui.widgets.capture import Capture
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import RunningOrder

PAST_THE_CHANGE = 0.002
"""Seconds a redraw waits past the change of second: one that came early would lose a second."""


class LiveScreen(SharingScreen):
    """The running session. Dismissed with ``True`` when the session was closed.

    ``told`` is what going on with it did, to be said first. ``left`` is how the screen was left
    that ended the session, where that goes on after all; then how this one was.
    """

    CSS_PATH = "live.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(LIVE_COMMANDS)

    def __init__(self, workspace: Workspace, told: str = "", left: Left | None = None) -> None:
        super().__init__(workspace, left.seen if left else None)
        self.left = left
        self._told = self.deeds.said(told)
        circle = workspace.circle
        self._notebook = notebook_for(workspace, self.live.session.id)
        self._circle_name = circle.people.profile().name
        self._viewing = Viewing(workspace, self.live.session)
        self._aliases = aliases_by_seat(circle)
        self._zone = workspace.zone
        self._bids: Written = left.bids if left else {}
        self._watch = Watch(workspace.clock)
        self._cues = Cueing(self, circle.people.profile().cue)
        self._timer: Timer | None = None
        self._seen: LiveView | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out in fixed places."""
        yield Header(id="head")
        with Horizontal(id="room"):
            with Vertical(id="stage"):
                yield Header(id="segment")
                yield Line(id="aside")
                yield BigClock(id="clock")
                with Horizontal(id="words"):
                    yield Line(id="bar")
                    yield Line(id="said")
                yield Header(id="who", keeps_left=True)
                yield Fitted(id="prompt")
                yield Fitted(id="say")
            yield RunningOrder(id="order")
        sheets = self.left.sheets if self.left else None
        yield Writing(self._notebook, self._moment, self._told, sheets)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Start drawing, now and after every change that is on the disk."""
        self.call_after_refresh(self._warm_up)
        self.call_after_refresh(lambda: self.deeds.begin(get_time()))
        self.left = None
        self.live.listen(self._changed)
        self.publish()
        self.redraw()

    def _changed(self, session: Session) -> None:
        if session.closed:
            self.left = Left(self.publisher.seen, self.writing.sheets, self._bids)
            self.publish()
            self.over()
        else:
            self.redraw()
            self.call_later(self.publish)  # what was touched is painted, if that was all

    def on_resize(self, event: Resize) -> None:
        """Choose the layout for the size of the window."""
        for name, holds in drawing.layouts(*event.size).items():
            self.set_class(holds, name)
        self.redraw()
        self.call_after_refresh(self.redraw)  # each place has its new width then

    @property
    def room(self) -> Room:
        """The running session, for a window over this screen."""
        seen = self._viewing
        return Room(
            *(self, self.workspace, self.live, self.view, seen.names, seen.script, self._bids)
        )

    def view(self) -> LiveView:
        """Return the picture of this moment, as far as it may be seen, but for the order."""
        session = self.live.session
        if self.sharing:
            return self.publisher.view(session)
        return self._viewing.view(session, ordered=False)

    def _moment(self) -> Moment:
        session = self.live.session
        here = self.workspace.clock.now().astimezone(self._zone)
        floor = self._aliases.get(session.current.seat, "")
        return Moment(session, here.date(), f"{here:%H:%M}", floor)

    @cached_property
    def _places(self) -> drawing.Places:
        return drawing.Places.of(self)

    def redraw(self) -> None:
        """Draw what has changed, and ask for the next redraw at the next change."""
        view = self._seen = self.view()
        drawing.draw(
            self._places,
            view,
            circle=self._circle_name,
            sharing=self.sharing,
            kept=self.publisher.holds_sharing,
            blank=self.publisher.holds_blank,
        )
        self.paint()
        self._cues.look(self.live.session, self.workspace.clock.now())
        self._ask_for_next_redraw()
        # What was touched is on its way to the terminal first.
        order = view.order if self.sharing else self._viewing.order(self.live.session)
        drawing.draw_order(self._places, view, order, sharing=self.sharing)
        self.paint()
        self.call_later(self._offer, view)

    def _offer(self, view: LiveView) -> None:
        """Name the keys that would do something now, the most useful first."""
        wanted = self.shareable(live_text.worded(LIVE_COMMANDS, self.live.session, view))
        drawing.draw_keys(self._places, wanted, self.live.refusal)

    @on(Capture.Switched)
    @on(Writing.Kept)
    def _other_keys(self) -> None:
        self.redraw()
        if self._places.capture.kind is None:
            self.call_after_refresh(forget_texts)

    @property
    def has_draft(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.writing.drafts

    def seconds_to_change(self) -> float:
        """Return in how many seconds the clock will show another one."""
        session, now = self.live.session, self.workspace.clock.now()
        runs = session.running_since is not None
        return until_change(seconds_left(session, now)) + PAST_THE_CHANGE if runs else 1.0

    def _ask_for_next_redraw(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = once(self, self.seconds_to_change(), self._tick)

    def _tick(self) -> None:
        self._tell_lost()
        if self._watch.beat_is_due():
            self.beat()
            self.publish()
        if self.live.session.running_since is None and (view := self.view()) == self._seen:
            self._ask_for_next_redraw()
            if drawing.plans_otherwise(self._places, self.live.refusal):
                self._offer(view)
        else:
            self.redraw()

    def _tell_lost(self) -> None:
        """Record time without the program, before whatever key comes first after it."""
        if lost := self._watch.lost():
            self.do(lost)

    @work(group="warm", thread=True, exit_on_error=False, description="read the word lists")
    def _warm_up(self) -> None:
        self._notebook.warm_up()

    def action_rule(self, name: str) -> None:
        """Let the rule of the command called ``name`` happen.

        A step that was pressed before the last one was shown is not taken, and that is said.
        """
        self._tell_lost()
        rule = next(command.rule for command in LIVE_COMMANDS if command.name == name)
        assert rule is not None
        if self.deeds.too_early(rule, host(self).key_came):
            self.say(TOO_EARLY, again=False)
            return
        names = NO_NAMES if self.sharing else self._viewing.names
        now = self.workspace.clock.now()
        self.do(rule, partial(told_of, rule, view=self.view, now=now, names=names))

    def action_write(self, kind: str) -> None:
        """Write something down; where nothing may be, what is typed on is no row of keys."""
        self.writing.write(Kind(kind))
        if self._places.capture.kind is None:
            host(self).stray.begin()

    def action_kept(self) -> None:
        """Show what was kept in this session, to correct or delete it."""
        self.writing.look_back()

    def action_help(self) -> None:
        """Show every key: of the line and its masks while somebody writes."""
        writing = self._places.capture.kind is not None
        told = ("While writing", WRITING_HELP) if writing else ("During the session", LIVE_HELP)
        self.app.push_screen(HelpScreen(*told))

    def action_script(self) -> None:
        """Show what may be said in this part, in full."""
        view = self.view()
        self.app.push_screen(ReadScreen(view.segment, view.prompt, live_text.reading(view)))

    @work(group="decision", description="something being decided")
    async def action_decide(self, name: str) -> None:
        """Open the window of the command called ``name``, and do what is decided in it."""
        command = next(command for command in LIVE_COMMANDS if command.name == name)
        if command.gate and (refused := self.live.refusal(command.gate)):
            self.writing.say(refused.why)
            return
        if decided := await decisions.decide(name, self.room):
            self.do(decided.rule, lambda _session: decided.told)

    @work(group="leave", description="the question before ending")
    async def action_end(self) -> None:
        """Ask, then end the session."""
        text = partial(ending_text, self.room, draft=self.has_draft)
        if await self.app.push_screen_wait(AskScreen("End the session?", text, "end it")):
            self.do(rules.close)

    @work(group="leave", description="the question before leaving")
    async def action_leave(self) -> None:
        """Ask, then leave; the session can be taken up again."""
        draft, at_risk = self.has_draft, self.writing.at_risk
        text = partial(leaving_text, self.room, draft=draft, at_risk=at_risk)
        if await self.app.push_screen_wait(AskScreen("Leave the session?", text, "leave")):
            host(self).action_leave(0)
