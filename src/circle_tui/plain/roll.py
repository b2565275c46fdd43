"""Who is here: asked before the clock starts, and at any moment after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from circle_tui.domain.attendance import HERE, Attendance, state_text, toggled
from circle_tui.domain.attendance_rules import Arrivals, arrivals, attend
from circle_tui.domain.attendance_words import end_text, headline, told
from circle_tui.domain.people import Standing, expected, roll_call, standing
from circle_tui.domain.who import seat_name
from circle_tui.plain.heard import heard, veiled, with_veiled_titles
from circle_tui.plain.room import Room
from circle_tui.plain.talk import Talk, is_back, number
from circle_tui.services.workspace import Workspace

STATES = {
    "here": Attendance.PRESENT,
    "present": Attendance.PRESENT,
    "late": Attendance.LATE,
    "left": Attendance.LEFT,
    "excused": Attendance.EXCUSED,
    "absent": Attendance.ABSENT,
}
"""What is typed for each state."""

NOBODY = "Who comes or goes? As 3 late, 5 left, 2 here, 4 excused; Enter for nobody"
FORMS = (
    "A number of the list is, or a name, alone or with one word behind it: late, left, here, "
    "excused or absent, as in 5 left"
)
HOLDS = "Enter lets it hold, more may be said, back leaves all as it was"

Marks = list[tuple[int, Attendance | None]]
"""Places of the list and what was typed for them; ``None`` for a place alone."""


def read_marks(said: str, names: Sequence[str]) -> Marks | str:
    """Understand ``2, 4``, ``2 4`` or ``3 late, Mira excused``; else return the part that is none.

    A name may be cut short where only one begins so.
    """
    marks: Marks = []
    for part in filter(None, (part.strip() for part in said.replace(";", ",").split(","))):
        *rest, last = part.split()
        state = STATES.get(last.casefold()) if rest else None
        who = rest if state else [*rest, last]
        places = _places(who, names)
        if not places:
            return part
        marks += [(place, state) for place in places]
    return marks


def _places(who: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return the places that are meant by numbers, or by one name; none where that is not clear."""
    numbers = [n for word in who if (n := number(word)) is not None]
    if len(numbers) == len(who):
        return [n - 1 for n in numbers] if all(1 <= n <= len(names) for n in numbers) else []
    begun = " ".join(who).casefold()
    found = [place for place, name in enumerate(names) if name.casefold().startswith(begun)]
    return found if len(found) == 1 else []


async def before(workspace: Workspace, talk: Talk) -> Mapping[str, Attendance] | None:
    """Ask who is not here; return everybody's state by member id, ``None`` to start nothing.

    Somebody who pauses, or joins later only, is not expected, but may be here all the same.
    """
    today = workspace.here().date()
    members = roll_call(workspace.circle.people.members(), today)
    awaited = expected(members, today)
    usual = {m.id: Attendance.PRESENT if m in awaited else Attendance.EXCUSED for m in members}
    names = [member.name for member in members]
    listed = [
        f"{place} {member.name}"
        + ("" if (stands := standing(member, today)) is Standing.MEMBER else f" ({stands})")
        for place, member in enumerate(members, 1)
    ]
    talk.say(", ".join(listed))
    while True:
        said = await talk.hear("Who is not here? Numbers, as 2, 5 or 3 late; Enter for nobody")
        if is_back(said) or said.casefold() in ("q", "quit"):
            return None
        marks = read_marks(said, names)
        if isinstance(marks, str):
            talk.say(_nobody(marks, "Numbers of the list do, as 2, 5, or 3 late"))
            continue
        states = dict(usual)
        for place, state in marks:
            id_ = members[place].id
            states[id_] = state or toggled(states[id_], usual[id_], was_here=False)
        if any(state in HERE for state in states.values()):
            noted = [
                f"{m.name}: {state_text(states[m.id], awaited=True)}."
                for m in members
                if states[m.id] != usual[m.id]
            ]
            talk.say(*noted)
            return states
        talk.say("Then nobody would be here, and a session needs somebody.")


async def during(room: Room, _said: str) -> None:
    """Say everybody's state, take changes, say what they come to, and let them hold if accepted."""
    seats, names = tuple(room.session.attendance), []
    awaited = room.session.awaited
    for place, (seat, state) in enumerate(room.session.attendance.items(), 1):
        names.append(seat_name(seat, room.names))
        room.talk.say(f"{place}: {names[-1]}, {state_text(state, awaited=seat in awaited)}")
    states: dict[int, Attendance] = {}
    heard: Arrivals | None = None
    question = NOBODY
    while not is_back(said := await room.talk.hear(question)):
        if not said:
            if heard is None:
                break
            rule = attend(states, heard)
            if (refused := room.live.refusal(rule)) is None:
                await room.do(rule, headline(heard, room.names))
                return
            room.talk.say(refused.why)
        marks = read_marks(said, names)
        if isinstance(marks, str):
            room.talk.say(_nobody(marks, FORMS))
            continue
        for place, typed in marks:
            seat = seats[place]
            before = room.session.attendance[seat]
            state = states.get(seat, before)
            states[seat] = typed or toggled(state, before, was_here=True, awaited=seat in awaited)
        heard = _comes_to(room, states)
        question = NOBODY if heard is None else HOLDS
    room.talk.say("All stays as it was.")


def _comes_to(room: Room, states: Mapping[int, Attendance]) -> Arrivals | None:
    """Say what the changes do to whom and to the end, and return it; ``None`` if they cannot be."""
    now = room.workspace.clock.now()
    found = arrivals(room.session, now, states)
    if not isinstance(found, Arrivals):
        room.talk.say(found.why)
        return None
    after = replace(found.after, agenda=with_veiled_titles(found.after.agenda))
    names = {seat: veiled(name) for seat, name in room.names.items()}
    script = with_veiled_titles(room.script)
    sentences = told(room.session, found._replace(after=after), names, script)
    ends = end_text(room.session, found, now, room.zone)
    room.talk.say(*map(heard, sentences), heard(ends, tells_time=True))
    return found


def _nobody(part: str, forms: str) -> str:
    return f'Nobody is meant by "{part}". {forms}.'
