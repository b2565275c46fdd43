"""From the words typed to the function that answers them.

The command and its verb are looked up in a table, and one flat argparse parser is made for the
one that was meant: only its module is imported, and ``--home`` and ``--circle`` work before the
command and after it alike.
"""

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:  # not from typing, whose import costs as much as this whole module
    from typing import NoReturn

Run = Callable[[Namespace], int]

COMMANDS = {
    "demo": "look around in a fictional circle; nothing of yours is touched",
    "new": "make a circle",
    "members": "list, add, edit, pause or remove members",
    "agreement": "show, change or adopt the circle's ground rules",
    "run": "start a session, or go on with one that was interrupted",
    "screen": "the public view in a second terminal: prompt, clock, what is next",
    "agenda": "list, plan, rehearse or write agendas",
    "actions": "list action items, add one, or say what became of it",
    "review": "look through your own action items, and say what became of them",
    "notes": "list the de-identified notes",
    "decisions": "list what the group decided",
    "parking": "list what is parked for later, or say what becomes of it",
    "share": "say what the circle agreed to share: nothing, unless it did",
    "prompts": "list check-in prompts, and when the circle used them",
    "words": "list the words a circle leaves readable, or mask one again",
    "next": "plan the next meeting and write its calendar invite",
    "rhythm": "tell how often the circle meets, or set it",
    "cue": "choose how the clock tells that time is nearly up: bell, flash, both or none",
    "sessions": "list the sessions that were held",
    "hours": "log preparation, follow-up and training; list them with contact time",
    "seal": "protect a circle with a passphrase",
    "unseal": "take that protection away again",
    "passphrase": "change the passphrase, or make a new recovery code",
    "forget": "destroy what says who is behind the notes",
    "backup": "copy a circle, and prove the copy",
    "restore": "put a backup back as a circle",
    "purge": "remove what is older than the circle wants to keep",
    "doctor": "look whether every file is as it was saved, and repair",
    "export": "write members' cards, a summary, or a plain file that stock TinyDB opens",
    "import": "take in what members answered on their cards",
    "locate": "say where everything is kept",
}
"""Every command is the module of its name in this package; ``circle`` alone is ``home``."""

_COMMON = ("--home", "--circle", "--passphrase-fd")
"""Options of every command, each with a value."""


class Command:
    """One command, or one verb of a command.

    ``run`` answers it, ``about`` says what it does, ``examples`` are lines that can be typed as
    they stand, and ``arguments`` adds what it takes to a parser. A plain class, because
    dataclasses cost more to import than the rest of the command line together.
    """

    def __init__(
        self,
        run: Run,
        about: str,
        examples: tuple[str, ...],
        arguments: Callable[[ArgumentParser], None] = lambda _parser: None,
    ) -> None:
        self.run = run
        self.about = about
        self.examples = examples
        self.arguments = arguments


class Parser(ArgumentParser):
    """argparse's parser, in plainer words: a complaint ends in where to read on."""

    def format_help(self) -> str:
        """Return the help without a programmer's word for what is typed after a command."""
        return super().format_help().replace("positional arguments:", "what to name:", 1)

    def valued(self) -> tuple[str, ...]:
        """Return the options that take a value."""
        return tuple(
            name for each in self._actions if each.nargs != 0 for name in each.option_strings
        )

    def error(self, message: str) -> "NoReturn":
        """Raise ``InputError`` with argparse's sentence."""
        raise _mistake(f"{message}. Examples: {self.prog} --help")


def parse(words: list[str]) -> tuple[Run, Namespace]:
    """Return the function that answers ``words`` and the options to call it with.

    Raises ``InputError`` for an unknown command, verb or option, and ``SystemExit`` after help.
    """
    name, rest = _take_name(words)
    if name is None:
        command, prog, about = _module("home").COMMAND, "circle", _overview()
    elif name not in COMMANDS:
        raise _mistake(f'There is no command "{name}". {_nearest(name, COMMANDS)}')
    else:
        command, prog, about, rest = _chosen(name, rest)
    parser = Parser(
        prog=prog,
        usage=None if name else "circle [COMMAND] [options]",
        description=about,
        epilog="\n  ".join(["examples:", *command.examples]) if name else None,
        formatter_class=_formatter,
        allow_abbrev=False,
        add_help=False,
    )
    command.arguments(parser)
    common = parser.add_argument_group("options of every command")
    common.add_argument("--home", metavar="DIR", help="the data folder (or set CIRCLE_TUI_HOME)")
    common.add_argument("--circle", metavar="NAME", help="which circle, when there are several")
    common.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=int,
        help="read the passphrase of a sealed circle from this file descriptor",
    )
    common.add_argument("-h", "--help", action="help", help="show this help")
    return command.run, parser.parse_args(rest)


def _chosen(name: str, rest: list[str]) -> tuple[Command, str, str, list[str]]:
    """Return the command or verb meant, how it is called, what it does, and the words left.

    A command with verbs and without one does its first verb, and its help lists them all.
    """
    module = _module(name)
    verbs: dict[str, Command] | None = getattr(module, "VERBS", None)
    if verbs is None:
        command: Command = module.COMMAND
        return command, f"circle {name}", command.about, rest
    verb, left = _take_name(rest, _valued(rest, verbs))
    if verb is None:
        first = next(iter(verbs))
        about = f"circle {name} does one of these; without a verb it is {first}:\n\n"
        about += _columns({verb: each.about.partition("\n")[0] for verb, each in verbs.items()})
        return verbs[first], f"circle {name} {first}", about, rest
    if verb not in verbs:
        raise _mistake(f'"circle {name}" has no verb "{verb}". {_nearest(verb, verbs)}')
    return verbs[verb], f"circle {name} {verb}", verbs[verb].about, left


def _valued(words: list[str], verbs: dict[str, Command]) -> tuple[str, ...]:
    """Return the options with a value that may come before a verb, or without any.

    Those of the verbs are looked up only where an option comes first, as it rarely does.
    """
    if not words or not words[0].startswith("-"):
        return _COMMON
    every = Parser(add_help=False, conflict_handler="resolve")
    for verb in verbs.values():
        verb.arguments(every)
    return _COMMON + every.valued()


def _take_name(words: list[str], valued: tuple[str, ...] = _COMMON) -> tuple[str | None, list[str]]:
    """Return the first word that is neither an option nor the value of one, and all the others.

    ``valued`` are the options with a value that may come before it.
    """
    skip = False
    for place, word in enumerate(words):
        if skip:
            skip = False
        elif word in valued:
            skip = True
        elif not word.startswith("-"):
            return word, words[:place] + words[place + 1 :]
    return None, words


def _module(name: str) -> ModuleType:
    """Return the module of a command; one that Python has a word for ends in an underscore."""
    return import_module(f"circle_tui.cli.{'import_' if name == 'import' else name}")


def _overview() -> str:
    """Return what ``circle --help`` says above the options."""
    start = {
        "circle demo": "look around first",
        'circle new "Thursday circle" --members "Ana, Noor, Sam"': "make your circle",
        "circle run swims-equal-share": "start tonight's session",
    }
    return (
        "Run a peer-mentoring circle from the terminal: timed turns, de-identified notes,\n"
        "action items, the next invite. No account, no network.\n\n"
        f"start here:\n{_columns(start)}\n\n"
        f"commands (each with --help and examples):\n{_columns(COMMANDS)}\n\n"
        "Without a command, circle opens on the home screen."
    )


def _columns(lines: dict[str, str]) -> str:
    width = max(map(len, lines))
    return "\n".join(f"  {left:<{width}}  {right}" for left, right in lines.items())


def _nearest(word: str, known: dict[str, str] | dict[str, Command]) -> str:
    """Return a question about the nearest known word, or the list of all of them."""
    from difflib import get_close_matches

    near = get_close_matches(word[:40].casefold(), known, n=1, cutoff=0.5)
    return f'Did you mean "{near[0]}"?' if near else f"There is: {', '.join(known)}."


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Lay help out as it is written, 80 wide.

    The width is given because argparse would import ``shutil`` to ask the terminal, at every
    start and not for help alone.
    """
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=28, width=80)


def _mistake(sentence: str) -> Exception:
    from circle_tui.domain.errors import InputError

    return InputError(sentence)
