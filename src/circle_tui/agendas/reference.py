"""What an agenda file may say, for people and for editors: both made from the one table.

Nothing that runs a meeting needs this module; ``circle agenda schema`` prints what it returns.
"""

from typing import Any

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
from circle_tui.agendas.schema import (
    AGENDA_KEYS,
    MOST_SEGMENTS,
    SEGMENT_KEYS,
    SEGMENTS_KEY,
    Key,
    rows,
)
from circle_tui.domain.agenda import ClockMode

_UNITS = {1: "seconds", 60: "minutes"}

EXAMPLE = """#:schema ./agenda.schema.json

title = "Two questions"
summary = "Arrive, answer two questions, leave with one step."
sizes = [4, 10]
minutes = 60

[[segment]]
title = "Arrive"
kind = "welcome"
minutes = 5
protected = true
show = "Welcome. What is said here stays here."

[[segment]]
title = "First question"
kind = "round"
clock = "each"
seconds_each = "2m"
order = "rotate"
show = "What went better than you feared?"
say = "Go first yourself. Nobody comments until all have spoken."

[[segment]]
title = "Second question"
kind = "discussion"
minutes = 20
min = 10
absorb = true
show = "What would make next month easier?"

[[segment]]
title = "One step"
kind = "actions"
clock = "divide"
total = 10
capture = "action"
show = "What will you do before we meet again, and by when?"
"""
"""A small whole file: the page shows it, and a test reads it."""

_PAGE = """# The agenda language

<!-- Made from the table in src/circle_tui/agendas/schema.py. To change this page, change the table,
     then run: circle agenda schema > docs/agenda-language.md -->

An agenda is a text file in [TOML](https://toml.io): a few lines about the meeting, then one
`[[segment]]` for each part of it. `circle agenda check FILE` names everything that is to be mended,
with line and column.

```toml
{example}```

The first line is for editors that know TOML: with `agenda.schema.json` beside the file they
complete keys and mark mistakes while you type. `circle agenda schema --json > agenda.schema.json`
writes it.

**Durations** are written as `"2m"`, `"90s"` or `"1h30m"`, or as a bare number in the unit that the
key names. They are more than 0 and at most {longest} hours.

**Lists** of one item may leave out the brackets: `roles = "presenter"`.

## About the meeting

{agenda}
## About a segment

A file has 1 to {segments} segments, in the order in which they happen.

{segment}
## Lengths, by clock

| `clock` | what it is | its length |
| --- | --- | --- |
{clocks}
## What does not go together

- `min` is at most `max`, and the length of a segment lies between them. With
  `clock = "{each}"` the length depends on who comes, so only a plan can tell.
- `protected` segments cannot `absorb`, and only one segment can.
- A role in `exclude` is in the `roles` of some segment. A segment with `clock = "{one}"` and
  without roles makes somebody the presenter.
- `notes = "forbidden"` leaves nothing to `capture`.
- With `clock = "{vote}"` one topic is not longer than the total.
"""


def reference_markdown() -> str:
    """Return the page for authors, docs/agenda-language.md."""
    return _PAGE.format(
        example=EXAMPLE,
        longest=LONGEST_SECONDS // 3600,
        segments=MOST_SEGMENTS,
        agenda=_table(AGENDA_KEYS),
        segment=_table(SEGMENT_KEYS),
        clocks="".join(_clock_row(clock) for clock in ClockMode),
        each=ClockMode.EACH,
        one=ClockMode.ONE,
        vote=ClockMode.VOTE_EXTEND,
    )


def _table(keys: tuple[Key, ...]) -> str:
    """Return the keys as a table, each with its choices below its meaning."""
    head = "| key | value | meaning |\n| --- | --- | --- |\n"
    return head + "".join(
        f"| `{key.name}` | {_accepts(key.kind)} | {_meaning(key)} |\n" for key in keys
    )


def _meaning(key: Key) -> str:
    """Return what a key means, when it is needed, and what each of its words stands for."""
    parts = [key.meaning]
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
        meanings.setdefault(key.name, []).append(key.meaning)
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
