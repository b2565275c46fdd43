"""The words of the screens on which action items are looked through."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from circle_tui.domain.actions import ActionItem, ActionStatus, step_words
from circle_tui.domain.review import Sorting, Wanted
from circle_tui.services.reviewing import Reviewing
from circle_tui.ui.commands.review import SHARE
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import NOTHING
from circle_tui.ui.widgets.order import cut
from circle_tui.ui.widgets.roll import BESIDE, Roll, Row

MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.DONE: "✓",
    ActionStatus.PARTLY: "◐",
    ActionStatus.DROPPED: "–",
    ActionStatus.CARRIED: "→",
}
WHOSE = 16
"""Cells for whose an item is, in the list of a narrow window; a wide one gives a quarter."""

NOT_LOOKED_AT = "·"

HIDDEN = f"Not while the screen is shared. Press {SHARE.shown} first: it shows everything again."
QUOTED = 200
"""Cells of a text that a question quotes at most: its keys have to be seen."""

NOT_FOUND = "Nothing has these words in it. Esc shows everything again."
TOLD = 28
"""Cells of an item by which a line is told which one it is for."""

BEGUN = "a line is begun: n goes on with it"
WAITS = "What you typed waits with its item: n on it goes on."
FOLLOWS = "Read-only: another window holds this circle. What changes there shows here."
NOT_SHOWN = "What it is, is not shown here."


class Items(Roll):
    """The items, as many as fit around the cursor.

    What stands behind them stays in its column as they are answered, at the price of their texts,
    which are cut in any case: it never has fewer cells than it had.
    """

    WIDEST = 200

    def __init__(self) -> None:
        super().__init__(max(len(step_words(status)) for status in ActionStatus))

    def watch_rows(self) -> None:
        """Keep the cells of what is widest."""
        self._keeps = max(self._keeps, self._words)

    def _cells(self, width: int) -> int:
        return max(4, min(self.WIDEST, width - self._keeps - BESIDE))


class Parts(NamedTuple):
    """What is said of the item that is looked at, in its places."""

    whose: Content
    stands: Content
    text: Content
    past: Content


def title(
    name: str, progress: tuple[int, int], wanted: Wanted, *, hidden: bool, brief: bool = False
) -> Content:
    """Say how far the group is, and what of the items is left out; if ``brief``, in few cells."""
    done, count = progress
    far = f"{done} of {count}"
    said = [Content.styled(far if brief else f"{name}: {far} looked at", "bold")]
    if hidden:
        said.append(Content.styled("SHARED", "bold $warning"))
    return Content(" · ").join([*said, *beside(wanted, hidden=hidden)])


def beside(wanted: Wanted, *, hidden: bool = False) -> list[Content]:
    """Say which words are looked for, and in which order the items stand, unless as always."""
    said = []
    if wanted.words and not hidden:
        said.append(plain(f"with “{wanted.words}”").stylize("$warning"))
    if wanted.sorting is not Sorting.DUE:
        said.append(Content.styled(f"by {wanted.sorting}", "$quiet"))
    return said


def owners(whose: Sequence[str], width: int) -> list[str]:
    """Return whose the items are, each in the cells that a window of some width has for that."""
    names = [plain(name).plain for name in whose]
    most = max(WHOSE, width // 4)
    cells = min(max(map(cell_len, names), default=0), most)
    return [cut(name, cells) + "  " for name in names]


def row(review: Reviewing, item: ActionItem, owner: str) -> Row:
    """Return the line of an item: with a mark and a word if it was answered in this review.

    What was answered, or was settled before, is drawn in the quiet colour.
    """
    answer = review.answer(item)
    return Row(
        NOT_LOOKED_AT if answer is None else MARKS[answer],
        f"{owner}{plain(item.text).plain}",
        review.told(item).due if answer is None else step_words(answer),
        "$quiet" if answer or not item.is_open else "",
    )


def hidden_row(review: Reviewing, item: ActionItem) -> Row:
    """Return the line of an item where others look on: nobody's, and no more than may be shown."""
    looked = review.looked_at(item)
    style = "$quiet" if looked else ""
    mark = "✓" if looked else NOT_LOOKED_AT
    return Row(mark, review.reading(item).item or "an item", "", style)


def quoted(item: ActionItem, cells: int) -> str:
    """Return the beginning of what an item is, to tell it by."""
    return cut(plain(item.text).plain, cells).rstrip()


def nothing(said: str) -> Parts:
    """Say that there is no item."""
    return Parts(NOTHING, NOTHING, Content.styled(said, "$quiet"), NOTHING)


def hidden(text: str) -> Parts:
    """Say of an item what others may see, which is nothing if ``text`` is empty."""
    return Parts(NOTHING, NOTHING, plain(text or NOT_SHOWN).stylize("bold"), NOTHING)


def parts(review: Reviewing, item: ActionItem, whose: str, *, begun: bool = False) -> Parts:
    """Say whose an item is, how it stands, what it is, how it went and what became of it.

    ``begun`` tells that a line on how it went was typed and is not kept.
    """
    told = review.told(item)
    now = item.status.value if item.is_open and item.steps else ""
    stands = " · ".join(filter(None, (now, told.due, told.age)))
    past = [Content.styled(told.history, "$quiet")]
    if lines := [step.text for step in item.steps if step.text]:
        past.insert(0, Content.assemble(("how it went: ", "$quiet"), plain(lines[-1])))
    if begun:
        past.insert(0, Content.styled(BEGUN, "$warning"))
    return Parts(
        plain(whose).stylize("bold $accent"),
        Content.styled(stands, "$quiet"),
        plain(item.text).stylize("bold"),
        Content("\n").join(past),
    )
