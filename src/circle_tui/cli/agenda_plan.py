"""``circle agenda plan``: every turn for the people in the room, and the ways out if it is late.

The JSON of a plan is stable: see ``_plan_document``.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from circle_tui.cli.agenda_people import (
    agenda_and_people,
    clock,
    laid_over,
    seconds_in,
    start_of,
    wall,
    who,
)
from circle_tui.cli.output import document, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.cast import Cast
    from circle_tui.domain.fit import Choice, Fit
    from circle_tui.domain.plan import Turn

LONGEST_DAY = 24 * 60


def plan_agenda(options: Namespace) -> int:
    """Print every turn with its length and wall time, the end, and the ways out if it is late."""
    from datetime import timedelta

    from circle_tui.domain.cast import Cast
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.fit import fit
    from circle_tui.domain.warnings import part_warnings

    start = start_of(options.start)
    cast = Cast(bids=_bids(options.bids))
    agenda, people, turns = laid_over(options, cast)
    if len(cast.bids) > people:
        raise InputError(f"There are {len(cast.bids)} bids for {people} people. Leave some out.")
    limit = agenda.minutes if options.minutes is None else _within_a_day(options.minutes)
    found = fit(agenda, turns, None if limit is None else limit * 60)
    if options.json:
        document(_plan_document(agenda, people, turns, found, start))
        return 0
    say(f"{agenda.title}, for {people}")
    say()
    rows = [("from", "part", "who", "time")]
    at, before = start, -1
    for turn in turns:
        part = agenda.segments[turn.id.segment].title if turn.id.segment != before else ""
        rows.append((wall(at), part, who(agenda, turn), clock(turn.seconds)))
        at, before = at + timedelta(seconds=turn.seconds), turn.id.segment
    rows.append((wall(at), "end", "", clock(found.planned)))
    table(rows, right=(3,))
    say()
    _say_bids(agenda, cast)
    if each := _each(turns):
        say(f"Each person has {each} in all.")
    warned = (*part_warnings(agenda, (people, people)), *_missed(agenda, turns, start))
    for line in (*warned, _verdict(found)):
        say(line)
    if found.choices:
        say("What you can do, one of these:")
    for choice in found.choices:
        say(f"- {choice.sentence} Ends {wall(start + timedelta(seconds=choice.seconds))}.")
    return 0


def _missed(agenda: "Agenda", turns: "Sequence[Turn]", start: "datetime") -> tuple[str, ...]:
    from circle_tui.domain.plan import by_segment, planned_seconds
    from circle_tui.domain.warnings import missed_ends

    lengths = [planned_seconds(part) for part in by_segment(agenda, turns)]
    return missed_ends(agenda, lengths, start.time())


def _each(turns: "Sequence[Turn]") -> str:
    """Return what one person has of the time, from the least to the most."""
    totals: dict[int, int] = {}
    for turn in turns:
        if turn.id.seat:
            totals[turn.id.seat] = totals.get(turn.id.seat, 0) + turn.seconds
    ends = sorted({min(totals.values()), max(totals.values())}) if totals else []
    return " to ".join(map(clock, ends))


def _verdict(found: "Fit") -> str:
    """Say how long a plan takes, and whether that is what was promised."""
    from circle_tui.domain.lengths import minutes_text

    told = f"It takes {minutes_text(found.planned)}"
    if found.promised is None or found.slack is None:
        return f"{told}; no length is promised."
    promised = minutes_text(found.promised)
    if found.slack < 0:
        return f"{told}, {minutes_text(-found.slack)} more than the promised {promised}."
    spare = f" with {minutes_text(found.slack)} to spare" if found.slack else ""
    return f"{told} and fits into the promised {promised}{spare}."


def _say_bids(agenda: "Agenda", cast: "Cast") -> None:
    """Print what each bid asked for and what it comes to, where there are bids."""
    from circle_tui.domain.agenda import ClockMode
    from circle_tui.domain.bids import settle_bids

    bidding = [part for part in agenda.segments if part.clock is ClockMode.BID]
    if not bidding or not cast.bids:
        return
    for part in bidding:
        rows = [(f"bids for {part.title}", "asked", "gets")]
        rows += [
            (f"person {bid.seat}", clock(bid.asked), clock(bid.granted))
            for bid in settle_bids(cast.bids, part.seconds, part.least or 0)
        ]
        table(rows, right=(1, 2))
    say()


def _plan_document(
    agenda: "Agenda", people: int, turns: "Sequence[Turn]", found: "Fit", start: "datetime"
) -> dict[str, object]:
    """Return a plan for other programs.

    Times of day are HH:MM:SS; ``promised_seconds`` and ``slack_seconds`` are null when no length is
    promised; ``who`` are the words of ``who``; ``choices`` are empty when there is nothing to do.
    """
    from datetime import timedelta

    from circle_tui.domain.warnings import part_warnings

    at, told = start, []
    for turn in turns:
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
        "people": people,
        "start": f"{start:%H:%M:%S}",
        "end": f"{at:%H:%M:%S}",
        "promised_seconds": found.promised,
        "planned_seconds": found.planned,
        "slack_seconds": found.slack,
        "fits": found.fits,
        "choices": [_choice_document(agenda, choice) for choice in found.choices],
        "warnings": [
            *part_warnings(agenda, (people, people)),
            *_missed(agenda, turns, start),
        ],
        "turns": told,
    }


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
            }
            for change in choice.changes
        ],
    }


def _within_a_day(minutes: int) -> int:
    from circle_tui.domain.errors import InputError

    if not 1 <= minutes <= LONGEST_DAY:
        raise InputError(f"A meeting can last 1 to {LONGEST_DAY} minutes, not {minutes}.")
    return minutes


def _bids(words: str | None) -> tuple[tuple[int, int], ...]:
    """Return each person's bid in seconds from ``10,20,5``: minutes, from person 1 on."""
    if words is None:
        return ()
    return tuple((seat, seconds_in(bid.strip())) for seat, bid in enumerate(words.split(","), 1))


def _plan_arguments(parser: ArgumentParser) -> None:
    agenda_and_people(parser)
    parser.add_argument("--start", metavar="HH:MM", help="when it begins; else this minute")
    parser.add_argument("--minutes", type=int, metavar="M", help="what is promised today")
    parser.add_argument("--bids", metavar="LIST", help="minutes each person asks for: 10,20,5")


VERBS = {
    "plan": Command(
        plan_agenda,
        "Plan every turn for the people in the room, and say what to do if it does not fit.",
        (
            "circle agenda plan swims-equal-share --people 7 --start 19:30",
            "circle agenda plan lean-in-topic --people 10 --minutes 90",
            "circle agenda plan eot-time-bids --people 4 --bids 30,20,40,30",
        ),
        _plan_arguments,
    ),
}
