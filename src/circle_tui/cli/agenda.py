"""``circle agenda``: which agendas there are, what is in one, and whether a file can be used."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli import agenda_own, agenda_plan, agenda_rehearse
from circle_tui.cli.agenda_people import agenda_and_people, laid_over, people_for
from circle_tui.cli.output import count, document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from pathlib import Path

    from circle_tui.agendas.problems import AgendaError, Problem
    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.plan import Turn


def list_agendas(options: Namespace) -> int:
    """Print every agenda that can be named; one that cannot be used says so."""
    from circle_tui.agendas import library
    from circle_tui.cli.opening import home_of

    own = home_of(options).agendas
    found = library.list_agendas(own)
    if options.json:
        document({"agendas": [_listed(path, agenda, own) for path, agenda in found]})
        return 0
    rows = []
    for path, agenda in found:
        if isinstance(agenda, Exception):
            rows.append((path.stem, "", "", f"cannot be used: circle agenda check {path}"))
        else:
            fewest, most = agenda.sizes
            rows.append((agenda.name, _length(agenda), f"{fewest}-{most} people", agenda.title))
    table(rows)
    return 0


def show(options: Namespace) -> int:
    """Print an agenda laid over a number of people."""
    from circle_tui.domain.lengths import minutes_text
    from circle_tui.domain.plan import EVERYBODY, by_segment, planned_seconds
    from circle_tui.domain.timing import clock_text

    agenda, people, turns = laid_over(options)
    parts = by_segment(agenda, turns)
    if options.json:
        document(_shown(agenda, people, parts))
        return 0
    say(agenda.title)
    if agenda.summary:
        say(agenda.summary)
    say()
    rows = [("part", "minutes", "each", "until")]
    end = 0
    for part, own in zip(agenda.segments, parts, strict=True):
        length = planned_seconds(own)
        end += length
        shares = sorted({turn.seconds for turn in own if turn.id.seat != EVERYBODY})
        each = " to ".join(map(clock_text, shares[:1] + shares[1:][-1:]))
        rows.append((part.title, clock_text(length), each, clock_text(end)))
    table(rows, right=(1, 2, 3))
    say()
    total = f"Total: {minutes_text(end)} for {people}."
    if agenda.minutes:
        late = end - agenda.minutes * 60
        fit = "which fits" if late <= 0 else f"{minutes_text(late)} less than that"
        total += f" The agenda promises {agenda.minutes} min, {fit}."
    say(total)
    return 0


def check(options: Namespace) -> int:
    """Print for each file that it can be used, or all that is to be mended in it."""
    from circle_tui.agendas.problems import AgendaError
    from circle_tui.agendas.reader import load_agenda

    results: list[tuple[str, Agenda | AgendaError]] = []
    for file in options.files:
        try:
            results.append((file, load_agenda(file)))
        except AgendaError as error:
            results.append((file, error))
    if options.json:
        document({"files": [_checked(file, result) for file, result in results]})
    else:
        for file, result in results:
            print_check(file, result)
    return 2 if any(isinstance(result, AgendaError) for _, result in results) else 0


def print_check(file: str, result: "Agenda | AgendaError") -> None:
    """Print what is to be mended in a file, or that it can be used and what does not add up."""
    if isinstance(result, Exception):
        for problem in result.problems:
            say(str(problem))
        return
    say(f"{file}: ok, {count(len(result.segments), 'segment')}, {_length(result)}")
    for warning in _warnings(file, result):
        say(str(warning))


def _warnings(file: str, agenda: "Agenda") -> "list[Problem]":
    """Return what does not add up in an agenda that can be used, with its places."""
    from circle_tui.agendas.reader import place_warnings
    from circle_tui.domain.warnings import warnings

    found = warnings(agenda)
    return place_warnings(file, [(warned.where, str(warned)) for warned in found]) if found else []


def _length(agenda: "Agenda") -> str:
    """Return how long an agenda takes with a usual number of people."""
    from circle_tui.domain.lengths import agenda_seconds, minutes_text

    people = people_for(agenda)
    return f"{minutes_text(agenda_seconds(agenda, people))} for {people}"


def _listed(path: "Path", agenda: "Agenda | AgendaError", own: "Path") -> dict[str, object]:
    facts: dict[str, object] = {
        "name": path.stem,
        "file": str(path),
        "own": path.is_relative_to(own),
        "usable": not isinstance(agenda, Exception),
    }
    if not isinstance(agenda, Exception):
        facts |= _facts(agenda)
    return facts


def _facts(agenda: "Agenda") -> dict[str, object]:
    return {
        "title": agenda.title,
        "summary": agenda.summary,
        "source": agenda.source,
        "fidelity": agenda.fidelity.value,
        "licence": agenda.licence,
        "sizes": list(agenda.sizes),
        "minutes": agenda.minutes,
        "segments": len(agenda.segments),
    }


def _shown(
    agenda: "Agenda", people: int, parts: "tuple[tuple[Turn, ...], ...]"
) -> dict[str, object]:
    """Return an agenda with the seconds of every turn, in speaking order."""
    segments = [
        {
            "title": part.title,
            "kind": part.kind,
            "clock": part.clock.value,
            "notes": part.notes.value,
            "show": part.show,
            "say": part.say,
            "seconds": sum(turn.seconds for turn in turns),
            "turns": [turn.seconds for turn in turns],
        }
        for part, turns in zip(agenda.segments, parts, strict=True)
    ]
    seconds = sum(turn.seconds for turns in parts for turn in turns)
    named = {"name": agenda.name, **_facts(agenda), "people": people, "seconds": seconds}
    return {**named, "segments": segments}


def _checked(file: str, result: "Agenda | AgendaError") -> dict[str, object]:
    problems = result.problems if isinstance(result, Exception) else ()
    return {
        "file": file,
        "ok": not problems,
        "problems": [_placed(problem) for problem in problems],
        "warnings": []
        if isinstance(result, Exception)
        else [_placed(warning) for warning in _warnings(file, result)],
    }


def _placed(problem: "Problem") -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "sentence": problem.sentence,
        "hint": problem.hint,
    }


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="an agenda file")
    json_option(parser)


VERBS = {
    "list": Command(
        list_agendas,
        "List the agendas, yours before the shipped ones.",
        ("circle agenda", "circle agenda list --json"),
        json_option,
    ),
    "show": Command(
        show,
        "Show an agenda's parts, and everybody's share with so many people.",
        ("circle agenda show swims-equal-share --people 7", "circle agenda show troika-30"),
        agenda_and_people,
    ),
    "check": Command(
        check,
        "Say whether agenda files can be used, or all that is to be mended, as file:line:column.",
        ("circle agenda check my-agenda.toml", "circle agenda check agendas/*.toml"),
        _check_arguments,
    ),
    **agenda_plan.VERBS,
    **agenda_rehearse.VERBS,
    **agenda_own.VERBS,
}
