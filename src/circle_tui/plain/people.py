"""Conversations over who speaks: the order of the turns, and airtime."""

from circle_tui.domain.airtime import KEPT, shares
from circle_tui.domain.plan import TurnId
from circle_tui.domain.turn_rules import (
    come_forward,
    forward_text,
    may_come_forward,
    still_to_speak,
    swap,
    swap_text,
)
from circle_tui.domain.who import seat_name
from circle_tui.plain.room import Room
from circle_tui.plain.words import spoken, stopped


async def who_speaks(room: Room, _said: str) -> None:
    """Let somebody come forward for the turn that is on, or two who are ahead change places."""
    forward, ahead = may_come_forward(room.session), still_to_speak(room.session)
    if forward:
        rows = [seat_name(seat, room.names) for seat in forward]
        picked = await room.talk.choose("Who takes the turn that is on?", rows)
        if picked is not None:
            told = forward_text(seat_name(forward[picked], room.names))
            await room.do(come_forward(forward[picked]), told)
            return
    if len(ahead) > 1:
        await _change_places(room, ahead)


async def _change_places(room: Room, ahead: tuple[TurnId, ...]) -> None:
    room.talk.say("Two who are still to speak can change places.")
    one = await room.talk.choose("Who?", [seat_name(id_.seat, room.names) for id_ in ahead])
    if one is None:
        return
    others = [id_ for id_ in ahead if id_ != ahead[one]]
    other = await room.talk.choose(
        "With whom?", [seat_name(id_.seat, room.names) for id_ in others]
    )
    if other is None:
        return
    two = (ahead[one], others[other])
    if await room.do(swap(*two), swap_text(*(seat_name(id_.seat, room.names) for id_ in two))):
        names = (seat_name(id_.seat, room.names) for id_ in still_to_speak(room.session))
        room.talk.say(stopped(f"Still to speak: {', '.join(names)}"))


async def airtime(room: Room, _said: str) -> None:
    """Say who is short of their share; for the facilitator's ears only."""
    found = shares(room.session, room.workspace.clock.now())
    for share in found:
        told = share.stands or (f"short {spoken(share.short)}" if share.short else "")
        used, whole = spoken(share.used), spoken(share.share)
        had = ", ".join(filter(None, (f"{used} of {whole}", told)))
        room.talk.say(f"{seat_name(share.seat, room.names)}: {had}.")
    if not found:
        room.talk.say("Nobody has had a turn of their own yet.")
    room.talk.say(KEPT)
