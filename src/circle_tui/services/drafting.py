"""What is being written and not kept yet, and what of it may lie on the disk meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from circle_tui.domain.capture import ActionLine, with_due
from circle_tui.domain.masking import Choices
from circle_tui.domain.people import Member
from circle_tui.domain.session import Session
from circle_tui.domain.values import value
from circle_tui.domain.writing import Kind
from circle_tui.services.masks import NO_CHOICES, Masked, while_typing, without_begun_name


@value
class Sheet:
    """What is being written, and what was decided over its masks.

    ``theirs`` is the session at the presenter's part that a note was begun in: it stays theirs.
    """

    text: str = field(repr=False)
    choices: Choices = NO_CHOICES
    theirs: Session | None = None


Sheets = Mapping[Kind, Sheet]
"""What is being written, one text of a kind."""


def draft_text(
    kind: Kind,
    sheet: Sheet,
    read: Callable[[str], ActionLine],
    members: Sequence[Member],
    masks: Callable[[str, Choices], Masked],
) -> str:
    """Return what of a text may lie on the disk until it is kept.

    Names are masked, and a word that is only begun is left out if it may become a member's name, or
    is not known. Whoever an action item is for stands there by alias, and by when it is to be done
    as a date: ``read`` understands its line. What was chosen to be shown in this text is masked as
    well, until the text is kept.
    """
    line = read(sheet.text) if kind is Kind.ACTION else ActionLine("", sheet.text)
    begun = line.due is None and not sheet.text[-1:].isspace()
    text = without_begun_name(line.text, members) if begun else line.text
    found = masks(text, Choices(hidden=sheet.choices.hidden))
    kept = while_typing(found, text).finished if begun else found.kept
    return f"{line.owner}: {with_due(kept, line.due)}" if line.owner else with_due(kept, line.due)
