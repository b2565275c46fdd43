"""Members' cards: what goes home with a member, and the ids by which a reply finds its way back.

A card names nobody: neither a member nor an alias. It carries a random id, and the circle alone
knows whose that is, so that a trail of mails does not tie a person to an alias.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field, replace
from datetime import date, timedelta

from circle_tui.domain.actions import ActionItem, by_urgency
from circle_tui.domain.digest import blake2b
from circle_tui.domain.values import value

RECENT_DAYS = 60
"""How long a settled item stays on its owner's cards: two meetings of most circles."""

KEPT_DAYS = 366
"""How long from its day a card can be answered; a member's latest one always can."""


@value
class Card:
    """One card that was made for a member, whose id from the roster is ``member``.

    ``holds`` is a digest of the items on it: a card that would hold the same is the same card.
    ``number`` counts the member's cards up, so that a calendar knows the later one. ``replies`` are
    the notes of the replies to it that were taken in (see ``reply_note``; an older version noted
    the id alone): what becomes of the items afterwards, being taken back or purged, does not make
    one of them new again.
    """

    id: str
    member: str
    made: date
    holds: str
    number: int = 0
    replies: tuple[str, ...] = ()


@value
class CardBook:
    """Every card that is known, a member's latest last, by the circle's own random id on them all.

    ``key`` is random too and leaves the circle never; what is derived with it leads back nowhere.
    """

    circle: str
    key: str = field(repr=False)
    cards: tuple[Card, ...] = ()


@value
class CardSheet:
    """What stands on one card; every text in it may leave the circle, and no owner is in it.

    ``theirs`` are open and can be answered, ``settled`` were closed lately, ``shared`` are the
    whole circle's and only to be read. ``decisions`` are those of the session of the day
    ``decided``, if the circle agreed to share them. ``next_meeting`` is in words, empty while
    there is none.
    """

    card: Card
    circle: str
    theirs: tuple[ActionItem, ...]
    settled: tuple[ActionItem, ...]
    shared: tuple[ActionItem, ...]
    next_meeting: str = ""
    decisions: tuple[str, ...] = field(default=(), repr=False)
    decided: date | None = None

    @property
    def items(self) -> tuple[ActionItem, ...]:
        """Every action item on the card, in its order."""
        return (*self.theirs, *self.shared, *self.settled)


def open_for(items: Iterable[ActionItem], alias: str) -> tuple[ActionItem, ...]:
    """Return what is open and whose owner is ``alias``, the most urgent first; "" is the circle."""
    return tuple(by_urgency(item for item in items if item.is_open and item.owner == alias))


def settled_lately(items: Iterable[ActionItem], alias: str, today: date) -> tuple[ActionItem, ...]:
    """Return what ``alias`` settled in the last ``RECENT_DAYS``, the latest first."""
    since = today - timedelta(days=RECENT_DAYS)
    found = [item for item in items if item.owner == alias and item.closed and item.closed > since]
    return tuple(sorted(found, key=lambda item: (item.closed or today, item.id), reverse=True))


def digest(book: CardBook, items: Sequence[ActionItem]) -> str:
    """Return what tells the items of one card from those of another, as 18 digits."""
    told = [
        (item.id, item.text, item.due, item.status.value, steps)
        for item in items
        for steps in [[(step.on, step.status.value, step.text) for step in item.steps]]
    ]
    return _digits(book, "card", repr(told), 18)


def task_uid(book: CardBook, item_id: str) -> str:
    """Return the identity of an item in calendars: always the same, and nobody's but this one's.

    36 digits, as the uid of a meeting: letters could spell a name.
    """
    return _digits(book, "task", item_id, 36)


def _digits(book: CardBook, purpose: str, text: str, count: int) -> str:
    """Return so many digits that follow from a text and the circle's key, for one purpose."""
    drawn = blake2b(text.encode("utf-8", "replace"), key=book.key.encode(), person=purpose.encode())
    return f"{int.from_bytes(drawn.digest()) % 10**count:0{count}}"


def issued(
    book: CardBook, member: str, holds: str, today: date, fresh: str
) -> tuple[CardBook, Card]:
    """Return the book and a member's card that holds this: the latest one, or a new one.

    ``fresh`` is the random id for a new one. Nothing is forgotten: until the new one is out, what
    somebody holds is the one before it. See ``remembered``.
    """
    latest = {card.member: card for card in book.cards}
    present = latest.get(member)
    if present is not None and present.holds == holds:
        return book, present
    new = Card(fresh, member, today, holds, number=present.number + 1 if present else 0)
    return replace(book, cards=(*book.cards, new)), new


def remembered(book: CardBook, out: Collection[str], today: date) -> CardBook:
    """Return the book once the cards with the ids ``out`` were handed out.

    What was made more than ``KEPT_DAYS`` ago is forgotten then, but for everybody's latest, of
    those alone who got a card now: others still hold the one they had.
    """
    latest = {card.member: card for card in book.cards}
    got = {card.member for card in book.cards if card.id in out}
    since = today - timedelta(days=KEPT_DAYS)
    kept = [
        card
        for card in book.cards
        if card.made >= since or latest[card.member] == card or card.member not in got
    ]
    return replace(book, cards=tuple(kept))


def reply_note(book: CardBook, reply: str, told: Sequence[tuple[str, str, str]]) -> str:
    """Return what is noted of a reply: its id, and eight digits that other answers do not have.

    ``told`` are item, status and how it went, as the file has them: how they are masked changes
    with the roster. The order of the answers does not matter.
    """
    return f"{reply}:{_digits(book, 'reply', repr(sorted(told)), 8)}"


def replies_of(book: CardBook, member: str) -> frozenset[str]:
    """Return the ids of the replies that were taken in to any known card of a member's."""
    notes = (note for card in book.cards if card.member == member for note in card.replies)
    return frozenset(note.partition(":")[0] for note in notes)


def answered(book: CardBook, card: Card, note: str) -> CardBook:
    """Return the book once a reply to a card was taken in; unchanged if its id was noted before."""
    reply = note.partition(":")[0]
    if any(each.partition(":")[0] == reply for each in card.replies):
        return book
    noted = replace(card, replies=(*card.replies, note))
    return replace(book, cards=tuple(noted if each == card else each for each in book.cards))


def find(book: CardBook, card_id: str) -> Card | None:
    """Return the card of this id, ``None`` where the circle knows of none."""
    return next((card for card in book.cards if card.id == card_id), None)
