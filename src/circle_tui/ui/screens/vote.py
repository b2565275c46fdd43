"""A vote on more time for a topic: the counts are typed, the majority decides."""

from circle_tui.domain import rules
from circle_tui.domain.voting_rules import ANSWERS, no_more_time, stands_text, vote, vote_means
from circle_tui.ui.screens.ask import AskScreen
from circle_tui.ui.screens.counting import Counts, Question, counted
from circle_tui.ui.screens.room import Decision, Room


async def decide_vote(room: Room) -> Decision | None:
    """Ask how many are for and against more time; where there is none, offer to go on."""
    session = room.live.session
    following = room.view().following
    title = f"Topic {session.current.round}: more time?"
    if why := no_more_time(session):
        on = AskScreen(title, f"{why}\nNext: {following}.", "go on")
        if not await room.app.push_screen_wait(on):
            return None
        return Decision(rules.advance, f"{why} Now: {following}.")

    def means(counts: Counts) -> str:
        for_, against = counts
        return vote_means(session, for_, against, following)

    hint = "yes and no: such as 5 3"
    counts = await counted(
        room, Question(title, stands_text(session, following), hint, ANSWERS, means)
    )
    return None if counts is None else Decision(vote(*counts), means(counts))
