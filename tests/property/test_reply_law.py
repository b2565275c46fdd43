"""Laws of replies: whatever comes back, it is kept whole or not at all, and once."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.cards import (
    Card,
    CardBook,
    answered,
    digest,
    issued,
    open_for,
    replies_of,
)
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.replies import (
    ANSWERS,
    FORMAT,
    LONGEST_HOW,
    Answer,
    Reply,
    changes,
    note_of,
    read_reply,
    require_theirs,
    was_imported,
)
from circle_tui.services.replies import incoming, take_in
from tests.cards import MADE, MIRA, NOOR, SESSION, TODAY, circle_of_two, space_of
from tests.strategies import LAW

BOOK = CardBook("1" * 18, "2" * 18)

STEPS = st.builds(
    Step,
    on=st.integers(0, 14).map(lambda days: MADE + timedelta(days=days)),
    status=st.sampled_from(ActionStatus),
    text=st.sampled_from(["", "went well"]),
)


@st.composite
def kept_items(draw: st.DrawFn) -> tuple[ActionItem, ...]:
    """Draw what a circle keeps: items of two members and of the circle, at any point."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        owner = draw(st.sampled_from([NOOR.alias, MIRA.alias, ""]))
        item = ActionItem(f"{number:018}", SESSION, owner, f"thing {number}", MADE)
        for step in draw(st.lists(STEPS, max_size=3)):
            item = taken(item, step)
        found.append(item)
    return tuple(found)


ANSWERED = st.builds(
    Answer,
    item=st.integers(0, 6).map(lambda number: f"{number:018}"),
    status=st.sampled_from(ANSWERS),
    how=st.sampled_from(["", "went well", "not yet"]),
)
REPLIES = st.builds(
    Reply,
    circle=st.just(BOOK.circle),
    card=st.just("5" * 18),
    id=st.sampled_from(["7" * 18, "8" * 18]),
    answers=st.lists(ANSWERED, min_size=1, max_size=4, unique_by=lambda a: a.item).map(tuple),
)
CARD = Card("5" * 18, NOOR.id, TODAY, "1")


def after(
    items: tuple[ActionItem, ...], reply: Reply, earlier: frozenset[str] = frozenset()
) -> tuple[ActionItem, ...]:
    """Return the items after a reply; as they were where it was refused."""
    try:
        require_theirs(reply, NOOR.alias, items)
        made = changes(reply, items, earlier, TODAY)
    except (InputError, Refusal):
        return items
    new = {change.after.id: change.after for change in made}
    return tuple(new.get(item.id, item) for item in items)


@LAW
@given(kept_items(), REPLIES)
def test_only_what_is_theirs_and_open_is_changed(
    items: tuple[ActionItem, ...], reply: Reply
) -> None:
    """A reply adds one step each to open items of its member's that it answers; nothing else."""
    answers = {answer.item: answer for answer in reply.answers}
    for before, now in zip(items, after(items, reply), strict=True):
        if now != before:
            answer = answers[before.id]
            assert before.owner == NOOR.alias
            assert before.is_open
            assert now == taken(before, Step(TODAY, answer.status, answer.how, reply.id))


@LAW
@given(st.lists(REPLIES, min_size=1, max_size=4))
def test_a_reply_counts_once(replies: list[Reply]) -> None:
    """However often a file comes again, it comes in once; another of its number is refused."""
    book, first = replace(BOOK, cards=(CARD,)), dict[str, set[Answer]]()
    for reply in replies * 2:
        note, known = note_of(book, reply), reply.id in first
        try:
            assert was_imported(book.cards[0], note) is known
        except InputError:
            assert first[reply.id] != set(reply.answers)
            continue
        assert first.setdefault(reply.id, set(reply.answers)) == set(reply.answers)
        book = answered(book, book.cards[0], note)
    assert len(book.cards[0].replies) == len(first)
    assert replies_of(book, NOOR.id) == set(first)


@LAW
@given(kept_items(), REPLIES)
def test_the_same_answers_under_two_numbers_count_once(
    items: tuple[ActionItem, ...], reply: Reply
) -> None:
    """Whatever a member said, saving it again from a page that was reloaded adds nothing."""
    once = after(items, reply)
    again = replace(reply, id="9" * 18)
    assert after(once, again, frozenset({reply.id})) == once


@LAW
@given(kept_items(), REPLIES)
def test_a_reply_is_kept_whole_or_not_at_all(items: tuple[ActionItem, ...], reply: Reply) -> None:
    """No answer is kept of a reply of which another one is refused."""
    now = after(items, reply)
    changed = {item.id for item, was in zip(now, items, strict=True) if item != was}
    if changed:
        settled = {item.id for item in items if not item.is_open}
        assert {answer.item for answer in reply.answers} == changed | (
            settled & {answer.item for answer in reply.answers}
        )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(ANSWERS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
GOOD: dict[str, Any] = {
    "format": FORMAT,
    "version": 1,
    "circle": BOOK.circle,
    "card": CARD.id,
    "reply": "7" * 18,
    "items": [{"id": "0" * 18, "status": "done", "how": "well"}],
}


@LAW
@given(st.sampled_from([*GOOD, "id", "status", "how", "more"]), VALUES)
def test_a_file_is_read_or_refused_in_a_sentence(key: str, value: object) -> None:
    """Whatever somebody writes into a file, the answer is a reply or one sentence."""
    document = {**GOOD}
    if key in ("id", "status", "how"):
        document["items"] = [{**GOOD["items"][0], key: value}]
    else:
        document[key] = value
    told = ""
    try:
        read = read_reply(json.dumps(document).encode())
    except InputError as error:
        told = str(error)
    if told:
        assert told.endswith(".")
        assert "\n" not in told
    else:
        assert all(len(answer.how) <= LONGEST_HOW for answer in read.answers)
        assert (read.id, read.card) == (document["reply"], document["card"])


@LAW
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """A file that is anything at all is refused, and nothing breaks."""
    try:
        read_reply(data)
    except InputError:
        return
    raise AssertionError("that was no reply")


HOW = st.text(max_size=60) | st.sampled_from(
    [
        "Mira helped",
        "<script>alert(1)</script>",
        "a\u202eb\x1b[2J",
        "\U0001f469\u200d\U0001f467" * 9,
        "m.s@example.org",
        "\ud800",
    ]
)


@LAW
@given(HOW, st.sampled_from(ANSWERS))
def test_how_it_went_is_kept_masked_in_one_visible_line(how: str, status: ActionStatus) -> None:
    """Whatever a reply says, no name and no invisible character of it is kept."""
    circle = circle_of_two()
    (item, *_) = circle.kept.actions.values()
    holds = digest(BOOK, open_for([item], NOOR.alias))
    book, card = issued(BOOK, NOOR.id, holds, date(2026, 11, 19), CARD.id)
    circle.kept = replace(circle.kept, cards=book)
    answer = {"id": item.id, "status": status, "how": how}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "reply.json"
        file.write_text(json.dumps({**GOOD, "card": card.id, "items": [answer]}))
        space = space_of(circle, Path(folder))
        take_in(space, incoming(space, [file]))
        kept = circle.kept.actions[item.id].steps[-1]
        assert incoming(space, [file]).changes == ()
    assert (kept.status, kept.reply) == (status, "7" * 18)
    assert "mira" not in kept.text.casefold()
    assert "example.org" not in kept.text
    assert all(char.isprintable() or char in "\u200c\u200d" for char in kept.text)
