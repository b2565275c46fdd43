"""The summary of a session as Markdown: themes, decisions, action items, what was parked.

It is handed aliases and de-identified notes only, and whatever people typed stays literal text.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from circle_tui.export.markdown import literal
from circle_tui.export.outline import Part, SummaryInput, outline, presenter_outline


def summary_markdown(told: SummaryInput) -> str:
    """Return the summary as Markdown text that ends in a newline."""
    return _markdown(outline(told))


def presenter_markdown(session: date, parts: Mapping[str, Sequence[str]]) -> str:
    """Return the notes that are handed to a presenter as Markdown that ends in a newline."""
    return _markdown(presenter_outline(session, parts))


def _markdown(whole: Part) -> str:
    return "\n\n".join(_blocks(whole, "#")) + "\n"


def _blocks(part: Part, marks: str) -> list[str]:
    """Return a part block by block: its heading, its text, one list, and the parts beneath it."""
    blocks = [f"{marks} {literal(part.title)}"]
    blocks += [literal(part.text)] if part.text else []
    blocks += ["\n".join(f"- {literal(bullet)}" for bullet in part.bullets)] if part.bullets else []
    return blocks + [block for inner in part.parts for block in _blocks(inner, marks + "#")]
