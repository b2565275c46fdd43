"""A card as Markdown, in which whatever people typed stays literal text."""

from circle_tui.domain.actions import ActionItem
from circle_tui.domain.cards import CardSheet
from circle_tui.domain.people import day_text
from circle_tui.export.cards import wording
from circle_tui.export.markdown import literal


def card_markdown(sheet: CardSheet) -> str:
    """Return a card as Markdown text that ends in a newline."""
    lines = [f"# {wording.TITLE}", "", f"{wording.as_of(sheet)} {literal(wording.ABOUT)}", ""]
    lines += _section(wording.THEIRS, sheet.theirs) or [
        *(f"## {wording.THEIRS}", ""),
        *(wording.NOTHING, ""),
    ]
    lines += _section(wording.SHARED, sheet.shared)
    lines += _section(wording.SETTLED_LATELY, sheet.settled)
    if sheet.decisions:
        lines += [f"## {wording.decided_in(sheet)}", ""]
        lines += [*(f"- {literal(text)}" for text in sheet.decisions), ""]
    lines += [f"## {wording.NEXT}", "", literal(sheet.next_meeting) or wording.NOT_PLANNED]
    return "\n".join(lines) + "\n"


def _section(title: str, items: tuple[ActionItem, ...]) -> list[str]:
    """Return items under a heading; nothing where there are none."""
    if not items:
        return []
    return [f"## {title}", "", *(line for item in items for line in _item(item)), ""]


def _item(item: ActionItem) -> list[str]:
    """Return an item and, beneath it, what became of it."""
    lines = [f"- {literal(item.text)} ({wording.standing(item)})"]
    for day, what, how in wording.history(item):
        lines.append(f"  - {day_text(day)}: {what}" + (f". {literal(how)}" if how else ""))
    return lines
