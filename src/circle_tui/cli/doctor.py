"""``circle doctor``: whether everything is as it was saved, and what can be done if not."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from circle_tui.cli.opening import home_of
from circle_tui.cli.output import count, document, json_option, say
from circle_tui.cli.parsing import Command
from circle_tui.domain.errors import InputError, StoreBusy, StoreError

if TYPE_CHECKING:
    from circle_tui.bootstrap import Passphrase
    from circle_tui.domain.upkeep import Checkup
    from circle_tui.upkeep import Repaired


class _Seen(NamedTuple):
    """What is told of one circle; ``repaired`` is ``None`` where nothing was to be, or could be."""

    folder: Path
    name: str
    found: "Checkup"
    repaired: "Repaired | None"

    @property
    def well(self) -> bool:
        """Whether nothing is wrong, nothing was lost, and all was done that was asked for."""
        done = self.repaired
        return self.found.healthy and not (done and (done.lost or done.failed))


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
    """Look at every circle, or the one that is named; status 1 if anything is wrong or was lost."""
    from circle_tui.bootstrap import choose_circle, circles
    from circle_tui.cli.passphrases import passphrase_of
    from circle_tui.upkeep import remembering

    if options.remove_leftovers and not options.repair:
        raise InputError("--remove-leftovers changes something, so it goes with --repair.")
    home = home_of(options)
    chosen = choose_circle(home, options.circle) if options.circle else None
    seen, secret = [], remembering(passphrase_of(options))
    for folder, name in circles(home):
        if chosen in (None, folder):
            seen.append(_seen(folder, name, secret, options))
    if options.json:
        document({"circles": [_as_json(one) for one in seen]})
    elif not seen:
        say("There is no circle here yet, so nothing can be wrong with one.")
    else:
        for one in seen:
            _print(one)
    return 0 if all(one.well for one in seen) else 1


def _seen(folder: Path, name: str, secret: "Passphrase | None", options: Namespace) -> _Seen:
    """Repair one circle if asked, and look it through: not while it is open elsewhere."""
    from circle_tui.domain.upkeep import Checkup, Finding
    from circle_tui.upkeep import Repaired, examine, repair

    repaired = None
    if options.repair:
        try:
            repaired = repair(folder, secret, remove_leftovers=options.remove_leftovers)
        except StoreBusy as error:
            said = f"{error}. Nothing was looked through or repaired."
            return _Seen(folder, name, Checkup((Finding(True, said),), 0), None)
        except StoreError as error:
            repaired = Repaired([str(error)], failed=True)
    return _Seen(folder, name, examine(folder, secret), repaired)


def _print(seen: _Seen) -> None:
    _, name, found, repaired = seen
    done, lost = (repaired.done, repaired.lost) if repaired else ([], [])
    for sentence in (*done, *lost):
        say(f"{name}: {sentence}")
    for finding in found.findings:
        say(f"{name}: {finding.sentence}")
    if found.healthy:
        again = " now" if done and seen.well else ""
        proven = f"{count(found.steps, 'saved change')} read and proven."
        if lost:
            say(f"{name}: {proven} What is left is sound.")
        else:
            say(f"{name}: all is well{again}, {proven}")
    elif repaired:
        say(f"{name}: not everything could be put right. A backup can help: circle restore FOLDER")


def _as_json(seen: _Seen) -> dict[str, object]:
    repaired = seen.repaired
    return {
        "circle": seen.name,
        "folder": str(seen.folder),
        "healthy": seen.found.healthy,
        "steps": seen.found.steps,
        "done": repaired.done if repaired else [],
        "lost": repaired.lost if repaired else [],
        "findings": [
            {"wrong": each.wrong, "sentence": each.sentence, "files": list(each.files)}
            for each in seen.found.findings
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
