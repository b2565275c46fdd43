"""The turns of one part of a session, laid anew for those who are in the room now.

- Where everybody has the same time, who comes has it too, and who goes takes theirs along.
- A total is shared anew over those who still have a turn to come (the rule of SWIMS: the minutes
  there are by the members present, swims-equal-share.toml). Once nobody has, who comes gets what
  their share of the whole would have been, and the meeting that much longer.
- A turn in which somebody left goes on last in its round when they come back: with what was left of
  it where each has the same time, or had what they bid for. Of a total it gets no more than that,
  and no more than brings its person to what the others have, or else to a share of the whole.
- Who was not asked has no turn in a part that was shared out by bids.
- Groups change from the next round on.
- Turns of everybody stay as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from circle_tui.domain.agenda import IN_GROUPS, ClockMode, EachInGroup, Segment
from circle_tui.domain.cast import Cast, holders, in_turn, roles_in, speakers
from circle_tui.domain.groups import Grouping
from circle_tui.domain.plan import EVERYBODY, IN_TURNS, Turn, TurnId, turns_of
from circle_tui.domain.regrouping import paired_again, regrouped
from circle_tui.domain.sharing import STEP, level, split
from circle_tui.domain.state import NOTHING, Session, steps_left
from circle_tui.domain.values import value


@value
class Change:
    """A change of attendance: the session before it, and who is here and has which role then.

    ``unspent`` are the seconds that others get of turns that were begun, since their persons go.
    ``back`` are the turns that may go on since theirs come back, and what was left of each.
    """

    session: Session
    seats: tuple[int, ...]
    cast: Cast
    unspent: Mapping[TurnId, int] = field(default_factory=dict)
    back: Mapping[TurnId, int] = field(default_factory=dict)

    @property
    def held(self) -> dict[str, int]:
        """Who holds each role then."""
        return holders(self.session.agenda, self.seats, self.cast)

    @property
    def came(self) -> tuple[int, ...]:
        """The seats of those who come into the room."""
        return tuple(seat for seat in self.seats if seat not in self.session.seats)

    def had(self, turn: Turn) -> bool:
        """Tell whether somebody has had something of a turn, whether it lies behind or ahead."""
        return self.session.used.get(turn.id, NOTHING) > NOTHING


@value
class Part:
    """A segment with its turns that lie behind or are on, and those ahead, or that may go on.

    ``begun`` tells whether anything of it was had, or of a part that takes turns with it.
    """

    index: int
    segment: Segment
    behind: tuple[Turn, ...]
    ahead: tuple[Turn, ...]
    begun: bool

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn of the part."""
        return (*self.behind, *self.ahead)


@value
class Laid:
    """A turn ahead, and the seconds it was planned for before what remained was planned again.

    ``anew`` tells that it is a new share of a total: what it had and was given is in that.
    """

    turn: Turn
    planned: int
    anew: bool = False


def laid_anew(change: Change, part: Part, before: Grouping) -> tuple[Laid, ...]:
    """Return the turns ahead of a part for those who are here now; ``before`` is who was with whom.

    ``part`` has turns, and is not over.
    """
    clock = part.segment.clock
    if clock in IN_TURNS and part.turns[0].id.seat != EVERYBODY:
        if clock is ClockMode.EACH:
            return _like(change, part, tuple(_each(change, part)))
        return _total(change, part)
    if clock in IN_GROUPS and part.ahead:
        return _like(change, part, tuple(_in_groups(change, part, before)))
    if clock is ClockMode.ONE and part.ahead:
        return _like(change, part, (_one(change, part),))
    return _like(change, part, part.ahead)


def _like(change: Change, part: Part, turns: Sequence[Turn]) -> tuple[Laid, ...]:
    """Return turns with what they were planned for: what is new like the least of the others."""
    planned = {turn.id: change.session.planned(turn) for turn in part.turns}
    least = min(planned.values())
    return tuple(Laid(turn, planned.get(turn.id, least)) for turn in turns)


def _one(change: Change, part: Part) -> Turn:
    """Return the turn of a role's holder, who may be another now."""
    (turn,) = part.ahead
    if change.had(turn) and turn.id.seat in change.seats:
        return turn
    return replace(turn, id=turn.id._replace(seat=change.held[roles_in(part.segment)[0]]))


def _each(change: Change, part: Part) -> Iterator[Turn]:
    """Yield a turn for everybody who waits for one, in each round that is on or ahead.

    One that goes on is as short as any, where the others were shortened meanwhile.
    """
    there = {turn.id: turn for turn in part.ahead}
    least = min(turn.seconds for turn in part.turns)
    current = change.session.current
    first = current.round if current.segment == part.index else 1
    for number in range(first, part.segment.rounds + 1):
        for seat in _waiting(change, part, number):
            id_ = TurnId(part.index, seat, number)
            turn = there.get(id_, Turn(id_, least))
            if id_ in change.back:
                turn = replace(turn, seconds=min(turn.seconds, least))
                if not steps_left(change.session, turn):
                    continue
            yield turn


def _total(change: Change, part: Part) -> tuple[Laid, ...]:
    """Return the turns of a total, which is shared anew if others wait for one than before."""
    session, seats = change.session, _waiting(change, part, number=1)
    stay = {turn.id.seat: turn for turn in part.ahead if turn.id.seat in seats}
    if part.index in session.shared and (stay or part.behind):
        return _like(change, part, tuple(stay.values()))
    more = sum(change.unspent.values()) if session.current.segment == part.index else 0
    back = [turn for turn in stay.values() if turn.id in change.back]
    if not more and not back and len(stay) == len(part.ahead) == len(seats):
        return _like(change, part, part.ahead)
    pool = [turn for turn in part.ahead if not change.had(turn)]
    fresh = [seat for seat in seats if seat not in stay or stay[seat] in pool]
    if not fresh and not back:
        return _like(change, part, tuple(stay[seat] for seat in seats))
    if pool and part.index not in session.shared:
        total, then = (sum(map(of, pool)) + more for of in (session.allotted, session.planned))
        taken = [_taken(session, turn) for turn in back]
        again = _going_on(change, back, level(total, [*taken, *[0] * len(fresh)]))
    else:
        share = split(part.segment.seconds, len(part.turns) - len(pool) + len(fresh))[-1]
        again = _going_on(change, back, share)
        total = then = share * len(fresh) + sum(again.values())
    planned = {turn: got * then // total for turn, got in again.items()}
    laid = [_longer(session, turn, got, planned[turn]) for turn, got in again.items()]
    if fresh:
        shares = split(total - sum(again.values()), len(fresh))
        first = split(then - sum(planned.values()), len(fresh))
        new = (Turn(TurnId(part.index, s), now) for s, now in zip(fresh, shares, strict=True))
        laid += [Laid(turn, first, anew=True) for turn, first in zip(new, first, strict=True)]
    anew = {one.turn.id.seat: one for one in laid}
    others = (seat for seat in seats if seat in anew or stay[seat] not in back)
    return tuple(anew.get(s) or Laid(stay[s], session.planned(stay[s])) for s in others)


def _taken(session: Session, turn: Turn) -> int:
    """Return the seconds that a turn that ended early has without what could be given of it."""
    return session.allotted(turn) - steps_left(session, turn)


def _going_on(change: Change, back: Sequence[Turn], share: int) -> dict[Turn, int]:
    """Return what turns that were broken off get, each up to a share in all; no less than a step.

    None gets more than was left of it when its person went.
    """
    got = {
        turn: min(change.back[turn.id], share - _taken(change.session, turn)) // STEP * STEP
        for turn in back
    }
    return {turn: seconds for turn, seconds in got.items() if seconds >= STEP}


def _longer(session: Session, turn: Turn, got: int, planned: int) -> Laid:
    """Return a turn that was broken off with what it got in the place of what was left of it."""
    then = session.planned(turn) - steps_left(session, turn) + planned
    return Laid(replace(turn, seconds=_taken(session, turn) + got), then, anew=True)


def _waiting(change: Change, part: Part, number: int) -> tuple[int, ...]:
    """Return who is here and has not had their turn of a round, in the order in which they speak.

    Who waits already stays in that order. Who comes has the place they always have, or the last one
    where somebody has spoken who comes after them.
    """
    segment, session = part.segment, change.session
    spoke = {turn.id.seat for turn in part.behind if turn.id.round == number}
    wanted = set(speakers(segment, change.seats, change.held, change.cast)) - spoke
    waiting = [t.id.seat for t in part.ahead if t.id.round == number]
    if part.begun:  # who was left out is not let in, and who waits goes on waiting
        held = holders(session.agenda, session.seats, session.cast)
        out = {held[role] for role in segment.exclude}
        if out.isdisjoint(turn.id.seat for turn in part.turns):
            wanted -= {change.held[role] for role in segment.exclude}
        wanted |= set(waiting) & set(change.seats)
    order = in_turn(segment.order, tuple(session.attendance), change.cast)
    waits = [seat for seat in waiting if seat in wanted]
    for seat in (seat for seat in order if seat in wanted - set(waits)):
        after = order[order.index(seat) + 1 :]
        gone_by = any(other in after for other in spoke)
        later = (place for place, other in enumerate(waits) if other in after)
        waits.insert(len(waits) if gone_by else next(later, len(waits)), seat)
    return tuple(waits)


def _in_groups(change: Change, part: Part, before: Grouping) -> Iterator[Turn]:
    """Yield the rounds ahead of a part in groups, with those who are here."""
    seats, segment = change.seats, part.segment
    if not part.begun:
        seconds = {turn.id: turn.seconds for turn in part.ahead}
        least = min(seconds.values())
        before = regrouped([before], seats, seats)[0] if before else ()
        for turn in turns_of(part.index, segment, seats, change.cast, change.held, before):
            yield replace(turn, seconds=seconds.get(turn.id, least))
    elif segment.clock is ClockMode.PAIRS:
        had = [turn.groups for turn in part.turns if turn in part.behind or change.had(turn)]
        then = paired_again(seats, len(part.ahead), had)
        for turn, groups in zip(part.ahead, then, strict=True):
            yield turn if change.had(turn) else replace(turn, groups=groups)
    else:
        waits = [turn for turn in part.ahead if not change.had(turn)]
        had_one = {seat for turn in part.turns for group in turn.groups for seat in group}
        # Where all groups are at work, whoever is in none came while that round was on.
        stays = set() if segment.each_in_group is EachInGroup.NO else had_one - {*change.came}
        join = [seat for seat in seats if seat not in stays]
        new = dict(zip(waits, regrouped([t.groups for t in waits], seats, join), strict=True))
        for turn in part.ahead:
            if groups := new.get(turn, turn.groups):
                yield replace(turn, groups=groups)
