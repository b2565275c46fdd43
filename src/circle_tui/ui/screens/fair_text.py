"""What the screen of a fair time shows: a strip of half hours for each member, or words."""

from collections.abc import Iterator, Mapping
from itertools import groupby

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

MOST_NAME, MOST_PLACE = 24, 16


def heat_lines(heat: Heat, names: Mapping[str, str], room: int) -> Content:
    """Return a line for each member, ``room`` cells wide, and what the marks mean.

    ``names`` are by member id. Each line has the member's local hour of the meeting, and what every
    half hour of its day is to them; where that finds no room, what the meeting's hour is to them.
    """
    people = [
        (plain(names[share.member]).plain, share, marks(strip.costs))
        for share, strip in zip(heat.slot.shares, heat.strips, strict=True)
    ]
    longest = min(MOST_NAME, max(len(cut(name, MOST_NAME).rstrip()) for name, _, _ in people))
    left = room - len(people[0][2]) - HOUR - 2 * len(GAP)
    rows = (
        _words(heat, people, longest, room)
        if left < min(LEAST_NAME, longest)
        else _strips(heat, people, longest, left)
    )
    return Content("\n").join(rows)


def _strips(
    heat: Heat, people: list[tuple[str, Share, str]], longest: int, left: int
) -> Iterator[Content]:
    """Yield the hours of the circle's day, the strips, where the meeting lies, and the legend."""
    width, meeting = min(left, longest), heat.meeting
    places = [share.place for _, share, _ in people]
    beside = min(MOST_PLACE, max(map(len, places)))
    beside = beside if left - width >= beside + len(GAP) else 0
    before = width + HOUR + len(GAP) + (beside + len(GAP) if beside else 0)
    yield Content.assemble(
        plain(cut(f"By the clock in {heat.place}", before)).stylize("$quiet"),
        (GAP + hours(len(people[0][2])).rstrip(), "$quiet"),
    )
    for (name, share, told), there in zip(people, places, strict=True):
        yield Content.assemble(
            plain(cut(name, width)),
            GAP,
            (cut(there, beside) + GAP if beside else "", "$quiet"),
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


def _words(
    heat: Heat, people: list[tuple[str, Share, str]], longest: int, room: int
) -> Iterator[Content]:
    """Yield when the meeting is for each member, and in a word what that hour is to them."""
    most = max(map(len, WORDS.values()))
    width = min(longest, max(LEAST_NAME, room - HOUR - most - 2 * len(GAP)))
    for name, share, told in people:
        mark = worst(told, heat.meeting)
        yield Content.assemble(
            (f"{share.local:%a %H:%M}", "bold"),
            GAP,
            plain(cut(name, width)),
            GAP,
            (WORDS[mark], STYLES[mark]),
        )
