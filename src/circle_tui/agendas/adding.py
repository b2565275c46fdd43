"""An agenda's text with one more part in it, and every other character where it was."""

import json

from circle_tui.agendas.files import plain
from circle_tui.agendas.places import find_places
from circle_tui.agendas.problems import unseen_in
from circle_tui.agendas.reader import read_agenda
from circle_tui.agendas.schema import DEFAULT_KIND, LONGEST_SCRIPT, LONGEST_TITLE, SEGMENTS_KEY
from circle_tui.domain.agenda import Agenda, Segment
from circle_tui.domain.errors import InputError

_LAST = "closing"
"""The kind of part that stays the last one."""


def with_discussion(text: str, file: str, topic: str, minutes: int) -> str:
    """Return an agenda's text with a discussion of a topic before its closing part.

    A topic that is longer than a title can be is the facilitator's script as well, where it is
    whole. The text comes back as it was if a part holds all of the topic already: doing it twice is
    doing it once. Raises ``InputError`` when it is no agenda, or would be none then, and for a
    topic that no part could hold.
    """
    before = read_agenda(text, file)
    unseen = set(unseen_in(topic))
    topic = "".join(char for place, char in enumerate(topic) if place not in unseen).strip()
    title = _title(topic)
    if not isinstance(before, Agenda):
        raise _no_agenda(before[0].sentence)
    if any(_holds(part, title, topic) for part in before.segments):
        return text
    if len(topic) > LONGEST_SCRIPT:
        raise InputError(
            f"That is longer than what a part can hold ({LONGEST_SCRIPT} characters), and the rest "
            "would be lost. Nothing was changed. To add it in fewer words: circle agenda edit"
        )
    part = ["[[segment]]", f"title = {_quoted(title)}", f"minutes = {minutes}"]
    part += [f"say = {_quoted(topic)}"] if title != topic else []
    after = _inserted(text, before, part)
    made = read_agenda(after, file)
    if not isinstance(made, Agenda):
        raise _no_agenda(made[0].sentence)
    return after


def _holds(part: Segment, title: str, topic: str) -> bool:
    """Tell whether a part is about all of a topic; others may begin like it, under one title."""
    same = part.kind == DEFAULT_KIND and part.title == title
    return same and (title == topic or part.say == topic)


def _no_agenda(sentence: str) -> InputError:
    return InputError(
        f"No part can be added there: {sentence}. Nothing was changed. To see all of it: circle "
        "agenda check; to add the part by hand: circle agenda edit"
    )


def _inserted(text: str, agenda: Agenda, part: list[str]) -> str:
    """Return a text with the lines of a part before its closing part, or at its end.

    Comments right above a part belong to it. The new lines end as the others do.
    """
    lines = text.split("\n")
    last = len(agenda.segments) - 1
    place = find_places(plain(text)).key((SEGMENTS_KEY, last))
    end = "\r" if lines[0].endswith("\r") else ""
    if agenda.segments[last].kind != _LAST or place is None:
        return text.rstrip() + f"{end}\n".join(["", "", *part, ""])
    at = place.line - 1
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return "\n".join([*lines[:at], *(line + end for line in [*part, ""]), *lines[at:]])


def _title(topic: str) -> str:
    """Return a topic, or as many of its first words as a title can hold."""
    if len(topic) <= LONGEST_TITLE:
        return topic
    cut = topic[: LONGEST_TITLE - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip() + "…"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it in one line, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False)
