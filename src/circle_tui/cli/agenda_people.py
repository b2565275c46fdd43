"""An agenda laid over people: the options and words that show, plan and rehearse share."""

import re
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.output import json_option

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.cast import Cast
    from circle_tui.domain.plan import Turn

USUAL = 8
"""How many people an agenda is laid over when nobody says, within the sizes it is meant for."""

MOST_PEOPLE = 99


def agenda_and_people(parser: ArgumentParser) -> None:
    """Add the agenda and how many people are in the room."""
    parser.add_argument(
        "agenda", metavar="AGENDA", help="a name from circle agenda list, or a file"
    )
    parser.add_argument("--people", type=int, metavar="N", help="how many are in the room")
    json_option(parser)


def people_for(agenda: "Agenda") -> int:
    """Return how many people to lay an agenda over when nobody says."""
    fewest, most = agenda.sizes
    return min(max(USUAL, fewest), most)


def laid_over(
    options: Namespace, cast: "Cast | None" = None
) -> "tuple[Agenda, int, tuple[Turn, ...]]":
    """Return the agenda that is meant, the number of people, and the plan for them.

    Raises ``InputError`` when there is no such agenda, it cannot be used, or nobody can be so many.
    """
    from circle_tui.agendas.library import find_agenda
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.cli.opening import home_of
    from circle_tui.domain.cast import NOTHING_SETTLED
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.plan import plan

    agenda = load_agenda(find_agenda(options.agenda, home_of(options).agendas))
    people = people_for(agenda) if options.people is None else options.people
    if not 1 <= people <= MOST_PEOPLE:
        raise InputError(f"An agenda can be laid over 1 to {MOST_PEOPLE} people, not {people}.")
    return agenda, people, plan(agenda, range(1, people + 1), cast or NOTHING_SETTLED)


def who(agenda: "Agenda", turn: "Turn") -> str:
    """Say whose a turn is: ``everybody``, ``person 3``, ``presenter (person 1)``, ``1+2, 3+4``."""
    from circle_tui.domain.agenda import ClockMode
    from circle_tui.domain.cast import roles_in

    if turn.groups:
        return ", ".join("+".join(map(str, group)) for group in turn.groups)
    if not turn.id.seat:
        return "everybody"
    segment = agenda.segments[turn.id.segment]
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
