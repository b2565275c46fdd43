"""Members' cards: one for each member, with what is theirs and what the circle agreed to share.

A card is three files of one number: Markdown, a page that can be answered, and tasks for a
calendar. The numbers are drawn anew each time, and which is whose is told to the facilitator alone:
no file says it. Everything that leaves passes the gate, and with it the names of all members.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from functools import partial
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.cards import (
    CardBook,
    CardSheet,
    digest,
    issued,
    open_for,
    remembered,
    settled_lately,
    task_uid,
)
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.people import Agreed, Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.values import value
from circle_tui.export.files import reason_of
from circle_tui.export.folders import write_folder
from circle_tui.services.inviting import next_words
from circle_tui.services.leaving import Outlet
from circle_tui.services.workspace import Workspace


@value
class Delivery:
    """One card and who is to get it: for the facilitator's screen, and in no file."""

    number: int
    name: str = field(repr=False)
    files: tuple[Path, ...]


def free_folder(space: Workspace) -> Path:
    """Return where cards go when nobody says: a new folder of today in the circle's exports."""
    stem, count = f"cards-{space.here():%Y-%m-%d}", 1
    folder = space.exports / stem
    while folder.exists():
        count += 1
        folder = space.exports / f"{stem}-{count}"
    return folder


def require_free(folder: Path) -> None:
    """Raise ``InputError`` unless a folder is still to be made, or is empty and can be replaced.

    Cards of another day beside new ones would be sent to the wrong people. The folder that somebody
    stands in, or a whole stick, cannot be put there in one step.
    """
    try:
        there = folder.exists()
        free = not there or (folder.is_dir() and not any(folder.iterdir()))
        fixed = there and free and (folder.is_mount() or folder.samefile(Path.cwd()))
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used: {reason_of(error)}. Nothing was written."
        ) from error
    if not free:
        raise InputError(
            f"{folder} is there already and is no empty folder. Nothing was written. Name one that "
            "is still to be made: cards of another day would be mixed up with these."
        )
    if fixed:
        raise InputError(
            f"{folder} is a disk of its own, or the folder you are in. Nothing was written. Name a "
            f"new folder in it: {folder / 'cards'}"
        )


def write_cards(
    space: Workspace, folder: Path, members: Sequence[Member], *, alarm: bool = False
) -> tuple[Delivery, ...]:
    """Write the cards of these members into a folder, and return which is whose, by number.

    The folder holds every card or is not there. The circle keeps the cards' ids just before it is,
    so that a reply finds its way back, and forgets none before the new ones are out: whatever is
    interrupted, whoever holds a card can answer it. Raises ``InputError`` for a folder that holds
    something, else ``StoreError``; then no card is in it.
    """
    require_free(folder)
    kept = space.circle.cards.get()
    book, sheets = _sheets(space, members)
    uid = partial(task_uid, book)
    files: dict[str, bytes] = {}
    deliveries: list[Delivery] = []
    for number, member in enumerate(_shuffled(space, members), start=1):
        forms = _forms(sheets[member.id], uid, alarm=alarm)
        own = {f"card-{number}.{ending}": data for ending, data in forms.items()}
        files |= own
        deliveries.append(Delivery(number, member.name, tuple(folder / name for name in own)))

    def keep(now: CardBook, before: CardBook | None) -> None:
        if now != before:
            space.circle.cards.put(now)

    write_folder(folder, files, written=lambda: keep(book, kept))
    out = {sheet.card.id for sheet in sheets.values()}
    with suppress(StoreError):  # the cards are out; the next ones forget as well
        keep(remembered(book, out, space.here().date()), book)
    return tuple(deliveries)


def _sheets(space: Workspace, members: Sequence[Member]) -> tuple[CardBook, dict[str, CardSheet]]:
    """Return what stands on the members' cards, by their ids, and the book that knows the cards.

    The book is not kept yet.
    """
    circle, today = space.circle, space.here().date()
    outlet = Outlet(circle, aliases=False)
    items = circle.actions.all()
    book = circle.cards.get() or CardBook(space.token(), space.token())
    shared = _leaving(outlet, open_for(items, ""))
    decided, decisions = _decided(circle, outlet, space)
    next_meeting = next_words(space.circle, space.clock)
    sheets = {}
    for member in members:
        theirs = _leaving(outlet, open_for(items, member.alias)) if member.alias else ()
        settled = settled_lately(items, member.alias, today) if member.alias else ()
        settled = _leaving(outlet, settled)
        holds = digest(book, (*theirs, *shared, *settled))
        book, card = issued(book, member.id, holds, today, space.token())
        sheets[member.id] = CardSheet(
            card=card,
            circle=book.circle,
            theirs=theirs,
            settled=settled,
            shared=shared,
            next_meeting=next_meeting,
            decisions=decisions,
            decided=decided,
        )
    return book, sheets


def _leaving(outlet: Outlet, items: Sequence[ActionItem]) -> tuple[ActionItem, ...]:
    """Return items as they may leave; whose they are does not."""
    return tuple(replace(outlet.thing(item), owner="") for item in items)


def _decided(
    circle: OpenCircle, outlet: Outlet, space: Workspace
) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of the last session and what it decided, if the circle shares that."""
    records = circle.records.all()
    if Agreed.DECISIONS not in circle.people.profile().agreed or not records:
        return None, ()
    last = records[-1]
    texts = [outlet.text(d.text) for d in circle.decisions.all() if d.session == last.id]
    return last.began.astimezone(space.zone).date(), tuple(sorted(texts, key=str.casefold))


def _forms(sheet: CardSheet, uid: Callable[[str], str], *, alarm: bool) -> dict[str, bytes]:
    """Return the files of one card by their endings; no calendar of tasks where there is none."""
    from circle_tui.calendars.todo import todos
    from circle_tui.export.cards.markdown import card_markdown
    from circle_tui.export.cards.page import card_page

    forms = {"md": card_markdown(sheet).encode(), "html": card_page(sheet).encode()}
    if sheet.items:
        forms["ics"] = todos(
            sheet.items, uid, made=sheet.card.made, sequence=sheet.card.number, alarm=alarm
        )
    return forms


def _shuffled(space: Workspace, members: Sequence[Member]) -> list[Member]:
    """Return members in an order that says nothing."""
    left = {member.id: member for member in members}
    return [left.pop(space.choose(sorted(left))) for _ in members]
