"""Members come and go, and what is already kept never names them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.errors import InputError, PrivacyError, Refusal, StoreError
from circle_tui.domain.facts import Began
from circle_tui.domain.notes import Decision, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.people import Member
from circle_tui.domain.record import record_of
from circle_tui.services import demo
from circle_tui.services.aliases import ALIASES
from circle_tui.services.notebook import Notebook
from circle_tui.services.roster import LONGEST_NAME, Roster, clean_name
from circle_tui.services.screening import screened
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, Tokens, choose
from tests.strategies import LAW, NAMES
from tests.unit.circles import AGENDA, after, at, begun

TODAY = date(2026, 11, 19)


def roster(circle: FakeCircle) -> Roster:
    """Return the roster of a circle, drawing in order."""
    return Roster(circle, Tokens(len(circle.kept.members)), choose)


def test_members_get_ids_and_aliases_that_tell_nothing() -> None:
    """A new member has an id and an alias drawn at random, not made from the name."""
    circle = FakeCircle()
    noor, mira = roster(circle).add(["Noor  Haddad", "Mira"])
    assert circle.people.members() == (noor, mira)
    assert (noor.name, noor.alias) == ("Noor Haddad", "Anchor")
    assert noor.alias != mira.alias
    assert noor.id != mira.id


@LAW
@given(st.lists(st.sampled_from([*NAMES, *ALIASES[:20]]), unique=True, min_size=1, max_size=25))
def test_an_alias_never_names_anybody(names: list[str]) -> None:
    """Whoever is in the circle, no alias is anybody's name or part of it, and none is shared."""
    circle = FakeCircle()
    for name in names:
        roster(circle).add([name])
    members = circle.people.members()
    assert [member.name for member in members] == names
    assert len({member.alias for member in members}) == len(names)
    assert all(screened(member.alias, members) == member.alias for member in members)


def test_a_new_name_is_masked_in_what_is_kept() -> None:
    """A word that was harmless is masked once it names somebody: notes, items, records, agenda."""
    circle = FakeCircle()
    agenda = replace(
        AGENDA,
        title="What Grace means",
        segments=(
            replace(AGENDA.segments[1], title="With Grace", show="Grace?", say="Ask Grace."),
        ),
    )
    session = begun(agenda)
    circle.journal.append(session.standing)
    circle.notes.add(Note("1", session.id, 0, "a matter of grace"))
    line = Step(TODAY, ActionStatus.PARTLY, "half of grace")
    circle.actions.put(taken(ActionItem("2", session.id, "Cedar", "read on grace", TODAY), line))
    circle.decisions.put(Decision("3", session.id, "grace goes first"))
    circle.parking.put(Parked("4", session.id, "what grace is", TODAY))
    circle.records.put(record_of(after(session, (rules.close, at(1)))))
    roster(circle).add(["Grace Okonjo"])
    assert (
        "grace"
        not in repr(
            [
                *(note.text for note in circle.notes.all()),
                *(item.text for item in circle.actions.all()),
                *(step.text for item in circle.actions.all() for step in item.steps),
                *(decision.text for decision in circle.decisions.all()),
                *(thing.text for thing in circle.parking.all()),
                circle.records.all(),
                circle.journal.read(),
            ]
        ).casefold()
    )
    (began,) = circle.journal.read()
    assert isinstance(began, Began)
    assert replace(began, agenda=agenda) == session.standing[0]


def test_a_failed_change_changes_nothing() -> None:
    """If the disk fails half-way, the roster and everything kept are as before."""
    reference = FakeCircle()
    roster(reference).add(["Grace Okonjo"])
    for call in range(1, reference.calls + 1):
        circle = FakeCircle()
        circle.notes.add(Note("1", "5e551011", 0, "a matter of grace"))
        before = circle.kept
        circle.break_at(call, StoreError("The disk is full."))
        with pytest.raises(StoreError):
            roster(circle).add(["Grace Okonjo"])
        assert circle.kept == before


def test_the_same_name_twice_is_refused() -> None:
    """Two members of one name could not be told apart; nothing is changed."""
    circle = FakeCircle()
    with pytest.raises(InputError, match="in the circle already"):
        roster(circle).add(["Noor Haddad", "NOOR HADDAD"])
    with pytest.raises(InputError, match="in the circle already"):
        roster(circle).add(["José Lind", "Jose Lind"])
    assert not circle.people.members()


def test_renaming_masks_and_draws_again_where_needed() -> None:
    """A new name is masked in what is kept, and an alias that would now name goes everywhere."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    circle.notes.add(Note("1", "5e551011", 0, "cast anchor for grace"))
    circle.actions.put(ActionItem("2", "5e551011", "Anchor", "call", TODAY))
    changed = roster(circle).edit(noor, name="Grace Anchor", zone="Europe/Berlin")
    assert (changed.id, changed.name, changed.zone) == (noor.id, "Grace Anchor", "Europe/Berlin")
    assert changed.alias not in {"", "Anchor"}
    assert circle.actions.all()[0].owner == changed.alias
    assert "anchor" not in circle.notes.all()[0].text
    assert "grace" not in circle.notes.all()[0].text


def test_after_a_rename_the_old_name_is_masked() -> None:
    """A circle goes on using the old name of a member for a while; it is masked as before."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    renamed = roster(circle).edit(noor, name="Rami Haddad")
    assert circle.people.members() == (renamed,)
    assert screened("Noor and Rami", circle.people.known()) == "[A] and [B]"
    (back,) = roster(circle).add(["Noor Haddad"])
    assert {renamed.id, renamed.alias}.isdisjoint({back.id, back.alias})
    assert renamed in circle.people.members()


def test_a_new_spelling_leaves_no_other_member() -> None:
    """Putting an accent right does not make a second person."""
    circle = FakeCircle()
    (jose,) = roster(circle).add(["Jose Lind"])
    roster(circle).edit(jose, name="José Lind", email="jl@example.org")
    assert len(circle.people.known()) == 1


def test_renaming_to_another_members_name_is_refused() -> None:
    """Nobody takes another member's name; keeping the own one is fine."""
    circle = FakeCircle()
    noor, _ = roster(circle).add(["Noor Haddad", "Mira"])
    with pytest.raises(InputError, match="in the circle already"):
        roster(circle).edit(noor, name="mira")
    assert roster(circle).edit(noor, email="noor@example.org").email == "noor@example.org"


def test_leaving_keeps_the_items() -> None:
    """Who leaves is off the roster; their items stay, under an alias that nobody else gets."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    circle.actions.put(ActionItem("2", "5e551011", noor.alias, "call", TODAY))
    roster(circle).remove(noor)
    assert not circle.people.members()
    (mira,) = roster(circle).add(["Mira Sandoval"])
    assert circle.actions.all()[0].owner == noor.alias != mira.alias


def test_an_alias_left_behind_never_becomes_a_name() -> None:
    """If somebody joins who is called like a former member's alias, that alias is drawn again."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    circle.actions.put(ActionItem("2", "5e551011", noor.alias, "call", TODAY))
    roster(circle).remove(noor)
    (new,) = roster(circle).add([f"{noor.alias} Lind"])
    owner = circle.actions.all()[0].owner
    assert owner not in {noor.alias, new.alias, ""}
    assert screened(owner, (new,)) == owner


def test_nobody_leaves_during_their_session() -> None:
    """Who sits in a running session cannot be removed, and the sentence says what to do."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    circle.people.put_seating({1: noor.id})
    circle.journal.append(begun().standing)
    with pytest.raises(Refusal, match="End that session first"):
        roster(circle).remove(noor)
    assert circle.people.members() == (noor,)


def test_a_seat_left_behind_keeps_nobody() -> None:
    """A seat that a crash left behind without a session does not keep anybody in the circle."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    circle.people.put_seating({1: noor.id})
    roster(circle).remove(noor)
    assert not circle.people.members()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("noor haddad", "a1"), ("Mira", "b2"), ("LIND", "c3"), ("delta", "b2"), (" Noor ", "d4")],
)
def test_members_are_found_by_what_names_one_of_them(wanted: str, found: str) -> None:
    """The full name, the alias, or a part that only one member has: each finds that member."""
    circle = FakeCircle(
        Member("a1", "Noor Haddad", "Cedar"),
        Member("b2", "Mira Sandoval", "Delta"),
        Member("c3", "Teodor Lind", "Ember"),
        Member("d4", "Noor", "Garnet"),
    )
    assert roster(circle).find(wanted).id == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Jose", "José Ángel Altavintro"),
        ("angel", "José Ángel Altavintro"),
        ("Tugce", "Tuğçe Ilmarsöy"),
        ("TUĞÇE  ILMARSÖY", "Tuğçe Ilmarsöy"),
    ],
)
def test_members_are_found_as_people_type_them(wanted: str, found: str) -> None:
    """Accents and marks that a keyboard lacks are not needed to find a member."""
    people = roster(FakeCircle())
    people.add(demo.NAMES)
    assert people.find(wanted).name == found


@pytest.mark.parametrize(
    "change",
    [
        {"email": "noor"},
        {"email": "noor@"},
        {"email": "Noor <noor@example.org>"},
        {"zone": "Nowhere/Land"},
        {"name": "42"},
    ],
)
def test_a_change_that_cannot_be_used_changes_nothing(change: dict[str, Any]) -> None:
    """Whichever screen asks, what is no address, zone or name is refused."""
    circle = FakeCircle(Member("a1", "Noor Haddad", "Cedar", "noor@example.org", "Europe/Berlin"))
    before = circle.kept
    (noor,) = circle.people.members()
    with pytest.raises(InputError):
        roster(circle).edit(noor, **change)
    assert circle.kept == before
    cleared = roster(circle).edit(noor, email="", zone="")
    assert (cleared.email, cleared.zone) == ("", "")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [("Sandoval", "More than one member is called"), ("Ana", "No member is called"), ("", "No m")],
)
def test_who_is_not_found_is_said(wanted: str, sentence: str) -> None:
    """A name that fits nobody, or two, is answered with the names there are."""
    circle = FakeCircle(
        Member("a", "Mira Sandoval", "Cedar"), Member("b", "Ines Sandoval", "Delta")
    )
    with pytest.raises(InputError, match=f"^{sentence}") as caught:
        roster(circle).find(wanted)
    assert "Mira Sandoval, Ines Sandoval" in str(caught.value)


@pytest.mark.parametrize("name", ["", "  ", "123", "\u202e", "x" * (LONGEST_NAME + 1)])
def test_what_is_no_name_is_refused(name: str) -> None:
    """A name needs a letter and must fit on a screen; the sentence says that nothing changed."""
    with pytest.raises(InputError, match=r"Nothing was changed\.$"):
        clean_name(name)


def test_a_name_is_one_clean_line() -> None:
    """Tabs, line ends and control bytes in a pasted name do not reach the screen."""
    assert clean_name(" Noor\t\x1b[31m\nHaddad\u202e ") == "Noor [31m Haddad"


def test_who_has_left_is_still_masked() -> None:
    """A circle goes on talking about who has left; their name stays out of what is kept."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    roster(circle).remove(noor)
    assert not circle.people.members()
    writer = Writer()
    assert Notebook(circle, "s", Tokens(), writer).masked("we miss Noor") == "we miss [A]"
    writer.close()
    with pytest.raises(PrivacyError):
        circle.notes.add(Note("1", "s", 0, "we miss noor"))


def test_who_comes_back_is_the_same_member() -> None:
    """Somebody who left and joins again keeps the alias, and so the items."""
    circle = FakeCircle()
    (noor,) = roster(circle).add(["Noor Haddad"])
    roster(circle).remove(noor)
    assert roster(circle).add(["noor haddad"]) == (noor,)
    assert circle.people.members() == (noor,)
