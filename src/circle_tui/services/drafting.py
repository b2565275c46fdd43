"""What is being written and not kept yet, and what of it may lie on the disk meanwhile."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from circle_tui.domain.capture import ActionLine, with_due
from circle_tui.domain.masking import Choices
from circle_tui.domain.notes import Draft, is_line, line_draft, staying
from circle_tui.domain.people import Member
from circle_tui.domain.ports import OpenCircle
from circle_tui.domain.record import last_ended
from circle_tui.domain.session import Session
from circle_tui.domain.values import value
from circle_tui.domain.writing import Kind
from circle_tui.services.masks import NO_CHOICES, Masked, while_typing, without_begun_name


@value
class Sheet:
    """What is being written, and what was decided over its masks.

    ``theirs`` is the session at the presenter's part that a note was begun in: it stays theirs.
    ``under`` is what was put away when this was begun anew, and is gone on with once this is kept;
    ``of`` is the id of what is kept already that such a text was correcting, if any.
    """

    text: str = field(repr=False)
    choices: Choices = NO_CHOICES
    theirs: Session | None = None
    under: "Sheet | None" = None
    of: str = ""


Sheets = Mapping[Kind, Sheet]
"""What is being written, one text of a kind, and under it what was put away for that."""


def put_drafts(circle: OpenCircle, drafts: Sequence[Draft], session: str) -> None:
    """Keep drafts in place of all of one session; the others, and the lines, stay as they are.

    For the thread of the store: it is read and written. Raises ``StoreError``.
    """
    others = [draft for draft in circle.drafts.all() if draft.session != session]
    circle.drafts.put_all([*others, *drafts])


def put_line(circle: OpenCircle, item: str, text: str) -> None:
    """Keep what was begun on how an item went in place of what was; none of an empty text.

    For the thread of the store, as ``put_drafts``. Raises ``StoreError``.
    """
    new = [line_draft(item, text)] if text else []
    circle.drafts.put_all([*_besides_lines(circle, [item]), *new])


def remove_lines(circle: OpenCircle, items: Collection[str]) -> None:
    """Remove the lines that were begun on how these items went. Raises ``StoreError``."""
    circle.drafts.put_all(_besides_lines(circle, items))


def _besides_lines(circle: OpenCircle, items: Collection[str]) -> list[Draft]:
    return [d for d in circle.drafts.all() if not (is_line(d) and d.of in items)]


def end_drafts(circle: OpenCircle) -> None:
    """Forget what was being typed in a session whose record is kept, but for what is ``staying``.

    Raises ``StoreError``.
    """
    ended = last_ended(circle.records.all())
    circle.drafts.put_all(staying(circle.drafts.all(), circle.actions.all(), ended))


def pieces(
    sheets: Sheets, correcting: Mapping[Kind, str], besides: Kind | None = None
) -> Iterator[tuple[Kind, Sheet]]:
    """Yield all that is being written, what was put away first; each says what it corrects.

    ``correcting`` says that of the texts on top. The one of the kind ``besides`` is left out.
    """
    for kind, sheet in sheets.items():
        pile = [] if kind is besides else [replace(sheet, of=correcting.get(kind, ""))]
        while (under := sheet.under) is not None:
            pile.append(under)
            sheet = under
        yield from ((kind, each) for each in reversed(pile))


def piled(drafts: Iterable[Draft]) -> dict[Kind, Sheet]:
    """Return what was being written when the program was lost, as ``pieces`` told it."""
    sheets: dict[Kind, Sheet] = {}
    for draft in drafts:
        kind = Kind(draft.kind)
        sheets[kind] = Sheet(draft.text, under=sheets.get(kind), of=draft.of)
    return sheets


def joined(drafts: Iterable[Draft]) -> dict[Kind, str]:
    """Return the same where each kind has one line only: nothing of it is left out."""
    texts: dict[Kind, str] = {}
    for draft in drafts:
        kind = Kind(draft.kind)
        texts[kind] = f"{texts.get(kind, '')} {draft.text}".lstrip()
    return texts


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
    kept = masked_draft(line.text, sheet.choices, members, masks, begun=begun)
    return f"{line.owner}: {with_due(kept, line.due)}" if line.owner else with_due(kept, line.due)


def masked_draft(
    text: str,
    choices: Choices,
    members: Sequence[Member],
    masks: Callable[[str, Choices], Masked],
    *,
    begun: bool,
) -> str:
    """Return a text with its names masked, as ``draft_text`` says of its words.

    ``begun`` tells that more may be typed of the last one.
    """
    text = without_begun_name(text, members) if begun else text
    found = masks(text, Choices(hidden=choices.hidden))
    return while_typing(found, text).finished if begun else found.kept
