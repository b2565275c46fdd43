"""Which window each deciding command of the live screen opens."""

from collections.abc import Mapping

from circle_tui.ui.commands.live import BIDS, REPLAN, WHO
from circle_tui.ui.screens.bids import decide_bids
from circle_tui.ui.screens.replan import decide_replan
from circle_tui.ui.screens.room import Decide
from circle_tui.ui.screens.who import decide_who

DECISIONS: Mapping[str, Decide] = {
    BIDS.name: decide_bids,
    REPLAN.name: decide_replan,
    WHO.name: decide_who,
}
"""By the command's name; each is opened only where the command's gate allows it."""
