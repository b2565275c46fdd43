"""The first line of the live screen, at every width: what this is, and when the meeting will end.

The projected end and its difference to the promise are never cut: they are said in fewer words.
"""

from collections.abc import Iterator, Sequence

from textual.content import Content

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.header import Header

WORTH_SAYING = 8
"""With fewer cells a circle's name says nothing, and is left out."""


def headline(
    view: LiveView, width: int, *, circle: str, sharing: bool, kept: bool, blank: bool, small: bool
) -> tuple[Content, Content]:
    """Return both parts of the line in a window so many cells wide.

    ``sharing`` is said to be so once it is ``kept``: a crash before that would show names. The wall
    time is left out where the window is ``small``.
    """
    hidden = _hidden(sharing=sharing, kept=kept, blank=blank)
    names = [Content(" · ").join(said) for said in hidden if said]
    if not sharing:
        for title in (plain(circle).stylize("bold"), plain(view.agenda)):
            names.insert(0, Content(" · ").join([*names[:1], title]))
    ends = [*([] if small else with_now(view)), *ends_of(view)]
    least = is_hidden(sharing=sharing, kept=kept, blank=blank)
    return fitted(names, least, ends, width - live_text.EDGES)


def tiny_headline(view: LiveView, width: int, rows: int) -> tuple[Content, Content]:
    """Return both parts where the window is too small for the rest: how the clock stands, the end.

    What has no row of its own comes in where it has room: what was used, then the part that is on.
    """
    state, ends = live_text.state(view, brief=True), list(ends_of(view))
    if rows >= live_text.TITLE_FROM:
        return fitted([state], state, ends, width - live_text.EDGES)
    used = Content("  ").join([state, live_text.figures(view)])
    forms = [Content("  ").join([used, live_text.segment(view)]), used, state]
    fits = used.cell_length + Header.APART + ends[-1].cell_length <= width - live_text.EDGES
    return fitted(forms, used if fits else state, ends, width - live_text.EDGES)


def fitted(
    lefts: Sequence[Content], least: Content, rights: Sequence[Content], width: int
) -> tuple[Content, Content]:
    """Return the first of ``rights`` beside which ``least`` has room, and what fits beside it.

    That is the first of ``lefts`` that does, else ``least``; where that is nothing, as much of the
    shortest as is worth saying. Both sequences hold the longest first.
    """
    needed = least.cell_length + Header.APART if least.plain else 0
    fits = (right for right in rights if right.cell_length + needed <= width)
    right = next(fits, rights[-1])
    room = width - right.cell_length - Header.APART
    left = next((left for left in lefts if left.cell_length <= room), least)
    return (left if left or room < WORTH_SAYING else lefts[-1]), right


def with_now(view: LiveView) -> Iterator[Content]:
    """Say what time it is, when the meeting should end and whether it will."""
    now = Content.styled(f"{view.now}   ", "$quiet")
    if view.on_time:
        yield now + Content.styled(f"ends {view.promised}   {view.drift}", "$success")
    else:
        promised = Content.styled(f"promised {view.promised}   ", "$quiet")
        yield now + promised + Content.assemble(f"ends {view.projected}   ", _apart(view))


def ends_of(view: LiveView) -> Iterator[Content]:
    """Yield what is said of the end in ever fewer words, at last ``18:55 +4``.

    Where it is on time the promised end is the projected one.
    """
    ends, short = f"ends {view.projected}  ", _apart(view, brief=True)
    if not view.on_time:
        promised = Content.styled(f"promised {view.promised}  ", "$quiet")
        yield Content.assemble(promised, ends, _apart(view))
        yield Content.assemble(promised, ends.replace("  ", " "), short)
    yield Content.assemble(ends, _apart(view))
    yield Content.assemble(f"{view.projected} ", _apart(view))
    yield Content.assemble(f"{view.projected} ", short)


def _apart(view: LiveView, *, brief: bool = False) -> tuple[str, str]:
    """Say how far the end lies from the promise, and in which style."""
    style = "bold $warning" if view.late else "$success"
    return (view.drift_sign if brief else view.drift), style


def is_hidden(*, sharing: bool, kept: bool, blank: bool) -> Content:
    """Say in short what is hidden from whom; nothing where nothing is."""
    return Content(" · ").join(_hidden(sharing=sharing, kept=kept, blank=blank)[-1])


def _hidden(*, sharing: bool, kept: bool, blank: bool) -> list[list[Content]]:
    """Return in full and in short what is hidden from whom; nothing where nothing is."""
    full, short = [], []
    if sharing and kept:
        full, short = ["SHARED" if blank else "SHARED, names hidden"], ["SHARED"]
    elif sharing:
        full, short = ["names hidden …"], ["hidden …"]
    if blank:
        full, short = [*full, "public view blank"], [*short, "blank"]
    return [[Content.styled(said, "bold $warning") for said in form] for form in (full, short)]
