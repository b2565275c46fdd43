"""A choice: one way out of a plan that does not fit, and what it makes of the agenda.

Nothing is ever shortened by itself: every way out is a choice in plain words, and the facilitator
takes one, or none.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from circle_tui.domain.agenda import Agenda, ClockMode, Segment
from circle_tui.domain.lengths import figure_text, from_to_text, minutes_text
from circle_tui.domain.values import value

MOST_TOLD = 3
"""A sentence that can be read out names three parts; the figures of all are in the changes."""

MOST_SHARES_TOLD = 6
"""So many shares by bid are told one by one; of more, the shortest and the longest."""


class Way(StrEnum):
    """A kind of way out: what it does to the parts."""

    SHORTEN = "shorten"
    """Some parts become shorter."""
    VOLUNTEERS = "volunteers"
    """Only some of the people have their turn in a part."""
    DROP = "drop"
    """A part is left out."""
    LATER = "later"
    """The meeting ends later, or a part takes what it takes: every part keeps its time."""
    LENGTHEN = "lengthen"
    """Some parts become longer: time that was saved is given back."""


@value
class Change:
    """One segment (by index) that would take ``after`` seconds instead of ``before``.

    ``turns`` are the seconds of each person's turns then, where they speak in turns and have some
    left. ``begun`` is whether it is what is to come of the segment only: what was had, and who has
    the floor in it, is in none of the figures.
    """

    segment: int
    before: int
    after: int
    turns: tuple[int, ...] = ()
    begun: bool = False


class Words(NamedTuple):
    """A step of a way out in words: in a few, as what was done, and in sentences."""

    title: str
    done: str
    sentence: str

    def besides(self, other: "Words") -> "Words":
        """Return this step and another one."""
        return Words(
            f"{self.title}, {other.title}",
            f"{self.done}, {other.done}",
            f"{self.sentence} {other.sentence}",
        )


@value
class Choice:
    """One way out: what it is in a few words, in a sentence, and in figures.

    ``way`` is what it begins with; other parts may be shortened besides. ``seconds`` is how long
    the meeting then takes, ``later`` by how much its promise moves, and ``people`` how many
    volunteers speak (0 where it is not about volunteers). ``edits`` are what becomes of which
    segments, by index; ``None`` is left out.
    """

    way: Way
    title: str
    sentence: str = ""
    seconds: int = 0
    changes: tuple[Change, ...] = ()
    later: int = 0
    people: int = 0
    edits: tuple[tuple[int, Segment | None], ...] = ()


def applied(agenda: Agenda, choice: Choice) -> Agenda:
    """Return the agenda as it is today when a choice, which was made for it, is taken."""
    edited = dict(choice.edits)
    segments = (edited.get(index, segment) for index, segment in enumerate(agenda.segments))
    return replace(
        agenda,
        segments=tuple(segment for segment in segments if segment is not None),
        minutes=None if agenda.minutes is None else agenda.minutes + choice.later // 60,
    )


def same_way(before: Sequence[Choice], index: int, choices: Sequence[Choice]) -> int:
    """Return where the choice at ``index`` of those ``before`` is among the choices of now.

    While time passes the figures of a choice change, and now and then one comes or goes: it is the
    first that cuts the same, else the first of its kind, else the one in its place.
    """
    cut = _cut(before[index])
    found = [place for place, choice in enumerate(choices) if _cut(choice) == cut]
    found += [place for place, choice in enumerate(choices) if choice.way is before[index].way]
    return (*found, min(index, len(choices) - 1))[0]


def _cut(choice: Choice) -> tuple[Way, int, frozenset[int]]:
    """Return what tells one choice from another, however much other parts give besides."""
    gone = frozenset(index for index, segment in choice.edits if segment is None)
    return choice.way, choice.people, gone


def changes_text(agenda: Agenda, changes: Sequence[Change], *, by_bids: bool) -> str:
    """Return what becomes shorter or longer: the largest changes by name, the others in all.

    ``by_bids`` tells that people have asked for time.
    """
    largest = sorted(changes, key=lambda change: -abs(change.after - change.before))[:MOST_TOLD]
    told = ", ".join(
        _change_text(agenda.segments[change.segment], change, by_bids=by_bids)
        for change in changes
        if change in largest
    )
    others = [change for change in changes if change not in largest]
    if not others:
        return told
    saved = minutes_text(sum(abs(change.before - change.after) for change in others))
    parts = "1 other part" if len(others) == 1 else f"{len(others)} other parts"
    return f"{told}, and {parts} by {saved} in all"


def changed_text(
    agenda: Agenda,
    changes: Sequence[Change],
    *,
    by_bids: bool,
    verb: str = "Shorten",
    first: bool = True,
) -> Words:
    """Say that parts become shorter, or longer; ``first`` is whether nothing else comes before."""
    what = f"{len(changes)} parts" if first else "others"
    if len(changes) == 1:
        what = f'"{agenda.segments[changes[0].segment].title}"'
    told = f"{verb} {changes_text(agenda, changes, by_bids=by_bids)}."
    verb = verb if first else verb.lower()
    return Words(f"{verb} {what}", f"{verb}ed {what}", told)


def later_text(later: str, *, keeps: str = "") -> Words:
    """Say that the meeting ends later besides; ``keeps`` is which parts keep their time."""
    keep = f"; {keeps} keep their time" if keeps else ""
    title = f"end {later} later"
    return Words(title, f"moved the end {later} later", f"End {later} later than promised{keep}.")


def left_out_text(name: str, seconds: int) -> Words:
    """Say that a part, by its title in quotes, is left out, which would take so many seconds."""
    title = f"Leave out {name}"
    return Words(title, f"Left out {name}", f"{title} ({minutes_text(seconds)}).")


def _change_text(segment: Segment, change: Change, *, by_bids: bool) -> str:
    """Return ``"Check-in" from 30 to 20 min (2:00 each)``."""
    told = f'"{segment.title}" {from_to_text(change.before, change.after)}'
    if not change.turns:
        return told
    least, most = figure_text(min(change.turns)), figure_text(max(change.turns))
    each = "each still to speak" if change.begun else "each"
    if least == most:
        return f"{told} ({least} {each})"
    by_bids = by_bids and segment.clock is ClockMode.BID
    if by_bids and len(change.turns) <= MOST_SHARES_TOLD:
        return f"{told} (by bid {', '.join(map(figure_text, change.turns))})"
    return f"{told} ({least} to {most} {'by bid' if by_bids else each})"
