"""What keys must not say together: the rules that no single row of the table can hold.

Each rule compares fields that have already been read, and blames the key that should change.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from circle_tui.agendas.kinds import LONGEST_SECONDS, nearest
from circle_tui.agendas.problems import quoted
from circle_tui.agendas.schema import SEGMENTS_KEY
from circle_tui.domain.agenda import (
    IN_GROUPS,
    Agenda,
    Capture,
    ClockMode,
    EachInGroup,
    NotesPolicy,
    Poll,
)
from circle_tui.domain.bounds import too_many_turns, turns_in
from circle_tui.domain.cast import PRESENTER

if TYPE_CHECKING:
    from circle_tui.agendas.places import KeyPath


class Fault(NamedTuple):
    """A problem before it has a place.

    ``path`` leads to its value, or to its key if ``on_key``; ``seek`` is the offending text within
    the value. ``meant`` is the key that a misspelt one stands for: that one was not forgotten.
    """

    path: "KeyPath"
    sentence: str
    hint: str = ""
    on_key: bool = False
    seek: str = ""
    meant: str | None = None


def contradictions(segments: Sequence[dict[str, Any]], roles_known: bool) -> list[Fault]:
    """Return what the segments of an agenda say against each other or themselves.

    Each is given as the fields that could be read, so that nothing waits for another fault to be
    mended. Unless all ``roles_known``, none is missed.
    """
    faults = []
    held = _roles_held(segments) if roles_known else None
    absorbing = ""
    for index, fields in enumerate(segments):
        for key, sentence, hint in _within(fields):
            faults.append(Fault((SEGMENTS_KEY, index, key), sentence, hint))
        if held is not None:
            faults += _nobody(fields.get("exclude", ()), index, held)
        if fields.get("absorb"):
            if absorbing:
                sentence = f"{absorbing} absorbs what is left over, and only one segment can"
                faults.append(Fault((SEGMENTS_KEY, index, "absorb"), sentence, "take one out"))
            absorbing = absorbing or quoted(fields.get("title", "another"))
    return faults


def beyond_bounds(agenda: Agenda) -> list[Fault]:
    """Return what keeps an agenda without any other fault from being run by the most it suits.

    The segment with the most turns is blamed.
    """
    most = agenda.sizes[1]
    why = too_many_turns(agenda, most)
    if not why:
        return []
    turns = [turns_in(segment, most) for segment in agenda.segments]
    hint = "make its rounds fewer, or the larger of sizes smaller"
    return [Fault((SEGMENTS_KEY, turns.index(max(turns))), why, hint, on_key=True)]


def _within(fields: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the sentence and the hint of each contradiction within one segment."""
    least, most = fields.get("least"), fields.get("most")
    by_person = fields.get("each_in_group", EachInGroup.NO) is not EachInGroup.NO
    if by_person and "rounds" in fields:
        yield "rounds", "each_in_group says already how often it comes", "take one of the two out"
    if least and most and least > most:
        yield "min", "min is more than max", "change one of the two"
    elif "seconds" in fields and fields["clock"] is not ClockMode.EACH and not by_person:
        length = fields["seconds"] * fields.get("rounds", 1)
        if least and least > length:
            yield "min", "min is more than the segment itself takes", "make it less"
        if most and most < length:
            yield "max", "max is less than the segment itself takes", "make it more"
    by_topics = fields.get("clock") is ClockMode.VOTE_EXTEND
    if by_topics and fields.get("topic", 0) > fields.get("seconds", LONGEST_SECONDS):
        sentence = "one topic takes longer than the whole segment"
        yield "minutes", sentence, "make it shorter, or the total longer"
    if fields.get("protected") and fields.get("absorb"):
        sentence = "a segment cannot keep its length and absorb what is left over as well"
        yield "absorb", sentence, "take out absorb or protected"
    elif fields.get("absorb") and fields["clock"] in IN_GROUPS | {ClockMode.EACH}:
        sentence = (
            f'with clock = "{fields["clock"]}" the time of a turn is fixed, so there is nothing'
        )
        yield "absorb", f"{sentence} to absorb with", "take it out, or use another clock"
    capture = fields.get("capture", ())
    forbidden = fields.get("notes") is NotesPolicy.FORBIDDEN
    if fields.get("poll", Poll.NONE) is not Poll.NONE and (forbidden or Capture.NONE in capture):
        key = 'notes = "forbidden"' if forbidden else 'capture = "none"'
        yield "poll", f"a poll leaves counts, but {key} keeps nothing", "take one of the two out"
    if len(capture) > 1 and Capture.NONE in capture:
        yield "capture", "capture names none and something else too", "take one of them out"
    elif forbidden and set(capture) - {Capture.NONE}:
        sentence = f'capture is "{capture[0]}", but notes = "forbidden" keeps nothing'
        yield "capture", sentence, "take one of the two out"
    elif fields.get("notes") is NotesPolicy.PRESENTER_KEEPS:
        for kept in (Capture.THEME, Capture.ANONYMOUS):
            if kept in capture:
                sentence = (
                    f'capture names "{kept}", but notes = "presenter-keeps" keeps no notes here'
                )
                yield "capture", sentence, "take one of the two out"


def _roles_held(segments: Sequence[dict[str, Any]]) -> dict[str, None]:
    """Return every role that somebody holds in some segment, in order of appearance."""
    held: dict[str, None] = {}
    for fields in segments:
        held |= dict.fromkeys(fields.get("roles", ()))
        if fields.get("clock") is ClockMode.ONE and not fields.get("roles"):
            held[PRESENTER] = None
    return held


def _nobody(excluded: Sequence[str], index: int, held: dict[str, None]) -> Iterator[Fault]:
    """Yield a fault for every excluded role that nobody holds."""
    for role in excluded:
        if role not in held:
            near = nearest(role, held)
            hint = f"did you mean {quoted(near)}?" if near else "name it in the roles of a segment"
            sentence = f"nobody has the role {quoted(role)} in this agenda"
            yield Fault((SEGMENTS_KEY, index, "exclude"), sentence, hint, seek=f'"{role}"')
