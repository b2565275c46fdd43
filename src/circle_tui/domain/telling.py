"""What a key or a word did whose effect is not plain to see, in words for every front end."""

from collections.abc import Callable, Mapping
from datetime import datetime

from circle_tui.domain.plan import EVERYBODY
from circle_tui.domain.rules import Rule, give_back, pass_turn, undo
from circle_tui.domain.session import Session
from circle_tui.domain.state import settled, was_had
from circle_tui.domain.taken_back import NO_NAMES, taken_back_text
from circle_tui.domain.timing import clock_text
from circle_tui.domain.turn_rules import come_back_later, later_text
from circle_tui.domain.view import LiveView


def told_of(
    rule: Rule,
    session: Session,
    view: Callable[[], LiveView],
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
        return f"Skipped: {seen.who}." if seen.who and not seen.volunteer else ""
    if rule is come_back_later:
        seen = view()
        return later_text(seen.who) if seen.who and not seen.volunteer else ""
    if rule is give_back and session.pending:
        return f"{clock_text(round(session.pending.total_seconds()))} given back to this turn."
    return ""


def not_done_text(session: Session, view: LiveView, now: datetime) -> str:
    """Say what ending now leaves undone: who or what is on with nothing said yet, and what follows.

    Such as ``Not yet done: Noor, Sam, and after.`` Empty once the last turn was had.
    """
    on = session.turns[session.position]
    what = view.segment if on.id.seat == EVERYBODY else view.who or view.segment
    left = [] if was_had(settled(session, now), on) else [what]
    if not view.last:
        left.append(f"{view.following or 'others'}, and after")
    return f"Not yet done: {', '.join(left)}." if left else ""
