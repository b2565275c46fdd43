"""``circle agenda``: which agendas there are, what is in one, and whether a file can be used."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.output import count, document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from pathlib import Path

    from circle_tui.agendas.problems import AgendaError
    from circle_tui.domain.agenda import Agenda
    from circle_tui.domain.plan import Turn

USUAL = 8
"""How many people an agenda is laid over when nobody says, within the sizes it is meant for."""


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
            people = _people(agenda)
            fewest, most = agenda.sizes
            length = f"{_minutes(_planned(agenda, people))} for {people}"
            rows.append((agenda.name, length, f"{fewest}-{most} people", agenda.title))
    table(rows)
    return 0


def show(options: Namespace) -> int:
    """Print an agenda laid over a number of people."""
    from circle_tui.agendas.library import find_agenda
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.cli.opening import home_of
    from circle_tui.domain.errors import InputError
    from circle_tui.domain.plan import EVERYBODY, planned_seconds, turns_of
    from circle_tui.domain.timing import clock_text

    agenda = load_agenda(find_agenda(options.agenda, home_of(options).agendas))
    people = _people(agenda) if options.people is None else options.people
    if not 1 <= people <= 99:
        raise InputError(f"An agenda can be laid over 1 to 99 people, not {people}.")
    seats = range(1, people + 1)
    parts = [turns_of(index, part, seats) for index, part in enumerate(agenda.segments)]
    if options.json:
        document(_shown(agenda, people, parts))
        return 0
    say(agenda.title)
    if agenda.summary:
        say(agenda.summary)
    say()
    rows = [("part", "minutes", "each", "until")]
    end = 0
    for part, turns in zip(agenda.segments, parts, strict=True):
        length = planned_seconds(turns)
        end += length
        shares = sorted({turn.seconds for turn in turns if turn.id.seat != EVERYBODY})
        each = " to ".join(map(clock_text, shares[:1] + shares[1:][-1:]))
        rows.append((part.title, clock_text(length), each, clock_text(end)))
    table(rows, right=(1, 2, 3))
    say()
    total = f"Total: {_minutes(end)} for {people}."
    if agenda.minutes:
        late = end - agenda.minutes * 60
        fit = "which fits" if late <= 0 else f"{_minutes(late)} less than that"
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
            _print_check(file, result)
    return 2 if any(isinstance(result, AgendaError) for _, result in results) else 0


def _print_check(file: str, result: "Agenda | AgendaError") -> None:
    if isinstance(result, Exception):
        for problem in result.problems:
            say(str(problem))
        return
    people = _people(result)
    parts = count(len(result.segments), "segment")
    say(f"{file}: ok, {parts}, {_minutes(_planned(result, people))} for {people}")


def _people(agenda: "Agenda") -> int:
    """Return how many people to lay an agenda over when nobody says."""
    fewest, most = agenda.sizes
    return min(max(USUAL, fewest), most)


def _planned(agenda: "Agenda", people: int) -> int:
    """Return the seconds an agenda takes with so many people."""
    from circle_tui.domain.plan import plan, planned_seconds

    return planned_seconds(plan(agenda, range(1, people + 1)))


def _minutes(seconds: int) -> str:
    """Return ``130 min``, or ``12:30 min`` when the minutes are not whole."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02} min" if rest else f"{minutes} min"


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


def _shown(agenda: "Agenda", people: int, parts: "list[tuple[Turn, ...]]") -> dict[str, object]:
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
        "problems": [
            {"line": p.line, "column": p.column, "sentence": p.sentence, "hint": p.hint}
            for p in problems
        ],
    }


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "agenda", metavar="AGENDA", help="a name from circle agenda list, or a file"
    )
    parser.add_argument("--people", type=int, metavar="N", help="how many are in the room")
    json_option(parser)


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
        _show_arguments,
    ),
    "check": Command(
        check,
        "Say whether agenda files can be used, or all that is to be mended, as file:line:column.",
        ("circle agenda check my-agenda.toml", "circle agenda check agendas/*.toml"),
        _check_arguments,
    ),
}
