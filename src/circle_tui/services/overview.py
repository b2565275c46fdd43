"""How a circle stands between two meetings: what the home screen tells."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta

from circle_tui.agendas.library import find_agenda, list_agendas, why_left_out
from circle_tui.agendas.reader import load_agenda
from circle_tui.domain.actions import WHOLE_CIRCLE, ActionItem, due_text
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.errors import CircleError, Refusal
from circle_tui.domain.fit import Fit, fit, fit_text
from circle_tui.domain.lengths import agenda_seconds, minutes_text
from circle_tui.domain.meeting import MeetingStatus
from circle_tui.domain.people import expected
from circle_tui.domain.session import fold
from circle_tui.domain.timing import hours_text
from circle_tui.domain.values import value
from circle_tui.domain.warnings import size_warning
from circle_tui.services.followups import open_items
from circle_tui.services.inviting import planned, upcoming
from circle_tui.services.membership import roster_text, turn_to_serve
from circle_tui.services.parking import parked_things
from circle_tui.services.scheduled import overdue_today
from circle_tui.services.workspace import Workspace

FIRST_CHOICE = "swims-equal-share"
"""What a circle that chose no agenda is offered: equal turns need no explaining."""


@value
class Overview:
    """What the home screen tells.

    ``agenda`` is ``None`` when ``agenda_words`` says why. ``open_items`` are owner (alias), text
    and due date of what is open, the most urgent first; ``parked`` counts what waits in the parking
    lot. ``waiting`` tells that there is a session to go on with, and ``ended`` that it has ended
    and only its summary is to be written. ``overdue`` says that something is older than the circle
    wants to keep; empty if not.
    """

    circle: str = field(repr=False)
    next_meeting: str
    agenda: Agenda | None
    agenda_words: str
    last_time: str
    parked: int
    open_items: tuple[tuple[str, str, str], ...]
    members: int
    waiting: bool
    ended: bool
    overdue: str = ""
    standing: str = ""
    """How many members there are, and how the agreement stands; empty for nobody."""
    serving: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Whose turn it is to see to the next meeting: pairs of a duty and a name."""
    coming: str = ""
    """How many said that they come to the next meeting, naming nobody; empty where no one did."""
    owed: str = ""
    """What is to be done where members have that meeting by mail as it was; empty for nothing."""


def overview(workspace: Workspace, chosen: str | None = None) -> Overview:
    """Look at a circle; ``chosen`` is an agenda named for today, by name or path."""
    circle = workspace.circle
    profile = circle.people.profile()
    left = open_items(circle)
    today = workspace.here().date()
    members = len(circle.people.members())
    people = _people(workspace)
    facts = circle.journal.read()
    ended = fold(facts).closed if facts else None
    agenda: Agenda | None = None  # nor is it offered if so many people cannot run it
    try:
        found = offered(workspace, chosen)
        words = found.title
        if people:
            words += f" · {_takes(fit(found, range(1, people + 1)), _planned_minutes(workspace))}"
        agenda = found
    except CircleError as error:
        words = str(error).partition("\n")[0]
    return Overview(
        circle=profile.name,
        next_meeting=_next_meeting(workspace),
        agenda=agenda,
        agenda_words=words,
        last_time=_not_filed(ended, workspace)
        or _last_time(left, today, met=bool(circle.records.all())),
        parked=len(parked_things(circle)),
        open_items=tuple(
            (item.owner or WHOLE_CIRCLE, item.text, due_text(item, today)) for item in left
        ),
        members=members,
        waiting=bool(facts),
        ended=ended is not None,
        overdue=_overdue(workspace, profile.keep_days),
        standing=roster_text(circle, today),
        serving=turn_to_serve(circle, agenda, today) if agenda else (),
        coming=_coming(workspace),
        owed=_owed(workspace),
    )


def offered(workspace: Workspace, chosen: str | None = None) -> Agenda:
    """Return the agenda that a circle is offered first, unless one was ``chosen`` for today.

    Raises ``CircleError`` for one that is not there or has mistakes.
    """
    name = chosen or workspace.circle.people.profile().agenda or FIRST_CHOICE
    return load_agenda(find_agenda(name, workspace.agendas))


@value
class Choice:
    """An agenda to choose: its title, how long it takes for this circle, and what it is."""

    agenda: Agenda
    title: str
    takes: str
    about: str


def choices(workspace: Workspace) -> tuple[list[Choice], list[str]]:
    """Return the agendas to choose from, and the names of the files that cannot be used.

    Titles that are equal are told apart by the agendas' names. One that is not meant for as many
    as the circle has says so: it can be chosen still, since not everybody always comes.
    """
    people = _people(workspace)
    found = list_agendas(workspace.agendas)
    agendas = [agenda for _, agenda in found if isinstance(agenda, Agenda)]
    titles = Counter(agenda.title.casefold() for agenda in agendas)
    return (
        [_choice(agenda, people, alone=titles[agenda.title.casefold()] == 1) for agenda in agendas],
        [path.stem for path, agenda in found if not isinstance(agenda, Agenda)],
    )


def _choice(agenda: Agenda, people: int, *, alone: bool) -> Choice:
    title = agenda.title if alone else f"{agenda.name}: {agenda.title}"
    unfit = size_warning(agenda, people) if people else None
    if unfit is None:
        return Choice(agenda, title, length(agenda, people), agenda.summary)
    takes = length(agenda, people).replace(" for ", ", not for ")
    return Choice(agenda, title, takes, f"{unfit} {agenda.summary}")


def left_out(workspace: Workspace) -> str:
    """Return why the user's own agendas are not among the choices, "" if they are."""
    return why_left_out(workspace.agendas)


def length(agenda: Agenda, people: int) -> str:
    """Return how long an agenda takes for a circle of this size: ``130 min for 8``."""
    count = people or agenda.sizes[0]
    return f"{-(-agenda_seconds(agenda, count) // 60)} min for {count}"


def _people(workspace: Workspace) -> int:
    """Return how many are expected today; where everybody pauses, how many there are."""
    members = workspace.circle.people.members()
    return len(expected(members, workspace.here().date())) or len(members)


def _takes(found: Fit, planned: int | None) -> str:
    """Say how long an agenda takes, and what the next meeting is planned for where that differs.

    Then what its author promised is not told: that is not what people have in their calendars.
    """
    if planned is None or -(-found.planned // 60) == planned:
        return fit_text(found)
    told = fit_text(replace(found, promised=None))
    return f"{told}; {minutes_text(planned * 60)} are planned"


def _planned_minutes(workspace: Workspace) -> int | None:
    """Return how long the next meeting is: as it was agreed, else as usual; ``None`` for neither.

    One of today that has not begun is still the next.
    """
    kept, cadence = workspace.circle.meetings.get(), workspace.circle.people.profile().cadence
    if (
        kept is not None
        and kept.status is MeetingStatus.CONFIRMED
        and kept.starts.date() >= workspace.here().date()
    ):
        return kept.minutes
    return cadence.minutes if cadence else None


def _next_meeting(workspace: Workspace) -> str:
    from circle_tui.calendars.words import place

    if (due := overdue_today(workspace.circle, workspace.clock)) is not None:
        minutes = (workspace.clock.now() - due) // timedelta(minutes=1)
        ago = f"{hours_text(minutes)} ago" if minutes else "now"
        return f"today {due.astimezone(workspace.zone):%H:%M}, {ago}"
    try:
        starts, zone = upcoming(workspace.circle, workspace.clock)
    except Refusal:
        return "no rhythm yet: circle rhythm --every …"
    days = (starts.date() - workspace.here().date()).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    told = f"{starts:%A} {starts.day} {starts:%B, %H:%M} in {place(zone)} · {away}"
    kept = planned(workspace.circle, workspace.clock)
    if kept is None or not kept.called_off:
        return told
    return f"{told}; {kept.meeting.starts.day} {kept.meeting.starts:%B} is called off"


def _coming(workspace: Workspace) -> str:
    """Say in numbers who comes to the meeting that is kept and lies ahead; empty for nobody."""
    kept = workspace.circle.meetings.get()
    if kept is None or not (kept.asked or kept.rsvps):
        return ""
    from circle_tui.services.rsvps import tally_of

    following = planned(workspace.circle, workspace.clock)
    counted = tally_of(workspace.circle, following.meeting) if following else None
    return counted.short if counted else ""


def _owed(workspace: Workspace) -> str:
    """Say that members are still to be told by mail; empty where all is well.

    What makes an invite is loaded only where there have been mails: the home screen is drawn often.
    """
    kept = workspace.circle.meetings.get()
    if kept is None or kept.posted is None:
        return ""
    from circle_tui.services.passing_on import BY_MAIL, owed

    return BY_MAIL if owed(workspace.circle, workspace.clock) else ""


def _overdue(workspace: Workspace, keep_days: int | None) -> str:
    """Say what is older than the circle wants to keep; empty for nothing."""
    if keep_days is None:
        return ""
    from circle_tui.services import purging

    today = workspace.here().date()
    old = purging.planned(workspace.circle, workspace.exports, today, workspace.zone, keep_days)
    if not old:
        return ""
    return f"there are things from before {old.last:%d %b %Y}: circle purge"


def _not_filed(ended: datetime | None, workspace: Workspace) -> str:
    """Say that a session ended and has no record yet; empty if none did."""
    if ended is None:
        return ""
    here = ended.astimezone(workspace.zone)
    return f"ended {here:%a} {here.day} {here:%b}, {here:%H:%M}; not filed yet, nothing is lost"


def _last_time(left: Sequence[ActionItem], today: date, *, met: bool) -> str:
    """Count what is open of earlier action items and what is due."""
    if not left:
        return "nothing open" if met else "no session yet"
    due = sum(1 for item in left if item.due and item.due <= today)
    return f"{len(left)} open" + (f", {due} due" if due else "")
