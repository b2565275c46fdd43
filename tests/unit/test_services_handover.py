"""A presenter's notes: in memory until they are handed over, and nowhere else."""

import errno
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import NotesPolicy
from circle_tui.domain.errors import StoreError
from circle_tui.domain.people import Member
from circle_tui.domain.session import Session
from circle_tui.domain.writing import Kind
from circle_tui.export import files
from circle_tui.services.exports import mask_exports
from circle_tui.services.handover import FILES, Held
from circle_tui.services.masks import NO_CHOICES, switched
from circle_tui.services.notebook import Notebook
from circle_tui.services.purging import planned
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, Tokens
from tests.unit.circles import AGENDA, after, at, at_moment, begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
CHECK_IN, TALK, _ = AGENDA.segments
CASES = replace(
    AGENDA,
    segments=(
        replace(CHECK_IN, title="Case", notes=NotesPolicy.PRESENTER_KEEPS),
        replace(TALK, notes=NotesPolicy.PRESENTER_KEEPS),
    ),
)
"""Three people with a case each, and what nobody owns."""


def at_turn(number: int) -> Session:
    """Return the session at one of its turns, from 0."""
    return after(begun(CASES), *[(rules.advance, at())] * number)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle of one."""
    return FakeCircle(NOOR)


def holding(*texts: str, turn: int = 0, held: Held | None = None) -> Held:
    """Return what is held after these notes were taken in one turn."""
    held = held or Held()
    for text in texts:
        held.hold(at_turn(turn), text)
    return held


async def test_a_note_is_held_masked_and_touches_no_store(circle: FakeCircle) -> None:
    """A note on somebody's case is de-identified like any other, and in no file of the circle."""
    writer, held = Writer(), Held()
    notebook = Notebook(circle, "5e551011", Tokens(), writer, held)
    before = circle.kept
    assert await notebook.keep(Kind.NOTE, at_moment(at_turn(0)), "Noor will ask again") is None
    writer.close()
    assert circle.kept == before
    assert not notebook.kept[Kind.NOTE]
    (note,) = held.notes
    assert (note.seat, note.title) == (1, "Case")
    assert note.text == notebook.masked("Noor will ask again")
    assert "Noor" not in note.text
    assert note.text not in repr(note)


def test_what_is_lost_with_the_program_is_said() -> None:
    """Who leaves without handing notes over is told how many are gone, and of nothing if none."""
    assert Held().lost == ""
    one = "1 note was a presenter's own, in memory only, and is gone."
    assert holding("ask again").lost == one
    assert holding("one", "two").lost.startswith("2 notes were a presenter's own, in memory only")


async def test_a_members_word_in_it_is_remembered_nowhere(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """A member's word that I leave readable in a presenter's note is in its file and in no store.

    In another note the same word is masked.
    """
    writer, held = Writer(), Held()
    notebook = Notebook(circle, "5e551011", Tokens(), writer, held)
    choices = NO_CHOICES
    for mask in notebook.masks("noor is light").masks:
        choices = switched(choices, mask)
    await notebook.keep(Kind.NOTE, at_moment(at_turn(0)), "noor is light", choices=choices)
    writer.close()
    assert circle.kept.words == ()
    holding("and noor again", held=held)
    held.hand_over(circle, tmp_path, UTC)
    text = held.given[0].read_text()
    assert "- noor is light\n" in text
    assert "- and [A] again\n" in text


async def test_what_could_not_be_cleared_is_not_held_twice(circle: FakeCircle) -> None:
    """If an older draft cannot be taken off the disk, the note stays in the line and only there."""
    writer, held = Writer(), Held()
    notebook = Notebook(circle, "5e551011", Tokens(), writer, held)
    circle.break_at(1, StoreError("The disk is full."))
    with pytest.raises(StoreError):
        await notebook.keep(Kind.NOTE, at_moment(at_turn(0)), "ask again")
    assert not held.notes
    circle.mend()
    await notebook.keep(Kind.NOTE, at_moment(at_turn(0)), "ask again")
    assert len(held.notes) == 1
    writer.close()


def test_each_presenter_gets_a_file_that_names_nobody(circle: FakeCircle, tmp_path: Path) -> None:
    """One file for each, for its owner's eyes; which is whose is said by the title of the part."""
    held = holding("second thought", "a first thought")
    holding("for the other", turn=1, held=held)
    assert [file.parts for file in held.due(tmp_path / "out")] == [{"Case": 2}, {"Case": 1}]
    held.hand_over(circle, tmp_path / "out", UTC)
    first, second = held.given
    assert [path.name for path in held.given] == ["for-presenter-1.md", "for-presenter-2.md"]
    assert first.stat().st_mode & 0o777 == 0o600
    text = first.read_text()
    assert "19 November 2026" in text
    assert "## Case\n\n- a first thought\n- second thought\n" in text
    assert "for the other" not in text
    assert "- for the other\n" in second.read_text()
    assert not held.notes, "nothing is kept"


def test_whose_file_is_whose_is_told_and_not_written(circle: FakeCircle, tmp_path: Path) -> None:
    """I am told which number is whose, after the files that are there; no file says it."""
    (tmp_path / "for-presenter-1.md").touch()
    held, names = Held(), {1: "Noor Haddad", 2: "Mira Sandoval"}
    for turn in (0, 1):
        held.hold(at_turn(turn), "clearer", names=names)
    first, second = held.due(tmp_path)
    assert (first.path.name, first.whose) == ("for-presenter-2.md", "Noor Haddad")
    assert (second.path.name, second.whose) == ("for-presenter-3.md", "Mira Sandoval")
    assert "Noor" not in repr(first)
    held.hand_over(circle, tmp_path, UTC)
    assert list(held.given) == [first.path, second.path]
    assert not any("Noor" in path.read_text() for path in held.given)


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("x" * 300, "name too long"),
        ("/".join("y" * 9 for _ in range(900)), "name too long"),
        ("a\0b", "no name for a folder"),
        ("file/below", "is a file"),
    ],
)
def test_a_folder_that_cannot_be_is_told(
    circle: FakeCircle, tmp_path: Path, folder: str, told: str
) -> None:
    """Whatever folder I name, I read what is the matter, and every note is still held."""
    (tmp_path / "file").touch()
    held = holding("ask again")
    assert [file.path.name for file in held.due(tmp_path / folder)] == ["for-presenter-1.md"]
    with pytest.raises(StoreError, match=told):
        held.hand_over(circle, tmp_path / folder, UTC)
    assert [note.text for note in held.notes] == ["ask again"]
    held.hand_over(circle, tmp_path / "fine", UTC)
    assert not held.notes


def test_a_folder_that_may_not_be_looked_into_is_told(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where I may not even look, I am told so, and every note is still held."""

    def refuse(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    held = holding("ask again")
    monkeypatch.setattr(Path, "lstat", refuse)
    with pytest.raises(StoreError, match=r"may not be written to.*still in memory"):
        held.hand_over(circle, tmp_path, UTC)
    assert len(held.notes) == 1


def test_many_folders_deep(circle: FakeCircle, tmp_path: Path) -> None:
    """A folder below many that are not there yet is made; nothing is lost."""
    held = holding("ask again")
    held.hand_over(circle, tmp_path.joinpath(*"d" * 300), UTC)
    assert len(held.given) == 1


def test_the_title_of_a_part_passes_the_gate_too(circle: FakeCircle, tmp_path: Path) -> None:
    """A part that an older version let be called after a member is not called so in the file."""
    session = at_turn(0)
    segments = (replace(session.segment, title="Haddad's case"), *session.agenda.segments[1:])
    named = replace(session, agenda=replace(session.agenda, segments=segments))
    held = Held()
    held.hold(named, "ask again")
    held.hand_over(circle, tmp_path, UTC)
    assert "addad" not in held.given[0].read_text()


def test_a_file_that_is_there_stays(circle: FakeCircle, tmp_path: Path) -> None:
    """Handing over twice, as before leaving and at the end, loses nothing of the first time."""
    for text in ("one", "two"):
        holding(text).hand_over(circle, tmp_path, UTC)
    (tmp_path / "for-presenter-3.md").symlink_to(tmp_path / "nowhere")
    holding("three").hand_over(circle, tmp_path, UTC)
    found = {path.name: path.read_text() for path in tmp_path.glob(FILES) if path.exists()}
    assert sorted(found) == [f"for-presenter-{number}.md" for number in (1, 2, 4)]
    assert "- one" in found["for-presenter-1.md"]


def test_a_name_that_came_to_be_known_meanwhile_is_masked(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """Whatever was held, no file names a member of today's roster."""
    held = holding("haddad asked for time")
    held.hand_over(circle, tmp_path, UTC)
    assert "addad" not in held.given[0].read_text()


def test_a_full_disk_loses_nothing(
    circle: FakeCircle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the second file cannot be written, its notes are still held and the first stays."""
    held = holding("for one")
    holding("for two", turn=1, held=held)
    write, calls = files.write_private, iter((True, False))

    def fail(path: Path, data: bytes) -> None:
        if not next(calls):
            raise StoreError("The disk is full.")
        write(path, data)

    monkeypatch.setattr(files, "write_private", fail)
    with pytest.raises(StoreError):
        held.hand_over(circle, tmp_path, UTC)
    assert [path.name for path in held.given] == ["for-presenter-1.md"]
    assert [note.text for note in held.notes] == ["for two"]
    monkeypatch.undo()
    held.hand_over(circle, tmp_path, UTC)
    assert len(held.given) == 2
    assert not held.notes


def test_another_session_begins_with_nothing(circle: FakeCircle, tmp_path: Path) -> None:
    """What was held of an earlier session never comes into a file of a later one."""
    held = holding("old")
    held.hold(replace(at_turn(0), id="another"), "new")
    assert [note.text for note in held.notes] == ["new"]


def test_what_lies_in_the_usual_place_is_masked_with_the_summaries(tmp_path: Path) -> None:
    """A file that was not handed on yet names no member who joins later."""
    circle = FakeCircle()
    folder = tmp_path / "2026-11-19-5e5510"
    holding("haddad asked for time").hand_over(circle, folder, UTC)
    mask_exports(tmp_path, (NOOR,))
    assert "addad" not in (folder / "for-presenter-1.md").read_text()


def test_what_lies_in_the_usual_place_goes_with_its_session(
    circle: FakeCircle, tmp_path: Path
) -> None:
    """A purge removes a file that was never handed on, and what a kill left of one."""
    folder = tmp_path / "2026-11-19-5e5510"
    holding("old").hand_over(circle, folder, UTC)
    (folder / ".for-presenter-2.md.new").touch()
    (folder / "mine.md").touch()
    plan = planned(circle, tmp_path, date(2027, 11, 19), UTC, 30)
    assert {path.name for path in plan.files} == {"for-presenter-1.md", ".for-presenter-2.md.new"}
