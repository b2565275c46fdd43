"""The failures a person may see, each of them a sentence that says what to do."""


class CircleError(Exception):
    """Something that was asked for could not be done; ``str(error)`` is the sentence to show.

    Ends a command with exit status 1 (refused or failed).
    """


class InputError(CircleError):
    """What was typed, or a file that was named, cannot be used as it is: exit status 2."""


class Refusal(CircleError):
    """What was asked for is understood, and cannot be done as things stand: exit status 1.

    The error of a command. What a rule of the running session answers is a ``Refused``.
    """


class StoreError(CircleError):
    """Keeping or reading the circle's data failed; the text says what is safe."""


class StoreBusy(StoreError):
    """Another process holds the circle."""


class StoreClosed(StoreError):
    """The circle was let go of already."""


class StoreReadOnly(StoreError):
    """The circle was opened for looking only."""


class StoreDamaged(StoreError):
    """A file of the circle is not what was saved; it was left as it is."""


class StoreNewer(StoreError):
    """A newer version of this program wrote the circle."""


class StoreLocked(StoreError):
    """The circle is sealed, and no passphrase was given."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the circle."""


class KeysDamaged(StoreError):
    """The key file of a sealed circle is missing, or not what was saved."""


class NotStorable(StoreError, TypeError):
    """A document holds something that a file cannot; nothing of it was kept."""


class PrivacyError(StoreError):
    """A text that still names a member was about to be kept; nothing was written."""


class Refused:
    """A rule's answer when it does not apply now: ``why`` is shown as it is.

    A plain class, because dataclasses would cost more to import than a refused command takes.
    """

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and self.why == other.why

    def __hash__(self) -> int:
        return hash(self.why)


class NotExported(StoreError):
    """A file could not be written at a place that may be chosen; ``what`` says which and why."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.what = what
