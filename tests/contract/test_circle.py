"""What a circle promises through its ports, kept by the real store and by the tests' stand-in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agreement import AgreementVersion
from circle_tui.domain.beat import Beat
from circle_tui.domain.cards import CardBook, answered, find, issued
from circle_tui.domain.errors import PrivacyError
from circle_tui.domain.facts import Paused, Resumed
from circle_tui.domain.meeting import Meeting
from circle_tui.domain.notes import Draft, Note
from circle_tui.domain.people import Member, Profile
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.prompts import PromptsUsed
from circle_tui.domain.record import SessionRecord
from circle_tui.domain.stage import Shown, Stage
from circle_tui.domain.upkeep import Backup
from circle_tui.domain.words import Word
from circle_tui.privacy.gate import check
from circle_tui.storage.circle import open_circle
from circle_tui.storage.making import create_circle
from tests.fakes import THURSDAY_EVENING, FakeCircle
from tests.unit.circles import AGENDA

NOOR = Member("1" * 18, "Noor Haddad", "Cedar", "n.haddad@example.org")
MIRA = Member("2" * 18, "Mira Sandoval", "Delta")
AT = THURSDAY_EVENING


@pytest.fixture(params=["the stand-in", "the store"])
def circle(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenCircle]:
    """Give a circle of two, in memory or on the disk."""
    if request.param == "the stand-in":
        yield FakeCircle(NOOR, MIRA)
        return
    numbers = count(10**17)
    folder = create_circle(
        tmp_path, Profile("Test circle"), [NOOR, MIRA], check, lambda: str(next(numbers))
    )
    stored = open_circle(folder, check)
    yield stored
    stored.close()


def item(number: int, made: date) -> ActionItem:
    """Return an action item with a random id."""
    return ActionItem(f"{number:018}", "9" * 18, "Cedar", "send the draft", made)


def record(number: int, hours: int) -> SessionRecord:
    """Return the record of a session that began so many hours later."""
    began = AT + timedelta(hours=hours)
    return SessionRecord(f"{number:018}", "Plan", began, began, began, 4, ())


def everything(circle: OpenCircle) -> tuple[object, ...]:
    """Return all that a circle holds."""
    people = circle.people
    return (
        *(people.profile(), people.members(), dict(people.seating()), people.script()),
        people.words(),
        people.agreement(),
        *(circle.journal.read(), circle.notes.all(), circle.actions.all()),
        *(circle.records.all(), circle.meetings.get(), circle.drafts.all(), circle.backups.all()),
        circle.prompts.all(),
    )


def fill(circle: OpenCircle) -> None:
    """Keep something of every kind."""
    circle.people.put_profile(Profile("Fridays"))
    circle.people.put_members([MIRA])
    circle.people.put_seating({2: MIRA.id})
    circle.people.put_script(AGENDA)
    circle.people.put_words([Word("noor", always=False, confirmed=True)])
    circle.people.put_agreement((AgreementVersion(1, AT.date(), "Noor begins."),))
    circle.journal.append([Paused(AT), Resumed(AT)])
    circle.notes.add(Note("3" * 18, "9" * 18, 0, "clearer roles"))
    circle.actions.put(item(1, AT.date()))
    circle.records.put(record(1, 0))
    circle.meetings.put(Meeting("u", AT.replace(tzinfo=None), "Etc/UTC", 90, 0, AT))
    circle.drafts.put_all([Draft("note", "9" * 18, 0, "half a")])
    circle.prompts.put_all([PromptsUsed(3, ("l01", "d02"))])
    circle.backups.put_all([Backup("/media/stick", AT)])


def test_a_new_circle_holds_its_people_and_nothing_else(circle: OpenCircle) -> None:
    """A circle that was just made has its name and its members, in their order."""
    assert everything(circle) == (
        *(Profile("Test circle"), (NOOR, MIRA), {}, None, (), ()),
        *((), (), (), (), None, (), (), ()),
    )
    assert circle.last_beat() is None
    assert (circle.read_only, circle.notices) == (False, ())


def test_what_is_kept_is_there(circle: OpenCircle) -> None:
    """Everything that was kept is read back as it was."""
    fill(circle)
    assert everything(circle) == (
        *(Profile("Fridays"), (MIRA,), {2: MIRA.id}, AGENDA),
        (Word("noor", always=False, confirmed=True),),
        (AgreementVersion(1, AT.date(), "Noor begins."),),
        (Paused(AT), Resumed(AT)),
        (Note("3" * 18, "9" * 18, 0, "clearer roles"),),
        (item(1, AT.date()),),
        (record(1, 0),),
        Meeting("u", AT.replace(tzinfo=None), "Etc/UTC", 90, 0, AT),
        (Draft("note", "9" * 18, 0, "half a"),),
        (Backup("/media/stick", AT),),
        (PromptsUsed(3, ("l01", "d02")),),
    )
    for beat in (Beat(AT, "", 0.5), Beat(AT, "12", 1 / 3)):
        circle.beat(beat)
        assert circle.last_beat() == beat


def test_what_is_shown_is_taken_back(circle: OpenCircle) -> None:
    """What others may see can be taken back at any time; then it is not known who looks on."""
    circle.show(Stage(Shown.TURN, "1", 2.0, title="Talk"))
    circle.hide()
    circle.hide()
    assert circle.left_stage() is None


def test_items_and_records_come_oldest_first(circle: OpenCircle) -> None:
    """However they were kept, the oldest item and the oldest session come first."""
    items = [item(number, AT.date() - timedelta(days=number)) for number in (3, 1, 4, 2)]
    circle.actions.put(*items[:2])
    circle.actions.put(*items[2:])
    assert [found.made for found in circle.actions.all()] == sorted(i.made for i in items)
    circle.records.put(*(record(number, -number) for number in (3, 1, 4, 2)))
    assert [found.id for found in circle.records.all()] == [f"{n:018}" for n in (4, 3, 2, 1)]


def test_the_same_id_is_the_same_thing(circle: OpenCircle) -> None:
    """A thing that is kept again takes the place of the one before; of two at once the last."""
    first, second = (Note("3" * 18, "9" * 18, place, "fine") for place in (0, 1))
    circle.notes.replace([first])
    circle.notes.replace([first, second])
    assert circle.notes.all() == (second,)
    circle.actions.put(item(1, AT.date()))
    circle.actions.put(item(1, date(2026, 1, 1)))
    assert circle.actions.all() == (item(1, date(2026, 1, 1)),)


def test_what_is_removed_is_gone_and_the_rest_is_not(circle: OpenCircle) -> None:
    """Notes, items and records go by their ids; an id that is not there is fine."""
    notes = [Note(f"{number:018}", "1", 0, "fine") for number in range(3)]
    circle.notes.replace(notes)
    circle.actions.put(*(item(number, AT.date()) for number in range(3)))
    circle.records.put(*(record(number, number) for number in range(3)))
    for port in (circle.notes, circle.actions, circle.records):
        port.remove([f"{1:018}", "7" * 18])
        port.remove([])
        assert {found.id for found in port.all()} == {f"{0:018}", f"{2:018}"}


def test_drafts_take_the_place_of_all_before(circle: OpenCircle) -> None:
    """What is offered back after a crash is what was typed last, and nothing once it was kept."""
    first, second = (Draft("note", "1", 0, text) for text in ("a thought", "a thought or"))
    other = Draft("action", "1", 0, "send the")
    circle.drafts.put_all([first])
    circle.drafts.put_all([second, other])
    assert circle.drafts.all() == (second, other)
    with pytest.raises(PrivacyError):
        circle.drafts.put_all([replace(second, text="a thought of Noor")])
    assert circle.drafts.all() == (second, other)
    circle.drafts.put_all([])
    assert circle.drafts.all() == ()


def test_notes_are_found_by_session(circle: OpenCircle) -> None:
    """The notes of one session are those and no others."""
    kept = [Note(f"{number:018}", f"{number % 2:018}", 0, "fine") for number in range(6)]
    for note in kept:
        circle.notes.add(note)
    assert set(circle.notes.all()) == set(kept)
    assert set(circle.notes.all("0" * 18)) == {note for note in kept if note.session == "0" * 18}


def test_facts_stay_in_order_and_go_together(circle: OpenCircle) -> None:
    """Facts come back in the order in which they happened, until they are replaced."""
    circle.journal.append([Paused(AT)])
    circle.journal.append([Resumed(AT), Paused(AT)])
    assert circle.journal.read() == (Paused(AT), Resumed(AT), Paused(AT))
    circle.journal.replace([Resumed(AT)])
    assert circle.journal.read() == (Resumed(AT),)
    circle.journal.replace(())
    assert circle.journal.read() == ()


def test_a_name_or_an_address_is_refused_and_nothing_is_kept(circle: OpenCircle) -> None:
    """Of several things of which one names a member, none is kept."""
    before = everything(circle)
    with pytest.raises(PrivacyError):
        circle.notes.replace(
            [Note("3" * 18, "1", 0, "fine"), Note("4" * 18, "1", 0, "Noor wants clearer roles")]
        )
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("3" * 18, "1", 0, "to n.haddad@example.org"))
    assert everything(circle) == before


def test_a_step_that_fails_never_was(circle: OpenCircle) -> None:
    """An error at the end of a step takes back everything in it, people and notes alike."""
    before = everything(circle)

    def fail() -> None:
        with circle.transaction():
            fill(circle)
            assert everything(circle) != before
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert everything(circle) == before


def test_a_step_within_a_step_takes_back_its_own_part(circle: OpenCircle) -> None:
    """A part that fails and is caught is taken back; what was done before it stays."""

    def fail() -> None:
        with circle.transaction():
            circle.people.put_members([MIRA])
            circle.notes.add(Note("4" * 18, "1", 0, "dropped"))
            raise KeyError

    kept = Note("3" * 18, "1", 0, "kept")
    with circle.transaction():
        circle.notes.add(kept)
        with pytest.raises(KeyError):
            fail()
    assert circle.notes.all() == (kept,)
    assert circle.people.members() == (NOOR, MIRA)


def test_the_gate_knows_who_joined_in_the_same_step(circle: OpenCircle) -> None:
    """Somebody who joins is protected from that moment on, also within the step."""

    def join_and_tell() -> None:
        with circle.transaction():
            circle.people.put_members([NOOR, MIRA, Member("3" * 18, "Grace Okonjo", "Ember")])
            circle.notes.add(Note("3" * 18, "1", 0, "a matter of grace"))

    with pytest.raises(PrivacyError):
        join_and_tell()
    circle.notes.add(Note("3" * 18, "1", 0, "a matter of grace"))
    assert len(circle.notes.all()) == 1


def test_a_name_passes_once_somebody_was_asked_twice(circle: OpenCircle) -> None:
    """A word that is also a name may stand in a note when that was confirmed, and no more of it."""
    note = Note("3" * 18, "1", 0, "a matter of noor")
    circle.people.put_words([Word("noor", always=True)])
    with pytest.raises(PrivacyError):
        circle.notes.add(note)
    circle.people.put_words([Word("noor", always=False, confirmed=True)])
    circle.notes.add(note)
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("4" * 18, "1", 0, "a matter of Noor Haddad"))
    assert circle.notes.all() == (note,)


def test_cards_are_kept_until_the_next(circle: OpenCircle) -> None:
    """The cards that members were given are there again, and none where none was ever made."""
    assert circle.cards.get() is None
    book, card = issued(CardBook("1" * 18, "2" * 18), NOOR.id, "3" * 18, AT.date(), "4" * 18)
    circle.cards.put(book)
    assert circle.cards.get() == book
    later, _ = issued(book, NOOR.id, "5" * 18, AT.date(), "6" * 18)
    circle.cards.put(later)
    kept = circle.cards.get()
    assert kept is not None
    assert find(kept, card.id) == card
    noted = answered(kept, card, "7" * 18)
    circle.cards.put(noted)
    assert circle.cards.get() == noted
