"""The places of the live screen, as they are and as a picture of the session wants them.

Each place is compared whole: a name in the running order is not the name of who has the floor. It
is for windows from 80x24 on in which the clock is five rows high, and for texts that fit.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from circle_tui.domain.order import Line, Mark
from circle_tui.domain.timing import Tone
from circle_tui.domain.view import LiveView
from circle_tui.ui.widgets.bigclock import draw

SIGNS = {Mark.DONE: "✓", Mark.NOW: "▸", Mark.AHEAD: "", Mark.PASSED: "–"}

STATES = {Tone.CALM: "○ calm", Tone.SOON: "● soon", Tone.OVER: "▲ time is up"}

SEGMENT, ASIDE, CLOCK, WORDS, WHO, READ = 1, 2, slice(3, 8), 8, 10, 11
"""The rows of the places, under the first, which is the header."""

WALL = "▏"


class Places(NamedTuple):
    """What stands where.

    ``read`` is the prompt, what is to be decided and the script; ``order`` the running order, line
    by line: its indent, its mark and title, its figures.
    """

    head: str
    segment: tuple[str, ...]
    aside: str
    clock: tuple[str, ...]
    words: str
    who: tuple[str, ...]
    read: str
    order: tuple[tuple[int, str, str], ...]


def shown(rows: Sequence[str]) -> Places | None:
    """Return what stands in the places of a screen; nothing where it is another one."""
    room = [row.partition(WALL) for row in rows if WALL in row]
    if len(room) < READ:
        return None
    left = [rows[0], *(beside for beside, _, _ in room)]
    order = [column for _, _, column in room if column.strip()]
    return Places(
        head=_end(rows[0]),
        segment=_apart(left[SEGMENT]),
        aside=left[ASIDE].strip(),
        clock=_without_margin(left[CLOCK]),
        words=left[WORDS].strip(),
        who=_apart(left[WHO]),
        read=" ".join(" ".join(left[READ:]).split()),
        order=tuple(_line(row) for row in order),
    )


def wanted(view: LiveView) -> Places:
    """Return what a picture of the session puts into the places."""
    promised = f"ends {view.promised}" if view.on_time else f"promised {view.promised}"
    ends = "" if view.on_time else f"ends {view.projected}"
    pause = f"{view.pause}: promise stays {view.promised}" if view.pause else ""
    silent = "" if view.quiet else view.silent
    asked = f"{view.asked}, has {view.allotted}" if view.asked else view.new_times
    state = "‖ PAUSED" if view.paused else STATES[view.tone]
    over = view.tone is Tone.OVER
    clock = f"{view.clock.lstrip('+')} over" if over else f"{view.clock} left of"
    filled = round(view.portion * 8 / 100)
    bar = "█" * filled + "░" * (8 - filled)
    hints = [f"{view.behind}. Press r for new times."] if view.behind else []
    if view.interruption:
        hints = [f"{view.interruption} without the clock, and it counts. Press g to give it back."]
    say = [] if view.interruption or view.quiet else [view.say]
    return Places(
        head="   ".join(filter(None, (view.now, promised, ends, view.drift))),
        segment=tuple(filter(None, (view.segment.upper(), view.place, state))),
        aside=" · ".join(filter(None, (pause, asked, silent, view.counted))),
        clock=_without_margin(draw(view.clock, 60, 5).split("\n")),
        words=f"{bar} {clock} {view.allotted} · {view.used} used",
        who=tuple(filter(None, (view.who, view.following and f"next: {view.following}"))),
        read=" ".join(" ".join((view.prompt, *hints, *say)).split()),
        order=tuple((line.indent, *_told(line)) for line in view.order),
    )


def differing(view: LiveView, rows: Sequence[str]) -> Mapping[str, tuple[object, object]]:
    """Return the places in which a screen shows something else: what is wanted, what is there."""
    there, should = shown(rows), wanted(view)
    if there is None:
        return {"the live screen": (should, "another one")}
    return {
        name: (getattr(should, name), getattr(there, name))
        for name in Places._fields
        if getattr(should, name) != getattr(there, name)
    }


def _apart(row: str) -> tuple[str, ...]:
    """Return what stands in a row, two cells or more apart."""
    return tuple(filter(None, re.split(r"\s{2,}", row.strip())))


def _end(row: str) -> str:
    """Return the right part of the header, from the wall time on."""
    found = re.search(r"\d\d:\d\d   (ends|promised) .*$", row.rstrip())
    return found[0] if found else row


def _without_margin(rows: Sequence[str]) -> tuple[str, ...]:
    """Return rows without what is free before all of them, and behind each."""
    margin = min(len(row) - len(row.lstrip()) for row in rows)
    return tuple(row[margin:].rstrip() for row in rows)


def _told(line: Line) -> tuple[str, str]:
    figures = f"{line.time} {line.over}".strip()
    return f"{SIGNS[line.mark]} {line.title}".strip(), figures


FIGURES = re.compile(r"(.*?)(?:\s+([\d:]+(?: \+[\d:]+)?|passed|left out))?")


def _line(row: str) -> tuple[int, str, str]:
    """Return the indent, the mark with the title, and the figures of a row of the order."""
    text = row.removeprefix(" ").rstrip()
    found = FIGURES.fullmatch(text)
    assert found is not None, "it matches any text"
    sign = 0 if text.lstrip()[:1] in {"✓", "▸", "–"} else 2
    indent = len(text) - len(text.lstrip()) - sign
    return indent // 2, found[1].strip(), found[2] or ""
