"""The circle's agreement: written, put to the circle, adopted.

It is kept with the people, as it was written: it is read aloud, it may name somebody, and a word of
it that happens to be a member's name must not be masked in it. So it goes when they are forgotten.
"""

from datetime import date

from circle_tui.domain import agreement as versions
from circle_tui.domain.agreement import AgreementVersion, Why
from circle_tui.domain.errors import InputError, Refusal
from circle_tui.domain.ports import OpenCircle

OFFERED = """\
What is said here stays here. What we learn may leave; who said it, and about whom, may not.

We keep patients, colleagues and students out of recognition, even among ourselves.

Each of us gets the same time. Nobody has to fill it, and anybody may pass.

One person speaks at a time, and the others listen. We ask before we advise.

We speak for ourselves: "I", and not "one" or "everybody".

We come on time, we end on time, and we say beforehand when we cannot come.

What we take on, we tell the circle about at the next meeting, done or not.

Whoever feels that one of these is not kept says so, and we talk about it before anything else.
"""
"""What a circle that has none may begin with; it holds only once the circle takes it as its own."""

LONGEST_TEXT = 10_000
"""Characters of an agreement: an hour of reading aloud is no commitment."""


def clean_text(text: str) -> str:
    """Return a text with plain line ends and nothing that a terminal would obey.

    Raises ``InputError`` when there is nothing in it, or more than can be read aloud.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    printable = ("".join(c if c.isprintable() else " " for c in line).rstrip() for line in lines)
    cleaned = "\n".join(printable).strip("\n")
    if not any(c.isalnum() for c in cleaned):
        raise InputError("There is no text in that agreement. Nothing was changed.")
    if len(cleaned) > LONGEST_TEXT:
        raise InputError(
            f"That agreement has {len(cleaned):,} characters; {LONGEST_TEXT:,} is the most that "
            "can be read aloud. Nothing was changed."
        )
    return cleaned


def current(circle: OpenCircle) -> AgreementVersion | None:
    """Return the version that holds, ``None`` when none was written yet."""
    agreement = circle.people.agreement()
    return agreement[-1] if agreement else None


def write(circle: OpenCircle, text: str, day: date) -> AgreementVersion | None:
    """Keep a new wording, which is put to the circle at the next opening.

    Returns its version, ``None`` when the text is the one that holds already. Raises as
    ``clean_text`` does.
    """
    before = circle.people.agreement()
    after = versions.reworded(before, clean_text(text), day)
    if after == before:
        return None
    circle.people.put_agreement(after)
    return after[-1]


def why_commit(circle: OpenCircle, day: date) -> Why | None:
    """Return why the circle is to commit to its agreement at a meeting today, ``None`` if not."""
    return versions.why_commit(circle.people.agreement(), circle.people.members(), day)


def adopt(circle: OpenCircle, number: int, day: date) -> None:
    """Keep that the circle adopted a version on a day, and nothing of who said what.

    Raises ``Refusal`` when that version is not the one that holds.
    """
    circle.people.put_agreement(versions.adopted(_holding(circle, number), day))


def leave_to_change(circle: OpenCircle, number: int) -> None:
    """Keep that the circle wants another wording. Raises ``Refusal`` as ``adopt`` does."""
    circle.people.put_agreement(versions.to_be_changed(_holding(circle, number)))


def _holding(circle: OpenCircle, number: int) -> versions.Agreement:
    agreement = circle.people.agreement()
    if not agreement:
        raise Refusal("This circle has no agreement yet. Write one with: circle agreement edit")
    if agreement[-1].number != number:
        raise Refusal(
            f"The agreement was changed meanwhile: version {agreement[-1].number} holds. Read that "
            "one; nothing was changed."
        )
    return agreement
