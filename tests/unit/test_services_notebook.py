"""Notes and action items: de-identified, saved, and counted only when they are safe."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date
from typing import Any

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.errors import PrivacyError, Refused, StoreError
from circle_tui.domain.masking import Choices, Redaction
from circle_tui.domain.notes import Note
from circle_tui.domain.people import Member
from circle_tui.domain.record import record_of
from circle_tui.domain.words import Word
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.redaction import redact
from circle_tui.services import demo
from circle_tui.services.masks import (
    Mask,
    Masked,
    hint,
    masked,
    names_member,
    place_in,
    switched,
    while_typing,
    with_masked,
    with_shown,
    word_at,
)
from circle_tui.services.notebook import KeptNote, Notebook, kept_notes
from circle_tui.services.roster import Roster
from circle_tui.services.words import always_shown, forget
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, Tokens, choose
from tests.unit.circles import after, at, begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
MIRA = Member("b2", "Mira Sandoval", "Delta")
TODAY = date(2026, 11, 19)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle of two."""
    return FakeCircle(NOOR, MIRA)


@pytest.fixture
def notebook(circle: FakeCircle) -> Iterator[Notebook]:
    """Give the notebook of a session of that circle."""
    writer = Writer()
    yield Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()


def test_a_note_has_no_author_and_no_time() -> None:
    """There is no place in a note for who spoke, in which turn, or when."""
    assert {field.name for field in fields(Note)} == {"id", "session", "segment", "text"}


async def test_a_note_names_nobody(notebook: Notebook, circle: FakeCircle) -> None:
    """A member's name never reaches what is kept, however it is written."""
    assert await notebook.keep_note(begun(), "  NOOR asked\nmira's lab; noor agreed ") is None
    (note,) = circle.notes.all()
    assert (note.session, note.segment) == ("5e551011", 0)
    assert note.text == notebook.masked("NOOR asked mira's lab; noor agreed")
    assert "noor" not in note.text.casefold()
    assert "mira" not in note.text.casefold()
    assert notebook.notes == (note,)


async def test_nothing_is_kept_where_it_is_forbidden(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """In a part without notes, nothing is kept and the line says why."""
    case = after(begun(), *[(rules.advance, at())] * 4)
    refused = await notebook.keep_note(case, "a thought")
    assert isinstance(refused, Refused)
    assert refused.why == "Nothing is written down in this part; that is how this format works."
    assert await notebook.keep_action(case, "call", TODAY) == refused
    assert not circle.notes.all()
    assert not circle.actions.all()
    assert not notebook.notes


async def test_an_empty_line_is_no_note(notebook: Notebook) -> None:
    """Enter on an empty line says what to do."""
    assert isinstance(await notebook.keep_note(begun(), " \n"), Refused)
    assert isinstance(await notebook.keep_action(begun(), " ", TODAY), Refused)


async def test_a_failed_save_is_not_counted(notebook: Notebook, circle: FakeCircle) -> None:
    """If a note could not be saved the count stays, and trying again saves it once."""
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep_note(begun(), "a thought")
    assert not notebook.notes
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep_action(begun(), "call", TODAY)
    assert not notebook.actions
    await notebook.keep_note(begun(), "a thought")
    await notebook.keep_action(begun(), "call", TODAY)
    assert [note.text for note in notebook.notes] == ["a thought"]
    assert notebook.notes == circle.notes.all()
    assert notebook.actions == circle.actions.all()


async def test_an_action_has_an_owner_by_alias(notebook: Notebook, circle: FakeCircle) -> None:
    """Who does it is kept by alias, what is done names nobody, and the day is understood."""
    await notebook.keep_action(begun(), "noor: ask Mira for the data by fri", TODAY)
    (item,) = circle.actions.all()
    assert (item.owner, item.made, item.due) == ("Cedar", TODAY, date(2026, 11, 20))
    assert item.text == notebook.masked("ask Mira for the data")
    assert "Mira" not in item.text


async def test_the_owner_on_screen_holds_by_default(notebook: Notebook) -> None:
    """An item that names nobody belongs to the person marked on the screen."""
    await notebook.keep_action(begun(), "call", TODAY, owner="Delta")
    await notebook.keep_action(begun(), "CEDAR: call", TODAY, owner="Delta")
    assert [item.owner for item in notebook.actions] == ["Delta", "Cedar"]


def test_a_first_name_of_two_names_nobody() -> None:
    """When two members share a first name, only more than that says who is meant."""
    circle = FakeCircle(NOOR, Member("c3", "Noor  Lind", "Ember"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.understood("noor: call", TODAY).owner == ""
    assert notebook.understood("Noor Lind: call", TODAY).owner == "Ember"


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Jose: send the draft", "José Ángel Altavintro"),
        ("JOSÉ: send the draft", "José Ángel Altavintro"),
        ("Tugce: send the draft", "Tuğçe Ilmarsöy"),
        ("@tugce  ilmarsoy : send the draft", "Tuğçe Ilmarsöy"),
        ("mei\u2011lin: send the draft", "Mei-Lin Corvanti"),
        ("Nobody: send the draft", ""),
    ],
)
def test_names_as_people_type_them(line: str, owner: str) -> None:
    """Accents, marks and dashes that a keyboard lacks are not needed to name an owner."""
    circle = FakeCircle()
    members = Roster(circle, Tokens(), choose).add(demo.NAMES)
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    aliases = {member.name: member.alias for member in members} | {"": ""}
    read = notebook.understood(line, TODAY)
    assert read.owner == aliases[owner]
    assert read.text.endswith("send the draft")


def test_two_spellings_of_one_name_name_nobody() -> None:
    """Where a Jose sits beside a José, an item goes to neither by guessing."""
    circle = FakeCircle(Member("a1", "José", "Cedar"), Member("b2", "Jose", "Delta"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.understood("Jose: call", TODAY).owner == ""
    assert notebook.understood("delta: call", TODAY).owner == "Delta"


def test_a_full_name_goes_before_a_first_name() -> None:
    """Who is called just Noor is meant by "Noor", though another Noor has a family name."""
    circle = FakeCircle(NOOR, Member("c3", "Noor", "Ember"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.understood("noor: call", TODAY).owner == "Ember"


def test_notes_are_read_by_session_and_segment(circle: FakeCircle) -> None:
    """Kept notes come with their session's day and the segment's title; a running one has none."""
    old = after(begun(), (rules.close, at(1)))
    record = replace(record_of(old), id="0ld")
    circle.records.put(record)
    circle.notes.replace([Note("2", "0ld", 1, "two"), Note("3", "0ld", 0, "one")])
    circle.notes.add(Note("1", begun().id, 0, "now"))
    circle.journal.append(begun().standing)
    first, second = (segment.title for segment in record.segments[:2])
    assert kept_notes(circle, UTC) == [
        KeptNote("0ld", TODAY, first, "one"),
        KeptNote("0ld", TODAY, second, "two"),
        KeptNote(begun().id, None, first, "now"),
    ]


async def test_a_member_who_joined_meanwhile_is_safe(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """If the notebook does not know a new member yet, the store refuses rather than names them."""
    circle.people.put_members([NOOR, MIRA, Member("c3", "Grace Lind", "Ember")])
    with pytest.raises(PrivacyError):
        await notebook.keep_note(begun(), "by the grace of habit")
    assert not circle.notes.all()
    assert not notebook.notes


def test_a_notebook_opens_with_what_is_kept(circle: FakeCircle) -> None:
    """After a crash the notebook counts what is on the disk, of this session only."""
    mine, other = Note("1", "5e551011", 0, "mine"), Note("2", "0ther", 0, "other")
    circle.notes.replace([mine, other])
    item = ActionItem("3", "0ther", "", "call", TODAY)
    circle.actions.put(item)
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert (notebook.notes, notebook.actions) == ((mine,), ())


def test_a_note_of_an_unknown_part_is_listed_under_other() -> None:
    """A note whose session or part is not known is shown to me all the same."""
    circle = FakeCircle()
    circle.notes.add(Note("1", "gone", 0, "adrift"))
    session = begun()
    circle.journal.append(session.standing)
    circle.notes.add(Note("2", session.id, 99, "too far"))
    circle.notes.add(Note("3", session.id, -1, "too near"))
    found = [(note.segment, note.text) for note in kept_notes(circle, None)]
    assert found == [("Other", "adrift"), ("Other", "too near"), ("Other", "too far")]


GRACE = Member("c3", "Grace Lind", "Ember")


def drawn(read: Masked) -> str:
    """Return a text with what is masked in brackets, and what was taken off in braces."""
    return "".join(
        piece
        if isinstance(piece, str)
        else f"{{{piece.text}}}"
        if piece.shown
        else piece.span.placeholder
        for piece in read.pieces
    )


def only(read: Masked) -> Mask:
    """Return the one mask of a text."""
    (mask,) = read.masks
    return mask


def test_a_text_in_pieces_is_the_text() -> None:
    """What is drawn piece by piece is what would be kept, letter by letter."""
    for text in ("", "Grace", "Grace met Vexlomir.", "a matter of grace, Vexlomir", "no names"):
        read = masked(text, [GRACE])
        assert drawn(read) == read.kept


def test_a_mask_goes_off_and_on_again() -> None:
    """The same decision twice leaves everything as it was, wherever the mask came from."""
    for text in ("met Vexlomir", "a matter of grace"):
        before = masked(text, [GRACE])
        off = switched(Choices(), only(before))
        assert masked(text, [GRACE], off).kept == text
        assert only(masked(text, [GRACE], off)).shown
        assert masked(text, [GRACE], switched(off, only(masked(text, [GRACE], off)))) == before


def test_a_word_masked_by_hand_goes_off_and_on() -> None:
    """What I masked myself can be taken off and put on like any mask."""
    text, by_hand = "the hamster project", Choices(hidden=frozenset({"hamster"}))
    on = masked(text, [GRACE], by_hand)
    assert on.kept == "the [word] project"
    off = switched(by_hand, only(on))
    assert drawn(masked(text, [GRACE], off)) == "the {hamster} project"
    assert masked(text, [GRACE], switched(off, only(masked(text, [GRACE], off)))) == on


def test_a_word_of_the_circle_is_masked_in_one_text() -> None:
    """A word that is readable in the circle can still be masked in one text, and shown again."""
    always = frozenset({"vexlomir"})
    shown = masked("met Vexlomir", [GRACE], Choices(), always)
    assert drawn(shown) == "met {Vexlomir}"
    assert only(shown).always
    hidden = switched(Choices(), only(shown))
    closed = masked("met Vexlomir", [GRACE], hidden, always)
    assert "Vexlomir" not in closed.kept
    assert masked("met Vexlomir", [GRACE], switched(hidden, only(closed)), always) == shown


def test_a_full_name_stays_masked_when_a_part_is_shown() -> None:
    """Leaving "grace" readable shows no Grace Lind."""
    shown = Choices(frozenset({"grace"}))
    assert masked("grace and Grace Lind", [GRACE], shown).kept == "grace and [A]"


def test_a_name_under_a_mask_by_hand_is_still_a_name() -> None:
    """A member's name that I masked by hand asks twice as well when I take the mask off."""
    mask = only(masked("a matter of grace", [GRACE], Choices(hidden=frozenset({"grace"}))))
    assert mask.member
    assert mask.guarded
    assert names_member("grace", [GRACE])
    assert not names_member("habit", [GRACE])


@pytest.mark.parametrize(
    ("text", "cursor", "word"),
    [
        ("the hamster project", 0, "the"),
        ("the hamster project", 3, "the"),
        ("the hamster project", 4, "hamster"),
        ("the hamster project", 19, "project"),
        ("O'Neill's idea ", 15, "idea"),
        ("O'Neill's idea", 2, "O'Neill"),
        ("Mary-Jane", 9, "Mary-Jane"),
        ("TUĞÇE", 1, "TUĞÇE"),
        ("  first", 1, ""),
        ("?!", 2, ""),
        ("", 0, ""),
    ],
)
def test_the_word_at_the_cursor(text: str, cursor: int, word: str) -> None:
    """The word meant is the one the cursor is on, or else the one before it."""
    assert word_at(text, cursor) == word


def test_a_picked_word_is_found_wherever_it_stands() -> None:
    """What is picked at the cursor is masked throughout, hyphens, apostrophes and case aside."""
    for text in ("Mary-Jane's mary-jane", "O'Neill's o'neill", "ŁÓDŹ łódź's"):
        word = word_at(text, 0)
        assert masked(text, [], with_masked(Choices(), word)).kept.count("[word]") == 2


async def test_a_name_is_confirmed_with_the_note(notebook: Notebook, circle: FakeCircle) -> None:
    """A name that I left readable is noted with the people in the step that keeps the note."""
    circle.people.put_members([NOOR, GRACE])
    writer = Writer()
    graces = Notebook(circle, "5e551011", Tokens(), writer)
    choices = Choices(frozenset({"grace"}))
    circle.break_at(3, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await graces.keep_note(begun(), "a matter of grace", (), choices)
    assert not circle.people.words()
    circle.mend()
    await graces.keep_note(begun(), "a matter of grace", (), choices)
    await graces.keep_action(begun(), "say grace", TODAY, choices=choices)
    writer.close()
    assert circle.kept.words == (Word("grace", always=False, confirmed=True),)
    assert [note.text for note in circle.notes.all()] == ["a matter of grace"]
    assert [item.text for item in circle.actions.all()] == ["say grace"]


async def test_a_word_that_became_a_name_is_masked_again(circle: FakeCircle) -> None:
    """When somebody of that name joins, nobody was asked about it: it is masked, also in notes."""
    circle.people.put_words([Word("grace", always=True), Word("will", always=True)])
    writer = Writer()
    old = Notebook(circle, "5e551011", Tokens(), writer)
    await old.keep_note(begun(), "a matter of grace")
    Roster(circle, Tokens(), choose).add(["Grace Lind"])
    new = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert new.masked("a matter of grace") == "a matter of [A]"
    assert [note.text for note in circle.notes.all()] == ["a matter of [A]"]
    assert circle.people.words() == (Word("will", always=True),)


@pytest.mark.parametrize("word", ["bob", "Bob", "BOB"])
async def test_a_nickname_is_masked_again_when_its_owner_joins(word: str) -> None:
    """A word I left readable is masked again when a member joins who may be called so."""
    circle = FakeCircle(NOOR)
    circle.people.put_words([Word(name_key(word), always=True), Word("habit", always=True)])
    Roster(circle, Tokens(), choose).add(["Robert Stone"])
    assert [kept.text for kept in circle.people.words()] == ["habit"]
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.masked(f"{word.title()} left early") == "[A] left early"


def test_a_nickname_is_no_word_of_the_circle() -> None:
    """A word that an older version kept though it may name a member leaves nothing readable."""
    robert = Member("r1", "Robert Stone", "Ember")
    words = [Word("bob", always=True), Word("habit", always=True)]
    assert always_shown(words, (robert,)) == {"habit"}


def test_only_what_was_written_is_shown() -> None:
    """Leaving "will" readable shows no Will, and leaving "Will" shows no "will"."""
    will = Member("w1", "Will Achterberg", "Ember")
    text = "it will do, the Will, the Will's and the WILL"
    verb = masked(text, [will], with_shown(Choices(), "will"))
    assert verb.kept == "it will do, the [A], the [A]'s and the [A]"
    read = masked(text, [will], with_shown(Choices(), "Will"))
    assert read.kept == "it [A] do, the Will, the Will's and the [A]"
    assert [mask.key for mask in read.masks] == ["will", "Will", "Will", "WILL"]
    assert [mask.shown for mask in read.masks] == [False, True, True, False]


@pytest.mark.parametrize(
    ("line", "begun"),
    [
        ("met Vexl", True),
        ("met Vexl ", False),
        ("met Vexl.", False),
        ("met (Vexl", True),
        ("met Noor", False),
        ("met Vexl Tand", False),
        ("Vexl and more", False),
        ("", False),
    ],
)
def test_a_guess_waits_until_the_word_is_finished(line: str, begun: bool) -> None:
    """A word that is only begun is no name yet, unless it is a member's."""
    read = masked(line.strip(), [NOOR])
    assert while_typing(read, line).begun is begun


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("met Vexl", "met"),
        ("met Vexl ", "met [person]"),
        ("met (olive", "met ("),
        ("met “noo", "met “"),
        ("met a/miran", "met a/"),
        ("met (Noor", "met ([A]"),
        ("a thought", "a thought"),
    ],
)
def test_a_begun_word_is_in_no_draft(typed: str, draft: str) -> None:
    """What lies on the disk while I type has no word of which nobody knows what it will be."""
    circle = FakeCircle(NOOR, Member("o1", "Oliver Miranda", "Ember"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.as_draft("note", 0, typed).text == draft


def test_the_place_of_a_mask_in_the_line() -> None:
    """A mask is found in the line, whatever else stands there and however many blanks."""
    line = "Mira: ask  Vexlomir and Vexlomir by fri"
    read = masked("ask Vexlomir and Vexlomir", [NOOR])
    assert [place_in(line, read, number) for number in (0, 1)] == [11, 24]


def test_a_long_text_is_masked_once_or_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many masks a text has, it is looked through once, and twice if some are taken off."""
    from circle_tui.services import masks

    looked: list[int] = []

    def counted(text: str, *rest: Any) -> Redaction:  # noqa: ANN401 - passed on
        looked.append(len(text))
        return redact(text, *rest)

    monkeypatch.setattr(masks, "redact", counted)
    text = "Noor met Vexlomir at the hamster project. " * 20
    choices = with_masked(with_shown(Choices(), "vexlomir"), "hamster")
    for decided, times in (
        (Choices(), 1),
        (Choices(hidden=choices.hidden), 1),
        (Choices(shown=choices.shown), 2),
        (choices, 2),
        (with_shown(choices, "hamster"), 2),
    ):
        looked.clear()
        masked(text, [NOOR, GRACE], decided)
        assert looked == [len(text)] * times


async def test_a_confirmed_word_stays_when_somebody_else_joins(circle: FakeCircle) -> None:
    """What I confirmed stays readable in the notes when the roster changes for other reasons."""
    circle.people.put_members([NOOR, GRACE])
    confirmed = Word("grace", always=False, confirmed=True)
    circle.people.put_words([confirmed])
    circle.notes.add(Note("1", "5e551011", 0, "a matter of grace, said teodor"))
    Roster(circle, Tokens(), choose).add(["Teodor Ilm"])
    assert [note.text for note in circle.notes.all()] == ["a matter of grace, said [A]"]
    assert circle.people.words() == (confirmed,)


def test_a_word_is_forgotten_as_it_is_written() -> None:
    """The word I name is masked again; one that is written so goes before all that are alike."""
    circle = FakeCircle(NOOR)
    words = [Word("WILL", always=True), Word("Will", always=True), Word("will", always=True)]
    circle.people.put_words(words)
    assert forget(circle, "Will").text == "Will"
    assert [word.text for word in circle.people.words()] == ["WILL", "will"]
    forget(circle, "wILL")
    assert not circle.people.words()


def test_a_hint_is_in_the_words_of_the_text() -> None:
    """The first phrase that may point to one person is told as it stands."""
    assert hint("the only woman in the lab, the chief of [organisation]") == "only woman in"
    assert hint("a thought") == ""
