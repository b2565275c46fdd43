"""The first line of the live screen, at every width: what this is, and when the meeting will end.

The projected end and its difference to the promise are never cut: they are said in fewer words.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from textual.content import Content

from circle_tui.domain.view import LiveView
from circle_tui.ui.screens import live_text
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import first_fitting
from circle_tui.ui.widgets.header import Header

BETWEEN = " · "

WORTH_SAYING = 8
"""With fewer cells a circle's name says nothing, and is left out."""


def headline(
    view: LiveView, width: int, *, circle: str, sharing: bool, kept: bool, blank: bool, small: bool
) -> tuple[Content, Content]:
    """Return both parts of the line in a window so many cells wide.

    ``sharing`` is said to be so once it is ``kept``: a crash before that would show names. The wall
    time is left out where the window is ``small``.
    """
    full, short = _hidden(sharing=sharing, kept=kept, blank=blank)
    titles = [] if sharing else [plain(circle).stylize("bold"), plain(view.agenda)]
    names = _names(full, short, titles)
    ends = chain(() if small else with_now(view), ends_of(view))
    return fitted(names, Content(BETWEEN).join(short), ends, width - live_text.EDGES)


def _names(full: list[Content], short: list[Content], titles: list[Content]) -> Iterator[Content]:
    """Yield the titles, one fewer each time, behind what is hidden, and at last that in short."""
    for count in range(len(titles), 0, -1):
        yield Content(BETWEEN).join([*full, *titles[:count]])
    if full:
        yield from (Content(BETWEEN).join(full), Content(BETWEEN).join(short))


def tiny_headline(view: LiveView, width: int, rows: int) -> tuple[Content, Content]:
    """Return both parts where the window is too small for the rest: how the clock stands, the end.

    What has no row of its own comes in where it has room: what was used, then the part that is on.
    """
    state, ends = live_text.state(view, brief=True), [*ends_of(view)]
    if rows >= live_text.TITLE_FROM:
        return fitted([state], state, ends, width - live_text.EDGES)
    used = Content("  ").join([state, live_text.figures(view)])
    forms = [Content("  ").join([used, live_text.segment(view)]), used, state]
    fits = used.cell_length + Header.APART + ends[-1].cell_length <= width - live_text.EDGES
    return fitted(forms, used if fits else state, ends, width - live_text.EDGES)


def fitted(
    lefts: Iterable[Content], least: Content, rights: Iterable[Content], width: int
) -> tuple[Content, Content]:
    """Return the first of ``rights`` beside which ``least`` has room, and what fits beside it.

    That is the first of ``lefts`` that does, else ``least``; where that is nothing, as much of the
    shortest as is worth saying. Both yield the longest first, and are asked for no more than fits.
    """
    needed = least.cell_length + Header.APART if least.plain else 0
    right = first_fitting(rights, width - needed)
    room = width - right.cell_length - Header.APART
    left = first_fitting(lefts, room)
    if left.cell_length > room and (least or room < WORTH_SAYING):
        left = least
    return left, right


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
    return Content(BETWEEN).join(_hidden(sharing=sharing, kept=kept, blank=blank)[-1])


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
