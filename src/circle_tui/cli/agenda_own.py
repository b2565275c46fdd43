"""``circle agenda new``, ``edit``, ``diff`` and ``schema``: agendas of one's own."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from circle_tui.cli.output import document, json_option, say
from circle_tui.cli.parsing import Command


def new_agenda(options: Namespace) -> int:
    """Copy a template or an agenda into the user's own folder."""
    from circle_tui.cli.opening import home_of
    from circle_tui.domain.errors import CircleError
    from circle_tui.services.authoring import new

    file = new(options.name, home_of(options).agendas, options.source)
    try:
        say(f"Written: {file}")
        say(f"Change it with: circle agenda edit {file.stem}")
        print(end="", flush=True)  # now, while what was done can be told
    except BrokenPipeError:
        raise
    except OSError:
        raise CircleError(f"Written: {file}. Only that could not be printed.") from None
    return 0


def edit_agenda(options: Namespace) -> int:
    """Open the user's editor on an agenda, and say what is to be mended when it is closed."""
    import os
    import shutil
    from shlex import quote

    from circle_tui.agendas.files import is_file
    from circle_tui.agendas.problems import AgendaError
    from circle_tui.agendas.reader import load_agenda
    from circle_tui.cli.agenda import print_check
    from circle_tui.cli.opening import home_of
    from circle_tui.services.authoring import edit, what_is_left

    own = home_of(options).agendas
    file = edit(options.agenda, own, os.environ, run_program, shutil.which)
    if file is None:
        say("Nothing was changed, so no copy was kept: the shipped agenda holds.")
        say("If your editor returned at once, let it wait, as in: export EDITOR='code --wait'")
        return 0
    try:
        result = load_agenda(file)
    except AgendaError as error:
        print_check(str(file), error)
        say(what_is_left(file))
        if is_file(str(file)):
            say(f"Go on with: circle agenda edit {quote(options.agenda)}")
        return 2
    print_check(str(file), result)
    return 0


def run_program(words: Sequence[str]) -> int:
    """Run a program to its end, and return its exit status.

    Ctrl-C is meant for that program meanwhile: an editor has a use for it. A handler that does
    nothing keeps it from this one; to ignore the signal would be passed on.
    """
    import signal
    import subprocess

    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        return subprocess.run(words, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def diff_agenda(options: Namespace) -> int:
    """Print what one's own agenda changed against the shipped one of its name."""
    from circle_tui.cli.opening import home_of
    from circle_tui.services.authoring import changes

    lines = changes(options.name, home_of(options).agendas)
    for line in lines:
        say(line)
    if not lines:
        say("Nothing: yours says the same as the shipped one.")
    return 0


def schema(options: Namespace) -> int:
    """Print every key that an agenda file may have, for people or for editors."""
    from circle_tui.agendas.reference import json_schema, reference_markdown

    if options.json:
        document(json_schema())
        return 0
    for line in reference_markdown().splitlines():
        say(line)
    return 0


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what to call it, such as my-circle")
    parser.add_argument(
        "--from", dest="source", metavar="AGENDA", help="copy this one instead of the template"
    )


def _edit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "agenda",
        metavar="AGENDA",
        help="a name (of a shipped one a changed copy is kept), or a file",
    )


def _diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="an agenda of yours with a shipped one's name")


VERBS = {
    "new": Command(
        new_agenda,
        "Make an agenda of your own from a template whose comments teach, or from another agenda.",
        (
            "circle agenda new my-circle",
            "circle agenda new our-turns --from swims-equal-share",
        ),
        _new_arguments,
    ),
    "edit": Command(
        edit_agenda,
        "Open an agenda in your editor (VISUAL, else EDITOR), and check it when you come back.",
        ("circle agenda edit my-circle", "EDITOR=nano circle agenda edit swims-equal-share"),
        _edit_arguments,
    ),
    "diff": Command(
        diff_agenda,
        "Show what you changed in your copy of a shipped agenda.",
        ("circle agenda diff swims-equal-share",),
        _diff_arguments,
    ),
    "schema": Command(
        schema,
        "Show every key that an agenda file may have.",
        ("circle agenda schema", "circle agenda schema --json"),
        json_option,
    ),
}
