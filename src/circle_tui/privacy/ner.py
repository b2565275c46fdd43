"""A language model's opinion on who is named: the extra ``[ner]``, for those who installed it.

It only adds to what ``redact`` masks, and only what is said to be unsure: models find about six
of ten names in short notes, the rules here nearly all. spaCy takes seconds to load and hundreds of
megabytes, so it is imported when a model is asked for and never before.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from circle_tui.domain.errors import InputError
from circle_tui.domain.masking import Kind, Suggestion

Recogniser = Callable[[str], tuple[Suggestion, ...]]
"""Returns what a model takes for names in a text. Slow: for a thread of its own."""

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
    "The language model {model!r} is not installed, or its folder cannot be read. Nothing else is "
    "affected. Install it as spaCy's pages say, for example: python -m spacy download "
    "en_core_web_sm. Or leave out --ner."
)


def recogniser(model: str) -> Recogniser:
    """Return what finds names with a model that the user installed, by its name or folder.

    Raises ``InputError`` when spaCy or the model is missing.
    """
    try:
        spacy: Any = import_module("spacy")
    except ImportError as error:
        raise InputError(NOT_INSTALLED) from error
    try:
        # What only serves grammar is left out: it takes most of the time.
        language = spacy.load(model, exclude=["parser", "lemmatizer", "attribute_ruler"])
    except (OSError, ValueError, ImportError) as error:
        raise InputError(NO_MODEL.format(model=model)) from error

    def suggest(text: str) -> tuple[Suggestion, ...]:
        return tuple(
            Suggestion(entity.start_char, entity.end_char, _KINDS[entity.label_])
            for entity in language(text).ents
            if entity.label_ in _KINDS
        )

    return suggest
