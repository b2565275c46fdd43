"""The summary of a session: looked at as it would leave the circle, then written as it was shown.

That of a session that was held is made anew from what is kept, by today's roster and today's rules,
so it tells how action items stand now. What was purged is in it no more.
"""

from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import field, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from circle_tui.domain.actions import ActionItem, ActionStatus, Since, reviewed_as
from circle_tui.domain.capture import read_past_day
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.keeping import Kept
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked, told_with_end
from circle_tui.domain.people import day_text
from circle_tui.domain.ports import Clock, OpenCircle
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.things import T
from circle_tui.domain.values import value
from circle_tui.services.inviting import next_words
from circle_tui.services.leaving import Outlet

if TYPE_CHECKING:
    from circle_tui.export.outline import SummaryInput

LAST = "last"
"""The word for the session that was held last."""

SUMMARY_FILES = MARKDOWN, HTML = "summary.md", "summary.html"
"""What the files are called in the folder of a session's exports."""


@value
class Results:
    """What a session came to; ``invite`` is ``None`` and ``why_no_invite`` says why, or not.

    Everything in it passed the gate again, as it is about to leave the circle.

    ``summary`` is ``None`` while it was not written: that of a sealed circle has to be asked for.
    ``written`` is what was.
    ``reviewed`` are the items of earlier sessions with what its review made of each.
    """

    record: SessionRecord
    notes: tuple[Note, ...]
    actions: tuple[ActionItem, ...]
    decisions: tuple[Decision, ...]
    parked: tuple[Parked, ...]
    summary: Path | None = None
    written: str = field(default="", repr=False)
    invite: Path | None = None
    next_meeting: str = ""
    why_no_invite: str = ""
    reviewed: tuple[tuple[ActionItem, ActionStatus], ...] = ()

    @property
    def kept(self) -> str:
        """What was kept, counted in words; notes and action items always, the others if any."""
        carried = self.record.carried
        counted = [_count(self.notes, "note"), _count(self.actions, "action item")]
        counted += [_count(self.decisions, "decision")] if self.decisions else []
        counted += [_count(self.parked, "thing") + " parked"] if self.parked else []
        counted += [f"{carried} carried to the next session"] if carried else []
        return ", ".join(counted)


def held(circle: OpenCircle, wanted: str, today: date, zone: tzinfo | None) -> SessionRecord:
    """Return the record of the session that is meant: ``last``, its day, or its exports' name.

    A day is written as people write it: ``3 Dec``, ``last tue``, ``2026-12-03``. ``zone`` is the
    circle's. Raises ``InputError`` for what is no day or not clear enough, ``Refusal`` where there
    is no record.
    """
    records = circle.records.all()
    if not records:
        raise Refusal(_no_session(running=bool(circle.journal.read())))
    if wanted.strip().casefold() == LAST:
        return records[-1]
    names = [folder_name(record.began.astimezone(zone), record.id) for record in records]
    if wanted in names:
        return records[names.index(wanted)]
    day = read_past_day(wanted, today)
    if day is None:
        raise InputError(
            f'"{wanted[:40]}" is no day up to today. Write it as 3 Dec or as 2026-12-03, or say '
            f"{LAST}. Nothing was written. The days are in: circle sessions"
        )
    there = [record for record in records if record.began.astimezone(zone).date() == day]
    if not there:
        raise Refusal(
            f"There is no record of a session on {day_text(day)}: none was held then, or its "
            "record was purged, and a summary with it. Nothing was written. What there is: circle "
            "sessions"
        )
    if len(there) > 1:
        named = ", ".join(name for name in names if name.startswith(f"{day.isoformat()}-"))
        raise InputError(
            f"{len(there)} sessions were held on {day_text(day)}. Nothing was written. Name one "
            f"of them with --session: {named}"
        )
    return there[0]


def _no_session(*, running: bool) -> str:
    if running:
        return (
            "The session that is running has to end before there is a summary of it, and none was "
            "held before. Nothing was written."
        )
    return (
        "There is no record of a session here: none was held yet, or what was held was purged. "
        "Nothing was written."
    )


def looked_back(
    circle: OpenCircle,
    record: SessionRecord,
    clock: Clock,
    zone: tzinfo | None,
    *,
    owners: bool = True,
) -> Results:
    """Return what a session that was held came to, as it may leave the circle now.

    ``zone`` is the circle's, in which its session has its day. Where ``owners`` are left out, no
    text tells of anybody by alias either.
    """
    outlet = Outlet(circle, aliases=owners)
    results = said_in(circle, outlet, outlet.record(record), zone)
    return replace(results, next_meeting=next_words(circle, clock))


def said_in(
    circle: OpenCircle,
    outlet: Outlet,
    record: SessionRecord,
    zone: tzinfo | None,
    carried: Iterable[ActionItem] = (),
) -> Results:
    """Return what was said and kept in the session of a ``record``, as it may leave the circle.

    ``zone`` is the circle's, ``carried`` what the session's end carries over and is not kept yet.
    There is no file of it yet, and no next meeting.
    """

    def said(shelf: Kept[T]) -> tuple[T, ...]:
        return tuple(outlet.thing(each) for each in shelf.all() if each.session == record.id)

    items = {item.id: item for item in (*circle.actions.all(), *carried)}
    return Results(
        record,
        notes=said(circle.notes),
        actions=said(circle.actions),
        decisions=said(circle.decisions),
        parked=said(circle.parking),
        reviewed=tuple(
            (outlet.thing(item), status)
            for item, status in _reviewed(items.values(), record, circle.records.all(), zone)
        ),
    )


def _reviewed(
    items: Iterable[ActionItem],
    record: SessionRecord,
    records: Sequence[SessionRecord],
    zone: tzinfo | None,
) -> Iterator[tuple[ActionItem, ActionStatus]]:
    """Yield the items that a session looked back at, each with what was said of it there."""
    before = [each for each in records if each.id != record.id and each.ended <= record.ended]
    ended = max(before, key=lambda each: each.ended).id if before else ""
    began, until = (at.astimezone(zone).date() for at in (record.began, record.ended))
    kept = {each.id for each in records}
    for item in items:
        if item.session != record.id:
            status = reviewed_as(item, Since(began, ended), until, kept)
            if status is not None:
                yield item, status


def says_nothing(results: Results) -> bool:
    """Tell whether nothing that was said in a session is kept, nor what its review came to."""
    said = results.notes or results.actions or results.decisions or results.parked
    return not (said or results.reviewed)


def as_markdown(results: Results, zone: tzinfo | None, *, owners: bool = True) -> str:
    """Return the summary as it leaves, as Markdown."""
    from circle_tui.export.summary import summary_markdown

    return summary_markdown(told_of(results, zone, owners=owners))


def as_page(results: Results, zone: tzinfo | None, *, owners: bool = True) -> str:
    """Return the summary as an HTML page, with the same words."""
    from circle_tui.export.summary_html import summary_page

    return summary_page(told_of(results, zone, owners=owners))


def place_of(results: Results, exports: Path, zone: tzinfo | None, name: str) -> Path:
    """Return where a file of this name about a session lies in the circle's exports."""
    began = results.record.began.astimezone(zone)
    return exports / folder_name(began, results.record.id) / name


def folder_name(day: datetime, session: str) -> str:
    """Return a name that tells the day and nothing else; two sessions of a day do not clash."""
    return f"{day:%Y-%m-%d}-{session[:6]}"


def told_of(results: Results, zone: tzinfo | None, *, owners: bool = True) -> "SummaryInput":
    """Return what the summary tells of a session, with the ``owners`` of its items or without."""
    from circle_tui.export.outline import SummaryInput

    record = results.record
    return SummaryInput(
        session=record.began.astimezone(zone).date(),
        agenda_title=record.agenda,
        people=record.people,
        segments=tuple(segment.title for segment in record.segments),
        times=tuple((segment.planned, segment.used) for segment in record.segments),
        notes=tuple((note.segment, note.text) for note in results.notes),
        actions=results.actions,
        decisions=tuple(decision.text for decision in results.decisions),
        parked=tuple(map(told_with_end, results.parked)),
        next_meeting=results.next_meeting,
        owners=owners,
        carried=record.carried,
        reviewed=results.reviewed,
    )


def _count(things: Sized, what: str) -> str:
    return f"{len(things)} {what}" if len(things) == 1 else f"{len(things)} {what}s"
