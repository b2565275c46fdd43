"""The language model: what it adds to the masks, and what happens without it."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from circle_tui.domain.errors import InputError
from circle_tui.domain.masking import Certainty, Kind, Suggestion
from circle_tui.privacy.ner import recogniser, require
from circle_tui.privacy.redaction import redact


def _installed(monkeypatch: pytest.MonkeyPatch, load: Callable[..., object]) -> None:
    spacy = ModuleType("spacy")
    spacy.__spec__ = ModuleSpec("spacy", None)
    spacy.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)


class _Language:
    """A model that takes the word Blue for a person, and Friday for a date."""

    memory_zone = nullcontext

    def __call__(self, text: str) -> object:
        """Return what it found in the text, as spaCy does."""
        entities = [("Blue", "PERSON"), ("Friday", "DATE")]
        return SimpleNamespace(
            ents=[
                SimpleNamespace(
                    start_char=text.index(word), end_char=text.index(word) + 4, label_=label
                )
                for word, label in entities
                if word in text
            ]
        )


def _model(_name: str, exclude: list[str]) -> object:
    assert "ner" not in exclude
    return _Language()


def test_it_adds_what_the_rules_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is an ordinary word too is masked, and shown to me as a guess."""
    _installed(monkeypatch, _model)
    text = "Blue came on Friday"
    assert redact(text, []).spans == ()
    suggested = recogniser("any")(text)
    assert suggested == (Suggestion(0, 4, Kind.PERSON),)
    redaction = redact(text, [], suggested=suggested)
    assert redaction.text == "[person] came on Friday"
    assert [span.certainty for span in redaction.spans] == [Certainty.UNSURE]


def test_it_takes_nothing_away() -> None:
    """What the rules mask stays masked as it was, whatever the model thinks of it."""
    text = "Ana Ruizo came"
    suggested = [Suggestion(2, 14, Kind.PLACE)]
    member, came = redact(text, ["Ana Ruizo"], suggested=suggested).spans
    assert (member,) == redact(text, ["Ana Ruizo"]).spans
    assert (text[came.start : came.end], came.certainty) == ("came", Certainty.UNSURE)


def test_without_spacy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """When I ask for the model and have none, I read what to do and nothing is lost."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(InputError, match=r"pip install 'circle-tui\[ner\]'"):
        require("en_core_web_sm")


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt model is told before anything is loaded; a folder, or a package, is taken."""
    _installed(monkeypatch, _model)
    for model in ("en_core_web_xs", "./no/such/folder", "\0"):
        with pytest.raises(InputError, match="no language model"):
            require(model)
    require(str(Path(__file__).parent))
    require("pytest")


@pytest.mark.parametrize("error", [OSError, ValueError, ImportError, AttributeError, RuntimeError])
def test_a_model_that_cannot_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """Whatever is wrong with a model, it is a sentence and not a traceback."""

    def load(_name: str, exclude: list[str]) -> object:
        raise error("[E050] Can't find model")

    _installed(monkeypatch, load)
    with pytest.raises(InputError, match='"en_core_web_sm" could not be loaded'):
        recogniser("en_core_web_sm")


def test_nothing_of_it_is_loaded_before_it_is_asked_for() -> None:
    """The program starts as fast as without it."""
    code = (
        "import sys, circle_tui.privacy.ner, circle_tui.privacy.redaction;"
        "sys.exit(any(name.partition('.')[0] == 'spacy' for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_with_the_real_spacy(tmp_path: Path) -> None:
    """A model in a folder of mine is loaded by spaCy itself and finds what it knows."""
    spacy = pytest.importorskip("spacy")
    language = spacy.blank("en")
    language.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Blue"}])
    language.to_disk(tmp_path / "model")
    assert recogniser(str(tmp_path / "model"))("so Blue left") == (Suggestion(3, 7, Kind.PERSON),)


def test_the_real_spacy_remembers_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What I typed is not in the model's dictionary afterwards."""
    spacy = pytest.importorskip("spacy")
    spacy.blank("en").to_disk(tmp_path / "model")
    language = spacy.load(tmp_path / "model")
    monkeypatch.setattr(spacy, "load", lambda _name, **_options: language)
    recogniser(str(tmp_path / "model"))("so Vexlomir left")
    assert "Vexlomir" not in language.vocab.strings
