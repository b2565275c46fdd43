"""What the screen of a fair time shows: a strip of half hours for each member, or words."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from circle_tui.domain.heat import MEANING, MEETING, hours, legend, marks, worst
from circle_tui.services.found import Heat, Share
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.order import cut

STYLES = {".": "$success", "-": "$accent", "+": "$warning", "*": "$error", "x": "$quiet"}
"""A colour besides: the mark tells all by itself."""

WORDS = {**MEANING, "-": "nearly work", "+": "outside work"}
"""What a mark means where it stands in no legend."""

HOUR = len("Mon 18:30")
GAP = "  "

LEAST_NAME = 8
"""Cells of a name below which there are words instead of a strip."""

MOST_NAME = 24


class _Widths(NamedTuple):
    """Cells of a name and of the city beside it, which may be none; and whether a strip fits."""

    name: int
    place: int
    strips: bool


def heat_lines(heat: Heat, names: Mapping[str, str], room: int) -> Content:
    """Return a line for each member, ``room`` cells wide, and what the marks mean.

    ``names`` are by member id. Each line has the member's local hour of the meeting, and what every
    half hour of its day is to them; where that finds no room, what the meeting's hour is to them.
    """
    people = [
        (plain(names[share.member]).plain, share, marks(strip.costs))
        for share, strip in zip(heat.slot.shares, heat.strips, strict=True)
    ]
    widths = _widths(heat, names, room)
    rows = _strips if widths.strips else _words
    return Content("\n").join(rows(heat, people, widths))


def clocks(heat: Heat, names: Mapping[str, str], room: int) -> Iterator[Content]:
    """Yield where clocks show another time, in a line: no city found room beside the names.

    Nothing where they do, and where all live in the city by whose clock the day is shown.
    """
    people: dict[str, list[str]] = {}
    for share in heat.slot.shares:
        if share.place != heat.place:
            people.setdefault(share.place, []).append(names[share.member])
    if people and not _widths(heat, names, room).place:
        told = [f"{place} ({', '.join(there)})" for place, there in people.items()]
        yield plain(f"Clocks elsewhere: {', '.join(told)}").stylize("$quiet")


def _widths(heat: Heat, names: Mapping[str, str], room: int) -> _Widths:
    """Return how the room is shared out: the names come first, then the cities."""
    shares = heat.slot.shares
    called = [plain(names[share.member]).plain for share in shares]
    longest = min(MOST_NAME, max(len(cut(name, MOST_NAME).rstrip()) for name in called))
    left = room - len(heat.strips[0].costs) - HOUR - 2 * len(GAP)
    if left < min(LEAST_NAME, longest):
        most = max(map(len, WORDS.values()))
        name = min(longest, max(LEAST_NAME, room - HOUR - most - 2 * len(GAP)))
        return _Widths(name, 0, strips=False)
    name = min(left, longest)
    place = max(len(share.place) for share in shares)
    return _Widths(name, place if left - name >= place + len(GAP) else 0, strips=True)


def _strips(heat: Heat, people: list[tuple[str, Share, str]], widths: _Widths) -> Iterator[Content]:
    """Yield the hours of the circle's day, the strips, where the meeting lies, and the legend."""
    width, beside, meeting = widths.name, widths.place, heat.meeting
    before = width + HOUR + len(GAP) + (beside + len(GAP) if beside else 0)
    yield Content.assemble(
        plain(cut(f"By the clock in {heat.place}", before)).stylize("$quiet"),
        (GAP + hours(heat.clocks), "$quiet"),
    )
    for name, share, told in people:
        yield Content.assemble(
            plain(cut(name, width)),
            GAP,
            (cut(share.place, beside) + GAP if beside else "", "$quiet"),
            (f"{share.local:%a %H:%M}", "bold"),
            GAP,
            *(
                (f"{''.join(mark for _, mark in run)}", f"bold reverse {style}" if met else style)
                for (style, met), run in groupby(
                    enumerate(told), lambda each: (STYLES[each[1]], each[0] in meeting)
                )
            ),
        )
    under = MEETING * (meeting.after - meeting.first)
    yield Content.styled(" " * (before + len(GAP) + meeting.first) + under, "bold")
    yield Content.styled(legend(), "$quiet")


def _words(heat: Heat, people: list[tuple[str, Share, str]], widths: _Widths) -> Iterator[Content]:
    """Yield when the meeting is for each member, and in a word what that hour is to them."""
    for name, share, told in people:
        mark = worst(told, heat.meeting)
        yield Content.assemble(
            (f"{share.local:%a %H:%M}", "bold"),
            GAP,
            plain(cut(name, widths.name)),
            GAP,
            (WORDS[mark], STYLES[mark]),
        )
