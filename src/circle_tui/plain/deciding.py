"""Conversations over the whole meeting: bids, new times, the promised end, and roles.

Each says before and after, and holds only once that is accepted.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from circle_tui.domain.bid_pots import Pot, seconds_kept
from circle_tui.domain.bid_rules import (
    LONGEST_BID,
    UNCHANGED,
    Proposal,
    accept_bids,
    bidders,
    open_part,
    pot_text,
    proposals,
    shared_text,
)
from circle_tui.domain.cast import roles_of
from circle_tui.domain.errors import Refused
from circle_tui.domain.promise import shown
from circle_tui.domain.promise_rules import (
    MINUTE,
    as_it_stands,
    promise_end,
    promised_text,
    within_reach,
)
from circle_tui.domain.replan_base import Replan
from circle_tui.domain.replan_rules import replan, replanned_text, replans
from circle_tui.domain.replan_table import PROTECTED, table_of
from circle_tui.domain.role_rules import give_role, holders_now, settled
from circle_tui.domain.seen import Times, have_moved
from circle_tui.domain.telling import given_text
from circle_tui.domain.timing import drift_then, to_the_minute
from circle_tui.domain.view import wall
from circle_tui.domain.who import capital, seat_name
from circle_tui.plain import words
from circle_tui.plain.heard import heard, veiled, with_veiled_titles
from circle_tui.plain.room import Room
from circle_tui.plain.talk import is_back, number
from circle_tui.plain.ways import way_told

AS_IT_STANDS = ("s", "stands", "as it stands")
"""What may be typed for the end as it stands."""


async def share_out(room: Room, _said: str) -> None:
    """Write down how many minutes each person asks for, and share the time out."""
    index = open_part(room.session)
    assert index is not None, "the gate lets nobody here without such a part"
    before = room.session.shared.get(index, ())
    asked = {seat: -(-seconds // 60) for seat, seconds in before}
    wishes = room.bids.setdefault(index, asked)
    room.talk.say(
        f"{room.title(index)}: how many minutes does each ask for? 0 is no turn; Enter leaves it "
        "as it is; back leaves the others."
    )
    now = room.workspace.clock.now()
    for seat in bidders(room.session, index):
        if seat in seconds_kept(room.session, index, now):
            continue
        said = await _minutes(room, seat, wishes.get(seat))
        if said is None:
            break
        if said >= 0:
            wishes[seat] = said
    await _share(room, [(seat, 60 * minutes) for seat, minutes in wishes.items()])


async def _share(room: Room, bids: Sequence[tuple[int, int]]) -> None:
    """Say what the bids come to, with each end that there may be, and share the time out."""
    pot: Pot | None = None
    while True:
        found = proposals(room.session, room.workspace.clock.now(), bids)
        if isinstance(found, Refused):
            room.talk.say(found.why)
            return
        seen = next((way for way in found if way.pot is pot), found[0])
        others = [way for way in found if way is not seen]
        room.talk.say(*_proposed(room, seen), *(_other(room, way) for way in others))
        keeps = "leaves it so" if seen.pot is Pot.STANDS else "shares it out"
        more = '; "other" shares out the other time' if others else ""
        said = await room.talk.hear(f"Enter {keeps}{more}; back leaves all as it was")
        if others and said.casefold() == "other":
            pot = found[(found.index(seen) + 1) % len(found)].pot
            continue
        if said:
            room.talk.say("All stays as it was; what was asked for is still here next time.")
            return
        rule = accept_bids(bids, seen)
        refused = room.live.refusal(rule)
        if refused is None:
            await room.do(rule, shared_text(seen, words.spoken))
            return
        room.talk.say(refused.why)
        if refused is UNCHANGED:
            return


async def _minutes(room: Room, seat: int, before: int | None) -> int | None:
    """Return the minutes a person asks for, -1 for what there is, ``None`` to leave the others."""
    name = seat_name(seat, room.names)
    asked = "not asked yet" if before is None else f"{before} so far"
    while True:
        said = await room.talk.hear(f"{name}, {asked}")
        if is_back(said):
            return None
        if not said:
            return -1
        minutes = number(said)
        if minutes is not None and minutes * 60 <= LONGEST_BID:
            return minutes
        room.talk.say(f"A number of minutes is meant, up to {LONGEST_BID // 60}.")


def _proposed(room: Room, proposal: Proposal) -> Iterator[str]:
    """Say what each would get, how that stands to what was asked, and when it would end."""
    for bid in proposal.bids:
        who, got = seat_name(bid.seat, room.names), words.spoken(bid.granted)
        yield f"{who}: asks {-(-bid.asked // 60)} min, gets {got}."
    if proposal.silent:
        names = ", ".join(seat_name(seat, room.names) for seat in proposal.silent)
        yield words.stopped(f"Not asked, so no turn: {names}")
    asked, there = -(-proposal.asked // 60), words.spoken(proposal.budget)
    what = {
        "as it stands": "given already",
        "what the promise leaves": "left until the promised end",
        "the shortest turns": "in the shortest turns",
    }
    told = what.get(pot_text(proposal, room.session), "there")
    yield f"{asked} min asked, {there} {told}. {_would_end(room, proposal.ends)}"


def _other(room: Room, proposal: Proposal) -> str:
    """Say what another time to share out comes to."""
    which, takes = pot_text(proposal, room.session), words.spoken(proposal.granted)
    return f"Other, {which}, {takes}: {_would_end(room, proposal.ends)}"


def _would_end(room: Room, ends: datetime, promised: datetime | None = None) -> str:
    """Say when the meeting would end, held against when that is or would be promised."""
    before = room.session.promised_end
    drift = drift_then(ends, promised or before, before)
    told = f"Would end {wall(to_the_minute(ends), room.zone)}: {drift}."
    return heard(told, tells_time=True)


async def plan_again(room: Room, _said: str) -> None:
    """Say new times for what remains, and let those hold that are accepted."""
    while True:
        script = with_veiled_titles(room.script)
        found = replans(room.session, room.workspace.clock.now(), room.zone, script)
        if isinstance(found, Refused):
            room.talk.say(heard(found.why, tells_time=True))
            return
        room.talk.say(heard(found.said, tells_time=True), _protected(room, found.ways[0]))
        rows = [_told(room, way) for way in found.ways]
        picked = await room.talk.choose("Which way?", rows)
        if picked is None:
            room.talk.say("All stays as it was.")
            return
        way = _by_now(room, found.ways[picked])
        rule = replan(way, room.zone)
        if (refused := room.live.refusal(rule)) is None:
            await room.do(rule, heard(replanned_text(way, room.zone), tells_time=True))
            return
        room.talk.say(refused.why)


def _by_now(room: Room, heard_of: Replan) -> Replan:
    """Return a way as it is by now, if its times are still those that were heard of.

    A paused clock moves the end while one listens: what is said to be on time is to be so then.
    """
    now = room.workspace.clock.now()
    found = replans(room.session, now, room.zone, with_veiled_titles(room.script))
    ways = () if isinstance(found, Refused) else found.ways
    for way in ways:
        same = (way.pick, way.fact.promised_end) == (heard_of.pick, heard_of.fact.promised_end)
        if same and not have_moved(_times(heard_of), _times(way)):
            return way
    return heard_of


def _times(way: Replan) -> Times:
    return Times(dict(way.fact.turns), way.ends)


def _told(room: Room, way: Replan) -> str:
    """Say what a way does, part by part, and when the meeting would end."""
    told = way_told(way.choice, lambda index: veiled(room.title(index)))
    ends = _would_end(room, way.ends, way.fact.promised_end)
    return heard(f"{told}. {ends}", tells_time=True)


def _protected(room: Room, way: Replan) -> str:
    """Say which parts keep their time because their author said so; empty for none."""
    rows = table_of(room.session, way, room.workspace.clock.now())
    kept = [room.title(row.segment) for row in rows if row.why == PROTECTED and row.after]
    told = words.stopped(f"Protected, so it keeps its time: {', '.join(kept)}")
    return told if kept else ""


async def promise(room: Room, _said: str) -> None:
    """Say the promised end and the one that would be, and promise another if that is wanted."""
    session, clock = room.session, room.workspace.clock
    end = session.promised_end
    room.talk.say(words.ends(room.view()))
    while True:
        leaves = to_the_minute(end) == to_the_minute(session.promised_end)
        stands = shown(as_it_stands(session, clock.now()), room.zone)
        said = await room.talk.hear(
            f"Enter {'leaves' if leaves else 'promises'} {shown(end, room.zone)}; s is {stands}, "
            "the end as it stands; a number of minutes, as 5 or -5, moves the promise by that; "
            "back leaves it"
        )
        if is_back(said) or (not said and leaves):
            room.talk.say("The promise stays as it is.")
            return
        now = clock.now()
        if not said:
            rule = promise_end(end)
            if (refused := room.live.refusal(rule)) is None:
                await room.do(rule, promised_text(end, room.zone))
                return
            room.talk.say(refused.why)
            end = as_it_stands(session, now)
        elif said.casefold() in AS_IT_STANDS:
            end = as_it_stands(session, now)
        elif (later := _signed(said)) is None:
            room.talk.say("A number of minutes is meant, or s.")
        else:
            end = within_reach(session.promised_end + later * MINUTE, now)
            room.talk.say(f"Promised {shown(session.promised_end, room.zone)} so far.")


def _signed(said: str) -> int | None:
    """Return the number in ``5``, ``+5`` or ``-5``."""
    found = re.fullmatch(r"([+-]?)([0-9]+)", said)
    minutes = number(found[2]) if found else None
    return -minutes if found and minutes is not None and found[1] == "-" else minutes


async def give(room: Room, _said: str) -> None:
    """Choose who has a role, or confirm who was dealt it."""
    session = room.session
    held, roles = holders_now(session), roles_of(session.agenda)
    place: int | None = 0
    if len(roles) > 1:
        rows = [
            f"{capital(role)}: {seat_name(held[role], room.names)}"
            + (", over" if settled(session, role) else "")
            for role in roles
        ]
        place = await room.talk.choose("Which role?", rows)
    if place is None:
        return
    role = roles[place]
    people = [
        seat_name(seat, room.names) + (", has it now" if seat == held[role] else "")
        for seat in session.seats
    ]
    chosen = await room.talk.choose(f"{capital(role)}: who is it?", people)
    if chosen is not None:
        seat = session.seats[chosen]
        now = room.workspace.clock.now()
        told = given_text(session, role, seat, now, room.names, room.script)
        await room.do(give_role(role, seat), told)
