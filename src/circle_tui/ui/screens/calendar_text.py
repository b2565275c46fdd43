"""What the calendar screen says in words: a date, whose hour it is, and who answered what."""

from datetime import date

from textual.content import Content

from circle_tui.domain.series import Stands
from circle_tui.services.coming import Coming
from circle_tui.services.dates import Places
from circle_tui.services.rsvps import Answers
from circle_tui.ui.text import plain

_STANDING = {
    Stands.PLANNED: ("▸", "bold $accent"),
    Stands.CALLED_OFF: ("✕", "$warning"),
    Stands.LEFT_OUT: ("–", "$quiet"),
    Stands.FALLS_AWAY: ("–", "$quiet"),
}
"""A mark and a style for how a date stands; those of the rhythm have none."""

_NARROW = 74
"""Cells of the list from which on a date stands there in full."""

_TINY = 34
"""Cells of the list below which a date is all there is room for: its mark tells how it stands."""

_LEAST = 8
"""Cells for names beside a place."""


def row_of(coming: Coming, today: date, room: int) -> Content:
    """Return a line of the list: a mark, the date, how far away it is, and how it stands."""
    mark, style = _STANDING.get(coming.standing, (" ", ""))
    word = "" if coming.standing is Stands.RHYTHM else coming.standing.value
    if coming.problem:
        mark, word, style = "!", "no such time", "$warning"
    days = (coming.starts.date() - today).days
    away = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    if room < _NARROW:
        starts = coming.starts
        words = f"{mark} {starts:%a} {starts.day:2} {starts:%b, %H:%M}"
        if room < _TINY:
            return Content.styled(f"{mark} {starts.day:2} {starts:%b, %H:%M}", style)
        return Content.assemble((f"{words}  ", style), (word or away, style or "$quiet"))
    words = plain(coming.words).plain
    return Content.assemble(
        (f"{mark} {words:46}", style), (f"{away:>12}", "$quiet"), (f"  {word}", style)
    )


def hour_rows(places: tuple[Places, ...], width: int, *, brief: bool = False) -> list[Content]:
    """Return when a date is in each place, and for whom: names go on beneath each other.

    Each has one line where it is to be ``brief``, and names that have no room there are cut.
    """
    rows = []
    longest = max((len(each.place) for each in places), default=0) if width >= _NARROW else 0
    for each in places:
        place = plain(f"{each.place:{longest}}  ")
        head = Content.assemble((f"{each.starts:%a %H:%M}  ", "bold"), place)
        beside = head.cell_length
        room, told = max(_LEAST, width - beside), plain(", ".join(each.names)).stylize("$quiet")
        names = [told.truncate(room, ellipsis=True)] if brief else told.wrap(room)
        rows.append(head + Content(f"\n{' ' * beside}").join(names))
    return rows


def answer_rows(answers: Answers | None, *, small: bool) -> list[Content]:
    """Return how many answered what, in few words in a ``small`` window; nothing for no answers."""
    if answers is None:
        return []
    return [plain(answers.tally.short if small else f"Answers: {answers.tally.words}")]


def who_rows(answers: Answers | None) -> list[Content]:
    """Return who does not come, may come, or said nothing yet: for the facilitator's own eyes."""
    if answers is None:
        return []
    told = (
        ("Declined", answers.declined),
        ("Maybe", answers.unsure),
        ("Not yet", answers.waiting),
        ("Not asked by mail", answers.unasked),
    )
    return [plain(f"{what}: {', '.join(who)}").stylize("$quiet") for what, who in told if who]
