"""Every screen of the app, each opened as it would be on some evening."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from textual.screen import Screen

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.agenda import ClockMode, Order, Poll, Segment
from circle_tui.domain.agreement import AgreementVersion, Why
from circle_tui.domain.capture import ActionLine
from circle_tui.domain.errors import Refused
from circle_tui.domain.facts import Began
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.polls import ANSWERS, room_text
from circle_tui.domain.record import record_of
from circle_tui.domain.session import fold
from circle_tui.domain.stage import stage_of, stage_view
from circle_tui.domain.things import new_thing, shelves
from circle_tui.domain.view import live_view
from circle_tui.domain.writing import Moment
from circle_tui.services import closing, summaries
from circle_tui.services.dates import Dates
from circle_tui.services.handover import Due
from circle_tui.services.leaving import Outlet
from circle_tui.services.notebook import notebook_for
from circle_tui.services.overview import choices
from circle_tui.services.prompting import Offers
from circle_tui.services.publishing import PublisherBefore
from circle_tui.services.recovery import Unfinished
from circle_tui.services.reviewing import Reviewing
from circle_tui.services.seating import names_by_seat
from circle_tui.services.workspace import Lock, Workspace
from circle_tui.ui.commands.live import LIVE_HELP
from circle_tui.ui.screens.airtime import AirtimeScreen
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.attendance import AttendanceScreen
from circle_tui.ui.screens.bids import BidsScreen
from circle_tui.ui.screens.calendar import CalendarScreen
from circle_tui.ui.screens.closed import ClosedScreen
from circle_tui.ui.screens.commit import CommitScreen
from circle_tui.ui.screens.counting import CountingScreen, Question
from circle_tui.ui.screens.cover import CoverScreen
from circle_tui.ui.screens.fair_time import FairTimeScreen
from circle_tui.ui.screens.handover import HandoverScreen
from circle_tui.ui.screens.help import HelpScreen
from circle_tui.ui.screens.here import HereScreen
from circle_tui.ui.screens.home import HomeScreen
from circle_tui.ui.screens.kept import KeptScreen, kept_now
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.lock import LockScreen
from circle_tui.ui.screens.new_circle import NewCircleScreen
from circle_tui.ui.screens.pick import PickScreen
from circle_tui.ui.screens.promise import PromiseScreen
from circle_tui.ui.screens.prompt import PromptScreen
from circle_tui.ui.screens.public import PublicScreen
from circle_tui.ui.screens.read import ReadScreen
from circle_tui.ui.screens.replan import ReplanScreen
from circle_tui.ui.screens.resume import ResumeScreen
from circle_tui.ui.screens.review_group import BeforeScreen, LastTimeScreen
from circle_tui.ui.screens.review_mine import MineScreen
from circle_tui.ui.screens.summary import SummaryScreen
from circle_tui.ui.screens.turns import TurnsScreen
from circle_tui.ui.screens.type_in import TypeInScreen
from circle_tui.ui.screens.wait import WaitScreen


def attendance(workspace: Workspace) -> Screen[Any]:
    """Ask who is here, for the agenda that is running."""
    return AttendanceScreen(workspace, fold(workspace.circle.journal.read()).agenda)


def commit(workspace: Workspace) -> Screen[Any]:
    """Lead the commitment round, with the words of the first part for an agreement."""
    today = workspace.here().date()
    text = fold(workspace.circle.journal.read()).segment.show
    return CommitScreen(AgreementVersion(2, today, text, adopted=today), Why.JOINED)


def bids(workspace: Workspace) -> Screen[Any]:
    """Ask who wants how many minutes, in the running session with a part more for it."""
    (began,) = workspace.circle.journal.read()
    assert isinstance(began, Began)
    first = began.agenda.segments[0]
    asked = Segment(first.title, "round", ClockMode.BID, 3_600, least=300)
    agenda = replace(began.agenda, segments=(*began.agenda.segments, asked))
    workspace.circle.journal.replace([replace(began, agenda=agenda)])
    room = LiveScreen(workspace).room
    room.bids[3] = {1: 240, 2: 5}
    return BidsScreen(room)


def counting(workspace: Workspace) -> Screen[Any]:
    """Count a check-in by a sign, in the first part of the running session."""
    room = LiveScreen(workspace).room
    answers = ANSWERS[Poll.TRAFFIC_LIGHT]
    before = room_text(answers, len(room.session.seats))
    title, hint = room.session.segment.title, "such as 5 2 1"
    return CountingScreen(Question(title, before, hint, answers, lambda _: "Counted."), room)


def prompt(workspace: Workspace) -> Screen[Any]:
    """Offer prompts for the check-in that is on."""
    room = LiveScreen(workspace).room
    return PromptScreen(Offers(workspace.circle, room.session, workspace.choose), room)


def replan(workspace: Workspace) -> Screen[Any]:
    """Plan what remains of the running session again, which is twelve minutes late."""
    journal = workspace.circle.journal
    (began,) = journal.read()
    assert isinstance(began, Began)
    journal.replace([replace(began, promised_end=began.promised_end - timedelta(minutes=12))])
    return ReplanScreen(LiveScreen(workspace).room)


def promise(workspace: Workspace) -> Screen[Any]:
    """Move the promised end of the running session."""
    return PromiseScreen(LiveScreen(workspace).room)


def airtime(workspace: Workspace) -> Screen[Any]:
    """Look at who is short of their share in the running session."""
    return AirtimeScreen(LiveScreen(workspace).room)


def here(workspace: Workspace) -> Screen[Any]:
    """Say who is here, in the running session."""
    return HereScreen(LiveScreen(workspace).room)


def turns(workspace: Workspace) -> Screen[Any]:
    """Say who speaks when, in the running session with a round of volunteers before it."""
    (began,) = workspace.circle.journal.read()
    assert isinstance(began, Began)
    title = began.agenda.segments[0].title
    asked = Segment(title, "round", ClockMode.EACH, 60, order=Order.VOLUNTEER)
    agenda = replace(began.agenda, segments=(asked, *began.agenda.segments))
    workspace.circle.journal.replace([replace(began, agenda=agenda)])
    return TurnsScreen(LiveScreen(workspace).room)


def resume(workspace: Workspace) -> Screen[Any]:
    """Offer the session that is running."""
    session = fold(workspace.circle.journal.read())
    names = names_by_seat(workspace.circle)
    clock = workspace.clock
    found = Unfinished(session, clock.now() - timedelta(seconds=90))
    view = partial(live_view, session, names=names, zone=workspace.zone)
    return ResumeScreen(found, lambda: view(clock.now()), clock)


def read(workspace: Workspace) -> Screen[Any]:
    """Read the script of the first part."""
    segment = fold(workspace.circle.journal.read()).segment
    return ReadScreen(segment.title, segment.show, segment.say)


def closed(workspace: Workspace) -> Screen[Any]:
    """End the session that is running, and tell how it went."""
    journal = workspace.circle.journal
    outcome = rules.close(fold(journal.read()), workspace.clock.now())
    assert not isinstance(outcome, Refused)
    journal.append(outcome)
    made = closing.finish(
        workspace.circle, workspace.exports, workspace.clock, workspace.token, workspace.zone
    )
    return ClosedScreen(made, workspace)


def summary(workspace: Workspace) -> Screen[Any]:
    """Look at a summary before it leaves; what was said is in the words of the first part."""
    circle, facts, now = workspace.circle, workspace.circle.journal.read(), workspace.clock.now()
    outcome = rules.close(fold(facts), now)
    assert not isinstance(outcome, Refused)
    session = fold((*facts, *outcome))
    text, today = session.agenda.segments[0].title, workspace.here().date()
    circle.notes.add(Note("1" * 18, session.id, 0, text))
    circle.decisions.put(Decision("2" * 18, session.id, text))
    circle.actions.put(ActionItem("3" * 18, session.id, "", text, today))
    record = replace(record_of(session), carried=2)
    told = summaries.said_in(circle, Outlet(circle), record, workspace.zone)
    return SummaryScreen(summaries.as_markdown(told, workspace.zone), written=False)


def handover(workspace: Workspace) -> Screen[Any]:
    """Ask where the notes about the first part go, after that could not be done once."""
    title = fold(workspace.circle.journal.read()).segment.title
    due = Due(workspace.exports / "for-presenter-1.md", "", {title: 2})
    return HandoverScreen([due], workspace.exports, "The disk is full.")


def open_item(workspace: Workspace) -> None:
    """Keep an action item of an earlier session, in the words of the first part."""
    session = fold(workspace.circle.journal.read())
    today = workspace.here().date()
    owner = workspace.circle.people.members()[0].alias
    text = session.segment.title
    step = Step(today - timedelta(days=7), ActionStatus.PARTLY, text)
    item = ActionItem("0" * 17 + "7", "earlier", owner, text, today - timedelta(days=20), today)
    workspace.circle.actions.put(taken(item, step))


def review(workspace: Workspace) -> Screen[Any]:
    """Look through what is open while the session runs."""
    open_item(workspace)
    room = LiveScreen(workspace).room
    return LastTimeScreen(Reviewing(workspace, room.session), room)


def before(workspace: Workspace) -> Screen[Any]:
    """Look through what is open on the way to a session."""
    open_item(workspace)
    return BeforeScreen(Reviewing(workspace), PublisherBefore(workspace))


def mine(workspace: Workspace) -> Screen[Any]:
    """Look through the items of the first member, as that member."""
    open_item(workspace)
    alias = workspace.circle.people.members()[0].alias
    return MineScreen(Reviewing(workspace), alias, lambda _alias: None)


def kept(workspace: Workspace) -> Screen[Any]:
    """List what was written down in the session that is running, one thing of each kind."""
    session = fold(workspace.circle.journal.read())
    moment = Moment(session, workspace.here().date())
    for number, (kind, shelf) in enumerate(shelves(workspace.circle).items()):
        read = ActionLine("", session.segment.title)
        shelf.put(new_thing(kind, f"{number:018}", moment, read))
    return KeptScreen(kept_now(notebook_for(workspace, session.id)))


def pick(workspace: Workspace) -> Screen[Any]:
    """Choose an agenda."""
    agendas = [choice.agenda for choice in choices(workspace)[0]]
    return PickScreen(
        "Which agenda?", [(agenda.title, "60 min", agenda.summary) for agenda in agendas]
    )


def new_circle(workspace: Workspace) -> Screen[Any]:
    """Make a first circle."""
    return NewCircleScreen(lambda _new: workspace, workspace.here().date())


def lock(workspace: Workspace) -> Screen[Any]:
    """Lock the running session; nothing opens it."""
    live = LiveScreen(workspace)
    lock = Lock(lambda _typed: None, 10)
    return LockScreen(lock, lambda: (live.view(), live.seconds_to_change()), lambda: None)


def public(workspace: Workspace) -> Screen[Any]:
    """Show the public view of the session that is running."""
    session = fold(workspace.circle.journal.read())
    stage = stage_of(session, workspace.clock.beat(), {})
    return PublicScreen(lambda: (stage_view(stage, workspace.clock.beat()), 1.0))


SCREENS: dict[str, Callable[[Workspace], Screen[Any]]] = {
    "home": HomeScreen,
    "calendar": CalendarScreen,
    "fair time": lambda workspace: FairTimeScreen(workspace, Dates(workspace)),
    "attendance": attendance,
    "commit": commit,
    "live": LiveScreen,
    "here": here,
    "bids": bids,
    "counting": counting,
    "prompt": prompt,
    "replan": replan,
    "promise": promise,
    "airtime": airtime,
    "help": lambda _: HelpScreen("During the session", LIVE_HELP),
    "read": read,
    "ask": lambda _: AskScreen("End the session?", "Would end 18:30: on time.", "end it"),
    "resume": resume,
    "handover": handover,
    "kept": kept,
    "pick": pick,
    "type in": lambda _: TypeInScreen("Who is in the circle?", "Names, separated by commas."),
    "new circle": new_circle,
    "lock": lock,
    "public": public,
    "cover": lambda _: CoverScreen(),
    "wait": lambda _: WaitScreen("Saving who is here ..."),
    "turns": turns,
    "summary": summary,
    "review": review,
    "before": before,
    "mine": mine,
    "closed": closed,
}
"""Each screen by what it is for; ``closed`` ends the session, and so comes last."""
