"""One command: its keys, its footer label, its help line and the rule that gates it."""

from collections.abc import Sequence

from textual.binding import Binding, BindingType

from circle_tui.domain.rules import Rule
from circle_tui.domain.values import value


@value
class Command:
    """Something a key does on a screen.

    ``keys`` are in Textual's words; ``shown`` is how the key line and the help name them. A command
    without a ``label`` is in the help only. One with a ``rule`` lets that rule happen; one without
    calls the screen's ``action_<name>``. One that ``decides`` opens the window of its name, and one
    that ``writes`` the line for that kind of text. It is available when its ``gate`` would allow
    it, which is the rule unless another is given; without either it always is.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    rule: Rule | None = None
    gate: Rule | None = None
    decides: bool = False
    writes: bool = False

    @property
    def allowed_by(self) -> Rule | None:
        """The rule that says whether the command is available now."""
        return self.gate or self.rule

    @property
    def action(self) -> str:
        """Textual's action for this command."""
        if self.decides:
            return f"decide('{self.name}')"
        if self.writes:
            return f"write('{self.name}')"
        return self.name if self.rule is None else f"rule('{self.name}')"


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the key bindings of the commands."""
    return [
        Binding(key, command.action, command.label, id=f"{command.name}.{number}", show=False)
        for command in commands
        for number, key in enumerate(command.keys)
    ]
