"""Whose the notes of a part are, where its agenda says that they are the presenter's own."""

from circle_tui.domain.agenda import ClockMode, NotesPolicy, Segment
from circle_tui.domain.cast import NOBODY, PRESENTER, duty_of, roles_in
from circle_tui.domain.role_rules import holders_now
from circle_tui.domain.session import Session


def is_presenters(session: Session) -> bool:
    """Tell whether notes of the part that is on are a presenter's, and kept nowhere."""
    return session.segment.notes is NotesPolicy.PRESENTER_KEEPS


def presenter_now(session: Session) -> int:
    """Return the seat of whoever the part that is on is about, 0 if that is nobody.

    That is who presents in it, or who has no turn in it because of presenting. A part that names
    nobody goes with the presenter's part before it, as the discussion of a case does; where none
    does, it is about whoever has the turn. It stays about somebody who told their case and left.
    """
    held = holders_now(session)
    for segment in reversed(session.agenda.segments[: session.current.segment + 1]):
        if segment.notes is not NotesPolicy.PRESENTER_KEEPS:
            break
        if role := _presenter(segment):
            return held[role] or dict(session.cast.roles).get(role, NOBODY)
    return session.current.seat


def _presenter(segment: Segment) -> str:
    """Return the role of whoever a segment is about, empty if it names none."""
    named = [role for role in (*roles_in(segment), *segment.exclude) if duty_of(role) == PRESENTER]
    alone = roles_in(segment) if segment.clock is ClockMode.ONE else ()
    return next(iter((*named, *alone)), "")


def presenters_parts_begun(session: Session) -> bool:
    """Tell whether a part whose notes are a presenter's is on, or was."""
    begun = {session.current.segment, *(turn.segment for turn in session.used)}
    segments = session.agenda.segments
    return any(segments[index].notes is NotesPolicy.PRESENTER_KEEPS for index in begun)
