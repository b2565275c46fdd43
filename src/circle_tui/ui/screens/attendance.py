"""Who is here: marked before the clock starts, with what it does to the plan."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.attendance import HERE, Attendance, toggled
from circle_tui.domain.choices import Choice, applied, same_way
from circle_tui.domain.fit import Fit, fit, fit_text, way_text, written_text
from circle_tui.domain.people import Member, Standing, expected, roll_call, standing
from circle_tui.domain.plan import shares
from circle_tui.domain.promise import Promise, promise, seconds_late, shown, start_text
from circle_tui.domain.warnings import size_warning
from circle_tui.services.scheduled import scheduled_start
from circle_tui.services.screening import masked_for_others
from circle_tui.services.workspace import Workspace
from circle_tui.ui.commands.attendance import ATTENDANCE_COMMANDS, WAYS
from circle_tui.ui.commands.command import Command, bindings
from circle_tui.ui.commands.live import HELP
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.tight import one_of
from circle_tui.ui.screens.window import Fitting
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import Fitted
from circle_tui.ui.widgets.header import Header
from circle_tui.ui.widgets.keyline import KeyLine
from circle_tui.ui.widgets.line import Line
from circle_tui.ui.widgets.roll import WORDS, Roll, attendance_row


class AttendanceScreen(Fitting[tuple[Member, ...] | None]):
    """Dismissed with the members present, in roster order, or with ``None`` to go back.

    ``agenda`` is today's: the one that was handed in, with the way out that was chosen, if any.
    ``attendance`` is the state of everybody, handed in where the question comes a second time. Who
    pauses stands below the others, and is not expected, but may come.
    """

    CSS_PATH = "attendance.tcss"
    AUTO_FOCUS = ""
    WISHES = (("keys", 1), ("Roll", 1), ("one", 2), ("plan", 1), ("head", 1), ("Roll", 3))
    BINDINGS: ClassVar[list[BindingType]] = bindings(ATTENDANCE_COMMANDS)

    def __init__(
        self,
        workspace: Workspace,
        agenda: Agenda,
        attendance: Mapping[str, Attendance] | None = None,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.agenda = agenda
        self._written = agenda
        self._choice: Choice | None = None
        self._choices: tuple[Choice, ...] = ()
        self._offered: tuple[Choice, ...] = ()
        self._ways: PickScreen | None = None
        self._today = workspace.here().date()
        self._members = roll_call(workspace.circle.people.members(), self._today)
        awaited = expected(self._members, self._today)
        self._usual = {
            member.id: Attendance.PRESENT if member in awaited else Attendance.EXCUSED
            for member in self._members
        }
        self._states = {**self._usual, **(attendance or {})}
        self._scheduled = scheduled_start(workspace.circle, workspace.clock)
        self._masked = masked_for_others(agenda, workspace.circle.people.known())

    @property
    def attendance(self) -> Mapping[str, Attendance]:
        """The state of each member, by their id."""
        return self._states

    def compose(self) -> ComposeResult:
        """Lay out the roster and the plan for those who are here."""
        yield Header(id="head")
        yield Line(id="question")
        yield Roll(WORDS[True])
        yield Line(id="one")
        yield Fitted(id="plan")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Show the plan for everybody, who most often is here, and keep its end true."""
        self.query_one("#head", Header).show(
            plain(self.agenda.title).stylize("bold"), Content.styled("not started", "$quiet")
        )
        self.query_one("#question", Line).show(Content.styled("Who is here?", "bold $accent"))
        self._plan()
        self.set_interval(5, self._show_plan)

    def on_resize(self, event: Resize) -> None:
        """Give up air and words where the terminal is small."""
        self.set_class(event.size.height < 18 or event.size.width < 60, "low")
        self.set_class(event.size.height < 10, "tiny")
        self._show_row()
        self._show_plan()

    @property
    def _here(self) -> tuple[Member, ...]:
        """Those who are marked here."""
        return tuple(member for member in self._members if self._states[member.id] in HERE)

    def _plan(self) -> None:
        """Plan for the people present; a way out that was chosen for others does not hold."""
        self.query_one(Roll).rows = [
            attendance_row(self._called(member), state, awaited=state is Attendance.LATE)
            for member in self._members
            for state in [self._states[member.id]]
        ]
        self._show_row()
        self.agenda, self._choice = self._written, None
        self._show_plan()

    def _show_row(self) -> None:
        """Show the person at the cursor alone, for a window in which no list can be read."""
        roll = self.query_one(Roll)
        if roll.rows:
            on, count = roll.rows[roll.row], len(roll.rows)
            told = one_of(roll.row, count, on.name, f"{on.mark} {on.word}", self.size.width)
            self.query_one("#one", Line).show(told)

    def _called(self, member: Member) -> str:
        """Return a member's name, and that they pause or join later only."""
        stands = standing(member, self._today)
        return member.name if stands is Standing.MEMBER else f"{member.name} ({stands})"

    def _seats(self) -> range:
        return range(1, len(self._here) + 1)

    def _end(self, seconds: int) -> str:
        """Return when a meeting of so many seconds would end if it began now."""
        return shown(self.workspace.clock.now() + timedelta(seconds=seconds), self.workspace.zone)

    def _promise(self, agenda: Agenda) -> Promise:
        """Return what those who are here are promised if the meeting begins now."""
        return promise(agenda, self._seats(), self._scheduled, self.workspace.clock.now())

    def _fit(self, agenda: Agenda) -> Fit:
        """Hold an agenda for those who are here against what is left of the promise by now."""
        late = seconds_late(self._promise(agenda), self.workspace.clock.now())
        return fit(agenda, self._seats(), late=late)

    def _show_plan(self) -> None:
        """Say what the people present make of the agenda, and what was chosen about it."""
        line = self.query_one("#plan", Fitted)
        written = self._fit(self._written) if self._here else None
        self._choices = written.choices if written else ()
        if written:
            self._renew_ways(written)
        needless = {HELP} if self.has_class("tiny") else set[Command]()
        needless |= set() if self._choices else {WAYS}
        self.query_one(KeyLine).commands = [
            command for command in ATTENDANCE_COMMANDS if command not in needless
        ]
        if written is None:
            line.show(Content.styled("Nobody is marked as here.", "bold $warning"))
            return
        found = self._fit(self.agenda) if self._choice else written
        told = f"{fit_text(found)} · would end {self._end(found.planned)}"
        holds = found.fits and not found.unfilled
        brief, now = self.has_class("low"), self.workspace.clock.now()
        late = start_text(self._promise(self.agenda), now, self.workspace.zone, brief=brief)
        late = f"{late[:1].upper()}{late[1:]}{'' if brief else '.'}"
        start = [Content.styled(late, "$warning")] if late.strip(".") else []
        rows = [
            *(start if brief else ()),
            plain(told).stylize("bold" if holds else "bold $warning"),
        ]
        if self._choice:
            choice = self._choice.title if brief else self._choice.sentence
            rows.append(plain(f"Today: {choice}").stylize("$accent"))
        if not found.fits:
            rows.append(Content.assemble(("w", "bold $accent"), " shows what can be done"))
        rows += [] if brief else start
        if warning := size_warning(self.agenda, found.people):
            rows.append(Content.styled(str(warning), "$warning"))
        if self._masked:
            rows.append(Content.styled(self._masked, "$warning"))
        if each := shares(self.agenda, found.turns):
            rows.append(plain(" · ".join(each)))
        line.show(Content("\n").join(rows))

    def _told(self, written: Fit) -> list[tuple[str, str, str]]:
        """Return what can be done about the plan, as it stands now, after what was written."""
        return [
            (
                written_text(written),
                self._end(written.planned),
                f"It takes {fit_text(written)}.",
            ),
            *((way_text(way), self._end(way.seconds), way.sentence) for way in self._choices),
        ]

    def action_ways(self) -> None:
        """Offer what can be done about the plan, and to leave it as it was written.

        What is offered goes with the clock for as long as it can be seen.
        """
        if not self._choices:
            return
        rows, self._offered = self._told(self._fit(self._written)), self._choices
        taken = 1 + self._choices.index(self._choice) if self._choice in self._choices else 0

        def take(picked: int | None) -> None:
            """Take a way out, or what was written where that was picked."""
            self._ways = None
            if picked is not None:
                self._choice = choice = self._offered[picked - 1] if picked else None
                self.agenda = applied(self._written, choice) if choice else self._written
            self._show_plan()

        self._ways = PickScreen("What gives, and when does it end?", rows, taken)
        self.app.push_screen(self._ways, take)

    def _renew_ways(self, written: Fit) -> None:
        """Show the ways out as they are by now, and stay at the one that is looked at."""
        ways = self._ways
        if ways is None or not ways.is_mounted:
            return
        at = ways.looked_at
        now = 1 + same_way(self._offered, at - 1, self._choices) if at else 0
        self._offered = self._choices
        ways.renew(self._told(written), now)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        roll = self.query_one(Roll)
        roll.row = (roll.row + step) % len(self._members)
        self._show_row()

    def action_mark(self) -> None:
        """Mark the person at the cursor here or not; the same key again takes that back."""
        id_ = self._members[self.query_one(Roll).row].id
        self.action_state(toggled(self._states[id_], self._usual[id_], was_here=False).name)

    def action_state(self, name: str) -> None:
        """Put the person at the cursor into the state called ``name``."""
        self._states[self._members[self.query_one(Roll).row].id] = Attendance[name]
        self._plan()

    def action_everybody(self) -> None:
        """Mark everybody here who is expected, or nobody when they are."""
        awaited = [member.id for member in expected(self._members, self._today)]
        all_here = all(self._states[id_] in HERE for id_ in awaited)
        state = Attendance.ABSENT if all_here else Attendance.PRESENT
        self._states |= dict.fromkeys(awaited, state)
        self._plan()

    def action_begin(self) -> None:
        """Start with those who are here."""
        if self._here:
            self.dismiss(self._here)

    def action_back(self) -> None:
        """Go back without starting."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen("Who is here", ATTENDANCE_COMMANDS))
