"""The words of the live screen: a ``LiveView`` as styled text, one function for each place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from textual.content import Content

from circle_tui.domain.session import Session
from circle_tui.domain.timing import Tone
from circle_tui.domain.view import LiveView
from circle_tui.ui.commands.command import Command
from circle_tui.ui.commands.live import (
    BIDS,
    COUNT,
    END,
    GIVE_BACK,
    NEXT,
    ORDER,
    PAUSE,
    REPLAN,
    SCRIPT,
    VOTE,
    WHO,
)
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.tones import STYLES, WORDS, tone_name

BAR = 8

EDGES = 4
"""Cells of a header that are never written on: one at each end, two between its parts."""

NOTHING = Content("")


class Hint(NamedTuple):
    """What is to be decided while a ``field`` of the view says something, and by which command.

    In the ``sentence`` what the field says stands for ``{said}``, the key for ``{key}``. ``label``
    is what the key line says meanwhile, if that is not what it always says.
    """

    field: str
    command: Command
    sentence: str
    label: str = ""
    style: str = "bold $accent"

    def told(self, view: LiveView) -> str:
        """Return the sentence for a view whose field says something."""
        return self.sentence.format(said=getattr(view, self.field), key=self.command.shown)


HINTS = (
    Hint(
        "interruption",
        GIVE_BACK,
        "Away {said}, and it counts. Press {key} to give it back.",
        style="bold $warning",
    ),
    Hint("unsettled", BIDS, "Equal shares so far. Press {key} to share by bids."),
    Hint("volunteer", ORDER, "{said} Press {key} when somebody does.", label="who goes"),
    Hint("dealt", WHO, "{said}, dealt by turn. Press {key} to change it."),
    Hint("unheld", WHO, "{said} is here. Press {key} to choose one."),
    Hint("vote_due", VOTE, "{said} Press {key}."),
    Hint("to_count", COUNT, "To be counted: {said}. Press {key}."),
    Hint(
        "behind",
        REPLAN,
        "{said}. Press {key} to end on time.",
        style="$accent",
    ),
)
"""The most urgent first, as they stand above the script and in the key line."""


def hints_of(view: LiveView) -> list[Hint]:
    """Return what is to be decided now, the most urgent first."""
    return [hint for hint in HINTS if getattr(view, hint.field)]


def tone_of(view: LiveView) -> str:
    """Return the stylesheet's name for how the clock stands."""
    return tone_name(view.tone, paused=view.paused)


def head_left(view: LiveView, circle: str, *, sharing: bool, kept: bool, blank: bool) -> Content:
    """Say which circle and agenda this is, or that both are hidden; what comes first stays seen.

    ``sharing`` is said to be so once it is ``kept``: a crash before that would show names.
    """
    view_blank = [Content.styled("public view blank", "bold $warning")] if blank else []
    if sharing:
        shared = "SHARED" if blank else "SHARED, names hidden"
        shared = shared if kept else "names hidden …"
        said = [Content.styled(shared, "bold $warning"), *view_blank]
    else:
        said = [*view_blank, plain(circle).stylize("bold"), plain(view.agenda)]
    return Content(" · ").join(said)


def head_small(view: LiveView) -> Content:
    """Say when the meeting will end, and nothing else: for a window with no room."""
    style = "bold $warning" if view.late else "$success"
    return Content.assemble(f"ends {view.projected}  ", (view.drift, style))


def head_right(view: LiveView) -> Content:
    """Say what time it is, when the meeting should end and whether it will."""
    if view.on_time:
        ends = Content.styled(f"ends {view.promised}   on time", "$success")
    else:
        style = "bold $warning" if view.late else "$success"
        ends = Content.assemble(
            (f"promised {view.promised}   ", "$quiet"),
            f"ends {view.projected}   ",
            (view.drift, style),
        )
    return Content.styled(f"{view.now}   ", "$quiet") + ends


def silence(view: LiveView) -> Content:
    """Say beside a part's name that everybody keeps silent: nothing else is to be said then."""
    return Content(_in_short(view.silent) if view.quiet else "")


def segment(view: LiveView, beside: Content = NOTHING, width: int = 0) -> Content:
    """Name the part that is on, which of how many turns, and what there is no other room for.

    In a small window, so many cells wide, the title gives way to that, and to how the clock stands.
    """
    title = plain(view.segment.upper()).stylize("bold $accent")
    place = Content.styled(f"  {view.place}" if view.place else "", "bold")
    if not beside.plain:
        return Content.assemble(title, place)
    more = Content.assemble("  ", beside.stylize("$quiet"))
    if not width:
        return Content.assemble(title, place, more)
    taken = place.cell_length + more.cell_length + state(view).cell_length + EDGES
    return Content.assemble(title.truncate(max(0, width - taken), ellipsis=True), place, more)


def pausing(view: LiveView) -> str:
    """Say that a pause stops the turn's clock and does not move the promise, while it lasts."""
    return f"{view.pause}: promise stays {view.promised}" if view.pause else ""


def aside(view: LiveView, *, small: bool) -> Content:
    """Say what else holds: a pause, what was asked for this turn, who is silent, what was counted.

    In a small window the pause takes the place of the clock in words.
    """
    pause = "" if small else pausing(view)
    asked = f"{view.asked}, has {view.allotted}" if view.asked else ""
    silent = _in_short(view.silent) if small else "" if view.quiet else view.silent
    return Content(" · ".join(filter(None, (pause, asked, silent, view.counted))))


def _in_short(silent: str) -> str:
    """Return ``others: silent`` for ``the others keep silent``, for a window with little room."""
    return re.sub(r"^(?:the )?(.+) keeps? silent$", r"\1: silent", silent)


def state(view: LiveView, calm: str = "") -> Content:
    """Say in a word how the clock stands, so that colour is never alone in saying it.

    ``calm`` is what to say while there is time, where there is room to say it.
    """
    return Content.styled(WORDS[tone_of(view)] or calm, STYLES[tone_of(view)])


def words(view: LiveView) -> Content:
    """Say the clock in words."""
    if view.tone is Tone.OVER:
        return Content(f"{view.clock.lstrip('+')} over {view.allotted}")
    return Content(f"{view.clock} left of {view.allotted}")


def said(view: LiveView, *, small: bool) -> Content:
    """Say the clock in words, and what was used."""
    if small and view.pause:
        return Content(pausing(view))
    return words(view).append(f" · {view.used} used")


def bar(view: LiveView) -> Content:
    """Draw how much of the turn is used."""
    filled = round(view.portion * BAR / 100)
    return Content.assemble(("█" * filled, STYLES[tone_of(view)]), ("░" * (BAR - filled), "$quiet"))


def who(view: LiveView) -> Content:
    """Name whose turn it is."""
    if not view.who:
        return Content("")
    return Content.assemble(" ", plain(view.who), " ").stylize("bold $background on $accent")


def following(view: LiveView) -> Content:
    """Name who or what comes next, if that is told."""
    if not view.following:
        return Content("")
    return Content.assemble(("next: ", "$quiet"), plain(view.following))


def larger() -> Content:
    """Say how to see the rest of the screen."""
    return Content.styled("More at 40 by 10 or larger.", "$quiet")


def script(view: LiveView) -> Content:
    """Return what the facilitator may say, and before it what is to be decided first."""
    told = [plain(hint.told(view)).stylize(hint.style) for hint in hints_of(view)]
    if view.interruption:
        return told[0]
    if view.votes:
        told.append(plain(view.votes).stylize("bold $accent"))
    say = "" if view.quiet else view.say  # it was said before the silence; the script has it
    return Content("\n").join([*told, plain(say, multiline=True).stylize("italic $quiet")])


def more(*, small: bool) -> Content:
    """Name the key that shows what had no room."""
    key = Content.styled(SCRIPT.shown, "bold $accent")
    return key if small else key + Content.styled(f" {SCRIPT.label}", "$quiet")


def reading(view: LiveView) -> str:
    """Return all there is to read of a part beside its prompt: the script, and who is who."""
    parts = [view.say, view.roles]
    for told, groups in (("Together now", view.together), ("Together next", view.coming)):
        parts.append("\n".join([f"{told}:", *groups]) if groups else "")
    return "\n\n".join(filter(None, parts))


def worded(commands: Iterable[Command], session: Session, view: LiveView) -> Iterator[Command]:
    """Yield the commands with labels that fit the moment; the most useful one comes first."""
    hints = hints_of(view)
    for hint in hints:
        yield replace(hint.command, label=hint.label or hint.command.label)
    paused = session.running_since is None
    if paused:
        yield replace(PAUSE, label="go on")
    if view.last:
        yield END
    hinted = {hint.command.name for hint in hints}
    for command in commands:
        if command.name in hinted or (command in (NEXT, END) and view.last):
            continue
        if command is not PAUSE or not paused:
            yield command
