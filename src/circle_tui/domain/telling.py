"""What a key or a word did whose effect is not plain to see, in words for every front end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from circle_tui.domain.agenda import Agenda, ClockMode
from circle_tui.domain.cast import roles_in
from circle_tui.domain.errors import Refused
from circle_tui.domain.plan import EVERYBODY
from circle_tui.domain.role_rules import give_role
from circle_tui.domain.rules import Rule, give_back, go_back, pass_turn, undo
from circle_tui.domain.session import Session, apply
from circle_tui.domain.state import changed, settled, was_had
from circle_tui.domain.taken_back import NO_NAMES, taken_back_text
from circle_tui.domain.timing import Tone, apart_text, clock_text, projected_end, seconds_left
from circle_tui.domain.turn_rules import come_back_later, later_text
from circle_tui.domain.view import LiveView
from circle_tui.domain.who import Names, capital, seat_name, stopped


def told_of(
    rule: Rule,
    session: Session,
    view: Callable[[], LiveView],
    now: datetime,
    names: Mapping[int, str] = NO_NAMES,
) -> str:
    """Say what a rule does to a session where it may happen; empty where the screen tells it all.

    ``view`` makes the picture before, as far as it may be seen: who is not named in it is not told.
    Few rules need it, and a key would wait for it. ``names`` says who sits where, if that may be
    seen.
    """
    if rule is undo:
        return taken_back_text(session, names)
    if rule is pass_turn:
        seen = view()
        said = _skipped(session, seen)
        return stopped(f"{said}: {seen.who}") if seen.who and not seen.volunteer else ""
    if rule is come_back_later:
        seen = view()
        return later_text("" if seen.volunteer else seen.who, seconds_left(session, now))
    if rule is give_back and session.pending:
        return given_back_text(session)
    return ""


def _skipped(session: Session, seen: LiveView) -> str:
    """Return what skipping does to the turn that is on: who has spoken for a while has had it.

    How long that was, the picture tells to a hundredth of the turn; up to there it is skipped.
    """
    turn = session.turns[session.position]
    spoke = timedelta(seconds=max(0, seen.portion - 1) * session.allotted(turn) / 100)
    if not was_had(replace(session, used=changed(session.used, turn.id, spoke)), turn):
        return "Skipped"
    return "Ended" if seen.tone is Tone.OVER else "Ended early"


def given_back_text(session: Session) -> str:
    """Say how much time giving it back gives, ``12:30 given back to this turn.``."""
    return f"{clock_text(round(session.pending.total_seconds()))} given back to this turn."


def given_text(
    session: Session, role: str, seat: int, now: datetime, names: Names, script: Agenda
) -> str:
    """Say who has a role, what that does to the end, and how they come to begin a part behind.

    A part that somebody has alone begins anew with whoever gets its role. It lies behind where who
    had it has gone, and the floor is elsewhere by then. ``script`` is the agenda in whose words to
    tell it.
    """
    told = stopped(f"{capital(role)}: {seat_name(seat, names)}")
    if (given := _after(session, (give_role(role, seat),), now)) is not None:
        told += _moved_text(projected_end(session, now), projected_end(given, now))
    after = _after(session, (give_role(role, seat), go_back), now)
    if after is None or (part := after.current.segment) not in _broken_off(session, role):
        return told
    return f'{told} Going back begins their "{script.segments[part].title}".'


def _moved_text(before: datetime, after: datetime) -> str:
    """Say by how much the end moves, `` Ends 5 min later.``; empty for less than a minute."""
    if abs((after - before).total_seconds()) < 60:
        return ""
    return f" Ends {apart_text(after, before)} {'later' if after > before else 'earlier'}."


def _broken_off(session: Session, role: str) -> frozenset[int]:
    """Return the parts behind in which whoever had the floor alone, with this role, has gone."""
    segments = session.agenda.segments
    return frozenset(
        turn.id.segment
        for turn in session.turns[: session.position]
        if segments[turn.id.segment].clock is ClockMode.ONE
        and roles_in(segments[turn.id.segment])[0] == role
        and turn.id.seat not in (EVERYBODY, *session.seats)
    )


def _after(session: Session, rules: tuple[Rule, ...], now: datetime) -> Session | None:
    """Return the session after these rules, ``None`` where one of them is refused."""
    for rule in rules:
        outcome = rule(session, now)
        if isinstance(outcome, Refused):
            return None
        for fact in outcome:
            session = apply(session, fact)
    return session


def not_done_text(session: Session, view: LiveView, now: datetime) -> str:
    """Say what ending now leaves undone: who or what is on with nothing said yet, and what follows.

    Such as ``Not yet done: Noor, Sam, and after.`` Empty once the last turn was had.
    """
    on = session.turns[session.position]
    what = view.segment if on.id.seat == EVERYBODY else view.who or view.segment
    left = [] if was_had(settled(session, now), on) else [what]
    if not view.last:
        left.append(f"{view.following or 'others'}, and after")
    return stopped(f"Not yet done: {', '.join(left)}") if left else ""
