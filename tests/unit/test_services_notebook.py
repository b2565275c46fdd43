"""Notes and action items: de-identified, saved, and counted only when they are safe."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date
from typing import Any

import pytest

from circle_tui.domain import rules
from circle_tui.domain.actions import ActionItem
from circle_tui.domain.agenda import NotesPolicy
from circle_tui.domain.errors import PrivacyError, Refused, StoreError
from circle_tui.domain.masking import Choices, Redaction
from circle_tui.domain.notes import Decision, Draft, Note
from circle_tui.domain.parking import Parked
from circle_tui.domain.people import Member
from circle_tui.domain.record import record_of
from circle_tui.domain.things import shelves
from circle_tui.domain.words import Word
from circle_tui.domain.writing import NOT_NOW, Kind
from circle_tui.privacy.folding import name_key
from circle_tui.privacy.redaction import redact
from circle_tui.services import demo
from circle_tui.services.drafting import Sheet
from circle_tui.services.kept import KeptNote, kept_notes
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
from circle_tui.services.notebook import Notebook
from circle_tui.services.owners import completed, owners
from circle_tui.services.roster import Roster
from circle_tui.services.wording import always_shown
from circle_tui.services.words import forget
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, Tokens, choose
from tests.unit.circles import AGENDA, after, at, at_moment, begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
MIRA = Member("b2", "Mira Sandoval", "Delta")
TODAY = date(2026, 11, 19)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle of two."""
    return FakeCircle(NOOR, MIRA)


def drafts_of(notebook: Notebook, kind: Kind, text: str) -> tuple[Draft, ...]:
    """Return a text that is being typed as it may lie on the disk."""
    return notebook.drafts_of({kind: Sheet(text)}, at_moment(begun()))


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
    assert (
        await notebook.keep(Kind.NOTE, at_moment(begun()), "  NOOR asked\nmira's lab; noor agreed ")
        is None
    )
    (note,) = circle.notes.all()
    assert (note.session, note.segment) == ("5e551011", 0)
    assert note.text == notebook.masked("NOOR asked mira's lab; noor agreed")
    assert "noor" not in note.text.casefold()
    assert "mira" not in note.text.casefold()
    assert notebook.kept[Kind.NOTE] == (note,)


async def test_nothing_is_kept_where_it_is_forbidden(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """In a part without notes, nothing is kept and the line says why."""
    case = after(begun(), *[(rules.advance, at())] * 4)
    refused = await notebook.keep(Kind.NOTE, at_moment(case), "a thought")
    assert isinstance(refused, Refused)
    assert refused.why == "Nothing is written down in this part; that is how this format works."
    assert await notebook.keep(Kind.ACTION, at_moment(case), "call") == refused
    assert not circle.notes.all()
    assert not circle.actions.all()
    assert not notebook.kept[Kind.NOTE]


async def test_an_empty_line_is_no_note(notebook: Notebook) -> None:
    """Enter on an empty line says what to do."""
    assert isinstance(await notebook.keep(Kind.NOTE, at_moment(begun()), " \n"), Refused)
    assert isinstance(await notebook.keep(Kind.ACTION, at_moment(begun()), " "), Refused)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("text", ["\u3164", "\u200d", "\u2800 \ufe0f", "\u0301", "\ue000"])
async def test_what_cannot_be_seen_is_nothing(notebook: Notebook, kind: Kind, text: str) -> None:
    """A filler or a joiner that was pasted is no note, no item and no decision."""
    refused = await notebook.keep(kind, at_moment(begun()), text)
    assert isinstance(refused, Refused)
    assert "There is nothing to keep yet" in refused.why
    assert not notebook.kept[kind]


@pytest.mark.parametrize("text", ["?", "\u4f1a", "\U0001f44d", "e\u0301", "\u0e40\u0e23"])
async def test_one_visible_character_is_enough(notebook: Notebook, text: str) -> None:
    """A question mark, a word of any script and an emoji are something to keep."""
    assert await notebook.keep(Kind.NOTE, at_moment(begun()), text) is None


async def test_a_failed_save_is_not_counted(notebook: Notebook, circle: FakeCircle) -> None:
    """If a note could not be saved the count stays, and trying again saves it once."""
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep(Kind.NOTE, at_moment(begun()), "a thought")
    assert not notebook.kept[Kind.NOTE]
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep(Kind.ACTION, at_moment(begun()), "call")
    assert not notebook.kept[Kind.ACTION]
    await notebook.keep(Kind.NOTE, at_moment(begun()), "a thought")
    await notebook.keep(Kind.ACTION, at_moment(begun()), "call")
    assert [note.text for note in notebook.kept[Kind.NOTE]] == ["a thought"]
    assert notebook.kept[Kind.NOTE] == circle.notes.all()
    assert notebook.kept[Kind.ACTION] == circle.actions.all()


async def test_an_action_has_an_owner_by_alias(notebook: Notebook, circle: FakeCircle) -> None:
    """Who does it is kept by alias, what is done names nobody, and the day is understood."""
    await notebook.keep(Kind.ACTION, at_moment(begun()), "noor: ask Mira for the data by fri")
    (item,) = circle.actions.all()
    assert (item.owner, item.made, item.due) == ("Cedar", TODAY, date(2026, 11, 20))
    assert item.text == notebook.masked("ask Mira for the data")
    assert "Mira" not in item.text


async def test_the_owner_on_screen_holds_by_default(notebook: Notebook) -> None:
    """An item that names nobody belongs to the person marked on the screen."""
    await notebook.keep(Kind.ACTION, at_moment(begun(), "Delta"), "call")
    await notebook.keep(Kind.ACTION, at_moment(begun(), "Delta"), "CEDAR: call")
    items = [item for item in notebook.kept[Kind.ACTION] if isinstance(item, ActionItem)]
    assert [item.owner for item in items] == ["Delta", "Cedar"]


def test_a_first_name_of_two_names_nobody() -> None:
    """When two members share a first name, only more than that says who is meant."""
    circle = FakeCircle(NOOR, Member("c3", "Noor  Lind", "Ember"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.read("noor: call", at_moment(begun())).owner == ""
    assert notebook.read("Noor Lind: call", at_moment(begun())).owner == "Ember"


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
    read = notebook.read(line, at_moment(begun()))
    assert read.owner == aliases[owner]
    assert read.text.endswith("send the draft")


def test_two_spellings_of_one_name_name_nobody() -> None:
    """Where a Jose sits beside a José, an item goes to neither by guessing."""
    circle = FakeCircle(Member("a1", "José", "Cedar"), Member("b2", "Jose", "Delta"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.read("Jose: call", at_moment(begun())).owner == ""
    assert notebook.read("delta: call", at_moment(begun())).owner == "Delta"


def test_a_full_name_goes_before_a_first_name() -> None:
    """Who is called just Noor is meant by "Noor", though another Noor has a family name."""
    circle = FakeCircle(NOOR, Member("c3", "Noor", "Ember"))
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert notebook.read("noor: call", at_moment(begun())).owner == "Ember"


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
        await notebook.keep(Kind.NOTE, at_moment(begun()), "by the grace of habit")
    assert not circle.notes.all()
    assert not notebook.kept[Kind.NOTE]


def test_a_notebook_opens_with_what_is_kept(circle: FakeCircle) -> None:
    """After a crash the notebook counts what is on the disk, of this session only."""
    mine, other = Note("1", "5e551011", 0, "mine"), Note("2", "0ther", 0, "other")
    circle.notes.replace([mine, other])
    item = ActionItem("3", "0ther", "", "call", TODAY)
    circle.actions.put(item)
    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer)
    writer.close()
    assert (notebook.kept[Kind.NOTE], notebook.kept[Kind.ACTION]) == ((mine,), ())


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
        await graces.keep(Kind.NOTE, at_moment(begun()), "a matter of grace", (), choices)
    assert not circle.people.words()
    circle.mend()
    await graces.keep(Kind.NOTE, at_moment(begun()), "a matter of grace", (), choices)
    await graces.keep(Kind.ACTION, at_moment(begun()), "say grace", choices=choices)
    writer.close()
    assert circle.kept.words == (Word("grace", always=False, confirmed=True),)
    assert [note.text for note in circle.notes.all()] == ["a matter of grace"]
    assert [item.text for item in circle.actions.all()] == ["say grace"]


async def test_a_word_that_became_a_name_is_masked_again(circle: FakeCircle) -> None:
    """When somebody of that name joins, nobody was asked about it: it is masked, also in notes."""
    circle.people.put_words([Word("grace", always=True), Word("will", always=True)])
    writer = Writer()
    old = Notebook(circle, "5e551011", Tokens(), writer)
    await old.keep(Kind.NOTE, at_moment(begun()), "a matter of grace")
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
    assert [kept.text for kept in drafts_of(notebook, Kind.NOTE, typed)] == [draft]


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


EVERY = [
    (Kind.NOTE, "Mira wants time"),
    (Kind.ACTION, "noor: ask Mira by fri"),
    (Kind.PARKED, "what Mira wants"),
    (Kind.DECISION, "Mira begins"),
]


@pytest.mark.parametrize(("kind", "line"), EVERY)
async def test_four_kinds_go_the_same_way(
    notebook: Notebook, circle: FakeCircle, kind: Kind, line: str
) -> None:
    """Whatever I write down is masked, kept once, under a random id, and counted."""
    assert await notebook.keep(kind, at_moment(begun()), line) is None
    (thing,) = notebook.kept[kind]
    assert thing.session == "5e551011"
    assert "[A]" in thing.text
    assert "mira" not in thing.text.casefold()
    assert shelves(circle)[kind].all() == (thing,)
    assert sum(map(len, notebook.kept.values())) == 1


def test_nobody_stands_beside_what_is_parked_or_decided() -> None:
    """There is no place in them for who spoke, in which turn, or at what time."""
    assert {field.name for field in fields(Decision)} == {"id", "session", "text"}
    assert {field.name for field in fields(Parked)} == {
        *("id", "session", "text", "made", "status", "closed", "became")
    }


@pytest.mark.parametrize(("kind", "line"), EVERY)
async def test_what_was_kept_can_be_corrected_and_deleted(
    notebook: Notebook, circle: FakeCircle, kind: Kind, line: str
) -> None:
    """What I take back into the line is put in its own place; what I delete is gone."""
    await notebook.keep(kind, at_moment(begun()), line)
    (before,) = notebook.kept[kind]
    back = notebook.take_up(kind, before, at_moment(begun()))
    assert isinstance(back, str)
    assert back.startswith(before.text)
    assert await notebook.keep(kind, at_moment(begun(), "Delta"), f"soon Noor and {back}") is None
    (after_,) = notebook.kept[kind]
    assert after_.text == f"soon [B] and {before.text}"
    assert replace(after_, text=before.text) == before
    assert shelves(circle)[kind].all() == (after_,)
    assert not notebook.correcting
    await notebook.remove(kind, after_)
    assert not notebook.kept[kind]
    assert not shelves(circle)[kind].all()


async def test_a_correction_that_failed_is_one_still(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """If a correction could not be saved, Enter tries again and nothing is kept twice."""
    await notebook.keep(Kind.NOTE, at_moment(begun()), "a thought")
    notebook.take_up(Kind.NOTE, notebook.kept[Kind.NOTE][0], at_moment(begun()))
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep(Kind.NOTE, at_moment(begun()), "a better thought")
    assert [note.text for note in circle.notes.all()] == ["a thought"]
    await notebook.keep(Kind.NOTE, at_moment(begun()), "a better thought")
    assert [note.text for note in circle.notes.all()] == ["a better thought"]


async def test_what_is_typed_while_a_correction_is_saved_is_new(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """The next text does not replace what I corrected just before."""
    await notebook.keep(Kind.NOTE, at_moment(begun()), "one")
    notebook.take_up(Kind.NOTE, notebook.kept[Kind.NOTE][0], at_moment(begun()))
    moment = at_moment(begun())
    await asyncio.gather(*(notebook.keep(Kind.NOTE, moment, text) for text in ("uno", "two")))
    assert sorted(note.text for note in circle.notes.all()) == ["two", "uno"]


async def test_a_correction_survives_a_crash_as_one(notebook: Notebook, circle: FakeCircle) -> None:
    """What I was correcting when the program was lost is corrected by it, and not kept twice."""
    await notebook.keep(Kind.DECISION, at_moment(begun()), "begin at six")
    notebook.take_up(Kind.DECISION, notebook.kept[Kind.DECISION][0], at_moment(begun()))
    await notebook.keep_drafts({Kind.DECISION: Sheet("begin at seven ")}, at_moment(begun()))
    writer = Writer()
    again = Notebook(circle, "5e551011", Tokens(9), writer)
    (line,) = (draft.text for draft in again.drafts())
    assert await again.keep(Kind.DECISION, at_moment(begun()), line) is None
    writer.close()
    assert [decision.text for decision in circle.decisions.all()] == ["begin at seven"]


async def test_what_is_being_written_is_not_written_over(notebook: Notebook) -> None:
    """While I write a note no other is taken back in its place; nor one in a presenter's part."""
    await notebook.keep(Kind.NOTE, at_moment(begun()), "a thought")
    (note,) = notebook.kept[Kind.NOTE]
    refused = notebook.take_up(Kind.NOTE, note, at_moment(begun()), {Kind.NOTE: Sheet("half a")})
    assert isinstance(refused, Refused)
    assert refused.why == "First keep or delete the note you are writing: n goes on with it."
    theirs = replace(AGENDA.segments[0], notes=NotesPolicy.PRESENTER_KEEPS)
    part = at_moment(begun(replace(AGENDA, segments=(theirs,))))
    assert notebook.take_up(Kind.NOTE, note, part) == NOT_NOW
    assert not notebook.correcting


async def test_nothing_of_a_presenters_note_is_in_a_draft(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """A note that is a presenter's own is no draft, whatever else is being written.

    Where nothing may be written down, what lies on the disk stays as it is.
    """
    sheets = {Kind.NOTE: Sheet("a story", theirs=begun()), Kind.ACTION: Sheet("call them")}
    assert [draft.kind for draft in notebook.drafts_of(sheets, at_moment(begun()))] == ["action"]
    await notebook.keep_drafts(sheets, at_moment(begun()))
    closed = replace(AGENDA.segments[0], notes=NotesPolicy.FORBIDDEN)
    await notebook.keep_drafts({}, at_moment(begun()))
    await notebook.keep_drafts(sheets, at_moment(begun(replace(AGENDA, segments=(closed,)))))
    assert circle.drafts.all() == ()


async def test_nothing_of_a_presenters_part_gets_into_another_note(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """While a presenter's part is on, no note of another part can be rewritten."""
    theirs = replace(AGENDA.segments[0], notes=NotesPolicy.PRESENTER_KEEPS)
    part = at_moment(begun(replace(AGENDA, segments=(theirs,))))
    await notebook.keep(Kind.NOTE, at_moment(begun()), "a thought")
    notebook.take_up(Kind.NOTE, notebook.kept[Kind.NOTE][0], at_moment(begun()))
    assert await notebook.keep(Kind.NOTE, part, "a story") == NOT_NOW
    for kind in (Kind.ACTION, Kind.PARKED, Kind.DECISION):
        refused = await notebook.keep(kind, part, "a story")
        assert refused is not None
        assert "presenter's own" in refused.why
    assert [note.text for note in circle.notes.all()] == ["a thought"]
    assert not notebook.held.notes


def test_a_draft_says_by_alias_whose_it_will_be(notebook: Notebook) -> None:
    """An item that comes back after a crash is still for whom I typed it, by alias on the disk."""
    (draft,) = drafts_of(notebook, Kind.ACTION, "Noor: ask Mira about it ")
    assert draft.text == "Cedar: ask [A] about it"
    assert notebook.read(draft.text, at_moment(begun())).owner == "Cedar"


@pytest.mark.parametrize(
    ("typed", "draft", "due"),
    [
        ("Noor: call the dean by 3 Dec", "Cedar: call the dean by 2026-12-03", date(2026, 12, 3)),
        ("call the dean by 2026-12-03", "call the dean by 2026-12-03", date(2026, 12, 3)),
        ("ask Mira about leave tomorrow", "ask [A] about leave by 2026-11-20", date(2026, 11, 20)),
        ("call Vexl by fri", "call [person] by 2026-11-20", date(2026, 11, 20)),
        ("Noor: call the dean by Mir", "Cedar: call the dean by", None),
        ("Noor: ask Vexl", "Cedar: ask", None),
        ("Noor: ask Vexl ", "Cedar: ask [person]", None),
    ],
)
def test_a_draft_keeps_its_date(
    notebook: Notebook, typed: str, draft: str, due: date | None
) -> None:
    """An item that comes back after a crash is still due when I typed it; names are masked."""
    (found,) = drafts_of(notebook, Kind.ACTION, typed)
    assert found.text == draft
    assert notebook.read(found.text, at_moment(begun())).due == due


def test_the_next_meeting_is_the_circles(circle: FakeCircle) -> None:
    """By the next meeting is its day; it is asked for only when a line speaks of it."""
    asked: list[date] = []

    def meeting() -> date:
        asked.append(date(2026, 12, 10))
        return asked[-1]

    writer = Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer, meeting=meeting)
    writer.close()
    assert notebook.read("call by fri", at_moment(begun())).due == date(2026, 11, 20)
    assert not asked
    assert notebook.read("call by next meeting", at_moment(begun())).due == date(2026, 12, 10)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("n", ["Noor Haddad: ", "Noor Lind: "]),
        ("noor h", ["Noor Haddad: "]),
        ("@Mi", ["Mira: "]),
        ("sando", ["Mira: "]),
        ("ced", ["Noor Haddad: "]),
        ("", []),
        ("  ", []),
        ("Mira: n", []),
        ("call n", []),
        ("mira reads it by fri", ["Mira: reads it by fri"]),
        ("@Noor Lind reads  it ", ["Noor Lind: reads  it"]),
        ("Noor reads it", []),
        ("Cedar reads it", ["Noor Haddad: reads it"]),
        ("All read it", []),
        ("x", []),
    ],
)
def test_whose_an_item_is_can_be_completed(typed: str, offered: list[str]) -> None:
    """A name that I began is offered in a way that means nobody else; after it, none is."""
    members = [NOOR, MIRA, Member("c3", "Noor Lind", "Ember")]
    assert completed(typed, members) == offered
    for line in offered:
        assert owners(members)[name_key(line.partition(":")[0])]
