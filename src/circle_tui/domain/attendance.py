"""Attendance: who is in the room, at any moment of a session.

A state is what can be said of somebody now, and is a fact about a seat. It says nothing once the
session has closed: the record keeps how many were there, and of nobody when they came or went.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Attendance(StrEnum):
    """How somebody stands to a meeting; the values are what a person reads."""

    PRESENT = "present"
    LATE = "late"
    """Came late; before the session, is on the way. Has turns like everybody who is here."""
    LEFT = "left early"
    """Was here and has gone; may come back."""
    EXCUSED = "excused"
    """Is not here, and had said so."""
    ABSENT = "absent"


HERE = frozenset({Attendance.PRESENT, Attendance.LATE})
"""The states of those who are in the room: they have turns, and roles go to them."""

THERE = HERE | {Attendance.LEFT}
"""The states of those who were in the room at any time: they count as heads, but for who was late
at the start and was never seen (``Session.awaited``)."""

Marks = tuple[tuple[int, Attendance], ...]
"""Pairs of a seat and the state it is in."""


def state_text(state: Attendance, *, awaited: bool) -> str:
    """Return what a person reads of a state; ``awaited`` is whether nobody has seen them yet.

    Who is late is told to be on the way, or to be here.
    """
    if state is not Attendance.LATE:
        return state.value
    return "late, on the way" if awaited else "came late"


def here(states: Mapping[int, Attendance]) -> tuple[int, ...]:
    """Return the seats of those who are in the room, in their order."""
    return tuple(sorted(seat for seat, state in states.items() if state in HERE))


def marked(seats: Iterable[int], marks: Marks) -> Mapping[int, Attendance]:
    """Return the state of every seat: ``seats`` are present unless ``marks`` say otherwise."""
    states = {seat: Attendance.PRESENT for seat in seats} | dict(marks)
    return MappingProxyType(dict(sorted(states.items())))


def other_side(state: Attendance, *, was_here: bool, awaited: bool = False) -> Attendance:
    """Return what one key makes of a state: who is here goes, who is not here comes.

    During a session (``was_here``) who goes has left early, and who comes has come late unless it
    is coming back; before it nobody can have left. Who is ``awaited`` arrives.
    """
    if awaited:
        return Attendance.PRESENT
    if state in HERE:
        return Attendance.LEFT if was_here else Attendance.ABSENT
    return Attendance.LATE if was_here and state is not Attendance.LEFT else Attendance.PRESENT


def toggled(
    state: Attendance, before: Attendance, *, was_here: bool, awaited: bool = False
) -> Attendance:
    """Return what one key makes of a state that was ``before``: the same key twice does nothing."""
    if state is not before:
        return before
    return other_side(state, was_here=was_here, awaited=awaited)
