"""What is to happen once, a while from now, and happens also on a busy machine.

A timer of Textual 8.2.8 leaves out what it is late for. One that ticks once is lost so for good, if
the computer was busy elsewhere in the moment in which it began: a clock would stand still, and a
window that was dragged about would never be laid out anew.
"""

from collections.abc import Callable

from textual.dom import DOMNode
from textual.timer import Timer


def once(node: DOMNode, seconds: float, call: Callable[[], object]) -> Timer:
    """Call ``call`` in so many seconds, late rather than never, unless ``node`` is gone by then.

    Textual's own timers do call what belongs to a screen from which all is being taken away.
    """
    return late_counts(node.set_timer(seconds, lambda: None if node._pruning else call()))


def late_counts(timer: Timer) -> Timer:
    """Let a timer that has only just been made tick also when it is late; return it."""
    timer._skip = False
    return timer
