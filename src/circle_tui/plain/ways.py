"""A way out in words to be heard: what it does to each part, once, with lengths in words."""

from collections.abc import Callable, Iterator

from circle_tui.domain.agenda import ClockMode
from circle_tui.domain.choices import Change, Choice, Way
from circle_tui.plain.heard import heard
from circle_tui.plain.words import spoken

Title = Callable[[int], str]
"""Returns a part's title, by its index."""


def way_told(choice: Choice, title: Title) -> str:
    """Return what a way out is, then each part that it changes, as a beginning of a sentence."""
    parts = "; ".join(_parts(choice, title))
    return f"{_what(choice)}: {parts}" if parts else _what(choice)


def _what(choice: Choice) -> str:
    """Return what a way out is; of one that lets a part take what it takes, that in words."""
    if choice.way is not Way.LATER or choice.later:
        return choice.title
    name, takes, length = choice.title.rpartition(" take ")
    return f"{name}{takes}{heard(length)}"


def _parts(choice: Choice, title: Title) -> Iterator[str]:
    """Yield what becomes of each part, and where the end moves that the others stay as they are."""
    for change in choice.changes:
        name, before = title(change.segment), spoken(change.before)
        if not change.after and not change.begun:
            yield f"{name} would take {before}"
            continue
        coming = " to come" if change.begun else ""
        yield f"{name}{coming} from {before} to {spoken(change.after)}{_each(choice, change)}"
    if choice.later and all(not change.after for change in choice.changes):
        yield "the other parts keep their time" if choice.changes else "every part keeps its time"


def _each(choice: Choice, change: Change) -> str:
    """Return what each turn then has, from the shortest to the longest."""
    turns = change.turns
    becomes = dict(choice.edits).get(change.segment)
    if choice.way is Way.VOLUNTEERS and becomes and becomes.clock is ClockMode.GROUP:
        turns = (becomes.seconds,)
    if not turns:
        return ""
    least, most = spoken(min(turns)), spoken(max(turns))
    return f", {least} each" if least == most else f", {least} to {most} each"
