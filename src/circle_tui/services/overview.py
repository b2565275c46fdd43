"""How a circle stands between two meetings: what the home screen tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from circle_tui.agendas.library import find_agenda, list_agendas
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError
from circle_tui.domain.meeting import MeetingStatus
from circle_tui.domain.plan import fit_text
from circle_tui.services.inviting import agreed, propose
from circle_tui.services.workspace import Workspace

FIRST_CHOICE = "swims-equal-share"
"""What a circle that chose no agenda is offered: equal turns need no explaining."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home screen tells.

    ``agenda`` is ``None`` when ``agenda_words`` says why. ``open_items`` are owner (alias), text
    and due date of what is open, the most urgent first.
    """

    circle: str = field(repr=False)
    next_meeting: str
    agenda: Agenda | None
    agenda_words: str
    last_time: str
    open_items: tuple[tuple[str, str, str], ...]
    members: int
    waiting: bool


def overview(workspace: Workspace, chosen: str | None = None) -> Overview:
    """Look at a circle; ``chosen`` is an agenda named for today, by name or path."""
    circle = workspace.circle
    profile = circle.people.profile()
    members = len(circle.people.members())
    left = _left_open(circle.actions.all())
    agenda: Agenda | None = None
    try:
        agenda = load_agenda(
            find_agenda(chosen or profile.agenda or FIRST_CHOICE, workspace.agendas)
        )
        words = agenda.title
        if members:
            words += f" · {fit_text(agenda, range(1, members + 1))}"
    except CircleError as error:
        words = str(error).partition("\n")[0]
    return Overview(
        circle=profile.name,
        next_meeting=_next_meeting(workspace),
        agenda=agenda,
        agenda_words=words,
        last_time=_last_time(left, workspace.here().date()),
        open_items=tuple(
            (item.owner or "everybody", item.text, _due(item, workspace.here().date()))
            for item in left
        ),
        members=members,
        waiting=bool(circle.journal.read()),
    )


def usable_agendas(workspace: Workspace) -> list[Agenda]:
    """Return the agendas to choose from; those with problems are for ``circle agenda check``."""
    return [agenda for _, agenda in list_agendas(workspace.agendas) if isinstance(agenda, Agenda)]


def _next_meeting(workspace: Workspace) -> str:
    if workspace.circle.people.profile().cadence is None:
        return "no rhythm yet: circle next --every …"
    from circle_tui.calendars.words import place

    kept = agreed(workspace.circle, workspace.clock)
    here = workspace.here()
    if kept is not None and kept.status is MeetingStatus.CONFIRMED:
        starts, zone = kept.starts, kept.zone
    else:
        starts, zone = propose(workspace.circle, workspace.clock), str(here.tzinfo)
    days = (starts.date() - here.date()).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"{starts:%A} {starts.day} {starts:%B, %H:%M} in {place(zone)} · {away}"


def _left_open(items: Iterable[ActionItem]) -> list[ActionItem]:
    """Return what is open, what is due first at the top."""
    left = [item for item in items if item.status is ActionStatus.OPEN]
    return sorted(left, key=lambda item: (item.due or date.max, item.made))


def _last_time(left: Sequence[ActionItem], today: date) -> str:
    """Count what is open of earlier action items and what is due."""
    if not left:
        return "nothing open"
    due = sum(1 for item in left if item.due and item.due <= today)
    return f"{len(left)} open" + (f", {due} due" if due else "")


def _due(item: ActionItem, today: date) -> str:
    if item.due is None:
        return ""
    if item.due == today:
        return "due today"
    return f"due {item.due:%a} {item.due.day} {item.due:%b}"
