"""A fictional circle that has met once before, to look around in.

The names are made up, family names and all. Everything goes through the same doors as a real
circle's data, so what the demo shows is what the program does.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import Agenda
from circle_tui.domain.meeting import Cadence, Rhythm
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SessionRecord, record_of
from circle_tui.domain.session import apply, fold
from circle_tui.services.agreement import OFFERED, adopt, write
from circle_tui.services.screening import screened, screened_agenda
from circle_tui.services.workspace import Workspace

AGENDA = "swims-equal-share"

NAMES = (
    *("Ana Quillmere", "Oluwaseun Marrobrook", "Noor Tamberlane-Vost", "Jo Fennimarch"),
    *("Mei-Lin Corvanti", "José Ángel Altavintro", "Priyamvada Sunderkeel", "Tuğçe Ilmarsöy"),
)

_WEEKS = 3
_THURSDAY = 3
_BEGINS = time(18, 30)
_LATE = timedelta(minutes=4)

_NOTES = (
    (1, "Asked the chair for protected writing time, and was told to wait for the new budget."),
    (
        1,
        "Two reviewers disagree about the main aim; the plan is to ask the editor which to follow.",
    ),
    (1, "Nobody at work knows how many nights are spent on call. The group suggested a log."),
    (2, "Next time, begin with the good news."),
)
"""Segment of the agenda, and text. De-identified already, as notes are when they are kept."""

_ACTIONS = (
    (0, "Write the one-page case for protected time", 0),
    (2, "Ask two colleagues how they keep their on-call log", 7),
    (5, "Send the draft aims to one reader outside the department", None),
)
"""Place of the owner on the roster, what was taken on, and in how many days it is due."""


def profile(zone_name: str, today: date) -> Profile:
    """Return the demo circle's name and rhythm: every third Thursday, the next one ahead of today.

    Never today: whoever looks around on a Thursday evening is not late for anything.
    """
    following = today + timedelta(days=(_THURSDAY - today.weekday()) % 7 or 7)
    last = following - timedelta(weeks=_WEEKS)
    cadence = Cadence(Rhythm.WEEKS, _WEEKS, _THURSDAY, _BEGINS, zone_name, 130, anchor=last)
    return Profile("Thursday circle (demo)", cadence, AGENDA)


def furnish(workspace: Workspace) -> None:
    """Give the demo circle its last session and what came of it, in one step; once only."""
    from circle_tui.agendas.library import find_agenda
    from circle_tui.agendas.reader import load_agenda

    circle = workspace.circle
    if circle.records.all():
        return
    members = circle.people.members()
    cadence = circle.people.profile().cadence
    assert cadence is not None
    agenda = load_agenda(find_agenda(AGENDA))
    began = datetime.combine(cadence.anchor, cadence.at, workspace.zone).astimezone(UTC)
    record = _held(screened_agenda(agenda, members), len(members), workspace.token(), began)
    known = [replace(m, joined=cadence.anchor) for m in circle.people.known()]
    with circle.transaction():
        circle.people.put_members(known)
        write(circle, OFFERED, cadence.anchor)
        adopt(circle, 1, cadence.anchor)
        circle.records.put(record)
        for segment, text in _NOTES:
            circle.notes.add(Note(workspace.token(), record.id, segment, screened(text, members)))
        circle.actions.put(*_actions(workspace, record.id, cadence.anchor, members))


def _held(agenda: Agenda, people: int, session_id: str, began: datetime) -> SessionRecord:
    """Return the record of a session by the rules: all on time but the turn in the middle."""
    session = fold([rules.begin(agenda, range(1, people + 1), session_id, began)])
    now, last = began, len(session.turns) - 1
    for place, turn in enumerate(session.turns):
        now += timedelta(seconds=turn.seconds) + (_LATE if place == last // 2 else timedelta())
        outcome = (rules.close if place == last else rules.advance)(session, now)
        assert isinstance(outcome, tuple), outcome
        for fact in outcome:
            session = apply(session, fact)
    return record_of(session)


def _actions(
    workspace: Workspace, session: str, made: date, members: tuple[Member, ...]
) -> list[ActionItem]:
    today = workspace.here().date()
    return [
        ActionItem(
            workspace.token(),
            session,
            members[owner].alias,
            screened(text, members),
            made,
            None if days is None else today + timedelta(days=days),
        )
        for owner, text, days in _ACTIONS
    ]
