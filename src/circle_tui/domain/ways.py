"""The ways out when a plan does not fit: what could be done, each with the figures it leads to.

No part goes below its floor; where the floors leave too little, the end moves by the rest, or that
choice is not offered. The figures of a choice are those of the plan that it leads to, so that what
it says is what then happens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from circle_tui.domain.agenda import Agenda, ClockMode
from circle_tui.domain.cast import Cast
from circle_tui.domain.choices import (
    Choice,
    Way,
    Words,
    changed_text,
    later_text,
    left_out_text,
)
from circle_tui.domain.combining import (
    MOST_WAYS,
    Comes,
    Squeeze,
    best_of,
    comes_to,
    fewest_silent,
    mildest,
    minutes_missing,
    whole_steps,
)
from circle_tui.domain.floors import may_be_left_out
from circle_tui.domain.lengths import figure_text, filled, minutes_text
from circle_tui.domain.plan import Turn, by_segment, planned_seconds
from circle_tui.domain.speaking import Volunteers, volunteers_in
from circle_tui.domain.table import Table
from circle_tui.domain.values import value


def ways_out(
    agenda: Agenda, turns: Sequence[Turn], seats: Sequence[int], cast: Cast, late: int = 0
) -> tuple[Choice, ...]:
    """Return what can be done about a plan that is too long, the mildest way first.

    Where it fits, they are what can be done about parts that take more than their own headline.
    ``late`` is how many seconds of the promised time are over already.
    """
    agenda = filled(agenda, seats, cast) if late else agenda
    table = Table(agenda, by_segment(agenda, turns), seats, cast, late)
    return tuple(_out(table) if table.need > 0 else _to_headlines(table))


@value
class _Cut:
    """One cut at one part: fewer people speak in it, or it is left out."""

    index: int
    choice: Choice
    told: Words
    saved: int


def _out(table: Table) -> list[Choice]:
    """Return what saves the seconds that are missing, the mildest first, and a later end."""
    every = range(len(table.parts))
    squeeze = _squeeze(table)
    shorter = _shortened(table, squeeze)
    found = [shorter] if shorter else []
    over = min((i for i in every if table.over(i) >= table.need), key=table.over, default=None)
    one = None if over is None else _shorten(table, table.over(over), [over])
    if one and shorter and one.edits != shorter.edits:
        found.append(one)
    found += _for_volunteers(table, squeeze)
    found += _left_out(table, squeeze)
    title = f"End {squeeze.whole} min later"
    later = Choice(Way.LATER, title, later=60 * squeeze.whole)
    found.append(table.told(later, f"{title} than promised."))
    if len(found) > MOST_WAYS and one in found:
        found.remove(one)
    return found


def _squeeze(table: Table) -> Squeeze:
    """Return what shortening alone comes to."""
    need = whole_steps(table.need)
    room = sum(giver.room for giver in table.givers(range(len(table.parts))))
    later = minutes_missing(need - room)
    return Squeeze(need, room, later, minutes_missing(need), enough=not later)


def _shortened(table: Table, squeeze: Squeeze) -> Choice | None:
    """Return the choice to shorten parts, and to end later by what they cannot give.

    ``None`` where it would end as late without.
    """
    if squeeze.later >= squeeze.whole:
        return None
    need = table.need - 60 * squeeze.later
    return _shorten(table, need, range(len(table.parts)), squeeze.later)


def _to_headlines(table: Table) -> Iterator[Choice]:
    """Yield the ways out for each part that takes more than its own headline says."""
    for index in range(len(table.parts)):
        over = table.over(index)
        if not over:
            continue
        if shorter := _shorten(table, over, [index]):
            yield shorter
        numbers = volunteers_in(table.agenda.segments[index], table.parts[index])
        enough = (found for found in numbers if table.seconds(index) - found.seconds >= over)
        for cut in [_speak(table, index, found) for found in enough][:1]:
            yield _combined(table, cut, Comes(0, shorter=False))
        whole, promised = minutes_text(table.seconds(index)), table.agenda.minutes
        then = "" if promised is None else f" and still keeps the promised {promised} min"
        yield table.told(
            Choice(Way.LATER, f"Let {table.name(index)} take {whole}"),
            f"Let {table.name(index)} take {whole}: the meeting takes "
            f"{minutes_text(table.planned)}{then}.",
        )


def _shorten(table: Table, need: int, indices: Sequence[int], later: int = 0) -> Choice | None:
    """Return what shortens segments by ``need`` seconds in all, ``None`` if they cannot give it.

    ``later`` is by how many minutes the meeting ends later besides.
    """
    edits = table.shorter(need, indices)
    if edits is None:
        return None
    bare = Choice(Way.SHORTEN, "", edits=edits, later=60 * later)
    told = _shorter_text(table, bare)
    if later:
        told = told.besides(later_text(f"{later} min"))
    return table.told(replace(bare, title=told.title), told.sentence)


def _shorter_text(table: Table, bare: Choice, *, but: int | None = None) -> Words:
    """Say which parts a choice makes shorter, ``but`` the one of which something else was told."""
    changes = table.figured(bare).changes
    shorter = [change for change in changes if change.after < change.before]
    shorter = [change for change in shorter if change.segment != but]
    by_bids = bool(table.cast.bids)
    return changed_text(table.agenda, shorter, by_bids=by_bids, first=but is None)


def _for_volunteers(table: Table, squeeze: Squeeze) -> list[Choice]:
    """Return the choice that only some speak in a part: where the fewest have to do without."""
    tried = []
    for index, segment in enumerate(table.agenda.segments):
        numbers = volunteers_in(segment, table.parts[index])
        cuts = [(_speak(table, index, found), found.silent) for found in numbers]
        if best := mildest(cuts, lambda one: _comes(table, squeeze, one[0])):
            (cut, silent), comes = best
            tried.append((cut, comes, silent * segment.weight))
    return [_combined(table, cut, comes) for cut, comes in fewest_silent(tried)]


def _speak(table: Table, index: int, found: Volunteers) -> _Cut:
    """Return the cut that only some speak in a segment.

    The turns are then nobody's: whoever wants to takes the next, as long as before.
    """
    segment, before = table.agenda.segments[index], table.seconds(index)
    becomes = replace(
        segment,
        clock=ClockMode.GROUP,
        seconds=found.share,
        rounds=found.rounds * found.people,
        absorb=False,
        say=(
            f"{found.people} of {found.everybody} speak here, whoever wants to: "
            f"{figure_text(found.share)} each.\n{segment.say}"
        ).rstrip(),
    )
    choice = Choice(Way.VOLUNTEERS, "", people=found.people, edits=((index, becomes),))
    told = found.told(table.name(index), before)
    return _Cut(index, choice, told, before - found.seconds)


def _left_out(table: Table, squeeze: Squeeze) -> list[Choice]:
    """Return the choice to leave a part out, the one that is missed least.

    Where that takes more besides, one that is missed more and is enough alone is another choice.
    """
    lengths = list(map(planned_seconds, table.parts))
    tried = []
    for index in may_be_left_out(table.agenda.segments, lengths):
        told = left_out_text(table.name(index), lengths[index])
        cut = _Cut(index, Choice(Way.DROP, "", edits=((index, None),)), told, lengths[index])
        tried.append((cut, _comes(table, squeeze, cut)))
    return [_combined(table, cut, comes) for cut, comes in best_of(tried)]


def _comes(table: Table, squeeze: Squeeze, cut: _Cut) -> Comes | None:
    """Return what a cut comes to."""
    then = table.then(cut.choice)
    need = whole_steps(then.need)
    room = sum(giver.room for giver in then.givers(_others(then, cut)))
    alone, others = minutes_missing(need), minutes_missing(need - room)
    return comes_to(squeeze, cut.saved, alone, others)


def _others(then: Table, cut: _Cut) -> list[int]:
    """Return the parts, by their index after a cut, that it leaves as they are."""
    left_out = cut.choice.way is Way.DROP
    return [index for index in range(len(then.parts)) if left_out or index != cut.index]


def _combined(table: Table, cut: _Cut, comes: Comes) -> Choice:
    """Return the choice that a cut makes, together with what it takes besides."""
    bare, told = replace(cut.choice, later=60 * comes.later), cut.told
    if comes.shorter:
        then = table.then(cut.choice)
        shorter = then.shorter(then.need - 60 * comes.later, _others(then, cut))
        assert shorter is not None, "what a cut comes to was tried"
        gone = len(table.parts) - len(then.parts)
        there = ((i + gone if i >= cut.index else i, segment) for i, segment in shorter)
        edits = dict(bare.edits) | dict(there)
        bare = replace(bare, edits=tuple(sorted(edits.items(), key=lambda edit: edit[0])))
        told = told.besides(_shorter_text(table, bare, but=cut.index))
    if comes.later:
        keeps = "" if comes.shorter else "the other parts"
        told = told.besides(later_text(f"{comes.later} min", keeps=keeps))
    return table.told(replace(bare, title=told.title), told.sentence)
