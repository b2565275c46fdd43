"""``circle agreement``: the ground rules of the circle, version after version."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.agreement import AgreementVersion


def show(options: Namespace) -> int:
    """Print the version that holds, or another one; or what a circle may begin with."""
    from circle_tui.domain.errors import InputError
    from circle_tui.services.agreement import OFFERED

    with workspace_of(options, looking=True) as workspace:
        circle = workspace.circle.people.profile().name
        agreement = workspace.circle.people.agreement()
    wanted = options.version or len(agreement)
    if options.version is not None and not 1 <= wanted <= len(agreement):
        raise InputError(
            f"There is no version {wanted} of this agreement: circle agreement history"
        )
    version = agreement[wanted - 1] if agreement else None
    if options.json:
        document({"circle": circle, "agreement": version and _as_json(version)})
    elif version is not None:
        say(f"Agreement {_dates(version)}")
        say()
        _quote(version.text)
    else:
        say("This circle has no agreement yet. It could begin with this one:")
        say()
        _quote(OFFERED)
        say()
        say("Change it and keep it:  circle agreement edit")
        say("Keep it as it is:       circle agreement set --offered")
    return 0


def _quote(text: str) -> None:
    """Print a text that somebody wrote, so that none of its lines looks like the program's own."""
    for line in text.splitlines():
        say(f"| {line}")


def edit(options: Namespace) -> int:
    """Open the user's editor on the agreement, and keep a new version if it was changed."""
    import os
    import shutil

    from circle_tui.cli.agenda_own import run_program
    from circle_tui.domain.errors import Refusal
    from circle_tui.services import agreement
    from circle_tui.services.editing import edit_text, editor

    words = editor(
        os.environ, shutil.which, "write a file in any editor: circle agreement set FILE"
    )
    with workspace_of(options, looking=True) as workspace:
        before = agreement.current(workspace.circle)

    def keep(text: str) -> "AgreementVersion | None":
        if before is None and agreement.clean_text(text) == agreement.clean_text(agreement.OFFERED):
            return None
        with workspace_of(options, aloud=False) as workspace:
            if agreement.current(workspace.circle) != before:
                raise Refusal("The agreement was changed meanwhile, and stays as it is.")
            return agreement.write(workspace.circle, text, workspace.here().date())

    text = before.text if before else agreement.OFFERED.rstrip()
    again = "Keep it with: circle agreement set FILE"
    kept = edit_text(text, words, run_program, keep, again)
    if kept is not None:
        _say_kept(kept)
        return 0
    say("Nothing was changed, so nothing was kept.")
    if before is None:
        say("To keep the text that was offered, as it is: circle agreement set --offered")
    say("If your editor returned at once, let it wait, as in: export EDITOR='code --wait'")
    return 0


def set_text(options: Namespace) -> int:
    """Keep the text of a file, or the one that is offered, as a new version."""
    from circle_tui.domain.errors import InputError
    from circle_tui.export.files import from_home
    from circle_tui.services.agreement import OFFERED, write
    from circle_tui.services.editing import text_of

    if (options.file is None) == (not options.offered):
        raise InputError("Name a file with the text, or say --offered. Nothing was changed.")
    text = OFFERED if options.offered else text_of(from_home(options.file))
    with workspace_of(options) as workspace:
        kept = write(workspace.circle, text, workspace.here().date())
    if kept is None:
        say("That is the agreement already, so nothing was changed.")
    else:
        _say_kept(kept)
    return 0


def adopt(options: Namespace) -> int:
    """Keep that the circle adopted the version that holds."""
    from circle_tui.cli.days import day_in
    from circle_tui.domain.errors import InputError
    from circle_tui.services import agreement

    on = day_in(options.on)
    with workspace_of(options) as workspace:
        today = workspace.here().date()
        if on is not None and on > today:
            raise InputError(f"{on} is ahead. Say so when that day has come. Nothing was changed.")
        held = agreement.current(workspace.circle)
        agreement.adopt(workspace.circle, held.number if held else 0, on or today)
        held = agreement.current(workspace.circle)
    if held is not None:
        say(f"Agreement {_dates(held)} Nothing is kept of who said what.")
    return 0


def history(options: Namespace) -> int:
    """Print when each version was written and last adopted."""
    with workspace_of(options, looking=True) as workspace:
        agreement = workspace.circle.people.agreement()
    if options.json:
        document({"versions": [_as_json(version) for version in agreement]})
    elif agreement:
        rows = [
            (str(v.number), v.written.isoformat(), v.adopted.isoformat() if v.adopted else "never")
            for v in agreement
        ]
        table([("version", "written", "last adopted"), *rows], right=[0])
        say()
        say("The text of one: circle agreement show --version 1")
    else:
        say("This circle has no agreement yet. Look at one to begin with: circle agreement")
    return 0


def _say_kept(version: "AgreementVersion") -> None:
    say(f"Agreement {version.number} is kept. The circle is asked to commit to it at the opening")
    say("of the next session.")


def _dates(version: "AgreementVersion") -> str:
    from circle_tui.domain.people import day_text

    adopted = f"adopted {day_text(version.adopted)}" if version.adopted else "not adopted yet"
    wish = "; the circle wants to change it" if version.to_change else ""
    return f"{version.number}, written {day_text(version.written)}, {adopted}{wish}."


def _as_json(version: "AgreementVersion") -> dict[str, object]:
    return {
        "version": version.number,
        "written": version.written.isoformat(),
        "adopted": version.adopted.isoformat() if version.adopted else None,
        "to_change": version.to_change,
        "text": version.text,
    }


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--version", metavar="N", type=int, help="another than the last one")
    json_option(parser)


def _set_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="a plain text file")
    parser.add_argument(
        "--offered", action="store_true", help="the text that comes with the program"
    )


def _adopt_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="when that was, such as 2026-11-05")


VERBS = {
    "show": Command(
        show,
        "Show the circle's agreement, or one that a circle may begin with.",
        ("circle agreement", "circle agreement show --version 1", "circle agreement show --json"),
        _show_arguments,
    ),
    "edit": Command(
        edit,
        "Change the agreement in your editor (VISUAL, else EDITOR): a new version.",
        ("circle agreement edit", "EDITOR=nano circle agreement edit"),
        lambda _parser: None,
    ),
    "set": Command(
        set_text,
        "Take the text of a file for the agreement: a new version.",
        ("circle agreement set ./ground-rules.txt", "circle agreement set --offered"),
        _set_arguments,
    ),
    "adopt": Command(
        adopt,
        "Say that the circle adopted it, where no session's opening did. Only the day is kept.",
        ("circle agreement adopt", "circle agreement adopt --on 2026-11-05"),
        _adopt_arguments,
    ),
    "history": Command(
        history,
        "List the versions of the agreement: when each was written and last adopted.",
        ("circle agreement history", "circle agreement history --json"),
        json_option,
    ),
}
