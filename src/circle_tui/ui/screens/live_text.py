"""The words of the live screen: a ``LiveView`` as styled text, one function for each place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from textual.content import Content

from circle_tui.domain.review import is_last_time
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
    REVIEW,
    SCRIPT,
    VOTE,
    WHO,
)
from circle_tui.ui.text import plain
from circle_tui.ui.widgets.fitted import NOTHING, first_fitting
from circle_tui.ui.widgets.tones import BRIEF, STYLES, WORDS, tone_name

BAR = 8

EDGES = 2
"""Cells of a line that are never written on: one at each end."""

TITLE_FROM, WORDS_FROM, LARGER_FROM = 6, 7, 8
"""Rows from which on a window that is too small for the rest has one for the part that is on, one
for the clock in words, and one that says how to see more."""

BESIDE = 2
"""Cells between a part's title, which turn it is, and what else is said there."""

LEAST_TITLE = 6
"""Cells of a part's title that stay, whatever else has to be said beside it."""


class Hint(NamedTuple):
    """What is to be decided while a ``field`` of the view says something, and by which command.

    In the ``sentence`` what the field says stands for ``{said}``, the key for ``{key}``. ``label``
    is what the key line says meanwhile, if that is not what it always says, ``{said}`` as well.
    """

    field: str
    command: Command
    sentence: str
    label: str = ""
    style: str = "bold $accent"

    def told(self, view: LiveView) -> str:
        """Return the sentence for a view whose field says something."""
        return self.sentence.format(said=getattr(view, self.field), key=self.command.shown)

    def named(self, view: LiveView) -> str:
        """Return what the key line calls the command then; empty where that is as always."""
        return self.label.format(said=getattr(view, self.field))


HINTS = (
    Hint(
        "interruption",
        GIVE_BACK,
        "{said} without the clock, and it counts. Press {key} to give it back.",
        label="give {said} back",
        style="bold $warning",
    ),
    Hint("unsettled", BIDS, "Equal shares so far. Press {key} to share by bids."),
    Hint("volunteer", ORDER, "{said} Press {key} when somebody does.", label="who goes"),
    Hint("unheld", WHO, "{said} is here. Press {key} to choose one."),
    Hint("dealt", WHO, "{said}, dealt by turn. Press {key} to change it."),
    Hint("vote_due", VOTE, "{said} Press {key}."),
    Hint("to_count", COUNT, "To be counted: {said}. Press {key}."),
    Hint(
        "behind",
        REPLAN,
        "{said}. Press {key} for new times.",
        style="$accent",
    ),
)
"""The most urgent first, as they stand above the script and in the key line."""


def hints_of(view: LiveView) -> list[Hint]:
    """Return what is to be decided now, the most urgent first; of one key that alone."""
    told: dict[str, Hint] = {}
    for hint in HINTS:
        if getattr(view, hint.field):
            told.setdefault(hint.command.name, hint)
    return list(told.values())


def tone_of(view: LiveView) -> str:
    """Return the stylesheet's name for how the clock stands."""
    return tone_name(view.tone, paused=view.paused)


def silence(view: LiveView) -> Content:
    """Say beside a part's name that everybody keeps silent: nothing else is to be said then."""
    return Content(_in_short(view.silent) if view.quiet else "")


def segment(view: LiveView, beside: Content = NOTHING, width: int = 0) -> Content:
    """Name the part that is on, which of how many turns, and what there is no other room for.

    In so many cells, if that is known, the title gives way to that; but it can still be told from
    others.
    """
    title = plain(view.segment.upper()).stylize("bold $accent")
    place = Content.styled(f"  {view.place}" if view.place else "", "bold")
    if not beside:
        return Content.assemble(title, place)
    more = Content.assemble(" " * BESIDE, beside.stylize("$quiet"))
    if width > 0:
        room = max(LEAST_TITLE, width - place.cell_length - more.cell_length)
        title = title.truncate(room, ellipsis=True)
    return Content.assemble(title, place, more)


def pausing(view: LiveView) -> str:
    """Say that a pause stops the turn's clock and does not move the promise, while it lasts."""
    return f"{view.pause}: promise stays {view.promised}" if view.pause else ""


def aside(view: LiveView, width: int) -> Content:
    """Say what else holds: a pause, who is silent, what was asked or planned, what was counted.

    Each thing that has room in so many cells whole, or the first of them cut.
    """
    pause, silent = pausing(view), "" if view.quiet else view.silent
    notes = [(pause, pause), (silent, _in_short(silent)), *_notes(view)]
    return _fitting(notes, width) or Content(next((full for full, _ in notes if full), ""))


def beside(view: LiveView, width: int, *, used: bool) -> Content:
    """Say that in a small window, beside the part's name and in the same so many cells.

    What was ``used`` comes first, where that has no row of its own. The name gives way to it and to
    who is silent, down to a few cells. Anything else has another place, too, and gives way to it.
    """
    title, place = segment(view).cell_length, Content(view.place).cell_length
    needed = [(figures(view).plain,) * 2] if used else []
    needed += [(view.silent, _in_short(view.silent))] if view.silent else []
    whole = _fitting([*needed, *_notes(view)], width - title - BESIDE)
    least = _fitting(needed, width - min(title, LEAST_TITLE + BESIDE + place) - BESIDE)
    least = least or Content(needed[0][-1] if needed else "")
    return max(whole, least, key=lambda told: told.cell_length)


def _notes(view: LiveView) -> list[tuple[str, str]]:
    """Return what can give way, in full and in short: the time that holds stands elsewhere."""
    if view.asked:
        asked = f"{view.asked}, has {view.allotted}", view.asked
    else:
        asked = view.new_times, view.new_times.partition(",")[0]
    return [asked, (view.counted, view.counted)]


def _fitting(notes: Iterable[tuple[str, str]], width: int) -> Content:
    """Return as many of the notes as fit, each in full if all are; nothing if not one does."""
    said = [note for note in notes if note[0]]
    forms = [[full for full, _ in said]]
    forms += [[short for _, short in said[:count]] for count in range(len(said), 0, -1)]
    return first_fitting([*(Content(" · ".join(form)) for form in forms), NOTHING], width)


def _in_short(silent: str) -> str:
    """Return ``others: silent`` for ``the others keep silent``, for a window with little room."""
    return re.sub(r"^(?:the )?(.+) keeps? silent$", r"\1: silent", silent)


def state(view: LiveView, calm: str = "", *, brief: bool = False) -> Content:
    """Say in a word how the clock stands, so that colour is never alone in saying it.

    ``calm`` is what to say while there is time, where there is room to say it; ``brief`` says all
    of them in one word.
    """
    tone = tone_of(view)
    return Content.styled(BRIEF[tone] if brief else WORDS[tone] or calm, STYLES[tone])


def words(view: LiveView, *, brief: bool = False) -> Content:
    """Say the clock in words; in ``brief`` without what was planned."""
    over = view.tone is Tone.OVER
    told = f"{view.clock.lstrip('+')} over" if over else f"{view.clock} left"
    planned = view.allotted if over else f"of {view.allotted}"
    return Content(told if brief else f"{told} {planned}")


def figures(view: LiveView) -> Content:
    """Say what was used of what was planned, in as few words as it takes."""
    return Content.styled(f"{view.used} of {view.allotted}", "$quiet")


def said(view: LiveView, *, small: bool, width: int) -> Content:
    """Say the clock in words, and what was used; at least that, in so many cells."""
    paused = small and view.pause
    told = Content(pausing(view)) if paused else words(view).append(f" · {view.used} used")
    return told if told.cell_length + EDGES <= width else figures(view)


def bar(view: LiveView) -> Content:
    """Draw how much of the turn is used."""
    filled = round(view.portion * BAR / 100)
    return Content.assemble(("█" * filled, STYLES[tone_of(view)]), ("░" * (BAR - filled), "$quiet"))


def who(view: LiveView, *, bare: bool = False) -> Content:
    """Name whose turn it is; ``bare`` is without a ground, where each cell counts."""
    if not view.who:
        return Content("")
    if bare:
        return plain(view.who).stylize("bold $accent")
    return Content.assemble(" ", plain(view.who), " ").stylize("bold $background on $accent")


def following(view: LiveView) -> Content:
    """Name who or what comes next, if that is told."""
    if not view.following:
        return Content("")
    return Content.assemble(("next: ", "$quiet"), plain(view.following))


def larger(width: int, height: int) -> Content:
    """Say how to see the rest of the screen, where the clock can spare a row for it."""
    if height < LARGER_FROM:
        return NOTHING
    said = "More at 40 by 10 or larger."
    return Content.styled(said if len(said) + EDGES <= width else "More at 40 by 10.", "$quiet")


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
        yield replace(hint.command, label=hint.named(view) or hint.command.label)
    paused = session.running_since is None
    if paused:
        yield replace(PAUSE, label="go on")
    if view.last:
        yield END
    hinted = {hint.command.name for hint in hints}
    if is_last_time(session):
        hinted.add(REVIEW.name)
        yield replace(REVIEW, label="go through them")
    for command in commands:
        if command.name in hinted or (command in (NEXT, END) and view.last):
            continue
        if command is not PAUSE or not paused:
            yield command
