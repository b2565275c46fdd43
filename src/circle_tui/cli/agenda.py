"""``circle agenda``: which agendas there are, and whether one can be used."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli import agenda_own, agenda_plan, agenda_rehearse, agenda_show
from circle_tui.cli.agenda_people import people_for
from circle_tui.cli.output import count, document, json_option, say, table, tell
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from pathlib import Path

    from circle_tui.agendas.problems import AgendaError, Problem
    from circle_tui.domain.agenda import Agenda


def list_agendas(options: Namespace) -> int:
    """Print every agenda that can be named; one that cannot be used says so."""
    from circle_tui.agendas import library
    from circle_tui.cli.opening import home_of

    own = home_of(options).agendas
    shipped = library.shipped_names()
    found = library.list_agendas(own)
    tell(library.why_left_out(own))
    if options.json:
        listed = [_listed(path, agenda, path.parent == own, shipped) for path, agenda in found]
        document({"agendas": listed})
        return 0
    rows = [("name", "takes", "people", "title")]
    for path, agenda in found:
        whose = _whose(path, path.parent == own, shipped)
        if isinstance(agenda, Exception):
            rows.append((path.stem, "", "", _broken(path, agenda) + whose))
        else:
            fewest, most = agenda.sizes
            rows.append((path.stem, _length(agenda), f"{fewest}-{most}", agenda.title + whose))
    table(rows)
    return 0


def _whose(path: "Path", own: bool, shipped: frozenset[str]) -> str:
    """Say that an agenda is the user's, and whether it hides a shipped one."""
    if not own:
        return ""
    return " (yours, instead of the shipped one)" if path.stem in shipped else " (yours)"


def _broken(path: "Path", error: "AgendaError") -> str:
    from shlex import quote

    mistakes = count(len(error.problems), "mistake")
    if not path.stem.isprintable():
        return f"cannot be used, {mistakes}, and nobody can type its name: rename the file"
    end = "-- " if path.stem.startswith("-") else ""
    return f"cannot be used, {mistakes}: circle agenda check {end}{quote(path.stem)}"


def check(options: Namespace) -> int:
    """Print for each agenda that it can be used, or all that is to be mended in it."""
    results = [_looked_at(name, options) for name in options.agendas]
    if options.json:
        document({"files": [_checked(file, result) for file, result in results]})
    else:
        for file, result in results:
            print_check(file, result)
    return 2 if any(isinstance(result, Exception) for _, result in results) else 0


def _looked_at(name: str, options: Namespace) -> "tuple[str, Agenda | AgendaError]":
    """Return the file that is meant and the agenda in it, or why there is none, as a value.

    Finding a name takes more than twice as long as reading a file, so a file is not looked up.
    """
    from circle_tui.agendas.files import is_path
    from circle_tui.agendas.problems import AgendaError, Problem
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.domain.errors import InputError

    file = name
    try:
        if not is_path(name):
            from circle_tui.agendas.library import find_agenda
            from circle_tui.cli.opening import home_of

            file = str(find_agenda(name, home_of(options).agendas))
        return file, load_agenda(file)
    except AgendaError as error:
        return file, error
    except InputError as error:
        return file, AgendaError([Problem(file, None, None, str(error))])


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
    from circle_tui.agendas.advice import advice
    from circle_tui.agendas.reader import place_warnings
    from circle_tui.domain.warnings import warnings

    found = [*((warned.where, str(warned)) for warned in warnings(agenda)), *advice(agenda)]
    return place_warnings(file, found) if found else []


def _length(agenda: "Agenda") -> str:
    """Return how long an agenda takes with a usual number of people."""
    from circle_tui.domain.lengths import agenda_seconds, minutes_text

    people = people_for(agenda)
    return f"{minutes_text(agenda_seconds(agenda, people))} for {people}"


def _listed(
    path: "Path", agenda: "Agenda | AgendaError", own: bool, shipped: frozenset[str]
) -> dict[str, object]:
    found: dict[str, object] = {
        "name": path.stem,
        "file": str(path),
        "own": own,
        "instead_of_shipped": own and path.stem in shipped,
        "usable": not isinstance(agenda, Exception),
    }
    if isinstance(agenda, Exception):
        return {**found, "mistakes": len(agenda.problems)}
    return {**found, **agenda_show.facts(agenda)}


def _checked(file: str, result: "Agenda | AgendaError") -> dict[str, object]:
    ok = not isinstance(result, Exception)
    problems = result.problems if isinstance(result, Exception) else ()
    warnings = [] if isinstance(result, Exception) else _warnings(file, result)
    return {
        "file": file,
        "ok": ok,
        "problems": [_placed(problem) for problem in problems],
        "warnings": [_placed(warning) for warning in warnings],
    }


def _placed(problem: "Problem") -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "sentence": problem.sentence,
        "hint": problem.hint,
    }


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "agendas", metavar="AGENDA", nargs="+", help="a name from circle agenda list, or a file"
    )
    json_option(parser)


VERBS = {
    "list": Command(
        list_agendas,
        "List the agendas by name; one of yours stands in for a shipped one of the same name.",
        ("circle agenda", "circle agenda list --json"),
        json_option,
    ),
    **agenda_show.VERBS,
    "check": Command(
        check,
        "Say whether agendas can be used, or all that is to be mended, as file:line:column.",
        (
            "circle agenda check my-circle",
            "circle agenda check ./my-agenda.toml",
            "circle agenda check agendas/*.toml",
        ),
        _check_arguments,
    ),
    **agenda_plan.VERBS,
    **agenda_rehearse.VERBS,
    **agenda_own.VERBS,
}
