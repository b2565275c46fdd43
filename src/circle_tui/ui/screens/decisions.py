"""Which window each deciding command of the live screen opens.

A window is loaded when its key is first pressed: one to five milliseconds then, and together they
are half a megabyte, of which an evening mostly needs little.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

from circle_tui.ui.commands.live import (
    AIRTIME,
    BIDS,
    COUNT,
    HERE,
    ORDER,
    PROMISE,
    PROMPT,
    REPLAN,
    REVIEW,
    VOTE,
    WHO,
)
from circle_tui.ui.screens.room import Decide, Decision, Room


class Opener(NamedTuple):
    """The function that opens a window, in a module beside this one."""

    module: str
    name: str

    def load(self) -> Decide:
        """Return the function; its module is loaded if it was not yet."""
        found: Decide = getattr(import_module(f"circle_tui.ui.screens.{self.module}"), self.name)
        return found


DECISIONS: Mapping[str, Opener] = {
    BIDS.name: Opener("bids", "decide_bids"),
    AIRTIME.name: Opener("airtime", "decide_airtime"),
    COUNT.name: Opener("checkin", "decide_count"),
    HERE.name: Opener("here", "decide_here"),
    ORDER.name: Opener("turns", "decide_order"),
    PROMISE.name: Opener("promise", "decide_promise"),
    PROMPT.name: Opener("prompt", "decide_prompt"),
    REPLAN.name: Opener("replan", "decide_replan"),
    REVIEW.name: Opener("review_group", "decide_review"),
    VOTE.name: Opener("vote", "decide_vote"),
    WHO.name: Opener("who", "decide_who"),
}
"""By the command's name; each is opened only where the command's gate allows it."""


async def decide(name: str, room: Room) -> Decision | None:
    """Open the window of the command called ``name``, and return what was decided in it."""
    return await DECISIONS[name].load()(room)
