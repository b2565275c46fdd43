"""Text for calendars: cleaned before it reaches icalendar, which passes hostile characters on."""

import re

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are part of emoji and of Persian spelling: the only invisible ones kept."""

_COMPONENT = re.compile(r"(BEGIN|END)[\s:]*:", re.IGNORECASE)


def one_line(text: str) -> str:
    """Return ``text`` as one line of visible characters.

    Every run of white space, line breaks of all kinds included, becomes one space, because some
    readers refuse a title with a line break. Control characters, direction overrides, lone
    surrogates and other invisible characters go. ``BEGIN:`` and ``END:`` lose their colon, because
    one reader ends an event at the words ``END:VEVENT`` inside a title.
    """
    visible = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
    return _COMPONENT.sub(r"\1", " ".join(visible.split()))


def common_name(name: str) -> str:
    """Return a person's name as it can stand beside an address: one line, few signs, not too long.

    Quotes and backslashes would end it, or escape what follows. Two readers cut a quoted name at
    the semicolon, and ``^`` begins an escape (RFC 6868). One that goes on for longer than anybody's
    name ends after 100 characters.
    """
    kept = "".join(" " if c in '";:,^\\' else c for c in one_line(name)[:100])
    return " ".join(kept.split())
