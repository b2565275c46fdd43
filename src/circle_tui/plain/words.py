"""What is said of the clock and of the floor: a ``LiveView`` in sentences to be heard.

A screen reader reads ``12:34`` in many ways, and "12 minutes 34 seconds" in one.
"""

from collections.abc import Iterator

from circle_tui.domain.order import Line, Mark
from circle_tui.domain.view import LiveView
from circle_tui.domain.who import WHOLE_GROUP, WITHOUT_PRESENTER, capital
from circle_tui.domain.who import stopped as stopped  # what is said ends so, too


def spoken(seconds: int) -> str:
    """Return a length of time in words: ``1 hour 5 minutes``, ``45 seconds``."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (rest, "second"))
    return " ".join(counted(number, unit) for number, unit in parts if number) or "0 seconds"


def in_minutes(seconds: int) -> str:
    """Return the length of a meeting: ``130 min``, and in words where the minutes are not whole."""
    return spoken(seconds) if seconds % 60 else f"{seconds // 60} min"


def counted(number: int, thing: str) -> str:
    """Return ``1 note``, ``4 notes``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def left_text(left: int, allotted: int) -> str:
    """Say what is left of a turn; ``left`` is negative once it runs over."""
    if left <= 0:
        return f"{spoken(left)} over {spoken(allotted)}" if left else "time is up"
    if left == allotted:
        return spoken(allotted)
    return f"{spoken(left)} left of {spoken(allotted)}"


def floor(view: LiveView) -> str:
    """Name whose turn it is; the part where that is everybody's, or nobody's yet."""
    whole = ("", WHOLE_GROUP, WITHOUT_PRESENTER)
    return view.segment if view.volunteer or view.who in whole else view.who


def holder(view: LiveView) -> str:
    """Return who has the turn, as a sentence begins with it."""
    return "Whoever comes forward" if view.volunteer else view.who or WHOLE_GROUP


def place(view: LiveView) -> str:
    """Name the part that is on, and which of how many turns: ``Turns, 3 of 8``."""
    return f"{view.segment}, {view.place}" if view.place else view.segment


def begins(view: LiveView, left: int, allotted: int) -> str:
    """Say who has the floor now, and who is next."""
    told = left_text(left, allotted)
    who = holder(view)
    has = f"{who}: {told}" if view.together or left <= 0 else f"{who} has {told}"
    paused = f" The clock is {view.pause}; the promise stays." if view.paused else ""
    following = stopped(view.following)
    return f"{view.now} {stopped(place(view))} {has}.{paused} Next: {following}"


def ends(view: LiveView) -> str:
    """Say when the meeting will end, held against when that was promised."""
    if view.on_time:
        return f"Ends {view.promised}, on time."
    return f"Ends {view.projected}, {view.drift}; promised {view.promised}."


def stands(view: LiveView, left: int, allotted: int) -> str:
    """Say how the turn and the meeting stand, after something changed them."""
    told = left_text(left, allotted)
    if view.paused:  # a length alone would be heard as that of the pause
        told = f"{view.pause}, {told}{' left' if left == allotted else ''}"
    return f"{view.now} {floor(view)}: {told}. {ends(view)}"


def in_order(line: Line) -> str:
    """Say one line of the running order."""
    if not line.time:
        return f"Together: {stopped(line.title)}"
    if line.mark is Mark.PASSED:
        return f"{line.title}: {line.time}."
    return f"{line.title}: {', '.join(filter(None, (line.mark, line.time, line.over)))}."


def beside(view: LiveView) -> Iterator[str]:
    """Yield what else holds of this turn, and what is to be decided, each with its command."""
    if view.together:
        yield f"Together: {stopped('; '.join(view.together))}"
    if view.coming:
        yield f"Together next: {stopped('; '.join(view.coming))}"
    if view.asked:
        yield f"{view.who} {view.asked}, has {view.allotted}."
    if view.silent:
        yield f"{capital(view.silent)}."
    if view.counted:
        yield f"{capital(view.counted)}."
    if view.votes:
        yield view.votes
    yield from away(view)
    if view.volunteer:
        yield f'{view.volunteer} Type "order" when somebody comes forward.'
    if view.vote_due:
        yield f'{view.vote_due} Type "vote" to count the hands.'
    if view.to_count:
        yield f'To be counted: {stopped(view.to_count)} Type "count".'
    if view.unsettled:
        yield 'Equal shares so far. Type "bids" to share the time out as people ask.'
    if view.dealt:
        yield f'{view.dealt}, dealt by turn. Type "who" to name somebody else.'
    if view.unheld:
        yield f'{view.unheld} is here. Type "who" to choose one.'
    if view.behind:
        yield (
            f'{ends(view)} {capital(view.behind)}. Type "replan" to hear times that end on time.'
        )


def away(view: LiveView) -> Iterator[str]:
    """Yield what an interruption took, and how to have it back; nothing where there was none."""
    if view.interruption:
        yield (
            f"{view.interruption} went by without the clock. That time counts. "
            'Type "give" to give it back to this turn.'
        )


def script(view: LiveView) -> Iterator[str]:
    """Yield what everybody is asked in this part, and what the facilitator may say."""
    if view.prompt:
        yield f"Prompt: {view.prompt}"
    if view.say:
        yield f"To say: {view.say}"
