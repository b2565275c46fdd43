"""An agenda laid over people: the options and words that show, plan and rehearse share."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from circle_tui.cli.output import json_option, tell

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.cast import Cast
    from circle_tui.domain.plan import Turn

USUAL = 8
"""How many people an agenda is laid over when nobody says, within the sizes it is meant for.

Not the circle's own number: asking a circle means opening and locking it, while an agenda must be
planned in no time and while a session runs. So the assumption is said instead (``assumed``).
"""

LONGEST_DAY = 24 * 60
"""The longest meeting that may be promised, in minutes."""


def agenda_and_people(parser: ArgumentParser) -> None:
    """Add the agenda and how many people are in the room."""
    parser.add_argument(
        "agenda", metavar="AGENDA", help="a name from circle agenda list, or a file"
    )
    parser.add_argument("--people", type=int, metavar="N", help="how many are in the room")
    json_option(parser)


def today_arguments(parser: ArgumentParser) -> None:
    """Add the agenda, the people, and what is so today: the start, the promise and the bids."""
    agenda_and_people(parser)
    parser.add_argument("--start", metavar="HH:MM", help="when it begins; else this minute")
    parser.add_argument("--minutes", metavar="TIME", help="what is promised today: 90 or 1h30m")
    parser.add_argument("--bids", metavar="LIST", help="minutes each person asks for: 10,20,5")


def people_for(agenda: "Agenda") -> int:
    """Return how many people to lay an agenda over when nobody says."""
    fewest, most = agenda.sizes
    return min(max(USUAL, fewest), most)


def named(options: Namespace) -> "tuple[Agenda, int]":
    """Return the agenda that is meant and the number of people.

    Raises ``InputError`` when there is no such agenda, it cannot be used, or nobody can be so many.
    """
    from circle_tui.agendas.library import find_agenda, why_left_out
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.cli.opening import home_of
    from circle_tui.domain.agenda import MOST_PEOPLE
    from circle_tui.domain.errors import InputError

    own = home_of(options).agendas
    agenda = load_agenda(find_agenda(options.agenda, own))
    tell(why_left_out(own))
    people = people_for(agenda) if options.people is None else options.people
    if not 1 <= people <= MOST_PEOPLE:
        raise InputError(f"An agenda can be laid over 1 to {MOST_PEOPLE} people, not {people}.")
    return agenda, people


def laid_over(options: Namespace) -> "tuple[Agenda, int, tuple[Turn, ...]]":
    """Return the agenda that is meant, the number of people, and the plan for them.

    Raises ``InputError`` as ``named`` does.
    """
    from circle_tui.domain.plan import plan

    agenda, people = named(options)
    return agenda, people, plan(agenda, range(1, people + 1))


def today(options: Namespace) -> "tuple[Agenda, int, Cast]":
    """Return the agenda with today's promise, the number of people, and what they ask for.

    Raises ``InputError`` as ``named`` does, or when the promise or the bids make no sense.
    """
    from dataclasses import replace

    from circle_tui.domain.agenda import ClockMode
    from circle_tui.domain.cast import Cast
    from circle_tui.domain.errors import InputError

    agenda, people = named(options)
    if options.minutes is not None:
        agenda = replace(agenda, minutes=_promise(options.minutes))
    if options.bids is None:
        return agenda, people, Cast()
    if all(segment.clock is not ClockMode.BID for segment in agenda.segments):
        raise InputError(
            f'"{agenda.title}" has no part that is shared out by bids. Leave out --bids, or choose '
            "an agenda that has one, such as eot-time-bids."
        )
    bids = tuple(
        (seat, seconds_in(bid.strip())) for seat, bid in enumerate(options.bids.split(","), 1)
    )
    if len(bids) > people:
        raise InputError(f"There are {len(bids)} bids for {people} people. Leave some out.")
    return agenda, people, Cast(bids=bids)


def assumed(options: Namespace, people: int) -> str:
    """Return what is said when nobody said how many people there are; else nothing."""
    if options.people is not None:
        return ""
    return f"{people} people is an assumption; say how many there are with --people."


def bids_by_part(
    agenda: "Agenda", people: int, turns: "Sequence[Turn]", cast: "Cast"
) -> list[tuple[int, list[tuple[int, int, int]]]]:
    """Return each part by bids (by index) with person, asked and granted of all who are there.

    What is granted is what the plan has. Nothing is returned when nobody was asked.
    """
    from circle_tui.domain.agenda import ClockMode

    asked = dict(cast.bids)
    if not asked:
        return []
    granted = {(turn.id.segment, turn.id.seat): turn.seconds for turn in turns}
    everybody = range(1, people + 1)
    return [
        (index, [(seat, asked.get(seat, 0), granted.get((index, seat), 0)) for seat in everybody])
        for index, segment in enumerate(agenda.segments)
        if segment.clock is ClockMode.BID
    ]


def bids_told(part: Sequence[tuple[int, int, int]]) -> list[str]:
    """Say who has no turn in a part by bids, and why; and when nobody asked for any time."""
    if not any(asked for _, asked, _ in part):
        return ["Nobody asked for time, so everybody has the same."]
    silent = [person for person, asked, granted in part if not granted and not asked]
    outside = [person for person, asked, granted in part if not granted and asked]
    told = []
    if silent:
        told.append(f"{persons(silent)} asked for nothing and {_has(silent)} no turn.")
    if outside:
        told.append(f"{persons(outside)} {_has(outside)} no turn in this part by its own rule.")
    return told


def persons(numbers: Sequence[int]) -> str:
    """Return ``Person 4``, or ``Persons 4, 5 and 6``."""
    *first, last = map(str, numbers)
    return f"Persons {', '.join(first)} and {last}" if first else f"Person {last}"


def _has(numbers: Sequence[int]) -> str:
    return "has" if len(numbers) == 1 else "have"


def who(agenda: "Agenda", turn: "Turn") -> str:
    """Say whose a turn is: ``everybody``, ``person 3``, ``presenter (person 1)``, ``1+2, 3+4``.

    Where each person of a small group has a turn, it is ``person 2 of each: 1+2+3, 4+5+6``.
    """
    from circle_tui.domain.agenda import ClockMode, EachInGroup
    from circle_tui.domain.cast import roles_in

    segment = agenda.segments[turn.id.segment]
    if turn.groups:
        groups = ", ".join("+".join(map(str, group)) for group in turn.groups)
        alike = segment.each_in_group is EachInGroup.NO
        return groups if alike else f"person {turn.id.round} of each: {groups}"
    if not turn.id.seat:
        return "everybody"
    if segment.clock is ClockMode.ONE:
        return f"{roles_in(segment)[0]} (person {turn.id.seat})"
    return f"person {turn.id.seat}"


def wall(at: "datetime") -> str:
    """Return a time of day, with seconds where it has some."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def clock(seconds: int) -> str:
    """Return a length as ``17:10``."""
    from circle_tui.domain.timing import clock_text

    return clock_text(seconds)


def start_of(words: str | None) -> "datetime":
    """Return the time of day that is meant, this minute when none is named.

    It is a wall time; the zone is a stand-in, since the evening's own zone changes nothing here.
    """
    from datetime import UTC, datetime

    if words is None:
        return datetime.now().astimezone().replace(second=0, microsecond=0, tzinfo=UTC)
    from circle_tui.domain.errors import InputError

    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", words):
        raise InputError(f'"{words}" is not a time of day. Write hour and minute, as in 19:30.')
    hour, minute = map(int, words.split(":"))
    return datetime(2000, 1, 1, hour, minute, tzinfo=UTC)


def _promise(words: str) -> int:
    """Return the whole minutes in ``90`` or ``1h30m``."""
    from circle_tui.domain.errors import InputError

    text = words.strip()
    if text.removeprefix("-").isdecimal() and len(text) < 9:
        minutes, rest = int(text), 0
    else:
        minutes, rest = divmod(seconds_in(text), 60)
    if rest:
        raise InputError(f'A meeting is promised in whole minutes, which "{words}" is not.')
    if not 1 <= minutes <= LONGEST_DAY:
        raise InputError(f"A meeting can last 1 to {LONGEST_DAY} minutes, not {minutes}.")
    return minutes


def seconds_in(words: str) -> int:
    """Return the seconds in ``5m``, ``90s`` or ``1h30m``; a bare number is minutes."""
    from circle_tui.agendas.kinds import Duration, Wrong
    from circle_tui.domain.errors import InputError

    if words.strip() in ("0", "0m", "0s"):
        return 0
    try:
        return Duration(60, '"5m"').read(int(words) if words.isdecimal() else words)
    except (Wrong, ValueError):
        raise InputError(
            f'"{words}" is not a length of time. Write for example 5m, 90s or 1h30m.'
        ) from None
