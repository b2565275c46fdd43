"""A text that is typed outside a session, as the circle keeps it: with every mask, unasked."""

from circle_tui.domain.ports import OpenCircle


def deidentified(circle: OpenCircle, text: str) -> str:
    """Return a text in one line with everything masked that may be a name or lead to somebody.

    Only the words stay that the circle leaves readable everywhere (``circle words``). Of a text
    in which nothing can be seen, nothing is left.
    """
    from circle_tui.domain.writing import says_something
    from circle_tui.services.masks import masked
    from circle_tui.services.wording import always_shown

    if not says_something(text):
        return ""
    known = circle.people.known()
    always = always_shown(circle.people.words(), known)
    return masked(" ".join(text.split()), known, always=always).kept
