"""``circle doctor``: whether everything is as it was saved, and what can be done if not."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import count, document, json_option, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError, StoreError

if TYPE_CHECKING:
    from circle_tui.bootstrap import Passphrase
    from circle_tui.domain.upkeep import Checkup


def add_arguments(parser: ArgumentParser) -> None:
    """Add whether to change anything."""
    parser.add_argument(
        "--repair", action="store_true", help="save what can be saved; damaged files are kept"
    )
    parser.add_argument(
        "--remove-leftovers",
        action="store_true",
        help="with --repair: destroy old copies that were set aside",
    )
    json_option(parser)


def run(options: Namespace) -> int:
    """Look at every circle, or the one that is named; exit status 1 if anything is wrong."""
    from circle_tui.bootstrap import choose_circle, circles
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.upkeep import examine, remembering

    if options.remove_leftovers and not options.repair:
        raise InputError("--remove-leftovers changes something, so it goes with --repair.")
    home = home_of(options)
    chosen = choose_circle(home, options.circle) if options.circle else None
    seen, secret = [], remembering(passphrase_of(options))
    for folder, name in circles(home):
        if chosen in (None, folder):
            done = _repaired(folder, secret, options) if options.repair else []
            seen.append((folder, name, done, examine(folder, secret)))
    if options.json:
        document({"circles": [_as_json(*one) for one in seen]})
    elif not seen:
        say("There is no circle here yet, so nothing can be wrong with one.")
    else:
        for _, name, done, found in seen:
            _print(name, done, found, repaired=options.repair)
    return 0 if all(found.healthy for *_, found in seen) else 1


def _repaired(folder: Path, secret: "Passphrase | None", options: Namespace) -> list[str]:
    """Repair one circle and return what was done, or why that failed."""
    from circle_tui.upkeep import repair

    try:
        return repair(folder, secret, remove_leftovers=options.remove_leftovers)
    except StoreError as error:
        return [str(error)]


def _print(name: str, done: list[str], found: "Checkup", *, repaired: bool) -> None:
    for sentence in done:
        say(f"{name}: {sentence}")
    for finding in found.findings:
        say(f"{name}: {finding.sentence}")
    if found.healthy:
        again = " now" if repaired and done else ""
        say(f"{name}: all is well{again}, {count(found.steps, 'saved step')} read and proven.")
    elif repaired:
        say(f"{name}: not everything could be put right. A backup can help: circle restore FOLDER")


def _as_json(folder: Path, name: str, done: list[str], found: "Checkup") -> dict[str, object]:
    return {
        "circle": name,
        "folder": str(folder),
        "healthy": found.healthy,
        "steps": found.steps,
        "done": done,
        "findings": [
            {"wrong": each.wrong, "sentence": each.sentence, "files": list(each.files)}
            for each in found.findings
        ],
    }


COMMAND = Command(
    run,
    "Look every circle's files through, reading only, also where opening is refused.\n"
    "With --repair, save what can be saved; damaged files are kept beside.",
    (
        "circle doctor",
        'circle doctor --circle "Thursday circle" --repair',
        "circle doctor --repair --remove-leftovers",
    ),
    add_arguments,
)
