"""``circle agenda rehearse``: an evening run on a clock of its own, cue by cue."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.agenda_people import (
    assumed,
    clock,
    seconds_in,
    start_of,
    today,
    today_arguments,
    wall,
    who,
)
from circle_tui.cli.agenda_plan import bids_document, say_bids
from circle_tui.cli.output import document, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from datetime import datetime

    from circle_tui.domain.agenda import Agenda
    from circle_tui.services.rehearsal import Event, Rehearsal


def rehearse_agenda(options: Namespace) -> int:
    """Print the timeline of an evening, run by the real rules on a clock of its own."""
    from datetime import timedelta

    from circle_tui.domain.timing import drift_of
    from circle_tui.domain.warnings import plan_warnings
    from circle_tui.services.rehearsal import Cue, rehearse

    start = start_of(options.start)
    agenda, people, cast = today(options)
    late, overrun = timedelta(seconds=seconds_in(options.late)), _percent(options.overrun)
    done = rehearse(agenda, range(1, people + 1), start, late=late, overrun=overrun, cast=cast)
    warned = plan_warnings(agenda, people)
    if options.json:
        told = _rehearsal_document(agenda, people, start, done)
        bids = bids_document(agenda, done.session.turns, people, cast)
        told |= {"people_assumed": options.people is None, "bids": bids, "warnings": list(warned)}
        document(told)
        return 0
    say(f"{agenda.title}, for {people}, on a clock of its own")
    if assumption := assumed(options, people):
        say(assumption)
    for line in warned:
        say(line)
    say()
    say_bids(agenda, done.session.turns, people, cast)
    rows = []
    for event in done.events:
        rows.append((wall(event.at), *_told(agenda, event)))
        if event.cue is Cue.PART:
            shown = agenda.segments[event.turn.id.segment].show.splitlines()
            rows += [("", "", f"  {line}") for line in shown]
    table(rows)
    say()
    ends = done.events[-1].at
    drift = drift_of(ends, done.session.promised_end)
    say(f"Promised {wall(done.session.promised_end)}, ends {wall(ends)}: {drift}.")
    return 0


def _told(agenda: "Agenda", event: "Event") -> tuple[str, str]:
    """Return a moment of a rehearsal in words: what, and whose."""
    from circle_tui.services.rehearsal import Cue

    match event.cue:
        case Cue.PART:
            return "part", agenda.segments[event.turn.id.segment].title
        case Cue.TURN:
            return "turn", f"{who(agenda, event.turn)}, {clock(event.turn.seconds)}"
        case Cue.END:
            return "end", ""
    return event.cue.value, who(agenda, event.turn)


def _rehearsal_document(
    agenda: "Agenda", people: int, start: "datetime", done: "Rehearsal"
) -> dict[str, object]:
    """Return a rehearsal for other programs; times of day are HH:MM:SS."""
    ends = done.events[-1].at
    return {
        "agenda": agenda.name,
        "people": people,
        "start": f"{start:%H:%M:%S}",
        "began": f"{done.session.began:%H:%M:%S}",
        "promised_end": f"{done.session.promised_end:%H:%M:%S}",
        "end": f"{ends:%H:%M:%S}",
        "late_seconds": round((ends - done.session.promised_end).total_seconds()),
        "events": [
            {
                "at": f"{event.at:%H:%M:%S}",
                "cue": event.cue.value,
                "segment": agenda.segments[event.turn.id.segment].title,
                "who": who(agenda, event.turn),
                "round": event.turn.id.round,
                "seconds": event.turn.seconds,
                "prompt": agenda.segments[event.turn.id.segment].show,
            }
            for event in done.events
        ],
    }


def _percent(words: str) -> int:
    """Return the number in ``20%``."""
    from circle_tui.domain.errors import InputError

    digits = words.strip().removesuffix("%").strip()
    if not (digits.isdecimal() and len(digits) <= 3):
        raise InputError(f'"{words}" is not a share of the time. Write for example 20%.')
    return int(digits)


def _rehearse_arguments(parser: ArgumentParser) -> None:
    today_arguments(parser)
    parser.add_argument(
        "--late", default="0", metavar="TIME", help="how late it begins, such as 5m"
    )
    parser.add_argument(
        "--overrun", default="0%", metavar="PERCENT", help="how much turns run over, such as 20%%"
    )


VERBS = {
    "rehearse": Command(
        rehearse_agenda,
        "Run an evening on a clock of its own: every prompt, cue and turn, and a bad evening too.",
        (
            "circle agenda rehearse balint-45 --people 8",
            "circle agenda rehearse swims-equal-share --people 8 --late 5m --overrun 20%",
            "circle agenda rehearse eot-time-bids --people 4 --bids 30,20,40,30 --minutes 100",
        ),
        _rehearse_arguments,
    ),
}
