"""``circle words``: the words that a circle leaves readable, though they would be masked."""

from argparse import ArgumentParser, Namespace

from circle_tui.cli.opening import workspace_of
from circle_tui.cli.output import document, json_option, say, table
from circle_tui.cli.parsing import Command


def words(options: Namespace) -> int:
    """Print the words that are left readable, or mask one again."""
    return _list(options) if options.forget is None else _forget(options)


def _list(options: Namespace) -> int:
    with workspace_of(options, looking=True) as workspace:
        kept = workspace.circle.people.words()
    if options.json:
        rows = [{"word": w.text, "always": w.always, "asked_twice": w.confirmed} for w in kept]
        document({"words": rows})
    elif kept:
        table([("word", "left readable"), *((w.text, _where(always=w.always)) for w in kept)])
    else:
        say("Everything is masked here: nobody chose to leave a word readable.")
    return 0


def _where(*, always: bool) -> str:
    return "everywhere from now on" if always else "where it was chosen"


def _forget(options: Namespace) -> int:
    """Mask a word again; a member's name also in what is kept."""
    from circle_tui.services.words import forget

    with workspace_of(options) as workspace:
        word = forget(workspace.circle, options.forget, workspace.exports)
    say(f'"{word.text}" is masked again from now on.')
    if word.confirmed:
        say("It was masked in the notes, action items and summaries that are kept as well.")
    return 0


def _arguments(parser: ArgumentParser) -> None:
    json_option(parser)
    parser.add_argument("--forget", metavar="WORD", help="mask this word again")


COMMAND = Command(
    words,
    "List the words that this circle leaves readable, though they would be masked.",
    ("circle words", "circle words --forget may", "circle words --json"),
    _arguments,
)
