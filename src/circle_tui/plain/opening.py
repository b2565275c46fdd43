"""Before the clock starts: who is here, what that makes of the agenda, and the start.

Or a session that was running when its program ended, taken up again.
"""

from collections.abc import Iterator
from datetime import timedelta

from circle_tui.domain.agenda import Agenda
from circle_tui.domain.agreement import Why
from circle_tui.domain.attendance import HERE
from circle_tui.domain.choices import applied
from circle_tui.domain.errors import CircleError
from circle_tui.domain.fit import Fit, fit, fit_text, written_text
from circle_tui.domain.plan import shares
from circle_tui.domain.promise import promise, seconds_late, shown, start_text
from circle_tui.domain.timing import seconds_left, whole_seconds
from circle_tui.domain.warnings import size_warning
from circle_tui.domain.who import capital
from circle_tui.plain import review, roll, words
from circle_tui.plain.heard import heard
from circle_tui.plain.talk import Talk, is_back
from circle_tui.plain.ways import way_told
from circle_tui.services import agreement, recovery, seating
from circle_tui.services.publishing import Publisher, unknown
from circle_tui.services.reviewing import opens_before
from circle_tui.services.scheduled import scheduled_start
from circle_tui.services.screening import masked_for_others
from circle_tui.services.viewing import Viewing
from circle_tui.services.workspace import Workspace

LOST = "A presenter's notes were in memory only: any that were not handed over are lost."

ADOPTED = ("", "adopted")
"""What says that a circle has adopted its agreement: Enter, or the word that it stands for."""

WHY = {
    Why.NEW: "not adopted yet",
    Why.CHANGED: "changed since it was adopted",
    Why.JOINED: "as somebody joined since it was adopted",
}
"""Why the circle is asked to commit to its agreement."""


async def begin(workspace: Workspace, talk: Talk, written: Agenda) -> bool:
    """Ask who is here, go through what is open, then start; whether that was done."""
    while True:
        states = await roll.before(workspace, talk)
        if states is None:
            return False
        members = workspace.circle.people.members()
        present = [member for member in members if states[member.id] in HERE]
        agenda = await _accepted(workspace, talk, written, len(present))
        if agenda is None:
            continue
        if await _committed(workspace, talk) and await review.before(workspace, talk, agenda):
            break
    try:
        await talk.wait(
            workspace.writer.run(
                lambda: seating.start(
                    workspace.circle, agenda, present, workspace.token(), workspace.clock, states
                )
            )
        )
    except CircleError as error:
        talk.say(str(error))
        return False
    return True


async def _accepted(
    workspace: Workspace, talk: Talk, written: Agenda, people: int
) -> Agenda | None:
    """Say what so many people make of the agenda; return it as it is today, once that is agreed.

    ``None`` to ask again who is here.
    """
    agenda, title = written, lambda index: written.segments[index].title
    talk.say(*_planned(workspace, agenda, people))
    while True:
        found = _fit(workspace, written, people)
        choices = found.choices
        more = "ways says what can be done about it, " if choices else ""
        leads = _leads_to(workspace, written)
        said = await talk.hear(f"Enter {leads}, {more}back asks again who is here")
        if not said:
            return agenda
        if is_back(said):
            return None
        if choices and said.casefold() in ("ways", "w"):
            rows = [
                f"{written_text(found, words.in_minutes)}. Ends {_end(workspace, found.planned)}.",
                *(
                    f"{way_told(way, title)}. Ends {_end(workspace, way.seconds)}"
                    f"{', as is then promised' if way.later else ''}."
                    for way in choices
                ),
            ]
            picked = await talk.choose("What gives?", rows)
            if picked is not None:
                agenda = applied(written, choices[picked - 1]) if picked else written
            talk.say(*_planned(workspace, agenda, people))
        else:
            talk.say("Nothing has started yet. To leave: back, and then quit.")


def _leads_to(workspace: Workspace, agenda: Agenda) -> str:
    """Say what comes next: the agreement, what is open from last time, or the clock itself."""
    circle = workspace.circle
    if agreement.current(circle) and agreement.why_commit(circle, workspace.here().date()):
        return "goes on to the agreement"
    if opens_before(workspace, agenda) is not None:
        return "goes on to what is open from last time"
    return "starts the clock"


async def _committed(workspace: Workspace, talk: Talk) -> bool:
    """Lead the commitment round if one is due; whether the session is to start.

    What is said in it stays in the room: kept is only that the circle adopted the text.
    """
    circle, today = workspace.circle, workspace.here().date()
    version, why = agreement.current(circle), agreement.why_commit(circle, today)
    if version is None or why is None:
        return True
    talk.say(
        f"Agreement {version.number}, {WHY[why]}.",
        "Read it aloud. Each one says aye in their own way.",
    )
    talk.quote(version.text)
    question = "Enter: adopted. not today, change for another wording later, or back"
    while (said := (await talk.hear(question)).casefold()) not in (*ADOPTED, "not today", "change"):
        if is_back(said):
            return False
        talk.say("Nothing was kept of it yet: Enter alone says that it was adopted.")
    try:
        if said == "change":
            await talk.wait(
                workspace.writer.run(lambda: agreement.leave_to_change(circle, version.number))
            )
        elif said in ADOPTED:
            await talk.wait(
                workspace.writer.run(lambda: agreement.adopt(circle, version.number, today))
            )
    except CircleError as error:
        talk.say(str(error), "The session starts all the same; the next one asks again.")
    return True


def _planned(workspace: Workspace, agenda: Agenda, people: int) -> Iterator[str]:
    """Yield how long the meeting takes, when it would end, and what each person gets."""
    found = _fit(workspace, agenda, people)
    takes = fit_text(found, words.in_minutes)
    yield f"{agenda.title}: {takes}, would end {_end(workspace, found.planned)}."
    now, scheduled = workspace.clock.now(), scheduled_start(workspace.circle, workspace.clock)
    promised = promise(agenda, range(1, people + 1), scheduled, now)
    if said := start_text(promised, now, workspace.zone):
        yield f"{capital(said)}."
    if warning := size_warning(agenda, people):
        yield str(warning)
    if masked := masked_for_others(agenda, workspace.circle.people.known()):
        yield masked
    if each := shares(agenda, found.turns, words.spoken):
        yield f"{', '.join(each)}."


def _fit(workspace: Workspace, agenda: Agenda, people: int) -> Fit:
    """Hold an agenda for so many people against what is left of the promise by now."""
    now, seats = workspace.clock.now(), range(1, people + 1)
    promised = promise(agenda, seats, scheduled_start(workspace.circle, workspace.clock), now)
    return fit(agenda, seats, late=seconds_late(promised, now))


def _end(workspace: Workspace, seconds: int) -> str:
    return shown(workspace.clock.now() + timedelta(seconds=seconds), workspace.zone)


async def take_up(
    workspace: Workspace, talk: Talk, found: recovery.Unfinished, *, lost_notes: bool
) -> bool:
    """Say where an unfinished session stands, and go on with it, or leave it; whether it goes on.

    What the absence took is asked, never guessed. ``lost_notes`` tells that a part had come up
    whose notes are in memory only.
    """
    shared = Publisher(workspace).sharing
    if shared or unknown(workspace):
        was = "The screen was shared" if shared else "It is not known if the screen was shared"
        talk.say(f"{was} when the session was left, and lines hide nothing.")
        if await talk.hear("Enter says everything all the same, later leaves it"):
            return False
    now, session = workspace.clock.now(), found.session
    view = Viewing(workspace, session).view(session)
    left = whole_seconds(seconds_left(session, now))
    allotted = session.allotted(session.turns[session.position])
    part = words.stopped(words.place(view))
    talk.say(
        words.stopped(f"A session is running: {view.agenda}"),
        f"{part} {words.holder(view)}: {words.left_text(left, allotted)}.",
        LOST if lost_notes else "",
    )
    give_back = await _gives_back(workspace, talk, found)
    if give_back is None:
        return False
    try:
        told = await talk.wait(recovery.take_up(workspace, found, give_back=give_back))
    except CircleError as error:
        talk.say(str(error))
        return False
    talk.say(heard(told))
    return True


async def _gives_back(workspace: Workspace, talk: Talk, found: recovery.Unfinished) -> bool | None:
    """Ask whether to go on and give the lost time back; ``None`` to leave the session.

    The clock runs on meanwhile: each time it is asked of the time that is lost by then.
    """
    while True:
        now = workspace.clock.now()
        lost = found.lost_since(now) is not None
        talk.say(found.told(now, words.spoken))
        give = "give goes on and gives it back, " if lost else ""
        said = (await talk.hear(f"Enter goes on, {give}later leaves it")).casefold()
        if not said:
            return False
        if is_back(said) or said in ("later", "q", "quit"):
            return None
        if lost and said in ("give", "g"):
            return True
        talk.say("Nothing was done yet.")
