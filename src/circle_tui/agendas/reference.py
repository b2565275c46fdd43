"""What an agenda file may say, for people and for editors: both made from the one table.

Nothing that runs a meeting needs this module; ``circle agenda schema`` prints what it returns.
"""

from typing import Any

from circle_tui.agendas.key import Key
from circle_tui.agendas.kinds import (
    LONGEST_SECONDS,
    SPAN,
    TIME,
    Choice,
    Duration,
    Flag,
    Kind,
    ListOf,
    Sizes,
    Text,
    TimeOfDay,
    Whole,
)
from circle_tui.agendas.page import EXAMPLE, PAGE
from circle_tui.agendas.schema import (
    AGENDA_KEYS,
    MOST_SEGMENTS,
    SEGMENT_KEYS,
    SEGMENTS_KEY,
    rows,
)
from circle_tui.domain.agenda import Capture, ClockMode, EachInGroup, NotesPolicy, Order
from circle_tui.domain.bounds import MOST_TURNS
from circle_tui.domain.prompts import CHECK_IN
from circle_tui.domain.suppression import LEAST

_UNITS = {1: "seconds", 60: "minutes"}


def reference_markdown() -> str:
    """Return the page for authors, docs/agenda-language.md."""
    return PAGE.format(
        example=EXAMPLE,
        longest=LONGEST_SECONDS // 3600,
        segments=MOST_SEGMENTS,
        turns=f"{MOST_TURNS:,}",
        agenda=_table(AGENDA_KEYS),
        segment=_table(SEGMENT_KEYS),
        clocks="".join(_clock_row(clock) for clock in ClockMode),
        advice=_listed([key.name for key in (*AGENDA_KEYS, *SEGMENT_KEYS) if key.advice]),
        volunteer=Order.VOLUNTEER,
        each=ClockMode.EACH,
        one=ClockMode.ONE,
        pairs=ClockMode.PAIRS,
        trios=ClockMode.TRIOS,
        fours=ClockMode.FOURS,
        vote=ClockMode.VOTE_EXTEND,
        part=EachInGroup.PART,
        block=EachInGroup.BLOCK,
        none=Capture.NONE,
        rating=Capture.RATING,
        check_in=CHECK_IN,
        least=LEAST,
        forbidden=NotesPolicy.FORBIDDEN,
        presenter=NotesPolicy.PRESENTER_KEEPS,
    )


def _listed(names: list[str]) -> str:
    """Return the names of keys as an author reads them: ``a``, ``b`` and ``c``."""
    *others, last = [f"`{name}`" for name in names]
    return f"{', '.join(others)} and {last}"


def _table(keys: tuple[Key, ...]) -> str:
    """Return the keys as a table, each with its choices below its meaning."""
    head = "| key | value | meaning |\n| --- | --- | --- |\n"
    return head + "".join(
        f"| `{key.name}` | {_accepts(key.kind)} | {_meaning(key)} |\n" for key in keys
    )


def _meaning(key: Key) -> str:
    """Return what a key means, when it is needed, and what each of its words stands for."""
    parts = [_told(key)]
    if key.clocks:
        clocks = ", ".join(f"`{clock}`" for clock in key.clocks)
        parts.append(f"{'Needed with' if key.required else 'Only with'} {clocks}.")
    elif key.required:
        parts.append("Needed.")
    kind = key.kind.item if isinstance(key.kind, ListOf) else key.kind
    if isinstance(kind, Choice):
        meant = (f"`{word}`" + (f": {text}" if text else "") for word, text in kind.words.items())
        parts.append("<br>" + "<br>".join(meant))
    return " ".join(parts)


def _told(key: Key) -> str:
    """Return what a key means, and that nothing comes of it where that is so."""
    return f"{key.meaning} For the facilitator." if key.advice else key.meaning


def _clock_row(clock: ClockMode) -> str:
    (words,) = (
        key.kind.words
        for key in SEGMENT_KEYS
        if isinstance(key.kind, Choice) and key.name == "clock"
    )
    lengths = ", ".join(f"`{key.name}`" for key in rows(clock).values() if key.lasts)
    return f"| `{clock}` | {words[clock]} | {lengths} |\n"


def _accepts(kind: Kind) -> str:
    """Return in a few words what a kind of value is."""
    match kind:
        case Text(most=most, lines=lines):
            return f"text of at most {most} characters" + (", on several lines" if lines else "")
        case Flag():
            return "`true` or `false`"
        case Choice():
            return "one of the words on the right"
        case ListOf(item=item, most=most):
            return f"list of at most {most}: {_accepts(item)}"
        case Whole(least=least, most=most):
            return f"whole number from {least} to {most}"
        case Sizes(least=least, most=most):
            return f"two numbers from {least} to {most}, such as `[5, 12]`"
        case Duration(unit=unit, examples=examples):
            return f"duration, such as `{examples}`; a bare number is {_UNITS[unit]}"
        case TimeOfDay():
            return 'time of day, such as `"20:30"`'
    raise TypeError(f"{kind} is not a kind of value")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 7) that editors read, agendas/agenda.schema.json.

    It holds what the table holds; what keys must not say together is left to the program.
    """
    segment = _object(SEGMENT_KEYS)
    segment["allOf"] = [_lengths(clock) for clock in ClockMode]
    whole = _object(AGENDA_KEYS)
    whole["properties"][SEGMENTS_KEY] = {
        "description": "One part of the meeting; the parts happen in this order.",
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_SEGMENTS,
        "items": segment,
    }
    whole["required"].append(SEGMENTS_KEY)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An agenda for circle-tui",
        **whole,
    }


def _object(keys: tuple[Key, ...]) -> dict[str, Any]:
    """Return the schema of a table with these keys and no others."""
    meanings: dict[str, list[str]] = {}
    for key in keys:
        meanings.setdefault(key.name, []).append(_told(key))
    properties: dict[str, Any] = {
        key.name: {"description": " ".join(meanings[key.name]), **_value(key.kind)} for key in keys
    }
    required = [key.name for key in keys if key.required and not key.clocks]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _lengths(clock: ClockMode) -> dict[str, Any]:
    """Return the rule for the keys which one clock mode needs, and for those it cannot have."""
    right = rows(clock)
    others = sorted({key.name for key in SEGMENT_KEYS} - right.keys())
    chosen: dict[str, Any] = {"properties": {"clock": {"const": clock.value}}}
    if clock is not ClockMode.GROUP:  # the default, which holds if no clock is named
        chosen["required"] = ["clock"]
    return {
        "if": chosen,
        "then": {
            "required": [key.name for key in right.values() if key.lasts],
            "properties": {name: False for name in others},
        },
    }


def _value(kind: Kind) -> dict[str, Any]:
    """Return the schema of one kind of value."""
    match kind:
        case Text(most=most, may_be_empty=may_be_empty):
            return {
                "type": "string",
                "maxLength": most,
                **({} if may_be_empty else {"minLength": 1}),
            }
        case Flag():
            return {"type": "boolean"}
        case Choice(words=words):
            return {"type": "string", "enum": [str(word) for word in words]}
        case ListOf(item=item, most=most, unique=unique):
            one = _value(item)
            many = {"type": "array", "items": one, "maxItems": most, "uniqueItems": unique}
            return {"anyOf": [one, many]}
        case Whole(least=least, most=most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Sizes(least=least, most=most):
            number = {"type": "integer", "minimum": least, "maximum": most}
            return {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
        case Duration(unit=unit):
            most = LONGEST_SECONDS // unit
            number = {"type": "number", "exclusiveMinimum": 0, "maximum": most}
            return {"anyOf": [number, {"type": "string", "pattern": f"^\\s*(?=[0-9]){SPAN}\\s*$"}]}
        case TimeOfDay():
            return {"type": "string", "pattern": f"^\\s*{TIME}\\s*$"}
    raise TypeError(f"{kind} is not a kind of value")
