"""Keeping people out of what is kept: they are found, masked, and refused at the store's door.

Pure functions on text; what they leave is de-identified, which is less than anonymous. The names
below are loaded when they are first used: most commands never look at a text.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circle_tui.domain.masking import Certainty, Choices, Kind, Redaction, Span
    from circle_tui.privacy.redaction import mask_members, redact, redact_text

__all__ = [
    "Certainty",
    "Choices",
    "Kind",
    "Redaction",
    "Span",
    "mask_members",
    "redact",
    "redact_text",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    masking = ("Certainty", "Choices", "Kind", "Redaction", "Span")
    room = "circle_tui.domain.masking" if name in masking else "circle_tui.privacy.redaction"
    return getattr(import_module(room), name)
