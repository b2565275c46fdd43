"""Replies to cards: read, masked, checked all together, shown, and kept in one step.

Nothing of any file is kept unless all of every file can be: half of an answer would look like one.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.cards import Card, CardBook, answered, find, replies_of
from circle_tui.domain.errors import CircleError, InputError, Refusal
from circle_tui.domain.people import Member
from circle_tui.domain.replies import (
    LARGEST,
    Change,
    Reply,
    changes,
    note_of,
    read_reply,
    require_theirs,
    too_large,
    was_imported,
)
from circle_tui.domain.values import value
from circle_tui.services.arriving import read_file
from circle_tui.services.workspace import Workspace


@value
class Arrived:
    """One reply file, whose it is, and what it would change in its order; maybe nothing."""

    path: Path
    member: Member = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)


@value
class Incoming:
    """What reply files would change, file by file.

    ``book`` has the circle's cards once these replies are noted on them.
    """

    arrived: tuple[Arrived, ...]
    book: CardBook | None = field(default=None, repr=False)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order of the files."""
        return tuple(change for each in self.arrived for change in each.changes)


def incoming(space: Workspace, paths: Sequence[Path]) -> Incoming:
    """Return what the replies in these files would change. Changes nothing.

    Texts are masked as they will be kept, and no sooner than it is known that the items are the
    member's own: masking takes its time, and a file can be full of invented answers. Raises
    ``InputError`` where a file cannot be used, ``Refusal`` where the circle has gone on since;
    either with a sentence for each such file.
    """
    items = {item.id: item for item in space.circle.actions.all()}
    book = space.circle.cards.get()
    arrived: list[Arrived] = []
    failed: list[tuple[Path, CircleError]] = []
    for path in paths:
        try:
            reply = _read(path)
            book, card, member = _card(space, book, reply)
            note = note_of(book, reply)
            made = (
                ()
                if was_imported(card, note)
                else _changes(space, reply, member, replies_of(book, member.id), items)
            )
        except (InputError, Refusal) as error:
            failed.append((path, error))
            continue
        book = answered(book, card, note)
        items |= {change.after.id: change.after for change in made}
        arrived.append(Arrived(path, member, made))
    if failed:
        told = [f"{path}: {error}" for path, error in failed] + ["Nothing was imported."]
        refused = all(isinstance(error, Refusal) for _, error in failed)
        raise (Refusal if refused else InputError)("\n".join(told))
    return Incoming(tuple(arrived), book)


def take_in(space: Workspace, wanted: Incoming) -> None:
    """Keep every change, and which replies are in, in one step.

    Raises ``StoreError``; nothing was changed then. With no change at all there is still something
    to keep: a reply that says what stands already does not come in later, when that was changed.
    """
    circle = space.circle
    with circle.transaction():
        if wanted.changes:
            circle.actions.put(*(change.after for change in wanted.changes))
        if wanted.book is not None and wanted.book != circle.cards.get():
            circle.cards.put(wanted.book)


def _card(space: Workspace, book: CardBook | None, reply: Reply) -> tuple[CardBook, Card, Member]:
    """Return the cards, the one that a reply is to, and whose that is."""
    if book is None or book.circle != reply.circle:
        raise InputError(
            "It is from another circle, or from before this one was put back from a backup."
        )
    card = find(book, reply.card)
    known = space.circle.people.known()
    owner = next((member for member in known if card and member.id == card.member), None)
    if card is None or owner is None:
        raise InputError("It is for a card that this circle does not know, or not any more.")
    return book, card, owner


def _changes(
    space: Workspace,
    reply: Reply,
    member: Member,
    earlier: Container[str],
    items: Mapping[str, ActionItem],
) -> tuple[Change, ...]:
    """Return what a member's reply changes of the items as they are after the files before it."""
    kept = tuple(items.values())
    require_theirs(reply, member.alias, kept)
    return changes(_masked(space, reply), kept, earlier, space.here().date())


def _masked(space: Workspace, reply: Reply) -> Reply:
    """Return a reply with how things went as it is kept: each one visible line, de-identified."""
    from circle_tui.export.text import visible
    from circle_tui.services.deidentified import deidentified

    told = [replace(a, how=deidentified(space.circle, visible(a.how))) for a in reply.answers]
    return replace(reply, answers=tuple(told))


def _read(path: Path) -> Reply:
    """Return the reply in a file."""
    return read_reply(read_file(path, LARGEST, too_large))
