"""What a card says, in the words that all of its forms share; days are told with their year.

Nothing here depends on today, so that the same card gives the same bytes on another day.
"""

from datetime import date

from circle_tui.domain.actions import SETTLED, ActionItem, ActionStatus, Step, step_words
from circle_tui.domain.cards import CardSheet
from circle_tui.domain.people import day_text
from circle_tui.export.outline import NOT_PLANNED as NOT_PLANNED

TITLE = "Your card"

THEIRS = "What you took on"
SHARED = "What the whole circle took on"
SHARED_NOTE = "Only to read: this is talked about together, when the circle meets."
SETTLED_LATELY = "What you settled lately"
NEXT = "Next meeting"
NOTHING = "Nothing of yours is open."

ABOUT = (
    "Only what is yours, what the whole circle took on, and what it agreed to share. No member's "
    "name is in it: a letter in brackets, such as [A], stands for a member within one text, and "
    "for somebody else in the next."
)

STANDS = {
    ActionStatus.OPEN: "open",
    ActionStatus.DONE: "done",
    ActionStatus.PARTLY: "partly done",
    ActionStatus.CARRIED: "carried to the next meeting",
    ActionStatus.DROPPED: "dropped on purpose",
}
"""How an item stands; what was answered and what was said in the circle are told alike."""


def as_of(sheet: CardSheet) -> str:
    """Say what day the items on a card are of."""
    return f"As of {day_text(sheet.card.made)}."


def standing(item: ActionItem) -> str:
    """Say how an item stands: ``open, due 28 November 2026``, ``done 3 December 2026``."""
    if item.closed:
        return f"{STANDS[item.status]}, {day_text(item.closed)}"
    due = f"due {day_text(item.due)}" if item.due else "no date"
    return f"{STANDS[item.status]}, {due}"


def history(item: ActionItem) -> list[tuple[date, str, str]]:
    """Return what became of an item: each day, what happened, and how it went if somebody said."""
    told = [(item.made, "taken on", "")]
    settled = False
    for step in item.steps:
        told.append((step.on, _step(step, again=settled), step.text))
        settled = step.status in SETTLED
    return told


def decided_in(sheet: CardSheet) -> str:
    """Return the heading over the decisions."""
    return f"What the circle decided on {day_text(sheet.decided)}" if sheet.decided else ""


def _step(step: Step, *, again: bool) -> str:
    if step.status is ActionStatus.OPEN:
        return step_words(step.status, again=again)
    return STANDS[step.status]
