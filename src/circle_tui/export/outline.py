"""What a summary says, in order, before it is laid out: every text of it still as it was typed.

Markdown and HTML are made of the same outline, so that both say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from circle_tui.domain.actions import WHOLE_CIRCLE, ActionItem, ActionStatus, step_words
from circle_tui.domain.people import day_text
from circle_tui.domain.suppression import LEAST_OUTSIDE
from circle_tui.domain.timing import clock_text
from circle_tui.domain.values import value
from circle_tui.export.text import visible

NOTHING = "None."
NOT_PLANNED = "Not planned yet."

ABOUT_NOTES = (
    "The notes are de-identified and in alphabetical order, not in the order of speaking. "
    "A letter in brackets stands for a member within one note only: in another note the same "
    "letter may be somebody else."
)


@value
class SummaryInput:
    """What a summary tells about one session.

    ``session`` is its day and ``people`` how many took part, which is told of large groups only.
    ``notes`` pairs the index of a segment in ``segments`` (titles, in order) with a de-identified
    text. ``actions`` name their owners by alias; without ``owners`` nobody is named at all.
    ``decisions`` and what was ``parked`` are de-identified texts. ``next_meeting`` is the next
    meeting in words, empty while there is none. ``times`` are the seconds that each segment was
    planned for and took. ``carried`` counts the items of earlier sessions that went on to the next,
    ``reviewed`` are those that were looked at, each with what was said of it.
    """

    session: date
    agenda_title: str
    people: int
    segments: tuple[str, ...]
    notes: Sequence[tuple[int, str]] = field(repr=False)
    actions: Sequence[ActionItem] = field(repr=False)
    next_meeting: str = ""
    decisions: Sequence[str] = field(default=(), repr=False)
    parked: Sequence[str] = field(default=(), repr=False)
    times: Sequence[tuple[int, int]] = ()
    owners: bool = True
    carried: int = 0
    reviewed: Sequence[tuple[ActionItem, ActionStatus]] = field(default=(), repr=False)


@value
class Part:
    """A heading and what stands under it: a text, then bullets, then parts of its own."""

    title: str = field(repr=False)
    text: str = field(default="", repr=False)
    bullets: tuple[str, ...] = field(default=(), repr=False)
    parts: tuple["Part", ...] = field(default=(), repr=False)


def outline(told: SummaryInput) -> Part:
    """Return what a summary says.

    Notes stand under their segment's title in alphabetical order, because the order in which they
    were kept could say who spoke when.
    """
    said = visible(told.agenda_title) or "No agenda"
    if told.people >= LEAST_OUTSIDE:
        said += f", {told.people} people"
    parts = [
        _themes(told),
        Part("Decisions", bullets=in_no_order(told.decisions)),
        Part("From last time", _carried(told.carried), _reviewed(told)),
        _list("Action items", _actions(told)),
        Part("Parking lot", bullets=in_no_order(told.parked)),
        Part("Time", bullets=_times(told)),
        Part("Next meeting", visible(told.next_meeting) or NOT_PLANNED),
    ]
    there = tuple(part for part in parts if part.text or part.bullets or part.parts)
    return Part(f"Circle session of {day_text(told.session)}", said, parts=there)


def presenter_outline(session: date, parts: Mapping[str, Sequence[str]]) -> Part:
    """Return what a presenter is handed: ``parts`` are titles, each with its de-identified notes.

    ``session`` is the day. Whose they are is not said: a file can be found by somebody else.
    """
    about = (
        f"Circle session of {day_text(session)}. These notes are yours: the circle keeps no copy "
        "but this file, which lies where it was written until you delete it there, and can be read "
        "by whoever finds it. They are de-identified and in alphabetical order, not in the order "
        "of speaking; a story can still be recognised without a name."
    )
    told = tuple(
        _list(visible(title) or "Untitled", in_no_order(texts)) for title, texts in parts.items()
    )
    return Part("Notes for a presenter", about, parts=told)


def in_no_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in alphabetical order, which does not say who spoke when; empty ones go."""
    return tuple(
        sorted(filter(None, map(visible, texts)), key=lambda text: (text.casefold(), text))
    )


def _list(title: str, bullets: tuple[str, ...]) -> Part:
    return Part(title, "" if bullets else NOTHING, bullets)


def _themes(told: SummaryInput) -> Part:
    """Return the notes under their segments' titles, in the agenda's order."""
    by_title: dict[str, list[str]] = {title: [] for title in told.segments}
    for index, text in told.notes:
        inside = 0 <= index < len(told.segments)
        by_title.setdefault(told.segments[index] if inside else "Other", []).append(text)
    themes = tuple(
        Part(visible(title) or "Untitled", bullets=kept)
        for title, texts in by_title.items()
        if (kept := in_no_order(texts))
    )
    return Part("Themes", ABOUT_NOTES if themes else "No notes were kept.", parts=themes)


def _times(told: SummaryInput) -> tuple[str, ...]:
    """Return how long each segment was planned for and took, in the agenda's order."""
    return tuple(
        f"{visible(title) or 'Untitled'}: {clock_text(planned)} planned, {clock_text(used)} taken"
        for title, (planned, used) in zip(told.segments, told.times, strict=False)
    )


def _actions(told: SummaryInput) -> tuple[str, ...]:
    """Return the action items by owner (alias), due date (none last) and text.

    Without owners also their order does not say whose they are.
    """
    found = [(_owner(item) if told.owners else "", item) for item in told.actions]
    found.sort(key=lambda pair: (pair[0].casefold(), pair[1].due or date.max, pair[1].text))
    return tuple(_action(owner, item) for owner, item in found)


def _reviewed(told: SummaryInput) -> tuple[str, ...]:
    """Return what became of the items of earlier sessions, with or without whose they are.

    How it went is not told: a line on that was for the circle.
    """
    found = [
        (_owner(item) if told.owners else "", visible(item.text), step_words(status))
        for item, status in told.reviewed
    ]
    found.sort(key=lambda each: (each[0].casefold(), each[1].casefold(), each))
    return tuple(
        f"{owner}: {text} ({how})" if owner else f"{text} ({how})" for owner, text, how in found
    )


def _carried(items: int) -> str:
    """Say how much of earlier sessions was still open at the end; nothing where there was none."""
    if not items:
        return ""
    what = (
        "1 item of an earlier session is"
        if items == 1
        else f"{items} items of earlier sessions are"
    )
    return f"{what} carried to the next one."


def _action(owner: str, item: ActionItem) -> str:
    """Return one action item: its owner's alias, what, by when and how it stands."""
    due = f"due {day_text(item.due)}" if item.due else "no date"
    standing = item.status.value
    if item.status is not ActionStatus.OPEN and item.closed:
        standing += f" {day_text(item.closed)}"
    said = f"{owner}: {visible(item.text)}" if owner else visible(item.text)
    return f"{said} ({due}; {standing})"


def _owner(item: ActionItem) -> str:
    """Return the alias of an item's owner."""
    return visible(item.owner) or WHOLE_CIRCLE.capitalize()
