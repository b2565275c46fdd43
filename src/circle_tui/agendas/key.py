"""A key of the agenda language: one row of the table that says everything about it."""

from typing import NamedTuple

from circle_tui.agendas.kinds import Kind
from circle_tui.domain.agenda import ClockMode


class Key(NamedTuple):
    """One key: its name in the file, what it accepts, and what it means.

    ``clocks`` are the clock modes it belongs to, all of them if none is named, and it is
    ``required`` in those. ``fills`` is the domain's field where that has another name. ``advice``
    is for the facilitator alone: the program does nothing about it. Two rows may share a name if
    they share no clock mode.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    clocks: tuple[ClockMode, ...] = ()
    fills: str = ""
    advice: bool = False

    @property
    def field(self) -> str:
        """The field of ``Agenda`` or ``Segment`` that this key fills."""
        return self.fills or self.name

    @property
    def lasts(self) -> bool:
        """Whether this key says how long a segment of its clock mode is."""
        return self.required and bool(self.clocks)
