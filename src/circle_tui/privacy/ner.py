"""A language model's opinion on who is named: the extra ``[ner]``, for those who installed it.

It only adds to what ``redact`` masks, and only what is said to be unsure: models find about six
of ten names in short notes, the rules here nearly all. spaCy takes seconds to load and hundreds of
megabytes, so it is imported when a model is asked for and never before.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from circle_tui.domain.errors import InputError
from circle_tui.domain.masking import Kind, Suggestion
from circle_tui.domain.ports import Recogniser

_KINDS = {
    **dict.fromkeys(("PERSON", "PER", "PRS"), Kind.PERSON),
    **dict.fromkeys(("GPE", "LOC", "FAC"), Kind.PLACE),
    "ORG": Kind.ORGANISATION,
}
"""The labels of spaCy's models (OntoNotes, CoNLL and others) that may lead to somebody."""

NOT_INSTALLED = (
    "The language model cannot be used: spaCy is not installed. Nothing else is affected. "
    "Install it with: pip install 'circle-tui[ner]', or leave out --ner."
)
NO_MODEL = (
    'There is no language model "{model}" here, neither installed nor as a folder. Nothing else is '
    "affected. Install one as spaCy's pages say, for example: python -m spacy download "
    "en_core_web_sm. Or leave out --ner."
)
NOT_LOADED = (
    'The language model "{model}" could not be loaded. The session goes on without it: the rules '
    "mask as always."
)


def require(model: str) -> None:
    """Raise ``InputError`` unless spaCy and the model are there; loads neither, so it is quick."""
    from importlib.metadata import PackageNotFoundError, distribution

    if find_spec("spacy") is None:
        raise InputError(NOT_INSTALLED)
    if Path(model).is_dir():
        return
    try:
        distribution(model)
    except (PackageNotFoundError, ValueError) as error:
        raise InputError(NO_MODEL.format(model=model)) from error


def recogniser(model: str) -> Recogniser:
    """Return what finds names with a model that the user installed, by its name or folder.

    Raises ``InputError`` when it cannot be loaded, for whatever reason.
    """
    try:
        spacy: Any = import_module("spacy")
        # What only serves grammar is left out: it takes most of the time.
        language = spacy.load(model, exclude=["parser", "lemmatizer", "attribute_ruler"])
    except Exception as error:  # a model is a program of somebody else's
        raise InputError(NOT_LOADED.format(model=model)) from error

    def suggest(text: str) -> tuple[Suggestion, ...]:
        # Outside of such a zone spaCy would remember every word that it has ever read.
        with language.memory_zone():
            return tuple(
                Suggestion(entity.start_char, entity.end_char, _KINDS[entity.label_])
                for entity in language(text).ents
                if entity.label_ in _KINDS
            )

    return suggest
