"""The summary of a session as Markdown: themes, decisions, action items, what was parked.

It is handed aliases and de-identified notes only, and whatever people typed stays literal text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date

from circle_tui.domain.actions import ActionItem, ActionStatus
from circle_tui.domain.masking import Kind
from circle_tui.domain.timing import clock_text
from circle_tui.domain.values import value

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are part of emoji and of Persian spelling: the only invisible ones kept."""

_WORDS = "|".join(kind for kind in Kind if kind is not Kind.MEMBER)
_MASK = rf"\[(?!X\])(?:[A-Z][0-9]*|{_WORDS})\]"
"""What stands for somebody. Not ``[X]``: that is a task that is done, at the head of a bullet."""

_OPENS = r"[(\[:]"
"""What after a mask would make a link of it, or the place that all such links go to."""

_INLINE = re.compile(
    rf"(?P<mask>{_MASK})(?!{_OPENS})"
    r"|[\\`*_\[\]<>&~|$@#{}^]|:(?=//)|(?<=\b[wW]{3})\.|(?<=\w)\.(?=[^\W\d_]{2})"
)
"""What Markdown, GitHub's or pandoc's additions give a meaning to anywhere in a line.

Some readers make a link of any word with a dot and letters after it, which may be a domain. A mask
alone has no meaning: nothing in a summary says where such a link would go.
"""

_OPEN_MASK = re.compile(rf"(?<!\\)\[(X(?=\])|(?:[A-Z][0-9]*|{_WORDS})(?=\]{_OPENS}))\]")
"""A mask that has to be escaped, and is not."""

_LEADING = re.compile(r"^(\(?(?:\d+|[a-z]|[ivxlcdm]+))(?=[.)](?:\s|$))|^(?=[-+=:%])", re.IGNORECASE)
"""What may start a block: a bullet, a rule, an underline, ``1.``, ``a)`` or ``(i)``."""


_NONE = "None."


@value
class SummaryInput:
    """What a summary tells about one session.

    ``session`` is its day and ``people`` how many took part. ``notes`` pairs the index of a segment
    in ``segments`` (titles, in order) with a de-identified text. ``actions`` name their owners by
    alias. ``decisions`` and what was ``parked`` are de-identified texts. ``next_meeting`` is the
    next meeting in words, empty while there is none. ``times`` are the seconds that each segment
    was planned for and took.
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


def summary_markdown(told: SummaryInput) -> str:
    """Return the summary as Markdown text that ends in a newline.

    Notes stand under their segment's title in alphabetical order, because the order in which they
    were kept could say who spoke when. Every note and action item is one literal bullet.
    """
    lines = [
        f"# Circle session of {_day(told.session)}",
        "",
        f"{_literal(told.agenda_title) or 'No agenda'}, "
        f"{told.people} {'person' if told.people == 1 else 'people'}",
        "",
        "## Themes",
        "",
        *_themes(told),
        *_section("Decisions", told.decisions),
        "## Action items",
        "",
        *(_bullets(_action(item) for item in sorted(told.actions, key=_by_owner))),
        *_section("Parking lot", told.parked),
        *_times(told),
        "## Next meeting",
        "",
        _literal(told.next_meeting) or "Not planned yet.",
    ]
    return "\n".join(lines) + "\n"


def presenter_markdown(session: date, parts: Mapping[str, Sequence[str]]) -> str:
    """Return the notes that are handed to a presenter as Markdown that ends in a newline.

    ``parts`` are the titles of the segments, each with its de-identified notes; ``session`` is the
    day. Whose they are is not said: a file can be found by somebody else.
    """
    lines = [
        "# Notes for a presenter",
        "",
        f"Circle session of {_day(session)}. These notes are yours: the circle keeps no copy but "
        "this file, which lies where it was written until you delete it there, and can be read by "
        "whoever finds it. They are de-identified and in alphabetical order, not in the order of "
        "speaking; a story can still be recognised without a name.",
        "",
    ]
    for title, texts in parts.items():
        lines += [f"## {_literal(title) or 'Untitled'}", "", *_notes(map(_literal, texts))]
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, texts: Iterable[str]) -> list[str]:
    """Return a section of literal texts in alphabetical order; nothing where there are none."""
    found = _notes(map(_literal, texts))
    return [f"## {title}", "", *found] if found[0] != _NONE else []


def _times(told: SummaryInput) -> list[str]:
    """Return how long each segment was planned for and took, in the agenda's order."""
    titled = zip(told.segments, told.times, strict=False)
    rows = [
        f"{_literal(title) or 'Untitled'}: {clock_text(planned)} planned, {clock_text(used)} taken"
        for title, (planned, used) in titled
    ]
    return ["## Time", "", *_bullets(rows)] if rows else []


def _notes(texts: Iterable[str]) -> list[str]:
    """Return literal notes as a list in alphabetical order, which does not say who spoke when."""
    return _bullets(sorted(filter(None, texts), key=lambda text: (text.casefold(), text)))


def _themes(told: SummaryInput) -> list[str]:
    """Return the notes under their segments' titles, in the agenda's order."""
    by_title: dict[str, list[str]] = {title: [] for title in told.segments}
    for index, text in told.notes:
        inside = 0 <= index < len(told.segments)
        by_title.setdefault(told.segments[index] if inside else "Other", []).append(_literal(text))
    lines = [
        "The notes are de-identified and in alphabetical order, not in the order of speaking. "
        "A letter in brackets stands for a member within one note only: in another note the same "
        "letter may be somebody else.",
        "",
    ]
    for title, texts in by_title.items():
        if any(texts):
            lines += [f"### {_literal(title) or 'Untitled'}", "", *_notes(texts)]
    return lines if len(lines) > 2 else ["No notes were kept.", ""]


def _bullets(texts: Iterable[str]) -> list[str]:
    """Return a list of literal texts and the empty line after it; ``None.`` when it is empty."""
    return [*(f"- {text}" for text in texts), ""] if (texts := list(texts)) else [_NONE, ""]


def _action(item: ActionItem) -> str:
    """Return one action item: owner's alias, what, by when and how it stands."""
    due = f"due {_day(item.due)}" if item.due else "no date"
    standing = item.status.value
    if item.status is not ActionStatus.OPEN and item.closed:
        standing += f" {_day(item.closed)}"
    return f"{_literal(f'{_owner(item)}: {item.text}')} ({due}; {standing})"


def _by_owner(item: ActionItem) -> tuple[str, date, str]:
    """Return the key that puts action items in order: owner, due date (none last), text."""
    return (_owner(item).casefold(), item.due or date.max, item.text)


def _owner(item: ActionItem) -> str:
    """Return the alias of an item's owner."""
    return _visible(item.owner) or "The whole circle"


def _day(day: date) -> str:
    """Return a date in words: ``3 December 2026``."""
    return f"{day.day} {day:%B} {day.year}"


def with_literal_masks(markdown: str) -> str:
    """Return a summary in which no mask that was put there later can be read as a link."""
    return _OPEN_MASK.sub(r"\\[\1\\]", markdown)


def _literal(text: str) -> str:
    """Return ``text`` as one line that every Markdown reader shows exactly as it was typed.

    Whatever could become a heading, list, quote, link, code, tag or table gets a backslash
    (CommonMark 0.31, 2.4).
    """
    marked = _INLINE.sub(lambda found: found["mask"] or "\\" + found[0], _visible(text))
    return _LEADING.sub(r"\1\\", marked)


def _visible(text: str) -> str:
    """Return a text in one line, without invisible and control characters."""
    visible = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
    return " ".join(visible.split())
