"""What cannot be written while a session runs, of that which nobody asked for by a key."""

AGAIN = "What could not be written before was written now."


class Troubles:
    """Tells once that the disk does not take what is written beside the stores, and once it did.

    That is what a public view shows, and the sign of life. Each comes again every few seconds, and
    on a disk that is full would be told as often.
    """

    def __init__(self) -> None:
        self._found: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._found)

    def heard(self, what: str, why: str) -> str:
        """Take in how writing ``what`` went, ``why`` if it could not be; return what is news."""
        before = bool(self)
        (self._found.add if why else self._found.discard)(what)
        if bool(self) == before:
            return ""
        return why or AGAIN
