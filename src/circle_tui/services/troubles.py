"""What cannot be written while a session runs, of that which nobody asked for by a key."""

AGAIN = "What could not be written before was written now."

WRITTEN = {
    "view": "The public view was written again.",
    "beat": "The sign of life was written again.",
}
"""What to say of the one that is written again while the other is not."""


class Troubles:
    """Tells once that the disk does not take what is written beside the stores, and once it did.

    That is what a public view shows, and the sign of life. Each comes again every few seconds, and
    on a disk that is full would be told as often. What was told last stays on the screen: once it
    holds no more, that is news as well.
    """

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._told: dict[str, str] = {}
        """Why each could not be written, as it was told last; empty for one that was written."""

    def __bool__(self) -> bool:
        return bool(self._found)

    def heard(self, what: str, why: str, *, asked: bool = False) -> str:
        """Take in how writing ``what`` went, ``why`` if it could not be; return what is news.

        Where a key ``asked`` for it, why it could not be is news in any case.
        """
        before = bool(self)
        self._found.pop(what, None)
        if why:
            self._found[what] = why
        if not self:
            self._told = {}
            return AGAIN if before else ""
        holds = all(self._found.get(one, "") == told for one, told in self._told.items())
        if before and holds and not (asked and why):
            return ""
        if why:
            self._told = {what: why}
            return why
        other, left = next(iter(self._found.items()))
        self._told = {what: "", other: left}
        return f"{WRITTEN[what]} {left}"
