"""What people typed, made fit to stand in a file that others open."""

_JOINERS = "\u200c\u200d"
"""Zero-width joiners are part of emoji and of Persian spelling: the only invisible ones kept."""


def visible(text: str) -> str:
    """Return a text in one line, without control, invisible and direction-changing characters."""
    kept = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
    return " ".join(kept.split())
