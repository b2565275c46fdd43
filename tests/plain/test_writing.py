"""Writing in lines: heard as it would be kept, decided over by numbers, kept masked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.errors import InputError, StoreError
from circle_tui.domain.ports import Recogniser
from circle_tui.domain.writing import Kind
from circle_tui.plain.writing import LEAVES
from circle_tui.services.opinion import Opinion
from tests.fakes import FakeModel
from tests.plain.scripts import Held, held, held_in
from tests.ui.rooms import NAMES, circle_of, running, workspace_of

THEIRS = Agenda(
    "theirs",
    "Theirs",
    (
        Segment("Case", "exercise", ClockMode.GROUP, 300, notes=NotesPolicy.PRESENTER_KEEPS),
        Segment("Talk", "discussion", ClockMode.GROUP, 600),
    ),
)


def notes(heard: Held) -> list[str]:
    """Return the texts of the notes that are kept."""
    return [note.text for note in heard.circle.kept.notes.values()]


@pytest.mark.parametrize(
    "typed",
    [("n Noor asked Mira", ""), ("note", "Noor asked Mira", ""), ("N", "Noor asked Mira", "")],
)
async def test_a_note_is_heard_masked_and_kept_so(tmp_path: Path, typed: tuple[str, ...]) -> None:
    """Typed after the word or on a line of its own, a note is said as it is kept, and then kept."""
    heard = await held(tmp_path, *typed)
    assert "Would be kept: [A] asked [B]" in heard.lines
    assert "saved: [A] asked [B]" in heard.lines
    assert notes(heard) == ["[A] asked [B]"]


@pytest.mark.parametrize("leave", ["", "back"])
async def test_the_way_out_of_a_text_is_said_once(tmp_path: Path, leave: str) -> None:
    """The first time that a text is asked for I hear how to leave it, and it is so."""
    heard = await held(tmp_path, "n All is well", "", "n", leave, "d", leave, "where")
    assert heard.lines.count(LEAVES) == 1
    assert heard.lines.index(LEAVES) + 1 == heard.lines.index("note>")
    assert heard.lines.count("Nothing was kept.") == 2
    assert notes(heard) == ["All is well"]


async def test_the_way_out_of_a_draft_is_said(tmp_path: Path) -> None:
    """Where Enter goes on with a text that waits I hear that back leaves it, and it waits on."""
    heard = await held(tmp_path, "n All is well", "later", "n", "back", "n", "", "")
    assert heard.lines.count("Enter goes on with it, back leaves it.") == 2
    assert LEAVES not in heard.lines
    assert notes(heard) == ["All is well"]


async def test_every_mask_has_a_number_and_a_reason(tmp_path: Path) -> None:
    """What is masked is said with its number, what stands under it, and why."""
    heard = await held(tmp_path, "n Noor met Zzyxville people")
    assert any(re.fullmatch(r'1: \[A\] for "Noor", .+', line) for line in heard.lines)
    assert any(re.fullmatch(r'2: \[.+\] for "Zzyxville", .+', line) for line in heard.lines)


async def test_a_number_leaves_a_word_readable(tmp_path: Path) -> None:
    """The number of a mask takes it off, and the same number puts it on again."""
    heard = await held(tmp_path, "n The Zzyxville people", "1", "")
    assert notes(heard) == ["The Zzyxville people"]
    heard = await held(tmp_path, "n The Zzyxville people", "1", "1", "")
    assert "Zzyxville" not in notes(heard)[0]


async def test_always_is_for_the_whole_circle(tmp_path: Path) -> None:
    """A word that is left readable in this circle is so in the next note as well."""
    heard = await held(
        tmp_path, "n The Zzyxville people", "always 1", "", "n In Zzyxville again", ""
    )
    assert sorted(notes(heard)) == ["In Zzyxville again", "The Zzyxville people"]
    assert [word.always for word in heard.circle.kept.words] == [True]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [(("yes", "yes"), "Noor asked"), (("yes", ""), "[A] asked"), (("",), "[A] asked")],
)
async def test_a_members_name_asks_twice(
    tmp_path: Path, answers: tuple[str, ...], kept: str
) -> None:
    """A member's name stays masked unless it was agreed to twice."""
    heard = await held(tmp_path, "n Noor asked", "1", *answers, "")
    assert notes(heard) == [kept]


async def test_how_to_reach_somebody_stays_masked(tmp_path: Path) -> None:
    """An address is never left readable, whoever asks for it."""
    heard = await held(tmp_path, "n Write to someone@example.org soon", "1", "")
    assert "How to reach somebody is never kept: this stays masked." in heard.lines
    assert "example.org" not in notes(heard)[0]


async def test_a_word_can_be_masked(tmp_path: Path) -> None:
    """A word that nothing found is masked by its name; one that is not there is said to be none."""
    heard = await held(tmp_path, "n About the budget", "mask Budget", "mask garden", "")
    assert notes(heard) == ["About the [word]"]
    assert "That word does not stand in the text." in heard.lines


async def test_it_can_be_typed_again(tmp_path: Path) -> None:
    """Going back from what was heard types it anew; nothing of the first is kept."""
    heard = await held(tmp_path, "n First words", "back", "Second words", "")
    assert notes(heard) == ["Second words"]


async def test_a_draft_waits(tmp_path: Path) -> None:
    """What is put away is said again and gone on with, also after the program was lost."""
    circle = running(circle_of(*NAMES))
    first = await held_in(
        workspace_of(circle, tmp_path), "", "n Ask Noor about it", "later", "next"
    )
    assert notes(first) == []
    again = await held_in(workspace_of(circle, tmp_path), "", "n", "", "")
    assert "What you were writing is still here: note, maybe without its last words." in again.lines
    assert "You were writing: Ask [A] about it" in again.lines
    assert notes(again) == ["Ask [A] about it"]
    assert circle.kept.drafts == ()


async def test_a_draft_is_never_written_over(tmp_path: Path) -> None:
    """Gone on with, a draft has what I type behind it; only what is typed again replaces it."""
    heard = await held(tmp_path, "n First words", "later", "n", "and more", "back", "Others", "")
    assert notes(heard) == ["Others"]


@pytest.mark.parametrize("left", [("later",), ("back", "back")])
async def test_a_text_on_the_line_begins_anew(tmp_path: Path, left: tuple[str, ...]) -> None:
    """What waits is not joined to what I write next: it is put away, said, and there afterwards."""
    typed = ("n First words", *left, "n Second thing", "", "n", "", "")
    heard = await held(tmp_path, *typed)
    assert "Put away: First words" in heard.lines
    assert "Still put away: First words" in heard.lines
    assert "You were writing: First words" in heard.lines
    assert sorted(notes(heard)) == ["First words", "Second thing"]
    assert heard.circle.kept.drafts == ()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("n Some words", "back", "back"), "what you typed waits. n alone goes on with it."),
        (("n Some words", "", "kept", "1", "back", "back"), "the note stays as it was."),
    ],
)
async def test_going_back_says_what_becomes_of_it(
    tmp_path: Path, typed: tuple[str, ...], told: str
) -> None:
    """When I go back I am told whether what I typed waits, and how to go on with it."""
    heard = await held(tmp_path, *typed)
    said = [line for line in heard.lines if line.startswith("Nothing was kept; ")]
    assert [line.removeprefix("Nothing was kept; ") for line in said] == [told]


async def test_a_crash_loses_neither_of_two_drafts(tmp_path: Path) -> None:
    """What was put away and what I wrote then are both there, each for itself."""
    circle = running(circle_of(*NAMES))
    await held_in(
        workspace_of(circle, tmp_path), "", "n First words", "later", "n Second thing", "later"
    )
    assert [draft.text for draft in circle.kept.drafts] == ["First words", "Second thing"]
    heard = await held_in(workspace_of(circle, tmp_path), "", "n", "", "", "n", "", "")
    assert sorted(notes(heard)) == ["First words", "Second thing"]


async def test_a_correction_that_waits_is_not_taken_for_the_next_note(tmp_path: Path) -> None:
    """A new note while a correction waits is a new one; the correction goes on where it was."""
    typed = ["n Frist", "", "kept", "1", "First", "later", "n Second", "", "n", "", ""]
    heard = await held(tmp_path, *typed)
    assert sorted(notes(heard)) == ["First", "Second"]


async def test_thrown_away_is_gone(tmp_path: Path) -> None:
    """What is thrown away is in no draft either."""
    heard = await held(tmp_path, "n Never mind", "delete")
    assert (notes(heard), heard.circle.kept.drafts) == ([], ())


async def test_an_unknown_answer_keeps_nothing(tmp_path: Path) -> None:
    """A command that was typed where a text waits is not taken for an answer."""
    heard = await held(tmp_path, "n Some words", "next", "")
    assert heard.session.position == 0
    assert any(line.startswith("It is not kept yet.") for line in heard.lines)
    assert notes(heard) == ["Some words"]


async def test_an_action_item_is_understood(tmp_path: Path) -> None:
    """Whose it is and by when is said before it is kept; without a name it is for the floor."""
    heard = await held(tmp_path, "a Mira: ask Noor for the draft by fri", "", "a write it up", "")
    assert "Would be kept: for Mira Sandoval, due Fri 20 Nov: ask [A] for the draft" in heard.lines
    assert "saved: for Noor Haddad, no date: write it up" in heard.lines
    items = heard.circle.kept.actions.values()
    assert {item.owner for item in items} == {"Beacon", "Anchor"}


async def test_a_day_alone_is_no_action_item(tmp_path: Path) -> None:
    """Where I say whose and by when and not what, I am asked for that, and nothing is kept."""
    heard = await held(tmp_path, "a Mira: by 3 Dec", "", "back", "Mira: call them 3 Dec", "")
    said = "There is nothing to keep yet: type what will be done."
    assert said in heard.lines
    assert f"{said} It is not kept; later puts it away." in heard.lines
    assert "saved: for Mira Sandoval, due Thu 3 Dec: call them" in heard.lines
    assert [item.text for item in heard.circle.kept.actions.values()] == ["call them"]


@pytest.mark.parametrize(("word", "kind"), [("p", Kind.PARKED), ("d", Kind.DECISION)])
async def test_other_kinds(tmp_path: Path, word: str, kind: Kind) -> None:
    """A parked thing and a decision are masked and kept in the same way."""
    heard = await held(tmp_path, f"{word} Noor hosts the next one", "", "where")
    assert "saved: [A] hosts the next one" in heard.lines
    told = {Kind.PARKED: "1 parked thing", Kind.DECISION: "1 decision"}
    assert any(told[kind] in line for line in heard.lines)
    heard = await held(
        tmp_path, word, "Some words", "later", "end", "", word, "", "", "kept", "delete 1"
    )
    assert f"Put away. {word} alone goes on with it." in heard.lines
    assert f"Written and not kept yet: {kind.label}. It would be lost." in heard.lines
    assert f"1: {kind.label}: Some words" in heard.lines
    assert f"Type yes to delete this {kind.label}, or Enter to go back>" in heard.lines


async def test_what_was_kept_is_corrected_and_deleted(tmp_path: Path) -> None:
    """What was written down is said with numbers, and one is put in place of what it was."""
    typed = ["n Some wrods", "", "kept", "1", "Some words", "", "kept"]
    heard = await held(tmp_path, *typed)
    assert notes(heard) == ["Some words"]
    assert "1: note: Some words" in heard.lines
    heard = await held(tmp_path, "n Some words", "", "kept", "delete 1", "yes")
    assert notes(heard) == []
    heard = await held(tmp_path, "n Some words", "", "kept", "delete 1", "")
    assert notes(heard) == ["Some words"]


async def test_a_note_i_write_is_not_lost_to_one_i_correct(tmp_path: Path) -> None:
    """While a note waits no other is taken back over it, and it is said how to go on with it."""
    typed = ["n First", "", "n Second", "later", "kept", "1", "n", "", ""]
    heard = await held(tmp_path, *typed)
    assert "First keep or delete the note you are writing: n goes on with it." in heard.lines
    assert sorted(notes(heard)) == ["First", "Second"]


async def test_a_note_left_as_it_was_is_no_draft(tmp_path: Path) -> None:
    """Going back from a correction leaves the note, and the next one stands for itself."""
    heard = await held(tmp_path, "n First", "", "kept", "1", "back", "n Another one", "")
    assert sorted(notes(heard)) == ["Another one", "First"]
    heard = await held(tmp_path, "n First", "", "kept", "1", "Fir", "back", "back", "n", "", "")
    assert notes(heard) == ["Fir"]


async def test_in_a_presenters_part_no_other_note_is_corrected(tmp_path: Path) -> None:
    """It is said that it waits, and the presenter's own note can be written all the same."""
    parts = Agenda("theirs", "Theirs", THEIRS.segments[::-1])
    typed = ["n First", "", "next", "kept", "1", "n It went well", ""]
    heard = await held(tmp_path, *typed, agenda=parts)
    assert "held in memory only: It went well" in heard.lines
    assert notes(heard) == ["First"]


async def test_where_nothing_is_written_down(tmp_path: Path) -> None:
    """Where the format forbids notes, it is said before anything is typed."""
    closed = Segment("Case", "exercise", ClockMode.GROUP, 300, notes=NotesPolicy.FORBIDDEN)
    heard = await held(tmp_path, "n Some words", "", agenda=Agenda("a", "A", (closed,)))
    said = "Nothing is written down in this part; that is how this format works."
    assert said in heard.lines
    assert notes(heard) == []


async def test_a_presenters_notes_are_in_memory_only(tmp_path: Path) -> None:
    """They are in no store and no draft, and at the end it is asked where they go."""
    typed = ["n Noor said no", "later", "next", "n", "", "", "end", "yes", "", ""]
    heard = await held(tmp_path, *typed, agenda=THEIRS)
    assert "held in memory only: [A] said no" in heard.lines
    assert (notes(heard), heard.circle.kept.drafts) == ([], ())
    (file,) = tmp_path.rglob("for-presenter-1.md")
    assert "[A] said no" in file.read_text()
    assert heard.status == 0


async def test_a_presenters_notes_go_where_i_say(tmp_path: Path) -> None:
    """Another folder takes them; losing them takes a yes; leaving them ends nothing quietly."""
    folder = tmp_path / "elsewhere"
    typed = ["n It went well", "", "end", "yes", ""]
    await held(tmp_path, *typed, str(folder), "", agenda=THEIRS)
    assert (folder / "for-presenter-1.md").exists()
    heard = await held(tmp_path, *typed, "lose", "", "lose", "yes", agenda=THEIRS)
    assert heard.status == 0
    heard = await held(tmp_path, *typed, agenda=THEIRS)
    assert heard.status == 1
    assert "Lost, as they were in memory only: notes of a presenter's, 1." in heard.lines


@pytest.mark.parametrize("word", ["undo", "where", "quit", "notes/mine"])
async def test_a_word_is_no_folder_for_a_presenters_notes(tmp_path: Path, word: str) -> None:
    """What is a command elsewhere makes no folder of that name where I happen to be."""
    typed = ["n It went well", "", "end", "yes", "", word, "", ""]
    heard = await held(tmp_path, *typed, agenda=THEIRS)
    assert "That is no folder here. Type the whole of it, from / or ~/ on, or back." in heard.lines
    (file,) = tmp_path.rglob("for-presenter-1.md")
    assert "exports" in file.parts
    assert heard.status == 0


async def test_back_from_a_presenters_notes_loses_nothing(tmp_path: Path) -> None:
    """Back leads to where the end can be taken back, and the notes are held still."""
    typed = ["n It went well", "", "end", "yes", "", "back", "undo", "where", "end", "yes", "", ""]
    heard = await held(tmp_path, *typed, agenda=THEIRS)
    assert "Taken back: the end of the session." in heard.lines
    assert any("1 note in memory only" in line for line in heard.lines)
    assert len(list(tmp_path.rglob("for-presenter-*.md"))) == 1
    assert heard.status == 0


async def test_a_language_model_reads_it_first(tmp_path: Path) -> None:
    """With a language model, what it takes for a name is masked in what is heard and kept."""
    opinion = Opinion(lambda: FakeModel("budget"))
    circle = running(circle_of(*NAMES))
    space = replace(workspace_of(circle, tmp_path), opinion=opinion)
    heard = await held_in(space, "", "n About the budget", "")
    opinion.close(lambda: None)
    assert notes(heard) == ["About the [person]"]


async def test_a_model_that_cannot_be_loaded(tmp_path: Path) -> None:
    """A language model that is not there is said, and the rules mask all the same."""

    def missing() -> Recogniser:
        raise InputError("There is no such model.")

    opinion = Opinion(missing)
    circle = running(circle_of(*NAMES))
    space = replace(workspace_of(circle, tmp_path), opinion=opinion)
    heard = await held_in(space, "", "n Noor asked", "")
    opinion.close(lambda: None)
    assert "There is no such model." in heard.lines
    assert notes(heard) == ["[A] asked"]


async def test_a_full_disk_loses_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that could not be kept is kept on the next try."""
    circle = running(circle_of(*NAMES))

    def full(*_notes: object) -> None:
        monkeypatch.undo()
        raise StoreError("The disk is full.")

    monkeypatch.setattr(circle.notes, "put", full)
    heard = await held_in(workspace_of(circle, tmp_path), "", "n Some words", "", "")
    assert "The disk is full. It is not kept; later puts it away." in heard.lines
    assert notes(heard) == ["Some words"]
