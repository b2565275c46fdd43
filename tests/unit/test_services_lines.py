"""A line on how something went that is being typed: on the disk with its item, and with no name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import StoreError
from circle_tui.domain.masking import Choices
from circle_tui.domain.notes import LINE, Draft, line_draft
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.writing import Kind, Moment
from circle_tui.privacy.gate import check
from circle_tui.services.drafting import Sheet, end_drafts, remove_lines
from circle_tui.services.lines import Lines
from circle_tui.services.notebook import Notebook
from circle_tui.services.purging import planned, remove
from circle_tui.services.writer import Writer
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import THURSDAY_EVENING, FakeCircle, Tokens
from tests.unit.circles import begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
ITEM = ActionItem("1" * 18, "earlier", "Cedar", "call the office", date(2026, 11, 5))
OTHER = replace(ITEM, id="2" * 18, text="ask two colleagues")


@pytest.fixture
def writer() -> Iterator[Writer]:
    """Give a writer, and let it go afterwards."""
    writer = Writer()
    yield writer
    writer.close()


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle with two items that are open."""
    circle = FakeCircle(NOOR)
    circle.actions.put(ITEM, OTHER)
    return circle


def done(item: ActionItem) -> ActionItem:
    """Return an item that was settled before any session ended."""
    return taken(item, Step(date(2026, 11, 19), ActionStatus.DONE, after=""))


def texts(circle: FakeCircle) -> dict[str, str]:
    """Return what lies on the disk of what is being typed, by what it is of."""
    return {draft.of or draft.kind: draft.text for draft in circle.drafts.all()}


async def test_a_draft_names_nobody(circle: FakeCircle, writer: Writer) -> None:
    """It is masked as it would be kept, without a name that is half typed, and is of its item."""
    lines = Lines(circle, writer)
    await lines.keep_draft(ITEM.id, "Haddad asked for it, and so did No")
    (draft,) = circle.drafts.all()
    assert draft == Draft(LINE, "", 0, "[A] asked for it, and so did", ITEM.id)
    assert Lines(circle, writer).begun() == {ITEM.id: "[A] asked for it, and so did"}


async def test_a_word_that_is_to_be_masked_is_masked_in_the_draft(
    circle: FakeCircle, writer: Writer
) -> None:
    """What somebody masks by hand is not readable on the disk; what they unmask is not, yet."""
    choices = Choices(shown=frozenset({"haddad"}), hidden=frozenset({"stairs"}))
    kept = await Lines(circle, writer).keep_draft(ITEM.id, "Haddad met me on the stairs ", choices)
    assert kept == "[A] met me on the [word]"


async def test_each_item_has_its_own(circle: FakeCircle, writer: Writer) -> None:
    """Drafts of two items lie beside each other; emptying one leaves the other."""
    lines = Lines(circle, writer)
    await lines.keep_draft(ITEM.id, "it went ")
    await lines.keep_draft(OTHER.id, "one said yes ")
    await lines.keep_draft(ITEM.id, "it went well ")
    assert lines.begun() == {ITEM.id: "it went well", OTHER.id: "one said yes"}
    await lines.keep_draft(ITEM.id, "  ")
    assert lines.begun() == {OTHER.id: "one said yes"}
    await lines.leave_out([OTHER.id])
    assert circle.drafts.all() == ()


async def test_it_is_gone_in_the_step_that_keeps_it(circle: FakeCircle, writer: Writer) -> None:
    """Kept and draft at once is never on the disk; if it cannot be kept the draft is there."""
    lines = Lines(circle, writer)
    await lines.keep_draft(ITEM.id, "it went well ")

    def fail(_text: str) -> None:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        await lines.keep_line(ITEM.id, fail, "it went well", Choices())
    assert lines.begun() == {ITEM.id: "it went well"}
    kept: list[str] = []
    await lines.keep_line(ITEM.id, kept.append, "it went well", Choices())
    assert (kept, lines.begun()) == (["it went well"], {})


async def test_it_and_the_notes_of_a_session_spare_each_other(
    circle: FakeCircle, writer: Writer
) -> None:
    """Saving a note's draft, keeping the note and saving a line leave what else is being typed."""
    session = begun()
    book = Notebook(circle, session.id, Tokens(), writer)
    moment = Moment(session, date(2026, 11, 19))
    lines = Lines(circle, writer)
    await lines.keep_draft(ITEM.id, "it went ")
    await book.keep_drafts({Kind.NOTE: Sheet("we talk ")}, moment)
    assert texts(circle) == {ITEM.id: "it went", "note": "we talk"}
    await lines.keep_draft(ITEM.id, "it went well ")
    assert texts(circle) == {ITEM.id: "it went well", "note": "we talk"}
    assert await book.keep(Kind.NOTE, moment, "we talk") is None
    assert texts(circle) == {ITEM.id: "it went well"}
    again = Notebook(circle, session.id, Tokens(), writer)
    assert (again.drafts(), again.correcting) == ([], {})


def test_a_session_that_ends_leaves_the_lines_on_what_is_open(circle: FakeCircle) -> None:
    """Other drafts go with the session; so does a line on what is settled: none could keep it."""
    circle.actions.put(done(OTHER))
    at = THURSDAY_EVENING
    circle.records.put(SessionRecord("7" * 18, "Plan", at, at, at, 3, ()))
    circle.drafts.put_all(
        [
            Draft("note", "s", 0, "half a thought"),
            line_draft(ITEM.id, "it went"),
            line_draft(OTHER.id, "all of it"),
        ]
    )
    end_drafts(circle)
    assert texts(circle) == {ITEM.id: "it went"}


def test_it_goes_with_its_item(circle: FakeCircle) -> None:
    """What is typed of an item that is removed is removed as well, and of that alone."""
    correcting = Draft("action", "s", 0, "call the office", ITEM.id)
    circle.drafts.put_all([correcting, Draft(LINE, "", 0, "it went", ITEM.id)])
    remove_lines(circle, [ITEM.id])
    assert circle.drafts.all() == (correcting,)


def test_a_purge_takes_it_along(circle: FakeCircle, tmp_path: Path) -> None:
    """When an item that was settled long ago is purged, so is what was being typed of it."""
    long_ago = date(2026, 1, 8)
    circle.actions.put(replace(ITEM, status=ActionStatus.DONE, made=long_ago, closed=long_ago))
    stays = Draft(LINE, "", 0, "one said yes", OTHER.id)
    circle.drafts.put_all([Draft(LINE, "", 0, "it went", ITEM.id), stays])
    remove(circle, planned(circle, tmp_path, date(2026, 11, 19), None, days=90))
    assert circle.actions.all() == (OTHER,)
    assert circle.drafts.all() == (stays,)


def test_the_next_opening_spares_it(tmp_path: Path) -> None:
    """Where no session runs, a line is there again when the circle is opened, if its item is.

    So is one that was begun behind an answer which settled the item; once a session has ended
    nothing could keep that one.
    """
    folder = create_circle(tmp_path, Profile("Thursdays"), [NOOR], check, Tokens(10**17))
    stored = open_circle(folder, check)
    settled = done(replace(OTHER, id="3" * 18))
    stored.actions.put(ITEM, settled)
    line, behind = line_draft(ITEM.id, "it went"), line_draft(settled.id, "it took one mail")
    lost = (Draft("note", "s", 0, "half a"), line_draft(OTHER.id, "of what is gone"))
    stored.drafts.put_all([line, behind, *lost])
    stored.close()
    again = open_circle(folder, check)
    assert again.drafts.all() == (line, behind)
    at = THURSDAY_EVENING
    again.records.put(SessionRecord("7" * 18, "Plan", at, at, at, 3, ()))
    again.close()
    later = open_circle(folder, check)
    assert later.drafts.all() == (line,)
    later.close()
    assert b"of what is gone" not in (folder / "circle.store").read_bytes()
