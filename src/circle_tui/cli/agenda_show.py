"""``circle agenda show``: all that an agenda says, laid over a number of people."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from circle_tui.cli.agenda_people import agenda_and_people, assumed, laid_over
from circle_tui.cli.output import document, say, table
from circle_tui.cli.parsing import Command

if TYPE_CHECKING:
    from circle_tui.domain.agenda import Agenda, NotesPolicy, Segment
    from circle_tui.domain.plan import Turn

WIDTH = 80
"""Columns that every terminal has."""

_TITLE = 46
"""Columns for a part's title in the table, which leaves room for three figures."""


def show(options: Namespace) -> int:
    """Print what an agenda is, everybody's share of it, and each part's prompt."""
    agenda, people, turns = laid_over(options)
    if options.json:
        document(_document(agenda, people, turns))
        return 0
    for line in _about(agenda):
        say(line)
    say()
    table(_rows(agenda, turns), right=(1, 2, 3))
    say()
    for line in (_total(agenda, people, turns), assumed(options, people)):
        for part in _wrapped(line):
            say(part)
    say()
    for segment in agenda.segments:
        for line in _told(segment, script=options.script, notes=_one_policy(agenda) is None):
            say(line)
    if not options.script and any(segment.say for segment in agenda.segments):
        from shlex import quote

        say()
        say(f"The facilitator's script: circle agenda show {quote(options.agenda)} --script")
    return 0


def facts(agenda: "Agenda") -> dict[str, object]:
    """Return what an agenda says of itself, for other programs."""
    return {
        "title": agenda.title,
        "summary": agenda.summary,
        "source": agenda.source,
        "fidelity": agenda.fidelity.value,
        "licence": agenda.licence,
        "sizes": list(agenda.sizes),
        "minutes": agenda.minutes,
        "segments": len(agenda.segments),
    }


def _about(agenda: "Agenda") -> Iterator[str]:
    """Yield what an agenda says of itself, line by line."""
    from circle_tui.domain.agenda import Fidelity

    yield agenda.title
    yield from _wrapped(agenda.summary)
    yield ""
    fewest, most = agenda.sizes
    published = agenda.fidelity is Fidelity.PUBLISHED
    policy = _one_policy(agenda)
    rows = {
        "people": f"{fewest} to {most}" if fewest != most else str(most),
        "promised": f"{agenda.minutes} min" if agenda.minutes else "no length",
        "timings": "as published" if published else "adapted: some are derived",
        "notes": _notes(policy) if policy else "see each part",
        "licence": agenda.licence,
        "source": agenda.source,
    }
    width = max(map(len, rows)) + 2
    for label, told in rows.items():
        yield from _wrapped(told, label.ljust(width))


def _one_policy(agenda: "Agenda") -> "NotesPolicy | None":
    """Return what may be written down, ``None`` where that changes from part to part."""
    policies = {segment.notes for segment in agenda.segments}
    return policies.pop() if len(policies) == 1 else None


def _notes(policy: "NotesPolicy") -> str:
    from circle_tui.domain.agenda import NotesPolicy

    return {
        NotesPolicy.ANONYMOUS: "de-identified notes may be kept",
        NotesPolicy.FORBIDDEN: "nothing is written down",
        NotesPolicy.PRESENTER_KEEPS: "they are the presenter's, handed over at the end",
    }[policy]


def _rows(agenda: "Agenda", turns: "Sequence[Turn]") -> Iterator[tuple[str, str, str, str]]:
    """Yield a heading, then each part with its length, one person's share and its end."""
    from circle_tui.domain.plan import EVERYBODY, by_segment, planned_seconds
    from circle_tui.domain.timing import clock_text

    yield "part", "minutes", "each", "until"
    ends, at = {}, 0
    for turn in turns:
        at += turn.seconds
        ends[turn.id.segment] = at
    for index, (segment, own) in enumerate(
        zip(agenda.segments, by_segment(agenda, turns), strict=True)
    ):
        shares = sorted({turn.seconds for turn in own if turn.id.seat != EVERYBODY})
        each = " to ".join(map(clock_text, shares[:1] + shares[1:][-1:]))
        title = segment.title if len(segment.title) <= _TITLE else f"{segment.title[: _TITLE - 1]}…"
        yield title, clock_text(planned_seconds(own)), each, clock_text(ends.get(index, at))


def _total(agenda: "Agenda", people: int, turns: "Sequence[Turn]") -> str:
    from circle_tui.domain.lengths import minutes_text
    from circle_tui.domain.plan import planned_seconds

    seconds = planned_seconds(turns)
    total = f"Total: {minutes_text(seconds)} for {people}."
    if not agenda.minutes:
        return total
    late = seconds - agenda.minutes * 60
    fit = "which fits" if late <= 0 else f"{minutes_text(late)} less than that"
    return f"{total} The agenda promises {agenda.minutes} min, {fit}."


def _told(segment: "Segment", *, script: bool, notes: bool) -> Iterator[str]:
    """Yield a part's title, its prompt and, when asked for, its notes policy and its script."""
    yield from _wrapped(segment.title)
    for line in segment.show.splitlines() or ["(no prompt)"]:
        yield from _wrapped(line, "  ")
    if notes:
        yield from _wrapped(_notes(segment.notes), "  notes: ")
    if script:
        label = "  say: "
        for line in segment.say.splitlines():
            yield from _wrapped(line, label)
            label = " " * len(label)


def _wrapped(text: str, first: str = "") -> list[str]:
    """Return a text in lines of at most ``WIDTH``, all as far in as the first one's words."""
    from textwrap import wrap

    rest = " " * len(first)
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest)


def _document(agenda: "Agenda", people: int, turns: "Sequence[Turn]") -> dict[str, object]:
    """Return an agenda with the seconds of every turn, in speaking order."""
    from circle_tui.domain.plan import by_segment, planned_seconds

    segments = [
        {
            "title": part.title,
            "kind": part.kind,
            "clock": part.clock.value,
            "notes": part.notes.value,
            "show": part.show,
            "say": part.say,
            "seconds": planned_seconds(own),
            "turns": [turn.seconds for turn in own],
        }
        for part, own in zip(agenda.segments, by_segment(agenda, turns), strict=True)
    ]
    return {
        "name": agenda.name,
        **facts(agenda),
        "people": people,
        "seconds": planned_seconds(turns),
        "segments": segments,
    }


def _arguments(parser: ArgumentParser) -> None:
    agenda_and_people(parser)
    parser.add_argument("--script", action="store_true", help="with what the facilitator says")


VERBS = {
    "show": Command(
        show,
        "Show what an agenda is, everybody's share with so many people, and each part's prompt.",
        (
            "circle agenda show swims-equal-share --people 7",
            "circle agenda show troika-30 --script",
        ),
        _arguments,
    ),
}
