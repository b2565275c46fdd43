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
from circle_tui.services.founding import names_in
from circle_tui.services.inviting import settle, write_invite
from circle_tui.services.overview import Overview, choices, left_out, overview
from circle_tui.services.workspace import Workspace
from circle_tui.ui import themes
from circle_tui.ui.commands.command import bindings
from circle_tui.ui.commands.home import AGENDA, HOME_COMMANDS, MEMBERS, OTHER, START
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line


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

    def _look(self) -> Overview:
        seen = overview(self.workspace, self._chosen)
        self.query_one("#head", Header).show(
            plain(seen.circle).stylize("bold"), Content.styled("circle-tui", "$quiet")
        )
        rows = [
            ("Next meeting", seen.next_meeting),
            ("Agenda", seen.agenda_words),
            ("Last time", seen.last_time),
            *_parked(seen.parked),
            (
                "Members",
                seen.standing or f"none yet: press {MEMBERS.shown} to add them",
            ),
            *_serving(seen),
            *([("To remove", seen.overdue)] if seen.overdue else []),
        ]
        self.query_one("#table", Line).show(_table(rows))
        self.query_one("#open", Line).show(_open_items(seen.open_items))
        self.query_one("#start", Static).update(
            Content("▸ Go on with the session" if seen.waiting else "▸ Start the session")
        )
        start = replace(START, label="go on") if seen.waiting else START
        self.query_one(KeyLine).commands = [
            start,
            *(c for c in HOME_COMMANDS[1:] if self._others or c is not OTHER),
        ]
        return seen

    def _say(self, text: str, style: str = "$quiet") -> None:
        self.query_one("#said", Line).show(plain(text).stylize(style))

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

    @work(group="pick", description="write the invite")
    async def action_calendar(self) -> None:
        """Write the next meeting as a calendar file."""
        path = self.workspace.exports / "next-meeting.ics"

        def write() -> None:
            space = self.workspace
            following = settle(space.circle, space.clock, space.token)
            write_invite(space.circle, following.meeting, path)

        if not await self._kept(write):
            self._say(f"Written: {path}")

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


def _serving(seen: Overview) -> list[tuple[str, str]]:
    """Say whose turn it is to host, and the like; nothing where the agenda has no such role."""
    if not seen.serving:
        return []
    (first, name), *others = seen.serving
    more = "".join(f" · {duty}: {other}" for duty, other in others)
    return [(f"Next {first}", f"{name}{more}")]


def _parked(things: int) -> list[tuple[str, str]]:
    """Count what waits in the parking lot; nothing where it is empty."""
    return [("Parking lot", "1 thing" if things == 1 else f"{things} things")] if things else []


def _missing(broken: Sequence[str]) -> str:
    """Say which agendas are not in a list because they have mistakes."""
    if not broken:
        return ""
    first, *others = broken
    more = f" and {len(others)} more" if others else ""
    return f"Not here: {first}{more}, with mistakes. See: circle agenda list"


def _table(rows: Sequence[tuple[str, str]]) -> Content:
    """Lay out labels and what they say in two columns."""
    width = max(len(label) for label, _ in rows) + 3
    return Content("\n").join(
        Content.assemble((label.ljust(width), "$quiet"), plain(said)) for label, said in rows
    )


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
    return Content("\n").join([Content.styled("Open from last time", "bold"), *rows])
