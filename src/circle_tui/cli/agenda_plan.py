"""``circle agenda plan``: every turn for the people in the room, and the ways out if it is late.

The JSON of a plan is stable: see ``_plan_document``.
"""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from circle_tui.cli.agenda_people import (
    assumed,
    bids_by_part,
    bids_told,
    clock,
    start_of,
    today,
    today_arguments,
    wall,
    who,
)
from circle_tui.cli.output import document, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.cast import Cast
    from circle_tui.domain.choices import Choice
    from circle_tui.domain.fit import Fit
    from circle_tui.domain.plan import Turn


def plan_agenda(options: Namespace) -> int:
    """Print every turn with its length and wall time, the end, and the ways out if it is late."""
    from datetime import timedelta

    from circle_tui.domain.fit import fit, fit_text
    from circle_tui.domain.warnings import missed_ends, plan_warnings

    start = start_of(options.start)
    agenda, people, cast = today(options)
    found = fit(agenda, range(1, people + 1), cast)
    warned = (*plan_warnings(agenda, people), *missed_ends(agenda, found.turns, start.time()))
    if options.json:
        told = _plan_document(agenda, cast, found, start, warned)
        document({**told, "people_assumed": options.people is None})
        return 0
    say(f"{agenda.title}, for {people}")
    if assumption := assumed(options, people):
        say(assumption)
    say()
    rows = [("from", "part", "who", "time")]
    at, before = start, -1
    for turn in found.turns:
        part = agenda.segments[turn.id.segment].title if turn.id.segment != before else ""
        rows.append((wall(at), part, who(agenda, turn), clock(turn.seconds)))
        at, before = at + timedelta(seconds=turn.seconds), turn.id.segment
    rows.append((wall(at), "end", "", clock(found.planned)))
    table(rows, right=(3,))
    say()
    say_bids(agenda, found.turns, people, cast)
    for line in (*_in_all(agenda, found), *warned):
        say(line)
    say(f"It takes {fit_text(found)}.")
    if found.choices:
        say("What you can do, one of these:")
    for choice in found.choices:
        say(f"- {choice.sentence} Ends {wall(start + timedelta(seconds=choice.seconds))}.")
    return 0


def say_bids(agenda: "Agenda", turns: "Sequence[Turn]", people: int, cast: "Cast") -> None:
    """Print what everybody asked for in each part by bids and what they get, if they were asked."""
    for index, part in bids_by_part(agenda, people, turns, cast):
        rows = [(f"bids for {agenda.segments[index].title}", "asked", "gets")]
        rows += [
            (f"person {person}", clock(asked), clock(granted))
            for person, asked, granted in part
            if asked or granted
        ]
        table(rows, right=(1, 2))
        for line in bids_told(part):
            say(line)
        say()


def _per_person(turns: "Sequence[Turn]", people: int) -> dict[int, int]:
    """Return how many seconds of these turns are each person's own."""
    totals = dict.fromkeys(range(1, people + 1), 0)
    for turn in turns:
        if turn.id.seat:
            totals[turn.id.seat] += turn.seconds
    return totals


def _in_all(agenda: "Agenda", found: "Fit") -> list[str]:
    """Say what each person has of the time in all; who speaks alone in a part is told apart."""
    from circle_tui.domain.agenda import ClockMode
    from circle_tui.domain.cast import roles_in

    totals = _per_person(found.turns, found.people)
    alone: dict[int, str] = {}
    for turn in found.turns:
        segment = agenda.segments[turn.id.segment]
        if segment.clock is ClockMode.ONE:
            alone.setdefault(turn.id.seat, roles_in(segment)[0])
    told = [
        f"The {role} (person {seat}) has {clock(totals[seat])} in all."
        for seat, role in alone.items()
    ]
    others = {seat: seconds for seat, seconds in totals.items() if seat not in alone}
    if span := _span(others):
        whose = "Each of the others" if alone else "Each person"
        if not all(others.values()):
            whose = "Whoever has a turn"
        told.append(f"{whose} has {span} in all.")
    return told


def _span(totals: Mapping[int, int]) -> str:
    """Return the least and the most that anybody has who has anything."""
    some = [seconds for seconds in totals.values() if seconds]
    ends = sorted({min(some), max(some)}) if some else []
    return " to ".join(map(clock, ends))


def _plan_document(
    agenda: "Agenda",
    cast: "Cast",
    found: "Fit",
    start: "datetime",
    warned: Sequence[str],
) -> dict[str, object]:
    """Return a plan for other programs.

    Times of day are HH:MM:SS; ``promised_seconds`` and ``slack_seconds`` are null when no length is
    promised; ``who`` are the words of ``who``; ``choices`` are empty when there is nothing to do.
    """
    from datetime import timedelta

    at, told = start, []
    for turn in found.turns:
        end = at + timedelta(seconds=turn.seconds)
        told.append(
            {
                "segment": agenda.segments[turn.id.segment].title,
                "who": who(agenda, turn),
                "seconds": turn.seconds,
                "start": f"{at:%H:%M:%S}",
                "end": f"{end:%H:%M:%S}",
            }
        )
        at = end
    return {
        "agenda": agenda.name,
        "people": found.people,
        "start": f"{start:%H:%M:%S}",
        "end": f"{at:%H:%M:%S}",
        "promised_seconds": found.promised,
        "planned_seconds": found.planned,
        "slack_seconds": found.slack,
        "fits": found.fits,
        "unfilled": [agenda.segments[index].title for index in found.unfilled],
        "choices": [_choice_document(agenda, choice) for choice in found.choices],
        "warnings": list(warned),
        "bids": bids_document(agenda, found.turns, found.people, cast),
        "per_person": [
            {"person": person, "seconds": seconds}
            for person, seconds in _per_person(found.turns, found.people).items()
        ],
        "turns": told,
    }


def bids_document(
    agenda: "Agenda", turns: "Sequence[Turn]", people: int, cast: "Cast"
) -> list[dict[str, object]]:
    """Return what everybody asked for and was granted, for each part by bids."""
    return [
        {
            "segment": agenda.segments[index].title,
            "person": person,
            "asked_seconds": asked,
            "granted_seconds": granted,
        }
        for index, part in bids_by_part(agenda, people, turns, cast)
        for person, asked, granted in part
    ]


def _choice_document(agenda: "Agenda", choice: "Choice") -> dict[str, object]:
    return {
        "way": choice.way.value,
        "sentence": choice.sentence,
        "planned_seconds": choice.seconds,
        "later_seconds": choice.later,
        "people": choice.people or None,
        "changes": [
            {
                "segment": agenda.segments[change.segment].title,
                "from_seconds": change.before,
                "to_seconds": change.after,
                "turns_seconds": list(change.turns),
            }
            for change in choice.changes
        ],
    }


VERBS = {
    "plan": Command(
        plan_agenda,
        "Plan every turn for the people in the room, and say what to do if it does not fit.",
        (
            "circle agenda plan swims-equal-share --people 7 --start 19:30",
            "circle agenda plan lean-in-topic --people 10 --minutes 1h30m",
            "circle agenda plan eot-time-bids --people 4 --bids 30,20,40,30",
        ),
        today_arguments,
    ),
}
