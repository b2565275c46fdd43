"""Whose the notes of a part are, where they are the presenter's own."""

from dataclasses import replace

import pytest

from circle_tui.domain import rules
from circle_tui.domain.agenda import Agenda, ClockMode, NotesPolicy, Segment
from circle_tui.domain.presenting import is_presenters, presenter_now, presenters_parts_begun
from circle_tui.domain.role_rules import give_role
from tests.unit.circles import after, at, begun

THEIRS = NotesPolicy.PRESENTER_KEEPS
WELCOME = Segment("Welcome", "welcome", ClockMode.GROUP, 60)
CASE = Segment("Case", "exercise", ClockMode.ONE, 60, notes=THEIRS, roles=("presenter", "scribe"))
TALK = Segment("Talk", "discussion", ClockMode.GROUP, 60, notes=THEIRS)
ADVICE = Segment("Advice", "round", ClockMode.EACH, 60, notes=THEIRS)
SECOND = replace(CASE, title="Second", roles=("second presenter",))
SEATED = replace(CASE, title="Seat", roles=("coach", "hot seat"))
SCRIBE = replace(TALK, roles=("scribe",))
SILENT = replace(ADVICE, exclude=("presenter",))
ALONE = replace(CASE, title="Solo", roles=("host",))


def seats(*segments: Segment, presenter: int = 2) -> list[int]:
    """Return whose the notes would be at every turn of a meeting of three, in order."""
    session = begun(Agenda("made-up", "Made up", segments))
    for role in ("presenter", "hot seat", "host"):
        if role in {role for segment in segments for role in segment.roles}:
            session = after(session, (give_role(role, presenter), at()))
    found = [presenter_now(session)]
    for _ in session.turns[1:]:
        session = after(session, (rules.advance, at()))
        found.append(presenter_now(session))
    return found


@pytest.mark.parametrize(
    ("segments", "owners"),
    [
        ((CASE,), [2]),
        ((CASE, TALK), [2, 2]),
        ((CASE, ADVICE), [2, 2, 2, 2]),
        ((CASE, SILENT), [2, 2, 2]),
        ((CASE, SCRIBE), [2, 2]),
        ((SEATED,), [2]),
        ((ALONE,), [2]),
        ((ADVICE,), [1, 2, 3]),
        ((TALK,), [0]),
        ((CASE, WELCOME, ADVICE), [2, 0, 1, 2, 3]),
    ],
)
def test_the_notes_belong_to_whoever_it_is_about(
    segments: tuple[Segment, ...], owners: list[int]
) -> None:
    """A case and the talk about it are the presenter's; a round without a case is everyone's."""
    assert seats(*segments) == owners


def test_two_presenters_have_their_own() -> None:
    """The second case of an evening is not handed to the first presenter."""
    first, talk, second, later = seats(CASE, TALK, SECOND, TALK)
    assert (first, talk) == (2, 2)
    assert second == later != 2


def test_only_the_part_that_is_on_counts() -> None:
    """Notes are the presenter's in the parts that say so, and the circle's in the others."""
    session = begun(Agenda("made-up", "Made up", (WELCOME, CASE, WELCOME)))
    told = [(is_presenters(session), presenters_parts_begun(session))]
    for _ in range(2):
        session = after(session, (rules.advance, at(1)))
        told.append((is_presenters(session), presenters_parts_begun(session)))
    assert told == [(False, False), (True, True), (False, True)]
