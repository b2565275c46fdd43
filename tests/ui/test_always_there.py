"""Whose turn it is, how long is left, when the meeting ends and how late that is: always there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.timing import Tone, drift_sign, drift_text
from circle_tui.domain.view import LiveView, wall
from circle_tui.ui.screens.headline import headline, tiny_headline
from circle_tui.ui.screens.live import LiveScreen
from circle_tui.ui.screens.live_text import EDGES, aside, beside, segment
from circle_tui.ui.widgets.bigclock import draw
from circle_tui.ui.widgets.header import Header
from tests.snapshots.scenes import Step, play, still_circle
from tests.ui.rooms import NAMES, Room, opened
from tests.ui.test_layout import inside, waited

PROMISED = datetime(2026, 11, 19, 18, 53, tzinfo=UTC)

WIDTHS = (20, 23, 27, 30, 39, 40, 59, 60, 79, 80, 115, 116, 200)
HEIGHTS = (5, 6, 7, 8, 9, 10, 11, 12, 19, 20, 23, 24, 33, 34, 60)
"""Either side of each size at which the layout changes, and the smallest and largest."""

SIZES = sorted(
    {(width, height) for width in WIDTHS for height in (5, 10)}
    | {(width, height) for width in (20, 40, 120) for height in HEIGHTS}
)


class Scene(NamedTuple):
    """What leads to a moment, and what can be read of it."""

    steps: tuple[Step, ...]
    who: str
    clock: str
    ends: str
    late: tuple[str, str]
    planned: str
    used: str
    shared: bool = False


SCENES = {
    "calm": Scene((), NAMES[0], "2:00", "18:53", ("on time", "±0"), "2:00", "0:00"),
    "over": Scene(
        *((1.9, "right", 4.0), NAMES[1], "+2:00", "18:55", ("2 min late", "+2"), "2:00", "4:00")
    ),
    "early, shared, paused": Scene(
        (*["right"] * 4, "x", "v", "space"),
        *("Everybody", "10:00", "18:45", ("8 min early", "−8"), "10:00", "0:00", True),
    ),
}


@pytest.mark.parametrize("name", SCENES)
async def test_at_every_size(name: str, tmp_path: Path) -> None:
    """From 20 by 5 to 200 by 60 I see who is on, the clock, the end and how late that is.

    With six rows, or with 40 columns, I see what was planned and used as well.
    """
    async with opened(still_circle(), tmp_path, LiveScreen) as room:
        await play(room, SCENES[name].steps)
        for size in SIZES:
            await room.pilot.resize_terminal(*size)
            await waited(lambda: room.app.screen.size, size, room)
            await waited(lambda: list(missing(room, SCENES[name])), [], room)
            inside(room, "#head", "#clock", "#who")


def missing(room: Room, scene: Scene) -> Iterator[str]:
    """Yield what of a scene cannot be read on the screen at the size that it has."""
    head, (width, height) = room.text("#head"), room.app.screen.size
    if f"{scene.ends} " not in head or not head.rstrip().endswith(scene.late):
        yield f"the end: {head}"
    if not room.text("#who").split("  next")[0].strip().startswith(scene.who):
        yield f"who: {room.text('#who')}"
    region = room.live.query_one("#clock").region
    drawn = draw(scene.clock, region.width, region.height)
    if drawn.splitlines()[0].strip() not in room.text("#clock"):
        yield f"the clock: {room.text('#clock')}"
    if scene.shared and "SHARED" not in room.shown:
        yield "that it is shared"
    told = " ".join(room.shown.split())
    used = f"{scene.used} of" in told or f"{scene.used} used" in told
    planned = f"of {scene.planned}" in told or f"over {scene.planned}" in told
    if (width >= 40 or height > 5) and not (used and planned):
        yield f"what was used: {told}"


VIEWS = st.builds(
    lambda late, tone, paused, title, place: LiveView(
        agenda="Equal share",
        segment=title,
        place=place,
        clock="12:34",
        allotted="15:00",
        used="2:26",
        tone=tone,
        paused=paused,
        now="18:42",
        promised=wall(PROMISED, UTC),
        projected=wall(PROMISED + timedelta(minutes=late), UTC),
        drift=drift_text(60 * late),
        drift_sign=drift_sign(60 * late),
        on_time=not late,
        late=late > 0,
    ),
    st.integers(-99, 99),
    st.sampled_from(Tone),
    st.booleans(),
    st.text("Case, 会議", max_size=40),
    st.sampled_from(["", "3 of 8", "2 of 8, round 2"]),
)


@given(
    VIEWS,
    st.integers(20, 200),
    st.text("Ab ÄÖ会", max_size=60),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_first_line_never_cuts_the_end(
    view: LiveView, width: int, circle: str, sharing: bool, kept: bool, blank: bool, small: bool
) -> None:
    """Whatever the circle is called: the end and the difference fit, and so does what is hidden."""
    room = width - EDGES
    left, right = tiny_headline(view, width, 5)
    assert view.projected in right.plain
    assert right.plain.endswith((view.drift, view.drift_sign))
    assert left.cell_length + Header.APART + right.cell_length <= room
    if width >= 40:
        left, right = headline(
            view, width, circle=circle, sharing=sharing, kept=kept, blank=blank, small=small
        )
        assert view.projected in right.plain
        assert right.plain.endswith((view.drift, view.drift_sign))
        assert right.cell_length <= room
        if sharing or blank:
            beside = left.truncate(room - Header.APART - right.cell_length, ellipsis=True)
            assert not sharing or ("SHARED" if kept else "hidden …") in beside.plain
            assert not blank or "blank" in beside.plain
        elif view.on_time:
            assert view.promised in right.plain
        else:
            assert f"promised {view.promised}" in right.plain


NOTED = st.builds(
    lambda view, **notes: replace(view, **notes),
    VIEWS,
    pause=st.sampled_from(["", "paused", "paused 12 min"]),
    asked=st.sampled_from(["", "asked 20 min"]),
    new_times=st.sampled_from(["", "planned 15:00, now 18:20"]),
    silent=st.sampled_from(["", "the others keep silent", "whose turn it is keeps silent"]),
    counted=st.sampled_from(["", "5 green, 2 yellow, 1 red"]),
)


@given(NOTED, st.integers(34, 110))
def test_a_note_is_told_whole_or_not_at_all(view: LiveView, width: int) -> None:
    """Beside the clock no note is cut, and the first of them never gives way to another."""
    told = aside(view, width).plain
    wholes = {*told.split(" · ")} - {""}
    pause = f"{view.pause}: promise stays {view.promised}"
    short = re.sub("keeps? silent", "silent", view.silent).removeprefix("the ")
    short = short.replace(" silent", ": silent")
    asked = {view.asked, f"{view.asked}, has 15:00"} if view.asked else {view.new_times}
    assert wholes <= {pause, view.silent, short, *asked, "planned 15:00", view.counted}
    assert len(told) <= width or told == pause
    assert not view.pause or told.startswith(pause)


@given(NOTED, st.integers(24, 70), st.booleans())
def test_a_title_gives_way_to_what_has_no_other_place(
    view: LiveView, width: int, used: bool
) -> None:
    """A new time or a count cuts no title; what was used, and who is silent, can be told."""
    said = beside(view, width, used=used).plain
    assert not used or said.startswith("2:26 of 15:00")
    other = [note for note in (view.asked, view.new_times, view.counted) if note]
    if any(note.partition(",")[0] in said for note in other):
        line = segment(view, beside(view, width, used=used), width)
        assert line.plain.startswith(segment(view).plain)
        assert line.cell_length <= width
