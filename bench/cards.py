"""``python -m bench.cards [FOLDER]``: draw the pictures of a member's card, by day and by night.

A browser draws them, with the letters that the system has: another machine draws other bytes.
"""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.browser import Visit, running

from circle_tui.domain.actions import ActionItem, ActionStatus, Step
from circle_tui.domain.cards import Card, CardSheet
from circle_tui.export.cards.page import card_page

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"

NOVEMBER = date(2026, 11, 5)

SHEET = CardSheet(
    card=Card("5" * 18, "1" * 18, date(2026, 11, 26), "1"),
    circle="1" * 18,
    theirs=(
        ActionItem(
            "3" * 18,
            "",
            "",
            "Write the one-page case for protected time",
            NOVEMBER,
            date(2026, 12, 10),
            ActionStatus.PARTLY,
            steps=(Step(date(2026, 11, 26), ActionStatus.PARTLY, "half a page, [A] read it"),),
        ),
    ),
    settled=(),
    shared=(ActionItem("4" * 18, "", "", "Find a bigger room for the spring", NOVEMBER),),
    next_meeting="Thursday 17 December 2026, 18:30 in Berlin",
)


def main(arguments: list[str]) -> int:
    """Draw both pictures into a folder."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, running() as browser:
        file = Path(place) / "card.html"
        file.write_text(card_page(SHEET), encoding="utf-8")
        for name, dark in (("card", False), ("card-dark", True)):
            visit = Visit(browser, file, dark=dark)
            visit.page.set_viewport_size({"width": 760, "height": 600})
            visit.page.get_by_role("radio", name="Done", exact=True).check()
            visit.page.get_by_label("How it went").fill("sent to the chair, who will answer soon")
            visit.page.screenshot(path=folder / f"{name}.png", full_page=True)
            visit.close()
            print(folder / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
