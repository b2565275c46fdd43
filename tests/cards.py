"""A circle whose members have cards: who is in it, what they took on, and replies to it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from circle_tui.domain.actions import ActionItem, ActionStatus, Step, taken
from circle_tui.domain.notes import Decision
from circle_tui.domain.people import Agreed, Member, Profile
from circle_tui.domain.record import SessionRecord
from circle_tui.services.workspace import Workspace
from tests.fakes import THURSDAY_EVENING, FakeCircle, FakeClock, Tokens, choose

NOOR = Member("1" * 18, "Noor Tamberlane", "Cedar", "n.tamberlane@example.org")
MIRA = Member("2" * 18, "Mira Sandoquist", "Delta")
MEMBERS = (NOOR, MIRA)

SESSION = "9" * 18
MADE = date(2026, 11, 5)
TODAY = date(2026, 11, 19)

OUTLINE, LOG, TEA, READ, ROOM = (f"{number}" * 18 for number in "34567")
"""Ids: two open items of Noor's, one that she settled, one of Mira's, one of the circle's."""


def items() -> tuple[ActionItem, ...]:
    """Return what a circle of two took on."""
    log = ActionItem(LOG, SESSION, NOOR.alias, "keep a log of calls", MADE)
    tea = ActionItem(TEA, SESSION, NOOR.alias, "bring tea", MADE)
    return (
        ActionItem(OUTLINE, SESSION, NOOR.alias, "send the outline", MADE, date(2026, 11, 28)),
        taken(log, Step(date(2026, 11, 12), ActionStatus.PARTLY, "two weeks of it")),
        taken(tea, Step(date(2026, 11, 18), ActionStatus.DONE)),
        ActionItem(READ, SESSION, MIRA.alias, "read the draft aims", MADE),
        ActionItem(ROOM, SESSION, "", "find a bigger room", MADE),
    )


def circle_of_two(*members: Member, agreed: tuple[Agreed, ...] = ()) -> FakeCircle:
    """Return a circle that met once, decided something, and took all of ``items`` on."""
    circle = FakeCircle(*(members or MEMBERS), clock=FakeClock())
    began = THURSDAY_EVENING - timedelta(days=14)
    circle.kept = replace(
        circle.kept,
        profile=Profile("Test circle", agreed=agreed),
        actions={item.id: item for item in items()},
        records={SESSION: SessionRecord(SESSION, "Plan", began, began, began, 2, ())},
        decisions={"8": Decision("8" * 18, SESSION, "we begin at six")},
    )
    return circle


def take_on(circle: FakeCircle, id_: str, text: str, owner: Member = NOOR) -> None:
    """Let somebody take one more thing on, as an older version may have kept it: past the gate."""
    item = ActionItem(id_, SESSION, owner.alias, text, MADE)
    circle.kept = replace(circle.kept, actions={**circle.kept.actions, id_: item})


def space_of(circle: FakeCircle, folder: Path) -> Workspace:
    """Return a circle opened for work, with its files under a folder."""
    return Workspace(circle, circle.clock, Tokens(), choose, folder / "exports", folder / "agendas")


def answered(
    card: Mapping[str, Any], *answers: tuple[str, str, str], reply: str = "4" * 18, **other: object
) -> bytes:
    """Return a reply file as the page of a card saves it: item, status, and how it went."""
    told = [{"id": item, "status": status, "how": how} for item, status, how in answers]
    known = {key: card[key] for key in ("format", "version", "circle", "card")}
    return json.dumps({**known, "reply": reply, "items": told, **other}).encode()


def data_of(page: str) -> dict[str, Any]:
    """Return what the script of a card's page knows."""
    block = page.partition('id="data">')[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(block)
    return found
