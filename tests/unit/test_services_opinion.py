"""A language model's second opinion: what is kept waits for it, and nothing else does."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NoReturn

import pytest

from circle_tui.domain.agenda import NotesPolicy
from circle_tui.domain.errors import InputError
from circle_tui.domain.masking import Choices, Kind, Suggestion
from circle_tui.domain.people import Member
from circle_tui.domain.writing import Kind as Written
from circle_tui.services.drafting import Sheet
from circle_tui.services.notebook import Notebook
from circle_tui.services.opinion import Opinion
from circle_tui.services.wording import UNREAD
from circle_tui.services.writer import Writer
from tests.fakes import FakeCircle, FakeModel, Tokens
from tests.unit.circles import AGENDA, at_moment, begun

NOOR = Member("a1", "Noor Haddad", "Cedar")
TODAY = date(2026, 11, 19)
BLUE = Suggestion(0, 4, Kind.PERSON)


@pytest.fixture
def circle() -> FakeCircle:
    """Give a circle of one."""
    return FakeCircle(NOOR)


@pytest.fixture
def model() -> Iterator[FakeModel]:
    """Give a model that takes the words blue and reef for people."""
    model = FakeModel("blue", "reef")
    yield model
    model.free.set()


@pytest.fixture
def opinion(model: FakeModel) -> Iterator[Opinion]:
    """Give the opinion of that model."""
    opinion = Opinion(lambda: model)
    yield opinion
    model.free.set()
    opinion.close(lambda: None)


@pytest.fixture
def notebook(circle: FakeCircle, opinion: Opinion) -> Iterator[Notebook]:
    """Give a notebook that asks it."""
    writer = Writer()
    yield Notebook(circle, "5e551011", Tokens(), writer, opinion=opinion)
    writer.close()


def missing() -> NoReturn:
    """Load a model that is not there."""
    raise InputError("There is no such model.")


def texts(circle: FakeCircle) -> list[str]:
    """Return the notes that are kept."""
    return [note.text for note in circle.kept.notes.values()]


async def test_without_a_model_there_is_nothing_to_wait_for() -> None:
    """Whoever asks for no model has no thread for it and no suggestion."""
    opinion = Opinion()
    assert not opinion.wanted
    assert await opinion.ready() == ""
    assert (await opinion.of("blue")).suggested == ()
    assert not opinion.loading
    opinion.close(lambda: pytest.fail("nothing to wait for"))


async def test_what_is_kept_is_masked_as_the_model_says(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """A name that only the model knows is masked in what I keep, however I spaced it."""
    assert notebook.masked("with blue") == "with blue"
    assert await notebook.keep(Written.NOTE, at_moment(begun()), " with\n blue  and Noor") is None
    assert await notebook.keep(Written.ACTION, at_moment(begun()), "noor: ask  reef by fri") is None
    assert texts(circle) == ["with [person] and [A]"]
    assert [item.text for item in circle.kept.actions.values()] == ["ask [person]"]
    assert notebook.warning == ""


async def test_a_presenters_note_is_masked_as_the_model_says(
    notebook: Notebook, circle: FakeCircle
) -> None:
    """A note that is a presenter's own has the model's masks too, and is on no disk."""
    case = replace(AGENDA.segments[0], notes=NotesPolicy.PRESENTER_KEEPS)
    await notebook.keep(
        Written.NOTE, at_moment(begun(replace(AGENDA, segments=(case,)))), "with blue"
    )
    assert [note.text for note in notebook.held.notes] == ["with [person]"]
    assert not texts(circle)


async def test_keeping_waits_for_the_model(
    notebook: Notebook, circle: FakeCircle, model: FakeModel
) -> None:
    """Nothing is kept that the model has not read, even if it is not loaded yet."""
    model.free.clear()
    keeping = asyncio.ensure_future(notebook.keep(Written.NOTE, at_moment(begun()), "with blue"))
    while not model.asked:
        await asyncio.sleep(0)
    assert not keeping.done()
    assert not texts(circle)
    model.free.set()
    await keeping
    assert texts(circle) == ["with [person]"]


async def test_a_draft_does_not_wait(
    notebook: Notebook, circle: FakeCircle, model: FakeModel
) -> None:
    """A draft is kept with what the model has said so far."""
    await notebook.consider("with blue")
    model.free.clear()
    reading = asyncio.ensure_future(notebook.consider("with blue and reef"))
    while model.asked < 2:
        await asyncio.sleep(0)
    sheets = {Written.NOTE: Sheet("with blue and reef")}
    (draft,) = notebook.drafts_of(sheets, at_moment(begun()))
    assert draft.text == "with [person] and reef"
    model.free.set()
    await reading
    assert notebook.masked("with blue and reef") == "with [person] and [person]"


async def test_a_text_it_fails_on_is_kept_by_the_rules(
    notebook: Notebook, circle: FakeCircle, model: FakeModel
) -> None:
    """If the model breaks down the note is kept all the same, and I am told; once."""
    model.failing = True
    assert await notebook.keep(Written.NOTE, at_moment(begun()), "blue met Noor") is None
    assert texts(circle) == ["blue met [A]"]
    assert notebook.warning == UNREAD
    await notebook.keep(Written.ACTION, at_moment(begun()), "ask blue")
    assert notebook.warning == UNREAD
    model.failing = False
    await notebook.keep(Written.NOTE, at_moment(begun()), "reef left")
    assert notebook.warning == ""


async def test_a_model_that_is_not_there_is_told(circle: FakeCircle) -> None:
    """Without its model the session goes on: I am told why once, and notes are kept."""
    opinion, writer = Opinion(missing), Writer()
    notebook = Notebook(circle, "5e551011", Tokens(), writer, opinion=opinion)
    assert await opinion.ready() == "There is no such model."
    assert not opinion.loading
    await notebook.keep(Written.NOTE, at_moment(begun()), "blue met Noor")
    assert texts(circle) == ["blue met [A]"]
    assert notebook.warning == ""
    writer.close()
    opinion.close(lambda: None)


async def test_its_masks_come_off_like_any_other(notebook: Notebook, circle: FakeCircle) -> None:
    """A word that I left readable stays so, and is drawn as one that could be masked."""
    choices = Choices(shown=frozenset({"blue"}))
    await notebook.consider("blue met reef")
    shown, masked = notebook.masks("blue met reef", choices).masks
    assert (shown.text, shown.shown, masked.shown) == ("blue", True, False)
    await notebook.keep(Written.NOTE, at_moment(begun()), "blue met reef", choices=choices)
    assert texts(circle) == ["blue met [person]"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("blue met reef", (BLUE, Suggestion(9, 13, Kind.PERSON))),
        ("blue met reef again", (BLUE, Suggestion(9, 13, Kind.PERSON))),
        ("blue met R", (BLUE,)),
        ("blue saw reef", (BLUE,)),
        ("Blu", ()),
        ("so blue met reef", ()),
        ("", ()),
    ],
)
async def test_masks_stay_while_i_type_on(
    opinion: Opinion, text: str, known: tuple[Suggestion, ...]
) -> None:
    """What it said holds for as much of the text as has not changed since."""
    await opinion.of("blue met reef")
    assert opinion.known(text) == known


async def test_the_newest_text_is_next(opinion: Opinion, model: FakeModel) -> None:
    """However fast I type, the model reads what I wrote last and not everything before it."""
    model.free.clear()
    asked = [asyncio.ensure_future(opinion.of("blue"))]
    while not model.asked:
        await asyncio.sleep(0)
    for text in ("blue ", "blue m", "blue me", "blue met"):
        asked[-1].cancel()
        asked.append(asyncio.ensure_future(opinion.of(text)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    model.free.set()
    assert (await asked[-1]).text == "blue met"
    assert model.asked == 2
    assert opinion.known("blue met") == (BLUE,)


async def test_a_text_is_read_once(opinion: Opinion, model: FakeModel) -> None:
    """What the preview asked for already is there when Enter is pressed."""
    assert await opinion.of("blue") == await opinion.of("blue")
    assert model.asked == 1
    opinion.forget()
    assert opinion.known("blue") == ()
    assert "blue" not in repr(await opinion.of("blue"))


async def test_leaving_waits_for_the_model_and_says_so(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model cannot be stopped half-way: I read why the prompt is not back yet."""
    opinion = Opinion(lambda: model)
    monkeypatch.setattr("circle_tui.services.writer.PATIENCE", 0)
    model.free.clear()
    reading = asyncio.ensure_future(opinion.of("blue"))
    while not model.asked:
        await asyncio.sleep(0)
    told: list[bool] = []

    def tell() -> None:
        told.append(True)
        model.free.set()

    opinion.close(tell)
    assert told == [True]
    await reading
