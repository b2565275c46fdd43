"""The home screen: when the circle meets, what it will do, what is open, and one thing to press."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError
from circle_tui.domain.who import capital
from circle_tui.services.founding import names_in
from circle_tui.services.overview import Overview, choices, left_out, overview
from circle_tui.services.workspace import Workspace
from circle_tui.ui import themes
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.commands.home import AGENDA, HOME_COMMANDS, MEMBERS, OTHER, REVIEW, START
from circle_tui.ui.commands.live import HELP
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.order import cut

ROOMY = 50
"""Cells from which on there is room for air between the columns."""

TO_TELL = "To tell"
"""The label of what is said in the style of a warning: it waits for the facilitator."""

BARE = 3
"""Lines of a window that has room for nothing else between its head and its keys."""


class HomeScreen(Screen[Agenda | None]):
    """Dismissed with the agenda to run, or with ``None`` to leave the program.

    ``chosen`` is an agenda named on the command line; it holds for today only. ``said`` is shown
    at first: what there is to say of the circle's files. ``others`` tells that there are other
    circles to open; leaving for one sets ``other``.
    """

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(HOME_COMMANDS)

    def __init__(
        self,
        workspace: Workspace,
        chosen: str | None = None,
        said: str = "",
        *,
        others: bool = False,
    ) -> None:
        super().__init__()
        self.other = False
        self._others = others
        self._said = said
        self._seen: Overview | None = None
        self.workspace = workspace
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out what is known, and the one thing to do."""
        yield Header(id="head")
        with Vertical(id="facts"):
            yield Line(id="table")
            yield Static(Content("▸ Start the session"), id="start")
            yield Line(id="said")
            yield Line(id="open")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Show how the circle stands."""
        self._look()
        self._say(self._said, "$warning")

    def on_resize(self, event: Resize) -> None:
        """Close up where there is little room."""
        self.set_class(event.size.width < 60 or event.size.height < 18, "small")
        self.set_class(event.size.width < 40 or event.size.height < 10, "tiny")
        self._tell()

    def _look(self) -> Overview:
        """Look at the circle, and tell how it stands."""
        self._seen = overview(self.workspace, self._chosen)
        self._tell()
        return self._seen

    def _tell(self) -> None:
        """Tell how the circle stands, in the room there is."""
        seen, tiny, small = self._seen, self.has_class("tiny"), self.has_class("small")
        if seen is None:
            return
        self.query_one("#head", Header).show(
            plain(seen.circle).stylize("bold"),
            Content("") if tiny else Content.styled("circle-tui", "$quiet"),
        )
        rows = _rows(seen, small=small)
        room = self.size.width - (3 if small else 5)  # air at both sides, and a scrollbar
        table = _bare(seen, room) if tiny else _table(rows, room)
        self.query_one("#table", Line).show(table)
        self.query_one("#open", Line).show(_open_items(seen.open_items))
        wanted, label = _next_step(seen)
        self.query_one("#start", Static).update(Content(f"▸ {wanted}"))
        start = replace(START, label=label)
        needless = ({HELP} if tiny else set[Command]()) | (set() if self._others else {OTHER})
        self.query_one(KeyLine).commands = [
            start,
            *(command for command in HOME_COMMANDS[1:] if command not in needless),
        ]

    def _say(self, text: str, style: str = "$quiet") -> None:
        self.query_one("#said", Line).show(plain(text).stylize(style))
        self.set_class(bool(text), "saying")

    def action_start(self) -> None:
        """Hand the agenda over, or say what is missing."""
        seen = self._look()
        if seen.agenda is None:
            self._say(f"Choose another agenda first: press {AGENDA.shown}.", "$warning")
        elif not seen.members:
            self._say(f"Nobody is in this circle yet: press {MEMBERS.shown}.", "$warning")
        else:
            self.dismiss(seen.agenda)

    @work(group="pick", description="choose an agenda")
    async def action_agenda(self) -> None:
        """Choose the agenda to offer."""
        found, broken = choices(self.workspace)
        rows = [(choice.title, choice.takes, choice.about) for choice in found]
        names = [choice.agenda.name for choice in found]
        offered = self._look().agenda
        now = names.index(offered.name) if offered and offered.name in names else 0
        missing = left_out(self.workspace) or _missing(broken)
        pick = PickScreen("Which agenda?", rows, now, missing)
        picked = await self.app.push_screen_wait(pick)
        if picked is not None:
            kept = self.workspace.circle.people
            self._chosen = None
            await self._kept(
                lambda: kept.put_profile(replace(kept.profile(), agenda=names[picked]))
            )

    @work(group="review", description="the review")
    async def action_review(self) -> None:
        """Look through what is open."""
        from circle_tui.services.reviewing import Reviewing
        from circle_tui.ui.screens.review_group import LastTimeScreen

        await self.app.push_screen_wait(LastTimeScreen(Reviewing(self.workspace)))
        self._look()

    @work(group="pick", description="add members")
    async def action_members(self) -> None:
        """Add members by name."""
        question, hint = "Who else is in the circle?", "names, separated by commas"
        typed = await self.app.push_screen_wait(TypeInScreen(question, hint))
        while typed and (problem := await self._enrol(typed)):
            again = TypeInScreen(question, hint, typed, problem)
            typed = await self.app.push_screen_wait(again)

    async def _enrol(self, typed: str) -> str:
        """Add the members typed, and return why that could not be, or nothing."""
        return await self._kept(lambda: self.workspace.roster.add(names_in(typed)))

    @work(group="pick", description="the calendar")
    async def action_calendar(self) -> None:
        """Show the coming dates."""
        from circle_tui.ui.screens.calendar import CalendarScreen

        await self.app.push_screen_wait(CalendarScreen(self.workspace))
        self._look()

    async def _kept(self, save: Callable[[], object]) -> str:
        """Run a save, and say and return in words why it failed; empty when it did not."""
        try:
            await self.workspace.writer.run(save)
        except CircleError as error:
            self._say(str(error), "$warning")
            return str(error)
        self._say("")
        self._look()
        return ""

    def action_theme(self) -> None:
        """Change between dark, light and high contrast."""
        self.app.theme = themes.following(self.app.theme)

    def action_other(self) -> None:
        """Leave for another circle, if there is one."""
        if self._others:
            self.other = True
            self.dismiss(None)
        else:
            self._say('There is no other circle to open here. To make one: circle new "NAME"')

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Between sessions", HOME_COMMANDS))

    def action_leave(self) -> None:
        """Leave the program."""
        self.dismiss(None)


def _next_step(seen: Overview) -> tuple[str, str]:
    """Return what Enter does, in words and for the key line."""
    if seen.ended:
        return "Write the last session's summary", "write"
    return ("Go on with the session", "go on") if seen.waiting else ("Start the session", "start")


def _rows(seen: Overview, *, small: bool) -> list[tuple[str, str]]:
    """Return what there is to tell, each with a label: a short one in a ``small`` window."""
    rows = [("Next" if small else "Next meeting", seen.next_meeting)]
    if seen.coming:
        rows.append(("Answers", seen.coming))
    if seen.owed:
        rows.append((TO_TELL, seen.owed))
    last = "Last" if seen.ended else "Open"
    rows += [("Agenda", seen.agenda_words), (last if small else "Last time", seen.last_time)]
    if things := seen.parked:
        counted = "1 thing" if things == 1 else f"{things} things"
        rows.append(("Parked" if small else "Parking lot", counted))
    rows.append(("Members", seen.standing or f"none yet: press {MEMBERS.shown} to add them"))
    if seen.serving:
        (first, name), *others = seen.serving
        more = "".join(f" · {duty}: {other}" for duty, other in others)
        rows.append((capital(first) if small else f"Next {first}", f"{name}{more}"))
    if seen.overdue:
        rows.append(("Old" if small else "To remove", seen.overdue))
    return rows


def _missing(broken: Sequence[str]) -> str:
    """Say which agendas are not in a list because they have mistakes."""
    if not broken:
        return ""
    first, *others = broken
    more = f" and {len(others)} more" if others else ""
    return f"Not here: {first}{more}, with mistakes. See: circle agenda list"


def _table(rows: Sequence[tuple[str, str]], room: int) -> Content:
    """Lay out labels and what they say in two columns; what is long goes on in the second one."""
    width = max(len(label) for label, _ in rows) + (3 if room >= ROOMY else 1)
    lines = []
    for label, said in rows:
        first, *more = plain(said).wrap(max(1, room - width)) or [Content("")]
        style = "$warning" if label == TO_TELL else ""
        lines.append(Content.assemble((label.ljust(width), "$quiet"), first.stylize(style)))
        lines += [Content.assemble(" " * width, line.stylize(style)) for line in more]
    return Content("\n").join(lines)


def _bare(seen: Overview, room: int) -> Content:
    """Return when the circle meets and with which agenda: all that has room in a tiny window."""
    lines = plain(seen.next_meeting).wrap(max(1, room))[: BARE - 1]
    agenda = plain(cut(plain(seen.agenda_words).plain, max(1, room)))
    return Content("\n").join([*lines, agenda])


def _open_items(items: Sequence[tuple[str, str, str]]) -> Content:
    """List what is open from earlier sessions, by alias."""
    if not items:
        return Content("")
    width = max(len(owner) for owner, _, _ in items) + 3
    rows = [
        Content.assemble(
            plain(owner.ljust(width)).stylize("$quiet"),
            plain(text),
            (f"  {due}" if due else "", "$quiet"),
        )
        for owner, text, due in items
    ]
    heading = Content.assemble(
        ("Open from last time", "bold"), (f", by alias; {REVIEW.shown} says whose it is", "$quiet")
    )
    return Content("\n").join([heading, *rows])
